"""The persistent map against dict: same answers, every old version whole."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.story import pmap
from explainer.story.pmap import PMap
from tests.strategies import examples


@dataclass(frozen=True)
class Clumsy:
    """A key whose hash says little, so that different keys meet in one place of the tree."""

    value: int
    bits: int

    def __hash__(self) -> int:
        return (self.value % 3) << self.bits


KEYS: st.SearchStrategy[object] = st.one_of(
    st.integers(-3, 70),
    st.sampled_from(("a", "b", "page-1", "")),
    st.tuples(st.sampled_from("ab"), st.integers(0, 2)),
    st.builds(Clumsy, st.integers(0, 12), st.sampled_from((0, 5, 30, 58, 60))),
    st.sampled_from((2**61 - 2, 2**61, -(2**40), -1, -2, 31, 32, 1 << 30, 1 << 55)),
)
STEPS = st.lists(st.tuples(KEYS, st.integers(0, 3)), max_size=60)


def same(expected: dict[object, int], found: PMap[object, int]) -> None:
    assert len(found) == len(expected)
    assert dict(found) == expected
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert (found == expected, expected == found) == (True, True)
    for key, value in expected.items():
        assert key in found
        assert found[key] == value
        assert found.get(key) == value


@given(STEPS)
@examples(200)
def test_it_answers_as_a_dict_does_and_every_old_version_stays(steps: list[tuple[object, int]]) -> None:
    plain: dict[object, int] = {}
    grown: PMap[object, int] = PMap()
    versions: list[tuple[dict[object, int], PMap[object, int]]] = [({}, grown)]
    for key, value in steps:
        grown = grown.set(key, value)
        plain = {**plain, key: value}
        versions.append((plain, grown))
    for expected, found in versions:
        same(expected, found)


@given(st.dictionaries(KEYS, st.integers()), KEYS)
@examples(100)
def test_it_is_made_from_a_mapping_and_knows_what_it_lacks(items: dict[object, int], key: object) -> None:
    found = PMap(items)
    same(items, found)
    if key not in items:
        assert key not in found
        assert found.get(key, 7) == 7
        with pytest.raises(KeyError):
            found[key]


@given(STEPS)
@examples(100)
def test_maps_are_equal_by_what_they_hold_not_by_how_they_grew(steps: list[tuple[object, int]]) -> None:
    last = dict(steps)
    one: PMap[object, int] = PMap()
    for key, value in steps:
        one = one.set(key, value)
    other = PMap(dict(reversed(last.items())))
    assert one == other
    assert hash(one) == hash(other)
    changed = other.set("new", 99)
    assert (one == changed, changed == one) == (False, False)


@given(STEPS, STEPS)
@examples(100)
def test_two_branches_of_one_map_do_not_touch_each_other(
    trunk: list[tuple[object, int]], more: list[tuple[object, int]]
) -> None:
    base = PMap(dict(trunk))
    one, other = base, base
    for key, value in more:
        one = one.set(key, value + 10)
        other = other.set(key, value + 20)
    same(dict(trunk), base)
    same({**dict(trunk), **{key: value + 10 for key, value in dict(more).items()}}, one)
    same({**dict(trunk), **{key: value + 20 for key, value in dict(more).items()}}, other)


def test_setting_what_is_there_already_changes_nothing() -> None:
    found = PMap({"a": True, "b": False})
    assert found.set("a", True) is found
    assert found.set("a", False) is not found
    assert len(found.set("a", False)) == 2


def test_a_value_may_be_none_or_false() -> None:
    found: PMap[str, bool | None] = PMap({"none": None, "false": False})
    assert ("none" in found, "false" in found) == (True, True)
    assert found.set("none", True)["none"] is True
    assert PMap({"a": None}).set("a", None) == {"a": None}


def test_it_is_a_mapping_that_shows_itself_and_survives_copying() -> None:
    found = PMap({"a": 1})
    assert isinstance(found, Mapping)
    assert repr(found) == "PMap({'a': 1})"
    assert copy.copy(found) == found
    assert copy.deepcopy(found) == found
    assert list(PMap[str, int]()) == []
    assert not PMap()


def test_keys_that_are_equal_but_of_another_type_are_one_key() -> None:
    found = PMap[object, int]({1: 1}).set(True, 2).set(1.0, 3)
    assert (len(found), dict(found)) == (1, {1: 3})


def copied(found: PMap[int, int], key: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """What setting a key makes: how many branches and buckets, and the longest of these."""
    lengths: list[int] = []
    branch, bucket = pmap._Branch.__init__, pmap._Bucket.__init__

    def new_branch(self: pmap._Branch, *values: Any) -> None:
        branch(self, *values)
        lengths.append(len(self.children))

    def new_bucket(self: pmap._Bucket, *values: Any) -> None:
        bucket(self, *values)
        lengths.append(len(self.entries))

    with monkeypatch.context() as patch:
        patch.setattr(pmap._Branch, "__init__", new_branch)
        patch.setattr(pmap._Bucket, "__init__", new_bucket)
        found.set(key, -1)
    return len(lengths), max(lengths)


def test_setting_copies_a_few_branches_however_much_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (10, 1_000, 50_000):
        found = PMap({key * 2_654_435_761 % 2**40: key for key in range(size)})
        for key in range(64):
            made, longest = copied(found, key * 1_000_003 + 13, monkeypatch)
            # One a level of a tree of 32 ways, and a few where two keys begin alike.
            assert 1 <= made <= 12
            assert longest <= 32
