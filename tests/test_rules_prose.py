"""Rules on prose and voice, beyond their samples: what they must let be, and what they must not."""

from __future__ import annotations

from pathlib import Path

import pytest
import textstat  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.node import Node
from explainer.model.outline import MapView, Point
from explainer.rules.check import check_pack
from explainer.rules.hard_page import NEWSPAPERS, lix
from explainer.rules.place_astray import inside, slips
from explainer.rules.unsure_width import first_unsure
from tests.strategies import examples, node

# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "text",
    [
        "Ђ ђ Ј ј Љ љ Њ њ Ћ ћ Џ џ Ж ж Ш ш Ч ч",
        "Č č Ć ć Đ đ Š š Ž ž Dž Lj Nj",
        "Ç ç Ë ë Â â Î î",
        "à é è ê ñ ø ß þ ð æ œ ł ő ş ğ ı ž α Ω",
        "“so” „so“ «so» ‘so’ ‚so‘ – — … • ‰ ′ ″ ‐ ‑ №",
        "5 °C ± 2 × 3 ÷ 4 § 12 ¶ © ® ½ ² ³ € £ ¥",
        "漢字仮名 한국어 עברית עַל سلام",
        "क्‍ष न्‍य می‌خواهم e\u0301tude",
    ],
)
def test_letters_and_marks_of_every_script_are_let_be(text: str) -> None:
    assert first_unsure(text) == -1


@pytest.mark.parametrize(
    "character",
    [
        "→", "★", "☎", "✓", "✔", "❤", "①", "■", "≈", "▲", "⚖", "☮", "⭐", "✅", "🙂", "🇷", "\u20e3", "\ufe0f",
        "\ufe0e", "🏴", "🦀", "‼", "⁉",
    ],
)  # fmt: skip
def test_signs_that_terminals_draw_differently_are_found(character: str) -> None:
    assert first_unsure(f"čas {character} više") == 4


def test_a_joiner_is_found_where_no_letter_needs_it() -> None:
    assert first_unsure("so \u200d so") == 3
    assert first_unsure("\u200dso") == 0


# ---------------------------------------------------------------- LIX


def page_of(*paragraphs: str) -> Node:
    return node("square", "\n\n".join(paragraphs))


def test_lix_is_words_of_a_sentence_and_long_words_in_a_hundred() -> None:
    # 10 words, 3 of them with more than six letters; ten times over, each a sentence.
    sentence = "The council decided it at noon, and nobody objected there."
    assert lix(page_of(*[sentence] * 10), "en") == 10 + 30


@examples(60)
@given(
    st.lists(
        st.lists(st.text("abcdefgho", min_size=1, max_size=11), min_size=4, max_size=20),
        min_size=25,
        max_size=40,
    )
)
def test_lix_of_plain_sentences_is_what_the_reference_gives(drawn: list[list[str]]) -> None:
    said = [" ".join(words).capitalize() + "." for words in drawn]
    found = lix(page_of(*said), "en")
    assert found is not None
    assert found == pytest.approx(textstat.lix(" ".join(said)))


def test_a_colon_ends_a_sentence_of_lix() -> None:
    # Two sentences of 5 words, the long word one of 10.
    sentence = "It was as they say: the council was not there."
    assert lix(page_of(*[sentence] * 10), "en") == 5 + 10


def test_signs_within_a_word_make_it_no_longer() -> None:
    assert lix(page_of(*["It is S/2007/1, don't, a-b-c-d-e and no more at all."] * 10), "en") == 10


def test_a_short_page_has_no_lix() -> None:
    assert lix(page_of("Too short to tell."), "en") is None


@pytest.mark.parametrize("language", ["sr", "sq", "zz", "English"])
def test_nothing_is_said_of_a_language_that_was_not_tried(language: str) -> None:
    assert language not in NEWSPAPERS


# ---------------------------------------------------------------- words that judge

MANIFEST = """\
format: 1
id: small
title: Small
question: Was it right?
as_of: 2024-05-02
language: LANGUAGE
version: 1.0.0
licence: CC-BY-4.0
start: square
verdict_words: [betrayal, liberation, red tape, C++]
sides: [{id: town, name: The town}]
"""

