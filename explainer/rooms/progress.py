"""Progress: what was seen, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from explainer.rooms.room import Entry, Room
from explainer.story.answers import Answer, progress_answer


class ProgressRoom(Room):
    """How far the reader is."""

    name: ClassVar[str] = "progress"
    title: ClassVar[str] = "Progress"
    question: ClassVar[str] = "What have I seen, and what is left?"

    def entries(self) -> Sequence[Entry]:
        """Each count."""
        details = progress_answer(self.pack, self.state).details
        return [
            Entry(str(number), f"{item.label}: {' '.join(item.lines)}") for number, item in enumerate(details)
        ]

    def answer(self, entry: str) -> Answer:
        """One count."""
        item = progress_answer(self.pack, self.state).details[int(entry)]
        return Answer(item.label, "", (), (item,))
