"""A story as large as a proof must bear: a thousand pages in rooms, and eight keys that open their gates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from explainer.model.condition import All, Compares, Comparison, Condition, Effect, Not, SetVariable
from explainer.model.ids import ChoiceId, NodeId
from explainer.model.node import Choice, Node, NodeKind, Passage
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.packs.gates import gated_pages
from explainer.packs.load import read_pack

BASE = Path(__file__).resolve().parent.parent / "packs" / "base"
SEED = 8


def key(number: int) -> str:
    """The name of a flag."""
    return f"key-{number}"


def has(number: int) -> Condition:
    """That a reader has a key."""
    return Compares(key(number), Comparison.IS, True)


def synthetic(pages: int = 1_000, flags: int = 8, *, gate: int | None = None) -> Pack:
    """A row of pages with doors across it.

    Every flag is set somewhere and cleared somewhere else, so that none stays as it was; the way on
    is always open, one door in three asks for one or two keys, and the last page is the ending.

    Args:
        pages: how many pages.
        flags: how many flags.
        gate: a page that can be left only with every key.
    """
    found, _ = read_pack(BASE)
    assert found is not None
    dice = Random(SEED)
    names = [NodeId(f"page-{number}") for number in range(pages)]
    gap = pages // (2 * flags)
    nodes: dict[NodeId, Node] = {}
    for number, name in enumerate(names):
        ending = number == pages - 1
        flag, rest = divmod(number, gap)
        effects: tuple[Effect, ...] = ()
        if not rest and flag < 2 * flags:
            # First they are set, one after the other; in the second half they are cleared.
            effects = (SetVariable(key(flag % flags), flag < flags),)
        door: Condition | None = None
        if number % 3 == 0:
            one, other = dice.sample(range(flags), 2)
            door = All((has(one), Not(has(other)))) if number % 2 else has(one)
        on = None
        if number == gate:
            on = door = All(tuple(map(has, range(flags))))
        choices = () if ending else (
            Choice(ChoiceId("on"), "Go on", names[number + 1], on, effects=effects),
            Choice(ChoiceId("across"), "Go across", names[dice.randrange(pages)], door),
        )  # fmt: skip
        nodes[name] = Node(
            name,
            f"Page {number}",
            NodeKind.SCENE,
            (Passage(Prose("Words.")),),
            found.manifest.as_of,
            choices=choices,
            ending=ending,
        )
    manifest = replace(
        found.manifest,
        start=names[0],
        ways_in=(),
        variables={key(number): False for number in range(flags)},
    )
    return replace(found, manifest=manifest, nodes=nodes, gated=gated_pages(manifest, nodes))
