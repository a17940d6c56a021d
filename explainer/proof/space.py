"""A space of states: the facts that are told apart, packed into one integer, and conditions over them.

What is not told apart is unknown, so that a condition holds, fails, or may do either. With every
fact in it that gates something a space is exact; with fewer it allows whatever any reader can do,
and perhaps more, which replaying tells.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.model.condition import (
    AddTo,
    Advance,
    All,
    Any,
    Chosen,
    Compares,
    Comparison,
    Condition,
    Effect,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    SetVariable,
    Visited,
)
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.proof.facts import Domain, Domains, Fact, FactKind, fact_of
from explainer.story.engine import variable_value
from explainer.story.state import StoryState

Guard = Callable[[int], "bool | None"] | bool | None
"""Whether something holds for packed facts: always the same, or a function of them; None is unknown."""

Update = Callable[[int], int]
"""Packed facts after a change."""


class TooFar(Exception):
    """A variable went farther than it is followed, so that nothing can be said of what comes after."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a move does to packed facts: sets bits, or what takes a function."""

    bits: int = 0
    function: Update | None = None

    def __call__(self, facts: int) -> int:
        """The facts after it."""
        return (self.function(facts) if self.function else facts) | self.bits


def then(*changes: Change) -> Change:
    """Changes one after the other as one."""
    real = [change for change in changes if change.function or change.bits]
    if not any(change.function for change in real):
        bits = 0
        for change in real:
            bits |= change.bits
        return Change(bits)
    if len(real) == 1:
        return real[0]

    def function(facts: int) -> int:
        for change in real:
            facts = change(facts)
        return facts

    return Change(0, function)


@dataclass(frozen=True, slots=True)
class _Place:
    shift: int
    mask: int
    domain: Domain

    def get(self, packed: int) -> int:
        return ((packed >> self.shift) & self.mask) + self.domain.low

    def put(self, packed: int, value: int) -> int:
        domain = self.domain
        if not domain.low <= value <= domain.high:
            if not domain.ends:
                raise TooFar
            value = min(max(value, domain.low), domain.high)
        return packed & ~(self.mask << self.shift) | (value - domain.low) << self.shift


