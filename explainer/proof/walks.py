"""Readings by chance, to the pages least come to first.

They show what can happen and never that something can't: what they meet need not be searched for, and
they are what is left where a proof is too large. Going where readings went least so far covers far
more of a story than choosing evenly, and comes to the end of a long one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from explainer.errors import StepError
from explainer.model.condition import Condition
from explainer.model.ids import NodeId
from explainer.proof.questions import CanHold
from explainer.proof.replay import is_named
from explainer.proof.ways import Graph, open_forecasts
from explainer.proof.witness import Witness, move_word
from explainer.story.engine import apply, closed_fork, holds, offers, pages_entered, start
from explainer.story.state import StoryState
from explainer.story.steps import Choose, MakeForecast, Start, Step, Walk

SEED = 2007
"""What the chance of readings begins with, so that they are the same every time."""

MOVES, MOVES_PER_PAGE, MOST_MOVES = 20, 4, 400
"""Moves of a reading: some, some more for each page of the pack, and at most so many."""

DOORS = 8
"""Ways open from anywhere that are looked at before a move: in a large pack there are hundreds."""


@dataclass(slots=True)
class Walks:
    """What readings by chance met."""

    count: int = 0
    """Readings."""
    moves: int = 0
    """Moves of all of them."""
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

    @property
    def news(self) -> int:
        """How many things were met."""
        return sum(map(len, (self.visited, self.stuck, self.circles, self.met)))


def walk(
    graph: Graph,
    count: int,
    moves: int | None = None,
    watched: Iterable[CanHold] = (),
    idle: int | None = None,
) -> Walks:
    """Read by chance.

    Args:
        graph: the ways there are.
        count: how many readings.
        moves: how many moves a reading has; by default more in a larger pack.
        watched: conditions to look out for, but those that are asked as a page is entered.
        idle: after how many readings in a row that met nothing new the rest is left out.
    """
    reader = _Reader(graph, Random(SEED), Walks())
    moves = _moves(graph) if moves is None else moves
    for question in watched:
        if not question.arriving:
            reader.watched.setdefault(question.node, set()).add(question)
    found, in_vain = reader.found, 0
    while found.count < count and in_vain != idle:
        known = found.news
        reader.read(graph.starts[found.count % len(graph.starts)], moves)
        found.count += 1
        in_vain = in_vain + 1 if found.news == known else 0
    return found


def _moves(graph: Graph) -> int:
    return min(MOVES + MOVES_PER_PAGE * len(graph.pages), MOST_MOVES)


def hunt(graph: Graph, question: CanHold, avoided: Sequence[Condition], count: int, budget: int) -> Walks:
    """Read by chance, past what must not be, until a condition holds or fails as is asked.

    Args:
        graph: the ways there are.
        question: what is looked for, and not as a page is entered.
        avoided: what no move may bring about, since it can't be undone.
        count: how many readings at most.
        budget: how many moves all of them have at most.
    """
    found = Walks()
    reader = _Reader(graph, Random(SEED), found, {question.node: {question}}, tuple(avoided), until=question)
    while question not in found.met and found.count < count and found.moves < budget:
        first = graph.starts[found.count % len(graph.starts)]
        reader.read(first, min(_moves(graph), budget - found.moves))
        found.count += 1
    return found


@dataclass(slots=True)
class _Reader:
    """Whoever reads by chance, and remembers where readings went."""

    graph: Graph
    dice: Random
    found: Walks
    watched: dict[NodeId, set[CanHold]] = field(default_factory=dict)
    avoided: tuple[Condition, ...] = ()
    until: CanHold | None = None
    """What ends a reading as soon as it is met."""
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
            done = len(words) == moves or self.until in found.met
            onward = None if done else self._go_on(state, first, words)
        found.moves += len(words)
        found.visited |= set(state.visits)

    def _go_on(self, state: StoryState, first: NodeId, words: list[str]) -> StoryState | None:
        """Make the next move, and add its word; nothing, if none can be made."""
        pack, found = self.graph.pack, self.found
        steps = dict(self._steps(state))
        choices = any(isinstance(step, Choose | MakeForecast) for step in steps)
        node = pack.nodes[state.node]
        if not choices and not node.ending and not node.passes:
            _keep(found.stuck, state.node, Witness(first, tuple(words)))
        while steps:
            step = self._least_used(steps, state.node)
            try:
                onward = apply(pack, state, step)
            except StepError:
                witness = Witness(first, (*words, move_word(step)))
                _keep(found.circles, _last_entered(self.graph, state, step), witness)
                return None
            if not any(holds(pack, onward, condition) for condition in self.avoided):
                words.append(move_word(step))
                return onward
            del steps[step]
        return None

    def _steps(self, state: StoryState) -> Iterator[tuple[Step, NodeId]]:
        """What the reader can do on the open page, and to which page it leads."""
        graph, pack, here = self.graph, self.graph.pack, state.node
        for forecast in open_forecasts(pack, state):
            yield forecast, here
        for offer in offers(pack, state):
            if offer.open:
                yield Choose(here, offer.choice.id), offer.choice.to
        doors = self.dice.sample(graph.doorways, min(DOORS, len(graph.doorways)))
        for way in (*graph.pages[here].ways, *doors):
            # The condition of a door leaves out whether all claims of its page are known.
            shut = closed_fork(pack, state, way.to) or (way.by_name and not is_named(graph, state, way.to))
            if way.choice is None and holds(pack, state, way.when) and not shut:
                yield Walk(way.to), way.to

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
