"""What was expected on the story's first day, and what came of it: the camps' words, and the reader's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from explainer.model.claim import Claim
from explainer.model.date import day_in_words
from explainer.model.expectation import Expectation
from explainer.model.ids import ActorId, ClaimId, ExpectationId
from explainer.model.plural import counted
from explainer.prose.blocks import blocks_of
from explainer.rooms.forecasts import Forecasts
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.story.answers import (
    VERDICTS,
    Answer,
    Detail,
    claim_references,
    sentence_start,
)
from explainer.story.fog import claim_is_told, claims_are_told, is_told, pages_on_claims
from explainer.story.scores import ForkScore, scores_so_far
from explainer.verbs.matching import Noun, find, fold

NOT_TOLD = "not told yet"
"""What is said in place of a verdict until the story has come to it."""

YOURS = "yours"
"""What the room is narrowed to that shows the reader's own forecasts alone."""

_YOUR_FORECASTS = "your forecasts"

_FORECAST = "forecast/"
"""What the id of a forecast's entry begins with; that of an expectation is its own."""

_WHICH = {"": "all", **{str(key): text for key, text in VERDICTS.items()}, "ahead": NOT_TOLD}


class ExpectationsRoom(Room):
    """Every expectation of the first day by whose it was, then the reader's forecasts that are told."""

    name: ClassVar[str] = "expectations"
    title: ClassVar[str] = "Expectations"
    question: ClassVar[str] = "What was expected, and what came of it?"
    usage: ClassVar[str] = "Type expectations with a voice, yours, held, failed, partly, open or ahead."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.which = ""
        """The verdict it is narrowed to, or ``ahead``."""
        self.who = ""
        """Whose it is narrowed to: an actor's id, or ``YOURS``."""

    def absent(self) -> str:
        """A pack may keep none, and ask for none."""
        forks = any(node.fork for node in self.pack.nodes.values())
        return "" if self.pack.expectations or forks else "This pack keeps no expectations."

    # ------------------------------------------------------------ what is told

    def told(self) -> list[Expectation]:
        """The expectations that may be named: what was expected is known, and whose it was."""
        return [
            item
            for item in self.pack.expectations.values()
            if claim_is_told(self.pack, self.state, item.expected)
            and all(is_told(self.pack, self.state, self.pack.actors[actor].text) for actor in item.who)
        ]

    def _came(self, item: Expectation) -> bool:
        """Whether what came of it is told, all of it: half of it would be another verdict."""
        return claims_are_told(self.pack, self.state, item.came)

    def _verdict(self, item: Expectation) -> str:
        return VERDICTS[item.verdict] if self._came(item) else NOT_TOLD

    def _standing(self, item: Expectation) -> str:
        """The value of the facet that an expectation fits."""
        return str(item.verdict) if self._came(item) else "ahead"

    def forecasts(self) -> tuple[ForkScore, ...]:
        """The reader's forecasts whose forks are told; one that was passed by is none."""
        return scores_so_far(self.pack, self.state)

    def _shown(self) -> list[Expectation]:
        shown = [
            item
            for item in self.told()
            if self.who in ("", *item.who) and self.which in ("", self._standing(item))
        ]
        order = list(dict.fromkeys(map(self._heading, shown)))
        return sorted(shown, key=lambda item: order.index(self._heading(item)))

    # ------------------------------------------------------------ what is in it

    def lead(self) -> str:
        """How many there are, and how they look so far."""
        shown = self._shown()
        said = []
        if self.pack.expectations and self.who != YOURS:
            day = day_in_words(self.pack.manifest.as_of)
            counts = {
                words: sum(self._verdict(item) == words for item in shown)
                for words in (*VERDICTS.values(), NOT_TOLD)
            }
            parts = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
            said.append(f"{counted(len(shown), 'expectation')} of {day}{f': {parts}' if parts else ''}.")
        made = len(self.forecasts())
        if made and self.who in ("", YOURS) and not self.which:
            said.append(f"{counted(made, 'forecast')} of yours told.")
        return " ".join(said)

    def empty(self) -> str:
        """Nothing fits, or nothing was forecast yet."""
        if self.who == YOURS or not self.pack.expectations:
            return "None of your forecasts is told yet. At a fork, say what you expect."
        return "No expectation fits."

    def entries(self) -> Sequence[Entry]:
        """Expectations under those whose they were, then forecasts."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        for actor, items in groupby(self._shown(), self._heading):
            yield Entry("", sentence_start(self.pack.actors[actor].name))
            for item in items:
                claim = self.pack.claims[item.expected]
                said = Snippet(claim.statement)
                yield Entry(item.id, claim.heading(64), self._verdict(item), Mark.NONE, said, level=1)
        forecasts = self.forecasts() if self.who in ("", YOURS) and not self.which else ()
        if forecasts:
            yield Entry("", "Your forecasts")
        for made in forecasts:
            given = f"{made.points[made.fork.happened]} of 100 on what came"
            yield Entry(f"{_FORECAST}{made.node}", made.fork.question, given, level=1)

    def _heading(self, item: Expectation) -> ActorId:
        """Whose it is listed under: the one it is narrowed to, or the first."""
        return ActorId(self.who) if self.who else item.who[0]

    def answer(self, entry: str) -> Answer:
        """What was expected, by whom and when; and what came of it, as far as it is told."""
        if entry.startswith(_FORECAST):
            return Forecasts(self.pack, self.state).answer(entry)
        item = self.pack.expectations[ExpectationId(entry)]
        claim = self.pack.claims[item.expected]
        names = tuple(sentence_start(self.pack.actors[actor].name) for actor in item.who)
        details = [Detail("Expected by", names), Detail("When", (claim.date.words(),))]
        claims: tuple[ClaimId, ...] = (item.expected,)
        if self._came(item):
            came = tuple(_dated(self.pack.claims[name]) for name in item.came)
            details.append(Detail("What came of it", came))
            details.append(Detail("So far", (sentence_start(VERDICTS[item.verdict]) + ".",)))
            if item.note:
                details.append(Detail("Note", (item.note,)))
            claims += item.came
        else:
            details.append(Detail("What came of it", (sentence_start(NOT_TOLD) + ".",)))
        doors = pages_on_claims(self.pack, self.state, claims)
        who = sentence_start(", ".join(self.pack.actors[actor].within for actor in item.who))
        lead = f"{who} · {self._verdict(item)}"
        return Answer(
            claim.heading(64), lead, blocks_of(claim.statement), tuple(details), claims=claims, doors=doors
        )

    def references(self, entry: str) -> tuple[str, ...]:
        """Those of the claims it rests on, as far as they are told."""
        claims = self.answer(entry).claims
        return tuple(dict.fromkeys(text for claim in claims for text in claim_references(self.pack, claim)))

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """How it looks now, and whose it was."""
        names = {YOURS: _YOUR_FORECASTS, **{value: words for value, words in self.values("who") if value}}
        return (
            Facet("verdict", "verdict", self.which, _WHICH[self.which]),
            Facet(
                "who",
                "voice",
                self.who,
                "your forecasts" if self.who == YOURS else names.get(self.who, "all"),
            ),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to, as far as it is told."""
        told = self.told()
        if facet == "verdict":
            there = {self._standing(item) for item in told}
            return [(value, words) for value, words in _WHICH.items() if not value or value in there]
        if facet == "who":
            actors = dict.fromkeys(actor for item in told for actor in item.who)
            named = [(str(actor), self.pack.actors[actor].brief) for actor in actors]
            return [("", "all"), *named, *([(YOURS, _YOUR_FORECASTS)] if self.forecasts() else [])]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        if facet == "verdict":
            self.which = value
        elif facet == "who":
            self.who = value
        else:
            raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """A verdict, a voice, or ``yours``."""
        word = fold(words)
        if not word:
            return ""
        if word in (YOURS, "mine", "forecasts", "my forecasts"):
            self.who = YOURS
            return ""
        verdicts = {fold(said): value for value, said in _WHICH.items() if value}
        verdict = verdicts.get(word, word)
        if verdict in _WHICH:
            self.which = verdict
            return ""
        told = dict.fromkeys(actor for item in self.told() for actor in item.who)
        actors = [self.pack.actors[actor] for actor in told]
        nouns = [
            Noun(actor.id, tuple(filter(None, (actor.name, actor.short, *actor.aliases, actor.id))))
            for actor in actors
        ]
        found = find(words, nouns).sure
        if found is None:
            return f"I know no expectation “{words[:40]}”. {self.usage}"
        self.who = found.value
        return ""


def _dated(claim: Claim) -> str:
    """What a claim says, with its date where the words do not hold the year."""
    dated = str(claim.date.year) in claim.statement
    return claim.statement if dated else f"{claim.date.words()}: {claim.statement}"
