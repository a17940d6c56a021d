"""Notes and the notebook on the screens, by keys and by mouse, in small windows too."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from explainer.store.notes import Note
from explainer.store.store import open_store
from tests.strategies_prose import NASTY_WORDS
from tests.tui_screen import Stage, staged

SIZES = [(120, 40), (80, 24)]


def area(stage: Stage) -> TextArea:
    return stage.app.screen.query_one(TextArea)


def notes(stage: Stage) -> tuple[Note, ...]:
    return stage.session.notes()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_a_note_is_written_and_either_key_keeps_it(
    bridge_folder: Path, walled_off: Path, size: tuple[int, int], key: str
) -> None:
    with closing(open_store(walled_off)) as store:
        async with staged(bridge_folder, store, size) as stage:
            await stage.press("n")
            assert stage.over == "NoteScreen"
            assert "The square" in stage.words_beside
            assert "esc keep" in stage.words
            await stage.type("1q? This is odd.")
            await stage.press("enter")
            await stage.type("Second line.")
            await stage.press(key)
            assert stage.over == "ReadingScreen"
            assert stage.notice == "The note is kept."
            assert [note.text for note in store.notes.of("bridge")] == ["1q? This is odd.\nSecond line."]
            if size[0] >= 120:
                assert "1 note here" in stage.words
            await stage.press("x")
            assert "bookmarked" in stage.notice
            await stage.press("x")
            assert "taken away" in stage.notice


async def test_nothing_written_is_nothing_kept(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("n", "ctrl+s")
        assert stage.over == "NoteScreen"
        assert "no words" in stage.words
        await stage.press("space", "escape")
        assert stage.over == "ReadingScreen"
        await stage.press("n", "ctrl+d")
        assert stage.over == "ReadingScreen"
        assert notes(stage) == ()


async def test_leaving_the_program_keeps_what_is_being_written(bridge_folder: Path, walled_off: Path) -> None:
    with closing(open_store(walled_off)) as store:
        async with staged(bridge_folder, store) as stage:
            await stage.press("n")
            await stage.type("Half a thou")
            await stage.press("ctrl+q")
        assert [note.text for note in store.notes.of("bridge")] == ["Half a thou"]


async def test_ctrl_c_copies_what_is_selected_in_a_note(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("n")
        await stage.type("odd")
        area(stage).select_all()
        await stage.press("ctrl+c")
        assert stage.app.is_running
        assert stage.app.clipboard == "odd"


async def test_a_note_is_tied_to_a_claim_from_its_sheet_or_by_the_facet(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        claim = stage.session.turn.claims[0].claim
        await stage.press("c", "n")
        assert stage.over == "NoteScreen"
        await stage.type("Who says so?")
        await stage.press("escape")
        assert stage.over == "SheetScreen"
        await stage.press("escape", "n", "ctrl+t")
        assert stage.over == "PickScreen"
        await stage.press("down", "enter")
        assert claim.heading() in stage.words_beside
        await stage.type("And why?")
        await stage.click("about:")
        await stage.press("enter", "escape")
        assert [(note.claim, note.text) for note in notes(stage)] == [
            (claim.id, "Who says so?"),
            ("", "And why?"),
        ]


async def test_a_sheet_of_no_claim_takes_no_notes(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("d", "n")
        assert stage.over == "SheetScreen"
        assert "n note" not in stage.words_beside


@pytest.mark.parametrize("size", SIZES)
async def test_the_notebook_edits_deletes_and_brings_back(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        stage.session.add_note("First.")
        stage.session.toggle_bookmark()
        await stage.press("N")
        assert stage.over == "NotebookScreen"
        assert "1 note and 1 bookmark" in stage.words
        await stage.press("down", "enter")
        assert stage.over == "NoteScreen"
        await stage.type(" And more.")
        await stage.press("escape")
        assert "First. And more." in stage.words
        await stage.press("ctrl+d")
        assert "And more." not in stage.words
        assert len(notes(stage)) == 1
        await stage.press("u")
        assert "First. And more." in stage.words
        await stage.press("enter", "ctrl+d")
        assert stage.over == "PickScreen"
        await stage.press("enter")
        assert stage.over == "NoteScreen"
        await stage.press("ctrl+d", "down", "enter")
        assert stage.over == "NotebookScreen"
        assert len(notes(stage)) == 1
        await stage.press("o", "s", "s")
        assert "order: newest first" in stage.words
        assert "show: bookmarks" in stage.words
        await stage.press("s", "o", "escape")
        assert stage.over == "ReadingScreen"


async def test_a_note_that_is_emptied_stays_as_it_was(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        stage.session.add_note("First.")
        await stage.press("N", "enter")
        area(stage).clear()
        await stage.press("escape")
        assert [note.text for note in notes(stage)] == ["First."]
        assert "as it was" in stage.words


async def test_a_bookmark_and_a_number_lead_to_the_page_with_keys_and_mouse(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        stage.session.toggle_bookmark()
        await stage.press("2")
        assert stage.session.turn.title == "Home"
        await stage.press("N", "enter")
        assert (stage.over, stage.session.turn.title) == ("ReadingScreen", "The square")
        await stage.press("2", "N", "1")
        assert stage.session.turn.title == "The square"
        await stage.press("2", "N")
        await stage.click("› Bookmark", by=2)
        assert stage.session.turn.title == "The square"


async def test_the_notebook_is_written_to_a_file_named_in_a_line(
    bridge_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with staged(bridge_folder) as stage:
        await stage.press("N", "e")
        assert "nothing to write" in stage.words
        stage.session.add_note("Mine.")
        await stage.press("escape", "N", "e")
        line = stage.app.screen.query_one(Input)
        assert line.value == "bridge-notes.md"
        # Letters are typed there and do nothing else.
        await stage.type("o")
        assert line.value == "bridge-notes.mdo"
        await stage.press("escape")
        assert stage.over == "NotebookScreen"
        assert not (tmp_path / "bridge-notes.mdo").exists()
        await stage.press("e", "backspace", "enter")
        file = tmp_path / "bridge-notes.md"
        assert "> Mine." in file.read_text("utf-8")
        assert "written to" in stage.words
        stage.session.add_note("More.")
        await stage.press("e", "enter")
        assert stage.over == "PickScreen"
        await stage.press("enter")
        assert "More." not in file.read_text("utf-8")
        await stage.press("enter", "down", "enter")
        assert "> More." in file.read_text("utf-8")
        await stage.press("e")
        stage.app.screen.query_one(Input).value = "no/such/place.md"
        await stage.press("enter")
        assert "can't be written" in stage.words


async def test_the_same_is_typed_after_the_prompt(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        for line in ("note This is odd.", "note claim 1 Why?", "bookmark"):
            await stage.press(">")
            await stage.type(line)
            await stage.press("enter")
        assert [note.text for note in notes(stage)] == ["This is odd.", "Why?", ""]
        await stage.press(">")
        await stage.type("notes")
        await stage.press("enter")
        assert stage.over == "NotebookScreen"
        await stage.press("escape", ">")
        await stage.type("note on claim 1:")
        await stage.press("enter")
        assert stage.over == "NoteScreen"
        assert "claim 1," in stage.words_beside


@pytest.mark.parametrize("size", [(60, 20), (40, 15), (20, 8)])
async def test_small_windows_break_nothing(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        stage.session.add_note("\n".join(NASTY_WORDS), stage.session.turn.claims[0].claim.id)
        await stage.press("N")
        assert not re.search("Traceback", stage.text)
        await stage.press("enter")
        await stage.type("x")
        await stage.press("escape", "escape")
        assert stage.over == "ReadingScreen"


@pytest.mark.parametrize("word", NASTY_WORDS)
async def test_what_looks_like_markup_is_letters(bridge_folder: Path, word: str) -> None:
    async with staged(bridge_folder) as stage:
        stage.session.add_note(word)
        await stage.press("N")
        assert word in stage.words_of("NotebookScreen")
