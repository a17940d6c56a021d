"""The ways there are through a pack, whatever a reader has done: the graph that proofs search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.model.condition import (
    Advance,
    All,
    Any,
    Condition,
    Effect,
    Forecasted,
    OnOrAfter,
    Visited,
)
from explainer.model.ids import ClaimId, NodeId
from explainer.model.node import Choice, Divert, Node, NodeKind
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.proof.facts import Fact, FactKind, chosen, facts_of, forecast, seen
from explainer.story.engine import choices_of, is_resolved
from explainer.story.state import StoryState
from explainer.story.steps import MakeForecast


@dataclass(frozen=True, slots=True)
class Way:
    """A move that leads from a page to another."""

    to: NodeId
    choice: Choice | None = None
    """The choice it is; without one it is a link, or a road offered beside its page."""
    when: Condition | None = None
    """Under which it is open, a fork that keeps its page shut among it."""
    shuts: Fact | None = None
    """Of a choice that can be taken once, that it was."""
    closes: Fact | None = None
    """The forecast that the page asks for before this way is open; it can be made there at once."""
    by_name: bool = False
    """Whether it is no way of a page: the reader goes to a page by its name."""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What taking it changes before the page is entered."""
        return self.choice.effects if self.choice else ()

    @property
    def facts(self) -> frozenset[Fact]:
        """What tells whether it is open."""
        return facts_of(self.when) | ({self.shuts} if self.shuts else frozenset())

    @property
    def always(self) -> bool:
        """Whether it is open to whoever comes to its page."""
        return self.when is None and self.shuts is None

    @property
    def step_facts(self) -> frozenset[Fact]:
        """What tells whether it is open, its own page's forecast among it."""
        return self.facts | ({self.closes} if self.closes else frozenset())


@dataclass(frozen=True, slots=True)
class Page:
    """What happens on a page, and where one goes from it."""

    node: Node
    ways: tuple[Way, ...]
    """Its choices first, as the engine offers them."""
    diverts: tuple[tuple[NodeId, Condition | None], ...]
    """In order, each with what it waits for."""
    claims: tuple[tuple[frozenset[ClaimId], Condition | None], ...]
    """The claims each of its texts rests on, and when it shows."""

    @property
    def choices(self) -> tuple[Way, ...]:
        """Those of its ways that are choices."""
        return tuple(way for way in self.ways if way.choice)


