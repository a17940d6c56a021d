"""Refuting without searching: what can't happen even if nothing done ever stood in the way.

Pages read, choices taken, claims met and voices heard are never undone. So everything that readers can
come to is found by letting what was attained once stay attained, and whatever must not be attained be
kept shut (the relaxation of planning without deletes: Bonet and Geffner 2001, "Planning as heuristic
search"). It allows more than any reader can do; what it does not allow can't be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from explainer.model.condition import (
    Advance,
    All,
    Any,
    Compares,
    Condition,
    Effect,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    Visited,
)
from explainer.model.ids import NodeId
from explainer.proof.facts import Fact, chosen, fact_of, forecast, seen
from explainer.proof.plan import Part, alternatives
from explainer.proof.ways import Graph, Page, Way

MOST_ALTERNATIVES = 64
"""Ways to make a condition hold that are refuted one by one; with more its parts are."""

MOST_WAYS_PAST = 16
"""Ways past the diverts of a page that are told apart."""


@dataclass(slots=True)
class _Attained:
    """What can be, with some facts kept from being."""

    shut: frozenset[Fact]
    day: date
    """The last day the story may have come to."""
    nodes: set[NodeId] = field(default_factory=set)
    """Pages entered."""
    shown: set[NodeId] = field(default_factory=set)
    """Pages that may be shown."""
    facts: set[Fact] = field(default_factory=set)
    todo: list[NodeId] = field(default_factory=list)
    """Pages entered, whose ways were not looked at yet."""


@dataclass(frozen=True, slots=True)
class _Onward:
    """A way on from a page, a divert, or a way there is from everywhere."""

    page: Page | None
    way: Way | None
    to: NodeId
    when: Condition | None


@dataclass(frozen=True, slots=True)
class _Brought:
    """What coming to a page brings."""

    diverts: tuple[_Onward, ...]
    """Where it leads on at once, each with all that it waits for."""
    shown: bool
    """Whether it can be shown at all: not every reader is diverted."""
    heard: frozenset[Fact]
    """The voices heard there."""
    brings: frozenset[Fact]
    """They, and the claims that everybody meets there."""
    ways: tuple[_Onward, ...]
    """Its ways on, once it is shown."""


class Relaxation:
    """Refutes over one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._pack = graph.pack
        self._kept: dict[frozenset[Fact], _Attained] = {}
        self._looked_at: dict[NodeId, _Brought] = {}

    def refutes(
        self, node: NodeId, condition: Condition | None, *, wanted: bool = True, arriving: bool = False
    ) -> bool:
        """Whether nobody can stand on a page with a condition holding, or failing."""
        ways = list(islice(alternatives(condition, wanted=wanted), MOST_ALTERNATIVES + 1))
        if len(ways) <= MOST_ALTERNATIVES:
            return all(self._refutes(node, parts, arriving=arriving) for parts in ways)
        match condition:
            case Not(inner):
                return self.refutes(node, inner, wanted=not wanted, arriving=arriving)
            case All(conditions) | Any(conditions) if isinstance(condition, All) is wanted:
                return any(
                    self.refutes(node, inner, wanted=wanted, arriving=arriving) for inner in conditions
                )
        return False

    def _refutes(self, node: NodeId, parts: Sequence[Part], *, arriving: bool) -> bool:
        shut: set[Fact] = set()
        needed: list[Condition] = []
        for part in parts:
            atom = part.atom
            if part.wanted:
                needed.append(atom)
            elif isinstance(atom, OnOrAfter):
                if self._pack.manifest.as_of >= atom.day:
                    return True
            elif not isinstance(atom, Compares | Forecasted) and getattr(atom, "times", 1) == 1:
                shut.add(fact_of(atom))
        # Of a forecast one kind may be wanted and the other not; both unwanted, none was made.
        unmade: dict[NodeId, set[bool]] = {}
        for part in parts:
            match part.atom:
                case Forecasted(fork, skipped) if not part.wanted:
                    unmade.setdefault(fork, set()).add(skipped)
        shut |= {forecast(fork) for fork, kinds in unmade.items() if len(kinds) == 2}
        attained = self._attain(frozenset(shut))
        if node not in (attained.nodes if arriving else attained.shown):
            return True
        return not all(self._may(atom, attained, None) for atom in needed)

    # ------------------------------------------------------------ what can be

    def _attain(self, shut: frozenset[Fact]) -> _Attained:
        """All that can be with some facts kept from being."""
        found = self._kept.get(shut)
        if found is not None:
            return found
        attained = self._kept[shut] = _Attained(shut, self._pack.manifest.as_of)
        self._anywhere(attained)
        for start in self._graph.starts:
            self._enter(start, attained)
        # What is shut now may open by what is attained later: it is asked again until nothing changes.
        waiting = [_Onward(None, way, way.to, way.when) for way in self._graph.doorways]
        opened = True
        while opened:
            opened = False
            while attained.todo:
                waiting += self._arrive(self._graph.pages[attained.todo.pop()], attained)
            still = []
            for item in waiting:
                if self._open(item, attained):
                    opened = True
                    if item.page is not None and item.way is not None and item.way.choice:
                        attained.facts.add(chosen(item.page.node.id, item.way.choice.id))
                        _advance(item.way.effects, attained)
                    self._enter(item.to, attained)
                else:
                    still.append(item)
            waiting = still
        return attained

    def _anywhere(self, attained: _Attained) -> None:
        """Whoever has a position can be asked, and every claim may be looked at."""
        facts = {fact_of(Heard(actor)) for actor, _ in self._pack.positions}
        facts |= {fact_of(Met(claim)) for claim in self._pack.claims}
        attained.facts |= facts - attained.shut

    def _enter(self, node: NodeId, attained: _Attained) -> None:
        if node in attained.nodes or seen(node) in attained.shut:
            return
        brought = self._brought(node)
        # Who is not led on at once hears the voices of the page, and meets its claims.
        if brought.diverts or brought.brings.isdisjoint(attained.shut):
            attained.nodes.add(node)
            attained.facts.add(seen(node))
            attained.todo.append(node)
            _advance(self._pack.nodes[node].effects, attained)

    def _arrive(self, page: Page, attained: _Attained) -> Sequence[_Onward]:
        """Be on a page; gives the ways on from it."""
        here = page.node.id
        brought = self._brought(here)
        if not brought.shown or not brought.brings.isdisjoint(attained.shut):
            return brought.diverts
        attained.shown.add(here)
        attained.facts |= brought.heard
        if page.node.fork and forecast(here) not in attained.shut:
            attained.facts.add(forecast(here))
        return brought.diverts + brought.ways

    def _brought(self, node: NodeId) -> _Brought:
        found = self._looked_at.get(node)
        if found is None:
            found = self._looked_at[node] = _brought_by(self._graph.pages[node])
        return found

    def _open(self, item: _Onward, attained: _Attained) -> bool:
        here = None if item.page is None else item.page.node.id
        way = item.way
        if way is not None:
            if here is not None and way.choice and chosen(here, way.choice.id) in attained.shut:
                return False
            if way.closes and way.closes not in attained.facts:
                return False
        return self._may(item.when, attained, here)

    def _may(self, condition: Condition | None, attained: _Attained, here: NodeId | None) -> bool:
        """Whether a condition may hold."""
        match condition:
            case None:
                return True
            case All(conditions):
                return all(self._may(inner, attained, here) for inner in conditions)
            case Any(conditions):
                return any(self._may(inner, attained, here) for inner in conditions)
            case Not(inner):
                return self._may_fail(inner, attained, here)
            case Compares():
                return True
            case OnOrAfter(day):
                return attained.day >= day
            case _:
                return fact_of(condition) in attained.facts

    def _may_fail(self, condition: Condition, attained: _Attained, here: NodeId | None) -> bool:
        match condition:
            case All(conditions):
                return any(self._may_fail(inner, attained, here) for inner in conditions)
            case Any(conditions):
                return all(self._may_fail(inner, attained, here) for inner in conditions)
            case Not(inner):
                return self._may(inner, attained, here)
            case OnOrAfter(day):
                return self._pack.manifest.as_of < day
            case Visited(node, 1):
                return node != here
            case _:
                return True


