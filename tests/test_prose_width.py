"""Cells and line breaks."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.prose.width import cell_width, wrap, wrap_spans
from tests.strategies import examples
from tests.strategies_prose import NASTY_WORDS

LONG = st.sampled_from(("x" * 4000, "漢" * 500, "👩‍👩‍👧‍👦" * 50, "e\u0301" * 200))
WORDS = st.one_of(st.sampled_from(NASTY_WORDS), st.sampled_from(("a", "of", "the", "council")), LONG)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("Čeku", 4),
        ("漢字", 4),
        ("e\u0301", 1),
        ("a\u200db", 2),
        ("ｈ", 2),
        ("🙂", 2),
        ("नि", 2),
    ],
)
def test_a_text_takes_its_cells(text: str, expected: int) -> None:
    if text == "नि":
        # A spacing mark takes a cell, a mark that does not space takes none.
        expected = sum(unicodedata.category(character) != "Mn" for character in text)
    assert expected == cell_width(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("", 0, [""]),
        ("  a   b  ", 0, ["a b"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 1000, ["one two three"]),
        ("no\u00a0break here", 8, ["no\u00a0break", "here"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢字", 1, ["漢", "字"]),
        ("abc", 1, ["a", "b", "c"]),
    ],
)
def test_lines_break_at_spaces_and_long_words_are_cut(text: str, width: int, expected: list[str]) -> None:
    assert expected == wrap(text, width)


def test_a_last_line_of_one_short_word_gets_company() -> None:
    assert wrap("the vote was and it is", 14) == ["the vote was", "and it is"]
    assert wrap("the council of the town is", 23) == ["the council of the", "town is"]


@given(st.lists(WORDS, max_size=12), st.integers(2, 80))
@examples(150)
def test_wrapping_keeps_every_character_and_its_width(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = wrap(text, width)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
    assert [line for line in lines if cell_width(line) > width] == []
    assert lines == [line.strip(" ") for line in lines]
    for word in words:
        # Only a word that has no line to itself may be cut.
        assert cell_width(word) > width or any(word in line for line in lines)


@given(st.text(alphabet=" ab漢\u0301\u00a0", max_size=80), st.integers(1, 20))
@examples(150)
def test_spans_are_the_lines_in_their_order(text: str, width: int) -> None:
    spans = wrap_spans(text, width)
    assert wrap(text, width) == [re.sub(" +", " ", text[start:end]) for start, end in spans]
    assert all(before <= after for (_, before), (after, _) in pairwise(spans))


def test_a_long_word_is_cut_in_time_that_grows_with_it() -> None:
    """Chinese has no spaces: a page of it is one word. Measured again each time, it took minutes."""
    assert len(wrap("漢" * 100_000, 72)) == 2778
