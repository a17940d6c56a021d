"""Walking a way that was found with the engine itself: what it does not allow was not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.condition import All, Any, Condition, Not
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.proof.explore import Arrival, Explored
from explainer.proof.facts import Fact, FactKind, atoms_of, fact_of, seen
from explainer.proof.moves import Move
from explainer.proof.ways import Graph, Way
from explainer.proof.witness import Witness, move_word
from explainer.story.answers import known_position
from explainer.story.engine import apply, closed_fork, holds, pages_entered
from explainer.story.fog import claim_is_told, page_is_told
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Choose, MakeForecast, OpenClaim, Start, Step, Walk


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it."""

    state: StoryState | None
    """Where it leads; None if the engine does not allow it, or leads elsewhere."""
    witness: Witness
    """As far as it was walked."""
    missing: Fact | None = None
    """Where it failed, a fact that helps to tell so, had it been told apart; None if all are."""


def replay_state(explored: Explored, state: int) -> Replayed:
    """Walk the way to a state; many questions are about the same, which is walked once."""
    if state not in explored.replayed:
        explored.replayed[state] = _Walker(explored).to_state(state)
    return explored.replayed[state]


def replay_arrival(explored: Explored, arrival: Arrival) -> Replayed:
    """Walk to a page that diverts; the state is the one on it, before it does."""
    walker = _Walker(explored)
    if arrival.parent >= 0:
        before = walker.to_state(arrival.parent)
        if before.state is None:
            return before
    return walker.through(arrival)


def replay_circle(explored: Explored, arrival: Arrival, circle: Set[NodeId]) -> Replayed:
    """Walk to where the engine itself runs in a circle over some pages; the state is that before the move."""
    walker = _Walker(explored)
    if arrival.parent >= 0:
        before = walker.to_state(arrival.parent)
        if before.state is None:
            return before
    return walker.around(arrival, circle)


class _Walker:
    def __init__(self, explored: Explored) -> None:
        self._explored = explored
        self._space = explored.moves.space
        self._graph = explored.moves.graph
        self._pack = self._graph.pack
        self._state = StoryState(self._pack.manifest.start, self._pack.manifest.as_of)
        self._start = self._pack.manifest.start
        self._words: list[str] = []
        self._last: tuple[StoryState, Step] | None = None

    def _witness(self) -> Witness:
        return Witness(self._start, tuple(self._words))

    def _failed(self, move: Move) -> Replayed:
        blamed = (*self._blamed(move), *gates(self._graph, move, self._space.facts))
        return Replayed(None, self._witness(), first_untold(blamed, self._space.facts))

    def _blamed(self, move: Move) -> Iterator[Fact]:
        if isinstance(move, Way):
            if move.when is not None and not holds(self._pack, self._state, move.when):
                yield from blamed(self._pack, self._state, move.when, wanted=True)
            if move.shuts:
                yield move.shuts
        yield from self._turned_off()

    def _turned_off(self) -> Iterator[Fact]:
        """What made the engine divert where it did, on the way of the last move."""
        before, step = self._last or (self._state, None)
        if not isinstance(step, Start | Choose | Walk):
            return
        for at in pages_entered(self._pack, before, step):
            for _, when in self._graph.pages[at.node].diverts:
                if when is None or holds(self._pack, at, when):
                    if when is not None:
                        yield from blamed(self._pack, at, when, wanted=False)
                    break

    def to_state(self, state: int) -> Replayed:
        explored = self._explored
        for at in explored.path(state):
            move = explored.by[at]
            try:
                for step in self._steps(move):
                    self._apply(step)
            except StepError:
                return self._failed(move)
            if self._state.node != explored.node(at) or self._space.of(self._state) != explored.facts[at]:
                return self._failed(move)
        return Replayed(self._state, self._witness())

    def through(self, arrival: Arrival) -> Replayed:
        """Take the move of an arrival only as far as its page."""
        try:
            for state in self._entering(arrival.move):
                if state.node == arrival.node and self._space.of(state) == arrival.facts:
                    return Replayed(state, self._witness())
        except StepError:
            pass
        return self._failed(arrival.move)

    def around(self, arrival: Arrival, circle: Set[NodeId]) -> Replayed:
        """Take the move of an arrival, which must never end, but go round over some pages."""
        before, last = self._state, None
        try:
            for entered in self._entering(arrival.move):
                last = entered.node
        except StepError:
            if last in circle:
                return Replayed(before, self._witness())
        return self._failed(arrival.move)

    def _entering(self, move: Move) -> Iterator[StoryState]:
        """The states on the pages that a move enters, as many as the engine gives."""
        *first, last = self._steps(move)
        for step in first:
            self._apply(step)
        if isinstance(last, Start):
            self._start = last.node
        elif isinstance(last, Choose | Walk):
            self._words.append(move_word(last))
        else:
            raise StepError("That enters no page.")
        return pages_entered(self._pack, self._state, last)

    def _apply(self, step: Step) -> None:
        match step:
            case Start(node):
                self._start = node
            case Ask(actor, question) if known_position(self._pack, self._state, actor, question) is None:
                raise StepError("That is not told yet.")
            case OpenClaim(claim) if not claim_is_told(self._pack, self._state, claim):
                raise StepError("That is not told yet.")
        before, self._last = self._state, None
        self._state = apply(self._pack, before, step)
        self._last = (before, step)
        if not isinstance(step, Start):
            self._words.append(move_word(step))

    def _steps(self, move: Move) -> list[Step]:
        """The steps of a move: a forecast that it waits for is passed by first."""
        if not isinstance(move, Way):
            return [move]
        steps: list[Step] = []
        here = self._state.node
        # The engine would go to any page; a link is there only where its passage is shown.
        if move.choice is None and not holds(self._pack, self._state, move.when):
            raise StepError("That link is not shown.")
        if move.by_name and not is_named(self._graph, self._state, move.to):
            raise StepError("That is not told yet.")
        if closed_fork(self._pack, self._state, move.to) == here:
            steps.append(MakeForecast(here, ()))
        return [*steps, Choose(here, move.choice.id) if move.choice else Walk(move.to)]


