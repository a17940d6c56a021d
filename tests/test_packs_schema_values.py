"""Single values: where the schema and ``check`` differ, and that they differ nowhere else."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from explainer.packs import atlas_records, card_records, conditions, ledger_records, scalars, story_records
from explainer.packs.context import Context, Gathered
from explainer.packs.fields import list_of
from explainer.packs.prose_field import prose
from explainer.packs.reader import Reader
from explainer.packs.schema import written
from explainer.packs.yaml_tree import parse_tree
from tests.editor_view import loaded

READERS: dict[str, Reader] = {
    "text": scalars.line,
    "prose": prose,
    "id": scalars.ref("node"),
    "date": scalars.date,
    "day": scalars.day,
    "number": scalars.number(-90, 90),
    "whole number": scalars.integer(1, 3),
    "truth": scalars.boolean,
    "word": scalars.word(("for", "against")),
    "list": list_of(scalars.line),
    "full list": list_of(scalars.line, at_least=1),
    "condition": conditions.condition,
    "effect": conditions.effect,
    "format": story_records.MANIFEST.fields[0].reader,
    "ring": atlas_records._ring,
    "divert": story_records._diverts,
    "citation": ledger_records.citation,
    "wrong answer": card_records._option,
    "names": ledger_records._names,
    "variables": story_records._variables,
}

VALUES = """\
''
' '
a
a b
a-b
A
a_b
-a
for
fore
2007
2007-12
2007-13
2007-00
2007-12-19
2007-02-29
2007-02-30
2008-02-29
0000
0000-01-01
20071219
1
2
4
-1
1.5
1e1
91
99999
007
0x1F
true
false
True
no
null
~
'1'
'2007'
'true'
' for '
[]
[a]
[a, b]
[[a]]
[a, {}]
{}
{a: b}
{a: 1}
{A: 1}
{a: 1, b: 2}
{a: 1.5}
{a: true}
{1: 2}
{sr: Stari trg}
{seen: a}
{seen: A}
{seen: [a]}
{seen: a, met: b}
{saw: a}
{visits: [a, 2]}
{visits: [a, 0]}
{visits: [a]}
{visits: [a, 2, 3]}
{chosen: a/b}
{chosen: a}
{chosen: a/b/c}
{met: a}
{heard: a}
{forecast: a}
{skipped: a}
{is: [a, true]}
{is: [a, 1]}
{is: [a, b]}
{is: [a, 1000001]}
{at_least: [a, 1]}
{at_least: [a, true]}
{at_most: [a, -1]}
{on_or_after: 2007-12-19}
{on_or_after: 2007-12}
{all: [{seen: a}, {not: {any: [{met: b}]}}]}
{all: []}
{all: {seen: a}}
{not: [{seen: a}]}
{not: {saw: a}}
{set: [a, true]}
{set: [a, 1]}
{set: [a]}
{add: [a, 1]}
{add: [a, true]}
{advance: 2007-12-19}
{advance: 2007}
{source: a}
{source: a, locator: 5}
{locator: 5}
{to: a}
[{to: a}]
[{to: a, when: {seen: b}}]
[{when: {seen: b}}]
{text: a}
{text: a, shows: b}
{shows: b}
20.1 42.6, 20.5 43.2, 21.3 42.9
20.1 42.6, 20.5 43.2
20.1 42.6, 20.5 43.2, 21.3
20 42,20 43,-21 -42
"""

LETS_PASS = {
    "it sees a number, not how it was written": {
        "date": ["1", "2", "4", "91", "007", "1e1", "0x1F"],
        "id": ["0x1F"],
        "citation": ["0x1F"],
        "divert": ["0x1F"],
        "number": ["0x1F"],
    },
    "it sees true, not how it was written": {"truth": ["True"]},
    "it sees nothing, as behind a key that stands alone": {"list": ["null", "~"]},
    "it knows no leap years": {"date": ["2007-02-29"], "day": ["2007-02-29"]},
}
"""What the schema takes and ``check`` does not, and why."""

_NO_TEXTS = ["true", "True", "false", "null", "~"]
_NO_IDS = ["true", "false", "null"]

ASKS_MORE = {
    "a text or an id is not just true or nothing": {
        "text": _NO_TEXTS,
        "prose": _NO_TEXTS,
        "wrong answer": _NO_TEXTS,
        "names": ["{a: true}"],
        "id": _NO_IDS,
        "citation": _NO_IDS,
        "divert": _NO_IDS,
    },
    "a number or a truth has no quotes": {
        "number": ["'1'"],
        "whole number": ["'1'"],
        "format": ["'1'"],
        "truth": ["'true'"],
    },
    "a word or an id has no space around it": {
        "word": ["' for '"],
        "id": ["' for '"],
        "citation": ["' for '"],
        "divert": ["' for '"],
    },
}
"""What ``check`` takes and the schema does not, and why."""


def told(differences: dict[str, dict[str, list[str]]]) -> set[tuple[str, str]]:
    return {
        (name, text) for readers in differences.values() for name, texts in readers.items() for text in texts
    }


def check_takes(reader: Reader, text: str) -> bool:
    gathered = Gathered()
    context = Context("x.yaml", gathered)
    tree = parse_tree(text, context.report)
    assert tree is not None
    reader.read(tree, context)
    return not gathered.findings.grave


def test_check_and_schema_differ_over_single_values_only_where_they_must() -> None:
    lets_pass = set()
    asks_more = set()
    for name, reader in READERS.items():
        judge = Draft202012Validator(written(reader.schema))
        for text in VALUES.splitlines():
            by_check, by_schema = check_takes(reader, text), judge.is_valid(loaded(text))
            if by_schema and not by_check:
                lets_pass.add((name, text))
            if by_check and not by_schema:
                asks_more.add((name, text))
    assert lets_pass == told(LETS_PASS)
    assert asks_more == told(ASKS_MORE)


def test_each_kind_of_value_is_tried_with_some_that_are_good_and_some_that_are_not() -> None:
    """Or the comparison above would say nothing of it."""
    for name, reader in READERS.items():
        taken = [check_takes(reader, text) for text in VALUES.splitlines()]
        assert {True, False} == set(taken), name


@pytest.mark.parametrize(
    ("reader", "most"), [(scalars.line, 2_000), (prose, 100_000), (scalars.ref("node"), 80)]
)
def test_a_text_is_no_longer_than_check_takes(reader: Reader, most: int) -> None:
    judge = Draft202012Validator(written(reader.schema))
    for text in ("a" * most, "a" * (most + 1)):
        assert check_takes(reader, text) == judge.is_valid(text) == (len(text) == most)
