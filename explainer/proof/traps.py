"""Whether everybody can come to an ending, whatever they did before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from explainer.model.ids import NodeId
from explainer.proof.answers import Searcher
from explainer.proof.explore import Explored, LimitReached
from explainer.proof.facts import Fact
from explainer.proof.replay import gates, replay_state
from explainer.proof.witness import Witness


@dataclass(slots=True)
class Traps:
    """Where no ending can be reached any more."""

    entrances: dict[NodeId, Witness] = field(default_factory=dict)
    """Pages on which it became so, each with the shortest way there, walked."""
    proved: bool = True
    """Whether there is no other."""


def find_traps(searcher: Searcher) -> Traps:
    """Every page on which a reader may find that no ending can be reached any more.

    A state is safe if some move from it is certain to be open and ends, wherever it ends, in a
    safe state; an ending is. It is lost if no chain of moves, certain or not, leads to an ending.
    What is neither is looked at with more facts told apart, until nothing is neither.
    """
    facts: frozenset[Fact] = frozenset()
    while True:
        try:
            explored = searcher.explore(facts, edges=True)
        except LimitReached:
            return Traps(proved=False)
        endings = _endings(explored)
        safe = _safe(explored, endings)
        hopeful = _hopeful(explored, endings)
        missing = _undecided(explored, safe, hopeful)
        if not missing:
            traps = Traps()
            missing = _entrances(explored, hopeful, traps)
            if not missing:
                traps.proved = not any(hopeful[at] and not safe[at] for at in range(len(explored)))
                return traps
        facts |= missing


def _endings(explored: Explored) -> list[int]:
    nodes = explored.moves.graph.pack.nodes
    return [state for state in range(len(explored)) if nodes[explored.node(state)].ending]


def _safe(explored: Explored, endings: Iterable[int]) -> list[bool]:
    """For each state whether an ending can be reached from it for certain."""
    leading: list[list[tuple[int, int]]] = [[] for _ in range(len(explored))]
    left: list[list[int]] = []
    for state, edges in enumerate(explored.edges):
        left.append([len(edge.ends) for edge in edges])
        for number, edge in enumerate(edges):
            if edge.sure:
                for end in edge.ends:
                    leading[end].append((state, number))
    safe = [False] * len(explored)
    todo = list(endings)
    for state in todo:
        safe[state] = True
    while todo:
        for state, number in leading[todo.pop()]:
            left[state][number] -= 1
            if not left[state][number] and not safe[state]:
                safe[state] = True
                todo.append(state)
    return safe


def _hopeful(explored: Explored, endings: Iterable[int]) -> list[bool]:
    """For each state whether an ending may be reached from it."""
    leading: list[list[int]] = [[] for _ in range(len(explored))]
    for state, edges in enumerate(explored.edges):
        for edge in edges:
            for end in edge.ends:
                leading[end].append(state)
    hopeful = [False] * len(explored)
    todo = list(endings)
    for state in todo:
        hopeful[state] = True
    while todo:
        for state in leading[todo.pop()]:
            if not hopeful[state]:
                hopeful[state] = True
                todo.append(state)
    return hopeful


def _undecided(explored: Explored, safe: list[bool], hopeful: list[bool]) -> frozenset[Fact]:
    """The facts that tell whether a state that is neither safe nor lost may leave for a safe one."""
    space, graph = explored.moves.space, explored.moves.graph
    near: set[Fact] = set()
    far: set[Fact] = set()
    for state, edges in enumerate(explored.edges):
        if safe[state] or not hopeful[state]:
            continue
        for edge in edges:
            if edge.sure and len(edge.ends) == 1:
                continue
            asked = gates(graph, edge.move, space.facts)
            (near if any(safe[end] for end in edge.ends) else far).update(asked)
    return frozenset(near or far)


def _entrances(explored: Explored, hopeful: list[bool], traps: Traps) -> frozenset[Fact]:
    """Note each page on which a reader gets lost; gives what is missing to walk there, if something is."""
    for state in range(len(explored)):
        parent = explored.parents[state]
        if hopeful[state] or (parent >= 0 and not hopeful[parent]):
            continue
        node = explored.node(state)
        if node in traps.entrances:
            continue
        replayed = replay_state(explored, state)
        if replayed.state is None:
            if replayed.missing:
                return frozenset({replayed.missing})
            traps.proved = False
        else:
            traps.entrances[node] = replayed.witness
    return frozenset()
