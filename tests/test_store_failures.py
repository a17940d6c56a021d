"""A store that can't be made or written: told in words, and what was kept is kept."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from explainer.errors import StoreError
from explainer.store import store as store_module
from explainer.store.store import Store, open_store
from tests.store_files import WRITES, assert_fit_for_a_person, begin, go_home, on_day, pragma


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


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
