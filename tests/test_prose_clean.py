"""Which characters reach a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.prose.clean import REFUSED, clean, spelt, visible
from tests.strategies import examples
from tests.strategies_prose import NASTY_WORDS


@pytest.mark.parametrize("word", NASTY_WORDS)
def test_words_of_every_script_are_left_alone(word: str) -> None:
    assert (word, word) == (clean(word), visible(word))


@pytest.mark.parametrize("code", [*range(9), *range(11, 32), *range(127, 160)])
def test_every_control_character_is_refused(code: int) -> None:
    assert ("ab", f"a\\x{code:02x}b") == (clean(f"a{chr(code)}b"), visible(f"a{chr(code)}b"))


@pytest.mark.parametrize(
    "character",
    list(
        "\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029\u2060\ufeff\u00ad\ufff9\ud800\udfff\U000e0041"
    ),
)
def test_what_turns_hides_or_breaks_text_is_refused(character: str) -> None:
    assert ("ab", f"a{spelt(character)}b") == (clean(f"a{character}b"), visible(f"a{character}b"))
    assert spelt(character).isascii()


@pytest.mark.parametrize("character", list("\u200c\u200d\ufe0f\u0301\u00a0\u3000"))
def test_what_scripts_and_signs_need_is_kept(character: str) -> None:
    assert f"a{character}b" == clean(f"a{character}b")


def test_white_space_stays_white_space() -> None:
    assert (clean("a\tb\nc"), visible("a\tb\nc")) == ("a b\nc", "a b\\nc")


def test_every_bidirectional_control_of_unicode_is_refused() -> None:
    controls = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    every = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in controls]
    assert len(every) == 9
    assert [character for character in every if not REFUSED.match(character)] == []


@given(st.text())
@examples(200)
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    assert REFUSED.search(clean(text)) is None
    assert clean(text) == clean(clean(text))
    assert REFUSED.search(visible(text)) is None
    assert "\n" not in visible(text)
