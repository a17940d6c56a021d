"""The place on a page is kept in windows of any size, with the side panel and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.garden import SENTENCE, title_of
from tests.garden import garden as garden
from tests.tui_screen import staged


@pytest.mark.parametrize("columns", [88, 100, 103])
async def test_the_page_is_set_anew_beside_the_side_panel(garden: Path, columns: int) -> None:
    async with staged(garden, size=(columns, 30)) as stage:
        await stage.press("i")
        # It stays, whatever page is opened; and the words of each are whole.
        for key, said in (("1", SENTENCE.format(1)), ("1", "and the well behind it is deep.")):
            await stage.press(key)
            assert "YOU" in stage.text
            page = " ".join(" ".join(line.partition("│")[0] for line in stage.lines).split())
            assert said in page


@pytest.mark.parametrize("size", [(87, 24), (80, 24), (40, 15)])
async def test_where_there_is_no_room_for_both_the_side_panel_lies_over_all_of_the_page(
    garden: Path, size: tuple[int, int]
) -> None:
    async with staged(garden, size=size) as stage:
        await stage.press("i")
        assert stage.over == "PanelScreen"
        assert "RESTS ON" in stage.text
        assert "The wall is old." not in stage.text
        # No choice is taken unseen.
        await stage.press("1")
        assert title_of(stage) == "Gate"
        await stage.press("i")
        assert "The wall is old." in stage.text


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_the_side_panel_is_shut_by_its_key_and_by_escape(garden: Path, size: tuple[int, int]) -> None:
    async with staged(garden, size=size) as stage:
        assert "RESTS ON" not in stage.text
        await stage.press("i")
        assert "RESTS ON" in stage.text
        # Escape shuts it before it leaves the page.
        await stage.press("escape")
        assert "RESTS ON" not in stage.text
        assert stage.over == "ReadingScreen"
        await stage.press("i", "i")
        assert "RESTS ON" not in stage.text
        await stage.press("escape")
        assert stage.over == "TitleScreen"


async def test_what_is_clicked_in_the_side_panel_over_the_page_is_done_there(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("i")
        await stage.click("claims here not opened", by=1)
        assert stage.over == "SheetScreen"
        await stage.press("escape", "i")
        await stage.click("close ×")
        assert stage.over == "ReadingScreen"


async def test_the_side_panel_can_be_put_away_on_a_wide_window(garden: Path) -> None:
    async with staged(garden) as stage:
        assert "RESTS ON" in stage.text
        await stage.press("i")
        assert "RESTS ON" not in stage.text
        await stage.press("i")
        assert "RESTS ON" in stage.text


@pytest.mark.parametrize("over", ["", "v"], ids=["the page", "something over it"])
async def test_the_same_line_is_at_the_top_after_the_window_had_other_sizes(garden: Path, over: str) -> None:
    async with staged(garden) as stage:
        await stage.press("1")
        for downs in (1, 10):
            await stage.press(*["down"] * downs)
            top, text = stage.top, stage.text
            await stage.press(*over)
            for columns, rows in ((60, 40), (160, 30), (120, 40)):
                await stage.resize(columns, rows)
            if over and stage.over != "ReadingScreen":
                await stage.press("escape")
            assert stage.text == text
            assert stage.top == top


async def test_the_first_words_in_sight_stay_in_sight_at_every_width(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1", *["down"] * 5)
        words = stage.top.split()
        assert words
        for columns in (60, 40, 100, 110, 30):
            await stage.resize(columns, 40)
            assert " ".join(words[:2]) in stage.words


async def test_a_resize_while_something_lies_over_the_page_is_not_lost_on_the_page(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("c")
        await stage.resize(80, 24)
        await stage.press("escape")
        over_it = stage.text
        assert "RESTS ON" not in over_it
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("c", "escape")
        assert stage.lines[1:] == over_it.split("\n")[1:]


@pytest.mark.parametrize("tiny", [(15, 5), (19, 40), (120, 7)])
async def test_a_window_too_small_says_so_and_comes_back_whole(garden: Path, tiny: tuple[int, int]) -> None:
    async with staged(garden) as stage:
        await stage.press("1", "down", "down", "down")
        before = stage.text
        await stage.resize(*tiny)
        assert "This window is too" in stage.words
        assert "word-" not in stage.text
        await stage.press("down")
        stage.room.keep_place()
        await stage.resize(120, 40)
        assert stage.text == before


async def test_the_title_page_says_when_a_window_is_too_small(garden: Path) -> None:
    async with staged(garden, begin=False) as stage:
        before = stage.text
        await stage.resize(15, 5)
        assert "This window is too small" in stage.words
        await stage.resize(120, 40)
        assert stage.text == before


async def test_the_smallest_window_still_shows_page_and_choices(garden: Path) -> None:
    async with staged(garden, size=(20, 8)) as stage:
        assert "Gate" in stage.text
        await stage.press("end")
        assert "Sit by" in stage.text
        await stage.press("3")
        assert title_of(stage) == "Pond"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_left_to_read_is_told_right_at_every_size(garden: Path, size: tuple[int, int]) -> None:
    async with staged(garden, size=size) as stage:
        for keys in ("", "1", "down", "end"):
            await stage.press(*keys.split())
            await stage.resize(size[0], size[1] + 3)
            await stage.resize(*size)
            sheet = stage.room.query_one("#sheet")
            # The page ends with an empty line, which is nothing to read.
            left = max(0, round(sheet.max_scroll_y - sheet.scroll_y) - 1)
            told = [line.strip() for line in stage.lines if "▾" in line]
            assert told == ([f"▾ {left} more lines"] if left else [])
