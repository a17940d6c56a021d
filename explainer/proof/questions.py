"""What is asked of every reader's state, one question at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from explainer.model.condition import All, Any, Chosen, Condition, Not
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.proof.explore import Arrival, Explored
from explainer.proof.facts import Fact, atoms_of, fact_of, seen
from explainer.proof.plan import Planner, alternatives
from explainer.proof.relax import Relaxation
from explainer.proof.replay import Replayed, blamed, replay_arrival, replay_circle, replay_state
from explainer.proof.space import holds, inverse
from explainer.proof.ways import Graph
from explainer.story.engine import FORK_NOT_CLOSED, closed_fork, offers
from explainer.story.engine import holds as holds_now
from explainer.story.state import StoryState

MOST_PARTS = 32
"""Questions that one is taken apart into."""

Found = int | Arrival
"""A state by its number, or a page that diverts as it is entered."""


class Question(ABC):
    """Whether any reader can come to something."""

    wants_way = True
    """Whether the shortest way there is wanted too."""

    @abstractmethod
    def candidates(self, explored: Explored) -> Sequence[Found]:
        """Where it may be so, the nearest first."""

    def is_sure(self, explored: Explored, found: Found) -> bool:
        """Whether it is so there for certain, without a walk."""
        del explored, found
        return False

    def replay(self, explored: Explored, found: Found) -> Replayed:
        """Walk to where it may be so."""
        if isinstance(found, Arrival):
            return replay_arrival(explored, found)
        return replay_state(explored, found)

    def is_so(self, pack: Pack, state: StoryState) -> bool:
        """Whether the engine says so too."""
        del pack, state
        return True

    def blamed(self, pack: Pack, state: StoryState) -> Iterable[Fact]:
        """The facts that tell why it is not so in a state, those that tell most first."""
        del pack, state
        return ()

    def plan(self, planner: Planner) -> bool:
        """Whether somebody who sets out to is seen to come there."""
        del planner
        return False

    def refuted(self, relaxation: Relaxation) -> bool:
        """Whether nobody can, even if nothing done ever stood in the way."""
        del relaxation
        return False

    def parts(self) -> Sequence[Question]:
        """Questions one of which has to be so for this to be, if it can be taken apart."""
        return ()


def _is_sure(explored: Explored, found: Found) -> bool:
    if isinstance(found, Arrival):
        return found.sure and explored.is_sure(found.parent)
    return explored.is_sure(found)


class CanReach(Question):
    """Whether a page can be come to."""

    wants_way = False

    def __init__(self, graph: Graph, node: NodeId) -> None:
        self.node = node
        self._diverts = bool(graph.pages[node].diverts)

    def candidates(self, explored: Explored) -> Sequence[Found]:
        """The states on it, or its arrivals if it may divert."""
        if self._diverts:
            return explored.arrivals_on(self.node)
        return explored.states_on(self.node)

    def is_sure(self, explored: Explored, found: Found) -> bool:
        """Whether every move there is certain."""
        return _is_sure(explored, found)

    def plan(self, planner: Planner) -> bool:
        """Whether a way to it was found by opening one."""
        return planner.reaches(self.node)

    def refuted(self, relaxation: Relaxation) -> bool:
        """Whether no way leads to it even so."""
        return relaxation.refutes(self.node, None, arriving=self._diverts)


class CanHold(Question):
    """Whether a condition of a page can hold there, or fail."""

    wants_way = False

    def __init__(self, node: NodeId, condition: Condition, *, wanted: bool, arriving: bool) -> None:
        self.node = node
        self.condition = condition
        self.wanted = wanted
        self.arriving = arriving
        """Whether it is asked as the page is entered, as that of a divert is."""

    def candidates(self, explored: Explored) -> Sequence[Found]:
        """The states in which it may."""
        guard = explored.moves.space.guard(self.condition, frozenset({seen(self.node)}))
        if guard is not None and not callable(guard):
            return [] if guard is not self.wanted else self._all(explored)
        unwanted = not self.wanted
        return [
            found for found in self._all(explored) if holds(guard, _facts(explored, found)) is not unwanted
        ]

    def _all(self, explored: Explored) -> Sequence[Found]:
        return explored.arrivals_on(self.node) if self.arriving else explored.states_on(self.node)

    def is_sure(self, explored: Explored, found: Found) -> bool:
        """Whether every move there is certain, and so is the condition."""
        guard = explored.moves.space.guard(self.condition, frozenset({seen(self.node)}))
        return holds(guard, _facts(explored, found)) is self.wanted and _is_sure(explored, found)

    def is_so(self, pack: Pack, state: StoryState) -> bool:
        """Whether it does."""
        return holds_now(pack, state, self.condition) is self.wanted

    def blamed(self, pack: Pack, state: StoryState) -> Iterable[Fact]:
        """The parts that hold and should not, or the other way round; then the others."""
        yield from blamed(pack, state, self.condition, wanted=self.wanted)
        yield from map(fact_of, atoms_of(self.condition))

    def plan(self, planner: Planner) -> bool:
        """Whether going for its parts one after the other makes it so."""
        return planner.finds(self.node, self.condition, wanted=self.wanted, arriving=self.arriving)

    def parts(self) -> Sequence[CanHold]:
        """One for each way to make the condition hold, or fail."""
        found = list(islice(alternatives(self.condition, wanted=self.wanted), MOST_PARTS + 1))
        if not 1 < len(found) <= MOST_PARTS:
            return ()
        return [
            CanHold(
                self.node,
                All(tuple(part.atom if part.wanted else Not(part.atom) for part in parts)),
                wanted=True,
                arriving=self.arriving,
            )
            for parts in found
        ]

    def refuted(self, relaxation: Relaxation) -> bool:
        """Whether its parts can't be had together."""
        return relaxation.refutes(self.node, self.condition, wanted=self.wanted, arriving=self.arriving)


