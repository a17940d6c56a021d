"""The cards of one reading: what can be asked now, asking it, and keeping what was answered."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from explainer.errors import StepError, StoreError
from explainer.model.card import Card
from explainer.model.date import on_the_clock
from explainer.model.ids import CardId
from explainer.model.pack import Pack
from explainer.settings import Settings
from explainer.store.reviews import Review, ReviewLog, ReviewTable
from explainer.story.answers import Answer
from explainer.story.path import Entry
from explainer.story.steps import Choose, Start, Walk
from explainer.study.between_pages import AskedNow, asked_now
from explainer.study.deck import (
    DAYS,
    MINUTES,
    DueDay,
    Known,
    askable,
    days_ahead,
    sitting,
)
from explainer.study.question import Asked, answer_of, ask
from explainer.study.rating import Rating, rating_of
from explainer.study.schedule import Schedule, due_after

_NOTHING = AskedNow()


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that was checked and kept."""

    right: bool
    answer: Answer
    """What is told after it."""


class Study:
    """What a reader remembers of one pack. It looks at the reading each time, so it is never out of date.

    An answer is kept before anything is told. Where it can't be kept it holds in memory, as notes do.
    """

    def __init__(
        self,
        pack: Pack,
        table: ReviewTable | None,
        clock: Callable[[], datetime.datetime],
        head: Callable[[], Entry],
        failed: Callable[[StoreError], None],
    ) -> None:
        self.settings: Settings | None = None
        """What the reader set; a face hands it over. With ``study`` off nothing is asked."""
        self._pack = pack
        self._clock = clock
        self._head = head
        self._log = ReviewLog(pack.id, table, clock, failed)
        self._schedule = Schedule()
        self._known: tuple[tuple[Review, ...], Known] = ((), {})
        self._last: Asked | None = None
        self._now_asked: tuple[Entry, tuple[Review, ...], AskedNow] | None = None

    def let_go(self) -> None:
        """Go on in memory: the store can't be written to any more."""
        self._log.let_go()

    # ------------------------------------------------------------ looking

    @property
    def on(self) -> bool:
        """Whether anything is asked."""
        return self.settings is None or self.settings["study"] == "on"

    def reviews(self) -> tuple[Review, ...]:
        """Every answer to the pack's cards that holds, by its moment, whatever the run."""
        return self._log.every()

    def cards(self) -> tuple[Card, ...]:
        """The cards that can be asked: of claims that were met."""
        return askable(self._pack, self._head().state) if self.on else ()

    def sitting(self, minutes: float = MINUTES) -> tuple[Card, ...]:
        """What to ask now, in so many minutes: due cards, then as many new ones as the day has room for."""
        first_asked: dict[CardId, datetime.datetime] = {}
        for review in self.reviews():
            first_asked.setdefault(CardId(review.card), review.at)
        return sitting(self.cards(), self.known(), first_asked, self._now(), minutes)

    def ahead(self, days: int = DAYS) -> tuple[DueDay, ...]:
        """How many cards are due today and on each of the days after it, by the reader's clock."""
        return days_ahead(self.cards(), self.known(), self._now(), days)

    def now(self) -> AskedNow:
        """What is asked on the page that is open: soon again what was not known, and at a chapter's end."""
        if not self.on or not self._pack.cards:
            return _NOTHING
        head, reviews, known = self._head(), self.reviews(), self._now_asked
        if known is None or known[0] is not head or known[1] is not reviews:
            found = asked_now(self._pack, head.state, reviews, self._schedule, _entered(head))
            self._now_asked = known = head, reviews, found
        return known[2]

    def known(self) -> Known:
        """The cards that were ever asked, and when each is due."""
        reviews = self.reviews()
        if reviews is not self._known[0]:
            self._known = (reviews, self._schedule.of(reviews))
        return self._known[1]

    def wait(self, card: CardId, rating: Rating, *, instead: bool = False) -> datetime.timedelta:
        """How long until a card is due again if it is answered so now, or was instead of the last answer."""
        last, now = self._log.last if instead else None, self._clock()
        own = [review for review in self.reviews() if review.card == card and review != last]
        return due_after(own, rating, last.at if last else now) - now

    # ------------------------------------------------------------ asking and answering

    def require_on(self) -> None:
        """Raise StepError if the reader wants no questions."""
        if not self.on:
            raise StepError("Questions are turned off in the settings; set study on, and they are back.")

    def ask(self, card: CardId, dice: Random) -> Asked:
        """A card as a question, its options shuffled by the dice.

        Raises:
            StepError: nothing is asked, or its claim was not met.
        """
        self.require_on()
        for known in self.cards():
            if known.id == card:
                return ask(known, dice)
        raise StepError("You have not met what this asks about yet.")

    def reveal(self, asked: Asked, given: Sequence[int] = ()) -> Answer:
        """What is told after a question: the answer, why, its claim with the sources, its pages."""
        return answer_of(self._pack, self._head().state, asked, given)

    def answer(self, asked: Asked, given: Sequence[int]) -> Checked:
        """Check the numbers that were given, and keep whether they are right, as good or again.

        Raises:
            StepError: they can't be an answer; nothing was kept.
        """
        right = asked.is_right(given)
        self._keep(asked, rating_of(right))
        return Checked(right, self.reveal(asked, given))

    def grade(self, asked: Asked, rating: Rating) -> Review:
        """Keep what the reader says of an answer that only they can check.

        Raises:
            StepError: this one is checked by ``answer``; nothing was kept.
        """
        if not asked.self_graded:
            raise StepError("Answer it, then say whether it was hard or easy.")
        return self._keep(asked, rating)

    def regrade(self, rating: Rating) -> Review:
        """Say otherwise of the last answer: that what was right was hard or easy, or of one's own anything.

        Raises:
            StepError: nothing was answered since the start, or it was checked and that can't be said of it.
        """
        last = self._log.last
        if last is None or self._last is None or self._last.card.id != last.card:
            raise StepError("There is no answer to say that of.")
        if not self._last.self_graded and Rating.AGAIN in (last.rating, rating):
            raise StepError("Whether it was right is not yours to say here; how hard it was is.")
        return self._log.rate(rating)

    def undo(self) -> Review:
        """Take back the last answer given in this window, as if it had not been; gives it.

        Raises:
            StepError: nothing was answered since the start.
        """
        review = self._log.undo()
        self._last = None
        return review

    # ------------------------------------------------------------ within

    def _keep(self, asked: Asked, rating: Rating) -> Review:
        review = self._log.add(asked.card.id, rating, self._head().state.node)
        self._last = asked
        return review

    def _now(self) -> datetime.datetime:
        return on_the_clock(self._clock())


def _entered(head: Entry) -> datetime.datetime | None:
    """When the open page was entered; going back to it, or looking at something on it, is not entering."""
    entry: Entry | None = head
    while entry is not None:
        if isinstance(entry.step, Start | Choose | Walk) and entry.state.node == head.state.node:
            return entry.at
        entry = entry.parent
    return None
