"""From a room's name to its screen; most rooms are shown by the same one."""

from __future__ import annotations

from importlib import import_module

from explainer.rooms.doors import room_named
from explainer.rooms.room import Room
from explainer.session import Session
from explainer.tui.screens.room import RoomScreen

SCREENS: dict[str, str] = {
    "story": "story_map:StoryMapScreen",
    "map": "map:MapScreen",
    "timeline": "timeline:TimelineScreen",
    "positions": "positions:PositionsScreen",
    "path": "walked:PathScreen",
    "progress": "progress:ProgressScreen",
    "search": "search:SearchScreen",
    "notes": "notebook:NotebookScreen",
    "sources": "lists:SourcesScreen",
    "ledger": "lists:LedgerScreen",
    "glossary": "lists:GlossaryScreen",
    "expectations": "lists:ExpectationsScreen",
}
"""For each room that has a screen of its own, its module and class."""


def room_screen(name: str, session: Session, line: str = "") -> RoomScreen | str:
    """The screen of a room narrowed as a line asks for, or what was not understood."""
    room = room_named(name, session)
    if unknown := room.absent() or room.take_words(line):
        return unknown
    return screen_of(room)


def screen_of(room: Room) -> RoomScreen:
    """The screen that shows a room."""
    if room.name not in SCREENS:
        return RoomScreen(room)
    module, _, kind = SCREENS[room.name].partition(":")
    made: RoomScreen = getattr(import_module(f"explainer.tui.screens.{module}"), kind)(room)
    return made
