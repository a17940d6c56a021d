"""The path in typed lines and on the screen, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.pack import Pack
from tests.path_rows import FORK, HOME, SQUARE
from tests.tui_screen import staged

# ---------------------------------------------------------------- line mode


def said_by(pack: Pack, *lines: str) -> tuple[str, LineReader]:
    said: list[str] = []
    reader = LineReader(pack, None, said.append, width=0)
    reader.open()
    reader.run(list(lines), echo=True)
    return "\n".join(said), reader


def test_line_mode_jumps_and_takes_the_other_choice(bridge: Pack) -> None:
    said, reader = said_by(bridge, "1", "1", "back", "jump back two steps", "path", "other 1", "other 1 2")
    assert "The 2 steps you left are kept as a branch of your path." in said
    assert "2  A branch of 2 steps to “The square” (left " in said
    assert "The square: what else could be taken there.\n1  “Ask what happens next” (" in said
    assert "Type other 1 1 to take one of them from there." in said
    assert reader.session
    assert reader.session.turn.node == HOME
    assert reader.answer("jump 1").understood
    assert reader.session.turn.node == SQUARE
    assert reader.answer("path all").understood
    assert reader.answer("jump 2").understood


@pytest.mark.parametrize(
    "line", ["jump", "jump there", "jump 99", "jump back 9", "jump back 0", "other x", "other 9", "other 1 9"]
)
def test_line_mode_says_kindly_what_is_wrong(bridge: Pack, line: str) -> None:
    _, reader = said_by(bridge, "1", "1")
    reply = reader.answer(line)
    assert not reply.understood
    assert reply.lines
    assert reader.session
    assert reader.session.turn.node == FORK


def test_a_path_of_an_earlier_reading_is_left_at_the_title(bridge: Pack) -> None:
    _, reader = said_by(bridge, "1", "1", "path", "title", "1")
    reply = reader.answer("jump 2")
    assert not reply.understood


# ---------------------------------------------------------------- the screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15)])
async def test_enter_stands_at_a_step_and_says_so(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        await stage.press("1", "b", "2", "w")
        assert stage.over == "PathScreen"
        assert "◉ here" in stage.text
        await stage.press("home", "enter")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == SQUARE
        assert "kept as a branch" in stage.notice
        await stage.press("w")
        assert "A branch of 3 steps" in stage.words
        await stage.press("enter")
        assert stage.over == "PathScreen"
        await stage.press("down", "enter")
        assert stage.session.turn.node == HOME


async def test_the_other_choice_is_picked_and_taken(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 24)) as stage:
        await stage.press("1", "w", "home", "o")
        assert stage.over == "PickScreen"
        assert "Go home" in stage.text
        await stage.press("escape")
        assert stage.over == "PathScreen"
        await stage.press("o", "enter")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == HOME
        await stage.press("w", "home", "down", "o")
        assert "There was no other choice there." in stage.words


async def test_a_click_marks_and_a_second_one_stands_there(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 24)) as stage:
        await stage.press("1", "w")
        await stage.click("The square")
        assert stage.over == "PathScreen"
        await stage.press("d")
        assert stage.over == "SheetScreen"
        assert "Other choices there" in stage.words
        await stage.press("escape")
        await stage.click("The square")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == SQUARE
        await stage.press("w")
        await stage.click("steps:")
        assert "every step" in stage.words
        await stage.press("escape")
        assert stage.over == "ReadingScreen"


async def test_the_detail_stands_beside_the_list_where_it_is_wide(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "w", "home")
        assert "Other choices there" in stage.words
        assert "“Go home”" in stage.words


async def test_typed_lines_jump_too(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "2", ">")
        await stage.type("jump back one step\n")
        assert stage.session.turn.node != HOME
        await stage.press(">")
        await stage.type("jump 1\n")
        assert stage.session.turn.node == SQUARE
        await stage.press(">")
        await stage.type("other 1 2\n")
        assert stage.session.turn.node == HOME
        await stage.press(">")
        await stage.type("jump 44\n")
        assert "There is no step 44" in stage.notice
        await stage.press(">")
        await stage.type("other 1\n")
        assert stage.over == "PathScreen"
        assert "Other choices there" in stage.words


async def test_standing_before_a_forecast_shows_the_fork_without_it(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", ">")
        await stage.type("forecast 70 30\n")
        assert "70 of 100" in stage.text
        await stage.press("w", "up", "enter")
        assert stage.over == "ReadingScreen"
        assert "70 of 100" not in stage.text
