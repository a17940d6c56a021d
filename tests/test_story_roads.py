"""Roads not taken are marked as what did not happen, wherever one can come on them, and never too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.export.text import as_text
from explainer.line.render import turn_lines
from explainer.line.rooms import room_lines
from explainer.model.ids import NodeId
from explainer.model.node import NodeKind
from explainer.model.pack import Pack
from explainer.prose.width import cell_width
from explainer.rooms.doors import room_named
from explainer.rooms.room import Mark
from explainer.session import Session
from explainer.story.engine import is_resolved
from explainer.story.fog import door
from explainer.story.roads import NOT_WHAT_HAPPENED, ROAD, is_known_road, is_road, road_notices
from explainer.tui.pages import head_line, offer_lines, page_lines
from tests.strategies import choice, fork, node, pack_of
from tests.tui_screen import staged

FORK, ROAD_PAGE, CAME = NodeId("fork-council"), NodeId("road-more-talks"), NodeId("council-decided")


@pytest.fixture
def session(at_an_outcome: Session) -> Session:
    return at_an_outcome


def test_every_page_of_kind_road_says_what_happened_instead(flagship: Pack) -> None:
    roads = [page for page in flagship.nodes if is_road(flagship, page)]
    assert set(roads) == {n.id for n in flagship.nodes.values() if n.kind is NodeKind.ROAD}
    for page in roads:
        first, *instead = road_notices(flagship, page)
        assert first == NOT_WHAT_HAPPENED
        forks = flagship.told_by[page]
        assert len(instead) == len(forks) > 0
        for said, name in zip(instead, forks, strict=True):
            told = flagship.nodes[name].fork
            assert told
            assert told.question in said
            told = flagship.nodes[name].fork
            assert told is not None
            assert told.options[told.happened].label in said


def test_a_page_that_forks_name_as_a_road_is_one_whatever_kind_it_has() -> None:
    pack = pack_of([node("f", fork=fork("q", "r")), node("q"), node("r"), node("w", kind=NodeKind.ROAD)])
    assert [name for name in pack.nodes if is_road(pack, name)] == ["r", "w"]
    assert road_notices(pack, NodeId("q")) == ()
    assert road_notices(pack, NodeId("w")) == (NOT_WHAT_HAPPENED,)


def test_under_its_title_and_in_the_running_head(session: Session, flagship: Pack) -> None:
    session.walk(ROAD_PAGE)
    said = turn_lines(flagship, session.state, session.turn, 0)
    assert said[2:4] == list(road_notices(flagship, ROAD_PAGE))
    drawn = [
        line.content.plain for line in page_lines(flagship, session.state, session.turn, 200, dateline=False)
    ]
    title = next(at for at, text in enumerate(drawn) if text == session.turn.title)
    assert drawn[title + 1] == f"◇ {NOT_WHAT_HAPPENED}"
    assert drawn[title + 2] == said[3]
    for width in (120, 80, 60, 40, 20):
        head = head_line(flagship.title, session.turn, width).content.plain
        assert head.count("◇ road not taken") == 1
        assert cell_width(head) <= width


def test_choices_and_doors_to_it_carry_the_mark(session: Session, flagship: Pack) -> None:
    offers = [offer for offer in session.turn.offers if is_road(flagship, offer.to)]
    assert len(offers) == 2
    said = turn_lines(flagship, session.state, session.turn, 0)
    for offer in offers:
        assert f"{offer.number}  {offer.text} ({ROAD}, new)" in said
        drawn = offer_lines(offer, 60, 0, chosen=False)[0].content.plain
        assert drawn.endswith("◇ road")
    session.walk(ROAD_PAGE)
    session.walk(CAME)
    read = next(offer for offer in session.turn.offers if offer.to == ROAD_PAGE)
    assert f"{read.number}  {read.text} ({ROAD}, read)" in turn_lines(
        flagship, session.state, session.turn, 0
    )
    lines = offer_lines(read, 60, 0, chosen=False)
    assert lines[0].content.plain.rstrip().endswith("◇ road, read")
    assert all(cell_width(line.content.plain) <= 60 for line in lines)
    assert door(flagship, session.state, ROAD_PAGE).road
    assert not door(flagship, session.state, CAME).road


def test_rooms_mark_it(session: Session) -> None:
    session.walk(ROAD_PAGE)
    session.walk(CAME)
    story = room_named("story", session)
    marks = {entry.id: entry.mark for entry in story.entries()}
    assert marks[ROAD_PAGE] is Mark.ROAD
    assert marks["road-ahtisaari"] is Mark.ROAD
    path = room_named("path", session)
    assert [entry.mark for entry in path.entries() if entry.text.startswith("A road not taken")] == [
        Mark.ROAD
    ]
    search = room_named("search", session)
    search.take_words('"this did not happen"')
    assert {entry.mark for entry in search.entries() if entry.id.startswith("page:road-")} == {Mark.ROAD}
    session.walk(ROAD_PAGE)
    session.toggle_bookmark()
    notes = room_named("notes", session)
    assert [entry.mark for entry in notes.entries() if entry.id] == [Mark.ROAD]
    assert f"({ROAD}" in "\n".join(room_lines(notes, 0))
    here = {entry.id: entry for entry in room_named("story", session).entries()}[ROAD_PAGE]
    assert (here.mark, "road not taken" in here.note) == (Mark.HERE, True)


def test_before_its_fork_is_told_nothing_marks_it(flagship: Pack) -> None:
    """A mark beside one of two ways on would tell which of them was taken."""
    session = Session.begin(flagship, None, "free")
    session.walk(FORK)
    session.forecast(FORK, (60, 30, 10))
    assert not is_resolved(flagship, session.state, FORK)
    assert not is_known_road(flagship, session.state, ROAD_PAGE)
    ways = pack_of([node("f", fork=fork("q", "r"), choices=[choice("q"), choice("r")]), node("q"), node("r")])
    told = Session.begin(ways, None)
    told.forecast(NodeId("f"), ())
    assert [offer.road for offer in told.turn.offers] == [False, False]
    told.choose("r")
    told.back()
    assert [offer.road for offer in told.turn.offers] == [False, True]


def test_on_paper_too(flagship: Pack) -> None:
    text = as_text(flagship, width=0)
    roads = sum(is_road(flagship, page) for page in flagship.nodes)
    assert text.count(NOT_WHAT_HAPPENED) == roads


async def test_on_the_screen_at_every_width(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(120, 40)) as stage:
        stage.session.walk(FORK)
        stage.session.forecast(FORK, (60, 30, 10))
        stage.session.walk(CAME)
        stage.session.walk(ROAD_PAGE)
        stage.room.show_turn()
        await stage.settle()
        for size in ((120, 40), (80, 24), (60, 20)):
            await stage.resize(*size)
            assert "◇ road not taken" in stage.lines[0]
            assert f"◇ {NOT_WHAT_HAPPENED}" in stage.words
