"""A sitting: a few questions, one after the other, the same in both faces."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from explainer.errors import StepError
from explainer.model.card import Card, CardKind
from explainer.model.date import day_in_words
from explainer.model.ids import CardId, NodeId
from explainer.model.plural import counted
from explainer.rooms.transfer import misconception_shown, to_try_again
from explainer.session import Session
from explainer.story.answers import Answer, Detail
from explainer.story.fog import door, page_is_told
from explainer.study.deck import MINUTES
from explainer.study.question import Asked
from explainer.study.rating import Rating
from explainer.study.schedule import wait_in_words
from explainer.verbs.matching import Noun, find

NOTHING_ANSWERED = "Nothing was answered."


class Stage(StrEnum):
    """How far a question has come."""

    ASKED = "asked"
    REVEALED = "revealed"
    """The answer is shown, and the reader says how well they knew it."""
    CHECKED = "checked"
    """The answer was checked, and is shown."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is put."""

    text: str
    hint: str
    options: tuple[str, ...] = ()
    """To be chosen from by their numbers, from 1."""
    quoted: str = ""
    """What the question is about, said by somebody."""
    in_order: bool = False
    """Whether all of the options are to be named, in their order."""


class Sitting(ABC):
    """What is asked, one after the other. It keeps each answer as it is given."""

    title: str

    def __init__(self, session: Session, dice: Random) -> None:
        self.session = session
        self._dice = dice
        self.stage = Stage.OVER
        """How far the open question has come."""
        self.answer: Answer | None = None
        """What is told after the open question, once it may be."""
        self.right = 0
        """How many were known so far."""
        self.wrong = 0
        """How many were not."""

    @property
    @abstractmethod
    def at(self) -> int:
        """The number of the open question, from 1."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many there are, as far as that is known."""

    @property
    @abstractmethod
    def put(self) -> Put:
        """The open question."""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """What the reader can say of the open answer."""
        return ()

    def back(self, rating: Rating) -> str:
        """In a few words when the open question comes back if it was known so.

        Raises:
            StepError: that can't be said here.
        """
        raise StepError(f"There is nothing here to call {rating.word.lower()}.")

    @abstractmethod
    def choose(self, numbers: Sequence[int]) -> None:
        """Answer by the numbers of options.

        Raises:
            StepError: they can't be an answer; nothing was kept.
        """

    def reveal(self) -> None:
        """Show the answer to what only the reader can check.

        Raises:
            StepError: it is to be chosen.
        """
        raise StepError("Choose an answer by its number.")

    def rate(self, rating: Rating) -> None:
        """Say how well it was known, and go on.

        Raises:
            StepError: that can't be said here.
        """
        raise StepError(f"There is nothing here to call {rating.word.lower()}.")

    @abstractmethod
    def go_on(self) -> None:
        """The next question, once this one is answered.

        Raises:
            StepError: it is not.
        """

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to take back."""
        return False

    def undo(self) -> None:
        """Take the last answer back and ask it again.

        Raises:
            StepError: there is none.
        """
        raise StepError("There is no answer to take back.")

    @abstractmethod
    def summary(self) -> Answer:
        """How it went, and what is next."""


class CardSitting(Sitting):
    """Cards: what was not known is asked once more at the end."""

    title = "Review"

    def __init__(self, session: Session, cards: Sequence[Card], dice: Random) -> None:
        super().__init__(session, dice)
        self._queue = [card.id for card in cards]
        self._index = -1
        self._asked: Asked | None = None
        self._again: list[CardId] = []
        self._kept: list[tuple[int, Asked, bool, tuple[CardId, ...]]] = []
        """For each answer its place in the queue, how it was asked, whether it was known, what it added."""
        self._next()

    @property
    def at(self) -> int:
        """The number of the open question, from 1."""
        return min(self._index + 1, len(self._queue))

    @property
    def count(self) -> int:
        """How many there are; what was not known is one more."""
        return len(self._queue)

    @property
    def put(self) -> Put:
        """The open question."""
        assert self._asked is not None
        asked = self._asked
        return Put(asked.text, asked.hint, asked.options, in_order=asked.card.kind is CardKind.ORDER)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """All four of one's own; of what was checked and right, that it was hard or easy."""
        if self.stage is Stage.REVEALED:
            return tuple(Rating)
        right = self.stage is Stage.CHECKED and self._kept and self._kept[-1][2]
        return (Rating.HARD, Rating.EASY) if right else ()

    def back(self, rating: Rating) -> str:
        """In a few words when the open card comes back if it was known so."""
        assert self._asked is not None
        card = self._asked.card.id
        if rating is Rating.AGAIN and card not in self._again:
            return "back in this review"
        wait = self.session.study.wait(card, rating, instead=self.stage is Stage.CHECKED)
        return f"back in {wait_in_words(wait)}"

    def _next(self) -> None:
        self._index += 1
        self.answer = None
        self._ask()

    def _ask(self) -> None:
        self.stage = Stage.OVER
        if self._index < len(self._queue):
            self._asked = self.session.study.ask(self._queue[self._index], self._dice)
            self.stage = Stage.ASKED

    # ------------------------------------------------------------ answering

    def choose(self, numbers: Sequence[int]) -> None:
        """Answer by the numbers of options."""
        asked = self._open(Stage.ASKED)
        if asked.self_graded:
            raise StepError("Nothing is to be chosen here: say it to yourself, then look.")
        checked = self.session.study.answer(asked, numbers)
        self.answer = checked.answer
        added: tuple[CardId, ...] = ()
        if not checked.right:
            added = self._come_back(asked.card.id)
            if asked.card.kind is not CardKind.ORDER:
                added += self._mend(asked, asked.options[numbers[0] - 1])
        self._count(checked.right, added)
        self.stage = Stage.CHECKED

    def reveal(self) -> None:
        """Show the answer to what only the reader can check."""
        asked = self._open(Stage.ASKED)
        if not asked.self_graded:
            raise StepError("Choose an answer by its number.")
        self.answer = self.session.study.reveal(asked)
        self.stage = Stage.REVEALED

    def rate(self, rating: Rating) -> None:
        """Say how well it was known, and go on."""
        if rating not in self.ratings:
            raise StepError("Answer first." if self.stage is Stage.ASKED else "That can't be said of this.")
        assert self._asked is not None
        if self.stage is Stage.CHECKED:
            self.session.study.regrade(rating)
        else:
            self.session.study.grade(self._asked, rating)
            known = rating is not Rating.AGAIN
            self._count(known, () if known else self._come_back(self._asked.card.id))
        self._next()

    def go_on(self) -> None:
        """The next question, once this one is answered."""
        if self.stage is not Stage.CHECKED:
            raise StepError("Answer first." if self.stage is Stage.ASKED else "Say how well you knew it.")
        self._next()

    @property
    def can_undo(self) -> bool:
        """Whether an answer of this sitting stands."""
        return bool(self._kept)

    def undo(self) -> None:
        """Take the last answer back and ask it again."""
        if not self._kept:
            raise StepError("There is no answer to take back.")
        self.session.study.undo()
        self._index, self._asked, known, added = self._kept.pop()
        self.right -= known
        self.wrong -= not known
        for card in added:
            # The last of that name: the first is the question itself.
            del self._queue[len(self._queue) - 1 - self._queue[::-1].index(card)]
            self._again.remove(card)
        # As it was asked: a number pressed by mistake is put right by the one beside it.
        self.answer, self.stage = None, Stage.ASKED

    def _open(self, stage: Stage) -> Asked:
        if self._asked is None or self.stage is not stage:
            raise StepError("That is answered already.")
        return self._asked

    def _count(self, known: bool, added: tuple[CardId, ...]) -> None:
        assert self._asked is not None
        self._kept.append((self._index, self._asked, known, added))
        self.right += known
        self.wrong += not known

    def _come_back(self, card: CardId) -> tuple[CardId, ...]:
        """Ask it once more at the end of this sitting."""
        if card in self._again:
            return ()
        return self._append(card)

    def _append(self, card: CardId) -> tuple[CardId, ...]:
        self._queue.append(card)
        self._again.append(card)
        return (card,)

    def _mend(self, asked: Asked, given: str) -> tuple[CardId, ...]:
        """Offer the page that mends what a wrong answer shows, and try later whether it did."""
        pack, state = self.session.pack, self.session.state
        shown = misconception_shown(pack, asked.card, given)
        if shown is None or self.answer is None:
            return ()
        doors = tuple(item for item in self.answer.doors if item.node != shown.remedy)
        if page_is_told(pack, state, shown.remedy):
            doors = (door(pack, state, shown.remedy), *doors)
        belief = Detail("Often believed, and not so", (shown.belief,))
        self.answer = replace(self.answer, details=(belief, *self.answer.details), doors=doors)
        askable = {card.id for card in self.session.study.cards()}
        if shown.transfer is None or shown.transfer in self._queue or shown.transfer not in askable:
            return ()
        return self._append(shown.transfer)

    # ------------------------------------------------------------ the end

    def summary(self) -> Answer:
        """How many were known, and how many are due in the days to come."""
        told = []
        total = self.right + self.wrong
        if total:
            again = f", {self.wrong} to come back soon" if self.wrong else ""
            told.append(f"{counted(total, 'answer')}: {self.right} known{again}.")
        elif self._queue:
            told.append(NOTHING_ANSWERED)
        else:
            told.append(
                "Nothing is due, and nothing new can be asked yet. Read on: questions come of what you read."
            )
        details = (
            [Detail("Due in the days to come", week_in_words(self.session))]
            if self.session.study.cards()
            else []
        )
        return Answer("The end of this review", "", (), (Detail("This time", tuple(told)), *details))


