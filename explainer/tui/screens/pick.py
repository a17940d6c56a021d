"""Choosing one of many: type to narrow it down, Enter takes the marked one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset
from textual.widgets import Input

from explainer.prose.width import cell_width
from explainer.tui.action import Action, bindings
from explainer.tui.actions import PICK, PICK_MOVES
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.screens.base import OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words
from explainer.verbs.matching import fold


@dataclass(frozen=True, slots=True)
class Row:
    """Something to pick."""

    value: str
    """What picking it gives."""
    label: str
    note: str = ""
    """A few soft words at the right."""
    also: str = ""
    """More words it can be found by."""


class PickScreen(OverScreen):
    """A list that narrows as one types; dismissed with the value picked, or None."""

    NAME: ClassVar[str] = "A list to pick from"

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PICK, PICK_MOVES),
    ]

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._shown = list(rows)
        self._marked = 0

    def compose(self) -> ComposeResult:
        """Title, list, what is typed, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="rows")
            yield MoreCue()
            yield Input(placeholder="type to narrow down", select_on_focus=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(".head", SetText).show(lambda width: set_content(words(self._title, "bold"), width, 0))
        self.query_one("#rows", SetText).show(self._set)
        self.query_one(KeyLine).show_actions(PICK, always="close")
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))
        self.query_one(Input).focus()

    def available(self) -> list[Action]:
        """All of them, always."""
        return list(PICK)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep the rows that hold every word that was typed."""
        parts = fold(event.value).split()
        self._shown = [
            row for row in self._rows if all(part in fold(f"{row.label} {row.also}") for part in parts)
        ]
        self._marked = 0
        self.query_one("#rows", SetText).show(self._set)
        self.query_one(".leaf", VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Take the marked row."""
        event.stop()
        self.action_take()

    def _set(self, width: int) -> list[Line]:
        if not self._shown:
            return set_content(words("Nothing by that name.", INK_SOFT), width, 0)
        lines: list[Line] = []
        for index, row in enumerate(self._shown):
            lines += self._row(row, index, width)
        return lines

    def _row(self, row: Row, index: int, width: int) -> list[Line]:
        marked = index == self._marked
        room = width - (cell_width(row.note) + 2 if row.note else 0)
        lead = words("› " if marked else "  ", "$accent")
        lines = set_content(words(row.label, "bold" if marked else ""), max(12, room), index, 2, lead)
        if row.note:
            first = lines[0].content
            gap = width - cell_width(first.plain) - cell_width(row.note)
            built = Words().add(" " * max(1, gap)).add(row.note, INK_SOFT)
            lines[0] = Line(first + built.content(), index)
        meaning = clickable(Target("row", str(index)))
        return [Line(line.content.pad_right(1).stylize(meaning), index) for line in lines]

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on a row takes it."""
        if event.target.kind == "row":
            # What was clicked may be drawn still and narrowed away already.
            for row in self._shown[int(event.target.value) :][:1]:
                self.dismiss(row.value)
        else:
            self.follow(event.target)

    def on_click(self, event: events.Click) -> None:
        """A click beside the list closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Move the mark, keeping it in sight."""
        if not self._shown:
            return
        self._marked = max(0, min(len(self._shown) - 1, self._marked + by))
        rows = self.query_one("#rows", SetText)
        rows.show(self._set)
        at = [y for y, line in enumerate(rows.lines_at(rows.size.width)) if line.block == self._marked]
        leaf = self.query_one(".leaf", VerticalScroll)
        top, bottom = leaf.scroll_y, leaf.scroll_y + leaf.scrollable_content_region.height - 2
        if at and (at[0] < top or at[-1] > bottom):
            leaf.scroll_to(y=max(0, at[0] - leaf.size.height // 2), animate=False)

    def cursor_spot(self) -> Offset | None:
        """The marked row."""
        return self.spot_of_mark("#rows", ".leaf")

    def action_take(self) -> None:
        """Take the marked row."""
        if self._shown:
            self.dismiss(self._shown[self._marked].value)

    def action_page(self, by: int) -> None:
        """A screenful of rows on or back."""
        height = self.query_one(".leaf", VerticalScroll).scrollable_content_region.height
        self.action_move(by * max(1, height - 2))

    def action_close(self) -> None:
        """Back without picking."""
        self.dismiss(None)
