"""Beginning, leaving and keeping: how a reading is gone on with, and what a failing store does."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.errors import PackInvalid
from explainer.store.store import Store
from tests.garden import garden as garden
from tests.garden import store as store
from tests.garden import title_of
from tests.tui_screen import staged


async def test_continue_is_offered_first_and_leads_to_the_same_line(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        assert "Continue" not in stage.text
        await stage.press("1", "1", *["down"] * 4)
        top = stage.top
        await stage.press("escape")
        assert "Continue" in stage.text
        assert "You were on “Walk”" in stage.text
        assert stage.text.index("Continue") < stage.text.index("The only way.")
        await stage.press("enter")
        assert stage.top == top
    async with staged(garden, store, begin=False) as stage:
        await stage.press("c")
        assert stage.top == top


async def test_who_begins_afresh_is_told_how_to_go_on_with_what_was_read(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        assert "afresh" not in stage.words
        await stage.press("1")
        assert stage.notice == ""
        await stage.press("1", "escape")
        assert "Or begin afresh; that reading is kept all the same." in stage.words
        await stage.press("1")
        assert title_of(stage) == "Gate"
        assert stage.notice == (
            "You begin afresh. Your reading of “Walk” is kept: to go on with it, press esc, then r."
        )
        await stage.press("escape", "r", "down", "enter")
        assert title_of(stage) == "Walk"
        assert stage.notice == ""


async def test_who_begins_afresh_is_told_where_a_reading_was_kept_nowhere(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1", "escape")
        assert "Or begin afresh; then that reading is given up." in stage.words
        await stage.press("1")
        assert stage.notice == "You begin afresh. Your reading of “Walk” was kept nowhere."


async def test_a_click_on_a_way_in_begins_by_it_and_arrows_mark_it(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        await stage.click("In, 5 minutes", by=1)
        assert title_of(stage) == "Gate"
        await stage.press("3", "escape", "down", "enter")
        assert title_of(stage) == "Gate"
        await stage.press("escape", "r")
        assert stage.over == "PickScreen"
        await stage.press("down", "enter")
        assert title_of(stage) == "Pond"


async def test_quitting_keeps_the_place(garden: Path, store: Store) -> None:
    async with staged(garden, store) as stage:
        await stage.press("1", "down", "q")
        assert not stage.app.is_running
    assert stage.app.return_value == 0
    (run,) = store.runs("small")
    assert (run.title, bool(run.place)) == ("Walk", True)


async def test_a_store_that_fails_is_told_once_and_reading_goes_on(garden: Path, store: Store) -> None:
    async with staged(garden, store) as stage:
        store.close()
        await stage.press("3")
        assert title_of(stage) == "Pond"
        assert stage.notice.startswith("Progress can't be kept in")
        assert stage.notice.endswith("You can go on reading; from here on nothing is kept.")
        await stage.press("1")
        assert (title_of(stage), stage.notice) == ("Gate", "")
        await stage.press("c", "escape", "1", "down", "escape")
        assert stage.over == "TitleScreen"


@pytest.mark.parametrize("keys", ["c", "a down enter down enter", "1 f enter"])
async def test_a_store_that_fails_under_a_sheet_is_told_when_it_is_closed(
    keys: str, bridge_folder: Path, store: Store
) -> None:
    async with staged(bridge_folder, store, size=(80, 24)) as stage:
        *before, last = keys.split()
        await stage.press(*before)
        store.close()
        await stage.press(last)
        while stage.over != "ReadingScreen":
            await stage.press("escape")
        assert "nothing is kept" in stage.notice


async def test_a_store_that_cannot_be_read_still_opens_the_title_page(garden: Path, store: Store) -> None:
    store.close()
    async with staged(garden, store) as stage:
        assert title_of(stage) == "Gate"
        assert "nothing is kept" in stage.notice


async def test_a_pack_with_errors_is_left_at_once(garden: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in garden.iterdir():
        (folder / file.name).write_text(file.read_text().replace('"to": "tower"', '"to": "nowhere"'))
    async with staged(folder, begin=False) as stage:
        assert not stage.app.is_running
    assert stage.app.return_value == 3
    assert isinstance(stage.app.failure, PackInvalid)
    assert [item.code for item in stage.app.failure.diagnostics if item.severity == "error"] == ["E201"]