def sitting_of(session: Session, dice: Random, minutes: int = 0) -> CardSitting:
    """What is due and some that are new, in so many minutes; 0: what the page asks, or a short sitting.

    Raises:
        StepError: the reader wants no questions.
    """
    study = session.study
    study.require_on()
    cards = list((not minutes and study.now().cards) or study.sitting(minutes or MINUTES))
    known = {card.id for card in cards}
    cards += [
        card for card in to_try_again(session.pack, study.cards(), study.reviews()) if card.id not in known
    ]
    return CardSitting(session, cards, dice)


def week_in_words(session: Session) -> tuple[str, ...]:
    """How many cards are due today and on the days after it; of days with none, nothing is said."""
    ahead = session.study.ahead()
    names = ["Today", "Tomorrow", *(day_in_words(item.day) for item in ahead[2:])]
    due = [
        f"{name}, {counted(item.cards, 'card')}"
        for name, item in zip(names, ahead, strict=False)
        if item.cards
    ]
    return tuple(due) or ("Nothing in the next seven days.",)


def asked_here(session: Session) -> tuple[str, ...]:
    """That there are questions on this page, in words; nothing if there are none."""
    now = session.study.now()
    if not now.cards:
        return ()
    if now.chapter is None:
        return (f"{counted(len(now.again), 'question')} to try again: review",)
    return (f"{counted(len(now.cards), 'question')} on “{now.chapter.title}”: review",)


def page_named(answer: Answer | None, words: str) -> NodeId:
    """The page of that number, or of that title, among the doors of what was told.

    Raises:
        StepError: there is none.
    """
    doors = answer.doors if answer else ()
    titled = [Noun(at, (door.text, str(at))) for at, door in enumerate(doors, 1)]
    found = find(words, titled).sure
    if found is None:
        raise StepError("There is no page of that name here.")
    return doors[found.value - 1].node
