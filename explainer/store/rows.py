"""Rows of one pack as a reader makes them: in the store, or else in memory."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Generic, Protocol, TypeVar

from explainer.errors import StoreError

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]

NO_DATE = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""Stands where a kept date can't be read: what was kept is worth more than when."""


def when(text: str) -> datetime.datetime:
    """A kept moment."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return NO_DATE
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


class Numbered(Protocol):
    """Something with a number of its own; below 0 it is not in the store."""

    @property
    def id(self) -> int: ...  # noqa: D102


Row = TypeVar("Row", bound=Numbered)
RowOut = TypeVar("RowOut", bound=Numbered, covariant=True)
Done = TypeVar("Done")


class RowsTable(Protocol[RowOut]):
    """A table of an open store, with rows of every pack."""

    def of(self, pack: str) -> Iterable[RowOut]:
        """Every row of a pack."""


Table = TypeVar("Table", bound=RowsTable[Numbered])


class PackRows(Generic[Row, Table]):
    """The rows of one pack. What can't be kept is lost to the next start, never to this one."""

    def __init__(
        self,
        pack: str,
        table: Table | None,
        clock: Callable[[], datetime.datetime],
        failed: Callable[[StoreError], None],
    ) -> None:
        self._pack = pack
        self._table = table
        self._clock = clock
        self._failed = failed
        self._rows: dict[int, Row] = {}
        self._next = -1

    def let_go(self) -> None:
        """Go on in memory: the store can't be written to any more."""
        table, self._table = self._table, None
        if table is not None:
            try:
                self._take(table)
            except StoreError:
                # What was looked at last is all there is.
                return

    def _take(self, table: Table) -> None:
        """Look at every row again; other windows' are among them."""
        self._rows = {row.id: row for row in table.of(self._pack)}  # type: ignore[misc]

    def _with_table(self, do: Callable[[Table], Done]) -> Done | None:
        """What came of doing something with the table; None if there is none, or it failed, which is told."""
        if self._table is None:
            return None
        try:
            return do(self._table)
        except StoreError as error:
            self.let_go()
            self._failed(error)
            return None

    def _number(self, kept: int | None) -> int:
        """The number a row was kept by, or one for a row that is in memory alone."""
        if kept:
            return kept
        number, self._next = self._next, self._next - 1
        return number
