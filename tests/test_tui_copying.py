"""Selecting and copying: whole sentences, paragraphs apart, and all of a page or an answer."""

from __future__ import annotations

from pathlib import Path

from tests.garden import SENTENCE
from tests.garden import garden as garden
from tests.tui_screen import staged


async def test_selected_lines_are_copied_as_whole_sentences(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("1")
        x, y = stage.where("In paragraph 1")
        last_x, last_y = stage.where("word-1d.", nth=2)
        await stage.drag((x, y), (last_x + 7, last_y))
        await stage.press("ctrl+c")
        assert stage.app.clipboard == " ".join([SENTENCE.format(1)] * 3)
        # It was copied, and nobody left.
        assert stage.app.is_running
        assert stage.over == "ReadingScreen"


async def test_paragraphs_stay_apart_when_they_are_copied(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1")
        x, y = stage.where("In paragraph 1")
        last_x, last_y = stage.where("word-2d.", nth=2)
        await stage.drag((x, y), (last_x + 7, last_y))
        await stage.press("ctrl+c")
        assert stage.app.clipboard.split("\n\n") == [" ".join([SENTENCE.format(n)] * 3) for n in (1, 2)]


async def test_ctrl_c_with_nothing_selected_leaves(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("ctrl+c")
        assert not stage.app.is_running
    assert stage.app.return_value == 0


async def test_the_page_and_an_answer_can_be_copied_whole(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("y")
        assert stage.app.clipboard.startswith("Gate\n\nThe wall is old. [1] So is the moss on it")
        assert stage.notice == "The page was copied."
        await stage.press("c", "y")
        assert stage.app.clipboard.startswith("Claim 1: The wall is old\n")
        assert stage.over == "SheetScreen"
