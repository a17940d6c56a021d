"""Readings by chance, to the pages least come to first.

They show what can happen and never that something can't: what they meet need not be searched for, and
they are what is left where a proof is too large. Going where readings went least so far covers far
more of a story than choosing evenly, and comes to the end of a long one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.proof.questions import CanHold
from explainer.proof.ways import Graph, open_forecasts
from explainer.proof.witness import Witness, move_word
from explainer.story.engine import apply, closed_fork, holds, offers, pages_entered, start
from explainer.story.state import StoryState
from explainer.story.steps import Choose, MakeForecast, Start, Step, Walk

SEED = 2007
"""What the chance of readings begins with, so that they are the same every time."""

MOVES = 200
"""Moves of one reading that comes to no ending."""


@dataclass(slots=True)
class Walks:
    """What readings by chance met."""

    count: int = 0
    """Readings."""
    entered: Counter[NodeId] = field(default_factory=Counter)
    """How often each page was shown."""
    visited: set[NodeId] = field(default_factory=set)
    """Pages that were come to, those passed on the way among them."""
    stuck: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages found with no choice open, each with the shortest of the ways that led there."""
    circles: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages that diverted in a circle, each with the moves that began it."""

    met: set[CanHold] = field(default_factory=set)
    """What was watched for, and was so."""


def walk(
    graph: Graph,
    count: int,
    seed: int = SEED,
    moves: int = MOVES,
    watched: Iterable[CanHold] = (),
    idle: int | None = None,
) -> Walks:
    """Read by chance.

    Args:
        graph: the ways there are.
        count: how many readings.
        seed: what chance begins with.
        moves: how many moves a reading has at most.
        watched: conditions to look out for, but those that are asked as a page is entered.
        idle: after how many readings in a row that met nothing new the rest is left out.
    """
    reader = _Reader(graph, Random(seed), Walks())
    for question in watched:
        if not question.arriving:
            reader.watched.setdefault(question.node, set()).add(question)
    found, in_vain = reader.found, 0
    while found.count < count and in_vain != idle:
        known = len(found.visited) + len(found.met)
        reader.read(graph.starts[found.count % len(graph.starts)], moves)
        found.count += 1
        in_vain = in_vain + 1 if len(found.visited) + len(found.met) == known else 0
    return found


@dataclass(slots=True)
class _Reader:
    """Whoever reads by chance, and remembers where readings went."""

    graph: Graph
    dice: Random
    found: Walks
    watched: dict[NodeId, set[CanHold]] = field(default_factory=dict)
    used: Counter[tuple[NodeId, str]] = field(default_factory=Counter)
    """How often each move of a page was made."""

    def read(self, first: NodeId, moves: int) -> None:
        """Read from a page on."""
        pack, found = self.graph.pack, self.found
        words: list[str] = []
        try:
            state = start(pack, first)
        except StepError:
            before = StoryState(first, pack.manifest.as_of)
            _keep(found.circles, _last_entered(self.graph, before, Start(first)), Witness(first))
            return
        onward: StoryState | None = state
        while onward is not None:
            state = onward
            found.entered[state.node] += 1
            self._look(state)
            onward = self._go_on(state, first, words) if len(words) < moves else None
        found.visited |= set(state.visits)

    def _go_on(self, state: StoryState, first: NodeId, words: list[str]) -> StoryState | None:
        """Make the next move, and add its word; nothing, if none can be made."""
        pack, found = self.graph.pack, self.found
        steps = dict(_steps(self.graph, state))
        choices = any(isinstance(step, Choose | MakeForecast) for step in steps)
        if not choices and not pack.nodes[state.node].ending:
            _keep(found.stuck, state.node, Witness(first, tuple(words)))
        if not steps:
            return None
        step = self._least_used(steps, state.node)
        words.append(move_word(step))
        try:
            return apply(pack, state, step)
        except StepError:
            _keep(found.circles, _last_entered(self.graph, state, step), Witness(first, tuple(words)))
            return None

    def _look(self, state: StoryState) -> None:
        """Look whether something that is watched for is so."""
        if watched := self.watched.get(state.node):
            met = {question for question in watched if question.is_so(self.graph.pack, state)}
            watched -= met
            self.found.met |= met

    def _least_used(self, steps: dict[Step, NodeId], here: NodeId) -> Step:
        """The step to the page least come to; of several, that least taken here; of several, any."""

        def rank(step: Step) -> tuple[int, int, float]:
            times = self.used[here, move_word(step)]
            # A forecast leads to no page, and is held against those that do by how often it was made.
            to_page = times if steps[step] == here else self.found.entered[steps[step]]
            return (to_page, times, self.dice.random())

        step = min(steps, key=rank)
        self.used[here, move_word(step)] += 1
        return step


def _last_entered(graph: Graph, state: StoryState, step: Step) -> NodeId:
    """The page on which the engine gave up following diverts."""
    last = state.node
    if isinstance(step, Start | Choose | Walk):
        with suppress(StepError):
            for entered in pages_entered(graph.pack, state, step):
                last = entered.node
    return last


def _keep(kept: dict[NodeId, Witness], node: NodeId, witness: Witness) -> None:
    known = kept.get(node)
    if known is None or len(witness.moves) < len(known.moves):
        kept[node] = witness


def _steps(graph: Graph, state: StoryState) -> Iterator[tuple[Step, NodeId]]:
    """What the reader can do on the open page, and to which page it leads."""
    pack, here = graph.pack, state.node
    for forecast in open_forecasts(pack, state):
        yield forecast, here
    for offer in offers(pack, state):
        if offer.open:
            yield Choose(here, offer.choice.id), offer.choice.to
    for way in graph.pages[here].ways:
        if way.choice is None and holds(pack, state, way.when) and not closed_fork(pack, state, way.to):
            yield Walk(way.to), way.to
    for way in graph.doorways:
        if holds(pack, state, way.when) and not closed_fork(pack, state, way.to):
            yield Walk(way.to), way.to
