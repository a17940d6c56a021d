"""Finding what somebody means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.verbs.matching import Found, Noun, either, find, fold
from tests.strategies import examples
from tests.strategies_prose import NASTY_WORDS

PEOPLE = [
    Noun("serbia", ("The government of Serbia", "Belgrade", "Koštunica", "Serbia")),
    Noun("church", ("The Serbian Orthodox Church", "the Church")),
    Noun("pristina", ("Pristina's Unity Team", "Prishtinë", "Priština")),
    Noun("russia", ("Russia", "Moscow")),
    Noun("usa", ("The United States", "US")),
    Noun("uk", ("The United Kingdom", "UK")),
    Noun("north", ("The Serbs of northern Kosovo",)),
]


def found(query: str) -> list[str]:
    return [noun.value for noun in find(query, PEOPLE).nouns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  Koštunica ", "kostunica"),
        ("PRISHTINË", "prishtine"),
        ("Đinđić", "dindic"),
        ("Łódź Ørsted Straße Æon œuvre", "lodz orsted strasse aeon oeuvre"),
        ("S/RES/1244 (1999)", "s res 1244 1999"),
        ("İstanbul Diyarbakır", "istanbul diyarbakir"),
        ("ﬁnal ②℠", "final 2sm"),
        ("D'Alema's_plan--now", "d alema s plan now"),
        ("漢字 עברית", "漢字 עברית"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδος", "οδοσ"),
        ("?!…", ""),
    ],
)
def test_case_accents_and_signs_do_not_matter(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.one_of(st.text(), st.sampled_from(NASTY_WORDS)))
@examples(200)
def test_folding_is_done_once_and_for_all(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert fold(f"  {text}  ") == once


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Russia", ["russia"]),
        ("RUSSIA", ["russia"]),
        ("moscow", ["russia"]),
        ("rus", ["russia"]),
        ("kostunica", ["serbia"]),
        ("Koštunica", ["serbia"]),
        ("kostu", ["serbia"]),
        ("prishtine", ["pristina"]),
        ("prishtina", ["pristina"]),
        ("pristina", ["pristina"]),
        ("unity", ["pristina"]),
        ("government serbia", ["serbia"]),
        ("serbia", ["serbia"]),
        ("orthodox ch", ["church"]),
        ("united", ["usa", "uk"]),
        ("the united", ["usa", "uk"]),
        ("united kin", ["uk"]),
        ("us", ["usa"]),
        ("russa", ["russia"]),
        ("rusia", ["russia"]),
        ("belgrad", ["serbia"]),
        ("belgrdae", ["serbia"]),
        ("rsusia", ["russia"]),
        ("moskow", ["russia"]),
        ("ukx", []),
        ("southern", []),
        ("zanzibar", []),
        ("", []),
        ("?", []),
        ("x" * 10_000, []),
    ],
)
def test_a_name_is_found_whole_begun_in_part_or_with_a_slip(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_the_nearest_kind_of_match_wins() -> None:
    nouns = [Noun(1, ("unity now",)), Noun(2, ("now",)), Noun(3, ("nowhere",)), Noun(4, ("here and now",))]
    assert [noun.value for noun in find("now", nouns).nouns] == [2]
    assert [noun.value for noun in find("nowh", nouns).nouns] == [3]
    assert [noun.value for noun in find("unity", nouns).nouns] == [1]
    assert [noun.value for noun in find("and now", nouns).nouns] == [4]


def test_one_is_sure_and_several_or_none_are_not() -> None:
    sure = find("moscow", PEOPLE).sure
    assert sure is not None
    assert sure.value == "russia"
    assert (find("united", PEOPLE).sure, find("zanzibar", PEOPLE).sure) == (None, None)
    nothing: Found[str] = Found(())
    assert nothing.sure is None


def test_nothing_is_found_among_nothing() -> None:
    assert find("x", []) == Found(())
    assert find("serbia", [Noun(1, ()), Noun(2, ("",))]) == Found(())


def test_two_names_equally_near_are_not_guessed_between() -> None:
    nouns = [Noun(1, ("marken",)), Noun(2, ("marked",))]
    answer = find("markex", nouns)
    assert answer.nouns == ()
    assert answer.suggestion in ("marken", "marked")


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=5))
@examples(200)
def test_finding_never_raises_and_only_finds_what_is_there(query: str, names: list[str]) -> None:
    nouns = [Noun(index, (name,)) for index, name in enumerate(names)]
    answer = find(query, nouns)
    assert [noun for noun in answer.nouns if noun not in nouns] == []
    assert answer.suggestion in ("", *names)
    for noun in nouns:
        if fold(noun.names[0]):
            assert noun in find(noun.names[0], nouns).nouns


@pytest.mark.parametrize(
    ("names", "most", "expected"),
    [
        ([], 6, ""),
        (["A"], 6, "A"),
        (["A", "B"], 6, "A or B"),
        (["A", "B", "C"], 6, "A, B or C"),
        (["A", "B", "C", "D"], 2, "A or B … (2 more)"),
        (["A", "B"], 1, "A … (1 more)"),
    ],
)
def test_names_are_given_as_a_choice(names: list[str], most: int, expected: str) -> None:
    assert either(names, most) == expected
