"""The choices of a page: one is marked, arrows move the mark, Enter or its number takes it."""

from __future__ import annotations

from textual.message import Message

from explainer.story.turn import Turn
from explainer.tui.actions import READING
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.pages import end_lines, offer_lines
from explainer.tui.widgets.key_line import shown_in
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words


class ChoiceList(SetText, can_focus=True):
    """The choices, set under the prose."""

    DEFAULT_CSS = """
    ChoiceList:focus { text-style: none; }
    """

    class Marked(Message):
        """Another choice was marked, so its line should be in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._turn: Turn | None = None
        self.marked = 0
        """The marked choice, from 0."""

    def show_turn(self, turn: Turn) -> None:
        """Show a page's choices, the first one marked."""
        self._turn = turn
        self.marked = 0
        self.show(self._set)

    def move(self, by: int) -> bool:
        """Move the mark; False if it is at that end already."""
        count = len(self._turn.offers) if self._turn else 0
        to = self.marked + by
        if not 0 <= to < count:
            return False
        self.marked = to
        self.show(self._set)
        self.post_message(self.Marked())
        return True

    @property
    def marked_lines(self) -> tuple[int, int]:
        """The first line of the marked choice and how many it has."""
        at = [i for i, line in enumerate(self.lines_at(self.size.width)) if line.block == self.marked + 1]
        return (at[0], len(at)) if at else (0, 1)

    def _set(self, width: int) -> list[Line]:
        turn = self._turn
        if turn is None:
            return []
        lines = [Line(BLANK, 0), Line(BLANK, 0)]
        if turn.fork and turn.fork.forecast is None and not turn.fork.final:
            lines += self._forecast_rows(width)
        if not turn.offers:
            keys = [shown_in(self.app, action, READING) for action in ("title", "back")]
            return [*lines, *end_lines(turn, width, *keys), Line(BLANK, 0)]
        lines += set_content(words("What do you do?", INK_SOFT), width, 0)
        for offer in turn.offers:
            lines += offer_lines(offer, width, offer.number, chosen=offer.number == self.marked + 1)
        return [*lines, Line(BLANK, 0)]

    def _forecast_rows(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for action, text in (
            ("forecast", "Say how likely each option is"),
            ("skip_forecast", "Pass the forecast by"),
        ):
            key = shown_in(self.app, action, READING)
            lead = Words().add("  ").add(f"{key:<3}", "$accent").content()
            row = set_content(words(text), width, 0, 5, lead)
            lines += [Line(line.content.stylize(clickable(Target("action", action))), 0) for line in row]
        return [*lines, Line(BLANK, 0)]
