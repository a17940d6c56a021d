"""When a card is due: its reviews replayed through ``fsrs``, the only scheduler there is.

Nothing of it is kept but the reviews, so a better ``fsrs`` schedules old answers better too. It is
imported at the first review: who never answered a card does not wait for it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from explainer.model.ids import CardId
from explainer.model.plural import counted
from explainer.store.reviews import Review
from explainer.study.rating import Rating, read_rating

if TYPE_CHECKING:
    import fsrs

SOON = datetime.timedelta(minutes=10)
"""After what time a wrong answer is due again. The one short step there is: what was right the first
time waits for days."""

LAST_YEAR = 2999
"""A review said to be of later is left out: no calendar reaches to when its card would be due."""

_FSRS_RATING = {Rating.AGAIN: 1, Rating.HARD: 2, Rating.GOOD: 3, Rating.EASY: 4}


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    # Without fuzz the same answers give the same days, on every machine and in every test.
    return fsrs.Scheduler(learning_steps=(SOON,), relearning_steps=(SOON,), enable_fuzzing=False)


def counts(review: Review) -> bool:
    """Whether a review can be scheduled; a damaged store may hold others, which are left out."""
    return read_rating(review.rating) is not None and review.at.year <= LAST_YEAR


def due_of(reviews: Iterable[Review]) -> datetime.datetime | None:
    """When a card is due after its reviews, by their moment; None if none of them counts."""
    import fsrs

    card = None
    for review in filter(counts, reviews):
        # With a number: fsrs waits a moment to make one, and nobody asks for it.
        card = card or fsrs.Card(card_id=0, due=review.at)
        card, _ = _scheduler().review_card(card, fsrs.Rating(_FSRS_RATING[Rating(review.rating)]), review.at)
    return card.due if card is not None else None


class Schedule:
    """When cards are due; only those whose reviews have changed are replayed."""

    def __init__(self) -> None:
        self._known: dict[CardId, tuple[tuple[Review, ...], datetime.datetime | None]] = {}

    def of(self, reviews: Iterable[Review]) -> Mapping[CardId, datetime.datetime]:
        """When each card is due that these reviews are of, by their moments; as if there were no others."""
        by_card: dict[CardId, list[Review]] = defaultdict(list)
        for review in reviews:
            by_card[CardId(review.card)].append(review)
        dues = {}
        for card, its in by_card.items():
            own = tuple(its)
            before = self._known.get(card)
            if before is None or before[0] != own:
                before = self._known[card] = own, due_of(own)
            if before[1] is not None:
                dues[card] = before[1]
        return dues


def due_after(reviews: Iterable[Review], rating: Rating, at: datetime.datetime) -> datetime.datetime:
    """When a card would be due if after its reviews it were answered so at a moment."""
    at = at.astimezone(datetime.UTC)
    return due_of([*reviews, Review(0, "", rating, at)]) or at


def wait_in_words(wait: datetime.timedelta) -> str:
    """How long until a card comes back, about: ``10 minutes``, ``3 days``, ``2 years``."""
    minutes = max(0, round(wait.total_seconds() / 60))
    if minutes < 1:
        return "a moment"
    for size, most, unit in _UNITS:
        if minutes < most:
            return counted(round(minutes / size), unit)
    return counted(round(minutes / _YEAR), "year")


_DAY = 24 * 60
_YEAR = 365.25 * _DAY
_UNITS = (
    (1, 90, "minute"),
    (60, 23.5 * 60, "hour"),
    (_DAY, 61 * _DAY, "day"),
    (_YEAR / 12, 2 * _YEAR, "month"),
)
"""Minutes in a unit, below how many minutes it is used, and its name."""
