"""The order of a pack on paper, and so the numbers of its pages."""

from __future__ import annotations

from explainer.model.node import Node
from explainer.model.pack import Pack


def in_reading_order(pack: Pack) -> list[Node]:
    """Pages of no chapter first, then chapter by chapter, in each as written."""
    order = {"": -1} | {chapter.id: number for number, chapter in enumerate(pack.manifest.chapters)}
    shown = [node for node in pack.nodes.values() if not node.passes]
    passed = [node for node in pack.nodes.values() if node.passes]
    key = {node.id: order.get(node.chapter, len(order)) for node in shown}
    # Pages that only pass a reader on come last: they have a number to be sent to, and little to read.
    return [*sorted(shown, key=lambda node: key[node.id]), *passed]
