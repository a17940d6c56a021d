"""What lies over the page: sheets of claims and answers, and lists to pick from."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.tui.screens.sheet import SheetScreen
from tests.garden import garden as garden
from tests.garden import title_of
from tests.tui_screen import staged


async def test_leafing_through_claims_opens_each(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("c")
        assert [item.opened for item in stage.session.turn.claims] == [True, False]
        await stage.press("right")
        assert "Claim 2: The well is deep" in stage.text
        assert [item.opened for item in stage.session.turn.claims] == [True, True]
        await stage.press("right")
        assert "2 of 2" in stage.text
        await stage.press("1")
        assert "1 of 2" in stage.text
        await stage.press("h", "l")
        assert "2 of 2" in stage.text
        await stage.click("‹ 2")
        assert "1 of 2" in stage.text


@pytest.mark.parametrize("key", ["escape", "q", "c", "d", "enter"])
async def test_a_sheet_closes_back_to_the_same_place(garden: Path, key: str) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("down")
        before = stage.top
        await stage.press("c")
        assert stage.over == "SheetScreen"
        await stage.press(key)
        assert stage.over == "ReadingScreen"
        assert stage.top == before


async def test_asking_somebody_is_hearing_them(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("a")
        await stage.type("mayor")
        await stage.press("enter")
        assert "Who is this?" in stage.text
        await stage.press("down", "enter")
        assert "The bridge should carry people, not cars." in stage.words_beside
        assert "mayor" in stage.session.state.heard
        await stage.press("escape")
        assert "1 of 1 voices heard" in stage.text
        await stage.press("p")
        assert "− against" in stage.text
        await stage.press("escape", "d")
        assert "A count of votes kept by hand." in stage.words_beside
        await stage.press("escape", "v")
        assert "What have I seen, and what is left?" in stage.text


async def test_a_list_narrows_as_one_types_and_escape_picks_nothing(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3", "g")
        assert "Where do you go?" in stage.text
        await stage.type("zzz")
        assert "Nothing by that name." in stage.text
        await stage.press("enter", "escape")
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "Pond")
        await stage.press("g", "down", "up")
        await stage.type("gat")
        await stage.press("enter")
        assert title_of(stage) == "Gate"


async def test_a_row_of_a_list_can_be_clicked(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3", "g")
        await stage.click("Gate")
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "Gate")


async def test_enter_takes_what_was_typed_however_fast(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("2", "g")
        await stage.rush(*"home", "enter")
        assert stage.over == "ReadingScreen"
        assert title_of(stage) == "Home"


async def test_two_voices_stand_side_by_side_where_there_is_room(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press(">")
        await stage.type("compare russia and united states on status\n")
        assert isinstance(stage.app.screen, SheetScreen)
        assert any("Russia" in line and "United States" in line for line in stage.lines)
        await stage.resize(60, 40)
        assert not any("Russia" in line and "United States" in line for line in stage.lines[:6])
        await stage.press("escape")
        assert {"russia", "united-states"} <= set(stage.session.state.heard) or len(
            stage.session.state.heard
        ) >= 2
