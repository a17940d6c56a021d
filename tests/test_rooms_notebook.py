"""The notebook as a room: entries, narrowed and opened, and what is said of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.export.notes import notes_as_markdown
from explainer.model.date import PartialDate
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Text
from explainer.rooms.notebook import FIRST_WORDS, GONE, NotebookRoom, as_typed, first_words, kept_here
from explainer.rooms.room import numbered
from explainer.rooms.search import SearchRoom
from explainer.session import Session
from explainer.store.store import open_store
from tests.notebook import full as full
from tests.notebook import session as session
from tests.strategies import examples


def rows(room: NotebookRoom) -> list[tuple[str, str]]:
    return [(entry.text, entry.note) for entry in room.entries()]


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
