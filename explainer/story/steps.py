"""The moves there are. A run is a list of them; replaying the list gives its state again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId


@dataclass(frozen=True, slots=True)
class Start:
    """Begin on a page; the first step of every run."""

    node: NodeId


@dataclass(frozen=True, slots=True)
class Choose:
    """Take a choice of a page."""

    node: NodeId
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class Walk:
    """Go to a page by a link in the text or by name."""

    node: NodeId


@dataclass(frozen=True, slots=True)
class Back:
    """Show the page before this one again; nothing is unlearnt."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Take back a back."""


@dataclass(frozen=True, slots=True)
class MakeForecast:
    """Spread 100 points over a fork's options, or with none pass it by."""

    fork: NodeId
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask an actor a question."""

    actor: ActorId
    question: QuestionId


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """Look at a claim's evidence."""

    claim: ClaimId


Step = Start | Choose | Walk | Back | Forward | MakeForecast | Ask | OpenClaim

MOVES = (Start, Choose, Walk, Back, Forward, MakeForecast)
"""The steps that undo takes back one at a time; the others go with the move they follow."""


def encode_step(step: Step) -> tuple[str, str]:
    """A step as two short texts, its kind and its values, for a log."""
    name = type(step).__name__
    values: object
    match step:
        case Start(node) | Walk(node):
            values = [node]
        case Choose(node, choice):
            values = [node, choice]
        case Back() | Forward():
            values = []
        case MakeForecast(fork, points):
            values = [fork, *points]
        case Ask(actor, question):
            values = [actor, question]
        case OpenClaim(claim):
            values = [claim]
    return name, json.dumps(values, separators=(",", ":"))


def decode_step(kind: str, data: str) -> Step:
    """The step that ``encode_step`` wrote.

    Raises:
        StepError: it is none.
    """
    try:
        values = json.loads(data)
        if not isinstance(values, list):
            raise StepError(f"a step of kind {kind!r} has no list of values")
        return _decode(kind, values)
    except (ValueError, TypeError, RecursionError) as error:
        raise StepError(f"a step of kind {kind!r} can't be read: {error}") from None


def _decode(kind: str, values: list[object]) -> Step:
    if kind == "MakeForecast" and values:
        points = tuple(value for value in values[1:] if type(value) is int)
        if len(points) != len(values) - 1:
            raise StepError("a forecast holds something that is no number")
        return MakeForecast(NodeId(_text(values[0])), points)
    shape = _SHAPES.get(kind)
    if shape is None or len(values) != shape[1]:
        raise StepError(f"there is no step of kind {kind!r} with {len(values)} values")
    step: Step = shape[0](*(_text(value) for value in values))
    return step


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise StepError(f"a step holds {value!r} where an id should be")


_SHAPES: Mapping[str, tuple[type, int]] = {
    "Start": (Start, 1),
    "Walk": (Walk, 1),
    "Choose": (Choose, 2),
    "Back": (Back, 0),
    "Forward": (Forward, 0),
    "Ask": (Ask, 2),
    "OpenClaim": (OpenClaim, 1),
}
