"""Where one may go from a page: by every choice and link there is, open or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.proof.ways import open_forecasts
from explainer.proof.witness import move_word
from explainer.story.engine import apply, offers, shown_passages
from explainer.story.state import StoryState
from explainer.story.steps import Choose, Step, Walk


def leads_to(node: Node) -> Iterator[NodeId]:
    """Every page a reader may come to next, open or not."""
    yield from (choice.to for choice in node.choices)
    yield from (divert.to for divert in node.diverts)
    for passage in node.passages:
        yield from passage.text.nodes
    if node.fork:
        yield node.fork.resolution
        yield from (option.road for option in node.fork.options if option.road)


def reachable(pack: Pack, starts: Iterable[NodeId]) -> set[NodeId]:
    """Every page that can be come to from some, themselves among them."""
    reached: set[NodeId] = set()
    todo = list(starts)
    while todo:
        at = todo.pop()
        if at not in reached:
            reached.add(at)
            todo.extend(leads_to(pack.nodes[at]))
    return reached


def with_forecasts(pack: Pack, state: StoryState) -> Iterator[tuple[StoryState, tuple[str, ...]]]:
    """The state as it is, then as it is with the page's own forecast passed by and made.

    Each with the words for what was done, as a witness has them.
    """
    yield state, ()
    for step in open_forecasts(pack, state):
        yield apply(pack, state, step), (move_word(step),)


def steps_of(pack: Pack, state: StoryState) -> Iterator[Step]:
    """The moves on from the open page that are open: its choices, its links, the roads of its fork."""
    yield from (Choose(state.node, offer.choice.id) for offer in offers(pack, state) if offer.open)
    for passage in shown_passages(pack, state, pack.nodes[state.node]):
        yield from (Walk(node) for node in passage.text.nodes)
    fork = pack.nodes[state.node].fork
    if fork:
        yield from (Walk(option.road) for option in fork.options if option.road)
