"""What each move does to the facts of a space: one table a page, made once and asked often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from explainer.model.condition import Condition
from explainer.model.ids import ActorId, ClaimId, NodeId
from explainer.model.node import Node
from explainer.proof.facts import Fact, FactKind, forecast, seen
from explainer.proof.space import Change, Guard, Space, holds, inverse, then
from explainer.proof.ways import Graph, Page, Way, forecast_at
from explainer.story.answers import known_position
from explainer.story.engine import MAX_DIVERTS
from explainer.story.fog import claim_is_told
from explainer.story.state import StoryState
from explainer.story.steps import Ask, OpenClaim, Step

Landing: TypeAlias = tuple[int, int, bool]
"""The page a move ends on, by its number, the facts there, and whether it does for certain."""

Move: TypeAlias = Way | Step
"""What a reader does: a way, or something that is done where one stands."""


@dataclass(slots=True)
class Passing:
    """What was seen of pages that divert while a move was followed."""

    entered: list[tuple[NodeId, int, bool]]
    """Each with the facts on it, before it diverts, and whether it is entered for certain."""
    circles: list[tuple[NodeId, bool]]
    """Pages that were come to again with nothing changed, or after as many as the engine follows."""


@dataclass(frozen=True, slots=True)
class Out:
    """A move from a page, as it changes facts."""

    move: Move
    guard: Guard
    """Whether it is open."""
    to: int
    """The number of the page it leads to."""
    bits: int | None
    """All that it changes, if that is no more than bits that are set."""
    before: Change
    """What it changes before the page is entered."""
    sure: bool = True
    """Whether a reader can make it whenever it is open, as far as facts can tell."""


class Moves:
    """The moves of a graph over a space."""

    def __init__(self, graph: Graph, space: Space, blank: Moves | None = None) -> None:
        """Make the table.

        Args:
            graph: the ways.
            space: the facts that are told apart.
            blank: the moves of the same graph that tell no facts apart: pages which those of the
                space say nothing about are as they are there.
        """
        self.graph = graph
        self.space = space
        self._guards: dict[int, Guard] = {}
        self.ids: list[NodeId] = list(graph.pages)
        """The pages by their numbers."""
        self.numbers = {node: number for number, node in enumerate(self.ids)}
        """The pages' numbers."""
        entering = list(range(len(self.ids)))
        if blank is None:
            count = len(self.ids)
            self._enter: list[Change] = [Change()] * count
            self._land: list[Change] = [Change()] * count
            self._shows: list[tuple[tuple[Guard, int], ...]] = [()] * count
            self._onward: list[tuple[tuple[int, Guard], ...]] = [()] * count
            self._plain: list[int | None] = [0] * count
            self.outs: list[tuple[Out, ...]] = [()] * count
            """For each page, the moves from it."""
        else:
            entering = [number for number in entering if self._speaks_of(graph.entering[self.ids[number]])]
            self._enter, self._land = list(blank._enter), list(blank._land)
            self._shows, self._onward = list(blank._shows), list(blank._onward)
            self._plain, self.outs = list(blank._plain), list(blank.outs)
        for number in entering:
            page = graph.pages[self.ids[number]]
            self._enter[number] = self._entering(page)
            self._land[number] = self._landing(page.node)
            self._shows[number] = self._showing(page)
            self._onward[number] = self._diverting(page)
            self._plain[number] = self._as_bits(number)
        for number, node in enumerate(self.ids):
            if blank is None or self._speaks_of(graph.leaving[node]):
                self.outs[number] = tuple(self._outs(graph.pages[node]))
        self.doors: tuple[Out, ...] = tuple(
            self._out(way)
            if blank is None or self._speaks_of(graph.entering[way.to] | way.facts)
            else blank.doors[number]
            for number, way in enumerate(graph.doorways)
        )
        """The pages that can be gone to from every page."""
        self.anywhere: tuple[Out, ...] = tuple(self._anywhere())
        """What else can be done on every page."""

    def _speaks_of(self, facts: frozenset[Fact]) -> bool:
        return not facts.isdisjoint(self.space.facts)

    # ------------------------------------------------------------ entering

    def _entering(self, page: Page) -> Change:
        return then(self.space.add_one(seen(page.node.id)), self.space.effects(page.node.effects))

    def _landing(self, node: Node) -> Change:
        return then(*(self.space.add_one(Fact(FactKind.HEARD, actor)) for actor in node.voices))

    def _showing(self, page: Page) -> tuple[tuple[Guard, int], ...]:
        """The bits of the claims that its texts rest on, with when they show; those without any left out."""
        shown = []
        for claims, when in page.claims:
            bits = self._met(claims)
            if bits:
                shown.append((self._guard(when, page.node.id), bits))
        return tuple(shown)

    def _met(self, claims: Iterable[ClaimId]) -> int:
        return then(*(self.space.add_one(Fact(FactKind.MET, claim)) for claim in claims)).bits

    def _diverting(self, page: Page) -> tuple[tuple[int, Guard], ...]:
        return tuple((self.numbers[to], self._guard(when, page.node.id)) for to, when in page.diverts)

    def _guard(self, when: Condition | None, here: NodeId | None) -> Guard:
        """Whether a condition of a page holds there; if it does not ask for the page, it is one for all."""
        if when is None:
            return True
        if here is not None and seen(here) in self.graph.asked_by(when):
            return self.space.guard(when, frozenset({seen(here)}))
        if id(when) not in self._guards:
            self._guards[id(when)] = self.space.guard(when)
        return self._guards[id(when)]

    def _as_bits(self, number: int) -> int | None:
        """All that coming to a page changes as bits, if it is no more and nothing is asked on the way."""
        change = then(self._enter[number], self._land[number])
        if change.function or self._onward[number]:
            return None
        bits = change.bits
        for guard, shown in self._shows[number]:
            if guard is not True:
                return None
            bits |= shown
        return bits

    def go(self, number: int, facts: int, passing: Passing | None = None) -> list[Landing]:
        """Where entering a page ends: on it, or past its diverts; several if that is unknown.

        Raises:
            TooFar: a variable went too far to be followed.
        """
        bits = self._plain[number]
        if bits is not None:
            return [(number, facts | bits, True)]
        landings: list[Landing] = []
        todo = [(number, facts, True, 0)]
        known: set[tuple[int, int]] = set()
        while todo:
            at, facts, sure, depth = todo.pop()
            facts = self._enter[at](facts)
            onward = self._onward[at]
            if onward:
                if passing is not None:
                    passing.entered.append((self.ids[at], facts, sure))
                if (at, facts) in known or depth >= MAX_DIVERTS:
                    if passing is not None:
                        passing.circles.append((self.ids[at], sure))
                    continue
                known.add((at, facts))
            for to, guard in onward:
                held = holds(guard, facts)
                if held is False:
                    continue
                todo.append((to, facts, sure and held is True, depth + 1))
                if held:
                    break
                sure = False
            else:
                landings += self.show(at, self._land[at](facts), sure)
        return landings

    def show(self, number: int, facts: int, sure: bool = True) -> list[Landing]:
        """The facts once the claims of all that a page shows are met; several if that is unknown."""
        landings: list[Landing] = []
        todo = [(facts, sure)]
        while todo:
            at, certain = todo.pop()
            for guard, bits in self._shows[number]:
                if at & bits == bits:
                    continue
                held = holds(guard, at)
                if held is False:
                    continue
                todo.append((at | bits, certain and held is True))
                if held:
                    break
                certain = False
            else:
                landings.append((number, at, certain))
        return landings

    # ------------------------------------------------------------ moves

    def _outs(self, page: Page) -> Iterable[Out]:
        for way in page.ways:
            yield self._out(way, page.node.id)
        fork = forecast(page.node.id)
        if page.node.fork and fork in self.space.facts:
            value = self.space.value(fork)
            for wanted in (2, 1):
                step = forecast_at(page.node, passed_by=wanted == 2)
                yield self._in_place(step, value(0), self.space.give(fork, wanted))
                # It can be thought over until what happened is shown.
                again = value(3 - wanted)
                for told in page.node.fork.told:
                    again = self.space.both(again, self.space.lacks(seen(told)))
                yield self._in_place(step, again, self.space.give(fork, wanted))

    def _out(self, way: Way, here: NodeId | None = None) -> Out:
        space = self.space
        guard = self._guard(way.when, here)
        if way.shuts:
            guard = space.both(guard, space.lacks(way.shuts))
        if way.closes in space.facts:
            guard = space.both(guard, inverse(space.lacks(way.closes)))
        before = space.effects(way.effects)
        if way.choice and here:
            before = then(space.add_one(Fact(FactKind.CHOSEN, here, way.choice.id)), before)
        number = self.numbers[way.to]
        plain = self._plain[number]
        bits = None if before.function or plain is None else before.bits | plain
        return Out(way, guard, number, bits, before)

    def _in_place(self, step: Step, guard: Guard, change: Change, *, sure: bool = True) -> Out:
        return Out(step, guard, -1, None, change, sure)

    def _anywhere(self) -> Iterable[Out]:
        """Asking and opening claims, where that tells a fact."""
        pack = self.graph.pack
        first = StoryState(pack.manifest.start, pack.manifest.as_of)
        for fact in sorted(self.space.facts):
            if fact.kind is FactKind.HEARD:
                asked = [question for actor, question in pack.positions if actor == fact.name]
                known = [
                    question
                    for question in asked
                    if known_position(pack, first, ActorId(fact.name), question)
                ]
                for question in (known or asked)[:1]:
                    step: Step = Ask(ActorId(fact.name), question)
                    yield self._in_place(
                        step, self.space.lacks(fact), self.space.add_one(fact), sure=bool(known)
                    )
            elif fact.kind is FactKind.MET:
                claim = ClaimId(fact.name)
                sure = claim_is_told(pack, first, claim)
                yield self._in_place(
                    OpenClaim(claim), self.space.lacks(fact), self.space.add_one(fact), sure=sure
                )
