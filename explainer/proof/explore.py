"""Searching a space to the end: every state any reader can come to, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.model.ids import NodeId
from explainer.proof.moves import Landing, Move, Moves, Out, Passing
from explainer.proof.space import TooFar, holds
from explainer.story.steps import Start

if TYPE_CHECKING:
    from explainer.proof.replay import Replayed

LIMIT = 300_000
"""States that are searched before it is given up: some seconds, some hundred megabytes."""


class LimitReached(Exception):
    """There are more states than are searched."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that diverts, entered on the way to another."""

    node: NodeId
    facts: int
    """Those on it, before it diverts."""
    parent: int
    """The state the move was made in, or -1 at the start."""
    move: Move
    sure: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A move from a state and where it may end."""

    sure: bool
    """Whether it is open for certain."""
    ends: tuple[int, ...]
    """The states; one if that is certain."""
    move: Move


class Explored:
    """All that was found in a space."""

    def __init__(self, moves: Moves, limit: int, *, edges: bool = False, surest: bool = False) -> None:
        self.moves = moves
        self.nodes: list[int] = []
        """For each state the number of its page."""
        self.facts: list[int] = []
        """For each state its facts."""
        self.parents: list[int] = []
        """For each state the one it was come to from first, by the fewest moves; -1 at a start."""
        self.by: list[Move] = []
        """The move by which it was; a start is one."""
        self.sure: list[bool] = []
        """Whether that move was open for certain, and ended there for certain."""
        self.edges: list[list[Edge]] = []
        """For each state its moves, if they were asked for."""
        self.arrivals: list[Arrival] = []
        """Pages that divert, as they were entered, each with the same facts once."""
        self.circles: list[Arrival] = []
        """Those that were come to in a circle."""
        self.replayed: dict[int, Replayed] = {}
        """What came of walking to states."""
        self._limit = limit
        self._with_edges = edges
        self._surest = surest
        self._unsure: list[tuple[Landing, int, Move]] = []
        self._known: dict[int, int] = {}
        self._width = len(moves.ids)
        self._entered: set[tuple[NodeId, int, bool]] = set()
        self._doors: set[int] = set()
        self._made: set[tuple[int, int, bool]] = set()
        self._on: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.nodes)

    def node(self, state: int) -> NodeId:
        """The page of a state."""
        return self.moves.ids[self.nodes[state]]

    def path(self, state: int) -> list[int]:
        """The states from a start to one, itself among them."""
        path = [state]
        while self.parents[path[-1]] >= 0:
            path.append(self.parents[path[-1]])
        return path[::-1]

    def is_sure(self, state: int) -> bool:
        """Whether every move on the way to a state was certain."""
        while state >= 0:
            if not self.sure[state]:
                return False
            state = self.parents[state]
        return True

    # ------------------------------------------------------------ searching

    def run(self) -> None:
        """Search.

        Raises:
            LimitReached: there are too many states.
        """
        moves = self.moves
        try:
            for start in moves.graph.starts:
                passing = Passing([], [])
                landings = moves.go(moves.numbers[start], moves.space.start(), passing)
                self._note(passing, -1, Start(start), sure=True)
                for landing in landings:
                    self._add(landing, -1, Start(start), sure=True)
            at = 0
            while at < len(self.nodes) or self._unsure:
                if at < len(self.nodes):
                    self._expand(at)
                    at += 1
                else:
                    unsure, self._unsure = self._unsure, []
                    for landing, parent, move in unsure:
                        self._keep(landing, parent, move, sure=False)
        except TooFar:
            raise LimitReached from None

    def _expand(self, state: int) -> None:
        moves, number, facts = self.moves, self.nodes[state], self.facts[state]
        edges: list[Edge] | None = [] if self._with_edges else None
        width, known = self._width, self._known
        for out in moves.outs[number]:
            guard = out.guard
            held = guard if guard is True or guard is None else holds(guard, facts)
            if held is False:
                continue
            if out.bits is not None:
                # The common case, without a call: most moves only set bits.
                after = facts | out.bits
                end = known.get(after * width + out.to)
                if end is None:
                    end = self._add((out.to, after, True), state, out.move, sure=held is True)
                if edges is not None:
                    edges.append(Edge(held is True, (end,), out.move))
            else:
                self._follow(out, state, held is True, edges)
        for out in moves.anywhere:
            held = holds(out.guard, facts)
            if held is not False:
                self._follow(out, state, held is True, edges)
        # A door leads to the same state from every page, so it is enough to take it once.
        if moves.doors and (edges is not None or facts not in self._doors):
            self._doors.add(facts)
            for out in moves.doors:
                held = holds(out.guard, facts)
                if held is not False:
                    self._follow(out, state, held is True, edges)
        if edges is not None:
            self.edges.append(edges)

    def _follow(self, out: Out, state: int, held: bool, edges: list[Edge] | None) -> None:
        moves = self.moves
        number, facts = self.nodes[state], out.before(self.facts[state])
        sure = held and out.sure
        if edges is None and out.to >= 0:
            # Whatever page it is made on, the same move with the same facts ends in the same states.
            made = (out.to, facts, sure)
            if made in self._made:
                return
            self._made.add(made)
        if out.to < 0:
            landings = moves.show(number, facts)
        else:
            passing = Passing([], [])
            landings = moves.go(out.to, facts, passing)
            self._note(passing, state, out.move, sure=sure)
        ends = [self._add(landing, state, out.move, sure=sure) for landing in landings]
        if edges is not None and ends:
            edges.append(Edge(sure, tuple(ends), out.move))

    def _add(self, landing: Landing, parent: int, move: Move, *, sure: bool) -> int:
        """The state's number; -1 if it is one that others, come to for certain, are looked at before."""
        if self._surest and not (sure and landing[2]):
            self._unsure.append((landing, parent, move))
            return -1
        return self._keep(landing, parent, move, sure=sure)

    def _keep(self, landing: Landing, parent: int, move: Move, *, sure: bool) -> int:
        number, facts, certain = landing
        key = facts * self._width + number
        found = self._known.get(key)
        if found is not None:
            return found
        state = len(self.nodes)
        if state >= self._limit:
            raise LimitReached
        self._known[key] = state
        self.nodes.append(number)
        self.facts.append(facts)
        self.parents.append(parent)
        self.by.append(move)
        self.sure.append(sure and certain)
        self._on.setdefault(number, []).append(state)
        return state

    def _note(self, passing: Passing, parent: int, move: Move, *, sure: bool) -> None:
        for node, facts, certain in passing.entered:
            entered = (node, facts, sure and certain)
            if entered not in self._entered:
                self._entered.add(entered)
                self.arrivals.append(Arrival(node, facts, parent, move, sure and certain))
        for node, certain in passing.circles:
            self.circles.append(Arrival(node, 0, parent, move, sure and certain))

    def states_on(self, node: NodeId) -> list[int]:
        """The states on a page, as they were found."""
        return self._on.get(self.moves.numbers[node], [])

    def arrivals_on(self, node: NodeId) -> list[Arrival]:
        """A page that diverts as it was entered."""
        return [arrival for arrival in self.arrivals if arrival.node == node]


def explore(moves: Moves, limit: int = LIMIT, *, edges: bool = False, surest: bool = False) -> Explored:
    """Search the space of some moves to the end.

    Args:
        moves: the moves, and the space.
        limit: how many states it may have.
        edges: whether to keep each state's moves.
        surest: whether to come to each state by as few uncertain moves as can be, instead of by as
            few moves.

    Raises:
        LimitReached: there are more states than that.
        ValueError: the moves were asked for along with the surest ways; they end in states not yet found.
    """
    if edges and surest:
        raise ValueError("either the moves or the surest ways")
    explored = Explored(moves, limit, edges=edges, surest=surest)
    explored.run()
    return explored
