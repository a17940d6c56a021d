"""The store: one SQLite file in WAL mode, one transaction a step, safe with several windows."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from explainer.errors import StoreDamaged, StoreError
from explainer.store.backup import back_up, newest_backup, set_aside
from explainer.store.migrate import bring_up_to_date, refuse_newer
from explainer.store.notes import Note, NoteTable, merge_notes
from explainer.store.paths import DATABASE
from explainer.store.reviews import Review, ReviewTable, merge_reviews
from explainer.store.rows import when

BUSY_SECONDS = 5.0
"""How long a window waits for another's transaction; one takes about a millisecond."""

_HEADER_BYTES = 100
"""The least a database file has."""

Clock = Callable[[], datetime.datetime]


def utc_now() -> datetime.datetime:
    """The present, in UTC."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of one pack."""

    id: int
    pack: str
    pack_version: str
    way_in: str
    started: datetime.datetime
    updated: datetime.datetime
    head: int
    title: str
    """The title of the page the reader is on."""
    steps: int
    place: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as it is kept."""

    id: int
    parent: int
    kind: str
    data: str
    node: str
    at: datetime.datetime


_RUN = "id, pack, pack_version, way_in, started, updated, head, title, steps, place"


class Store:
    """An open store. Make one with ``open_store``."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, notice: str) -> None:
        self._connection = connection
        self.clock = clock
        """What tells the time of all that is kept."""
        self.path = path
        """The file."""
        self.notice = notice
        """What the reader must be told about how it was opened, or nothing."""
        self.notes = NoteTable(self._reading, self._writing)
        """The notes and bookmarks of every pack."""
        self.reviews = ReviewTable(self._reading, self._writing)
        """The answers to the cards of every pack."""

    def close(self) -> None:
        """Let go of the file; everything was kept already."""
        self._connection.close()

    # ------------------------------------------------------------ runs

    def runs(self, pack: str | None = None) -> list[Run]:
        """The runs of a pack, or all, the one read last first."""
        with self._reading():
            rows = self._connection.execute(
                f"SELECT {_RUN} FROM runs WHERE :pack IS NULL OR pack = :pack ORDER BY updated DESC, id DESC",
                {"pack": pack},
            ).fetchall()
            return [_run(row) for row in rows]

    def run(self, run: int) -> Run | None:
        """One run, or None if there is none of that number."""
        with self._reading():
            row = self._connection.execute(f"SELECT {_RUN} FROM runs WHERE id = ?", (run,)).fetchone()
            return _run(row) if row else None

    def begin(
        self,
        pack: str,
        version: str,
        way_in: str,
        kind: str,
        data: str,
        node: str,
        title: str,
        at: datetime.datetime | None = None,
    ) -> tuple[int, int]:
        """Begin a run with its first step, taken now or at ``at``; gives the numbers of both."""
        now = at.isoformat() if at else self._now()
        with self._writing() as connection:
            run = connection.execute(
                "INSERT INTO runs (pack, pack_version, way_in, started, updated) VALUES (?, ?, ?, ?, ?)",
                (pack, version, way_in, now, now),
            ).lastrowid
            assert run is not None
            step = self._insert(connection, run, 0, kind, data, node, title, now)
        return run, step

    def steps(self, run: int) -> list[StepRow]:
        """Every step of a run in the order they were taken, undone branches among them."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT id, parent, kind, data, node, at FROM steps WHERE run = ? ORDER BY id",
                (run,),
            ).fetchall()
            return [
                StepRow(step, parent, kind, data, node, when(at))
                for step, parent, kind, data, node, at in rows
            ]

    def append(
        self,
        run: int,
        parent: int,
        kind: str,
        data: str,
        node: str,
        title: str,
        at: datetime.datetime | None = None,
    ) -> int:
        """Keep a step, taken now or at ``at``, and stand at it, in one transaction; gives its number."""
        now = at.isoformat() if at else self._now()
        with self._writing() as connection:
            return self._insert(connection, run, parent, kind, data, node, title, now)

    def _insert(
        self,
        connection: sqlite3.Connection,
        run: int,
        parent: int,
        kind: str,
        data: str,
        node: str,
        title: str,
        now: str,
    ) -> int:
        step = connection.execute(
            "INSERT INTO steps (run, parent, kind, data, node, at) VALUES (?, ?, ?, ?, ?, ?)",
            (run, parent, kind, data, node, now),
        ).lastrowid
        assert step is not None
        connection.execute(
            "UPDATE runs SET head = ?, title = ?, updated = ?, steps = steps + 1, place = '' WHERE id = ?",
            (step, title, now, run),
        )
        return step

    def stand_at(self, run: int, step: int, title: str) -> None:
        """Move to a step that is kept already: undo, redo, jump."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE runs SET head = ?, title = ?, updated = ?, place = '' WHERE id = ?",
                (step, title, self._now(), run),
            )

    def keep_place(self, run: int, step: int, place: str) -> None:
        """Keep where on the page the reader is, if the run still stands at that step."""
        with self._writing() as connection:
            connection.execute("UPDATE runs SET place = ? WHERE id = ? AND head = ?", (place, run, step))

    # ------------------------------------------------------------ from another store

    def take_in(self, pack: str, reviews: Iterable[Review], notes: Iterable[Note]) -> tuple[int, int]:
        """Keep the reviews and notes that are not here yet, all or none of them; gives how many of each."""
        with self._writing() as connection:
            return merge_reviews(connection, pack, reviews), merge_notes(connection, pack, notes)

    # ------------------------------------------------------------ settings

    def setting(self, name: str, default: str = "") -> str:
        """A setting that lasts."""
        with self._reading():
            row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else default

    def set_setting(self, name: str, value: str) -> None:
        """Make a setting last."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    # ------------------------------------------------------------ transactions

    def _now(self) -> str:
        return self.clock().isoformat()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StoreError(f"Progress can't be kept in {self.path}: {error}.") from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise StoreError(f"Progress in {self.path} can't be read: {error}.") from error


def open_store(folder: Path, clock: Clock = utc_now) -> Store:
    """Open the store in a folder, making both if need be.

    A damaged file is set aside under a dated name and the newest good backup, if there is one,
    takes its place; ``Store.notice`` says so.

    Raises:
        StoreTooNew: a later version wrote it.
        StoreError: the folder or file can't be read or written.
    """
    path = folder / DATABASE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            return _open(path, clock)
    except (sqlite3.Error, OSError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise StoreError(f"Progress can't be kept in {folder}: {reason}.") from error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Open one window at a time: making, setting aside and copying a store bear no company."""
    # An empty database of its own: the lock every system has, let go of when a window dies.
    lock = sqlite3.connect(path.with_suffix(".lock"), timeout=BUSY_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def _open(path: Path, clock: Clock) -> Store:
    notice = ""
    try:
        connection = _connect(path, clock)
    except StoreDamaged:
        notice = _recover(path, clock)
        connection = _connect(path, clock)
    try:
        back_up(connection, path, clock())
    except BaseException:
        connection.close()
        raise
    return Store(connection, path, clock, notice)


def _connect(path: Path, clock: Clock) -> sqlite3.Connection:
    try:
        if path.exists():
            _look(path)
        return _connect_to_write(path, clock)
    except sqlite3.DatabaseError as error:
        # Corrupt, or no database at all, is this very class; its subclasses are other troubles.
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise StoreDamaged(f"{path} is damaged: {error}.") from error


def _look(path: Path) -> None:
    """Refuse what is newer or damaged without changing a byte of it, or of its journal."""
    if _is_stump(path):
        raise StoreDamaged(f"{path} is damaged.")
    name = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(name, timeout=BUSY_SECONDS, uri=True)) as connection:
        try:
            refuse_newer(connection)
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError:
            # A window died while it made the file: opening it to write rolls that back.
            return
        if verdict != "ok":
            raise StoreDamaged(f"{path} is damaged.")


