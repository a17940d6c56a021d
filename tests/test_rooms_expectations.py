"""Expectations are listed from the first day; what came of them is told only once it was come to."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from explainer.line.reader import LineReader
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.rooms.expectations import NOT_TOLD, ExpectationsRoom
from explainer.rooms.room import numbered
from explainer.session import Session
from explainer.story.answers import VERDICTS
from explainer.story.engine import is_resolved
from explainer.story.fog import claims_are_told
from explainer.tui.pages import answer_lines
from tests.strategies import node, pack_of
from tests.test_parity import screen_words, squeezed
from tests.test_rooms_fog import answer_texts, leaks, walk
from tests.tui_screen import staged

FORK, CAME = NodeId("fork-council"), NodeId("council-decided")


def come_to_the_end(session: Session) -> None:
    """On the outcome of every fork, each forecast; the last page is of the present."""
    for name, page in session.pack.nodes.items():
        if page.fork:
            count = len(page.fork.options)
            session.forecast(name, (100 - 10 * (count - 1), *([10] * (count - 1))))
            session.walk(page.fork.resolution)
    for page_id in ("expectations-held", "expectations-failed", "still-open"):
        session.walk(NodeId(page_id))


def test_on_the_first_day_all_are_listed_and_nothing_came_yet(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    room = ExpectationsRoom(session)
    entries = numbered(room.entries())
    assert {entry.id for entry in entries} == set(flagship.expectations)
    assert {entry.note for entry in entries} == {NOT_TOLD}
    assert [words for value, words in room.values("verdict") if value] == [NOT_TOLD]
    for entry in entries:
        answer = room.answer(entry.id)
        item = flagship.expectations[entry.id]  # type: ignore[index]
        assert answer.claims == (item.expected,)
        said = "\n".join(answer_texts(answer))
        assert all(flagship.claims[claim].statement not in said for claim in item.came)
        assert not item.note or item.note not in said
        assert leaks(flagship, session, said) == []


def test_at_the_end_each_has_its_verdict_and_what_it_rests_on(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    come_to_the_end(session)
    room = ExpectationsRoom(session)
    for item in flagship.expectations.values():
        answer = room.answer(item.id)
        said = "\n".join(answer_texts(answer))
        assert answer.claims == (item.expected, *item.came)
        assert all(flagship.claims[claim].statement in said for claim in item.came)
        assert VERDICTS[item.verdict] in answer.lead
        assert item.note in said
        assert room.references(item.id)
    counted = room.lead()
    assert NOT_TOLD not in counted
    assert f"{len(flagship.expectations)} expectations of 19 December 2007" in counted


@pytest.mark.parametrize("seed", range(12))
def test_a_verdict_waits_for_all_that_came(flagship: Pack, seed: int) -> None:
    """Wherever a walk has led: half of what came could look like another verdict."""
    chance = Random(seed)
    session = Session.begin(flagship, None, chance.choice(["brief", "guided", "free"]))
    for _ in range(4):
        walk(session, chance, chance.randrange(1, 40))
        room = ExpectationsRoom(session)
        for entry in numbered(room.entries()):
            if entry.id.startswith("forecast/"):
                fork = NodeId(entry.id.removeprefix("forecast/"))
                assert session.state.forecasts[fork]
                assert is_resolved(flagship, session.state, fork)
                continue
            item = flagship.expectations[entry.id]  # type: ignore[index]
            told = claims_are_told(flagship, session.state, item.came)
            assert entry.note == (VERDICTS[item.verdict] if told else NOT_TOLD)
            assert (len(room.answer(entry.id).claims) > 1) == told
            said = "\n".join(answer_texts(room.answer(entry.id)))
            assert leaks(flagship, session, said) == []


def test_each_side_has_some(flagship: Pack) -> None:
    """Nobody is only right, nobody only wrong, among those who have three or more."""
    verdicts: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for item in flagship.expectations.values():
        verdicts.setdefault(item.who[0], set()).add(item.verdict)
        counts[item.who[0]] = counts.get(item.who[0], 0) + 1
    many = [actor for actor, count in counts.items() if count >= 3]
    assert {"serbia-government", "unity-team", "russia", "united-states", "eu", "kosovo-serbs-north"} == set(
        many
    )
    assert max(counts[actor] for actor in many) <= 4
    assert all(verdicts[actor] != {"held"} and verdicts[actor] != {"failed"} for actor in many)


def test_the_readers_forecasts_come_once_they_are_told(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    session.walk(FORK)
    session.forecast(FORK, (60, 30, 10))
    room = ExpectationsRoom(session)
    room.take_words("yours")
    assert room.entries() == []
    assert "None of your forecasts" in room.empty()
    session.walk(CAME)
    [entry] = numbered(room.entries())
    assert (entry.id, entry.note) == (f"forecast/{FORK}", "10 of 100 on what came")
    answer = room.answer(entry.id)
    assert {door.node for door in answer.doors} == {FORK, CAME}
    assert "You gave it 10 of 100." in "\n".join(answer_texts(answer))
    skipped = Session.begin(flagship, None, "free")
    skipped.walk(FORK)
    skipped.forecast(FORK, ())
    skipped.walk(CAME)
    assert ExpectationsRoom(skipped).forecasts() == ()


def test_it_is_narrowed_by_voice_verdict_and_words(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    come_to_the_end(session)
    for words, fits in (
        ("russia", lambda item: "russia" in item.who),
        ("did not hold", lambda item: item.verdict == "failed"),
        ("failed", lambda item: item.verdict == "failed"),
        ("held in part", lambda item: item.verdict == "partly"),
        ("open", lambda item: item.verdict == "open"),
    ):
        room = ExpectationsRoom(session)
        assert room.take_words(words) == ""
        found = {entry.id for entry in numbered(room.entries()) if not entry.id.startswith("forecast/")}
        assert found == {item.id for item in flagship.expectations.values() if fits(item)}
    assert "cheese" in ExpectationsRoom(session).take_words("cheese")
    both = ExpectationsRoom(session)
    both.narrow("who", "russia")
    assert [entry.text for entry in both.entries() if entry.heading] == ["Russia"]
    both.narrow("verdict", "open")
    assert (list(both.entries()), both.empty()) == ([], "No expectation fits.")


def test_a_pack_without_expectations_or_forks_has_no_such_room() -> None:
    session = Session.begin(pack_of([node("p")]), None)
    assert ExpectationsRoom(session).absent() == "This pack keeps no expectations."
    reader = LineReader(session.pack, None, lambda _said: None, width=0)
    reader.session = session
    assert reader.answer("expectations").lines == ["This pack keeps no expectations."]


def test_both_faces_say_the_same(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    come_to_the_end(session)
    reader = LineReader(flagship, None, lambda _said: None, width=0)
    reader.session = session
    listed = reader.answer("expectations").lines
    assert listed[0] == "Expectations. What was expected, and what came of it?"
    room = ExpectationsRoom(session)
    for number, entry in enumerate(numbered(room.entries()), 1):
        answer = room.answer(entry.id)
        heard = squeezed("".join(reader.answer(f"show {number}").lines))
        screen = screen_words(answer_lines(answer, 60))
        for text in filter(None, answer_texts(answer)):
            assert squeezed(text) in heard
            assert all(word in screen for word in text.split())


async def test_on_the_screen_a_key_leads_there_and_back(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(120, 40)) as stage:
        await stage.press("h")
        assert stage.over == "ExpectationsScreen"
        assert "25 not told yet" in stage.words
        for size in ((120, 40), (80, 24), (60, 20)):
            await stage.resize(*size)
            assert "Belgrade: null and void" in stage.words
            assert "not told yet" in stage.words
            assert all(len(line) <= size[0] for line in stage.lines)
        await stage.press("c")
        assert stage.over == "SheetScreen"
        await stage.press("escape", "escape")
        assert stage.over == "ReadingScreen"


@pytest.mark.parametrize("words", ["held", "failed", "partly", "open", "ahead", "yours", "belgrade"])
async def test_what_a_typed_word_narrows_to_can_be_turned_on_from(flagship_folder: Path, words: str) -> None:
    async with staged(flagship_folder) as stage:
        for key in ("d", "v"):
            await stage.press(">")
            await stage.type(f"expectations {words}\n")
            assert stage.over == "ExpectationsScreen"
            await stage.press(key, "escape")
            if stage.over == "ExpectationsScreen":
                await stage.press("escape")
            assert stage.over == "ReadingScreen"
