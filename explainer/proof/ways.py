"""The ways there are through a pack, whatever a reader has done: the graph that proofs search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.model.condition import All, Any, Condition, Effect, Forecasted
from explainer.model.ids import ClaimId, NodeId
from explainer.model.node import Choice, Divert, Node, NodeKind
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.proof.facts import Fact, chosen, facts_of, forecast
from explainer.story.engine import choices_of


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

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._same: dict[Condition, Condition] = {}
        self._asked: dict[int, frozenset[Fact]] = {}
        self.starts: tuple[NodeId, ...] = tuple(
            dict.fromkeys((pack.manifest.start, *(way.start for way in pack.manifest.ways_in)))
        )
        """The first pages."""
        self.pages: Mapping[NodeId, Page] = {node.id: self._page(node) for node in pack.nodes.values()}
        """By id."""
        self.linked = self._closure(self.starts)
        """The pages that ways lead to, were all of them open."""
        self.doors: tuple[NodeId, ...] = tuple(
            node for node in dict.fromkeys(self._doors()) if node not in self.linked
        )
        """Pages that no way leads to, and that can be gone to by name: an actor's, a place's, a document."""
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

    def _doors(self) -> Iterator[NodeId]:
        yield from (actor.node for actor in self.pack.actors.values() if actor.node)
        yield from (place.node for place in self.pack.places.values() if place.node)
        yield from (node.id for node in self.pack.nodes.values() if node.kind is NodeKind.DOCUMENT)

    def forks_before(self, node: NodeId) -> Condition | None:
        """That the forks which keep a page shut are closed, for who comes to it from anywhere."""
        return _all_closed(self.pack.told_by.get(node, ()), None)

    def asked_by(self, condition: Condition | None) -> frozenset[Fact]:
        """The facts that a condition of a page asks for."""
        found = self._asked.get(id(condition))
        if found is None:
            found = self._asked[id(condition)] = facts_of(condition)
        return found

    def _one(self, condition: Condition | None) -> Condition | None:
        """The same object for conditions that are the same, so that each is looked at once."""
        return None if condition is None else self._same.setdefault(condition, condition)

    # ------------------------------------------------------------ one page

    def _page(self, node: Node) -> Page:
        return Page(
            node,
            tuple(self._ways(node)),
            tuple((divert.to, self._one(self._open(node, divert))) for divert in node.diverts),
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

    def _open(self, node: Node, gate: Choice | Divert) -> Condition | None:
        return self._with_forks(node, gate.to, gate.when)

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
