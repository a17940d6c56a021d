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
class SetBeside:
    """An option of the fork this page is of, beside what happened there."""

    option: int = 0
    """As the fork page numbers it; 0: the one whose road this is, or the first."""
    claim: int = 0
    """The number of a claim in the columns, to be opened; 0: the columns themselves."""


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
class JumpTo:
    """Stand at another step of the path again."""

    number: int = 0
    """Of its entry in the path; 0: by ``back``."""
    back: int = 0
    """How many moves back."""


@dataclass(frozen=True, slots=True)
class OtherChoice:
    """From a step of the path take another choice, or say which there were."""

    number: int
    """Of the step's entry in the path."""
    choice: int = 0
    """The number of the choice on its page; 0: say which there were."""


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


class Keeping:
    """What is done with notes and bookmarks."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WriteNote(Keeping):
    """Write a note on this page; without words, ask for them."""

    text: str = ""
    claim: int = 0
    """The number of the claim on the page that it is about; 0: none."""


@dataclass(frozen=True, slots=True)
class ToggleBookmark(Keeping):
    """Bookmark this page, or take its bookmark away."""


@dataclass(frozen=True, slots=True)
class ShowNote(Keeping):
    """The note of that number in the notebook, whole."""

    number: int


@dataclass(frozen=True, slots=True)
class ChangeNote(Keeping):
    """Have a note say something else."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class DeleteNote(Keeping):
    """Delete a note or a bookmark."""

    number: int


@dataclass(frozen=True, slots=True)
class RestoreNote(Keeping):
    """Bring back what was deleted last."""


@dataclass(frozen=True, slots=True)
class ExportNotes(Keeping):
    """Write the notebook to a file."""

    file: str
    """As it was typed."""


@dataclass(frozen=True, slots=True)
class StartReview:
    """Be asked about what was read."""

    minutes: int = 0
    """For how long at most; 0: what the page asks, or else a short sitting."""


@dataclass(frozen=True, slots=True)
class StartSteelman:
    """Be asked whose positions these are, and why they hold them."""


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
    | SetBeside | EnterRoom | OpenEntry | JumpTo | OtherChoice | ShowClaim | DefineTerm | GiveForecast
    | GiveHint | ShowHelp | ShowHere | ShowSettings | ChangeSetting | Keeping
    | StartReview | StartSteelman | GoToTitle | Quit | NotUnderstood
)  # fmt: skip
