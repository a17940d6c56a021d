"""The timeline: in order, narrowed every way, with nothing of it ahead of the story but its number."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.date import PartialDate
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.rooms.room import Mark, Room, numbered
from explainer.rooms.timeline import TimelineRoom, Wanted, era_of
from explainer.session import Session
from tests.test_story_fog import PACK, STORY
from tests.tui_screen import staged

EVENTS = """\
events:
  - {id: began, date: 2023-03, until: 2024-05-01, title: The quarrel., weight: 2, claims: [now]}
  - {id: vote, date: 2024-05-02, title: The vote, weight: 3, place: hall-place,
     actors: [mayor], claims: [now]}
  - {id: bell, date: 2024-05-02, until: 2024-05-02, title: A bell, weight: 1, claims: [now]}
  - {id: secret, date: 2024-05-01, title: A secret, weight: 2, claims: [then]}
  - {id: later, date: 2024-06-01, title: The recount, weight: 3, place: hall-place, claims: [then]}
places:
  - {id: hall-place, name: The hall square, names: {sr: Trg}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "story.yaml").write_text(STORY)
    (tmp_path / "events.yaml").write_text(EVENTS)
    return open_pack(tmp_path)


@pytest.fixture
def session(pack: Pack) -> Session:
    return Session.begin(pack, None)


def ids(room: Room) -> list[str]:
    return [entry.id for entry in numbered(room.entries())]


def test_it_goes_as_far_as_the_story_and_counts_the_rest(session: Session) -> None:
    room = TimelineRoom(session)
    assert ids(room) == ["began", "vote"]
    assert room.lead() == "2 events so far; 2 more lie ahead of the story. The story is at 2 May 2024."
    session.choose("on")
    # What was kept secret until then stands where it happened.
    assert ids(room) == ["began", "secret", "vote", "later"]
    assert room.lead().startswith("4 events so far. ")


def test_an_event_known_later_than_it_happened_says_so(session: Session) -> None:
    session.choose("on")
    answer = TimelineRoom(session).answer("secret")
    assert [detail.lines for detail in answer.details if detail.label == "Known since"] == [("1 June 2024",)]
    assert not any(detail.label == "Known since" for detail in TimelineRoom(session).answer("vote").details)


def test_when_it_was_known_is_told_as_precisely_as_it_is_written(pack: Pack) -> None:
    claims = dict(pack.claims)
    for date, said in ((PartialDate(2024, 6), "June 2024"), (PartialDate(2025), "2025")):
        claims[ClaimId("then")] = dataclasses.replace(pack.claims[ClaimId("then")], known_from=date)
        room = TimelineRoom(Session.begin(dataclasses.replace(pack, claims=claims), None))
        details = room.answer("secret").details
        assert [detail.lines for detail in details if detail.label == "Known since"] == [(said,)]


def test_lines_are_read_as_they_stand(session: Session) -> None:
    entries = {entry.id: entry for entry in TimelineRoom(session).entries()}
    assert entries["began"].text == "March to 1 May 2024: The quarrel"
    assert entries["vote"].text == "2 May: The vote (The hall square)"
    assert entries["vote"].note == "turning point"
    assert [entry.text for entry in TimelineRoom(session).entries() if entry.heading] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("words", "wanted", "found"),
    [
        ("all", Wanted(every=True), ["began", "vote", "bell"]),
        ("2024", Wanted(year=2024), ["began", "vote", "bell"]),
        ("2023", Wanted(year=2023), ["began"]),
        ("2020s", Wanted(era="2020s"), ["began", "vote", "bell"]),
        ("the hall square", None, ["vote"]),
        ("trg", None, ["vote"]),
        ("mayor", None, ["vote"]),
        ("disputed", Wanted(disputed=True), []),
    ],
)
def test_words_narrow_it(session: Session, words: str, wanted: Wanted | None, found: list[str]) -> None:
    room = TimelineRoom(session)
    assert room.take_words(words) == ""
    assert wanted is None or room.wanted == wanted
    assert ids(room) == found


@pytest.mark.parametrize("words", ["atlantis", "19", "the successor", "12345"])
def test_what_it_does_not_know_it_says(session: Session, words: str) -> None:
    assert f"“{words}”" in TimelineRoom(session).take_words(words)


def test_every_facet_offers_only_what_is_told(session: Session) -> None:
    room = TimelineRoom(session)
    assert [value for value, _ in room.values("year")] == ["", "2023", "2024"]
    assert [value for value, _ in room.values("era")] == ["", "2020s"]
    assert [value for value, _ in room.values("place")] == ["", "hall-place"]
    assert [value for value, _ in room.values("voice")] == ["", "mayor"]
    for facet in room.facets():
        for value, _ in room.values(facet.id):
            room.narrow(facet.id, value)
            room.narrow(facet.id, "")


def test_eras_are_centuries_and_then_decades() -> None:
    found = [era_of(year) for year in (1389, 1878, 1200, 1101, 1900, 1999, 2007)]
    assert found == [
        "14th century",
        "19th century",
        "12th century",
        "12th century",
        "1900s",
        "1990s",
        "2000s",
    ]


def test_disputed_events_are_marked_and_lead_to_their_pages(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    room = TimelineRoom(session)
    room.take_words("disputed")
    assert ids(room)
    assert {entry.mark for entry in numbered(room.entries())} == {Mark.DISPUTED}
    answer = room.answer(ids(room)[0])
    assert answer.claims
    assert answer.doors
    assert "most in 2007" in " ".join(TimelineRoom(session).picture_lines(0))


def test_line_mode_opens_an_event_and_its_claims(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append)
    reader.open()
    assert reader.run(["3", "timeline 1999", "show 1", "show 1 claim 1"], echo=True)
    words = " ".join(" ".join(said).split())
    assert "Narrowed by year: 1999." in words
    assert "Certainty:" in words
    assert reader.session
    assert sum(reader.session.state.met.values()) == 1
    assert not reader.run(["show 1 claim 99"], echo=True)


async def test_the_strip_of_years_is_run_along_by_keys_and_mouse(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("t")
        assert stage.over == "TimelineScreen"
        assert "ahead" in stage.words
        await stage.press("right", "right")
        assert "› October: The armies of Serbia" in stage.text
        await stage.press("left")
        assert "› 10 June: The League of Prizren" in stage.text
        x, y = stage.where("ahead")
        await stage.click_at(x - 8, y)
        assert "2007" in stage.words
        await stage.press("home", "1")
        assert stage.over == "ReadingScreen"
        assert stage.session.state.node == NodeId("medieval-memory")


async def test_claims_of_an_event_are_opened_over_it(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(80, 24)) as stage:
        await stage.press("t", "c")
        assert stage.over == "SheetScreen"
        assert sum(stage.session.state.met.values()) == 1
        await stage.press("escape")
        assert stage.over == "TimelineScreen"


async def test_a_facet_is_picked_from_a_list(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("t", "y")
        assert stage.over == "PickScreen"
        await stage.type("1999\n")
        assert "year: 1999" in stage.words
        await stage.press("d")
        assert "disputed: only" in stage.words


async def test_a_pack_without_events_says_so(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("t")
        assert (stage.over, stage.notice) == ("ReadingScreen", "This pack has no timeline.")
