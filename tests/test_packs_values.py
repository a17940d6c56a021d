"""Single values, conditions and effects: each kind is read, and a wrong one is one finding."""

from __future__ import annotations

import datetime

import pytest

from explainer.model import condition as c
from explainer.model.date import PartialDate
from explainer.model.ids import MAX_ID_LENGTH, ActorId, ChoiceId, ClaimId, NodeId
from explainer.packs.conditions import MAX_COUNT, condition, effect
from explainer.packs.context import Context, Gathered
from explainer.packs.prose_field import prose
from explainer.packs.reader import BAD, Reader
from explainer.packs.scalars import (
    MAX_LINE,
    MAX_TEXT,
    boolean,
    date,
    day,
    integer,
    line,
    new_id,
    number,
    ref,
)
from explainer.packs.yaml_tree import parse_tree


def read(reader: Reader, text: str) -> tuple[object, list[str]]:
    gathered = Gathered()
    context = Context("x.yaml", gathered)
    tree = parse_tree(text, context.report)
    assert tree is not None
    value = reader.read(tree, context)
    return value, [item.code for item in gathered.findings.items]


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (line, " two\n  lines ", "two lines"),
        (line, "no", "no"),
        (line, '"a\\tb"', "a b"),
        (line, "x" * MAX_LINE, "x" * MAX_LINE),
        (boolean, "true", True),
        (boolean, "'false'", False),
        (integer(0, 10), "010", 10),
        (integer(0, 10), "0", 0),
        (integer(-5, 10), "-5", -5),
        (number(-90, 90), "-90", -90.0),
        (number(-90, 90), "42.66", 42.66),
        (date, "2007", PartialDate(2007)),
        (date, "2007-12", PartialDate(2007, 12)),
        (date, "2008-02-29", PartialDate(2008, 2, 29)),
        (day, "2007-12-19", datetime.date(2007, 12, 19)),
        (new_id("node"), "a-1-b", "a-1-b"),
        (new_id("node"), "a" * MAX_ID_LENGTH, "a" * MAX_ID_LENGTH),
        (ref("node"), "2007", "2007"),
    ],
)
def test_a_good_value_is_read_without_a_finding(reader: Reader, text: str, value: object) -> None:
    assert (value, []) == read(reader, text)


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (line, "''", "E112"),
        (line, "' '", "E112"),
        (line, "[a]", "E104"),
        (line, "{a: b}", "E104"),
        (line, "x" * (MAX_LINE + 1), "E114"),
        (prose, "x" * (MAX_TEXT + 1), "E114"),
        (prose, '" \\n "', "E112"),
        (boolean, "yes", "E107"),
        (boolean, "True", "E107"),
        (integer(0, 10), "11", "E109"),
        (integer(0, 10), "-1", "E109"),
        (integer(0, 10), "1.0", "E109"),
        (integer(0, 10), "１", "E109"),
        (integer(0, 10), "'-'", "E109"),
        (integer(0, 10), "9" * 5_000, "E114"),
        (integer(0, 10), "9" * 1_500, "E109"),
        (number(-90, 90), "90.1", "E109"),
        (number(-90, 90), "nan", "E109"),
        (number(-90, 90), "inf", "E109"),
        (number(-90, 90), "north", "E109"),
        (number(-90, 90), "٤", "E109"),
        (date, "2007-2-1", "E108"),
        (date, "2007-13", "E108"),
        (date, "2007-00", "E108"),
        (date, "2007-02-29", "E108"),
        (date, "0000", "E108"),
        (date, "19 December 2007", "E108"),
        (date, "２００７", "E108"),
        (day, "2007-12", "E108"),
        (new_id("node"), "a" * (MAX_ID_LENGTH + 1), "E105"),
        (new_id("node"), "Aa", "E105"),
        (new_id("node"), "a--b", "E105"),
        (new_id("node"), "-a", "E105"),
        (new_id("node"), "a_b", "E105"),
        (ref("node"), "é", "E105"),
    ],
)
def test_a_wrong_value_is_one_finding(reader: Reader, text: str, code: str) -> None:
    assert (BAD, [code]) == read(reader, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{seen: square}", c.Visited(NodeId("square"))),
        ("{visits: [square, 2]}", c.Visited(NodeId("square"), 2)),
        ("{chosen: square/ask}", c.Chosen(NodeId("square"), ChoiceId("ask"))),
        ("{met: vote}", c.Met(ClaimId("vote"))),
        ("{heard: mayor}", c.Heard(ActorId("mayor"))),
        ("{forecast: fork}", c.Forecasted(NodeId("fork"))),
        ("{skipped: fork}", c.Forecasted(NodeId("fork"), skipped=True)),
        ("{is: [open, true]}", c.Compares("open", c.Comparison.IS, True)),
        ("{is: [trust, 2]}", c.Compares("trust", c.Comparison.IS, 2)),
        ("{at_least: [trust, 2]}", c.Compares("trust", c.Comparison.AT_LEAST, 2)),
        ("{at_most: [trust, -2]}", c.Compares("trust", c.Comparison.AT_MOST, -2)),
        ("{on_or_after: 2024-06-01}", c.OnOrAfter(datetime.date(2024, 6, 1))),
        ("{all: [{met: a}, {met: b}]}", c.All((c.Met(ClaimId("a")), c.Met(ClaimId("b"))))),
        ("{any: [{met: a}]}", c.Any((c.Met(ClaimId("a")),))),
        ("{not: {not: {met: a}}}", c.Not(c.Not(c.Met(ClaimId("a"))))),
    ],
)
def test_each_kind_of_condition_is_read(text: str, value: c.Condition) -> None:
    assert (value, []) == read(condition, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{set: [open, false]}", c.SetVariable("open", False)),
        ("{set: [trust, 1]}", c.SetVariable("trust", 1)),
        ("{add: [trust, -1]}", c.AddTo("trust", -1)),
        ("{advance: 2024-06-01}", c.Advance(datetime.date(2024, 6, 1))),
    ],
)
def test_each_kind_of_effect_is_read(text: str, value: c.Effect) -> None:
    assert (value, []) == read(effect, text)


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (condition, "seen", "E110"),
        (condition, "[]", "E110"),
        (condition, "{}", "E110"),
        (condition, "{seen: a, met: b}", "E110"),
        (condition, "{seem: a}", "E110"),
        (condition, "{seen: A}", "E105"),
        (condition, "{visits: a}", "E110"),
        (condition, "{visits: [a]}", "E110"),
        (condition, "{visits: [a, 0]}", "E109"),
        (condition, "{chosen: a}", "E110"),
        (condition, "{chosen: a/b/c}", "E110"),
        (condition, "{at_least: [trust, true]}", "E110"),
        (condition, f"{{is: [trust, {MAX_COUNT + 1}]}}", "E109"),
        (condition, "{is: [trust, maybe]}", "E109"),
        (condition, "{on_or_after: 2024-06}", "E108"),
        (condition, "{all: []}", "E112"),
        (condition, "{all: {met: a}}", "E104"),
        (condition, "{any: [{met: A}]}", "E105"),
        (condition, "{not: [{met: a}]}", "E110"),
        (condition, "{set: [open, 1]}", "E110"),
        (effect, "{seen: a}", "E111"),
        (effect, "set", "E111"),
        (effect, "{add: [trust, true]}", "E109"),
        (effect, "{advance: 2024}", "E108"),
    ],
)
def test_a_wrong_condition_or_effect_is_one_finding(reader: Reader, text: str, code: str) -> None:
    assert (BAD, [code]) == read(reader, text)
