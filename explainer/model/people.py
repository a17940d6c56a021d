"""Who is who, where, what is asked, and what each says: the matrix and the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explainer.model.claim import Citation
from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, NodeId, PlaceId, QuestionId, TermId
from explainer.model.prose import NO_PROSE, Prose

ACTOR_KINDS = (
    "state",
    "government",
    "institution",
    "organisation",
    "party",
    "movement",
    "community",
    "person",
    "mediator",
)
"""What an actor can be."""


def inside_sentence(name: str) -> str:
    """A name as inside a sentence: ``the government`` of The government."""
    return "the " + name[4:] if name.startswith("The ") else name


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a voice in the matter."""

    id: ActorId
    name: str
    kind: str
    """One of ``ACTOR_KINDS``."""
    text: Prose
    office: str = ""
    """The office held on the story's first day."""
    side: str = ""
    """The camp, where the pack names camps and the actor is of one."""
    short: str = ""
    """A short name for narrow places."""
    aliases: tuple[str, ...] = ()
    place: PlaceId | None = None
    node: NodeId | None = None
    """The page on which to meet them."""

    @property
    def brief(self) -> str:
        """The short name, or the whole one."""
        return self.short or self.name

    @property
    def within(self) -> str:
        """The same as inside a sentence."""
        return inside_sentence(self.brief)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that matters."""

    id: PlaceId
    name: str
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""
    names: tuple[tuple[str, str], ...] = ()
    """Language tag and name in that language."""
    text: Prose = NO_PROSE
    node: NodeId | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What every actor may be asked."""

    id: QuestionId
    text: str
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def brief(self) -> str:
        """The short wording, or the whole one."""
        return self.short or self.text

    @property
    def within(self) -> str:
        """The same as inside a sentence."""
        return inside_sentence(self.brief)


class Stance(StrEnum):
    """Where an actor stands on a question."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    DIVIDED = "divided"
    NOT_DOCUMENTED = "not-documented"


class Basis(StrEnum):
    """Whether an actor gave the reason or the authors infer it."""

    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor says to a question, in reported speech."""

    actor: ActorId
    question: QuestionId
    stance: Stance
    position: Prose = NO_PROSE
    reason: Prose = NO_PROSE
    reason_is: Basis = Basis.STATED
    speaker: str = ""
    date: PartialDate | None = None
    quote: str = ""
    quote_by: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: TermId
    term: str
    text: Prose
    say: str = ""
    """How it sounds, in plain letters."""
    aliases: tuple[str, ...] = ()
    see: tuple[TermId, ...] = ()
    sources: tuple[Citation, ...] = ()
