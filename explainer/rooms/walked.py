"""The path: every step walked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from explainer.rooms.room import Entry, Room
from explainer.story.answers import Answer


class PathRoom(Room):
    """The pages walked so far."""

    name: ClassVar[str] = "path"
    title: ClassVar[str] = "Your path"
    question: ClassVar[str] = "Where have I been?"

    def entries(self) -> Sequence[Entry]:
        """The titles."""
        return [Entry(str(number), title) for number, title in enumerate(self.session.walked_titles(), 1)]

    def answer(self, entry: str) -> Answer:
        """A page."""
        return Answer(self.session.walked_titles()[int(entry) - 1])
