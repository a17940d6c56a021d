"""The store: what it promises about durability, several windows, older, newer and broken files."""

from __future__ import annotations

import datetime
import gc
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from explainer.errors import StoreError, StoreTooNew
from explainer.store import migrate
from explainer.store import store as store_module
from explainer.store.paths import DATABASE, data_folder
from explainer.store.rows import NO_DATE
from explainer.store.store import Store, open_store

Found = TypeVar("Found")

DAY = datetime.datetime(2024, 5, 2, 12, tzinfo=datetime.UTC)


def on_day(number: int) -> Callable[[], datetime.datetime]:
    """A clock that stands still, so many days after the first."""
    return lambda: DAY + datetime.timedelta(days=number)


def begin(store: Store, pack: str = "bridge") -> tuple[int, int]:
    return store.begin(pack, "1.0.0", "short", "Start", '["square"]', "square", "The square")


def go_home(store: Store, run: int, parent: int) -> int:
    return store.append(run, parent, "Walk", '["home"]', "home", "Home")


def pragma(store: Store, name: str) -> object:
    value: object = store._connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder that holds something, but for SQLite's index of its journal."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_size and not path.name.endswith("-shm")
    }


def assert_fit_for_a_person(error: StoreError) -> None:
    text = str(error)
    assert re.match(r"(Your progress|Progress) .*\.$", text), text
    assert not re.search(r"Errno|Error|Traceback|None|sqlite3\.\w|<|\n", text), text


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


# ---------------------------------------------------------------- durability


def test_the_journal_is_a_wal_and_every_commit_reaches_the_disk(store: Store) -> None:
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "foreign_keys") == 1


