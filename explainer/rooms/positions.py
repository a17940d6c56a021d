"""The positions: who wants what, and why. Actors by questions, all of it or one row or column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from explainer.model.ids import ActorId, QuestionId
from explainer.model.people import Actor, Question, Stance
from explainer.model.reference import reference
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.story.answers import (
    STANCE_SIGN,
    STANCE_WORD,
    Answer,
    Door,
    actor_answer,
    comparison_answers,
    known_position,
    position_answer,
    stance_of,
)
from explainer.story.fog import door, is_told, page_is_told
from explainer.verbs import nouns
from explainer.verbs.matching import Noun, either, find, fold

_UNHEARD = ("unheard", "not heard", "whose voice have i not heard", "voices unheard", "silent")


class PositionsRoom(Room):
    """Actors by questions, narrowed to one question, one actor, or whom the reader has not heard."""

    name: ClassVar[str] = "positions"
    title: ClassVar[str] = "Positions"
    question: ClassVar[str] = "Who wants what, and why?"
    usage: ClassVar[str] = "Type positions with a topic, a voice, or unheard."
    opening: ClassVar[str] = "hear"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: QuestionId | None = None
        """The question it is narrowed to."""
        self.actor: ActorId | None = None
        """The voice it is narrowed to."""
        self.unheard = False
        """Whether only voices are shown that the reader has not heard."""
        self.stance = ""
        """The stance it is narrowed to."""
        self.as_matrix = False
        """Whether all cells are its entries, row by row: for a face that draws them as a table."""

    def absent(self) -> str:
        """A pack may ask nobody anything."""
        return "" if self.pack.positions else "This pack asks nobody anything."

    # ------------------------------------------------------------ the matrix

    def voices(self) -> list[Actor]:
        """Whom it shows: those with positions that the story has come to, in the pack's order."""
        voiced = {actor for actor, _ in self.pack.positions}
        return [
            actor
            for actor in self.pack.actors.values()
            if actor.id in voiced
            and is_told(self.pack, self.state, actor.text)
            and (self.actor is None or actor.id == self.actor)
            and (not self.unheard or actor.id not in self.state.heard)
        ]

    def questions(self) -> list[QuestionId]:
        """What it shows them on."""
        return [self.asked] if self.asked else list(self.pack.questions)

    def entries(self) -> Sequence[Entry]:
        """Cells of the matrix if it is narrowed to a row or a column, else the voices."""
        if self.as_matrix or self.asked or self.actor:
            return list(self._cells())
        return [self._voice(actor) for actor in self.voices()]

    def _cells(self) -> Iterator[Entry]:
        by_question = self.asked is not None and self.actor is None
        for actor in self.voices():
            if not by_question:
                yield Entry("", actor.name)
            for question in self.questions():
                stance = stance_of(self.pack, self.state, actor.id, question)
                if self.stance and stance != self.stance:
                    continue
                words = actor.brief if by_question else self.pack.questions[question].brief
                heard = (actor.id, question) in self.state.asked
                mark = Mark.HEARD if heard else Mark.NONE
                note = f"{STANCE_SIGN[stance]} {STANCE_WORD[stance]}"
                yield Entry(f"{actor.id}/{question}", words, note, mark, level=1)

    def _voice(self, actor: Actor) -> Entry:
        counts = [stance_of(self.pack, self.state, actor.id, item) for item in self.pack.questions]
        said = [f"{STANCE_WORD[stance]} {counts.count(stance)}" for stance in Stance if stance in counts]
        mark = Mark.HEARD if actor.id in self.state.heard else Mark.NONE
        return Entry(f"{actor.id}/", actor.brief, ", ".join(said), mark)

    def lead(self) -> str:
        """How many voices there are, how many were heard, and what is asked."""
        voices = self.voices()
        heard = sum(actor.id in self.state.heard for actor in voices)
        ahead = len({actor for actor, _ in self.pack.positions}) - len(self._all())
        said = f"{len(voices)} voices, {heard} heard."
        if len(voices) == 1:
            said = f"{voices[0].name}: {'heard' if heard else 'not heard yet'}."
        if self.asked:
            said = f"{self.pack.questions[self.asked].text} {said}"
        if ahead:
            said += f" {ahead} more {'speaks' if ahead == 1 else 'speak'} only later in the story."
        return said.strip()

    def _all(self) -> list[Actor]:
        voiced = {actor for actor, _ in self.pack.positions}
        return [
            actor
            for actor in self.pack.actors.values()
            if actor.id in voiced and is_told(self.pack, self.state, actor.text)
        ]

    def empty(self) -> str:
        """Nobody fits."""
        return "You have heard every voice there is so far." if self.unheard else "Nobody so far fits."

    # ------------------------------------------------------------ a cell

    def cell(self, entry: str) -> tuple[ActorId, QuestionId | None]:
        """Whose cell an entry is, and on what; None if it is the voice itself."""
        actor, _, question = entry.partition("/")
        return ActorId(actor), QuestionId(question) if question else None

    def answer(self, entry: str) -> Answer:
        """What somebody says to a question, or where they stand on all of them."""
        actor, question = self.cell(entry)
        if question is None:
            return self._stands(actor)
        found = position_answer(self.pack, self.state, actor, question)
        return replace(found, doors=self._meet(actor))

    def _stands(self, actor: ActorId) -> Answer:
        found = actor_answer(self.pack, self.state, actor)
        return replace(found, doors=self._meet(actor))

    def _meet(self, actor: ActorId) -> tuple[Door, ...]:
        page = self.pack.actors[actor].node
        told = page is not None and page_is_told(self.pack, self.state, page)
        return (door(self.pack, self.state, page),) if page is not None and told else ()

    def open(self, entry: str) -> Answer:
        """Hear somebody on a question."""
        actor, question = self.cell(entry)
        if question is not None:
            self.session.ask(actor, question)
        return self.answer(entry)

    def references(self, entry: str) -> tuple[str, ...]:
        """Those of a position the story has come to."""
        actor, question = self.cell(entry)
        found = known_position(self.pack, self.state, actor, question) if question else None
        cited = found.sources if found else ()
        return tuple(reference(self.pack.sources[item.source], item.locator) for item in cited)

    def compared(self, first: ActorId, second: ActorId) -> list[tuple[Answer, Answer]]:
        """Two voices side by side, on the question it is narrowed to or on every one."""
        return comparison_answers(self.pack, self.state, first, second, self.asked)

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """Question, voice, stance, whether heard."""
        on = self.pack.questions[self.asked].brief if self.asked else "all"
        who = self.pack.actors[self.actor].brief if self.actor else "everybody"
        stance = STANCE_WORD[Stance(self.stance)] if self.stance else "any"
        heard = "not heard yet" if self.unheard else "heard or not"
        return (
            Facet("topic", "question", self.asked or "", on),
            Facet("voice", "voice", self.actor or "", who),
            Facet("stance", "stance", self.stance, stance),
            Facet("unheard", "voices", "yes" if self.unheard else "", heard),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to."""
        match facet:
            case "topic":
                asked = ((item.id, _titled(item)) for item in self.pack.questions.values())
                return [("", "all"), *asked]
            case "voice":
                return [("", "everybody"), *((actor.id, actor.name) for actor in self._all())]
            case "stance":
                signs = ((str(item), f"{STANCE_SIGN[item]} {STANCE_WORD[item]}") for item in Stance)
                return [("", "any"), *signs]
            case "unheard":
                return [("", "heard or not"), ("yes", "whose voice have I not heard?")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet. It is one question or one voice at a time: a row, or a column."""
        match facet:
            case "topic":
                self.asked = QuestionId(value) if value else None
                self.actor = None if value else self.actor
            case "voice":
                self.actor = ActorId(value) if value else None
                self.asked = None if value else self.asked
            case "stance":
                self.stance = value
            case "unheard":
                self.unheard = bool(value)
            case _:
                raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """A topic or its number, a voice, a voice on a topic, or whom one has not heard."""
        word = fold(words).removeprefix("on ").removeprefix("of ")
        if not word:
            return ""
        if word in _UNHEARD:
            self.unheard = True
            return ""
        ids = list(self.pack.questions)
        if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= len(ids):
            self.asked = ids[int(word[:9]) - 1]
            return ""
        who, _, topic = word.partition(" on ")
        topics, voices = nouns.questions(self.pack), self._nouns()
        question = find(topic or word, topics).sure
        actor = find(who if topic else word, voices).sure
        if topic and question and actor:
            self.asked, self.actor = question.value, actor.value
        elif question is not None and not topic:
            self.asked = question.value
        elif actor is not None and not topic:
            self.actor = actor.value
        else:
            names = either((noun.names[0] for noun in topics), most=12)
            return f"I know no topic or voice “{words[:40]}”. Topics: {names}."
        return ""

    def _nouns(self) -> list[Noun[ActorId]]:
        told = {actor.id for actor in self._all()}
        return [noun for noun in nouns.actors(self.pack, self.state) if noun.value in told]


def _titled(question: Question) -> str:
    """A question after its short name, so that either is found in a list."""
    return f"{question.short}: {question.text}" if question.short else question.text