def _brought_by(page: Page) -> _Brought:
    past: list[_Onward] = []
    passed: tuple[Condition, ...] = ()
    for to, when in page.diverts:
        # Those before it were not taken.
        past.append(_Onward(page, None, to, _agreeing(All(passed if when is None else (*passed, when)))))
        if when is None:
            break
        passed += (Not(when),)
    heard = frozenset(fact_of(Heard(actor)) for actor in page.node.voices)
    met = frozenset(fact_of(Met(claim)) for shown, when in page.claims if when is None for claim in shown)
    return _Brought(
        tuple(past),
        len(passed) == len(past),
        heard,
        heard | met,
        tuple(_Onward(page, way, way.to, way.when) for way in page.ways),
    )


def _advance(effects: Iterable[Effect], attained: _Attained) -> None:
    days = (effect.day for effect in effects if isinstance(effect, Advance))
    attained.day = max((attained.day, *days))


def _agreeing(condition: Condition) -> Condition:
    """The condition without the ways to make it hold whose parts exclude one another, if they are few."""
    ways = list(islice(alternatives(condition), MOST_WAYS_PAST + 1))
    if len(ways) > MOST_WAYS_PAST:
        return condition
    return Any(
        tuple(All(tuple(part.atom if part.wanted else Not(part.atom) for part in way)) for way in ways)
    )
