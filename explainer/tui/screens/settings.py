"""The settings: each with its value, which arrows, Enter or a click change at once."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset

from explainer.errors import SettingError
from explainer.prose.width import cell_width
from explainer.settings import FIXED, OPTIONS
from explainer.tui.action import Action, bindings
from explainer.tui.actions import SETTINGS, SETTINGS_MOVES
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.screens.base import OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

NAME_CELLS = 11
"""Cells for a setting's name and the mark before it."""


class SettingsScreen(OverScreen):
    """What can be set. Everything holds at once, so that one sees behind it what one does."""

    NAME: ClassVar[str] = "Settings"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS, SETTINGS_MOVES)]

    def __init__(self) -> None:
        super().__init__()
        self._marked = 0
        self._said = ""

    def compose(self) -> ComposeResult:
        """Title, settings, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="settings")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(".head", SetText).show(
            lambda width: set_content(words("Settings", "bold"), width, 0)[:1]
        )
        self.query_one("#settings", SetText).show(self._set)
        self.query_one(KeyLine).show_actions(SETTINGS, always="close")
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))

    def available(self) -> list[Action]:
        """All of them, always."""
        return list(SETTINGS)

    def _set(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for index, option in enumerate(OPTIONS):
            lines += self._row(index, option.name, width)
            lines += set_content(words(option.help, INK_SOFT), width, index, 2)
            lines.append(Line(BLANK, index))
        file = self.explainer.settings.file
        where = f"Keys, and what is to stay as it is, are set in {file.path}." if file.path else ""
        for text, role in ((self._said, "$notice"), (where, INK_SOFT)):
            lines += [*set_content(words(text, role), width, 0), Line(BLANK, 0)] if text else []
        return lines[:-1]

    def _row(self, index: int, name: str, width: int) -> list[Line]:
        settings = self.explainer.settings
        marked = index == self._marked
        lead = (
            Words().add("› " if marked else "  ", "$accent").add(name.capitalize(), "bold" if marked else "")
        )
        lead.add(" " * max(1, NAME_CELLS - len(lead)))
        built = Words()
        if settings.is_fixed(name):
            built.add(settings[name], "bold").add(f"  {FIXED}", INK_SOFT)
        else:
            built.add("‹ ", "$accent", clickable(Target("back", str(index))))
            built.add(settings[name], "bold").add(" ›", "$accent")
        lines = set_content(built.content(), width, index, NAME_CELLS, lead.content())
        meaning = clickable(Target("row", str(index)))
        # Laid under, so that the arrow that leads back keeps its own meaning.
        padded = [line.content.pad_right(max(0, width - cell_width(line.content.plain))) for line in lines]
        return [Line(content.stylize_before(meaning), index) for content in padded]

    # ------------------------------------------------------------ changing

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click changes a setting, on the first arrow backwards."""
        if event.target.kind in ("row", "back"):
            self._marked = int(event.target.value)
            self._change(-1 if event.target.kind == "back" else 1)
        else:
            self.follow(event.target)

    def _change(self, by: int) -> None:
        name = OPTIONS[self._marked].name
        try:
            self.explainer.settings.turn(name, by)
            self._said = self.explainer.settle(name)
        except SettingError as error:
            self._said = str(error)
        self.query_one("#settings", SetText).show(self._set)

    def action_change(self) -> None:
        """The next value of the marked setting."""
        self._change(1)

    def action_change_back(self) -> None:
        """The value before."""
        self._change(-1)

    def action_move(self, by: int) -> None:
        """Mark another."""
        self._marked = max(0, min(len(OPTIONS) - 1, self._marked + by))
        self._said = ""
        text, leaf = self.query_one("#settings", SetText), self.query_one(".leaf", VerticalScroll)
        text.show(self._set)
        at = [y for y, line in enumerate(text.lines_at(text.size.width)) if line.block == self._marked]
        if at and not leaf.scroll_y <= at[0] < leaf.scroll_y + leaf.scrollable_content_region.height - 1:
            leaf.scroll_to(y=max(0, at[0] - 1), animate=False)

    def action_move_up(self) -> None:
        """The one before."""
        self.action_move(-1)

    def cursor_spot(self) -> Offset | None:
        """The marked setting."""
        return self.spot_of_mark("#settings", ".leaf")

    def action_close(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)
