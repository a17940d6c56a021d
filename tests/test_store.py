"""The store: what it promises about durability, and what is kept in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from explainer.errors import StoreError
from explainer.store.paths import DATABASE, data_folder
from explainer.store.store import Store, open_store
from tests.store_files import WRITES, begin, go_home, on_day, pragma


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
