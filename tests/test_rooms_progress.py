"""Progress: what was seen and what is left, in words beside every bar and sign."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import given

from explainer.line.reader import LineReader
from explainer.model.card import Card, CardKind
from explainer.model.ids import ActorId, CardId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.rooms.progress import LONGEST, ProgressRoom, minutes_by_day
from explainer.rooms.room import Entry, numbered
from explainer.session import Session
from explainer.story.fog import page_is_told
from tests.strategies import choice, day, examples, fork, node, pack_of, packs
from tests.strategies_plays import play, plays
from tests.tui_screen import staged

FORK, RESULT = NodeId("f"), NodeId("q")


def small() -> Pack:
    """Two chapters' worth in one: a start, a fork, what happened, and a page that lies ahead."""
    pack = pack_of(
        [
            node("p", "So. [@claim-a]", [choice("f"), choice("x")], chapter="only"),
            node("f", fork=fork("q"), choices=[choice("q"), choice("p")], chapter="only"),
            node("q", "Told. [@claim-b]", [choice("p")], chapter="only"),
            node("x", "So. [@claim-a]", [choice("p")], chapter="only", voices=(ActorId("serbia"),)),
            node("later", "So.", [choice("p")], chapter="only", date=day(90)),
        ]
    )
    cards = {
        CardId(name): Card(CardId(name), CardKind.RECALL, ClaimId(claim), f"What of {name}?", "It.")
        for name, claim in (("one", "claim-a"), ("two", "claim-b"))
    }
    return dataclasses.replace(pack, cards=cards)


@pytest.fixture
def room() -> ProgressRoom:
    return ProgressRoom(Session.begin(small(), None))


def note(room: ProgressRoom, name: str) -> str:
    return entry(room, name).note


def entry(room: ProgressRoom, name: str) -> Entry:
    return next(item for item in numbered(room.entries()) if item.id == name)


def told(room: ProgressRoom, name: str) -> dict[str, tuple[str, ...]]:
    return {detail.label: detail.lines for detail in room.answer(name).details}


def doors(room: ProgressRoom, name: str) -> list[str]:
    return [door.node for door in room.answer(name).doors]


# ---------------------------------------------------------------- what is counted


def test_pages_are_counted_and_what_lies_ahead_is_a_number(room: ProgressRoom) -> None:
    assert room.lead().startswith("Read: 1 of the 3 pages told so far; 2 pages lie ahead.")
    assert note(room, "chapter/only") == "1 of 5"
    assert told(room, "chapter/only") == {
        "Read": ("1 of 5 pages",),
        "Left that may be named": ("2 pages",),
        "Ahead of the story": ("2 pages",),
    }
    assert doors(room, "chapter/only") == ["f", "x"]
    room.session.choose("x")
    assert note(room, "chapter/only") == "2 of 5"
    assert room.share("chapter/only") == (2, 5)
    assert doors(room, "chapter/only") == ["f"]


def test_voices_not_heard_have_doors_to_meet_them(room: ProgressRoom) -> None:
    assert [(actor.id, heard) for actor, heard in room.voices()] == [
        ("russia", False), ("serbia", False), ("mayor", False),
    ]  # fmt: skip
    assert entry(room, "voices/heard").about == dataclasses.replace(
        entry(room, "voices/heard").about,  # type: ignore[type-var]
        text="Nobody yet.",
    )
    assert doors(room, "voices/unheard") == ["x"]
    room.session.ask(ActorId("mayor"), QuestionId("cars"))
    room.session.ask(ActorId("mayor"), QuestionId("status"))
    assert note(room, "voices/heard") == "1 of 3"
    assert told(room, "voices/heard")["Who"] == ("Mayor, 2 times",)
    assert told(room, "voices/unheard")["Who"] == ("Russia", "Serbia")
    room.session.choose("x")
    assert doors(room, "voices/unheard") == []


