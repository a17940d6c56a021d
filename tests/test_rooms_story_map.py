"""The story map: what was read in its order, what is in reach, forks as far as they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.rooms.room import Mark, numbered
from explainer.rooms.story_map import StoryMapRoom
from explainer.session import Session
from tests.tui_screen import staged


@pytest.fixture
def room(flagship: Pack) -> StoryMapRoom:
    return StoryMapRoom(Session.begin(flagship, None, "free"))


def test_pages_are_read_in_reach_or_in_fog(room: StoryMapRoom, flagship: Pack) -> None:
    entries = numbered(room.entries())
    assert entries[0].id == room.state.node
    assert entries[0].mark is Mark.HERE
    assert {entry.mark for entry in entries[1:]} <= {Mark.NEW, Mark.FORK}
    titles = {entry.text for entry in entries}
    later = [node.title for node in flagship.nodes.values() if node.date > room.state.today]
    assert titles.isdisjoint(later)
    assert "in fog" in room.lead()


def test_read_pages_stand_in_the_order_they_were_walked(room: StoryMapRoom) -> None:
    for page in ("un-kosovo", "history-start", "war-and-78-days"):
        room.session.walk(NodeId(page))
    room.take_words("read")
    read = [entry.id for entry in numbered(room.entries())]
    assert [page for page in read if page in ("un-kosovo", "history-start", "war-and-78-days")] == [
        "un-kosovo", "history-start", "war-and-78-days",
    ]  # fmt: skip


def test_a_fork_shows_its_branches_and_what_became_of_them_only_once_it_is_told(
    room: StoryMapRoom, flagship: Pack
) -> None:
    session = room.session
    session.walk(NodeId("fork-council"))
    fork = flagship.nodes[NodeId("fork-council")].fork
    assert fork
    session.forecast(NodeId("fork-council"), tuple([100] + [0] * (len(fork.options) - 1)))
    branches = [entry for entry in room.entries() if entry.id.startswith("fork-council/")]
    assert [entry.text for entry in branches] == [option.label for option in fork.options]
    assert branches[0].note == "100 of 100"
    assert all(entry.mark is Mark.NONE for entry in branches)
    session.walk(fork.resolution)
    branches = [entry for entry in room.entries() if entry.id.startswith("fork-council/")]
    happened = [entry for entry in branches if "what happened" in entry.note]
    assert len(happened) == 1
    assert sum(entry.mark is Mark.ROAD for entry in branches) == len(branches) - 1
    assert any("What became of it" in detail.label for detail in room.answer(happened[0].id).details)


def test_it_is_narrowed_by_chapter_and_by_what_is_shown(room: StoryMapRoom) -> None:
    assert room.take_words("people") == ""
    assert room.chapter == "people"
    assert sum(entry.heading for entry in room.entries()) == 1
    room.narrow("chapter", "")
    room.narrow("which", "forks")
    assert {entry.mark for entry in numbered(room.entries())} <= {Mark.FORK, Mark.NONE, Mark.ROAD}
    assert "nowhere" in room.take_words("nowhere")


def test_line_mode_walks_to_a_page(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append)
    reader.open()
    assert reader.run(["3", "1", "story", "show 1"], echo=True)
    assert "Type show and a number to go to one." in " ".join(" ".join(said).split())
    assert reader.session
    assert reader.session.state.node == "stakeout"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_read_page_is_walked_to(flagship_folder: Path, size: tuple[int, int]) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("1", "o")
        assert stage.over == "StoryMapScreen"
        await stage.press("home", "enter")
        assert stage.over == "ReadingScreen"
        assert stage.session.state.node == "brief-1"


async def test_a_click_on_a_bar_narrows_to_the_chapter(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("o")
        await stage.click("The people")
        assert "chapter: The people" in stage.words
        await stage.press("escape")
        assert stage.over == "ReadingScreen"
