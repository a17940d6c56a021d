"""The timeline room: a strip of the years over the events, to run along."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType

from explainer.prose.width import cell_width
from explainer.rooms.room import numbered
from explainer.rooms.timeline import TimelineRoom
from explainer.tui.action import Action, bindings
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.room_actions import TIMELINE
from explainer.tui.screens.room import RoomScreen
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable

BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = ".:-=+*%#"
"""How full a year is, from a single event to the most."""


class TimelineScreen(RoomScreen):
    """Up and down walk the events, left and right the years."""

    ACTIONS: ClassVar[tuple[Action, ...]] = TIMELINE

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TIMELINE)]

    @property
    def timeline(self) -> TimelineRoom:
        """The room, as what it is."""
        return cast(TimelineRoom, self.room)

    def picture(self, width: int) -> list[Line]:
        """A cell a year that is told of, as high as it is full; what lies ahead is fog with its number."""
        years = self.timeline.years()
        if len(years) < 2 or self.size.height < 16:
            return []
        here = self.timeline.year_of(self.marked_id) if self.marked_id else 0
        ahead = self.timeline.ahead()
        fog = f" {'░░' if signs().small_figures else '..'} {ahead} ahead" if ahead else ""
        shown = self._in_sight(list(years), here, width - cell_width(fog))
        bars, most = (BARS if signs().small_figures else PLAIN_BARS), max(years.values())
        strip, at = Words(), 0
        for index, year in enumerate(shown):
            start = len(strip)
            if year == here:
                at = index
            bar = bars[(years[year] * len(bars) - 1) // most]
            strip.add(bar, "bold $accent" if year == here else INK_SOFT)
            strip.style(start, clickable(Target("year", str(year))))
        strip.add(fog, INK_SOFT)
        return [Line(strip.content(), 0), self._labels(shown, at, width), Line(Words().content(), 0)]

    def _in_sight(self, years: list[int], here: int, room: int) -> list[int]:
        """As many years as there are cells, the marked one among them."""
        if len(years) <= room:
            return years
        at = years.index(here) if here in years else 0
        first = max(0, min(at - room // 2, len(years) - room))
        return years[first : first + room]

    def _labels(self, years: list[int], at: int, width: int) -> Line:
        """The first year, the marked one and the last, each under its bar."""
        built = Words()
        labels = [(0, years[0]), (at, years[at]), (len(years) - 1, years[-1])]
        here = years[at]
        left = max(0, min(at - 1, width - 4))
        spans = {here: left}
        if left >= 6:
            spans[labels[0][1]] = 0
        if len(years) - 4 >= left + 6:
            spans[labels[2][1]] = len(years) - 4
        for year, start in sorted(spans.items(), key=lambda item: item[1]):
            built.add(" " * (start - len(built))).add(str(year), "bold $accent" if year == here else INK_SOFT)
        return Line(built.content(), 0)

    def _mark(self, index: int) -> None:
        super()._mark(index)
        self.redraw_picture()

    def action_year_on(self, by: int) -> None:
        """To the first event of the next year, or of the year before."""
        years = list(self.timeline.years())
        if self.marked_id and years:
            at = years.index(self.timeline.year_of(self.marked_id)) + by
            if 0 <= at < len(years):
                self._to_year(years[at])

    def _to_year(self, year: int) -> None:
        for index, entry in enumerate(numbered(self._entries)):
            if self.timeline.year_of(entry.id) == year:
                self._mark(index)
                return

    def clicked(self, target: Target) -> bool:
        """A click on a year goes there."""
        if target.kind != "year":
            return super().clicked(target)
        self._to_year(int(target.value))
        return True
