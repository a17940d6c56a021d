"""The prompt: what is typed is done, completed, suggested, and never lost."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from explainer.store.store import Store
from tests.garden import store as store
from tests.garden import title_of
from tests.tui_screen import staged


async def test_a_typed_line_does_what_it_says(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("greater_than_sign")
        assert "ask … about …" in stage.text
        await stage.type("ask mayor about cars\n")
        assert "The bridge should carry people, not cars." in stage.words_beside
        await stage.press("escape", "colon")
        await stage.type("1\n")
        assert title_of(stage) == "What happens next?"
        await stage.press(">")
        await stage.type("forecast 70 30\n")
        assert "70 of 100" in stage.text
        await stage.press(">")
        await stage.type("back\n")
        assert title_of(stage) == "The square"
        # The keys are the page's again.
        await stage.press("2")
        assert title_of(stage) == "Home"


LINES = {
    "dance": ("ReadingScreen", "dance"),
    "hint": ("ReadingScreen", "You have not yet tried 1: Ask what happens next"),
    "forecast 70 30": ("ReadingScreen", "forecast"),
    "claim 2": ("SheetScreen", "Claim 2: Was the count in order?"),
    "define tally": ("SheetScreen", "A count of votes kept by hand."),
    "positions cars": ("PositionsScreen", "Should cars cross the bridge?"),
    "ask mayor": ("PickScreen", "What do you ask?"),
    "progress": ("ProgressScreen", "What have I seen, and what is left?"),
    "path": ("PathScreen", "what would the other choice have shown?"),
    "settings": ("SettingsScreen", "Width"),
    "set width 60": ("ReadingScreen", "Width is 60."),
    "set width 5": ("ReadingScreen", "Width can't be “5”; there is 72, 66, 60."),
    "help here": ("ReadingScreen", "every verb, and every key"),
    "help": ("HelpScreen", "What you can type"),
    "look": ("ReadingScreen", "The council has voted"),
    "title": ("TitleScreen", "Continue"),
}


async def test_every_verb_has_its_screen(bridge_folder: Path, store: Store) -> None:
    async with staged(bridge_folder, store) as stage:
        for line, (over, words) in LINES.items():
            await stage.press(">")
            await stage.type(f"{line}\n")
            page = stage.over not in ("SheetScreen", "PickScreen", "HelpScreen", "SettingsScreen")
            away = stage.over not in ("ReadingScreen", "TitleScreen")
            assert (line, stage.over) == (line, over)
            assert words in (stage.words if page else stage.words_beside)
            if away:
                await stage.press("escape")


async def test_tab_completes_and_escape_leaves_the_prompt(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("def")
        assert "define" in stage.text
        await stage.press("tab")
        line = stage.room.query_one(Input)
        assert line.value == "define"
        await stage.type(" t")
        await stage.press("down")
        assert line.value == "define tally"
        await stage.press("escape")
        assert not stage.room.query_one("#prompt-bar").display
        await stage.press("1")
        assert title_of(stage) == "What happens next?"


async def test_a_suggestion_can_be_clicked(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("ask ")
        await stage.click("ask The mayor")
        assert stage.room.query_one(Input).value == "ask The mayor"


async def test_the_prompt_gets_what_is_typed_however_fast(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.rush(*"ask may", "tab")
        assert stage.room.query_one(Input).value == "ask The mayor"
        await stage.rush(*" about cars", "enter")
        assert "The bridge should carry people, not cars." in stage.words_beside


async def test_what_is_typed_before_the_prompt_is_there_does_nothing_to_the_page(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.rush(*">ask 2 quit")
        assert stage.app.is_running
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "The square")
