"""What a line means, for a face to carry out."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.ids import ActorId, NodeId, QuestionId, TermId


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """Take the choice of that number."""

    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """Show the page again."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Show the page before."""


@dataclass(frozen=True, slots=True)
class GoForward:
    """Take back a back."""


@dataclass(frozen=True, slots=True)
class UndoMove:
    """Take back the last move as if it had not been."""


@dataclass(frozen=True, slots=True)
class RedoMove:
    """Take back an undo."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Walk to a page."""

    node: NodeId


@dataclass(frozen=True, slots=True)
class AskActor:
    """Hear an actor on a question; without a question, say what they can be asked."""

    actor: ActorId | None = None
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class CompareActors:
    """Two actors on one question, or on all that both answered."""

    first: ActorId
    second: ActorId
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class EnterRoom:
    """Go into a room beside the page."""

    room: str
    """Its name in ``ROOM_VERBS``."""
    words: str = ""
    """What it is to be narrowed to, as it was typed."""


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Open the entry of that number in the room last listed, or a claim it rests on."""

    number: int
    claim: int = 0
    """The number of the claim among those it rests on; 0 is the entry itself."""


@dataclass(frozen=True, slots=True)
class ShowClaim:
    """The claim of that number on the page; without one, all of them."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class DefineTerm:
    """A glossary entry; without one, those of this page."""

    term: TermId | None = None


@dataclass(frozen=True, slots=True)
class GiveForecast:
    """Points out of 100 for each option; none passes the forecast by."""

    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GiveHint:
    """A nudge."""


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What can be typed, or how one verb is used."""

    verb: str = ""


@dataclass(frozen=True, slots=True)
class ShowHere:
    """What can be typed on this page, by name."""


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """What can be set, and how it is set."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Change a setting."""

    name: str
    """As it was typed."""
    value: str
    """As it was typed."""


@dataclass(frozen=True, slots=True)
class GoToTitle:
    """Leave for the title page; the run is kept."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Stop reading; everything is kept."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The line means nothing here."""

    message: str
    """What was not understood and what would be, in words."""


Command = (
    TakeOffer | Look | GoBack | GoForward | UndoMove | RedoMove | GoTo | AskActor | CompareActors
    | EnterRoom | OpenEntry | ShowClaim | DefineTerm | GiveForecast
    | GiveHint | ShowHelp | ShowHere | ShowSettings | ChangeSetting | GoToTitle | Quit | NotUnderstood
)  # fmt: skip
