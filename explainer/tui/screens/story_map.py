"""The story map room: over the pages a bar for each chapter, as long as it is read."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType
from textual.content import Content

from explainer.rooms.story_map import StoryMapRoom
from explainer.tui.action import Action, bindings
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.room_actions import STORY
from explainer.tui.screens.room import RoomScreen
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

LEAST = (40, 28)
"""Columns and rows from which the bars are drawn; the headings say the same."""


class StoryMapScreen(RoomScreen):
    """Pages by chapter; Enter walks to the marked one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = STORY

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STORY)]

    def picture(self, width: int) -> list[Line]:
        """A bar a chapter."""
        room = cast(StoryMapRoom, self.room)
        if width < LEAST[0] or self.size.height < LEAST[1]:
            return []
        here = self.room.pack.nodes[self.room.state.node].chapter
        names = max((len(chapter.title) for chapter in room.chapters()), default=0)
        names = min(names, width // 2)
        shares = {chapter.id: room.share(chapter.id) for chapter in room.chapters()}
        figures = max((len(f"{read} of {whole}") for read, whole in shares.values()), default=0)
        lines = []
        for chapter in room.chapters():
            read, whole = shares[chapter.id]
            built = Words().add(f"{signs().here} " if chapter.id == here else "  ", "$accent")
            title = (
                chapter.title if len(chapter.title) <= names else f"{chapter.title[: names - 1].rstrip()}…"
            )
            built.add(title.ljust(names + 2), "bold" if chapter.id == room.chapter else "")
            drawn = bar(read, whole, width - names - figures - 6)
            told = words(f"  {f'{read} of {whole}':>{figures}}", INK_SOFT)
            meaning = clickable(Target("chapter", chapter.id))
            lines.append(Line((built.content() + drawn + told).stylize(meaning), 0))
        return [*lines, Line(Words().content(), 0)]

    def clicked(self, target: Target) -> bool:
        """A click on a chapter's bar narrows to it, a second one lifts that."""
        if target.kind != "chapter":
            return super().clicked(target)
        room = cast(StoryMapRoom, self.room)
        room.narrow("chapter", "" if room.chapter == target.value else target.value)
        self.renew()
        return True


def bar(part: int, whole: int, cells: int) -> Content:
    """A bar of so many cells, filled as far as the part goes."""
    cells = max(4, cells)
    full = 0 if not whole else cells if part >= whole else min(cells - 1, -(-part * cells // whole))
    filled, rest = ("━", "─") if signs().small_figures else ("#", "-")
    return words(filled * full, "$accent") + words(rest * (cells - full), "$rule")
