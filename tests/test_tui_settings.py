"""Settings on the screens: each changes at once, is kept, and is drawn; moved keys work and are shown."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from textual.widgets import Input

from explainer.packs.load import load_manifest
from explainer.settings import Settings, SettingsFile
from explainer.store.store import Store, open_store
from explainer.tui.app import ExplainerApp
from explainer.tui.palette import ActionProvider
from tests.pty_screen import Terminal
from tests.tui_screen import Stage, manifest, staged, write_pack


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    opened = open_store(walled_off)
    yield opened
    opened.close()


@asynccontextmanager
async def set_up(
    folder: Path, store: Store | None = None, size: tuple[int, int] = (120, 40), **file: object
) -> AsyncIterator[Stage]:
    """The program with a settings file, on its title page."""
    found = load_manifest(folder)
    assert found is not None
    fixed = {name: str(value) for name, value in file.items() if name != "keys"}
    keys = file.get("keys", {})
    assert isinstance(keys, dict)
    settings = Settings(store, SettingsFile(Path("settings.toml"), True, fixed, keys))
    app = ExplainerApp(folder, found, store, settings=settings)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.settle()
        yield stage


# ---------------------------------------------------------------- the screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15)])
async def test_arrows_and_enter_change_a_setting_at_once(
    size: tuple[int, int], bridge_folder: Path, store: Store
) -> None:
    async with staged(bridge_folder, store, size=size) as stage:
        await stage.press("comma")
        assert stage.over == "SettingsScreen"
        assert "‹ night ›" in stage.text
        await stage.press("right")
        assert stage.app.theme == "paper"
        await stage.press("left", "left")
        assert stage.app.theme == "ansi"
        await stage.press("down", "enter")
        assert "Width is 66." in stage.words_of("SettingsScreen")
        await stage.press("escape")
        assert stage.over == "ReadingScreen"
        assert stage.room.query_one("#prose").size.width <= 66
    assert (store.setting("look"), store.setting("width")) == ("ansi", "66")
    async with staged(bridge_folder, store, size=size) as stage:
        assert stage.app.theme == "ansi"
        assert stage.room.query_one("#prose").size.width <= 66


async def test_a_click_changes_a_setting_and_on_its_first_arrow_backwards(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("comma")
        await stage.click("Density")
        assert stage.app.settings["density"] == "compact"
        await stage.click("‹ compact")
        assert stage.app.settings["density"] == "normal"
        await stage.click("‹ normal")
        assert stage.app.settings["density"] == "airy"


async def test_what_is_fixed_says_so_and_stays(bridge_folder: Path, store: Store) -> None:
    async with set_up(bridge_folder, store, width=60) as stage:
        await stage.press("1", "comma", "down", "enter")
        assert "fixed in settings.toml" in stage.text
        assert "Width is fixed in settings.toml: 60." in stage.words_of("SettingsScreen")
        assert stage.app.settings.width == 60
        await stage.press("escape")
        assert stage.room.query_one("#prose").size.width == 60


async def test_it_opens_from_the_title_page_a_room_and_the_palette(bridge_folder: Path) -> None:
    async with staged(bridge_folder, begin=False) as stage:
        await stage.press("comma")
        assert stage.over == "SettingsScreen"
        await stage.press("escape", "1", "v", "comma")
        assert stage.over == "SettingsScreen"
        await stage.press("escape", "escape", "ctrl+p")
        await stage.type("settings")
        await stage.press("enter")
        assert stage.over == "SettingsScreen"
        await stage.press("question_mark")
        assert "The next value of the marked setting." in stage.words_of("HelpScreen")


@pytest.fixture(scope="session")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two paragraphs and a list."""
    body = "The first paragraph is here.\n\nThe second one follows it.\n\n- An item\n\nThe last one."
    return write_pack(
        tmp_path_factory.mktemp("wordy"),
        manifest("a"),
        nodes=[{"id": "a", "title": "A title", "body": body, "ending": True}],
    )


