"""What every room is: entries with marks, narrowed by facets, each opening an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.rooms.query import Snippet
from explainer.session import Session
from explainer.story.answers import Answer
from explainer.story.roads import ROAD
from explainer.story.state import StoryState


class Mark(StrEnum):
    """What is to be known of an entry at a glance; a face shows the sign and the word."""

    NONE = ""
    NEW = "new"
    READ = "read"
    HERE = "here"
    BEEN = "been"
    HEARD = "heard"
    FORK = "fork"
    DISPUTED = "disputed"
    ROAD = ROAD


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a room: a heading, or something that can be opened."""

    id: str
    """Its name in the room; empty for a heading, which can't be opened."""
    text: str
    note: str = ""
    """A few soft words at its end."""
    mark: Mark = Mark.NONE
    about: Snippet | None = None
    """A piece of its text, under it, where it was found by one."""
    level: int = 0
    """How far it is set in: what belongs under something stands one deeper."""

    @property
    def heading(self) -> bool:
        """Whether it only stands over others."""
        return not self.id


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a room down."""

    id: str
    """Its name, and that of the action that turns it."""
    label: str
    value: str = ""
    """What it is narrowed to, as an id of ``Room.values``; empty: to nothing."""
    words: str = "all"
    """What it is narrowed to, in words."""


class Room(ABC):
    """A room of one reading. It looks at the session each time, so it is never out of date.

    What is narrowed is the room's own and goes with it; what a reader does in it (hear somebody,
    open a claim, jump) is a step of the session.
    """

    name: ClassVar[str]
    """Its verb, and its action on the screens."""
    title: ClassVar[str]
    question: ClassVar[str]
    """The question it answers, in a reader's words."""
    usage: ClassVar[str] = ""
    """What can stand after its verb, as a sentence for line mode."""
    opening: ClassVar[str] = "open"
    """What taking an entry does, in a word."""

    def __init__(self, session: Session) -> None:
        self.session = session
        """The run it belongs to."""

    @property
    def pack(self) -> Pack:
        """What is read."""
        return self.session.pack

    @property
    def state(self) -> StoryState:
        """Where the reader stands."""
        return self.session.state

    # ------------------------------------------------------------ what is in it

    @abstractmethod
    def entries(self) -> Sequence[Entry]:
        """What is there now, narrowed, headings among it."""

    def lead(self) -> str:
        """How much there is, and how much still lies ahead: a sentence or two."""
        return ""

    def empty(self) -> str:
        """What is said where there are no entries."""
        return "There is nothing here yet."

    @abstractmethod
    def answer(self, entry: str) -> Answer:
        """What an entry holds, without changing anything: for a look while the mark is on it."""

    def open(self, entry: str) -> Answer | NodeId:
        """Open an entry: what it holds, or the page it leads straight to.

        Raises:
            StepError: the story does not allow it.
        """
        return self.answer(entry)

    def absent(self) -> str:
        """Why there is no such room in this pack, or nothing."""
        return ""

    def references(self, entry: str) -> tuple[str, ...]:  # noqa: ARG002 - for the rooms that have some
        """The references an entry rests on, to copy; none in most rooms."""
        return ()

    def address(self, entry: str) -> str:  # noqa: ARG002 - for the rooms that have some
        """The address of what an entry is about; opened only after it was shown."""
        return ""

    def first(self) -> str:
        """The entry to stand at on entering; empty: the first."""
        return ""

    def picture_lines(self, width: int) -> list[str]:  # noqa: ARG002 - for the rooms that have one
        """What the screens draw over the entries, in words; ``width`` 0 breaks no line."""
        return []

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """The ways it can be narrowed, as they stand."""
        return ()

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What a facet can be narrowed to: value and words; ``""`` lifts it."""
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:  # noqa: ARG002 - for the rooms that have some
        """Narrow by one facet to one of its values; ``""`` lifts it."""
        raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """Narrow as words after the verb ask for; gives what was not understood, or nothing."""
        if words:
            return f"{self.title} takes no words. {self.usage}".strip()
        return ""


def numbered(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can be opened, in order: entry N of line mode is the N-th of them."""
    return [entry for entry in entries if not entry.heading]
