"""The ledger: claims, the sources they rest on, and who disputes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, ClaimId, PlaceId, SourceId


@dataclass(frozen=True, slots=True)
class Name:
    """An author, as CSL writes names: a person by parts, or a body by its whole name."""

    family: str = ""
    given: str = ""
    literal: str = ""

    def words(self) -> str:
        """The name in reading order."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography entry; the fields are those of CSL 1.0.2."""

    id: SourceId
    type: str
    """One of ``SOURCE_TYPES``."""
    title: str
    author: tuple[Name, ...] = ()
    publisher: str = ""
    container_title: str = ""
    """The newspaper, journal or book it stands in."""
    issued: PartialDate | None = None
    number: str = ""
    """A document symbol such as S/RES/1244 (1999)."""
    url: str = ""
    genre: str = ""
    note: str = ""


SOURCE_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "song", "speech", "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
"""The item types of CSL 1.0.2 that a pack may name."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a source, with the place in it."""

    source: SourceId
    locator: str = ""
    """Such as ``para. 5``, ``p. 12`` or ``annex 2``."""


class Confidence(StrEnum):
    """How sure the authors are of a claim."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Who disputes a claim, and how."""

    by: str
    """An actor's id, or a name in words; ``Pack.who`` reads it."""
    how: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement."""

    id: ClaimId
    statement: str
    date: PartialDate
    """What time it speaks of."""
    known_from: PartialDate
    """When it became publicly known."""
    sources: tuple[Citation, ...]
    confidence: Confidence
    label: str = ""
    """A few words for narrow places; empty: the statement's first words serve."""
    disputed: tuple[Dispute, ...] = ()
    core: bool = False
    """Whether every way in must meet it."""
    actors: tuple[ActorId, ...] = ()
    places: tuple[PlaceId, ...] = ()
    note: str = ""
    argues: tuple[str, ...] = ()
    """The sides whose argument it reports; the words resting on it are counted as given to them."""

    def heading(self, room: int = 48) -> str:
        """The label, or the statement cut at a word to at most ``room`` characters."""
        if self.label:
            return self.label
        if len(self.statement) <= room:
            return self.statement.rstrip(".")
        cut = self.statement[: room - 1]
        # A script without spaces has no words to cut between.
        return (cut.rpartition(" ")[0].rstrip(",;:") or cut) + "…"
