"""Several windows on one store, threads and processes: nothing is lost, and each is told what it must be."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from explainer.errors import StoreError
from explainer.store import store as store_module
from explainer.store.paths import DATABASE
from explainer.store.store import open_store
from tests.store_files import (
    all_at_once,
    asides,
    assert_fit_for_a_person,
    backups,
    begin,
    go_home,
    on_day,
    with_backup,
)


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


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
