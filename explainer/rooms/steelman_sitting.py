"""A steelman sitting: positions without their holder, the same in both faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from explainer.errors import StepError
from explainer.rooms.sitting import NOTHING_ANSWERED, Put, Sitting, Stage
from explainer.session import Session
from explainer.story.answers import Answer, Detail, position_answer
from explainer.study.steelman import Cell, Steelman, next_steelman

STEELMEN = 4
"""Positions of one steelman sitting: with two questions each it takes about five minutes."""


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
        name = actors[open_.actor].within
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
            name = self.session.pack.actors[self._open.actor].within
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
        if not total and self._cells:
            said = NOTHING_ANSWERED
        elif not total:
            said = "Too few positions are told yet to ask whose they are. Read on, and hear some voices."
        else:
            said = f"{self.right} of {total} right."
        return Answer("The end of this steelman", "", (), (Detail("This time", (said,)),))
