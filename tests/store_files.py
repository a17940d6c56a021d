"""What tests of the store write into it and look at in its folder."""

from __future__ import annotations

import datetime
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from explainer.errors import StoreError
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


WRITES: dict[str, Callable[[Store, int, int], object]] = {
    "begin": lambda store, _run, _step: begin(store),
    "append": go_home,
    "stand_at": lambda store, run, step: store.stand_at(run, step, "The square"),
    "keep_place": lambda store, run, step: store.keep_place(run, step, "4:1"),
    "set_setting": lambda store, _run, _step: store.set_setting("theme", "night"),
}


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


def mark_settings(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE settings ADD COLUMN since TEXT NOT NULL DEFAULT 'since'")


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.backup"))


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
