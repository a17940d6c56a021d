"""Steelman: whose position it is and which reason is theirs, every camp as often as another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from explainer.model.pack import Pack
from explainer.model.people import Basis, Stance
from explainer.packs.open import open_pack
from explainer.session import Session
from explainer.story.fog import is_told
from explainer.story.state import StoryState
from explainer.study import steelman
from explainer.study.steelman import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    Cell,
    Steelman,
    camp_of,
    next_steelman,
    without_name,
)


@pytest.fixture(scope="module")
def state(flagship: Pack) -> StoryState:
    return Session.begin(flagship, None, "free").state


def asked_in_a_row(pack: Pack, state: StoryState, count: int, seed: int) -> list[Steelman]:
    chance, cells, found = Random(seed), list[Cell](), list[Steelman]()
    for _ in range(count):
        steelman = next_steelman(pack, state, cells, chance)
        assert steelman is not None
        cells.append(steelman.cell)
        found.append(steelman)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_every_camp_and_voice_comes_up_as_often_as_another(
    flagship: Pack, state: StoryState, seed: int
) -> None:
    found = asked_in_a_row(flagship, state, 60, seed)
    camps = [camp_of(flagship.positions[item.cell].stance) for item in found]
    for so_far in range(3, len(camps) + 1):
        counts = Counter(camps[:so_far])
        assert set(counts) == {Stance.FOR, Stance.AGAINST, Stance.CONDITIONAL}
        assert max(counts.values()) - min(counts.values()) <= 1
    # None twice while another of its camp was not asked for yet.
    for camp in set(camps):
        of_camp = [item.cell for item in found if camp_of(flagship.positions[item.cell].stance) is camp]
        assert len(set(of_camp)) == len(of_camp)


def test_one_answer_is_right_and_each_is_told(flagship: Pack, state: StoryState) -> None:
    for item in asked_in_a_row(flagship, state, 90, 7):
        position = flagship.positions[item.cell]
        assert position.reason_is is Basis.STATED
        assert state.has_come_to(position.date)
        assert LEAST_OPTIONS <= len(item.holders) <= MOST_OPTIONS
        assert LEAST_OPTIONS <= len(item.reasons) <= MOST_OPTIONS
        assert len(set(item.holders)) == len(item.holders)
        assert len(set(item.reasons)) == len(item.reasons)
        alike = [
            actor
            for actor in item.holders
            if flagship.positions[actor, item.question].stance is position.stance
        ]
        assert alike == [item.actor]
        for actor in item.holders:
            assert is_told(flagship, state, flagship.actors[actor].text)
            assert state.has_come_to(flagship.positions[actor, item.question].date)
        # The reasons beside it are those that others gave themselves.
        given = {
            without_name(" ".join(other.reason.text.split()), flagship.actors[actor])
            for (actor, question), other in flagship.positions.items()
            if question == item.question and actor != item.actor and other.reason_is is Basis.STATED
        }
        assert {reason for at, reason in enumerate(item.reasons) if at != item.reason} <= given


def test_the_holder_is_not_named(flagship: Pack, state: StoryState) -> None:
    for item in asked_in_a_row(flagship, state, 90, 11):
        actor = flagship.actors[item.actor]
        for name in filter(None, (actor.name, actor.short)):
            for text in (item.said, item.reasons[item.reason]):
                assert not re.search(rf"\b{re.escape(name)}\b", text), (name, text)
        assert not any(item.said.startswith(alias) for alias in actor.aliases)


def test_no_reason_names_its_holder_by_several_words(flagship: Pack) -> None:
    found = set()
    for (actor, _), position in flagship.positions.items():
        text = " ".join(position.reason.text.split())
        for alias in (name for name in flagship.actors[actor].aliases if " " in name):
            named = re.compile(rf"\b{re.escape(alias)}\b", re.IGNORECASE)
            assert not named.search(without_name(text, flagship.actors[actor])), (actor, alias, text)
            found |= {alias} if named.search(text) else set()
    assert "Oliver Ivanović" in found, "the pack has some to leave out"


def test_each_reason_is_read_once_a_pack(
    flagship: Pack, state: StoryState, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    words_of = steelman._words_of

    def counted(text: str) -> str:
        read.append(text)
        return words_of(text)

    monkeypatch.setattr(steelman, "_words_of", counted)
    pack = replace(flagship)
    found = next_steelman(pack, state, [], Random(1))
    assert len(read) <= len(pack.positions) + 1
    assert found is not None
    read.clear()
    assert next_steelman(pack, state, [found.cell], Random(1)) is not None
    assert len(read) == 1, "what is said for the position alone"


def test_where_too_little_is_told_nothing_is_asked(bridge_folder: Path) -> None:
    pack = open_pack(bridge_folder)
    state = Session.begin(pack, None, pack.manifest.ways_in[0].id).state
    assert next_steelman(pack, state, [], Random(1)) is None


def test_the_same_chance_asks_the_same(flagship: Pack, state: StoryState) -> None:
    assert asked_in_a_row(flagship, state, 10, 3) == asked_in_a_row(flagship, state, 10, 3)
    assert asked_in_a_row(flagship, state, 10, 3) != asked_in_a_row(flagship, state, 10, 4)
