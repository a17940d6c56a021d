"""The progress room: bars, signs and the points of forecasts, each beside its words."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from textual.content import Content

from explainer.prose.width import cell_width
from explainer.rooms.forecasts import CALIBRATION, SCORES
from explainer.rooms.progress import ProgressRoom
from explainer.rooms.room import Entry, Mark
from explainer.tui.entries import mark_words
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.score_strips import calibration_strip, score_strip
from explainer.tui.screens.room import RoomScreen
from explainer.tui.screens.story_map import bar
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

LEAST_BAR = 8
"""Cells below which a bar says nothing; the numbers stand alone then."""

LONGEST_BAR = 40
"""Cells above which a bar says no more."""


class ProgressScreen(RoomScreen):
    """Enter opens the marked count: what is left of it, as doors."""

    @property
    def progress(self) -> ProgressRoom:
        """The room, as what it is."""
        return cast(ProgressRoom, self.room)

    def _row(self, entry: Entry, index: int, width: int) -> list[Line]:
        share = self.progress.share(entry.id) if entry.id else None
        if share:
            lines = self._bar_row(entry, index, width, share)
            return lines or super()._row(entry, index, width)
        drawn = self._drawn(entry, width - 4)
        if not drawn:
            return super()._row(entry, index, width)
        meaning = clickable(Target("row", str(index)))
        return [
            *super()._row(replace(entry, about=None), index, width),
            *(Line((words("    ") + line).pad_right(1).stylize(meaning), index) for line in drawn),
        ]

    # ------------------------------------------------------------ bars

    def _bar_row(self, entry: Entry, index: int, width: int, share: tuple[int, int]) -> list[Line]:
        """Name, bar and numbers on one line; nothing where that is too narrow."""
        names = self._names()
        numbers = max(len(note) for note in self._notes())
        here = f"  {mark_words(Mark.HERE)[0]}"
        cells = min(LONGEST_BAR, width - 2 - names - 2 - 2 - numbers - cell_width(here))
        if cells < LEAST_BAR or cell_width(entry.text) > names:
            return []
        marked = index == self._marked
        built = Words().add("› " if marked else "  ", "$accent").add(entry.text, "bold" if marked else "")
        built.add(" " * (names + 2 - cell_width(entry.text)))
        told = Words().add(f"  {entry.note:>{numbers}}", INK_SOFT)
        if entry.mark is Mark.HERE:
            sign, role = mark_words(entry.mark)
            told.add(f"  {sign}", role)
        content = built.content() + bar(*share, cells) + told.content()
        return [Line(content.pad_right(1).stylize(clickable(Target("row", str(index)))), max(0, index))]

    def _shared(self) -> list[Entry]:
        return [entry for entry in self._entries if entry.id and self.progress.share(entry.id)]

    def _names(self) -> int:
        return max((cell_width(entry.text) for entry in self._shared()), default=0)

    def _notes(self) -> list[str]:
        return [entry.note for entry in self._shared()]

    # ------------------------------------------------------------ signs and points

    def _drawn(self, entry: Entry, width: int) -> list[Content]:
        """What stands under a row: who was heard, scores, or the points of a forecast."""
        if entry.id.startswith("voices/"):
            return self._voices(entry, width)
        forecasts = self.progress.forecasts
        if entry.id == SCORES and forecasts.means:
            return score_strip(forecasts.means, width)
        if entry.id == CALIBRATION:
            return calibration_strip(forecasts, width)
        return [line for option in self.progress.options(entry.id) for line in self._option(option, width)]

    def _voices(self, entry: Entry, width: int) -> list[Content]:
        """A sign and a name for each; who lies ahead is a number."""
        wanted = entry.id == "voices/heard"
        sign, role = (signs().read, "$mark-read") if wanted else ("·", INK_SOFT)
        built = Words()
        for actor, heard in self.progress.voices():
            if heard == wanted:
                built.add("   " if len(built) else "").add(f"{sign}\u00a0", role)
                built.add(actor.brief.replace(" ", "\u00a0"))
        about = entry.about.text if entry.about else ""
        ahead = about.rpartition("; ")[2] if "; " in about else about
        if not wanted and ahead.endswith("ahead of the story."):
            built.add("   " if len(built) else "").add(ahead.rstrip(".").replace(" ", "\u00a0"), INK_SOFT)
        if not len(built):
            built.add(about, INK_SOFT)
        return [line.content for line in set_content(built.content(), width, 0)]

    def _option(self, option: tuple[str, int, bool | None], width: int) -> list[Content]:
        """An option's points as a bar, and once it is told whether it happened."""
        label, points, happened = option
        cells = min(20, width // 4)
        lead = words(f"{points:>3}  ", INK_SOFT)
        if cells >= LEAST_BAR:
            lead = bar(points, 100, cells) + words(" ") + lead
        built = Words().add(label, "bold" if happened else "")
        if happened:
            built.add(f"  {signs().read} happened".replace(" ", "\u00a0"), "$mark-read")
        indent = cell_width(lead.plain)
        return [line.content for line in set_content(built.content(), width, 0, indent, lead)]
