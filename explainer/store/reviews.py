"""What a reader answered to the cards of a pack: one row an answer, of a pack and not of one run."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from explainer.errors import StepError, StoreError
from explainer.store.rows import PackRows, Transaction, when


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to a card."""

    id: int
    """Its number. Below 0: it is not in the store."""
    card: str
    rating: str
    """How well it was known, as one of four words: again, hard, good, easy."""
    at: datetime.datetime
    """When; with the card it tells one answer from every other."""
    node: str = ""
    """The page that was open."""
    undone: bool = False
    """Whether it was taken back. It stays, so that a file written before can't bring it back."""


_REVIEW = "id, card, rating, at, node, undone"


class ReviewTable:
    """The reviews of an open store."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def of(self, pack: str) -> list[Review]:
        """Every review of a pack by its moment, those taken back among them."""
        with self._reading() as connection:
            return _rows(connection, pack)

    def stamp(self) -> int:
        """A number that changes when another window keeps anything: until then nothing need be read anew."""
        with self._reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def add(self, pack: str, review: Review) -> int:
        """Keep a review; gives its number."""
        with self._writing() as connection:
            return _insert(connection, pack, review)

    def rate(self, number: int, rating: str) -> None:
        """Keep another rating of an answer."""
        with self._writing() as connection:
            connection.execute("UPDATE reviews SET rating = ? WHERE id = ?", (rating, number))

    def undo(self, number: int) -> None:
        """Keep that an answer was taken back."""
        with self._writing() as connection:
            connection.execute("UPDATE reviews SET undone = 1 WHERE id = ?", (number,))


def merge_reviews(connection: sqlite3.Connection, pack: str, reviews: Iterable[Review]) -> int:
    """Keep the reviews that are not there yet; gives how many. What either side took back is taken back."""
    known = {(review.card, review.at): review for review in _rows(connection, pack)}
    added = 0
    for review in reviews:
        found = known.get((review.card, review.at))
        if found is None:
            number = _insert(connection, pack, review)
            known[review.card, review.at] = replace(review, id=number)
            added += 1
        elif review.undone and not found.undone:
            connection.execute("UPDATE reviews SET undone = 1 WHERE id = ?", (found.id,))
    return added


def _insert(connection: sqlite3.Connection, pack: str, review: Review) -> int:
    number = connection.execute(
        "INSERT INTO reviews (pack, card, rating, at, node, undone) VALUES (?, ?, ?, ?, ?, ?)",
        (pack, review.card, review.rating, review.at.isoformat(), review.node, int(review.undone)),
    ).lastrowid
    assert number is not None
    return number


def _rows(connection: sqlite3.Connection, pack: str) -> list[Review]:
    rows = connection.execute(f"SELECT {_REVIEW} FROM reviews WHERE pack = ?", (pack,)).fetchall()
    found = [
        Review(number, card, rating, when(at), node, bool(undone))
        for number, card, rating, at, node, undone in rows
    ]
    return sorted(found, key=lambda review: (review.at, review.id))


class ReviewLog(PackRows[Review, ReviewTable]):
    """The reviews of one pack as a reader makes them."""

    def __init__(
        self,
        pack: str,
        table: ReviewTable | None,
        clock: Callable[[], datetime.datetime],
        failed: Callable[[StoreError], None],
    ) -> None:
        super().__init__(pack, table, clock, failed)
        self._live: tuple[Review, ...] | None = None
        self._stamp: int | None = None
        self._made: list[int] = []

    def every(self) -> tuple[Review, ...]:
        """All that hold, by their moment; other windows' among them. The same tuple until one changes."""
        self._with_table(self._look)
        if self._live is None:
            live = (review for review in self._rows.values() if not review.undone)
            self._live = tuple(sorted(live, key=lambda review: review.at))
        return self._live

    @property
    def last(self) -> Review | None:
        """The last answer given in this window that was not taken back."""
        return self._rows.get(self._made[-1]) if self._made else None

    def add(self, card: str, rating: str, node: str) -> Review:
        """Keep an answer given now."""
        # Read first: what is read later for the first time would count it twice or not at all.
        self.every()
        review = Review(0, card, rating, self._clock(), node)
        number = self._number(self._with_table(lambda table: table.add(self._pack, review)))
        self._made.append(number)
        return self._set(replace(review, id=number))

    def rate(self, rating: str) -> Review:
        """Rate the last answer otherwise; gives it.

        Raises:
            StepError: none was given since the start.
        """
        review = replace(self._last(), rating=rating)
        self._with_table(lambda table: table.rate(review.id, rating))
        return self._set(review)

    def undo(self) -> Review:
        """Take back the last answer given in this window, as if it had not been; gives it.

        Raises:
            StepError: none was given since the start.
        """
        review = self._last()
        self._with_table(lambda table: table.undo(review.id))
        self._made.pop()
        self._set(replace(review, undone=True))
        return review

    def _last(self) -> Review:
        self.every()
        if self.last is None:
            raise StepError("Nothing was answered since you began.")
        return self.last

    def _look(self, table: ReviewTable) -> None:
        """Look at the rows again if any window kept anything since."""
        stamp = table.stamp()
        if stamp != self._stamp:
            self._take(table)
            self._stamp = stamp

    def _take(self, table: ReviewTable) -> None:
        super()._take(table)
        self._live = None

    def _set(self, review: Review) -> Review:
        self._rows[review.id] = review
        self._live = None
        return review