def _connect_to_write(path: Path, clock: Clock) -> sqlite3.Connection:
    # Autocommit: transactions begin and end where this module says so. The connection may move
    # between threads with the screen that owns it; it is never used by two at once.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # FULL: a choice is on the disk before it is on the screen, even if the power fails.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        bring_up_to_date(connection, lambda old: back_up(connection, path, clock(), f"format-{old}"))
        # Last: it writes to the file, and one that is newer is not ours to write to.
        connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_stump(path: Path) -> bool:
    """Whether what is there is no store but SQLite would take it for a new one and write over it."""
    if not path.is_file():
        return path.exists()
    size = path.stat().st_size
    return size < _HEADER_BYTES and (size > 0 or newest_backup(path) is not None)


def _recover(path: Path, clock: Clock) -> str:
    aside = set_aside(path, clock())
    good = newest_backup(path)
    if good is None:
        return (
            f"The file that keeps your progress was damaged. It was set aside as {aside.name}, "
            "unchanged, and you start afresh."
        )
    part = path.with_suffix(".part")
    part.write_bytes(good.read_bytes())
    part.replace(path)
    return (
        f"The file that keeps your progress was damaged. It was set aside as {aside.name}, "
        f"unchanged, and the backup {good.name} took its place: the newest steps may be missing."
    )


def _run(row: tuple[int, str, str, str, str, str, int, str, int, str]) -> Run:
    return Run(*row[:4], when(row[4]), when(row[5]), *row[6:])
