"""Where one may go from a page: by every choice and link there is, open or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.model.pack import Pack


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