class Graph:
    """The ways of a pack, and where readers begin."""

    def __init__(self, pack: Pack, *, by_name: bool = False) -> None:
        self.pack = pack
        self._same: dict[Condition, Condition] = {}
        self._asked: dict[int, frozenset[Fact]] = {}
        self.starts: tuple[NodeId, ...] = tuple(
            dict.fromkeys((pack.manifest.start, *(way.start for way in pack.manifest.ways_in)))
        )
        """The first pages."""
        self.pages: Mapping[NodeId, Page] = {node.id: self._page(node) for node in pack.nodes.values()}
        """By id."""
        linked = self._closure(self.starts)
        self.called: frozenset[NodeId] = frozenset(self._called())
        """Pages that ``go`` leads to from anywhere: those of an actor, a place and documents."""
        self._by_name = by_name
        self.doors: tuple[NodeId, ...] = tuple(
            node for node in pack.nodes if (by_name or node not in linked) and self._is_door(node)
        )
        """Pages that can be gone to from anywhere: those of an actor, a place and documents that no way
        leads to; or, if asked for, all whose name may be told, as search, map and prompt lead there,
        among them pages behind conditions once they were read."""
        self.doorways = tuple(
            Way(node, None, self._one(self.door(node)), by_name=True) for node in self.doors
        )
        """The ways to them."""
        days = frozenset(
            fact for page in self.pages.values() for fact in _all_asked(page) if fact.kind is FactKind.DAY
        ) | frozenset(fact for way in self.doorways for fact in way.facts if fact.kind is FactKind.DAY)
        self.entering: Mapping[NodeId, frozenset[Fact]] = {
            node: _entering(page, days) for node, page in self.pages.items()
        }
        """For each page the facts that coming to it asks for or changes."""
        self.leaving: Mapping[NodeId, frozenset[Fact]] = {
            node: self._leaving(page, days) for node, page in self.pages.items()
        }
        """For each page the facts that leaving it asks for or changes, by any of its ways."""
        self.led_to = self._closure((*self.starts, *self.doors))
        """The pages a reader could come to, were all ways open."""

    def leads_to(self, node: NodeId) -> Iterator[NodeId]:
        """The pages that its ways lead to, open or not."""
        page = self.pages[node]
        yield from (way.to for way in page.ways)
        yield from (to for to, _ in page.diverts)

    def _closure(self, starts: tuple[NodeId, ...]) -> frozenset[NodeId]:
        reached: set[NodeId] = set()
        todo = list(starts)
        while todo:
            at = todo.pop()
            if at not in reached:
                reached.add(at)
                todo.extend(self.leads_to(at))
        return frozenset(reached)

    def _called(self) -> Iterator[NodeId]:
        nodes = self.pack.nodes.values()
        named = [actor.node for actor in self.pack.actors.values() if actor.node]
        named += [place.node for place in self.pack.places.values() if place.node]
        named += [node.id for node in nodes if node.kind is NodeKind.DOCUMENT]
        yield from (node for node in named if not self.pack.nodes[node].diverts)

    def _is_door(self, node: NodeId) -> bool:
        return not self.pack.nodes[node].passes if self._by_name else node in self.called

    def door(self, node: NodeId) -> Condition | None:
        """Under which a page can be gone to from anywhere: its day has come, and its forks are told.

        By its name a page can be gone to that was read, whatever else is asked for.
        """
        page, told = self.pack.nodes[node], self.pack.told_by.get(node, ())
        untold = page.kind in (NodeKind.OUTCOME, NodeKind.ROAD) and not told
        kept = page.diverts or page.ahead or untold or node in self.pack.gated
        if self._by_name and kept and node not in self.called:
            return Visited(node)
        when = list[Condition]()
        if page.date > self.pack.manifest.as_of:
            when.append(OnOrAfter(page.date))
        if node in self.called:
            # Its forecast is enough: so the engine asks for no more.
            closed = _all_closed(told, None)
            when += [closed] if closed else []
        else:
            forks = (self.pack.nodes[name].fork for name in told)
            when += [Any(tuple(map(Visited, fork.told))) for fork in forks if fork]
        if not when:
            return None
        return Any((Visited(node), All(tuple(when)))) if self._by_name else All(tuple(when))

    def asked_by(self, condition: Condition | None) -> frozenset[Fact]:
        """The facts that a condition of a page asks for."""
        found = self._asked.get(id(condition))
        if found is None:
            found = self._asked[id(condition)] = facts_of(condition)
        return found

    def _one(self, condition: Condition | None) -> Condition | None:
        """The same object for conditions that are the same, so that each is looked at once."""
        return None if condition is None else self._same.setdefault(condition, condition)

    def _leaving(self, page: Page, days: frozenset[Fact]) -> frozenset[Fact]:
        facts: set[Fact] = set()
        if page.node.fork:
            facts |= {forecast(page.node.id), *map(seen, page.node.fork.told)}
        for way in page.ways:
            facts |= way.step_facts | self.entering[way.to] | _changed(way.effects, days)
            if way.choice:
                facts.add(chosen(page.node.id, way.choice.id))
        return frozenset(facts)

    # ------------------------------------------------------------ one page

    def _page(self, node: Node) -> Page:
        return Page(
            node,
            tuple(self._ways(node)),
            tuple((divert.to, self._one(self._diverts(node, divert))) for divert in node.diverts),
            tuple((frozenset(text.claims), self._one(when)) for text, when in _texts(node) if text.claims),
        )

    def _ways(self, node: Node) -> Iterator[Way]:
        for choice in choices_of(node):
            shuts = chosen(node.id, choice.id) if choice.once else None
            yield Way(
                choice.to, choice, self._one(self._open(node, choice)), shuts, self._closes(node, choice.to)
            )
        links: dict[NodeId, list[Condition | None]] = {}
        for text, when in _texts(node):
            for to in text.nodes:
                links.setdefault(to, []).append(when)
        # On the page that tells what happened the roads not taken are offered beside it.
        for fork in self.pack.told_by.get(node.id, ()):
            told = self.pack.nodes[fork].fork
            if told and told.resolution == node.id:
                for option in told.options:
                    if option.road:
                        links.setdefault(option.road, []).append(None)
        for to, whens in links.items():
            when = None if None in whens else Any(tuple(when for when in whens if when is not None))
            yield Way(to, None, self._one(self._with_forks(node, to, when)), None, self._closes(node, to))

    def _closes(self, node: Node, to: NodeId) -> Fact | None:
        return forecast(node.id) if node.id in self.pack.told_by.get(to, ()) else None

    def _open(self, node: Node, choice: Choice) -> Condition | None:
        return self._with_forks(node, choice.to, choice.when)

    def _diverts(self, node: Node, divert: Divert) -> Condition | None:
        # Nobody can make a forecast on the way past its page.
        own = [node.id] if node.id in self.pack.told_by.get(divert.to, ()) else []
        return _all_closed(own, self._with_forks(node, divert.to, divert.when))

    def _with_forks(self, node: Node, to: NodeId, when: Condition | None) -> Condition | None:
        """The condition with each fork that keeps the page shut.

        On the fork's own page a forecast can be made or passed by at once, and on a page that is
        shut by the same fork one was.
        """
        shut = [
            fork
            for fork in self.pack.told_by.get(to, ())
            if fork != node.id and fork not in self.pack.told_by.get(node.id, ())
        ]
        return _all_closed(shut, when)