LEDGER = """\
sources: [{id: minutes, type: report, title: Minutes, issued: 2024}]
claims:
  - {id: plain, statement: They met., date: 2024, sources: [minutes], confidence: high}
  - {id: argued, statement: It is so., date: 2024, sources: [minutes], confidence: high, argues: [town]}
  - id: disputed
    statement: It is so.
    date: 2024
    sources: [minutes]
    confidence: low
    disputed: [{by: mayor, how: It is not.}]
actors:
  - id: mayor
    name: The mayor of the town
    short: Mayor
    kind: person
    text: She.
    aliases: [Ana Ilić, Old Town]
"""


def verdicts(folder: Path, body: str, language: str = "en") -> list[str]:
    (folder / "pack.yaml").write_text(MANIFEST.replace("LANGUAGE", language))
    (folder / "ledger.yaml").write_text(LEDGER)
    lines = "\n".join(f"      {line}" for line in body.split("\n"))
    (folder / "nodes.yaml").write_text(
        f"nodes:\n  - id: square\n    title: The square\n    ending: true\n    body: |\n{lines}\n"
    )
    checked = check_pack(folder)
    assert checked.pack is not None
    return [item.message for item in checked.diagnostics if item.code == "N901"]


@pytest.mark.parametrize(
    "body",
    [
        "It was a betrayal.",
        "BETRAYAL! It was one.",
        "It was a *betrayal*. [@plain]",
        "Much red tape.",
        "Written in C++.",
        "He quoted “nothing”, and it was a betrayal.",
        "It's their betrayal, isn't it.",
        "The betrayals were many; this betrayal was one.",
        "The mayors of towns: a betrayal.",
        'An open " mark, and a betrayal.',
        "A fair one. [@argued] And a betrayal. [@plain]",
        "See [the betrayal](https://example.org).",
    ],
)
def test_a_word_that_judges_is_found_in_the_packs_own_voice(tmp_path: Path, body: str) -> None:
    assert len(verdicts(tmp_path, body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Betrayals are many, and betray is a verb.",
        'They wrote "a betrayal" on it.',
        "So: “a betrayal”, „betrayal“, «betrayal», ‘a betrayal’.",
        "> A betrayal.",
        "The Town Liberation Army met. The Liberation Army too.",
        "A betrayal. [@argued]",
        "A betrayal. [@plain; @disputed]",
        "A betrayal to the mayor of the town.",
        "For Ana Ilić a betrayal; for the Old Town none.",
        "To Mayor's men a betrayal.",
        "Critics called it a betrayal.",
        "A betrayal, some say.",
        "See [more](https://example.org/betrayal) and [[key|more]].",
    ],
)
def test_what_is_somebodys_word_is_let_be(tmp_path: Path, body: str) -> None:
    (tmp_path / "more.yaml").write_text("terms: [{id: key, term: key, text: Opens.}]\n")
    assert verdicts(tmp_path, body) == []


def test_verbs_that_report_are_those_of_english(tmp_path: Path) -> None:
    assert verdicts(tmp_path, "Critics called it a betrayal.", "de") != []


# ---------------------------------------------------------------- degrees

VIEW = (MapView("region", "The region", 15.0, 40.0, 25.0, 46.0),)


@pytest.mark.parametrize(
    "point", [Point(42.2, 20.8), Point(-20.8, 42.2), Point(20.8, -42.2), Point(-20.8, -42.2)]
)
def test_degrees_that_are_mixed_up_are_seen_to_be(point: Point) -> None:
    assert Point(20.8, 42.2) in slips(point)
    assert not inside(point, VIEW)


@pytest.mark.parametrize("point", [Point(-73.97, 40.75), Point(4.35, 50.85), Point(37.6, 55.8)])
def test_a_far_capital_is_no_slip(point: Point) -> None:
    assert not any(inside(other, VIEW) for other in (point, *slips(point)))