def test_claims_are_met_opened_and_core_ones_left(room: ProgressRoom) -> None:
    assert note(room, "claims/met") == "1 of 4"
    assert note(room, "claims/opened") == "0 of 1"
    assert note(room, "claims/core") == "1 of 1"
    assert room.answer("claims/opened").claims == ("claim-a",)
    room.session.open_claim(ClaimId("claim-a"))
    assert note(room, "claims/opened") == "1 of 1"
    assert room.answer("claims/opened").claims == ()


def test_core_claims_left_say_which_pages_hold_them() -> None:
    pack = small()
    core = {
        name: dataclasses.replace(claim, core=name in ("claim-a", "claim-b", "claim-c"))
        for name, claim in pack.claims.items()
    }
    later = dataclasses.replace(core[ClaimId("claim-c")].date, year=2011)
    core[ClaimId("claim-c")] = dataclasses.replace(core[ClaimId("claim-c")], known_from=later)
    nodes = {**pack.nodes, NodeId("x"): node("x", "So. [@claim-b]", [choice("p")], chapter="only")}
    room = ProgressRoom(Session.begin(dataclasses.replace(pack, claims=core, nodes=nodes), None))
    answer = told(room, "claims/core")
    assert answer == {"Left": ("What claim-b says",), "Ahead of the story": ("1",)}
    # The page that tells what happened holds it too, and is not named.
    assert doors(room, "claims/core") == ["x"]


def test_a_forecast_says_what_came_only_once_it_is_told(room: ProgressRoom) -> None:
    session = room.session
    assert "none made yet" in [item.note for item in room.entries() if item.heading]
    session.choose("f")
    session.forecast(FORK, (60, 40))
    said = entry(room, "fork/f")
    assert said.note == "not told yet"
    assert said.about
    assert said.about.text == "60 for “Option 0”; 40 for “Option 1”."
    assert room.options("fork/f") == [("Option 0", 60, None), ("Option 1", 40, None)]
    assert doors(room, "fork/f") == ["f"]
    session.choose("q")
    said = entry(room, "fork/f")
    assert said.note == "told, score 0.32"
    assert said.about
    assert "You gave it 60 of 100." in said.about.text
    assert room.options("fork/f") == [("Option 0", 60, True), ("Option 1", 40, False)]
    assert doors(room, "fork/f") == ["f", "q"]


def test_a_forecast_passed_by_has_no_points(room: ProgressRoom) -> None:
    room.session.forecast(FORK, ())
    assert room.options("fork/f") == []
    assert entry(room, "fork/f").about is not None
    room.session.walk(RESULT)
    about = entry(room, "fork/f").about
    assert about
    assert "You passed the forecast by." in about.text


def test_cards_are_those_whose_claim_was_met(room: ProgressRoom) -> None:
    assert note(room, "cards") == "1"
    assert told(room, "cards")["They ask"] == ("What of one?",)
    room.session.forecast(FORK, ())
    room.session.walk(RESULT)
    assert note(room, "cards") == "2"


# ---------------------------------------------------------------- minutes


def test_minutes_are_the_gaps_between_steps_each_of_five_at_most() -> None:
    moments = iter((0, 2, 3, 33, 34, 24 * 60, 24 * 60 + 4))
    begun = datetime.datetime(2024, 5, 2, 8, tzinfo=datetime.UTC)
    session = Session.begin(small(), None, clock=lambda: begun + datetime.timedelta(minutes=next(moments)))
    for step in ("f", "p", "x", "p", "f", "p"):
        session.choose(step)
    room = ProgressRoom(session)
    assert list(room.minutes().values()) == [2 + 1 + 5 + 1 + 5, 4]
    assert note(room, "time") == "18 minutes"
    assert told(room, "time")["By day"] == ("2 May 2024: 14 minutes", "3 May 2024: 4 minutes")
    assert told(room, "time")["Steps"] == ("7 steps, those of branches among them",)
    # What was undone was read all the same.
    session.undo()
    assert note(room, "time") == "18 minutes"


