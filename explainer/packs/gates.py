"""Which pages stand behind conditions, whichever way a reader comes."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.model.ids import NodeId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Manifest


def gated_pages(manifest: Manifest, nodes: Mapping[NodeId, Node]) -> tuple[NodeId, ...]:
    """The pages that no way in, choice or link leads to without a condition; documents are open to all."""
    open_to = {manifest.start, *(way.start for way in manifest.ways_in)}
    for node in nodes.values():
        open_to |= {choice.to for choice in node.choices if choice.when is None}
        open_to |= {divert.to for divert in node.diverts if divert.when is None}
        open_to |= {page for passage in node.passages if passage.when is None for page in passage.text.nodes}
        if node.fork:
            open_to |= {node.fork.resolution, *(option.road for option in node.fork.options if option.road)}
        if node.kind is NodeKind.DOCUMENT:
            open_to.add(node.id)
    return tuple(page for page in nodes if page not in open_to)
