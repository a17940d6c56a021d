"""What rules share: where words stand, which words are abbreviations, which conditions exclude each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model import condition as c
from explainer.model.diagnostic import Mark
from explainer.model.ids import ChoiceId, NodeId
from explainer.model.pack import Pack
from explainer.packs.load import read_pack
from explainer.rules import where as where_module
from explainer.rules.abbreviations import abbreviations, said_beside, spelt_out
from explainer.rules.exclusion import MOST, exclude_each_other
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, all_texts, running, words_of
from explainer.rules.where import Where

MANIFEST = """\
format: 1
id: small
title: Small
question: Who holds the key?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
"""

NODES = """\
nodes:
  - id: yard
    title: The yard
    body: A key lies here.
    ending: true
  - id: square
    title: The square
    body: |
      Nobody is here. The [[tally|clerk]] of the *town* has the key, they say.
      So he has,
      for a **long** time. The clerk
      is gone.
    ending: true
terms: [{id: tally, term: tally, text: A key}, {id: key, term: key, text: Opens. A key}]
"""

CLAIMS = """\
sources: [{id: minutes, type: report, title: Minutes, issued: 2024}]
claims:
  - id: one
    statement: A key was found.
    date: 2024
    sources: [minutes]
    confidence: high
  - id: two
    date: 2024
    sources: [minutes]
    confidence: high
    statement: >-
      Another key
      was lost.
