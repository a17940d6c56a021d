"""All that is proved of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice

from explainer.model.condition import Compares, Condition, Forecasted
from explainer.model.ids import NodeId
from explainer.model.node import Choice, Divert, Passage
from explainer.model.pack import Pack
from explainer.proof.answers import BUDGET, Searcher
from explainer.proof.explore import LIMIT
from explainer.proof.plan import alternatives
from explainer.proof.questions import CanBeStuck, CanCircle, CanHold, CanReach, Question
from explainer.proof.traps import Traps, find_traps
from explainer.proof.walks import hunt, walk
from explainer.proof.ways import Graph
from explainer.proof.witness import Witness

CONDITION_LIMIT, CONDITION_FACTS, CONDITION_BUDGET = 4_000, 8, 80_000
"""States of one search for a condition, facts it tells apart, and states of all such searches. Whether
a condition makes a difference is worth less time than whether a reader can be stuck."""

FIRST_READINGS, FIRST_IDLE = 5, 2
"""Readings by chance before anything is searched for, as what they meet can be; and how many of them
in a row may meet nothing new."""

READINGS, IDLE = 300, 50
"""Readings by chance, where something could not be proved; and how many in a row may meet nothing new."""

HUNT_READINGS, HUNT_MOVES = 10, 8_000
"""Readings for each way that a condition in doubt can come about, past what must not be, and the moves
of all of them together."""

Gate = Choice | Divert | Passage
"""What may stand under a condition."""


@dataclass(frozen=True, slots=True)
class Gated:
    """A condition of a page."""

    node: NodeId
    gate: Gate
    condition: Condition
    holds: CanHold = field(compare=False)
    """Whether it can hold."""
    fails: CanHold = field(compare=False)
    """Whether it can fail."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not known."""

    words: str
    """What, beginning with ``whether``."""
    node: NodeId | None = None
    """The page it is about."""
    question: Question | None = None
    """What was asked."""
    condition: Condition | None = None
    """The page's condition it is about."""
    looked_for: bool = False
    """Whether readings by chance looked for it."""


@dataclass(slots=True)
class Proof:
    """What holds for every reader."""

    graph: Graph
    unreached: list[NodeId] = field(default_factory=list)
    """Pages that ways lead to, and that nobody can come to."""
    stuck: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages that can be shown with no choice open, each with the shortest way there."""
    traps: Traps = field(default_factory=Traps)
    """Where no ending can be reached any more."""
    circles: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages that can divert in a circle, each with the moves that begin it."""
    never: list[Gated] = field(default_factory=list)
    """Conditions that hold for nobody who comes to their page."""
    always: list[Gated] = field(default_factory=list)
    """Conditions that hold for everybody who does."""
    doubts: list[Doubt] = field(default_factory=list)
    """What could not be told."""
    walks: int = 0
    """Readings by chance that looked for what could not be proved."""
    states: int = 0
    """States searched."""
    largest: int = 0
    """States of the largest space searched to its end."""


def prove(pack: Pack, limit: int = LIMIT, budget: int = BUDGET) -> Proof:
    """Search everything any reader can come to.

    Args:
        pack: the pack.
        limit: how many states one search may have.
        budget: how many all searches together may; what is left is then not proved.
    """
    graph = Graph(pack)
    searcher = Searcher(graph, limit, budget)
    proof = Proof(graph)
    conditions = list(gated(graph, graph.led_to))
    first = walk(
        graph,
        FIRST_READINGS,
        watched=[asked for item in conditions for asked in (item.holds, item.fails)],
        idle=FIRST_IDLE,
    )
    reached = _reach(searcher, proof, first.visited)
    _stuck(searcher, proof, reached)
    _circles(searcher, proof)
    if proof.doubts:
        _walk(proof)
    proof.traps = find_traps(searcher)
    if not proof.traps.proved:
        proof.doubts.append(Doubt("whether an ending can be reached from everywhere"))
    # What a page shows is read by those too who came to it by its name.
    named = Searcher(Graph(pack, by_name=True), limit, min(CONDITION_BUDGET, budget))
    _conditions(named, proof, [item for item in conditions if item.node in reached], first.met)
    proof.states = searcher.states + named.states
    proof.largest = max(searcher.largest, named.largest)
    return proof


def _walk(proof: Proof) -> None:
    """Look by chance for what is in doubt; what is met is in doubt no more."""
    walks = walk(proof.graph, READINGS, idle=IDLE)
    proof.walks = walks.count
    left = []
    for doubt in proof.doubts:
        match doubt.question:
            case CanReach(node=node) if node in walks.visited:
                pass
            case CanBeStuck(node=node) if node in walks.stuck:
                proof.stuck[node] = walks.stuck[node]
            case CanCircle(nodes=nodes) if nodes & walks.circles.keys():
                met = min(nodes & walks.circles.keys())
                proof.circles[met] = walks.circles[met]
            case _:
                left.append(replace(doubt, looked_for=True))
    proof.doubts = left


