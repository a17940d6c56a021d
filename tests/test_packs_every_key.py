"""The small pack of every key leaves none out, and no condition and no effect."""

from __future__ import annotations

import pytest

from explainer.packs import conditions
from explainer.packs.atlas_records import EVENT, MAP, SHAPE, VIEW
from explainer.packs.card_records import CARD, MISCONCEPTION
from explainer.packs.card_records import OPTION as WRONG_ANSWER
from explainer.packs.fields import Record
from explainer.packs.ledger_records import (
    ACTOR,
    CITATION,
    CLAIM,
    DISPUTE,
    NAME,
    PLACE,
    POSITION,
    QUESTION,
    SOURCE,
    TERM,
)
from explainer.packs.rule_records import RULE_LEVEL
from explainer.packs.story_records import (
    BALANCE_PROMISE,
    CHAPTER,
    CHOICE,
    DIVERT,
    FORK,
    MANIFEST,
    NODE,
    OPTION,
    PASSAGE,
    PROMISES,
    RENAMES,
    SIDE,
    VOICES_PROMISE,
    WAY_IN,
)
from explainer.packs.yaml_tree import Mapping, Sequence, Tree
from tests.full_pack import FULL, scalars, tree_of


def keys_at(tree: Tree, path: str) -> set[str]:
    """Every key used in the mappings at a path such as ``nodes.choices``."""
    at = [tree]
    for part in [*path.split("."), ""] if path else [""]:
        at = [inner for item in at for inner in (item.items if isinstance(item, Sequence) else [item])]
        if part:
            at = [
                value
                for item in at
                if isinstance(item, Mapping)
                for key, value in item.pairs
                if key.value == part
            ]
    return {key.value for item in at if isinstance(item, Mapping) for key, _ in item.pairs}


@pytest.mark.parametrize(
    ("file", "path", "record"),
    [
        ("pack.yaml", "", MANIFEST),
        ("pack.yaml", "ways_in", WAY_IN),
        ("pack.yaml", "chapters", CHAPTER),
        ("pack.yaml", "sides", SIDE),
        ("pack.yaml", "renames", RENAMES),
        ("ledger.yaml", "sources", SOURCE),
        ("ledger.yaml", "sources.author", NAME),
        ("ledger.yaml", "claims", CLAIM),
        ("ledger.yaml", "claims.sources", CITATION),
        ("ledger.yaml", "claims.disputed", DISPUTE),
        ("story.yaml", "nodes", NODE),
        ("story.yaml", "nodes.passages", PASSAGE),
        ("story.yaml", "nodes.choices", CHOICE),
        ("story.yaml", "nodes.divert", DIVERT),
        ("story.yaml", "nodes.fork", FORK),
        ("story.yaml", "nodes.fork.options", OPTION),
        ("who.yaml", "actors", ACTOR),
        ("who.yaml", "places", PLACE),
        ("who.yaml", "questions", QUESTION),
        ("who.yaml", "positions", POSITION),
        ("who.yaml", "terms", TERM),
        ("who.yaml", "cards", CARD),
        ("who.yaml", "cards.options", WRONG_ANSWER),
        ("who.yaml", "misconceptions", MISCONCEPTION),
        ("pack.yaml", "promises", PROMISES),
        ("pack.yaml", "promises.voices", VOICES_PROMISE),
        ("pack.yaml", "promises.balance", BALANCE_PROMISE),
        ("pack.yaml", "rules", RULE_LEVEL),
        ("atlas.yaml", "events", EVENT),
        ("atlas.yaml", "map", MAP),
        ("atlas.yaml", "map.shapes", SHAPE),
        ("atlas.yaml", "map.views", VIEW),
    ],
    ids=lambda item: item.name.split()[-1] if isinstance(item, Record) else item,
)
def test_the_full_pack_uses_every_key(file: str, path: str, record: Record) -> None:
    """Or a new key would go untested."""
    assert set(record.keys) == keys_at(tree_of(FULL[file]), path)


def test_the_full_pack_uses_every_condition_and_effect() -> None:
    written = {scalar.value for scalar in scalars(tree_of(FULL["story.yaml"]))}
    assert {*conditions._CONDITIONS, *conditions._EFFECTS} <= written
