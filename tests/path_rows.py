"""The path as a room lists it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from explainer.model.ids import NodeId
from explainer.rooms.room import Entry, numbered
from explainer.rooms.walked import PathRoom

SQUARE, FORK, SIGNED, HOME = map(NodeId, ("square", "what-next", "signed", "home"))


def ticking(minutes: int = 1) -> Callable[[], datetime.datetime]:
    """A clock that moves on by so many minutes each time it is looked at."""
    now = datetime.datetime(2024, 5, 2, 18, 0, tzinfo=datetime.UTC)

    def tick() -> datetime.datetime:
        nonlocal now
        now += datetime.timedelta(minutes=minutes)
        return now

    return tick


def rows(room: PathRoom) -> list[Entry]:
    return numbered(room.entries())


def texts(room: PathRoom) -> list[str]:
    return [entry.text for entry in rows(room)]


def told(room: PathRoom, entry: str) -> dict[str, tuple[str, ...]]:
    return {detail.label: detail.lines for detail in room.answer(entry).details}
