"""When a card is due: exactly as ``fsrs`` says, and in the order the four words promise."""

from __future__ import annotations

import csv
import datetime
import random

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.store.reviews import Review
from explainer.study.rating import Rating, rating_of, read_rating
from explainer.study.schedule import LAST_YEAR, Schedule, due_after, due_of, wait_in_words
from tests.make_reviews import LOG
from tests.strategies import examples

START = datetime.datetime(2024, 5, 2, 18, 0, tzinfo=datetime.UTC)

TEN_MINUTES = datetime.timedelta(minutes=10)


def kept_log() -> list[Review]:
    """The two hundred answers."""
    with LOG.open(encoding="utf-8", newline="") as file:
        return [
            Review(number, row["card"], row["rating"], datetime.datetime.fromisoformat(row["at"]))
            for number, row in enumerate(csv.DictReader(file), 1)
        ]


def known(card: str, at: datetime.datetime, rating: str = "good", number: int = 1) -> Review:
    return Review(number, card, rating, at)


# ---------------------------------------------------------------- beside the library itself


def test_the_kept_log_gives_the_dates_of_the_library_run_directly() -> None:
    log = kept_log()
    assert len(log) == 200
    assert {review.rating for review in log} == {"again", "hard", "good", "easy"}
    scheduler = fsrs.Scheduler(
        learning_steps=[TEN_MINUTES], relearning_steps=[TEN_MINUTES], enable_fuzzing=False
    )
    ratings = {
        "again": fsrs.Rating.Again,
        "hard": fsrs.Rating.Hard,
        "good": fsrs.Rating.Good,
        "easy": fsrs.Rating.Easy,
    }
    direct: dict[str, fsrs.Card] = {}
    ours = Schedule()
    for count, review in enumerate(log, 1):
        card = direct.setdefault(review.card, fsrs.Card(card_id=1))
        direct[review.card], _ = scheduler.review_card(card, ratings[review.rating], review.at)
        assert ours.of(log[:count]) == {name: card.due for name, card in direct.items()}
    assert len(direct) == 12


def test_the_same_answers_give_the_same_dates_each_time() -> None:
    log = kept_log()
    assert len({str(Schedule().of(log)) for _ in range(3)}) == 1


def test_only_what_changed_is_replayed() -> None:
    log = kept_log()
    schedule = Schedule()
    before = schedule.of(log)
    after = schedule.of([*log, known("card-3", log[-1].at + TEN_MINUTES, number=201)])
    assert [name for name in after if after[name] is not before[name]] == ["card-3"]
    assert schedule.of(log) == before


# ---------------------------------------------------------------- what each word means


ratings = st.sampled_from([rating.value for rating in Rating])
gaps = st.integers(1, 60 * 60 * 24 * 400)


@st.composite
def histories(draw: st.DrawFn) -> list[Review]:
    """The answers to one card, one after the other."""
    moment, found = START, []
    for number, (rating, gap) in enumerate(draw(st.lists(st.tuples(ratings, gaps), max_size=12)), 1):
        found.append(known("card", moment, rating, number))
        moment += datetime.timedelta(seconds=gap)
    return found


@examples(200)
@given(histories(), gaps)
def test_the_better_it_was_known_the_later_it_comes_back(history: list[Review], gap: int) -> None:
    at = (history[-1].at if history else START) + datetime.timedelta(seconds=gap)
    dues = [due_after(history, rating, at) for rating in Rating]
    assert dues == sorted(dues)
    assert dues[0] == at + TEN_MINUTES
    assert dues[2] >= at + datetime.timedelta(days=1)


def test_a_first_answer_that_was_right_waits_for_days_and_a_wrong_one_for_minutes() -> None:
    waits = [wait_in_words(due_after([], rating, START) - START) for rating in Rating]
    assert waits == ["10 minutes", "15 minutes", "2 days", "8 days"]


@pytest.mark.parametrize(("right", "rating"), [(True, Rating.GOOD), (False, Rating.AGAIN)])
def test_what_was_checked_is_good_or_again(right: bool, rating: Rating) -> None:
    assert rating_of(right) is rating


def test_the_words_are_those_a_store_keeps() -> None:
    assert [read_rating(word) for word in ("again", "hard", "good", "easy")] == list(Rating)
    assert read_rating("Good") is None
    assert [rating.word for rating in Rating] == ["Again", "Hard", "Good", "Easy"]
    assert len({rating.meaning for rating in Rating}) == 4


# ---------------------------------------------------------------- what a damaged store may hold


def test_what_can_not_be_scheduled_is_left_out() -> None:
    far = START.replace(year=LAST_YEAR + 1)
    odd = [known("card", far), known("card", START, "splendid"), known("other", far)]
    assert due_of(odd) is None
    assert Schedule().of(odd) == {}
    assert due_of([known("card", START), *odd]) == due_of([known("card", START)])
    last = START.replace(year=LAST_YEAR)
    assert due_of([known("card", last, "easy")] * 30) is not None


def test_a_clock_that_was_set_back_breaks_nothing() -> None:
    log = kept_log()
    random.Random(4).shuffle(log)
    assert len(Schedule().of(log)) == 12


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (datetime.timedelta(seconds=-5), "a moment"),
        (datetime.timedelta(seconds=20), "a moment"),
        (datetime.timedelta(seconds=61), "1 minute"),
        (datetime.timedelta(hours=3), "3 hours"),
        (datetime.timedelta(days=1), "1 day"),
        (datetime.timedelta(days=2), "2 days"),
        (datetime.timedelta(days=60), "60 days"),
        (datetime.timedelta(days=200), "7 months"),
        (datetime.timedelta(days=36500), "100 years"),
    ],
)
def test_a_wait_in_words(wait: datetime.timedelta, words: str) -> None:
    assert wait_in_words(wait) == words
