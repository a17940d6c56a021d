"""Everything any reader can do, tried step by step with the engine itself: what proofs are held against.

Nothing of the proof is used here, so that a mistake of it can't hide. States that no condition can
tell apart are one: a page entered three times is as one entered four times, and a variable that
only rises is told apart up to a height that no condition asks for.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from explainer.errors import StepError
from explainer.model.condition import All, Any, Chosen, Condition, Heard, Met, Not, Visited
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId
from explainer.model.node import Choice, Divert, NodeKind, Passage
from explainer.model.pack import Pack
from explainer.story.answers import known_position
from explainer.story.engine import (
    apply,
    closed_fork,
    holds,
    is_resolved,
    offers,
    pages_entered,
    shown_passages,
    start,
    variable_value,
)
from explainer.story.fog import claim_is_told, page_is_told
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Choose, MakeForecast, OpenClaim, Start, Step, Walk

MOST_VISITS = 3
"""Entries of a page that conditions may ask for."""

FARTHEST = 8
"""What variables are told apart up to, and down to below zero."""


class TooMany(Exception):
    """There are more states than a test may take time for."""


class Asked:
    """What conditions ask for: states that differ in nothing else are one. And what is open from anywhere."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.visits: set[NodeId] = set()
        self.taken: set[tuple[NodeId, ChoiceId]] = set()
        self.met: set[ClaimId] = set()
        self.heard: set[ActorId] = set()
        self.linked, self.called = linked(pack), called(pack)
        for node in pack.nodes.values():
            self.taken |= {(node.id, choice.id) for choice in node.choices if choice.once}
            gates: tuple[Passage | Choice | Divert, ...] = (*node.passages, *node.choices, *node.diverts)
            for gate in gates:
                self._note(gate.when)

    def _note(self, condition: Condition | None) -> None:
        match condition:
            case All(conditions) | Any(conditions):
                for inner in conditions:
                    self._note(inner)
            case Not(inner):
                self._note(inner)
            case Visited(node):
                self.visits.add(node)
            case Chosen(node, choice):
                self.taken.add((node, choice))
            case Met(claim):
                self.met.add(claim)
            case Heard(actor):
                self.heard.add(actor)

    def key(self, state: StoryState) -> Hashable:
        """All of a state that anything can ask for; whether a page was read is always asked."""
        return (
            state.node,
            frozenset(
                (node, min(times, MOST_VISITS) if node in self.visits else 1)
                for node, times in state.visits.items()
            ),
            frozenset(self.taken & set(state.taken)),
            tuple(
                max(-FARTHEST, min(int(variable_value(self.pack, state, name)), FARTHEST))
                for name in self.pack.manifest.variables
            ),
            frozenset((fork, bool(points)) for fork, points in state.forecasts.items()),
            state.today,
            frozenset(self.met & set(state.met)),
            frozenset(self.heard & set(state.heard)),
        )


def called(pack: Pack) -> list[NodeId]:
    """The pages of actors and places, and documents: ``go`` leads to them from anywhere."""
    named = [actor.node for actor in pack.actors.values() if actor.node]
    named += [place.node for place in pack.places.values() if place.node]
    named += [node.id for node in pack.nodes.values() if node.kind is NodeKind.DOCUMENT]
    return [node for node in dict.fromkeys(named) if not pack.nodes[node].diverts]


def linked(pack: Pack) -> set[NodeId]:
    """The pages that choices, diverts, links and forks lead to."""
    todo = [pack.manifest.start, *(way.start for way in pack.manifest.ways_in)]
    found: set[NodeId] = set()
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            node = pack.nodes[at]
            todo += [choice.to for choice in node.choices] + [divert.to for divert in node.diverts]
            todo += [to for text in node.texts for to in text.nodes]
            if node.fork:
                todo += [node.fork.resolution, *(option.road for option in node.fork.options if option.road)]
    return found


def links(pack: Pack, state: StoryState) -> Iterator[NodeId]:
    """The pages that the open page leads to besides its choices."""
    node = pack.nodes[state.node]
    for passage in shown_passages(pack, state, node):
        yield from passage.text.nodes
    if node.fork:
        for option in node.fork.options:
            yield from (*option.argument_for.nodes, *option.argument_against.nodes)
    for fork in pack.told_by.get(node.id, ()):
        told = pack.nodes[fork].fork
        if told and told.resolution == node.id:
            yield from (option.road for option in told.options if option.road)


