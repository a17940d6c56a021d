"""Answers to cards: kept with the pack, brought over from the format before, never lost on a failure."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.errors import StepError, StoreError
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.paths import DATABASE
from explainer.store.reviews import Review, ReviewLog
from explainer.store.store import Store, open_store
from tests.test_store_notes import FORMAT_1, shape
from tests.transactions import assert_one_transaction

FORMAT_2 = (
    FORMAT_1
    + """
CREATE TABLE notes (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    pack    TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('note', 'bookmark')),
    node    TEXT NOT NULL,
    claim   TEXT NOT NULL,
    text    TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;
CREATE INDEX notes_by_pack ON notes (pack);
INSERT INTO notes VALUES (4, 'bridge', 'note', 'square', '', 'Mine.', '2024-05-02T12:01:00+00:00',
    '2024-05-02T12:02:00+00:00');
PRAGMA user_version = 2;
"""
)

DAY = datetime.datetime(2024, 5, 2, 18, 0, tzinfo=datetime.UTC)


class Clock:
    """A clock that goes on a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder, Clock())) as opened:
        yield opened


def log_of(store: Store | None, told: list[str] | None = None) -> ReviewLog:
    """The log of one window."""
    said = [] if told is None else told
    table = store.reviews if store else None
    return ReviewLog(
        "bridge", table, store.clock if store else Clock(), lambda error: said.append(str(error))
    )


def answers(log: ReviewLog) -> list[tuple[str, str]]:
    return [(review.card, review.rating) for review in log.every()]


# ---------------------------------------------------------------- the format


def test_a_store_of_the_format_before_keeps_everything_and_gets_reviews(folder: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / DATABASE)) as old:
        old.executescript(FORMAT_2)
        dump = list(old.iterdump())
    for _ in range(2):
        with closing(open_store(folder)) as store:
            assert [(run.id, run.title, run.steps) for run in store.runs()] == [(2, "A", 1), (1, "Home", 2)]
            assert [(note.id, note.text) for note in store.notes.of("bridge")] == [(4, "Mine.")]
            assert store.setting("look") == "paper"
            assert store.reviews.of("bridge") == []
            migrated = shape(store._connection)
    with closing(sqlite3.connect(folder / "progress.format-2.backup")) as copy:
        assert list(copy.iterdump()) == dump
    with closing(open_store(folder / "afresh")) as fresh:
        assert shape(fresh._connection) == migrated


def test_a_store_of_the_first_format_takes_both_steps(folder: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / DATABASE)) as old:
        old.executescript(FORMAT_1)
    with closing(open_store(folder)) as store:
        assert len(store.runs()) == 2
        log_of(store).add("a", "good", "square")
        assert len(store.reviews.of("bridge")) == 1


def test_answers_alone_are_worth_a_backup(folder: Path) -> None:
    with closing(open_store(folder, lambda: DAY)) as store:
        log_of(store).add("a", "good", "square")
    with closing(open_store(folder, lambda: DAY + datetime.timedelta(days=1))):
        assert [path.name for path in folder.glob("*.backup")] == ["progress.2024-05-03.backup"]


# ---------------------------------------------------------------- keeping


def test_an_answer_is_kept_for_every_run_and_every_window(store: Store, folder: Path) -> None:
    log = log_of(store)
    log.add("a", "good", "square")
    with closing(open_store(folder, Clock())) as another:
        second = log_of(another)
        assert answers(second) == [("a", "good")]
        second.add("b", "again", "home")
        log.add("c", "easy", "home")
        assert (
            sorted(answers(second)) == sorted(answers(log)) == [("a", "good"), ("b", "again"), ("c", "easy")]
        )
    assert store.reviews.of("other") == []


def test_they_are_the_same_tuple_until_one_changes(store: Store, folder: Path) -> None:
    log = log_of(store)
    log.add("a", "good", "square")
    found = log.every()
    store.set_setting("look", "paper")
    assert log.every() is found
    with closing(open_store(folder, Clock())) as another:
        log_of(another).add("b", "again", "home")
    assert log.every() is not found
    assert len(log.every()) == 2


def test_undo_takes_back_what_this_window_answered_last(store: Store, folder: Path) -> None:
    log = log_of(store)
    with pytest.raises(StepError, match="Nothing was answered"):
        log.undo()
    log.add("a", "good", "square")
    before = log.every()
    log.add("b", "again", "square")
    with closing(open_store(folder, Clock())) as another:
        log_of(another).add("c", "hard", "home")
        assert log.undo().card == "b"
        assert ("b", "again") not in answers(log_of(another))
    assert [review for review in log.every() if review.card != "c"] == list(before)
    assert log.undo().card == "a"
    with pytest.raises(StepError):
        log.undo()
    assert answers(log) == [("c", "hard")]
    assert {review.card: review.undone for review in store.reviews.of("bridge")} == {
        "a": True,
        "b": True,
        "c": False,
    }


