"""Notes and bookmarks: kept with the pack, brought over from the format before, never lost on a failure."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError, StoreError, StoreTooNew
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.prose.clean import REFUSED
from explainer.session import Session
from explainer.store import migrate
from explainer.store.notes import Note, Notebook, NoteKind, NoteTable, written
from explainer.store.paths import DATABASE
from explainer.store.rows import NO_DATE
from explainer.store.store import Store, open_store
from tests.strategies import examples
from tests.transactions import assert_one_transaction

FORMAT_1 = """
CREATE TABLE runs (
    id           INTEGER PRIMARY KEY,
    pack         TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    way_in       TEXT NOT NULL,
    started      TEXT NOT NULL,
    updated      TEXT NOT NULL,
    head         INTEGER NOT NULL DEFAULT 0,
    title        TEXT NOT NULL DEFAULT '',
    steps        INTEGER NOT NULL DEFAULT 0,
    place        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX runs_by_pack ON runs (pack);
CREATE TABLE steps (
    id     INTEGER PRIMARY KEY,
    run    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    parent INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL,
    node   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE INDEX steps_by_run ON steps (run);
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO runs VALUES (1, 'bridge', '1.0.0', 'short', '2024-05-02T12:00:00+00:00',
    '2024-05-02T12:05:00+00:00', 2, 'Home', 2, '3:500');
INSERT INTO runs VALUES (2, 'other', '1.0.0', '', '2024-05-03T12:00:00+00:00',
    '2024-05-03T12:00:00+00:00', 3, 'A', 1, '');
INSERT INTO steps VALUES (1, 1, 0, 'start', '["square"]', 'square', '2024-05-02T12:00:00+00:00');
INSERT INTO steps VALUES (2, 1, 1, 'choose', '["square","leave"]', 'home', '2024-05-02T12:05:00+00:00');
INSERT INTO steps VALUES (3, 2, 0, 'start', '["a"]', 'a', '2024-05-03T12:00:00+00:00');
INSERT INTO settings VALUES ('look', 'paper');
PRAGMA user_version = 1;
"""


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


def begin(pack: Pack, store: Store | None) -> Session:
    return Session.begin(pack, store, "short")


def texts(session: Session) -> list[str]:
    return [note.text for note in session.notes()]


def shape(connection: sqlite3.Connection) -> object:
    """Tables and indexes with their columns, however their making was written."""
    names = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    return [(name, connection.execute(f"PRAGMA {kind}_xinfo({name})").fetchall()) for kind, name in names]


# ---------------------------------------------------------------- the format


def test_a_store_of_the_format_before_keeps_every_run_and_gets_notes(folder: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / DATABASE)) as old:
        old.executescript(FORMAT_1)
        dump = list(old.iterdump())
    for _ in range(2):
        with closing(open_store(folder)) as store:
            assert [(run.id, run.title, run.steps, run.place) for run in store.runs()] == [
                (2, "A", 1, ""),
                (1, "Home", 2, "3:500"),
            ]
            assert [row.node for row in store.steps(1)] == ["square", "home"]
            assert store.setting("look") == "paper"
            assert store.notes.of("bridge") == []
            migrated = shape(store._connection)
    with closing(sqlite3.connect(folder / "progress.format-1.backup")) as copy:
        assert list(copy.iterdump()) == dump
    with closing(open_store(folder / "afresh")) as fresh:
        assert shape(fresh._connection) == migrated


def test_a_run_of_the_format_before_is_gone_on_with_and_noted_on(folder: Path, bridge: Pack) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / DATABASE)) as old:
        old.executescript(FORMAT_1)
    with closing(open_store(folder)) as store:
        session = Session.resume(bridge, store, store.runs("bridge")[0])
        session.add_note("At home.")
        assert [note.node for note in store.notes.of("bridge")] == [session.state.node]


def test_a_store_that_is_newer_is_refused_with_its_notes(folder: Path, bridge: Pack) -> None:
    with closing(open_store(folder)) as store:
        begin(bridge, store).add_note("Mine.")
        store._connection.execute(f"PRAGMA user_version = {migrate.FORMAT + 1}")
    with pytest.raises(StoreTooNew):
        open_store(folder)


# ---------------------------------------------------------------- keeping


def test_notes_belong_to_the_pack_and_not_to_the_run(bridge: Pack, store: Store) -> None:
    first = begin(bridge, store)
    claim = first.turn.claims[0].claim.id
    first.add_note("On the page.")
    first.add_note("On a claim.", claim)
    assert first.toggle_bookmark()
    second = begin(bridge, store)
    assert [(note.kind, note.node, note.claim, note.text) for note in second.notes()] == [
        (NoteKind.NOTE, "square", "", "On the page."),
        (NoteKind.NOTE, "square", claim, "On a claim."),
        (NoteKind.BOOKMARK, "square", "", ""),
    ]
    other = replace(bridge, manifest=replace(bridge.manifest, id=type(bridge.id)("other")))
    assert Session.begin(other, store).notes() == ()


def test_a_note_is_changed_deleted_and_brought_back(bridge: Pack, store: Store) -> None:
    session = begin(bridge, store)
    claim = session.turn.claims[0].claim.id
    note = session.add_note("First.")
    changed = session.change_note(note.id, "Second.", claim)
    assert (changed.text, changed.claim, changed.created) == ("Second.", claim, note.created)
    assert changed.updated >= note.updated
    assert session.delete_note(note.id) == changed
    assert session.notes() == ()
    back = session.restore_note()
    assert replace(back, id=changed.id) == changed
    assert back.id != note.id, "a number is never given again"
    assert session.notes() == (back,)
    with pytest.raises(StepError):
        session.restore_note()
    deeds: list[Callable[[], object]] = [
        lambda: session.delete_note(note.id),
        lambda: session.change_note(note.id, "x"),
    ]
    for gone in deeds:
        with pytest.raises(StepError):
            gone()


def test_a_page_has_one_bookmark_in_however_many_windows(bridge: Pack, store: Store, folder: Path) -> None:
    first = begin(bridge, store)
    with closing(open_store(folder)) as another:
        second = begin(bridge, another)
        second._notebook.add(NoteKind.BOOKMARK, "square")
        first._notebook.add(NoteKind.BOOKMARK, "square")
        assert len(first.notes()) == len(second.notes()) == 1
        assert not second.toggle_bookmark()
        assert first.notes() == ()


def test_what_another_window_deletes_meanwhile_is_written_anew(
    bridge: Pack, store: Store, folder: Path
) -> None:
    session = begin(bridge, store)
    note = session.add_note("Mine.")
    with closing(open_store(folder)) as another:
        begin(bridge, another).delete_note(note.id)
    session.change_note(note.id, "Mine still.")
    assert texts(session) == ["Mine still."]


def test_what_was_deleted_twice_is_told_kindly(bridge: Pack, store: Store, folder: Path) -> None:
    session = begin(bridge, store)
    note = session.add_note("Mine.")
    with closing(open_store(folder)) as another:
        begin(bridge, another).delete_note(note.id)
    session.notes()
    with pytest.raises(StepError, match="no such note"):
        session.delete_note(note.id)


def test_a_renamed_page_or_claim_keeps_its_notes(bridge: Pack, store: Store) -> None:
    begin(bridge, store)
    store.notes.add("bridge", replace(_note("Old."), node="plaza", claim="old-claim"))
    claim = next(iter(bridge.claims))
    manifest = replace(
        bridge.manifest,
        renamed_nodes={NodeId("plaza"): NodeId("square")},
        renamed_claims={ClaimId("old-claim"): claim},
    )
    note = begin(replace(bridge, manifest=manifest), store).notes()[0]
    assert (note.node, note.claim) == ("square", claim)


def _note(text: str) -> Note:
    now = datetime.datetime(2024, 5, 2, tzinfo=datetime.UTC)
    notebook = Notebook("bridge", None, lambda: now, lambda _error: None)
    return notebook.add(NoteKind.NOTE, "square", "", text)


def test_a_date_that_can_not_be_read_costs_no_note(bridge: Pack, store: Store) -> None:
    session = begin(bridge, store)
    session.add_note("Mine.")
    store._connection.execute("UPDATE notes SET created = 'yesterday', updated = '2024-05-02'")
    note = session.notes()[0]
    assert note.created == NO_DATE
    assert note.updated.tzinfo is not None


# ---------------------------------------------------------------- words


def test_a_note_needs_words(bridge: Pack, store: Store) -> None:
    session = begin(bridge, store)
    note = session.add_note("Mine.")
    for empty in ("", "  \n\t ", "\x1b\u202e"):
        with pytest.raises(StepError):
            session.add_note(empty)
        with pytest.raises(StepError):
            session.change_note(note.id, empty)
    assert texts(session) == ["Mine."]


@examples(200)
@given(st.text(max_size=80))
def test_a_note_is_kept_as_typed_but_for_what_drives_a_terminal(text: str) -> None:
    try:
        kept = written(text)
    except StepError:
        assert not REFUSED.sub("", text.replace("\r", "")).strip()
        return
    assert not REFUSED.search(kept)
    assert written(kept) == kept
    assert kept.encode("utf-8")


def test_markdown_and_lines_are_kept_as_typed() -> None:
    assert written("# A *b*\r\n\r\n  - [x](y)  \n") == "# A *b*\n\n  - [x](y)"


# ---------------------------------------------------------------- failures


def fails(store: Store, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """From now on these can't be done."""

    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    for name in names:
        monkeypatch.setattr(store.notes, name, fail)


DEEDS: dict[str, tuple[Callable[[Session, int], object], list[str]]] = {
    "add": (lambda session, _note: session.add_note("New."), ["Kept.", "New."]),
    "change": (lambda session, note: session.change_note(note, "Changed."), ["Changed."]),
    "delete": (lambda session, note: session.delete_note(note), []),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_can_not_be_kept_lasts_in_memory_and_is_told_once(
    bridge: Pack, store: Store, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    session = begin(bridge, store)
    note = session.add_note("Kept.")
    fails(store, monkeypatch, deed)
    do, wanted = DEEDS[deed]
    do(session, note.id)
    assert texts(session) == wanted
    assert not session.kept
    (told,) = session.take_notices()
    assert "disk is full" in told
    # From here on everything works in memory, and is not told again.
    more = session.add_note("More.")
    assert session.toggle_bookmark()
    assert not session.toggle_bookmark()
    session.delete_note(more.id)
    assert texts(session) == wanted
    session.restore_note()
    assert texts(session) == [*wanted, "More."]
    assert session.take_notices() == []


def test_notes_that_can_not_be_read_are_those_read_last(
    bridge: Pack, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(bridge, store)
    session.add_note("Kept.")
    fails(store, monkeypatch, "of")
    assert texts(session) == ["Kept."]
    assert len(session.take_notices()) == 1


def test_a_step_that_can_not_be_kept_takes_no_note_out_of_sight(
    bridge: Pack, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(bridge, store).add_note("From before.")
    session = begin(bridge, store)

    def fail(*_: object, **__: object) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store, "append", fail)
    session.choose("leave")
    assert not session.kept
    assert texts(session) == ["From before."]
    session.add_note("Later.")
    assert texts(session) == ["From before.", "Later."]


def test_without_a_store_notes_live_in_the_session(bridge: Pack) -> None:
    session = begin(bridge, None)
    first, second = session.add_note("One."), session.add_note("Two.")
    assert first.id != second.id
    session.change_note(first.id, "First.")
    session.toggle_bookmark()
    assert texts(session) == ["First.", "Two.", ""]
    session.delete_note(second.id)
    assert texts(session) == ["First.", ""]
    assert begin(bridge, None).notes() == ()


def test_every_write_is_one_transaction(bridge: Pack, store: Store) -> None:
    session = begin(bridge, store)
    note = session.add_note("Mine.")
    for write in (
        lambda: store.notes.add("bridge", note),
        lambda: store.notes.change(note),
        lambda: store.notes.delete(note.id),
    ):
        assert_one_transaction(store, write)


def test_a_broken_table_is_a_store_error(store: Store) -> None:
    assert isinstance(store.notes, NoteTable)
    store._connection.execute("DROP TABLE notes")
    with pytest.raises(StoreError):
        store.notes.of("bridge")
    with pytest.raises(StoreError):
        store.notes.delete(1)
