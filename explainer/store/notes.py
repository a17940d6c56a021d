"""What a reader wanted to keep: notes and bookmarks, of a pack and not of one run."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from explainer.errors import StepError, StoreError
from explainer.prose.clean import clean
from explainer.store.rows import PackRows, Transaction, when


class NoteKind(StrEnum):
    """What was kept of a page."""

    NOTE = "note"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True)
class Note:
    """One note, or one bookmark."""

    id: int
    """Its number; never given again. Below 0: it is not in the store."""
    kind: NoteKind
    node: str
    """The page it belongs to."""
    claim: str
    """The claim it is about, or nothing."""
    text: str
    """As it was typed; empty for a bookmark."""
    created: datetime.datetime
    updated: datetime.datetime


_NOTE = "id, kind, node, claim, text, created, updated"

_INSERT = "INSERT INTO notes (pack, kind, node, claim, text, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)"


class NoteTable:
    """The notes of an open store."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def of(self, pack: str) -> list[Note]:
        """Every note and bookmark of a pack, in the order they were made."""
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT {_NOTE} FROM notes WHERE pack = ? ORDER BY created, id", (pack,)
            ).fetchall()
            return [_note(row) for row in rows]

    def add(self, pack: str, note: Note) -> int:
        """Keep a note; gives its number. A page that is bookmarked already stays so."""
        with self._writing() as connection:
            found = connection.execute(
                "SELECT id FROM notes WHERE pack = ? AND node = ? AND kind = ? AND kind = 'bookmark'",
                (pack, note.node, note.kind),
            ).fetchone()
            if found:
                return int(found[0])
            number = connection.execute(_INSERT, (pack, *_fields(note))).lastrowid
            assert number is not None
            return number

    def change(self, note: Note) -> bool:
        """Keep what a note says now; False if it is there no more."""
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE notes SET claim = ?, text = ?, updated = ? WHERE id = ?",
                (note.claim, note.text, note.updated.isoformat(), note.id),
            ).rowcount
        return changed > 0

    def delete(self, note: int) -> None:
        """Keep it no longer."""
        with self._writing() as connection:
            connection.execute("DELETE FROM notes WHERE id = ?", (note,))


def merge_notes(connection: sqlite3.Connection, pack: str, notes: Iterable[Note]) -> int:
    """Keep the notes and bookmarks that are not there yet; gives how many.

    A note that was changed since stands beside what it said then: neither is lost.
    """
    rows = connection.execute(f"SELECT {_NOTE} FROM notes WHERE pack = ?", (pack,)).fetchall()
    known = {_same(_note(row)) for row in rows}
    added = 0
    for note in notes:
        if _same(note) not in known:
            known.add(_same(note))
            connection.execute(_INSERT, (pack, *_fields(note)))
            added += 1
    return added


def _same(note: Note) -> tuple[object, ...]:
    """What two notes have in common that are one: a page has a single bookmark, whenever it was made."""
    if note.kind is NoteKind.BOOKMARK:
        return (note.kind, note.node)
    return (note.kind, note.node, note.claim, note.text, note.created)


def _fields(note: Note) -> tuple[str, ...]:
    return (
        str(note.kind),
        note.node,
        note.claim,
        note.text,
        note.created.isoformat(),
        note.updated.isoformat(),
    )


def _note(row: tuple[int, str, str, str, str, str, str]) -> Note:
    number, kind, node, claim, text, created, updated = row
    return Note(number, NoteKind(kind), node, claim, text, when(created), when(updated))


def written(text: str) -> str:
    """A note as it is kept: what was typed, without what could drive a terminal.

    Raises:
        StepError: there are no words in it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(clean(line).rstrip() for line in lines).strip("\n")
    if not text.strip():
        raise StepError("A note needs words.")
    return text


class Notebook(PackRows[Note, NoteTable]):
    """The notes of one pack as a reader handles them."""

    def __init__(
        self,
        pack: str,
        table: NoteTable | None,
        clock: Callable[[], datetime.datetime],
        failed: Callable[[StoreError], None],
    ) -> None:
        super().__init__(pack, table, clock, failed)
        self._deleted: list[Note] = []

    def every(self) -> tuple[Note, ...]:
        """All of them, in the order they were made; other windows' among them."""
        self._with_table(self._take)
        return tuple(self._rows.values())

    def add(self, kind: NoteKind, node: str, claim: str = "", text: str = "") -> Note:
        """Keep a note or a bookmark."""
        now = self._clock()
        return self._put(Note(0, kind, node, claim, text, now, now))

    def change(self, number: int, text: str, claim: str) -> Note:
        """Keep what a note says now.

        Raises:
            StepError: there is none of that number.
        """
        note = replace(self._known(number), text=text, claim=claim, updated=self._clock())
        if self._with_table(lambda table: table.change(note)) is False:
            # Another window deleted it meanwhile: what was typed is worth more than that.
            del self._rows[number]
            return self._put(note)
        self._rows[number] = note
        return note

    def delete(self, number: int) -> Note:
        """Keep a note no longer; gives it.

        Raises:
            StepError: there is none of that number.
        """
        note = self._known(number)
        self._with_table(lambda table: table.delete(number))
        self._rows.pop(number, None)
        self._deleted.append(note)
        return note

    def restore(self) -> Note:
        """Bring back what was deleted last since the start.

        Raises:
            StepError: nothing was.
        """
        if not self._deleted:
            raise StepError("No note was deleted since you began.")
        return self._put(self._deleted.pop())

    def _known(self, number: int) -> Note:
        if number not in self._rows:
            self.every()
        if number not in self._rows:
            raise StepError("There is no such note any more.")
        return self._rows[number]

    def _put(self, note: Note) -> Note:
        number = self._number(self._with_table(lambda table: table.add(self._pack, note)))
        self._rows[number] = kept = replace(note, id=number)
        return kept
