"""What a state is made of as far as conditions ask for it: facts, each with the values it can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from explainer.model.condition import (
    AddTo,
    All,
    Any,
    Chosen,
    Compares,
    Condition,
    Effect,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    SetVariable,
    Value,
    Visited,
)
from explainer.model.ids import ChoiceId, NodeId
from explainer.model.pack import Pack
from explainer.story.engine import choices_of

FARTHEST = 5_000
"""How far a variable that is both raised and lowered is followed from where conditions ask for it."""


class FactKind(StrEnum):
    """What sort of thing a fact says."""

    SEEN = "seen"
    """How often a page was entered, up to as often as is asked for."""
    CHOSEN = "chosen"
    MET = "met"
    HEARD = "heard"
    FORECAST = "forecast"
    """0 not yet, 1 made, 2 passed by."""
    VARIABLE = "variable"
    DAY = "day"
    """Whether the story has come to a day."""


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing that conditions ask for."""

    kind: FactKind
    name: str
    """The id of what it is about; of a day its ISO date."""
    choice: str = ""
    """Of a choice that was taken, its id; ``name`` is its page's."""


def seen(node: NodeId) -> Fact:
    """That a page was entered."""
    return Fact(FactKind.SEEN, node)


def chosen(node: NodeId, choice: ChoiceId) -> Fact:
    """That a choice was taken."""
    return Fact(FactKind.CHOSEN, node, choice)


def forecast(fork: NodeId) -> Fact:
    """What became of a forecast."""
    return Fact(FactKind.FORECAST, fork)


def atoms_of(condition: Condition | None) -> Iterator[Condition]:
    """The conditions a condition is made of that have no others in them."""
    match condition:
        case None:
            return
        case All(conditions) | Any(conditions):
            for inner in conditions:
                yield from atoms_of(inner)
        case Not(inner):
            yield from atoms_of(inner)
        case _:
            yield condition


def fact_of(atom: Condition) -> Fact:
    """The fact that a condition without others in it asks for.

    Raises:
        ValueError: it has others in it.
    """
    match atom:
        case Visited(node):
            return seen(node)
        case Chosen(node, choice):
            return chosen(node, choice)
        case Met(claim):
            return Fact(FactKind.MET, claim)
        case Heard(actor):
            return Fact(FactKind.HEARD, actor)
        case Forecasted(fork):
            return forecast(fork)
        case Compares(variable):
            return Fact(FactKind.VARIABLE, variable)
        case OnOrAfter(day):
            return Fact(FactKind.DAY, day.isoformat())
        case _:
            raise ValueError(f"{atom!r} has others in it")


def facts_of(*conditions: Condition | None) -> frozenset[Fact]:
    """Every fact that some conditions ask for."""
    return frozenset(fact_of(atom) for condition in conditions for atom in atoms_of(condition))


@dataclass(frozen=True, slots=True)
class Domain:
    """The values a fact is told apart by, from ``low`` to ``high``."""

    low: int = 0
    high: int = 1
    ends: bool = True
    """Whether every value beyond one of the two means the same as it."""

    @property
    def bits(self) -> int:
        """Binary digits that hold them."""
        return max(1, (self.high - self.low).bit_length())


class Domains:
    """For a pack, the values of each fact that make a difference to any of its conditions.

    A page entered more often than any condition asks for, or a variable raised past the highest
    value any compares it to and never lowered, makes none: this keeps the states few, and loses nothing.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._times: dict[str, int] = {}
        self._asked: dict[str, list[int]] = {}
        self._set: dict[str, list[int]] = {}
        self._added: dict[str, list[int]] = {}
        for condition in _conditions(pack):
            for atom in atoms_of(condition):
                match atom:
                    case Visited(node, times):
                        self._times[node] = max(times, self._times.get(node, 1))
                    case Compares(variable, _, value):
                        self._asked.setdefault(variable, []).append(int(value))
        for effect in effects(pack):
            match effect:
                case SetVariable(variable, value):
                    self._set.setdefault(variable, []).append(int(value))
                case AddTo(variable, amount):
                    self._added.setdefault(variable, []).append(amount)

    def of(self, fact: Fact) -> Domain:
        """The values of a fact."""
        if fact.kind is FactKind.SEEN:
            return Domain(0, self._times.get(fact.name, 1))
        if fact.kind is FactKind.FORECAST:
            return Domain(0, 2)
        if fact.kind is FactKind.VARIABLE:
            return self._variable(fact.name)
        return Domain()

    def _variable(self, name: str) -> Domain:
        start: Value = self._pack.manifest.variables[name]
        if isinstance(start, bool):
            return Domain()
        asked, added = self._asked.get(name, [0]), self._added.get(name, [])
        given = [int(start), *self._set.get(name, [])]
        # One past what is asked for on either side: there all values mean the same.
        low, high = min(asked) - 1, max(asked) + 1
        rises, falls = any(amount > 0 for amount in added), any(amount < 0 for amount in added)
        if rises and falls:
            return Domain(min(low, *given) - FARTHEST, max(high, *given) + FARTHEST, ends=False)
        if rises:
            return Domain(min(low, *given), high)
        if falls:
            return Domain(low, max(high, *given))
        return Domain(low, high)


def _conditions(pack: Pack) -> Iterable[Condition]:
    for node in pack.nodes.values():
        whens = (
            *(passage.when for passage in node.passages),
            *(choice.when for choice in choices_of(node)),
            *(divert.when for divert in node.diverts),
        )
        yield from (when for when in whens if when is not None)


def effects(pack: Pack) -> Iterator[Effect]:
    """Every effect there is."""
    for node in pack.nodes.values():
        yield from node.effects
        for choice in node.choices:
            yield from choice.effects


def variables_asked(pack: Pack) -> set[str]:
    """The variables that conditions ask for."""
    return {
        atom.variable
        for condition in _conditions(pack)
        for atom in atoms_of(condition)
        if isinstance(atom, Compares)
    }
