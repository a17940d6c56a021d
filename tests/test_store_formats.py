"""Older and newer formats of a store, and its backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from explainer.errors import StoreError, StoreTooNew
from explainer.store import migrate
from explainer.store.paths import DATABASE
from explainer.store.store import Store, open_store
from tests.store_files import (
    all_at_once,
    asides,
    assert_fit_for_a_person,
    backups,
    begin,
    files,
    go_home,
    mark_settings,
    on_day,
    pragma,
)


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


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