WRITES: dict[str, Callable[[Store, int, int], object]] = {
    "begin": lambda store, _run, _step: begin(store),
    "append": go_home,
    "stand_at": lambda store, run, step: store.stand_at(run, step, "The square"),
    "keep_place": lambda store, run, step: store.keep_place(run, step, "4:1"),
    "set_setting": lambda store, _run, _step: store.set_setting("theme", "night"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_each_write_is_one_transaction(store: Store, write: Callable[[Store, int, int], object]) -> None:
    run, step = begin(store)
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    write(store, run, step)
    store._connection.set_trace_callback(None)
    around = [text for text in said if text.split()[0] in ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT")]
    assert around == ["BEGIN IMMEDIATE", "COMMIT"]
    assert (said[0], said[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
    assert len(said) > 2


def test_a_step_is_there_for_another_window_as_soon_as_append_returns(store: Store, folder: Path) -> None:
    run, first = begin(store)
    with closing(open_store(folder)) as other:
        second = go_home(store, run, first)
        assert [row.id for row in other.steps(run)] == [first, second]


def test_a_step_that_fails_half_way_leaves_nothing_of_it(store: Store) -> None:
    run, first = begin(store)
    before = store.runs()
    store._connection.execute("CREATE TRIGGER no BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(StoreError):
        go_home(store, run, first)
    assert store.runs() == before
    assert [row.id for row in store.steps(run)] == [first]
    store._connection.execute("DROP TRIGGER no")
    assert go_home(store, run, first) > first


def test_a_step_of_no_run_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        go_home(store, 77, 1)
    assert store.steps(77) == []


# ---------------------------------------------------------------- what is kept


def test_what_was_kept_is_read_back_after_closing(folder: Path) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        run, first = begin(store)
    with closing(open_store(folder, on_day(1))) as store:
        second = go_home(store, run, first)
        store.keep_place(run, second, "3:2")
        store.set_setting("theme", "paper")
        store.set_setting("theme", "night")
    with closing(open_store(folder, on_day(2))) as store:
        kept = store.run(run)
        assert kept is not None
        assert (kept.pack, kept.pack_version, kept.way_in) == ("bridge", "1.0.0", "short")
        assert (kept.started, kept.updated) == (on_day(0)(), on_day(1)())
        assert (kept.head, kept.title, kept.steps, kept.place) == (second, "Home", 2, "3:2")
        assert [(row.id, row.parent, row.kind, row.data, row.node, row.at) for row in store.steps(run)] == [
            (first, 0, "Start", '["square"]', "square", on_day(0)()),
            (second, first, "Walk", '["home"]', "home", on_day(1)()),
        ]
        assert store.setting("theme") == "night"
        assert store.setting("nothing", "so") == "so"
        assert store.run(run + 1) is None
        assert store.notice == ""


def test_runs_are_listed_by_pack_the_one_read_last_first(folder: Path) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        first, start = begin(store)
        second, _ = begin(store)
        other, _ = begin(store, "other")
    with closing(open_store(folder, on_day(1))) as store:
        go_home(store, first, start)
        assert [run.id for run in store.runs("bridge")] == [first, second]
        assert [run.id for run in store.runs()] == [first, other, second]
        assert store.runs("none") == []


def test_a_place_is_kept_only_for_the_step_the_run_stands_at(store: Store) -> None:
    run, first = begin(store)
    second = go_home(store, run, first)
    store.keep_place(run, first, "9:9")
    kept = store.run(run)
    assert kept is not None
    assert (kept.head, kept.place) == (second, "")


@pytest.mark.parametrize("name", ["a b#c?d%20e", "file:x?mode=memory", "süd-öst 北", ":memory:"])
def test_a_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    with closing(open_store(tmp_path / name)) as store:
        begin(store)
    assert (tmp_path / name / DATABASE).is_file()
    with closing(open_store(tmp_path / name)) as store:
        assert len(store.runs()) == 1


def test_asking_where_progress_is_kept_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert data_folder(tmp_path / "named") == tmp_path / "named"
    monkeypatch.setenv("EXPLAINER_HOME", str(tmp_path / "set"))
    assert data_folder() == tmp_path / "set"
    monkeypatch.delenv("EXPLAINER_HOME")
    assert data_folder().name == "explainer"
    assert sorted(tmp_path.rglob("*")) == before


# ---------------------------------------------------------------- several windows


def all_at_once(count: int, work: Callable[[], Found]) -> list[Found]:
    """Do the same work in threads that set off together; raises what the first that failed raised."""
    gate = threading.Barrier(count)
    results: list[Found] = []
    errors: list[Exception] = []

    def one() -> None:
        gate.wait()
        try:
            results.append(work())
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        raise error
    return results


def test_threads_that_write_at_once_lose_nothing(folder: Path) -> None:
    with closing(open_store(folder)) as store:
        run, first = begin(store)

    def work() -> list[int]:
        with closing(open_store(folder)) as own:
            parent = first
            steps = []
            for _ in range(25):
                parent = go_home(own, run, parent)
                own.keep_place(run, parent, str(parent))
                steps.append(parent)
            return steps

    written = all_at_once(4, work)
    with closing(open_store(folder)) as store:
        rows = {row.id: row for row in store.steps(run)}
        kept = store.run(run)
    assert kept is not None
    assert kept.steps == len(rows) == 101
    for steps in written:
        # Each window's steps hang together, whatever was written in between.
        assert [rows[step].parent for step in steps] == [first, *steps[:-1]]
    assert kept.place == str(kept.head)


WRITER = """
import sys
from pathlib import Path
from explainer.store.store import open_store

sys.stdin.readline()
store = open_store(Path(sys.argv[1]))
run, parent = store.begin("bridge", "1", "", "Start", "[]", "square", "The square")
for _ in range(40):
    parent = store.append(run, parent, "Walk", '["home"]', "home", "Home")
    print(run, parent)
store.close()
"""


def test_processes_that_write_at_once_lose_nothing(folder: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    said = [child.communicate() for child in children]
    assert [child.returncode for child in children] == [0, 0, 0, 0], said
    with closing(open_store(folder)) as store:
        for out, _ in said:
            steps = [tuple(map(int, line.split())) for line in out.splitlines()]
            run = steps[0][0]
            assert [row.id for row in store.steps(run)][1:] == [step for _, step in steps]
            assert len(steps) == 40
        assert len(store.runs()) == 4


def test_windows_that_open_a_new_store_at_once_all_get_it(folder: Path) -> None:
    for turn in range(6):
        home = folder / str(turn)
        opened = all_at_once(6, partial(open_store, home))
        for store in opened:
            begin(store)
            store.close()
        with closing(open_store(home)) as store:
            assert len(store.runs()) == 6


def test_windows_that_make_the_days_backup_at_once_all_get_their_store(folder: Path) -> None:
    for turn in range(6):
        home = folder / str(turn)
        with closing(open_store(home, on_day(0))) as store:
            begin(store)
        opened = all_at_once(6, partial(open_store, home, on_day(1)))
        for store in opened:
            assert len(store.runs()) == 1
            store.close()
        assert backups(home) == ["progress.2024-05-03.backup"]


def test_windows_that_find_a_damaged_store_at_once_set_it_aside_once(folder: Path) -> None:
    for turn in range(6):
        home = folder / str(turn)
        with_backup(home)
        (home / DATABASE).write_bytes(b"no database" * 1000)
        opened = all_at_once(6, partial(open_store, home, on_day(2)))
        for store in opened:
            begin(store)
            store.close()
        # One was told; the others found it mended, and what each wrote is there.
        assert [bool(store.notice) for store in opened].count(True) == 1
        assert len(asides(home)) == 1
        with closing(open_store(home, on_day(2))) as store:
            assert len(store.runs()) == 7


def test_a_window_that_stays_busy_too_long_is_told_of_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.01)
    with closing(open_store(folder)) as busy, closing(open_store(folder)) as other:
        run, step = begin(busy)
        busy._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            go_home(other, run, step)
        assert_fit_for_a_person(caught.value)
        busy._connection.execute("ROLLBACK")
        assert go_home(other, run, step) > step


# ---------------------------------------------------------------- formats


def test_a_new_store_is_of_todays_format(store: Store) -> None:
    assert pragma(store, "user_version") == migrate.FORMAT


def test_every_older_format_has_a_step_to_the_next() -> None:
    assert sorted(migrate.STEPS) == list(range(1, migrate.FORMAT))


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_store_of_a_newer_format_is_refused_and_left_byte_for_byte(folder: Path, journal: str) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        begin(store)
        store._connection.execute(f"PRAGMA journal_mode = {journal}")
        store._connection.execute(f"PRAGMA user_version = {migrate.FORMAT + 1}")
    before = files(folder)
    for _ in range(2):
        with pytest.raises(StoreTooNew) as caught:
            open_store(folder, on_day(1))
        assert_fit_for_a_person(caught.value)
        assert "newer explainer" in str(caught.value)
        assert "untouched" in str(caught.value)
        assert files(folder) == before


def test_a_newer_window_that_is_open_keeps_what_it_writes(folder: Path) -> None:
    with closing(open_store(folder)) as newer:
        run, first = begin(newer)
        newer._connection.execute(f"PRAGMA user_version = {migrate.FORMAT + 1}")
        with pytest.raises(StoreTooNew):
            open_store(folder)
        second = go_home(newer, run, first)
        assert [row.id for row in newer.steps(run)] == [first, second]


def mark_settings(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE settings ADD COLUMN since TEXT NOT NULL DEFAULT 'since'")


def mark_runs(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE runs ADD COLUMN mark TEXT NOT NULL DEFAULT 'marked'")


def test_an_older_store_is_brought_up_step_by_step_and_a_copy_of_it_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        run, first = begin(store)
        store.set_setting("theme", "night")
        go_home(store, run, first)
        dump = list(store._connection.iterdump())
    took: list[int] = []
    old = migrate.FORMAT
    steps = {old: mark_settings, old + 1: mark_runs}
    monkeypatch.setattr(migrate, "FORMAT", old + 2)
    noted = {number: noting(took, number, step) for number, step in steps.items()}
    monkeypatch.setattr(migrate, "STEPS", noted)
    for _ in range(2):
        with closing(open_store(folder, on_day(0))) as store:
            assert pragma(store, "user_version") == old + 2
            assert store.setting("theme") == "night"
            assert [row.node for row in store.steps(run)] == ["square", "home"]
            kept = store._connection.execute("SELECT since, mark FROM settings, runs").fetchall()
            assert kept == [("since", "marked")]
    assert took == [old, old + 1]
    with closing(sqlite3.connect(folder / f"progress.format-{old}.backup")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (old,)
        assert list(copy.iterdump()) == dump


def noting(took: list[int], old: int, step: migrate.Step) -> migrate.Step:
    def noted(connection: sqlite3.Connection) -> None:
        took.append(old)
        step(connection)

    return noted


def half_a_step(connection: sqlite3.Connection) -> None:
    mark_settings(connection)
    connection.execute("INSERT INTO nowhere VALUES (1)")


def a_step_that_clashes(connection: sqlite3.Connection) -> None:
    mark_settings(connection)
    connection.execute("INSERT INTO settings (name, value) VALUES ('theme', 'twice')")


@pytest.mark.parametrize("bad", [half_a_step, a_step_that_clashes])
def test_a_migration_that_fails_changes_nothing_and_can_be_taken_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bad: migrate.Step
) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        run, first = begin(store)
        store.set_setting("theme", "night")
        dump = list(store._connection.iterdump())
    old = migrate.FORMAT
    monkeypatch.setattr(migrate, "FORMAT", old + 1)
    monkeypatch.setattr(migrate, "STEPS", {old: bad})
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            open_store(folder, on_day(0))
        assert_fit_for_a_person(caught.value)
        # A step of ours that fails is no damage of theirs: the file stays in its place.
        assert asides(folder) == []
        with closing(sqlite3.connect(folder / DATABASE)) as looked_at:
            assert looked_at.execute("PRAGMA user_version").fetchone() == (old,)
            assert list(looked_at.iterdump()) == dump
    monkeypatch.setattr(migrate, "STEPS", {old: mark_settings})
    with closing(open_store(folder, on_day(0))) as store:
        assert [row.id for row in store.steps(run)] == [first]


def test_windows_that_migrate_at_once_take_each_step_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        begin(store)
    took: list[int] = []
    old = migrate.FORMAT
    monkeypatch.setattr(migrate, "FORMAT", old + 1)
    monkeypatch.setattr(migrate, "STEPS", {old: noting(took, old, mark_settings)})
    opened = all_at_once(6, partial(open_store, folder, on_day(0)))
    for store in opened:
        assert len(store.runs()) == 1
        store.close()
    assert took == [old]


# ---------------------------------------------------------------- backups


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.backup"))


def runs_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count: int = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
        return count


def test_a_backup_is_made_each_day_and_three_are_kept(folder: Path) -> None:
    for day in range(6):
        with closing(open_store(folder, on_day(day))) as store:
            begin(store)
        with closing(open_store(folder, on_day(day))) as store:
            begin(store)
    assert backups(folder) == [f"progress.2024-05-0{day}.backup" for day in (5, 6, 7)]
    # Made at the day's first start: two runs a day before it, and nothing for the first, empty start.
    assert [runs_in(folder / name) for name in backups(folder)] == [6, 8, 10]
    assert not list(folder.glob("*.part"))


def test_a_store_with_no_run_in_it_is_not_worth_a_backup(folder: Path) -> None:
    for day in range(2):
        open_store(folder, on_day(day)).close()
    assert backups(folder) == []


def test_the_copy_of_an_older_format_is_not_one_of_the_three(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        begin(store)
    old = migrate.FORMAT
    monkeypatch.setattr(migrate, "FORMAT", old + 1)
    monkeypatch.setattr(migrate, "STEPS", {old: mark_settings})
    for day in range(6):
        open_store(folder, on_day(day)).close()
    assert backups(folder) == [
        *(f"progress.2024-05-0{day}.backup" for day in (5, 6, 7)),
        f"progress.format-{old}.backup",
    ]


def test_half_a_backup_left_by_a_dying_window_is_in_nobodys_way(folder: Path) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        begin(store)
    (folder / "progress.2024-05-03.part").write_bytes(b"half of it")
    open_store(folder, on_day(1)).close()
    assert runs_in(folder / "progress.2024-05-03.backup") == 1
    assert not list(folder.glob("*.part"))


# ---------------------------------------------------------------- damage


def with_backup(folder: Path) -> None:
    """A store of two runs, the second newer than its backup, and enough steps to fill pages."""
    with closing(open_store(folder, on_day(0))) as store:
        run, parent = begin(store)
        rows = [(run, parent, "Walk", '["home"]', "home", DAY.isoformat())] * 200
        # In one transaction: alone, each of them would wait for the disk.
        with store._writing() as connection:
            connection.executemany(
                "INSERT INTO steps (run, parent, kind, data, node, at) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
    with closing(open_store(folder, on_day(1))) as store:
        begin(store)


def asides(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*damaged*") if path.suffix == ".sqlite3")


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


# ---------------------------------------------------------------- nowhere to write


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError) as caught:
            open_store(folder)
        assert_fit_for_a_person(caught.value)
        assert str(folder) in str(caught.value)
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied"), OSError(28, "No space left on device"), OSError("odd")],
)
def test_a_home_that_takes_no_folder_is_told_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    assert_fit_for_a_person(caught.value)
    assert (error.strerror or "odd") in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="folders that refuse a write")
def test_a_folder_that_takes_no_file_is_told_in_words(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    folder.chmod(0o700)
    assert_fit_for_a_person(caught.value)


def full_disk(store: Store) -> None:
    """No page may be added any more: SQLite says of it what it says of a full disk."""
    pages = pragma(store, "page_count")
    store._connection.execute(f"PRAGMA max_page_count = {pages}")


def go_on_forever(store: Store, run: int, step: int) -> None:
    while True:
        step = go_home(store, run, step)


def read_only(store: Store) -> None:
    store._connection.execute("PRAGMA query_only = ON")


def test_a_disk_that_fills_up_is_told_in_words_and_keeps_what_was_kept(folder: Path) -> None:
    with closing(open_store(folder)) as store:
        run, step = begin(store)
        full_disk(store)
        with pytest.raises(StoreError) as caught:
            go_on_forever(store, run, step)
        assert_fit_for_a_person(caught.value)
        assert "full" in str(caught.value)
        kept = [row.id for row in store.steps(run)]
        assert len(kept) > 1
    with closing(open_store(folder)) as store:
        assert [row.id for row in store.steps(run)] == kept
        found = store.run(run)
        assert found is not None
        assert (found.head, found.steps) == (kept[-1], len(kept))


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_store_that_became_read_only_is_told_in_words_and_still_read(
    store: Store, write: Callable[[Store, int, int], object]
) -> None:
    run, step = begin(store)
    read_only(store)
    with pytest.raises(StoreError) as caught:
        write(store, run, step)
    assert_fit_for_a_person(caught.value)
    assert not store._connection.in_transaction
    assert [row.id for row in store.steps(run)] == [step]


def test_a_disk_too_full_for_the_backup_is_told_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(folder, on_day(0))) as store:
        begin(store)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "back_up", refuse)
        with pytest.raises(StoreError) as caught:
            open_store(folder, on_day(1))
    assert_fit_for_a_person(caught.value)
    with closing(open_store(folder, on_day(1))) as store:
        assert len(store.runs()) == 1


def open_connections() -> int:
    count = 0
    for connection in gc.get_objects():
        if isinstance(connection, sqlite3.Connection):
            with suppress(sqlite3.ProgrammingError):
                count += connection.total_changes >= 0
    return count


@pytest.mark.parametrize("name", ["back_up", "refuse_newer", "bring_up_to_date"])
def test_a_store_that_does_not_open_leaves_nothing_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    open_store(folder).close()

    def refuse(*_: object) -> None:
        raise sqlite3.IntegrityError("odd")

    monkeypatch.setattr(store_module, name, refuse)
    before = open_connections()
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    # The error is held, and with it every frame it went through.
    assert (open_connections(), caught.type) == (before, StoreError)
