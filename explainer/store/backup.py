"""Copies of the store: one a day, the newest few kept, and a damaged file set aside."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

KEPT = 3
"""Daily backups kept."""


def back_up(connection: sqlite3.Connection, path: Path, now: datetime.datetime, name: str = "") -> None:
    """Copy an open store beside it, once a day; a named copy is made in any case and kept."""
    target = path.with_name(f"{path.stem}.{name or now.date().isoformat()}.backup")
    if target.exists() or (not name and _is_empty(connection)):
        return
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part, isolation_level=None)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    # Renaming is whole or not at all: a backup never exists half-written under its name.
    part.replace(target)
    if not name:
        for old in _daily(path)[KEPT:]:
            old.unlink(missing_ok=True)


def _is_empty(connection: sqlite3.Connection) -> bool:
    anything = "SELECT 1 FROM runs UNION ALL SELECT 1 FROM notes UNION ALL SELECT 1 FROM reviews LIMIT 1"
    return connection.execute(anything).fetchone() is None


def _daily(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem}.????-??-??.backup"), reverse=True)


def newest_backup(path: Path) -> Path | None:
    """The newest daily backup that is whole."""
    for candidate in _daily(path):
        if _is_whole(candidate):
            return candidate
    return None


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            # A file of no bytes is a whole database too, of format 0.
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return bool(version > 0 and verdict == "ok")
    except sqlite3.Error:
        return False


def set_aside(path: Path, now: datetime.datetime) -> Path:
    """Rename a damaged store and its journal out of the way; never overwrites anything."""
    stamp = now.strftime("%Y-%m-%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}.damaged-{stamp}-{count}{path.suffix}")
    path.rename(aside)
    for ending in ("-wal", "-shm", "-journal"):
        journal = path.with_name(path.name + ending)
        if journal.exists():
            journal.rename(aside.with_name(aside.name + ending))
    return aside