def test_no_gap_and_no_time_are_no_minutes() -> None:
    assert minutes_by_day([]) == {}
    assert minutes_by_day([datetime.datetime(2024, 5, 2, tzinfo=datetime.UTC)]) == {}
    assert datetime.timedelta(minutes=5) == LONGEST
    room = ProgressRoom(Session.begin(small(), None, clock=lambda: datetime.datetime(2024, 5, 2)))
    assert note(room, "time") == "less than a minute"


def test_hours_are_said_as_such() -> None:
    minutes = iter(range(0, 10_000, 5))
    begun = datetime.datetime(2024, 5, 2, tzinfo=datetime.UTC)
    session = Session.begin(small(), None, clock=lambda: begun + datetime.timedelta(minutes=next(minutes)))
    for _ in range(14):
        session.walk(NodeId("p"))
    assert note(ProgressRoom(session), "time") == "1 hour 10 minutes"


# ---------------------------------------------------------------- any pack


@given(packs(), plays(20))
@examples(60)
def test_no_count_of_any_play_raises_and_no_door_leads_ahead(pack: Pack, picks: list[int]) -> None:
    room = ProgressRoom(Session(pack, None, play(pack, picks).path))
    for item in numbered(room.entries()):
        answer = room.answer(item.id)
        assert answer.title
        assert all(page_is_told(pack, room.state, door.node) for door in answer.doors)
        share = room.share(item.id)
        if share:
            assert 0 <= share[0] <= share[1]
            assert item.note == f"{share[0]} of {share[1]}"
        given_points = [points for _, points, _ in room.options(item.id)]
        assert sum(given_points) in (0, 100)


def test_a_pack_with_little_in_it_has_progress_too() -> None:
    bare = pack_of([node("p")], chapters=())
    pack = dataclasses.replace(bare, claims={}, actors={}, positions={}, questions={})
    room = ProgressRoom(Session.begin(pack, None))
    assert [item.id for item in numbered(room.entries())] == ["chapter/", "time"]
    assert room.lead().startswith("Read: 1 of the 1 page told so far.")


# ---------------------------------------------------------------- both faces


def test_line_mode_says_what_the_screen_draws(bridge: Pack) -> None:
    said: list[str] = []
    reader = LineReader(bridge, None, said.append, width=0)
    reader.open()
    assert reader.run(["1", "1", "forecast 70 30", "1", "progress", "show 1"], echo=True)
    text = "\n".join(said)
    assert "What have I seen, and what is left?" in text
    assert "Pages read" in text
    assert "70 for “" in text
    assert "You gave it 70 of 100." in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 60), (40, 60)])
async def test_bars_and_signs_stand_beside_their_words(
    flagship: Pack, flagship_folder: Path, size: tuple[int, int]
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("v")
        assert stage.over == "ProgressScreen"
        drawn = stage.words_of("ProgressScreen")
        assert ("━" in drawn) == (size[0] >= 60)
        for chapter in flagship.manifest.chapters:
            assert chapter.title in drawn
        assert "Not heard yet" in drawn
        assert "· Washington" in drawn.replace("\u00a0", " ")
        assert "ahead of the story" in drawn.replace("\u00a0", " ")


async def test_a_chapter_opens_its_unread_pages_as_doors(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("v", "down", "1")
        assert stage.over == "ReadingScreen"
        pack = stage.session.pack
        second = pack.manifest.chapters[1]
        assert pack.nodes[stage.session.state.node].chapter == second.id


async def test_a_click_on_a_bar_marks_it_and_one_on_a_door_leads_there(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("v")
        await stage.click("The people")
        door = "Belgrade's case" if "Belgrade's case" in stage.text else ""
        assert stage.over == "ProgressScreen"
        assert stage.app.screen.marked_id == "chapter/people"  # type: ignore[attr-defined]
        assert door == "" or door in stage.text


async def test_the_points_of_a_forecast_are_drawn_with_what_happened(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", ">")
        await stage.type("forecast 70 30\n")
        await stage.press("v")
        assert "70" in stage.text
        assert "happened" not in stage.text
        await stage.press("escape", "1", "v")
        assert "✓ happened" in stage.text.replace("\u00a0", " ")
