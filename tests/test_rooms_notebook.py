"""The notebook: written, found again, edited, exported; the same in both faces."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from textual.widgets import Input, TextArea

from explainer.export.files import named_file, write_whole
from explainer.export.notes import notes_as_markdown
from explainer.line.reader import LineReader
from explainer.model.date import PartialDate
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Text
from explainer.rooms.notebook import FIRST_WORDS, GONE, NotebookRoom, as_typed, first_words, kept_here
from explainer.rooms.room import numbered
from explainer.rooms.search import SearchRoom
from explainer.session import Session
from explainer.store.notes import Note
from explainer.store.store import open_store
from explainer.verbs.commands import Command, EnterRoom, NotUnderstood, ShowNote, WriteNote
from explainer.verbs.parse import Scene, parse
from tests.strategies import examples
from tests.strategies_prose import NASTY_WORDS
from tests.tui_screen import Stage, staged

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def session(bridge: Pack) -> Session:
    return Session.begin(bridge, None, "short")


@pytest.fixture
def full(session: Session) -> Session:
    """Two pages with notes, one of them on a claim, and a bookmark."""
    session.add_note("About home.", node=NodeId("home"))
    session.add_note("First words.\n\nAnd more of them.")
    session.add_note("Really?", session.turn.claims[0].claim.id)
    session.toggle_bookmark()
    return session


def rows(room: NotebookRoom) -> list[tuple[str, str]]:
    return [(entry.text, entry.note) for entry in room.entries()]


def spoken(session: Session) -> Callable[[str], str]:
    reader = LineReader(session.pack, None, lambda _line: None, width=0)
    reader.session = session
    return lambda line: "\n".join(reader.answer(line).lines)


# ---------------------------------------------------------------- the room


def test_an_empty_notebook_says_how_to_begin(session: Session) -> None:
    room = NotebookRoom(session)
    assert room.entries() == []
    assert "note" in room.empty()
    room.narrow("kind", "bookmark")
    assert "bookmark" in room.empty()
    assert room.absent() == ""


def test_notes_stand_under_their_pages_in_the_order_of_the_pack(full: Session) -> None:
    room = NotebookRoom(full)
    headings = [entry.text for entry in room.entries() if entry.heading]
    assert headings == ["The square", "Home"]
    assert [entry.text for entry in numbered(room.entries())] == [
        "Bookmark", "First words.", "Really?", "About home.",
    ]  # fmt: skip
    about = [entry.about.text for entry in room.entries() if entry.about]
    assert about == [f"On the claim: {full.turn.claims[0].claim.heading()}"]
    assert room.lead().startswith("3 notes and 1 bookmark.")
    assert "not kept" in room.lead()


def test_narrowed_and_in_another_order(full: Session) -> None:
    room = NotebookRoom(full)
    assert room.take_words("bookmarks") == ""
    assert [entry.text for entry in numbered(room.entries())] == ["The square"]
    room = NotebookRoom(full)
    assert room.take_words("newest notes") == ""
    assert [entry.text for entry in numbered(room.entries())] == ["Really?", "First words.", "About home."]
    assert "which notes “purple” would be" in room.take_words("purple")
    assert "which bookmarks “purple” would be" in room.take_words("bookmarks purple")
    assert room.take_words("list") == room.take_words("bookmarks list") == ""
    for facet in room.facets():
        for value, _ in room.values(facet.id):
            room.narrow(facet.id, value)
            assert next(item for item in room.facets() if item.id == facet.id).value == value
    for wrong in (lambda: room.values("x"), lambda: room.narrow("x", "")):
        with pytest.raises(KeyError):
            wrong()


def test_an_entry_holds_the_note_whole_its_claim_and_the_way_to_its_page(full: Session) -> None:
    room = NotebookRoom(full)
    entries = {entry.text: entry.id for entry in numbered(room.entries())}
    note = room.answer(entries["First words."])
    assert plain_lines(note.blocks, lambda _claim: None, 0) == ["First words.", "", "And more of them."]
    assert [door.node for door in note.doors] == ["square"]
    claimed = room.answer(entries["Really?"])
    assert claimed.claims == (full.turn.claims[0].claim.id,)
    assert room.references(entries["Really?"])
    assert room.references(entries["First words."]) == ()
    assert room.open(entries["Bookmark"]) == "square"
    assert room.open(entries["First words."]) == note
    assert "no more" in room.answer("999").title


def test_the_claim_of_a_note_waits_where_the_story_is_earlier_again(bridge: Pack, walled_off: Path) -> None:
    claim = Session.begin(bridge, None, "short").turn.claims[0].claim
    later = replace(claim, known_from=PartialDate(2090))
    way = replace(bridge.manifest.ways_in[0], start=NodeId("home"))
    pack = replace(
        bridge,
        claims={**bridge.claims, claim.id: later},
        manifest=replace(bridge.manifest, ways_in=(way,)),
    )
    with closing(open_store(walled_off)) as store:
        Session.begin(bridge, store, "short").add_note("Really?", claim.id)
        session = Session.begin(pack, store, "short")
        assert claim.id not in session.state.met
        room = NotebookRoom(session)
        said = f"{rows(room)}{[room.answer(entry.id) for entry in numbered(room.entries())]}"
        assert claim.heading() not in said
        assert claim.statement not in said
        assert "has not come to" in said
        assert "Really?" in said


def test_a_page_that_is_gone_leaves_its_notes(bridge: Pack, session: Session) -> None:
    session.add_note("Old.", node=NodeId("nowhere"))
    session.add_note("Old too.", ClaimId("no-such-claim"))
    room = NotebookRoom(session)
    assert [entry.text for entry in room.entries() if entry.heading] == ["The square", GONE]
    for entry in numbered(room.entries()):
        assert room.answer(entry.id).title
    assert GONE in notes_as_markdown(bridge, session.notes())


def test_what_is_kept_here_is_said_in_words(session: Session) -> None:
    assert kept_here(session) == ()
    session.add_note("One.")
    assert kept_here(session) == ("1 note here",)
    session.add_note("Two.")
    session.toggle_bookmark()
    assert kept_here(session) == ("2 notes here", "bookmarked")
    session.choose("leave")
    assert kept_here(session) == ()


@examples(200)
@given(st.text(max_size=200))
def test_the_line_of_a_note_is_short_and_its_words_are_its_own(text: str) -> None:
    line = first_words(text)
    assert len(line) <= FIRST_WORDS
    assert "\n" not in line
    shown = [
        inline.text
        for block in as_typed(text)
        for inline in block.children  # type: ignore[union-attr]
        if isinstance(inline, Text)
    ]
    assert shown == [part for part in text.split("\n") if part.strip()]


def test_search_finds_notes(full: Session) -> None:
    room = SearchRoom(full)
    room.take_words("words more")
    (entry,) = [entry for entry in room.entries() if entry.note == "note"]
    assert entry.text == "The square"
    assert room.answer(entry.id) == room.open(entry.id)
    full.delete_note(int(entry.id.partition(":")[2]))
    assert "no more" in room.answer(entry.id).title


# ---------------------------------------------------------------- as Markdown


def blocks(text: str) -> list[str]:
    """The kinds of its outermost blocks, what is quoted left out."""
    kinds, depth = [], 0
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "blockquote_close":
            depth -= 1
        if not depth and token.nesting >= 0 and token.level == 0:
            kinds.append(f"{token.type} {token.tag}")
        if token.type == "blockquote_open":
            depth += 1
    return kinds


def test_the_export_has_every_note_its_page_its_claim_and_its_sources(full: Session) -> None:
    text = notes_as_markdown(full.pack, full.notes())
    claim = full.turn.claims[0].claim
    assert text.startswith("# Notes on ")
    assert "### The square\n\nBookmarked " in text
    assert "\n> First words.\n>\n> And more of them.\n" in text
    assert f"> Really?\n\nAbout the claim: {claim.statement}\n\n- " in text.replace("\\", "")
    assert text.index("The square") < text.index("Home")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


_SCRAPS = (
    "# H",
    "```",
    "~~~",
    "> q",
    "- x",
    "---",
    "===",
    "<div>",
    "<!--",
    "[a]: /b",
    "\n",
    "\n\n",
    "    c",
    "| a |",
)


@examples(200)
@given(st.lists(st.one_of(st.sampled_from((*_SCRAPS, *NASTY_WORDS)), st.text(max_size=20)), max_size=12))
def test_no_note_reaches_beyond_its_quotation(bridge: Pack, parts: list[str]) -> None:
    session = Session.begin(bridge, None, "short")
    session.add_note("w " + "\n".join(parts), session.turn.claims[0].claim.id)
    session.add_note("Another.")
    plain = Session.begin(bridge, None, "short")
    plain.add_note("w", plain.turn.claims[0].claim.id)
    plain.add_note("Another.")
    assert blocks(notes_as_markdown(bridge, session.notes())) == blocks(
        notes_as_markdown(bridge, plain.notes())
    )


@pytest.mark.parametrize(
    "word", [*NASTY_WORDS, "1. one", "- x", "+ y", "# z", "<b>", "&amp;", "a_b_c", "[x](y)"]
)
def test_text_of_a_pack_is_shown_as_it_is(bridge: Pack, word: str) -> None:
    claim = next(iter(bridge.claims.values()))
    node = replace(bridge.nodes[NodeId("square")], title=word)
    pack = replace(
        bridge,
        nodes={**bridge.nodes, node.id: node},
        claims={**bridge.claims, claim.id: replace(claim, statement=word)},
    )
    session = Session.begin(pack, None, "short")
    session.add_note("Mine.", claim.id)
    html = MarkdownIt("commonmark").parse(notes_as_markdown(pack, session.notes()))
    said = [
        "".join(child.content if child.type in ("text", "text_special") else "" for child in token.children)
        for token in html
        if token.type == "inline" and token.children is not None
    ]
    assert word in said
    assert f"About the claim: {word}" in said


def test_a_file_is_written_whole_and_never_over_another_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_whole(path, "one\n", over=False)
    with pytest.raises(FileExistsError):
        write_whole(path, "two\n", over=False)
    assert path.read_text() == "one\n"
    write_whole(path, "two\n", over=True)
    assert path.read_text() == "two\n"
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "b.md", "x", over=True)
    assert not list(tmp_path.rglob("*.part"))


def test_a_name_of_a_file_is_read_kindly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert named_file(" notes ") == Path("notes.md")
    assert named_file("notes.txt") == Path("notes.txt")
    assert named_file("~/n.md") == tmp_path / "n.md"
    for wrong in ("", "  ", "a\0b", "/", "~nobody-of-that-name/x"):
        assert named_file(wrong) is None


# ---------------------------------------------------------------- typed


LINES: list[tuple[str, Command]] = [
    ("note This is odd", WriteNote("This is odd")),
    ("n odd", WriteNote("odd")),
    ("note", WriteNote()),
    ("note on claim 1: Who says so?", WriteNote("Who says so?", 1)),
    ("note claim 1 Who says so?", WriteNote("Who says so?", 1)),
    ("Note on claim #1", WriteNote("", 1)),
    ("note claims are many", WriteNote("claims are many")),
    ("note on Tuesday", WriteNote("on Tuesday")),
    ("notes", EnterRoom("notes")),
    ("notebook", EnterRoom("notes")),
    ("notes newest", EnterRoom("notes", "newest")),
    ("bookmarks", EnterRoom("notes", "bookmarks")),
    ("notes 3", ShowNote(3)),
]


@pytest.mark.parametrize(("line", "wanted"), LINES, ids=[line for line, _ in LINES])
def test_lines_about_notes(session: Session, line: str, wanted: Command) -> None:
    assert parse(line, Scene(session.pack, session.state, session.turn)) == wanted


def test_a_note_on_a_claim_that_is_not_there_is_refused(session: Session) -> None:
    found = parse("note on claim 99: no", Scene(session.pack, session.state, session.turn))
    assert isinstance(found, NotUnderstood)
    assert "no claim 99" in found.message


def test_line_mode_keeps_lists_changes_deletes_and_brings_back(session: Session) -> None:
    say = spoken(session)
    assert say("note This is odd.") == "Noted on “The square”."
    assert say("note claim 1 Who says so?").startswith("Noted on claim 1, ")
    assert "Notes lists" in say("note")
    assert say("bookmark") == "“The square” is bookmarked."
    page = say("look").split("\n")
    assert page[2] == "2 notes here, bookmarked."
    listed = say("notes")
    assert "1  Bookmark" in listed
    assert "2  This is odd." in listed
    assert "On the claim" in listed
    assert "This is odd." in say("notes 2")
    assert say("show 2") == say("notes 2")
    assert say("notes change 2 It is plain.") == "Note 2 says now: It is plain."
    assert "no words to change" in say("notes change 1 Hm")
    assert "is deleted" in say("notes delete 2")
    assert "It is plain." not in say("notes")
    assert "is back" in say("notes undo")
    assert "It is plain." in say("notes")
    assert "No note was deleted" in say("notes undo")
    assert "from 1 to 3" in say("notes 9")
    assert "The square" in say("bookmarks")
    assert say("bookmark") == "“The square” is no longer bookmarked."
    assert "is empty" in spoken(Session.begin(session.pack, None))("notes 1")


def test_numbers_are_those_of_the_list_as_it_was_said(full: Session) -> None:
    say = spoken(full)
    say("notes newest")
    assert "Really?" in say("notes 2")
    say("bookmarks")
    assert "bookmark on" in say("notes delete 1")


def test_line_mode_writes_a_new_file_and_over_none(
    full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    say = spoken(full)
    assert say("notes export mine") == "3 notes and 1 bookmark written to mine.md."
    written = (tmp_path / "mine.md").read_text("utf-8")
    assert "> Really?" in written
    full.add_note("Later.")
    assert "already" in say("notes export mine.md")
    assert (tmp_path / "mine.md").read_text("utf-8") == written
    assert "can't be written" in say("notes export no/such/place.md")
    assert "name of a file" in say("notes export")
    assert "kept nothing" in spoken(Session.begin(full.pack, None))("notes export x.md")


# ---------------------------------------------------------------- on the screens


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