def _reach(searcher: Searcher, proof: Proof, come_to: set[NodeId]) -> set[NodeId]:
    """The pages that can be reached, and those of which it is not known."""
    nodes = [node for node in searcher.graph.pages if node in searcher.graph.led_to - come_to]
    answers = searcher.answer([CanReach(searcher.graph, node) for node in nodes])
    reached = set(come_to)
    for node, answer in zip(nodes, answers, strict=True):
        if answer.possible is False:
            proof.unreached.append(node)
        else:
            reached.add(node)
            if answer.possible is None:
                proof.doubts.append(
                    Doubt(f"whether the page '{node}' can be reached", node, CanReach(searcher.graph, node))
                )
    return reached


def _stuck(searcher: Searcher, proof: Proof, reached: set[NodeId]) -> None:
    graph = searcher.graph
    nodes = [
        node
        for node, page in graph.pages.items()
        if node in reached
        and not page.node.ending
        and not page.node.passes
        and not any(way.always for way in page.choices)
    ]
    for node, answer in zip(nodes, searcher.answer([CanBeStuck(graph, node) for node in nodes]), strict=True):
        if answer.witness is not None:
            proof.stuck[node] = answer.witness
        elif answer.possible is None:
            proof.doubts.append(
                Doubt(f"whether the page '{node}' always has a choice", node, CanBeStuck(graph, node))
            )


def _circles(searcher: Searcher, proof: Proof) -> None:
    graph = searcher.graph
    circles = list(_divert_circles(graph))
    for circle, answer in zip(
        circles, searcher.answer([CanCircle(graph, circle) for circle in circles]), strict=True
    ):
        if answer.witness is not None:
            proof.circles[min(circle, key=list(graph.pages).index)] = answer.witness
        elif answer.possible is None:
            proof.doubts.append(
                Doubt(
                    f"whether the pages {', '.join(sorted(circle))} divert in a circle",
                    min(circle),
                    CanCircle(graph, circle),
                )
            )


def _divert_circles(graph: Graph) -> Iterator[frozenset[NodeId]]:
    """Sets of pages each of which diverts, past the others, to all."""
    beyond: dict[NodeId, set[NodeId]] = {}
    for node, page in graph.pages.items():
        if page.diverts:
            found: set[NodeId] = set()
            todo = [to for to, _ in page.diverts]
            while todo:
                at = todo.pop()
                if at not in found:
                    found.add(at)
                    todo += [to for to, _ in graph.pages[at].diverts]
            beyond[node] = found
    told: set[NodeId] = set()
    for node, found in beyond.items():
        if node in found and node not in told:
            circle = frozenset(other for other in found if node in beyond.get(other, ()))
            told |= circle
            yield circle


def gated(graph: Graph, nodes: Set[NodeId]) -> Iterator[Gated]:
    """Every condition of some pages."""
    for node, page in graph.pages.items():
        if node in nodes:
            gates: tuple[Gate, ...] = (*page.node.passages, *page.node.choices, *page.node.diverts)
            for gate in gates:
                if gate.when is not None:
                    holds, fails = (
                        CanHold(node, gate.when, wanted=wanted, arriving=isinstance(gate, Divert))
                        for wanted in (True, False)
                    )
                    yield Gated(node, gate, gate.when, holds, fails)


def _conditions(searcher: Searcher, proof: Proof, found: Sequence[Gated], met: Set[CanHold]) -> None:
    possible: dict[CanHold, bool | None] = dict.fromkeys(met, True)
    asked = [question for item in found for question in (item.holds, item.fails) if question not in met]
    answers = searcher.answer(asked, CONDITION_LIMIT, CONDITION_FACTS)
    possible |= {question: answer.possible for question, answer in zip(asked, answers, strict=True)}
    in_doubt = [question for question in asked if possible[question] is None and not question.arriving]
    possible |= dict.fromkeys(_hunted(searcher, in_doubt), True)
    for item in found:
        holds, fails = possible[item.holds], possible[item.fails]
        if holds is False:
            proof.never.append(item)
        elif fails is False and not isinstance(item.gate, Divert):
            proof.always.append(item)
        unknown = [words for words, known in (("hold", holds), ("fail", fails)) if known is None]
        if unknown:
            words = f"whether this condition can {' and '.join(unknown)} on the page '{item.node}'"
            proof.doubts.append(Doubt(words, item.node, condition=item.condition))


def _hunted(searcher: Searcher, questions: Sequence[CanHold]) -> Iterator[CanHold]:
    """Those that readings come to which keep clear of what must not be."""
    budget = HUNT_MOVES
    for question in questions:
        for part in question.parts() or (question,):
            if budget <= 0:
                return
            if part.refuted(searcher.relaxation):
                continue
            [parts] = islice(alternatives(part.condition, wanted=part.wanted), 1)
            # A variable can be set back, and a forecast thought over.
            avoided = [
                each.atom
                for each in parts
                if not each.wanted and not isinstance(each.atom, Compares | Forecasted)
            ]
            found = hunt(searcher.graph, question, avoided, HUNT_READINGS, budget)
            budget -= found.moves
            if question in found.met:
                yield question
                break
