"""Readings by chance, to the pages least come to first: what is left where a proof is too large.

They show what can happen and never that something can't. Going where readings went least so far covers
far more of a story than choosing evenly, and comes to the end of a long one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from explainer.errors import StepError
from explainer.model.ids import NodeId
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
    """How often each page was come to."""
    stuck: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages found with no choice open, each with the shortest of the ways that led there."""
    circles: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages that diverted in a circle, each with the moves that began it."""

    @property
    def visited(self) -> set[NodeId]:
        """The pages that were come to."""
        return set(self.entered)


def walk(graph: Graph, count: int, seed: int = SEED, moves: int = MOVES) -> Walks:
    """Read by chance.

    Args:
        graph: the ways there are.
        count: how many readings.
        seed: what chance begins with.
        moves: how many moves a reading has at most.
    """
    dice, found, used = Random(seed), Walks(count), Counter[tuple[NodeId, str]]()
    for number in range(count):
        _read(graph, graph.starts[number % len(graph.starts)], dice, used, moves, found)
    return found


def _read(
    graph: Graph,
    first: NodeId,
    dice: Random,
    used: Counter[tuple[NodeId, str]],
    moves: int,
    found: Walks,
) -> None:
    pack = graph.pack
    try:
        state = start(pack, first)
    except StepError:
        before = StoryState(first, pack.manifest.as_of)
        _keep(found.circles, _last_entered(graph, before, Start(first)), Witness(first))
        return
    words: list[str] = []
    found.entered.update(state.visits)
    for _ in range(moves):
        node = pack.nodes[state.node]
        steps = dict(_steps(graph, state))
        if not any(isinstance(step, Choose | MakeForecast) for step in steps) and not node.ending:
            _keep(found.stuck, state.node, Witness(first, tuple(words)))
        if not steps:
            return
        step = _least_used(steps, state.node, used, found.entered, dice)
        used[state.node, move_word(step)] += 1
        words.append(move_word(step))
        known = state.visits
        try:
            state = apply(pack, state, step)
        except StepError:
            _keep(found.circles, _last_entered(graph, state, step), Witness(first, tuple(words)))
            return
        found.entered.update({page: times - known.get(page, 0) for page, times in state.visits.items()})


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


def _least_used(
    steps: dict[Step, NodeId],
    here: NodeId,
    used: Counter[tuple[NodeId, str]],
    entered: Counter[NodeId],
    dice: Random,
) -> Step:
    """The step to the page least come to; of several, that least taken here; of several, any."""

    def rank(step: Step) -> tuple[int, int, float]:
        times = used[here, move_word(step)]
        # A forecast leads to no page, and is held against those that do by how often it was made.
        return (times if steps[step] == here else entered[steps[step]], times, dice.random())

    return min(steps, key=rank)


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
    for node in graph.doors:
        if not closed_fork(pack, state, node) and node not in state.visits:
            yield Walk(node), node