async def test_density_is_the_room_between_paragraphs(wordy: Path) -> None:
    async with staged(wordy) as stage:
        tops = {}
        for density in ("normal", "compact", "airy"):
            stage.app.change_setting("density", density)
            await stage.settle()
            rows = [stage.where(text)[1] for text in ("A title", "The first", "The second", "An item")]
            tops[density] = [after - before for before, after in pairwise(rows)]
        # Title to text, paragraph to paragraph, paragraph to list.
        assert tops == {"normal": [3, 2, 2], "compact": [2, 1, 2], "airy": [5, 3, 3]}
        stage.app.change_setting("density", "compact")
        await stage.settle()
        # Without an empty line a paragraph is set in, as in a book; the first is not.
        assert stage.where("The second")[0] == stage.where("The first")[0] + 2


async def test_motion_stops_gliding_and_blinking(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        assert stage.room.query_one(Input).cursor_blink
        stage.app.change_setting("motion", "reduced")
        assert stage.app.animation_level == "none"
        assert not stage.room.query_one(Input).cursor_blink
        await stage.press("escape", "a")
        assert not stage.app.screen.query_one(Input).cursor_blink


def test_without_the_mouse_it_is_not_asked_for(bridge_folder: Path, walled_off: Path) -> None:
    walled_off.mkdir(parents=True)
    for mouse, listens in (("true", True), ("false", False)):
        (walled_off / "settings.toml").write_text(f"mouse = {mouse}\n", "utf-8")
        with Terminal("play", str(bridge_folder)) as window:
            window.until_shown("Five minutes").type("q")
            assert window.ended() == 0
            assert (b"\x1b[?1000h" in window.raw) is listens


# ---------------------------------------------------------------- keys


async def test_what_narrows_a_room_can_be_moved_too(bridge_folder: Path) -> None:
    async with set_up(bridge_folder, keys={"by_order": ("B",)}) as stage:
        await stage.press("1", "r", "o")
        assert "B by: date" in stage.words.replace("\u00a0", " ")
        await stage.press("B")
        assert "B by: author" in stage.words.replace("\u00a0", " ")


async def test_a_moved_key_works_and_is_shown_everywhere(bridge_folder: Path) -> None:
    keys = {"map": ("M",), "claims": ("C", "ctrl+k"), "forecast": ("F",), "down": ("z",)}
    async with set_up(bridge_folder, keys=keys) as stage:
        await stage.press("1")
        assert "C claim" in stage.lines[-1]
        await stage.press("c")
        assert stage.over == "ReadingScreen"
        for key in ("C", "ctrl+k"):
            await stage.press(key)
            assert stage.over == "SheetScreen"
            await stage.press("escape")
        await stage.press("question_mark")
        told = stage.words_of("HelpScreen")
        assert "M Where this is, and where you can go." in told
        assert "↑ z Read on and back" in told
        await stage.press("escape", "1")
        assert "F  Say how likely each option is" in stage.text
        await stage.press("F")
        assert stage.over == "ForecastScreen"
        await stage.press("escape", "ctrl+p")
        provider = ActionProvider(stage.room)
        assert "Claim" in [str(hit.text) async for hit in provider.discover()]


async def test_swapped_keys_do_each_others_work(bridge_folder: Path) -> None:
    async with set_up(bridge_folder, keys={"ask": ("d",), "define": ("a",)}) as stage:
        await stage.press("1", "d")
        assert "Whom do you ask?" in stage.text
        await stage.press("escape", "a")
        assert stage.over == "SheetScreen"


async def test_what_is_wrong_in_the_file_is_said_once_on_the_title_page(bridge_folder: Path) -> None:
    async with set_up(bridge_folder, keys={"map": ("c",), "mapp": ("M",)}) as stage:
        assert "c would be both map and claims on a page. map stays on m." in stage.words
        assert "did you mean map?" in stage.words
        await stage.press("1", "c")
        assert stage.over == "SheetScreen"


# ---------------------------------------------------------------- copying


async def test_a_paragraph_is_copied_by_key(wordy: Path) -> None:
    async with staged(wordy, size=(60, 14)) as stage:
        await stage.press("Y")
        assert stage.app.clipboard == "A title\n2 May 2024"
        await stage.press("down", "down", "Y")
        assert stage.app.clipboard == "The first paragraph is here."
        assert "Copied: The first paragraph is here." in stage.notice


async def test_selected_words_are_copied_before_any_paragraph(wordy: Path) -> None:
    async with staged(wordy) as stage:
        await stage.drag(stage.where("first"), stage.where("is here"))
        await stage.press("Y")
        assert stage.app.clipboard.startswith("first paragraph")
