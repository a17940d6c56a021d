"""Finding a way to make a condition hold by going for its parts one after the other.

A plan is no proof that there is none; one that was found was walked by the engine, and is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from explainer.errors import StepError
from explainer.model.condition import (
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
    SetVariable,
    Visited,
)
from explainer.model.ids import NodeId
from explainer.model.node import Choice
from explainer.proof.ways import Graph, Way, forecast_at
from explainer.story.engine import apply, closed_fork, holds, landing, offers, pages_entered, start
from explainer.story.fog import page_is_told
from explainer.story.state import StoryState
from explainer.story.steps import Choose, Step, Walk

ALTERNATIVES = 12
"""Ways to make a condition hold that are tried."""

SOURCES = 8
"""Pages from which a page that diverts is tried to be entered."""

DEAD_ENDS = 200
"""Ways to make a condition hold whose parts exclude one another that are left out; others are let be."""

DEPTH = 2
"""Conditions on the way to a condition that are opened."""

ATTEMPTS = 4
"""Times a leg is planned anew after the engine did not allow it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A condition without others in it, and whether it should hold."""

    atom: Condition
    wanted: bool


def alternatives(condition: Condition | None, *, wanted: bool = True) -> Iterator[tuple[Part, ...]]:
    """The ways to make a condition hold, or fail: each a set of parts that do it.

    Those whose parts exclude one another are left out, but for the last where there are very many.
    """
    dead_ends = 0
    for parts in _ways(condition, wanted=wanted):
        if dead_ends < DEAD_ENDS and not _agree(parts):
            dead_ends += 1
        else:
            yield parts


def _agree(parts: tuple[Part, ...]) -> bool:
    return {Part(part.atom, not part.wanted) for part in parts}.isdisjoint(parts)


def _ways(condition: Condition | None, *, wanted: bool) -> Iterator[tuple[Part, ...]]:
    match condition:
        case None:
            if wanted:
                yield ()
        case Not(inner):
            yield from _ways(inner, wanted=not wanted)
        case All(conditions) | Any(conditions):
            if isinstance(condition, All) is wanted:
                yield from _together(conditions, wanted=wanted)
            else:
                for inner in conditions:
                    yield from _ways(inner, wanted=wanted)
        case _:
            yield (Part(condition, wanted),)


def _together(conditions: tuple[Condition, ...], *, wanted: bool) -> Iterator[tuple[Part, ...]]:
    if not conditions:
        yield ()
        return
    for first in _ways(conditions[0], wanted=wanted):
        for rest in _together(conditions[1:], wanted=wanted):
            yield (*first, *rest)


@dataclass(frozen=True, slots=True)
class _Avoided:
    """What a plan keeps clear of."""

    pages: frozenset[NodeId] = frozenset()
    choices: frozenset[tuple[NodeId, str]] = frozenset()
    skips: Mapping[NodeId, bool] = field(default_factory=dict)
    """For forks that matter, whether their forecast is passed by; others are."""


class Planner:
    """Plans over one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._pack = graph.pack
        self._doors = frozenset(graph.doors)
        self._achieved: dict[tuple[NodeId, tuple[Part, ...]], StoryState | None] = {}
        """Where the same parts were achieved before: the same condition often stands on many pages."""
        self._voiced: dict[str, set[NodeId]] = {}
        self._resting: dict[str, set[NodeId]] = {}
        self._sources: dict[NodeId, list[NodeId]] = {node: [] for node in graph.pages}
        for node, page in graph.pages.items():
            for actor in page.node.voices:
                self._voiced.setdefault(actor, set()).add(node)
            for to in dict.fromkeys(way.to for way in page.ways):
                self._sources[to].append(node)
            for claims, _ in page.claims:
                for claim in claims:
                    self._resting.setdefault(claim, set()).add(node)

    def finds(
        self, node: NodeId, condition: Condition | None, *, wanted: bool = True, arriving: bool = False
    ) -> bool:
        """Whether a way was found to be on a page with a condition holding, or failing, and walked.

        ``arriving`` asks as the page is entered, before it diverts.
        """
        for parts in islice(alternatives(condition, wanted=wanted), ALTERNATIVES):
            for state in self._outcomes(parts, node, arriving=arriving):
                if holds(self._pack, state, condition) is wanted:
                    return True
        return False

    def reaches(self, node: NodeId) -> bool:
        """Whether a way was found to a page that all ways to are under conditions."""
        for source, page in self._graph.pages.items():
            gates = [(way.to, way.when) for way in page.ways] if not page.diverts else list(page.diverts)
            for to, when in gates:
                if to != node:
                    continue
                for parts in islice(alternatives(when), ALTERNATIVES):
                    for state in self._outcomes(parts, source, arriving=bool(page.diverts)):
                        if page.diverts and node in self._entered_from(state):
                            return True
                        if not page.diverts and self._go(state, frozenset({node}), _Avoided()) is not None:
                            return True
        return False

    def _entered_from(self, state: StoryState) -> set[NodeId]:
        """The pages entered on from a page that diverts."""
        onward = {state.node}
        at = landing(self._pack, state, state.node)
        onward.add(at)
        return onward

    # ------------------------------------------------------------ carrying out

    def _outcomes(self, parts: tuple[Part, ...], node: NodeId, *, arriving: bool) -> Iterator[StoryState]:
        """The states that plans for some parts end in on a page."""
        for first in self._graph.starts:
            if not arriving:
                state = self._carry_out(first, parts, node)
                if state is not None:
                    yield state
                continue
            for source in self._sources[node][:SOURCES]:
                state = self._carry_out(first, parts, source)
                if state is not None:
                    for way in self._graph.pages[source].ways:
                        if way.to == node and self._may(state, way):
                            yield from self._arriving(state, way, node)

    def _arriving(self, state: StoryState, way: Way, node: NodeId) -> Iterator[StoryState]:
        step: Step = Choose(state.node, way.choice.id) if way.choice else Walk(way.to)
        assert isinstance(step, Choose | Walk)
        try:
            yield from (at for at in pages_entered(self._pack, state, step) if at.node == node)
        except StepError:
            return

    def _carry_out(self, first: NodeId, parts: tuple[Part, ...], node: NodeId) -> StoryState | None:
        avoided = self._avoided(parts)
        if {first, node} & avoided.pages:
            return None
        key = (first, parts)
        if key not in self._achieved:
            goals = [part.atom for part in parts if part.wanted]
            self._achieved[key] = self._achieve_from(first, goals, avoided)
        state = self._achieved[key]
        if state is None or state.node == node:
            return state
        return self._reach(state, frozenset({node}), avoided, DEPTH)

    def _achieve_from(self, first: NodeId, goals: list[Condition], avoided: _Avoided) -> StoryState | None:
        try:
            state = start(self._pack, first)
        except StepError:
            # The story's first page diverts in a circle: nobody gets anywhere from there.
            return None
        return self._achieve(state, goals, avoided, DEPTH)

    def _achieve(
        self, state: StoryState, goals: list[Condition], avoided: _Avoided, depth: int
    ) -> StoryState | None:
        """Make conditions hold, one after the other."""
        at: StoryState | None = state
        while at is not None:
            goals = [goal for goal in goals if not holds(self._pack, at, goal)]
            if not goals:
                break
            at = self._towards(at, goals.pop(0), avoided, depth)
        return at

    def _avoided(self, parts: tuple[Part, ...]) -> _Avoided:
        pages: set[NodeId] = set()
        choices: set[tuple[NodeId, str]] = set()
        kinds: dict[NodeId, set[bool]] = {}
        for part in parts:
            match part.atom:
                case Visited() | Heard() | Met() if not part.wanted:
                    pages |= self._pages(part.atom)
                case Chosen(node, choice) if not part.wanted:
                    choices.add((node, choice))
                case Forecasted(fork, skipped):
                    kinds.setdefault(fork, set()).add(skipped is part.wanted)
        unmade = {
            fork
            for fork in kinds
            if all(Part(Forecasted(fork, skipped), wanted=False) in parts for skipped in (True, False))
        }
        pages |= {page for page, forks in self._pack.told_by.items() if unmade & set(forks)}
        skip = {fork: True in found for fork, found in kinds.items() if fork not in unmade}
        return _Avoided(frozenset(pages), frozenset(choices), skip)

    def _pages(self, atom: Condition) -> set[NodeId]:
        """The pages on which a condition comes to hold."""
        match atom:
            case Visited(node):
                return {node}
            case Heard(actor):
                return self._voiced.get(actor, set())
            case Met(claim):
                return self._resting.get(claim, set())
            case Forecasted(node) | Chosen(node):
                return {node}
            case Compares():
                return {node for node, _ in self._setting(atom)}
            case _:
                return set()

    def _setting(self, atom: Compares) -> Iterator[tuple[NodeId, Choice | None]]:
        """The pages and choices that give a variable a value as is asked for."""
        for node, page in self._graph.pages.items():
            sources: list[tuple[Choice | None, tuple[Effect, ...]]] = [(None, page.node.effects)]
            sources += [(choice, choice.effects) for choice in page.node.choices]
            for choice, effects in sources:
                for effect in effects:
                    if isinstance(effect, SetVariable) and effect.variable == atom.variable:
                        value, asked = int(effect.value), int(atom.value)
                        if {
                            Comparison.IS: value == asked,
                            Comparison.AT_LEAST: value >= asked,
                            Comparison.AT_MOST: value <= asked,
                        }[atom.comparison]:
                            yield node, choice

    def _towards(
        self, state: StoryState, goal: Condition, avoided: _Avoided, depth: int
    ) -> StoryState | None:
        """Go where a part comes to hold, and make it."""
        pages = frozenset(self._pages(goal)) - avoided.pages
        if not pages:
            return None
        if state.node not in pages or isinstance(goal, Visited):
            moved = self._reach(state, pages, avoided, depth)
            if moved is None:
                return None
            state = moved
        match goal:
            case Forecasted(fork, skipped):
                return self._step(state, self._forecast(fork, _Avoided(skips={fork: skipped})))
            case Chosen(node, choice):
                return self._step(state, Choose(node, choice)) if state.node == node else None
            case Compares():
                for node, chosen in self._setting(goal):
                    if node == state.node and chosen is not None:
                        return self._step(state, Choose(node, chosen.id))
                return state
            case _:
                return state

    def _reach(
        self, state: StoryState, pages: frozenset[NodeId], avoided: _Avoided, depth: int
    ) -> StoryState | None:
        """Walk to one of some pages, opening a way to it first if none is open."""
        found = self._go(state, pages, avoided)
        if found is not None or not depth:
            return found
        for page in pages:
            for source in self._sources[page][:SOURCES]:
                for way in self._graph.pages[source].ways:
                    if way.to == page and way.when is not None:
                        found = self._open(state, source, way, avoided, depth - 1)
                        if found is not None and found.node in pages:
                            return found
        return None

    def _open(
        self, state: StoryState, source: NodeId, way: Way, avoided: _Avoided, depth: int
    ) -> StoryState | None:
        for parts in islice(alternatives(way.when), ALTERNATIVES):
            goals = [part.atom for part in parts if part.wanted]
            ready = self._achieve(state, goals, avoided, depth)
            if ready is not None and ready.node != source:
                ready = self._reach(ready, frozenset({source}), avoided, depth)
            if ready is not None and self._may(ready, way):
                return self._take(ready, way, avoided)
        return None

    def _go(self, state: StoryState, pages: frozenset[NodeId], avoided: _Avoided) -> StoryState | None:
        """Walk to the nearest of some pages past those that are avoided, or go by name."""
        for page in sorted(pages & self._doors):
            if page_is_told(self._pack, state, page):
                there = self._step(state, Walk(page))
                if there is not None and there.node in pages:
                    return there
        shut: set[tuple[NodeId, int]] = set()
        for _ in range(ATTEMPTS):
            leg = self._leg(state, pages, avoided, shut)
            if leg is None:
                return None
            for way, number in leg:
                key = (state.node, number)
                after = self._take(state, way, avoided)
                if after is None:
                    shut.add(key)
                    break
                state = after
                if state.node in pages:
                    return state
        return state if state.node in pages else None

    def _leg(
        self,
        state: StoryState,
        pages: frozenset[NodeId],
        avoided: _Avoided,
        shut: set[tuple[NodeId, int]],
    ) -> list[tuple[Way, int]] | None:
        """The fewest ways to one of the pages, as far as their conditions hold now."""
        came: dict[NodeId, tuple[NodeId, Way, int]] = {}
        known = {state.node}
        todo = deque([state.node])
        while todo:
            at = todo.popleft()
            for number, way in enumerate(self._graph.pages[at].ways):
                to = way.to
                fresh = to not in known or (to in pages and to == state.node and to not in came)
                if not fresh or to in avoided.pages or (at, number) in shut or not self._may(state, way):
                    continue
                if way.choice and (at, way.choice.id) in avoided.choices:
                    continue
                known.add(to)
                came[to] = (at, way, number)
                if to in pages:
                    return self._back(came, to, state.node)
                todo.append(to)
        return None

    def _back(
        self, came: dict[NodeId, tuple[NodeId, Way, int]], to: NodeId, start: NodeId
    ) -> list[tuple[Way, int]]:
        leg: list[tuple[Way, int]] = []
        while True:
            at, way, number = came[to]
            leg.append((way, number))
            if at == start:
                return leg[::-1]
            to = at

    def _may(self, state: StoryState, way: Way) -> bool:
        return way.when is None or holds(self._pack, state, way.when)

    def _take(self, state: StoryState, way: Way, avoided: _Avoided) -> StoryState | None:
        """Take a way, passing by a forecast that it waits for; None if that is not allowed."""
        here = state.node
        if closed_fork(self._pack, state, way.to) == here:
            passed = self._step(state, self._forecast(here, avoided))
            if passed is None:
                return None
            state = passed
        if way.choice is None:
            return self._step(state, Walk(way.to))
        if not any(offer.open and offer.choice.id == way.choice.id for offer in offers(self._pack, state)):
            return None
        return self._step(state, Choose(here, way.choice.id))

    def _forecast(self, fork: NodeId, avoided: _Avoided) -> Step:
        return forecast_at(self._pack.nodes[fork], passed_by=avoided.skips.get(fork, True))

    def _step(self, state: StoryState, step: Step) -> StoryState | None:
        try:
            return apply(self._pack, state, step)
        except StepError:
            return None