def moves(asked: Asked, state: StoryState, *, by_name: bool = False) -> Iterator[Step]:
    """What a reader can do: open choices, links, forecasts, asking, opening claims.

    Args:
        asked: what conditions ask for; nobody else is asked, no other claim opened.
        state: where the reader stands.
        by_name: whether pages are gone to by their names too, as search, map and prompt do.
    """
    pack = asked.pack
    for offer in offers(pack, state):
        if offer.open:
            yield Choose(state.node, offer.choice.id)
    targets = list(links(pack, state))
    for node in asked.called:
        if pack.nodes[node].date <= state.today and (by_name or node not in asked.linked):
            targets.append(node)
    if by_name:
        targets += [node for node in pack.nodes if page_is_told(pack, state, node)]
    for to in dict.fromkeys(targets):
        if not closed_fork(pack, state, to):
            yield Walk(to)
    fork = pack.nodes[state.node].fork
    if fork and not is_resolved(pack, state, state.node):
        yield MakeForecast(state.node, ())
        yield MakeForecast(state.node, (100, *([0] * (len(fork.options) - 1))))
    yield from (
        Ask(actor, question)
        for actor, question in pack.positions
        if actor in asked.heard and actor not in state.heard and known_position(pack, state, actor, question)
    )
    for claim in sorted(asked.met):
        if claim not in state.met and claim_is_told(pack, state, claim):
            yield OpenClaim(claim)


@dataclass(slots=True)
class Searched:
    """What was met."""

    states: list[StoryState] = field(default_factory=list)
    """Every state, the nearest first."""
    leads_to: list[list[int]] = field(default_factory=list)
    """For each the states that a move leads to."""
    entered: dict[NodeId, list[StoryState]] = field(default_factory=lambda: defaultdict(list))
    """For each page that was entered the states in which it was, before it diverted."""
    circles: set[NodeId] = field(default_factory=set)
    """Pages on which the engine gave up following diverts."""

    def on(self, node: NodeId) -> list[StoryState]:
        """The states in which a page is shown."""
        return [state for state in self.states if state.node == node]


def search(
    pack: Pack, first: StoryState | None = None, *, by_name: bool = False, most: int = 50_000
) -> Searched:
    """Try every move from every state.

    Args:
        pack: the pack.
        first: where to begin; by default on each first page of the pack.
        by_name: whether pages are gone to by their names too.
        most: how many states there may be.

    Raises:
        TooMany: there are more.
    """
    found, asked = Searched(), Asked(pack)
    numbers: dict[Hashable, int] = {}
    told: set[Hashable] = set()

    def note(state: StoryState) -> int:
        key = asked.key(state)
        if key not in numbers:
            if len(numbers) >= most:
                raise TooMany
            numbers[key] = len(found.states)
            found.states.append(state)
            found.leads_to.append([])
            todo.append(numbers[key])
        return numbers[key]

    def enter(state: StoryState, step: Start | Choose | Walk) -> None:
        at = state
        try:
            for at in pages_entered(pack, state, step):
                key = asked.key(at)
                if key not in told:
                    told.add(key)
                    found.entered[at.node].append(at)
        except StepError:
            found.circles.add(at.node)

    todo: deque[int] = deque()
    if first is not None:
        note(first)
    else:
        for node in (pack.manifest.start, *(way.start for way in pack.manifest.ways_in)):
            enter(StoryState(node, pack.manifest.as_of), Start(node))
            try:
                note(start(pack, node))
            except StepError:
                assert found.circles
    while todo:
        number = todo.popleft()
        state = found.states[number]
        for step in moves(asked, state, by_name=by_name):
            if isinstance(step, Choose | Walk):
                enter(state, step)
            try:
                after = apply(pack, state, step)
            except StepError:
                assert found.circles
                continue
            found.leads_to[number].append(note(after))
    return found


def is_stuck(pack: Pack, state: StoryState) -> bool:
    """Whether no choice of the open page is open, nor would be once its own forecast is made."""
    node = pack.nodes[state.node]
    if node.ending or node.passes:
        return False
    for choice in offers(pack, state):
        own = closed_fork(pack, state, choice.choice.to) == node.id
        if choice.open or (own and holds(pack, state, choice.choice.when)):
            return False
    return True


def lost(pack: Pack, searched: Searched) -> list[bool]:
    """For each state whether no ending can be reached from it."""
    back: list[list[int]] = [[] for _ in searched.states]
    for number, ends in enumerate(searched.leads_to):
        for end in ends:
            back[end].append(number)
    hopeful = [pack.nodes[state.node].ending for state in searched.states]
    todo = [number for number, hope in enumerate(hopeful) if hope]
    while todo:
        for number in back[todo.pop()]:
            if not hopeful[number]:
                hopeful[number] = True
                todo.append(number)
    return [not hope for hope in hopeful]


def met(pack: Pack, states: list[StoryState], condition: Condition) -> set[bool]:
    """What a condition was in some states."""
    return {holds(pack, state, condition) for state in states}
