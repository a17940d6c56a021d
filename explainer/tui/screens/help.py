"""Help for the screen one is on, made from the tables that drive it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from explainer.tui.action import Action, bindings
from explainer.tui.actions import HELP, LEAF_MOVES, READING_MOVES
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content, side_by_side
from explainer.tui.screens.base import OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, clickable, words
from explainer.verbs.vocabulary import VERBS

TWO_COLUMNS = 90
"""Cells from which keys and verbs stand beside each other."""

KEY_COLUMN = 11
"""Cells for a key before what it does."""

_MORE = (
    (("up", "down"), "Read on and back; at the end of the page, move among the choices."),
    (("screen_down",), "A screenful on."),
    (("mark_next", "take_marked"), "Move among the choices, and take the marked one."),
)
"""Moving about in few words: actions, and what they do."""

_EVER = (
    ("ctrl+p", "Everything that can be done, to search in."),
    (
        "mouse",
        "Click a choice, a raised number, an underlined word, a key, a line of this help or of the side "
        "panel. Drag to select; ctrl+c copies that, and leaves where nothing is selected.",
    ),
)


class HelpScreen(OverScreen):
    """Keys, and what can be typed. Dismissed with the action whose line was clicked, if one was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(HELP, LEAF_MOVES),
    ]

    def __init__(self, title: str, actions: tuple[Action, ...], *, verbs: bool) -> None:
        super().__init__()
        self._title = title
        self._actions = actions
        self._verbs = verbs

    def compose(self) -> ComposeResult:
        """The tables, and how to leave."""
        with Vertical(id="over"):
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="help-text")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show them."""
        self.add_class("-two")
        self.query_one("#help-text", SetText).show(self._set)
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))
        self.query_one(KeyLine).show_actions(HELP, always="close")

    def _set(self, width: int) -> list[Line]:
        if not self._verbs:
            return self._keys(min(width, 72))
        if width < TWO_COLUMNS:
            return [*self._keys(width), Line(BLANK, 0), Line(BLANK, 0), *_typed(width)]
        half = (width - 4) // 2
        return side_by_side(self._keys(half), _typed(half), width)

    def _keys(self, width: int) -> list[Line]:
        lines = [*set_content(words(self._title, "bold"), width, 0), Line(BLANK, 0)]
        for action in self._actions:
            row = _row(self.explainer.keys.worn(action).key_words, action.help, width)
            # For a reader with a mouse alone: what has no room in the key line can be clicked here.
            does = None if action.numbered else clickable(Target("do", action.deed))
            lines += [Line(line.content.stylize(does), 0) if does else line for line in row]
        for names, text in _MORE if self._verbs else ():
            keys = [self.explainer.keys.shown(name, READING_MOVES) for name in names]
            lines += _row(" ".join(keys), text, width)
        for key, text in _EVER if self._verbs else ():
            lines += _row(key, text, width)
        return lines

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on close, or on what can be done where the reader came from."""
        if event.target.kind == "do":
            self.dismiss(event.target.value)
        else:
            self.follow(event.target)

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _typed(width: int) -> list[Line]:
    lines = [*set_content(words("What you can type after ›", "bold"), width, 0), Line(BLANK, 0)]
    for verb in VERBS:
        lines += set_content(words(verb.usage, "$accent"), width, 0)
        lines += set_content(words(verb.help, INK_SOFT), width, 0, 2, words("  "))
    return lines


def _row(key: str, text: str, width: int) -> list[Line]:
    return set_content(words(text), width, 0, KEY_COLUMN, words(key.ljust(KEY_COLUMN), "$accent"))
