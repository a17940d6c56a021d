"""The positions: who wants what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from explainer.model.ids import ActorId, QuestionId
from explainer.rooms.room import Entry, Facet, Room
from explainer.session import Session
from explainer.story.answers import STANCE_SIGN, STANCE_WORD, Answer, position_answer, stance_of
from explainer.verbs import nouns
from explainer.verbs.matching import find


class PositionsRoom(Room):
    """Everybody on one question."""

    name: ClassVar[str] = "positions"
    title: ClassVar[str] = "Positions"
    question: ClassVar[str] = "Who wants what, and why?"
    usage: ClassVar[str] = "Type positions and a topic."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: QuestionId | None = next(iter(self.pack.questions), None)

    def absent(self) -> str:
        """A pack may ask nobody anything."""
        return "" if self.pack.positions else "This pack asks nobody anything."

    def entries(self) -> Sequence[Entry]:
        """Who answers it."""
        found = []
        for actor in self.pack.actors.values():
            if self.asked and (actor.id, self.asked) in self.pack.positions:
                stance = stance_of(self.pack, self.state, actor.id, self.asked)
                found.append(Entry(actor.id, actor.brief, f"{STANCE_SIGN[stance]} {STANCE_WORD[stance]}"))
        return found

    def answer(self, entry: str) -> Answer:
        """What somebody says."""
        assert self.asked
        return position_answer(self.pack, self.state, ActorId(entry), self.asked)

    def open(self, entry: str) -> Answer:
        """Hear it."""
        assert self.asked
        self.session.ask(ActorId(entry), self.asked)
        return self.answer(entry)

    def facets(self) -> tuple[Facet, ...]:
        """The question."""
        words = self.pack.questions[self.asked].brief if self.asked else ""
        return (Facet("question", "o", "on", self.asked or "", words),)

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """The questions."""
        if facet != "question":
            raise KeyError(facet)
        return [(item.id, item.text) for item in self.pack.questions.values()]

    def narrow(self, facet: str, value: str) -> None:
        """Another question."""
        if facet != "question":
            raise KeyError(facet)
        self.asked = QuestionId(value)

    def take_words(self, words: str) -> str:
        """A question."""
        if not words:
            return ""
        found = find(words.removeprefix("on "), nouns.questions(self.pack)).sure
        if words.isdigit() and 1 <= int(words) <= len(self.pack.questions):
            self.asked = list(self.pack.questions)[int(words) - 1]
        elif found is None:
            return f"I know no topic “{words}”. {self.usage}"
        else:
            self.asked = found.value
        return ""
