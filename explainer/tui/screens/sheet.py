"""An answer laid over the page: a claim's evidence, a voice, a word. One of several, or one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from explainer.story.answers import Answer
from explainer.tui.action import Action, bindings
from explainer.tui.actions import LEAF_MOVES, SHEET
from explainer.tui.lines import INK_SOFT, Line, side_by_side
from explainer.tui.pages import answer_lines, answer_pieces
from explainer.tui.screens.base import ExplainerScreen, OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable

Pair = tuple[Answer, ...]
"""An answer, or two to be read side by side."""

SIDE_BY_SIDE = 76
"""Cells from which two answers stand beside each other; below, one under the other."""


class SheetScreen(OverScreen):
    """Answers to leaf through; Escape closes back to the same place.

    Dismissed with True if the reader followed a link to another page.
    """

    NAME: ClassVar[str] = "Answers"

    ACTIONS: ClassVar[tuple[Action, ...]] = SHEET
    """What can be done on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SHEET, LEAF_MOVES),
        *[Binding(str(n), f"jump_to({n})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self,
        answers: Sequence[Pair],
        at: int = 0,
        *,
        opened: Callable[[int], object] | None = None,
        references: Sequence[tuple[str, ...]] = (),
        note_on: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__()
        self._answers = answers
        self._opened = opened
        self._references = references
        self._note_on = note_on
        self.at = at
        """The answer that is shown, from 0."""

    def compose(self) -> ComposeResult:
        """Head, leaf, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="answer")
            yield Static(id="notice")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the first."""
        self.set_class(any(len(pair) > 1 for pair in self._answers), "-two")
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))
        self._show()

    def available(self) -> list[Action]:
        """The actions that do something here."""
        hidden = {"previous", "next"} if len(self._answers) < 2 else set()
        hidden |= set() if self._references else {"reference"}
        hidden |= set() if self._note_on else {"note"}
        return [action for action in self.ACTIONS if action.id not in hidden]

    def _show(self) -> None:
        pair = self._answers[self.at]
        self.query_one("#answer", SetText).show(lambda width: _set_pair(pair, width))
        self.query_one(".head", SetText).show(self._head)
        self.say("")
        self.query_one(".leaf", VerticalScroll).scroll_home(animate=False)
        if self._opened:
            self._opened(self.at)

    def _head(self, width: int) -> list[Line]:
        count = len(self._answers)
        built = Words()
        if count > 1:
            built.add("‹ ", "$accent", clickable(Target("action", "previous")))
            built.add(f"{self.at + 1} of {count}", INK_SOFT)
            built.add(" ›", "$accent", clickable(Target("action", "next")))
        gap = width - len(built) - 7
        built.add(" " * max(1, gap)).add("close ×", INK_SOFT, clickable(Target("action", "close")))
        return [Line(built.content(), 0)]

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """Clicks on the head and the key line, and on words that lead to a page."""
        if event.target.kind != "node":
            self.follow(event.target)
            return
        self._walk(event.target)

    def _walk(self, target: Target) -> None:
        """Leave for a page, by way of what lies under this."""
        below = self.app.screen_stack[-2]
        self.dismiss(True)
        if isinstance(below, ExplainerScreen):
            below.follow(target)

    def _turn_to(self, at: int) -> None:
        if 0 <= at < len(self._answers) and at != self.at:
            self.at = at
            self._show()

    def action_previous(self) -> None:
        """The one before."""
        self._turn_to(self.at - 1)

    def action_next(self) -> None:
        """The next one."""
        self._turn_to(self.at + 1)

    def action_jump_to(self, number: int) -> None:
        """The one of that number; of a single one, the page of that number it leads to."""
        doors = self._answers[0][0].doors
        if len(self._answers) > 1:
            self._turn_to(number - 1)
        elif 1 <= number <= len(doors):
            self._walk(Target("node", doors[number - 1].node))

    def action_copy(self) -> None:
        """Copy the answer as plain text."""
        lines = _set_pair(self._answers[self.at], 72)
        self.explainer.copy("\n".join(line.content.plain.rstrip() for line in lines))
        self.say("It was copied.")

    def action_note(self) -> None:
        """Write a note on what is shown, where one can."""
        if self._note_on:
            self._note_on(self.at)

    def action_reference(self) -> None:
        """Copy the references it rests on, one a line."""
        if self._references:
            self.explainer.copy("\n".join(self._references[self.at]))
            self.say("The references were copied.")

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _set_pair(pair: Pair, width: int) -> list[Line]:
    if len(pair) == 1:
        return answer_lines(pair[0], min(width, 72))
    if width < SIDE_BY_SIDE:
        lines: list[Line] = []
        for answer in pair:
            lines += [*answer_lines(answer, width), Line(Words().content(), 0), Line(Words().content(), 0)]
        return lines[:-2]
    half = (width - 4) // 2
    pieces = zip_longest(*(answer_pieces(answer, half) for answer in pair[:2]), fillvalue=[])
    lines = []
    # Piece by piece, so that what is said of the same thing begins on the same line.
    for left, right in pieces:
        lines += side_by_side(left, right, width)
    return lines