def test_another_rating_takes_the_place_of_the_first(store: Store) -> None:
    log = log_of(store)
    first = log.add("a", "good", "square")
    assert log.rate("easy") == replace(first, rating="easy")
    assert store.reviews.of("bridge") == [replace(first, rating="easy")]
    assert answers(log) == [("a", "easy")]


def test_a_date_that_can_not_be_read_costs_no_answer(store: Store) -> None:
    log_of(store).add("a", "good", "square")
    store._connection.execute("UPDATE reviews SET at = 'yesterday'")
    assert answers(log_of(store)) == [("a", "good")]


# ---------------------------------------------------------------- from another store


def review(card: str, second: int, rating: str = "good", *, undone: bool = False) -> Review:
    return Review(0, card, rating, DAY + datetime.timedelta(seconds=second), "square", undone)


def test_taking_in_twice_adds_nothing_twice(store: Store) -> None:
    mine = log_of(store).add("a", "good", "square")
    theirs = [replace(mine, id=77), review("a", 50), review("b", 60, "again")]
    assert store.take_in("bridge", theirs, []) == (2, 0)
    assert store.take_in("bridge", theirs, []) == (0, 0)
    assert store.take_in("bridge", [*theirs, *theirs], []) == (0, 0)
    assert len(store.reviews.of("bridge")) == 3
    assert store.take_in("other", theirs, []) == (3, 0)


def test_what_was_taken_back_on_either_side_does_not_return(store: Store) -> None:
    log = log_of(store)
    mine = log.add("a", "again", "square")
    log.undo()
    store.take_in("bridge", [mine], [])
    assert answers(log_of(store)) == []
    store.take_in("bridge", [review("b", 50)], [])
    assert answers(log_of(store)) == [("b", "good")]
    store.take_in("bridge", [review("b", 50, undone=True)], [])
    assert answers(log_of(store)) == []


def test_what_can_not_be_kept_whole_is_not_kept_at_all(store: Store) -> None:
    with pytest.raises(StoreError):
        store.take_in("bridge", [review("a", 1), review("b", 2, "splendid")], [])
    assert store.reviews.of("bridge") == []


# ---------------------------------------------------------------- failures


def fails(store: Store, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """From now on these can't be done."""

    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    for name in names:
        monkeypatch.setattr(store.reviews, name, fail)


DEEDS: dict[str, tuple[Callable[[ReviewLog], object], list[tuple[str, str]]]] = {
    "add": (lambda log: log.add("b", "again", "home"), [("a", "good"), ("b", "again")]),
    "rate": (lambda log: log.rate("easy"), [("a", "easy")]),
    "undo": (lambda log: log.undo(), []),
    "stamp": (lambda log: log.every(), [("a", "good")]),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_can_not_be_kept_lasts_in_memory_and_is_told_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    told: list[str] = []
    log = log_of(store, told)
    log.add("a", "good", "square")
    fails(store, monkeypatch, deed)
    do, wanted = DEEDS[deed]
    do(log)
    assert answers(log) == wanted
    assert told == ["The disk is full."]
    log.add("z", "hard", "home")
    log.rate("easy")
    assert answers(log) == [*wanted, ("z", "easy")]
    log.undo()
    assert answers(log) == wanted
    assert len(told) == 1


def test_a_step_that_can_not_be_kept_takes_no_answer_out_of_sight(
    bridge: Pack, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_of(store).add("a", "good", "square")
    session = Session.begin(bridge, store, "short")

    def fail(*_: object, **__: object) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store, "append", fail)
    session.choose("leave")
    assert not session.kept
    assert [review.card for review in session.study.reviews()] == ["a"]


def test_without_a_store_answers_live_in_the_log() -> None:
    log = log_of(None)
    first, second = log.add("a", "good", "x"), log.add("b", "again", "x")
    assert first.id != second.id
    assert log.undo() == second
    assert answers(log) == [("a", "good")]


def test_every_write_is_one_transaction(store: Store) -> None:
    number = store.reviews.add("bridge", review("a", 1))
    writes: list[Callable[[], object]] = [
        lambda: store.reviews.add("bridge", review("b", 2)),
        lambda: store.reviews.rate(number, "hard"),
        lambda: store.reviews.undo(number),
        lambda: store.take_in("bridge", [review("c", 3), review("d", 4)], []),
    ]
    for write in writes:
        assert_one_transaction(store, write)


def test_a_broken_table_is_a_store_error(store: Store) -> None:
    store._connection.execute("DROP TABLE reviews")
    with pytest.raises(StoreError):
        store.reviews.of("bridge")
    with pytest.raises(StoreError):
        store.reviews.undo(1)
