"""The positions: the matrix as a table, a row or a column; comparing; whom one has not heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.ids import ActorId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.rooms.positions import PositionsRoom
from explainer.rooms.room import Mark, numbered
from explainer.session import Session
from explainer.story.answers import STANCE_WORD, stance_of
from explainer.story.fog import is_told
from explainer.tui.screens.positions import PositionsScreen
from tests.tui_screen import Stage, staged


@pytest.fixture
def room(flagship: Pack) -> PositionsRoom:
    return PositionsRoom(Session.begin(flagship, None, "free"))


def test_the_matrix_has_a_cell_for_every_voice_and_question(room: PositionsRoom, flagship: Pack) -> None:
    room.as_matrix = True
    cells = numbered(room.entries())
    voices = room.voices()
    assert len(cells) == len(voices) * len(flagship.questions)
    for cell in cells:
        actor, question = room.cell(cell.id)
        assert question is not None
        assert STANCE_WORD[stance_of(flagship, room.state, actor, question)] in cell.note


def test_voices_of_later_are_not_among_them(room: PositionsRoom, flagship: Pack) -> None:
    speaking = {actor for actor, _ in flagship.positions}
    told = {actor for actor in speaking if is_told(flagship, room.state, flagship.actors[actor].text)}
    assert {actor.id for actor in room.voices()} == told
    later = [key for key, position in flagship.positions.items() if not room.state.has_come_to(position.date)]
    assert later
    for actor, question in later:
        answer = room.answer(f"{actor}/{question}")
        assert "holds no documented position" in str(answer.blocks)


def test_a_question_is_a_column_and_a_voice_a_row(room: PositionsRoom, flagship: Pack) -> None:
    assert room.take_words("precedent") == ""
    assert {room.cell(entry.id)[1] for entry in numbered(room.entries())} == {room.asked}
    fresh = PositionsRoom(room.session)
    assert fresh.take_words("spain") == ""
    assert fresh.actor == "spain"
    assert [room.cell(entry.id)[1] for entry in numbered(fresh.entries())] == list(flagship.questions)
    both = PositionsRoom(room.session)
    assert both.take_words("spain on precedent") == ""
    assert len(numbered(both.entries())) == 1
    assert "cheese" in PositionsRoom(room.session).take_words("cheese")


def test_hearing_is_noted_and_unheard_voices_can_be_asked_for(room: PositionsRoom) -> None:
    before = len(room.voices())
    assert room.take_words("unheard") == ""
    unheard = room.voices()
    assert 0 < len(unheard) < before
    actor = unheard[0].id
    room.open(f"{actor}/{next(iter(room.pack.questions))}")
    assert actor not in [voice.id for voice in room.voices()]
    room.narrow("unheard", "")
    assert next(entry.mark for entry in room.entries() if entry.id == f"{actor}/") is Mark.HEARD


def test_a_stance_narrows_it(room: PositionsRoom) -> None:
    room.take_words("1")
    room.narrow("stance", "divided")
    assert {entry.note for entry in numbered(room.entries())} == {"÷ divided"}


def test_two_voices_are_compared_on_what_either_answers(room: PositionsRoom) -> None:
    pairs = room.compared(ActorId("serbia-government"), ActorId("russia"))
    assert len(pairs) == len(room.pack.questions)
    assert room.take_words("precedent") == ""
    [(first, second)] = room.compared(ActorId("serbia-government"), ActorId("russia"))
    assert "Serbia" in first.title
    assert "Russia" in second.title


def test_line_mode_has_the_whole_of_it(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append)
    reader.open()
    assert reader.run(["3", "positions", "positions precedent", "show 2", "positions unheard"], echo=True)
    words = " ".join(" ".join(said).split())
    assert "Positions. Who wants what, and why?" in words
    assert "Type show and a number to hear one." in words
    assert f"Narrowed by question: {flagship.questions[QuestionId('precedent')].brief}." in words
    assert reader.session
    assert "unity-team" in reader.session.state.heard


async def asked(stage: Stage) -> list[tuple[str, str]]:
    return [(str(actor), str(question)) for actor, question in stage.session.state.asked]


async def test_arrows_walk_the_matrix_and_enter_hears(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p")
        assert stage.over == "PositionsScreen"
        assert "+ for" in stage.words
        await stage.press("down", "right", "right", "up", "left", "enter")
        screen = stage.app.screen
        assert isinstance(screen, PositionsScreen)
        voices, questions = screen.positions.voices(), list(stage.session.pack.questions)
        assert await asked(stage) == [(voices[0].id, questions[1])]
        # Past the end the mark stays on the last row, and in its column.
        await stage.press("end")
        last = screen.marked_id
        assert last.startswith(f"{voices[-1].id}/")
        await stage.press("down", "down", "up", "down")
        assert screen.marked_id == last


async def test_the_heads_stay_while_the_rows_scroll(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(120, 24)) as stage:
        await stage.press("p")
        head = next(line for line in stage.lines if "  1   2   3" in line.replace("[", " "))
        await stage.press(*["down"] * 25)
        assert head in stage.lines
        assert "› " in stage.text


async def test_a_cell_can_be_clicked(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p")
        await stage.click("Washington", by=24)
        screen = stage.app.screen
        assert isinstance(screen, PositionsScreen)
        actor, _, question = screen.marked_id.partition("/")
        assert actor == "united-states"
        answer = screen.positions.answer(screen.marked_id)
        assert answer.title in stage.words_beside
        assert question in stage.session.pack.questions


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_narrow_it_is_one_question_at_a_time(flagship_folder: Path, size: tuple[int, int]) -> None:
    async with staged(flagship_folder, size=size) as stage:
        questions = list(stage.session.pack.questions.values())
        await stage.press("p")
        assert " ".join(questions[0].text.split()[:3]) in stage.words
        await stage.press("right")
        assert " ".join(questions[1].text.split()[:3]) in stage.words
        await stage.press("enter")
        assert stage.over == "SheetScreen"
        await stage.press("escape", "escape")
        assert stage.over == "ReadingScreen"
        assert [question for _, question in await asked(stage)] == [questions[1].id]


async def test_two_are_taken_and_stand_side_by_side(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p", "x", "down", "down", "down", "x")
        assert stage.over == "SheetScreen"
        assert "1 of 10" in stage.words
        assert {"serbia-government", "russia"} <= {actor for actor, _ in await asked(stage)}
        await stage.press("escape")
        assert stage.over == "PositionsScreen"


async def test_leaving_for_a_page_walks_there(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p", "down", "1")
        assert stage.over == "ReadingScreen"
        assert stage.session.state.node == NodeId("meet-unity-team")