def _all_closed(forks: Iterable[NodeId], when: Condition | None) -> Condition | None:
    waits = tuple(Any((Forecasted(fork), Forecasted(fork, skipped=True))) for fork in forks)
    if not waits:
        return when
    return All(waits if when is None else (when, *waits))


def _texts(node: Node) -> Iterator[tuple[Prose, Condition | None]]:
    yield from ((passage.text, passage.when) for passage in node.passages)
    if node.fork:
        for option in node.fork.options:
            yield option.argument_for, None
            yield option.argument_against, None


def _changed(effects: Iterable[Effect], days: frozenset[Fact]) -> frozenset[Fact]:
    """The facts that effects change."""
    facts: frozenset[Fact] = frozenset()
    for effect in effects:
        facts |= days if isinstance(effect, Advance) else {Fact(FactKind.VARIABLE, effect.variable)}
    return facts


def _entering(page: Page, days: frozenset[Fact]) -> frozenset[Fact]:
    node = page.node
    facts = {seen(node.id), *(Fact(FactKind.HEARD, actor) for actor in node.voices)}
    facts |= {Fact(FactKind.MET, claim) for claims, _ in page.claims for claim in claims}
    whens = (*(when for _, when in page.diverts), *(when for _, when in page.claims))
    return frozenset(facts) | facts_of(*whens) | _changed(node.effects, days)


def _all_asked(page: Page) -> frozenset[Fact]:
    whens = [way.when for way in page.ways]
    whens += [when for _, when in page.diverts]
    whens += [passage.when for passage in page.node.passages]
    return facts_of(*whens)


def forecast_at(node: Node, *, passed_by: bool) -> MakeForecast:
    """The step that passes a fork's forecast by, or makes one: which points it gives no condition asks."""
    if passed_by or node.fork is None:
        return MakeForecast(node.id, ())
    return MakeForecast(node.id, (100, *([0] * (len(node.fork.options) - 1))))


def open_forecasts(pack: Pack, state: StoryState) -> tuple[MakeForecast, ...]:
    """What can be done with the open page's own forecast, while none was made and one still can be."""
    node = pack.nodes[state.node]
    if node.fork is None or node.id in state.forecasts or is_resolved(pack, state, node.id):
        return ()
    return forecast_at(node, passed_by=True), forecast_at(node, passed_by=False)