def _facts(explored: Explored, found: Found) -> int:
    return found.facts if isinstance(found, Arrival) else explored.facts[found]


class CanBeStuck(Question):
    """Whether a page can be shown with no choice that is open."""

    def __init__(self, graph: Graph, node: NodeId) -> None:
        self.node = node
        self._ways = graph.pages[node].choices

    def candidates(self, explored: Explored) -> Sequence[Found]:
        """The states in which none is open for certain."""
        space, here = explored.moves.space, frozenset({seen(self.node)})
        shut = []
        for way in self._ways:
            guard = space.guard(way.when, here)
            if way.shuts:
                guard = space.both(guard, space.lacks(way.shuts))
            shut.append(inverse(guard))
        return [
            state
            for state in explored.states_on(self.node)
            if all(holds(guard, explored.facts[state]) is not False for guard in shut)
        ]

    def is_so(self, pack: Pack, state: StoryState) -> bool:
        """Whether none is, nor would be once the page's own forecast is made."""
        return not any(
            offer.open
            or (offer.reason == FORK_NOT_CLOSED and closed_fork(pack, state, offer.choice.to) == state.node)
            for offer in offers(pack, state)
        )

    def refuted(self, relaxation: Relaxation) -> bool:
        """Whether one of them is always open, whatever was done."""
        shut = []
        for way in self._ways:
            when = way.when or All(())
            taken = [Chosen(self.node, way.choice.id)] if way.shuts and way.choice else []
            shut.append(Any((Not(when), *taken)))
        return relaxation.refutes(self.node, All(tuple(shut)))

    def blamed(self, pack: Pack, state: StoryState) -> Iterable[Fact]:
        """What opens those that are open; then the others."""
        for way in self._ways:
            if way.when is not None and holds_now(pack, state, way.when):
                yield from blamed(pack, state, way.when, wanted=False)
            if way.shuts:
                yield way.shuts
        for way in self._ways:
            yield from map(fact_of, atoms_of(way.when))


class CanCircle(Question):
    """Whether pages can divert in a circle that never ends."""

    def __init__(self, graph: Graph, circle: frozenset[NodeId]) -> None:
        self.nodes = circle
        """Pages whose diverts lead round."""
        self._whens = tuple(when for node in sorted(circle) for _, when in graph.pages[node].diverts)

    def candidates(self, explored: Explored) -> Sequence[Found]:
        """The moves that may lead into it."""
        return [arrival for arrival in explored.circles if arrival.node in self.nodes]

    def replay(self, explored: Explored, found: Found) -> Replayed:
        """Walk to where the engine runs in a circle."""
        assert isinstance(found, Arrival)
        return replay_circle(explored, found, self.nodes)

    def blamed(self, pack: Pack, state: StoryState) -> Iterator[Fact]:
        """The conditions of its diverts."""
        del pack, state
        return (fact_of(atom) for when in self._whens for atom in atoms_of(when))