class Space:
    """The facts that are told apart."""

    def __init__(self, pack: Pack, domains: Domains, facts: Iterable[Fact]) -> None:
        self.pack = pack
        self.facts = frozenset(facts)
        """Those that are."""
        self._places: dict[Fact, _Place] = {}
        self.width = 0
        """Binary digits of a state."""
        for fact in sorted(self.facts):
            domain = domains.of(fact)
            self._places[fact] = _Place(self.width, (1 << domain.bits) - 1, domain)
            self.width += domain.bits
        self._days = {
            fact: datetime.date.fromisoformat(fact.name) for fact in self._places if fact.kind is FactKind.DAY
        }

    def start(self) -> int:
        """The facts before anything was read."""
        packed = 0
        manifest = self.pack.manifest
        for fact, place in self._places.items():
            if fact.kind is FactKind.VARIABLE:
                packed = place.put(packed, int(manifest.variables[fact.name]))
            elif fact.kind is FactKind.DAY:
                packed = place.put(packed, int(manifest.as_of >= self._days[fact]))
        return packed

    def of(self, state: StoryState) -> int:
        """The facts of a reader's state."""
        packed = 0
        for fact, place in self._places.items():
            packed = place.put(packed, self._value(fact, state))
        return packed

    def _value(self, fact: Fact, state: StoryState) -> int:
        name = fact.name
        match fact.kind:
            case FactKind.SEEN:
                return state.visits.get(NodeId(name), 0)
            case FactKind.CHOSEN:
                return int((NodeId(name), ChoiceId(fact.choice)) in state.taken)
            case FactKind.MET:
                return int(ClaimId(name) in state.met)
            case FactKind.HEARD:
                return int(ActorId(name) in state.heard)
            case FactKind.FORECAST:
                points = state.forecasts.get(NodeId(name))
                return 0 if points is None else 1 if points else 2
            case FactKind.VARIABLE:
                return int(variable_value(self.pack, state, name))
            case FactKind.DAY:
                return int(state.today >= self._days[fact])

    # ------------------------------------------------------------ changes

    def add_one(self, fact: Fact) -> Change:
        """One more of what is counted, or that it is so."""
        place = self._places.get(fact)
        if place is None:
            return Change()
        if place.domain.high == 1:
            return Change(1 << place.shift)
        return Change(0, lambda packed: place.put(packed, place.get(packed) + 1))

    def give(self, fact: Fact, value: int) -> Change:
        """A value for a fact."""
        place = self._places.get(fact)
        return Change(0, lambda packed: place.put(packed, value)) if place else Change()

    def effect(self, effect: Effect) -> Change:
        """What an effect does."""
        match effect:
            case SetVariable(variable, value):
                return self.give(Fact(FactKind.VARIABLE, variable), int(value))
            case AddTo(variable, amount):
                place = self._places.get(Fact(FactKind.VARIABLE, variable))
                if place is None:
                    return Change()
                return Change(0, lambda packed: place.put(packed, place.get(packed) + amount))
            case Advance(day):
                bits = 0
                for fact, wanted in self._days.items():
                    bits |= (1 << self._places[fact].shift) if day >= wanted else 0
                return Change(bits)

    def effects(self, effects: Iterable[Effect]) -> Change:
        """What effects do, one after the other."""
        return then(*map(self.effect, effects))

    # ------------------------------------------------------------ conditions

    def guard(self, condition: Condition | None, sure: frozenset[Fact] = frozenset()) -> Guard:
        """Whether a condition holds.

        Args:
            condition: the condition; none always holds.
            sure: facts of pages that were entered for certain where it is asked.
        """
        match condition:
            case None:
                return True
            case All(conditions):
                return self._all([self.guard(inner, sure) for inner in conditions])
            case Any(conditions):
                return inverse(self._all([inverse(self.guard(inner, sure)) for inner in conditions]))
            case Not(inner):
                return inverse(self.guard(inner, sure))
            case Visited(_, 1) if fact_of(condition) in sure:
                return True
            case _:
                return self._atom(condition)

    def _atom(self, atom: Condition) -> Guard:
        place = self._places.get(fact_of(atom))
        if place is None:
            return None
        shift, mask, low = place.shift, place.mask, place.domain.low
        match atom:
            case Visited(_, times) if place.domain.high > 1:
                return lambda packed: (packed >> shift) & mask >= times
            case Visited() | Chosen() | Met() | Heard() | OnOrAfter():
                return _Literal(1 << shift, 1 << shift)
            case Forecasted(_, skipped):
                return _Literal(mask << shift, (2 if skipped else 1) << shift)
            case Compares(variable, comparison, wanted):
                counts = not isinstance(self.pack.manifest.variables[variable], bool)
                if comparison is Comparison.IS and counts and isinstance(wanted, bool):
                    return False
                value = int(wanted) - low
                if comparison is Comparison.IS:
                    if not 0 <= value <= mask:
                        return False
                    return _Literal(mask << shift, value << shift)
                if comparison is Comparison.AT_LEAST:
                    return lambda packed: (packed >> shift) & mask >= value
                return lambda packed: (packed >> shift) & mask <= value
            case _:
                raise ValueError(f"{atom!r} has others in it")

    def value(self, fact: Fact) -> Callable[[int], Guard]:
        """Gives for a value whether a fact that is told apart has it."""
        place = self._places[fact]
        return lambda value: _Literal(place.mask << place.shift, (value - place.domain.low) << place.shift)

    def lacks(self, fact: Fact) -> Guard:
        """Whether a fact has its first value still."""
        place = self._places.get(fact)
        return _Literal(place.mask << place.shift, 0) if place else None

    def both(self, one: Guard, other: Guard) -> Guard:
        """Whether both hold."""
        return self._all([one, other])

    @staticmethod
    def _all(guards: list[Guard]) -> Guard:
        if any(guard is False for guard in guards):
            return False
        left = [guard for guard in guards if guard is not True]
        unknown = [guard for guard in left if guard is None]
        functions = [guard for guard in left if callable(guard)]
        literals = [guard for guard in functions if isinstance(guard, _Literal)]
        others = [guard for guard in functions if not isinstance(guard, _Literal)]
        if literals:
            merged = _merged(literals)
            if merged is None:
                return False
            others.insert(0, merged)
        if not others:
            return None if unknown else True
        if len(others) == 1 and not unknown:
            return others[0]
        return _every(others, unsure=bool(unknown))


class _Literal:
    """That some bits are just so. Two of them make one, which is quick to ask."""

    __slots__ = ("mask", "wanted")

    def __init__(self, mask: int, wanted: int) -> None:
        self.mask = mask
        self.wanted = wanted

    def __call__(self, packed: int) -> bool:
        return packed & self.mask == self.wanted


def _merged(literals: list[_Literal]) -> _Literal | None:
    """All of them as one, or None if they can't all hold."""
    mask = wanted = 0
    for literal in literals:
        both = mask & literal.mask
        if wanted & both != literal.wanted & both:
            return None
        mask |= literal.mask
        wanted |= literal.wanted
    return _Literal(mask, wanted)


def _every(guards: list[Callable[[int], bool | None]], *, unsure: bool) -> Callable[[int], bool | None]:
    def every(packed: int) -> bool | None:
        found: bool | None = None if unsure else True
        for guard in guards:
            held = guard(packed)
            if held is False:
                return False
            if held is None:
                found = None
        return found

    return every


def inverse(guard: Guard) -> Guard:
    """That it does not hold."""
    if guard is None or isinstance(guard, bool):
        return None if guard is None else not guard
    if isinstance(guard, _Literal) and guard.mask.bit_count() == 1:
        return _Literal(guard.mask, guard.wanted ^ guard.mask)
    asked = guard

    def other(packed: int) -> bool | None:
        held = asked(packed)
        return None if held is None else not held

    return other


def holds(guard: Guard, packed: int) -> bool | None:
    """What a guard says of packed facts."""
    return guard(packed) if callable(guard) else guard
