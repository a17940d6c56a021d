"""Every state of a small pack, found with the engine alone: what proofs are held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.story.engine import apply, closed_fork, holds, offers, shown_passages, start
from explainer.story.state import StoryState
from explainer.story.steps import Choose, MakeForecast, Start, Step, Walk

VISITS = 3
"""Visits that are told apart; packs that are searched ask for fewer."""


def key(state: StoryState) -> tuple[Any, ...]:
    """What makes a state another one."""
    return (
        state.node,
        state.today,
        frozenset((node, min(count, VISITS)) for node, count in state.visits.items()),
        frozenset(state.taken),
        frozenset(state.variables.items()),
        frozenset(state.met),
        frozenset(state.heard),
        frozenset((fork, bool(points)) for fork, points in state.forecasts.items()),
    )


def steps(pack: Pack, state: StoryState) -> Iterator[Step]:
    """The moves on from a page by what stands on it."""
    here = pack.nodes[state.node]
    if here.fork and not any(page in state.visits for page in (here.fork.resolution, *roads(here))):
        yield MakeForecast(here.id, ())
        yield MakeForecast(here.id, (100, *([0] * (len(here.fork.options) - 1))))
    yield from (Choose(here.id, offer.choice.id) for offer in offers(pack, state) if offer.open)
    for passage in shown_passages(pack, state, here):
        yield from (Walk(node) for node in passage.text.nodes if not closed_fork(pack, state, node))
    for fork in pack.told_by.get(here.id, ()):
        told = pack.nodes[fork].fork
        if told and told.resolution == here.id:
            yield from (Walk(road) for road in roads(pack.nodes[fork]))


def roads(node: Node) -> list[NodeId]:
    """The roads of a fork."""
    return [option.road for option in node.fork.options if option.road] if node.fork else []


@dataclass
class Found:
    """What there is."""

    states: dict[tuple[Any, ...], StoryState] = field(default_factory=dict)
    ways: dict[tuple[Any, ...], list[tuple[Any, ...]]] = field(default_factory=dict)
    visited: set[NodeId] = field(default_factory=set)
    stuck: set[NodeId] = field(default_factory=set)
    circles: bool = False

    def lost(self, pack: Pack) -> set[NodeId]:
        """The pages of states from which no ending can be reached."""
        safe = {name for name, state in self.states.items() if pack.nodes[state.node].ending}
        before = -1
        while before != len(safe):
            before = len(safe)
            safe |= {name for name, ends in self.ways.items() if not safe.isdisjoint(ends)}
        return {state.node for name, state in self.states.items() if name not in safe}


def search(pack: Pack, first: StoryState | None = None, most: int = 2_000) -> Found | None:
    """Every state there is; None if there are more than ``most``."""
    found = Found()
    todo: list[StoryState] = []
    if first is not None:
        todo.append(first)
    else:
        for node in dict.fromkeys((pack.manifest.start, *(way.start for way in pack.manifest.ways_in))):
            try:
                todo.append(start(pack, node))
            except StepError:
                found.circles = True
    while todo:
        state = todo.pop()
        name = key(state)
        if name in found.states:
            continue
        if len(found.states) >= most:
            return None
        found.states[name] = state
        found.visited |= set(state.visits)
        ends = found.ways[name] = []
        moves = list(steps(pack, state))
        if not pack.nodes[state.node].ending and not any(isinstance(m, Choose | MakeForecast) for m in moves):
            found.stuck.add(state.node)
        for move in moves:
            try:
                after = apply(pack, state, move)
            except StepError:
                found.circles = True
                continue
            ends.append(key(after))
            todo.append(after)
    return found


def can_end(pack: Pack, state: StoryState) -> bool:
    """Whether an ending can be reached from a state."""
    found = search(pack, state)
    assert found
    return any(pack.nodes[other.node].ending for other in found.states.values())


def truths(pack: Pack, found: Found, node: NodeId, condition: Any) -> set[bool]:
    """Whether a condition holds in the states on a page."""
    on_it = (state for state in found.states.values() if state.node == node)
    return {holds(pack, state, condition) for state in on_it}


__all__ = ["Found", "Start", "can_end", "search", "truths"]
