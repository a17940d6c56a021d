"""Notes in typed lines: what is meant, and what line mode says and does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.session import Session
from explainer.verbs.commands import Command, EnterRoom, NotUnderstood, ShowNote, WriteNote
from explainer.verbs.parse import Scene, parse
from tests.notebook import full as full
from tests.notebook import session as session


def spoken(session: Session) -> Callable[[str], str]:
    reader = LineReader(session.pack, None, lambda _line: None, width=0)
    reader.session = session
    return lambda line: "\n".join(reader.answer(line).lines)


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