"""


@pytest.fixture
def where(tmp_path: Path) -> Where:
    for name, text in {"pack": MANIFEST, "nodes": NODES, "claims": CLAIMS}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    pack, gathered = read_pack(tmp_path)
    assert pack is not None
    return Where(Subject(pack, gathered))


@pytest.mark.parametrize(
    ("kind", "name", "words", "file", "line", "column"),
    [
        ("node", "square", "has the key", "nodes.yaml", 9, 57),
        ("node", "yard", "key", "nodes.yaml", 4, 13),
        ("node", "yard", "clerk", "nodes.yaml", 2, 9),
        ("claim", "one", "key", "claims.yaml", 4, 18),
        ("claim", "two", "key", "claims.yaml", 13, 15),
        ("claim", "one", "Another", "claims.yaml", 3, 9),
        ("claim", "two", "key\nwas lost", "claims.yaml", 13, 15),
        ("term", "key", "Opens", "nodes.yaml", 14, 75),
        ("pack", "", "key", "pack.yaml", 4, 25),
        ("pack", "", "nobody", "pack.yaml", 1, 1),
    ],
)
def test_words_are_found_in_their_record_or_else_its_id(
    where: Where, kind: str, name: str, words: str, file: str, line: int, column: int
) -> None:
    span = where.words(Told(kind, name, ""), words)
    assert (span.file, span.start) == (file, Mark(line, column))


def test_words_are_found_after_others(where: Where) -> None:
    told = Told("node", "square", "")
    assert where.words(told, "clerk").start == Mark(9, 35)
    assert where.words(told, "clerk", after="The clerk\nis gone").start == Mark(11, 32)
    assert where.words(told, "Nobody", after="So he has").start == Mark(9, 7)
    assert where.words(told, "Nobody", after="not there").start == Mark(9, 7)


@pytest.mark.parametrize(
    ("sentence", "line", "column"),
    [
        ("Nobody is here.", 9, 7),
        ("The clerk of the town has the key, they say.", 9, 23),
        ("So he has, for a long time.", 10, 7),
        ("The clerk is gone.", 11, 28),
        ("There is no such sentence.", 6, 9),
    ],
)
def test_a_sentence_is_found_in_spite_of_its_markup(
    where: Where, sentence: str, line: int, column: int
) -> None:
    assert where.sentence(NodeId("square"), sentence).start == Mark(line, column)


def test_after_a_great_many_lines_the_record_is_told(where: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where_module, "MAX_LINES", 3)
    told = Told("node", "square", "")
    assert where.words(told, "gone").start == Mark(6, 9)
    assert where.words(told, "Nobody").start == Mark(6, 9)


def test_every_kind_of_record_has_its_texts(flagship: Pack) -> None:
    kinds = {told.kind for told in all_texts(flagship)}
    assert kinds == {
        "pack", "way in", "chapter", "side", "node", "claim", "actor", "place", "question", "position",
        "term", "card", "misconception", "event", "expectation", "map",
    }  # fmt: skip


def test_a_text_names_the_record_it_belongs_to() -> None:
    assert Told("node", "square", "").owner == "the page 'square'"
    assert Told("claim", "vote", "").owner == "the claim 'vote'"
    assert Told("pack", "", "").owner == "pack.yaml"


def test_words_are_counted_with_what_belongs_to_them() -> None:
    assert words_of("S/2007/168, don’t, 1.5, Serb-majority; – “so”") == [
        "S/2007/168",
        "don’t",
        "1.5",
        "Serb-majority",
        "so",
    ]
    assert running("One.\n\nTwo.") == ("One.", "Two.")


# ---------------------------------------------------------------- abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UN's mission and KFOR.", ["UN", "KFOR"]),
        ("A UN report on EU-led talks (OSCE).", ["UN", "EU", "OSCE"]),
        ("ОЕБС је ту, и УН.", ["ОЕБС", "УН"]),
        ("Chapter VII, annex XI, I am, S/RES/1244, A/46/804, x@UN.org", []),
        ("DO NOT ENTER, Kosovo, eBay, PhD, ABCDEFGHIJ", []),
        ("漢字 and कानून and שלום", []),
    ],
)
def test_abbreviations_are_words_of_capitals(text: str, found: list[str]) -> None:
    assert found == [word for word, _ in abbreviations(text)]
    assert all(text.startswith(word, start) for word, start in abbreviations(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("OSCE", "The Organization for Security and Co-operation in Europe met."),
        ("KLA", "In 1998 the Kosovo Liberation Army grew."),
        ("EU", "the European Union"),
        ("BOT", "Bank of the Old Town"),
        ("ČSS", "Češka Strana Slobode"),
    ],
)
def test_a_name_spells_its_abbreviation(word: str, text: str) -> None:
    assert spelt_out({word, "XYZ"}, [text]) == {word}


@pytest.mark.parametrize(
    "text",
    ["Kosovo. Liberation Army", "Kosovo, Liberation Army", "Kosovo never had such a Liberation Army"],
)
def test_words_that_are_no_name_spell_nothing(text: str) -> None:
    assert spelt_out({"KLA"}, [text]) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KFOR, the force led by NATO, stays", True),
        ("KFOR, NATO's force, stays", True),
        ("KFOR (the force) stays", True),
        ("the force (KFOR) stays", True),
        ("the force, KFOR, stays", True),
        ("KFOR stays", False),
        ("the police, KFOR and others", False),
        ("KFOR, police and others", False),
    ],
)
def test_what_an_abbreviation_is_may_be_said_beside_it(text: str, said: bool) -> None:
    assert said == said_beside(text, "KFOR", text.find("KFOR"))


# ---------------------------------------------------------------- conditions

SEEN = c.Visited(NodeId("hall"))
CHOSEN = c.Chosen(NodeId("hall"), ChoiceId("left"))


def compares(comparison: c.Comparison, value: c.Value) -> c.Compares:
    return c.Compares("trust", comparison, value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SEEN, c.Not(SEEN)),
        (c.All((SEEN, CHOSEN)), c.Not(SEEN)),
        (c.All((SEEN, CHOSEN)), c.All((CHOSEN, c.Not(SEEN)))),
        (c.All((SEEN, CHOSEN)), c.Not(c.All((SEEN, CHOSEN)))),
        (c.All((CHOSEN, c.All((SEEN,)))), c.Not(c.All((SEEN, CHOSEN)))),
        (SEEN, c.Not(c.Any((CHOSEN, SEEN)))),
        (compares(c.Comparison.IS, True), compares(c.Comparison.IS, False)),
        (compares(c.Comparison.IS, 1), compares(c.Comparison.IS, 2)),
        (compares(c.Comparison.AT_LEAST, 2), compares(c.Comparison.AT_MOST, 1)),
        (compares(c.Comparison.IS, 0), compares(c.Comparison.AT_LEAST, 1)),
        (c.Forecasted(NodeId("fork")), c.Forecasted(NodeId("fork"), skipped=True)),
        (c.Any(()), c.Not(c.All(()))),
    ],
)
def test_conditions_are_seen_to_exclude_each_other(one: c.Condition, other: c.Condition) -> None:
    assert exclude_each_other(one, other)
    assert exclude_each_other(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, None),
        (None, SEEN),
        (SEEN, CHOSEN),
        (SEEN, c.Not(CHOSEN)),
        (c.Any((SEEN, CHOSEN)), c.Not(SEEN)),
        (SEEN, c.Not(c.All((SEEN, CHOSEN)))),
        (compares(c.Comparison.AT_LEAST, 1), compares(c.Comparison.AT_MOST, 1)),
        (compares(c.Comparison.IS, 1), c.Compares("other", c.Comparison.IS, 2)),
        (c.Forecasted(NodeId("fork")), c.Forecasted(NodeId("other"), skipped=True)),
    ],
)
def test_other_conditions_are_not(one: c.Condition | None, other: c.Condition | None) -> None:
    assert not exclude_each_other(one, other)


def test_conditions_of_very_many_parts_are_not_gone_into() -> None:
    many = c.All(tuple(c.Visited(NodeId("hall"), times) for times in range(1, MOST + 2)))
    assert not exclude_each_other(many, c.Not(many))
