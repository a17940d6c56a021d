"""A damaged store: set aside unchanged, the newest good backup in its place, and the reader told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from explainer.errors import StoreError, StoreTooNew
from explainer.store import migrate
from explainer.store.paths import DATABASE
from explainer.store.rows import NO_DATE
from explainer.store.store import Store, open_store
from tests.store_files import asides, assert_fit_for_a_person, begin, files, on_day, with_backup


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


def cut(share: float) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        os.truncate(path, int(path.stat().st_size * share))

    return damage


def written(data: bytes) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        path.write_bytes(data)

    return damage


def scribbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "letter.txt").write_text("not ours", "utf-8")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "garbage": written(b"no database " * 1000),
    "text": written(b"hello\n"),
    "one byte": written(b"S"),
    "zeros": written(bytes(8192)),
    "half a header": written(b"SQLite format 3\0" + bytes(20)),
    "truncated in the middle": cut(0.5),
    "truncated near the end": cut(0.9),
    "truncated at the start": cut(0.01),
    "scribbled over": scribbled,
    "a folder": folder_in_its_place,
}


def contents(path: Path) -> object:
    return files(path) if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_set_aside_unchanged_and_the_newest_backup_takes_its_place(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    with_backup(folder)
    damage(folder / DATABASE)
    broken = contents(folder / DATABASE)
    saved = (folder / "progress.2024-05-03.backup").read_bytes()
    with closing(open_store(folder, on_day(2))) as store:
        assert [run.steps for run in store.runs()] == [1]
        assert len(store.steps(1)) == 201
        (aside,) = asides(folder)
        assert aside.name == "progress.damaged-2024-05-04-120000.sqlite3"
        assert contents(aside) == broken
        assert re.search(r"damaged.*progress\.damaged-2024-05-04.*progress\.2024-05-03\.backup", store.notice)
        begin(store)
    assert (folder / "progress.2024-05-03.backup").read_bytes() == saved
    with closing(open_store(folder, on_day(2))) as store:
        assert store.notice == ""
        assert len(store.runs()) == 2


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_without_a_backup_is_set_aside_and_a_new_one_begun(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    with_backup(folder)
    (folder / "progress.2024-05-03.backup").unlink()
    damage(folder / DATABASE)
    broken = contents(folder / DATABASE)
    with closing(open_store(folder, on_day(2))) as store:
        assert store.runs() == []
        assert [contents(path) for path in asides(folder)] == [broken]
        assert "start afresh" in store.notice
        begin(store)
    with closing(open_store(folder, on_day(2))) as store:
        assert len(store.runs()) == 1


def test_a_store_emptied_of_every_byte_is_restored_from_its_backup(folder: Path) -> None:
    with_backup(folder)
    (folder / DATABASE).write_bytes(b"")
    with closing(open_store(folder, on_day(2))) as store:
        assert len(store.runs()) == 1
        assert "progress.2024-05-03.backup" in store.notice


def test_an_empty_file_with_nothing_to_restore_is_a_new_store(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / DATABASE).write_bytes(b"")
    with closing(open_store(folder)) as store:
        begin(store)
        assert (store.notice, asides(folder)) == ("", [])


def test_damage_twice_in_a_second_overwrites_nothing(folder: Path) -> None:
    with_backup(folder)
    for text in (b"first " * 1000, b"second " * 1000, b"third " * 1000):
        (folder / DATABASE).write_bytes(text)
        open_store(folder, on_day(2)).close()
    assert sorted(path.read_bytes()[:6] for path in asides(folder)) == [b"first ", b"second", b"third "]


def test_the_journal_of_a_damaged_store_goes_with_it_unread(folder: Path) -> None:
    with_backup(folder)
    (folder / DATABASE).write_bytes(b"no database " * 1000)
    (folder / f"{DATABASE}-wal").write_bytes(b"journal")
    open_store(folder, on_day(2)).close()
    (aside,) = asides(folder)
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"journal"


@pytest.mark.parametrize("bad", [b"", b"no backup", bytes(8192)], ids=["empty", "garbage", "zeros"])
def test_a_backup_that_is_not_whole_is_passed_over_for_an_older_one(folder: Path, bad: bytes) -> None:
    with_backup(folder)
    (folder / "progress.2024-05-04.backup").write_bytes(bad)
    (folder / "progress.2024-05-05.backup").mkdir()
    (folder / DATABASE).write_bytes(b"no database " * 1000)
    with closing(open_store(folder, on_day(2))) as store:
        assert len(store.runs()) == 1
        assert "progress.2024-05-03.backup" in store.notice
    assert (folder / "progress.2024-05-04.backup").read_bytes() == bad


DYING = """
import os, sys
from pathlib import Path
from explainer.store.store import open_store

store = open_store(Path(sys.argv[1]))
run, step = store.begin("bridge", "1", "", "Start", "[]", "square", "The square")
store._connection.execute(f"PRAGMA user_version = {sys.argv[2]}")
os._exit(0)
"""


def die_while_open(folder: Path, version: int) -> None:
    """Leave a store as a window that died leaves it: its newest steps in the journal only."""
    subprocess.run([sys.executable, "-c", DYING, str(folder), str(version)], check=True)
    assert (folder / f"{DATABASE}-wal").stat().st_size > 0


def test_steps_that_are_in_the_journal_only_are_not_lost(folder: Path) -> None:
    die_while_open(folder, migrate.FORMAT)
    with closing(open_store(folder)) as store:
        assert len(store.steps(1)) == 1


def test_a_newer_store_with_a_journal_is_left_byte_for_byte_with_it(folder: Path) -> None:
    die_while_open(folder, migrate.FORMAT + 1)
    before = files(folder)
    with pytest.raises(StoreTooNew):
        open_store(folder)
    assert files(folder) == before


def test_a_store_that_was_being_made_when_its_window_died_is_made_anew(folder: Path) -> None:
    folder.mkdir(parents=True)
    making = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
    making += "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN'); c.execute('CREATE TABLE runs (x)'); "
    making += "c.executemany('INSERT INTO runs VALUES (?)', [('x' * 900,)] * 99); os._exit(0)"
    subprocess.run([sys.executable, "-c", making, str(folder / DATABASE)], check=True)
    assert (folder / f"{DATABASE}-journal").stat().st_size > 0
    with closing(open_store(folder)) as store:
        begin(store)
        assert (store.notice, len(store.runs())) == ("", 1)


def test_damage_met_while_reading_is_told_in_words(store: Store) -> None:
    begin(store)
    store._connection.execute("DROP TABLE settings")
    store._connection.execute("ALTER TABLE runs RENAME TO walks")
    with pytest.raises(StoreError) as caught:
        store.runs()
    assert_fit_for_a_person(caught.value)


def test_a_date_that_cannot_be_read_hides_no_run(store: Store) -> None:
    begin(store)
    begin(store)
    store._connection.execute("UPDATE runs SET updated = 'yesterday' WHERE id = 1")
    store._connection.execute("UPDATE steps SET at = 'long ago'")

    assert {run.id: run.updated == NO_DATE for run in store.runs()} == {1: True, 2: False}
    assert [row.at for row in store.steps(1)] == [NO_DATE]
