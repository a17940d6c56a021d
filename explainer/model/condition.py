"""Conditions and effects: structured, decoded, never evaluated as code."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId

Value = int | bool
"""What a variable holds."""


@dataclass(frozen=True, slots=True)
class Visited:
    """The page was entered at least so many times (``seen`` is once)."""

    node: NodeId
    times: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """That choice of that page was taken."""

    node: NodeId
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class Met:
    """A page resting on the claim was read."""

    claim: ClaimId


@dataclass(frozen=True, slots=True)
class Heard:
    """The actor was heard, on a page or by asking."""

    actor: ActorId


@dataclass(frozen=True, slots=True)
class Forecasted:
    """The fork was forecast, or with ``skipped`` passed by."""

    fork: NodeId
    skipped: bool = False


class Comparison(StrEnum):
    """How a variable is compared."""

    IS = "is"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Compares:
    """A variable stands so to a value."""

    variable: str
    comparison: Comparison
    value: Value


@dataclass(frozen=True, slots=True)
class OnOrAfter:
    """The story's date is that day or later."""

    day: datetime.date


@dataclass(frozen=True, slots=True)
class All:
    """Every one holds; with none, it holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one holds; with none, it fails."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The other does not hold."""

    condition: Condition


Condition = Visited | Chosen | Met | Heard | Forecasted | Compares | OnOrAfter | All | Any | Not


@dataclass(frozen=True, slots=True)
class SetVariable:
    """Give a variable a value."""

    variable: str
    value: Value


@dataclass(frozen=True, slots=True)
class AddTo:
    """Add to a variable that counts."""

    variable: str
    amount: int


@dataclass(frozen=True, slots=True)
class Advance:
    """Move the story's date forward; never back."""

    day: datetime.date


Effect = SetVariable | AddTo | Advance