def is_named(graph: Graph, state: StoryState, node: NodeId) -> bool:
    """Whether a page can be gone to by its name, or by that of its actor or place."""
    day_has_come = graph.pack.nodes[node].date <= state.today
    return (node in graph.called and day_has_come) or page_is_told(graph.pack, state, node)


def gates(graph: Graph, move: Move, told_apart: frozenset[Fact]) -> tuple[Fact, ...]:
    """The facts that say whether a move is open and where it ends, in the order they are asked for.

    Those that are told apart already are left out.
    """
    found: list[Fact] = []
    match move:
        case Way(to):
            found += [*map(fact_of, atoms_of(move.when)), *filter(None, (move.shuts, move.closes))]
            found += _past(graph, to, told_apart)
        case Start(node):
            found += _past(graph, node, told_apart)
        case MakeForecast(fork):
            told = graph.pack.nodes[fork].fork
            found += map(seen, told.told if told else ())
    return tuple(fact for fact in dict.fromkeys(found) if fact not in told_apart)


def _past(graph: Graph, start: NodeId, told_apart: frozenset[Fact]) -> list[Fact]:
    """The facts that say where entering a page ends, and which claims are met there."""
    meets = any(fact.kind is FactKind.MET for fact in told_apart)
    found: list[Fact] = []
    known: dict[NodeId, None] = {start: None}
    todo = [start]
    while todo:
        at = todo.pop(0)
        page = graph.pages[at]
        whens = [when for _, when in page.diverts]
        whens += [when for _, when in page.claims] if meets else []
        found += [fact_of(atom) for when in whens for atom in atoms_of(when)]
        for to, _ in page.diverts:
            if to not in known:
                known[to] = None
                todo.append(to)
    return found


def blamed(pack: Pack, state: StoryState, condition: Condition, *, wanted: bool) -> Iterator[Fact]:
    """Why a condition does not hold, or does, as it is not ``wanted``: facts that make it so."""
    match condition:
        case Not(inner):
            yield from blamed(pack, state, inner, wanted=not wanted)
        case All(conditions) | Any(conditions):
            for inner in conditions:
                if holds(pack, state, inner) is not wanted:
                    yield from blamed(pack, state, inner, wanted=wanted)
        case _:
            yield fact_of(condition)


def first_untold(facts: Iterable[Fact], told_apart: frozenset[Fact]) -> Fact | None:
    """The first that is not told apart."""
    return next((fact for fact in facts if fact not in told_apart), None)
