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
from explainer.story.answers import Answer, Detail, position_answer
from explainer.story.fog import door, page_is_told
from explainer.study.deck import MINUTES
from explainer.study.question import Asked
from explainer.study.rating import Rating
from explainer.study.steelman import Cell, Steelman, next_steelman
from explainer.verbs.matching import Noun, find

STEELMEN = 4
"""Positions of one steelman sitting: with two questions each it takes about five minutes."""


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
        self._kept: list[tuple[int, bool, tuple[CardId, ...]]] = []
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
        right = self.stage is Stage.CHECKED and self._kept and self._kept[-1][1]
        return (Rating.HARD, Rating.EASY) if right else ()

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
        index, known, added = self._kept.pop()
        self.right -= known
        self.wrong -= not known
        for card in added:
            # The last of that name: the first is the question itself.
            del self._queue[len(self._queue) - 1 - self._queue[::-1].index(card)]
            self._again.remove(card)
        self._index = index
        self.answer = None
        self._ask()

    def _open(self, stage: Stage) -> Asked:
        if self._asked is None or self.stage is not stage:
            raise StepError("That is answered already.")
        return self._asked

    def _count(self, known: bool, added: tuple[CardId, ...]) -> None:
        self._kept.append((self._index, known, added))
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


class SteelmanSitting(Sitting):
    """Positions without their holder: one says whose it is, and which reason is their own."""

    title = "Steelman"

    def __init__(self, session: Session, dice: Random) -> None:
        super().__init__(session, dice)
        session.study.require_on()
        self._cells: list[Cell] = []
        self._open: Steelman | None = None
        self._second = False
        self._begin()

    def _begin(self) -> None:
        self.answer = None
        self._second = False
        self._open = None
        if len(self._cells) < STEELMEN:
            self._open = next_steelman(self.session.pack, self.session.state, self._cells, self._dice)
        if self._open is None:
            self.stage = Stage.OVER
            return
        self._cells.append(self._open.cell)
        self.stage = Stage.ASKED

    @property
    def at(self) -> int:
        """The number of the open question, from 1."""
        return max(1, 2 * len(self._cells) - (not self._second))

    @property
    def count(self) -> int:
        """Two of every position."""
        return 2 * STEELMEN

    @property
    def put(self) -> Put:
        """Whose it is; then, their name told, why they hold it."""
        assert self._open is not None
        open_, actors = self._open, self.session.pack.actors
        if not self._second:
            names = tuple(actors[actor].brief for actor in open_.holders)
            return Put(open_.topic, "Whose position is this?", names, open_.said)
        name = actors[open_.actor].brief
        hint = f"It is the position of {name}. Which reason did they themselves give?"
        return Put(open_.topic, hint, open_.reasons, open_.said)

    def choose(self, numbers: Sequence[int]) -> None:
        """Name the holder, then the reason."""
        if self._open is None or self.stage is not Stage.ASKED:
            raise StepError("That is answered already.")
        options = self.put.options
        if len(numbers) != 1 or not 1 <= numbers[0] <= len(options):
            raise StepError(f"Name one of 1 to {len(options)}.")
        at = numbers[0] - 1
        right = at == self._open.reason if self._second else self._open.holders[at] == self._open.actor
        self.right += right
        self.wrong += not right
        told = position_answer(self.session.pack, self.session.state, *self._open.cell)
        lead = "Right." if right else f"Not “{options[at].rstrip('.')}”."
        if self._second:
            # Hearing what somebody holds and why is hearing them, however one came to it.
            self.session.ask(*self._open.cell)
            self.answer = replace(told, lead=lead, disputed=False)
        else:
            name = self.session.pack.actors[self._open.actor].brief
            self.answer = Answer(f"{lead} It is the position of {name}.", "", (), ())
        self.stage = Stage.CHECKED

    def go_on(self) -> None:
        """The reason after the holder, then the next position."""
        if self.stage is not Stage.CHECKED:
            raise StepError("Answer first.")
        if self._second:
            self._begin()
            return
        self._second = True
        self.answer = None
        self.stage = Stage.ASKED

    def summary(self) -> Answer:
        """How it went."""
        total = self.right + self.wrong
        if not total:
            said = "Too few positions are told yet to ask whose they are. Read on, and hear some voices."
        else:
            said = f"{self.right} of {total} right."
        return Answer("The end of this steelman", "", (), (Detail("This time", (said,)),))


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
    """How many cards are due today and on each of the days after it."""
    ahead = session.study.ahead()
    names = ["Today", "Tomorrow", *(day_in_words(item.day) for item in ahead[2:])]
    return tuple(f"{name}: {item.cards or 'none'}" for name, item in zip(names, ahead, strict=False))


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
