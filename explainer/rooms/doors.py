"""Every room by its name; a room's module is read when somebody first enters it."""

from __future__ import annotations

from importlib import import_module

from explainer.rooms.room import Room
from explainer.session import Session

ROOMS = {
    "story": "story_map:StoryMapRoom",
    "map": "map:MapRoom",
    "timeline": "timeline:TimelineRoom",
    "positions": "positions:PositionsRoom",
    "path": "walked:PathRoom",
    "sources": "sources:SourcesRoom",
    "ledger": "ledger:LedgerRoom",
    "glossary": "glossary:GlossaryRoom",
    "search": "search:SearchRoom",
    "notes": "notebook:NotebookRoom",
    "expectations": "expectations:ExpectationsRoom",
    "progress": "progress:ProgressRoom",
}
"""For each room's name its module and class."""


def room_named(name: str, session: Session) -> Room:
    """A room, as one finds it on entering."""
    module, _, kind = ROOMS[name].partition(":")
    made: Room = getattr(import_module(f"explainer.rooms.{module}"), kind)(session)
    return made
