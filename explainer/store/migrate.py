"""Bringing a store to today's format, one step a format, the old file kept beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from explainer.errors import StoreDamaged, StoreTooNew

FORMAT = 3
"""What is written. Changes: 1, the first; 2, notes and bookmarks; 3, answers to cards."""

_SCHEMA = Path(__file__).with_name("schema.sql")

Step = Callable[[sqlite3.Connection], None]


def _add_notes(connection: sqlite3.Connection) -> None:
    # Written out, not read from the schema: that is always of today.
    connection.execute(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, pack TEXT NOT NULL, "
        "kind TEXT NOT NULL CHECK (kind IN ('note', 'bookmark')), node TEXT NOT NULL, "
        "claim TEXT NOT NULL, text TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL) STRICT"
    )
    connection.execute("CREATE INDEX notes_by_pack ON notes (pack)")


def _add_reviews(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE reviews (id INTEGER PRIMARY KEY, pack TEXT NOT NULL, card TEXT NOT NULL, "
        "rating TEXT NOT NULL CHECK (rating IN ('again', 'hard', 'good', 'easy')), at TEXT NOT NULL, "
        "node TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0) STRICT"
    )
    connection.execute("CREATE INDEX reviews_by_pack ON reviews (pack)")


STEPS: dict[int, Step] = {1: _add_notes, 2: _add_reviews}
"""From each older format to the next one."""


def refuse_newer(connection: sqlite3.Connection) -> int:
    """The format of an open store, 0 if it has none yet.

    Raises:
        StoreTooNew: a later version wrote it; it was left as it is.
        StoreDamaged: no version wrote that.
    """
    found = _format_of(connection)
    if found < 0:
        raise StoreDamaged(f"The store says that it is of format {found}.")
    if found > FORMAT:
        raise StoreTooNew(
            f"Your progress was kept by a newer explainer (format {found}; this one reads up to "
            f"{FORMAT}). It was left untouched. Update explainer, or use another --data-dir."
        )
    return found


def bring_up_to_date(connection: sqlite3.Connection, keep: Callable[[int], None]) -> None:
    """Create the tables, or take the steps from the format that is there to today's.

    Args:
        connection: an open store, in autocommit mode.
        keep: called with the old format before anything is changed, to keep a copy.

    Raises:
        StoreTooNew: a later version wrote it; it was left as it is.
        StoreDamaged: no version wrote that.
    """
    found = refuse_newer(connection)
    if found == FORMAT:
        return
    if found:
        keep(found)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Two windows may start together: the one that waited finds the work done.
        found = _format_of(connection)
        if found == 0:
            for statement in _SCHEMA.read_text("utf-8").split(";\n"):
                connection.execute(statement)
            found = FORMAT
        while found < FORMAT:
            STEPS[found](connection)
            found += 1
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _format_of(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found
