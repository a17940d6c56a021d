"""The terminal's own cursor stands on what is marked, so that what follows it reads from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.pty_screen import DOWN, ENTER, ESCAPE, TAB, UP, Terminal
from tests.tui_screen import Stage, staged


def on_the_mark(stage: Stage) -> None:
    """Whether the cursor is on the mark that is drawn."""
    spot = stage.app.cursor_position
    assert stage.lines[spot.y].lstrip(" │").find("› ") >= 0
    assert stage.lines[spot.y][spot.x] == "›"


async def test_the_cursor_follows_the_mark_on_every_screen(bridge_folder: Path) -> None:
    async with staged(bridge_folder, begin=False) as stage:
        on_the_mark(stage)
        await stage.press("1")
        first = stage.app.cursor_position
        on_the_mark(stage)
        await stage.press("tab")
        on_the_mark(stage)
        assert stage.app.cursor_position.y == first.y + 1
        for keys in (
            "a",
            "down",
            "escape",
            "t",
            "down",
            "escape",
            "comma",
            "down",
            "escape",
            "1",
            "f",
            "down",
        ):
            await stage.press(keys)
            if stage.over != "ReadingScreen":
                on_the_mark(stage)


async def test_while_the_choices_are_out_of_sight_the_cursor_is_at_the_top_of_what_is_read(
    bridge_folder: Path,
) -> None:
    async with staged(bridge_folder, size=(60, 12)) as stage:
        sheet = stage.room.query_one("#sheet").region
        assert (stage.app.cursor_position.x, stage.app.cursor_position.y) == (sheet.x, sheet.y)
        await stage.press("end")
        on_the_mark(stage)


async def test_where_one_types_the_cursor_is_in_the_line(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("ask")
        line = stage.room.query_one("Input")
        assert stage.app.cursor_position.y == line.region.y
        assert stage.app.cursor_position.x == line.region.x + 4
        await stage.press("escape")
        on_the_mark(stage)


async def test_in_an_answer_the_cursor_is_at_its_top(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("c")
        leaf = stage.app.screen.query_one(".leaf").region
        assert (stage.app.cursor_position.x, stage.app.cursor_position.y) == (leaf.x, leaf.y)


def marked(window: Terminal) -> bool:
    """Whether the terminal's cursor is on the mark that the window shows."""
    line = window.screen.display[window.screen.cursor.y]
    return line[window.screen.cursor.x : window.screen.cursor.x + 2] == "› "


def test_the_terminal_itself_has_its_cursor_there(bridge_folder: Path) -> None:
    with Terminal("play", str(bridge_folder), columns=100, rows=34) as window:
        window.until_shown("Five minutes").until(marked)
        window.type("1").until_shown("What do you do?").until(marked)
        first = window.screen.cursor.y
        window.type(TAB).until(lambda now: marked(now) and now.screen.cursor.y == first + 1)
        window.type(UP).until(lambda now: marked(now) and now.screen.cursor.y == first)
        window.type("a").until_shown("Whom do you ask?").until(marked)
        window.type(ESCAPE).until_gone("Whom do you ask?").until(marked)
        moved(window.type("L").until_shown("What is it built on"), DOWN)
        window.type(ESCAPE).until_gone("What is it built on").until(marked)
        window.type(ENTER).until_shown("Does the mayor").type("f").until_shown("in points out of 100")
        moved(window, DOWN)


def moved(window: Terminal, key: str, holds: Callable[[Terminal], bool] = marked) -> None:
    """Move the mark, and the cursor with it."""
    window.until(holds)
    row = window.screen.cursor.y
    window.type(key).until(lambda now: holds(now) and now.screen.cursor.y > row)
