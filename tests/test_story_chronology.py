"""The timeline: in order, by year, place or voice, and nothing of it ahead of the story."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.ids import ActorId, NodeId, PlaceId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.session import Session
from explainer.story.answers import Answer
from explainer.story.chronology import Wanted, is_known, timeline_answer
from explainer.story.engine import apply, start
from explainer.story.steps import Walk
from explainer.verbs.commands import NotUnderstood, ShowTimeline
from explainer.verbs.parse import Scene, parse
from tests.test_story_fog import PACK, STORY

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


def told(answer: Answer) -> dict[str, tuple[str, ...]]:
    return {detail.label: detail.lines for detail in answer.details}


def test_the_main_events_are_told_year_by_year_up_to_the_storys_date(pack: Pack) -> None:
    answer = timeline_answer(pack, start(pack), Wanted())
    assert answer.title == "Timeline: the main events"
    assert told(answer) == {
        "2023": ("March to 1 May 2024: The quarrel.",),
        "2024": ("2 May: The vote (The hall square). A turning point.",),
    }
    # What happened before the story's date and became known after it is ahead too.
    assert answer.lead == "2 events so far; 2 more lie ahead of the story."


def test_more_is_told_as_the_story_goes_on(pack: Pack) -> None:
    later = apply(pack, start(pack), Walk(NodeId("hall")))
    answer = timeline_answer(pack, later, Wanted())
    assert told(answer)["2024"] == (
        "1 May: A secret.",
        "2 May: The vote (The hall square). A turning point.",
        "1 June: The recount (The hall square). A turning point.",
    )
    assert answer.lead == "4 events so far."


@pytest.mark.parametrize(
    ("wanted", "title", "lead", "known"),
    [
        (Wanted(least=1), "Timeline: all events", "3 events so far; 2 more lie ahead of the story.", 3),
        (Wanted(year=2023), "Timeline: 2023", "1 event so far.", 1),
        (Wanted(year=2024), "Timeline: 2024", "3 events so far; 2 more lie ahead of the story.", 3),
        (Wanted(year=1999), "Timeline: 1999", "0 events so far.", 0),
        (
            Wanted(place=PlaceId("hall-place")),
            "Timeline: The hall square",
            "1 event so far; 1 more lies ahead of the story.",
            1,
        ),
        (Wanted(actor=ActorId("mayor")), "Timeline: The mayor", "1 event so far.", 1),
    ],
)
def test_a_year_a_place_or_a_voice_can_be_asked_for(
    pack: Pack, wanted: Wanted, title: str, lead: str, known: int
) -> None:
    answer = timeline_answer(pack, start(pack), wanted)
    assert (answer.title, answer.lead) == (title, lead)
    assert sum(len(detail.lines) for detail in answer.details) == known


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("timeline", Wanted()),
        ("events", Wanted()),
        ("timeline all", Wanted(least=1)),
        ("timeline 1999", Wanted(year=1999)),
        ("timeline of the mayor", Wanted(actor=ActorId("mayor"))),
        ("timeline trg", Wanted(place=PlaceId("hall-place"))),
    ],
)
def test_a_typed_line_says_which(pack: Pack, line: str, wanted: Wanted) -> None:
    session = Session.begin(pack, None, "free")
    assert parse(line, Scene(pack, session.state, session.turn)) == ShowTimeline(wanted)


@pytest.mark.parametrize(
    "line", ["timeline 99", "timeline 20071219", "timeline nowhere", "timeline successor"]
)
def test_what_is_no_part_of_it_is_said_so(pack: Pack, line: str) -> None:
    session = Session.begin(pack, None, "free")
    found = parse(line, Scene(pack, session.state, session.turn))
    assert isinstance(found, NotUnderstood)
    assert "Type timeline, timeline 1999, or timeline all." in found.message


def test_a_pack_without_events_says_that_it_has_none(bridge: Pack) -> None:
    session = Session.begin(bridge, None, "short")
    found = parse("timeline", Scene(bridge, session.state, session.turn))
    assert found == NotUnderstood("This pack has no timeline.")


def test_line_mode_tells_it(pack: Pack) -> None:
    said: list[str] = []
    reader = LineReader(pack, None, said.append)
    reader.open()
    assert reader.run(["1", "timeline 2024"], echo=False)
    assert "Timeline: 2024" in said
    assert any(line.endswith(" 2 May: The vote (The hall square). A turning point.") for line in said)
    assert any(line.endswith(" 2 May: A bell.") for line in said)
    assert not any("recount" in line for line in said)


def test_no_event_of_the_flagship_is_told_before_its_time(flagship_folder: Path) -> None:
    opened = open_pack(flagship_folder)
    state = start(opened)
    late = [event for event in opened.events.values() if event.date.first_day > state.today]
    assert late
    assert not any(is_known(opened, state, event) for event in late)
    text = str(timeline_answer(opened, state, Wanted(least=1)))
    assert [event.id for event in late if event.title.rstrip(".") in text] == []
