"""Progress: what was seen of each thing there is, and what is left; nothing of it is a mark for anybody."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from explainer.model.card import Card
from explainer.model.claim import Claim
from explainer.model.date import day_in_words, on_the_clock
from explainer.model.ids import ActorId, NodeId
from explainer.model.node import Node
from explainer.model.pack import Chapter
from explainer.model.people import Actor
from explainer.model.plural import counted
from explainer.rooms.forecasts import Forecasts
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry, Mark, Room
from explainer.session import Session
from explainer.story.answers import Answer, Detail, Door, sentence_start
from explainer.story.fog import claim_is_told, door, is_told, page_is_told, pages_on_claims
from explainer.study.deck import askable

LONGEST = datetime.timedelta(minutes=5)
"""A longer gap between two steps counts as this: the reader was away."""

MOST = 18
"""Doors or lines of one answer; of more it says how many there are."""


class ProgressRoom(Room):
    """Pages, voices, claims, forecasts, cards and minutes; what is ahead only as a number."""

    name: ClassVar[str] = "progress"
    title: ClassVar[str] = "Progress"
    question: ClassVar[str] = "What have I seen, and what is left?"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._forecasts: Forecasts | None = None

    # ------------------------------------------------------------ what is counted

    def _chapters(self) -> list[Chapter]:
        """The chapters that have pages; a pack without chapters is one."""
        every = (*self.pack.manifest.chapters, Chapter("", self.pack.title))
        return [chapter for chapter in every if self._pages(chapter.id)]

    def _pages(self, chapter: str | None = None) -> list[Node]:
        """The pages somebody can read, of a chapter or all."""
        named = {item.id for item in self.pack.manifest.chapters}
        return [
            node
            for node in self.pack.nodes.values()
            if node.id not in self.pack.passing
            and (chapter is None or (node.chapter if node.chapter in named else "") == chapter)
        ]

    def _told(self, pages: Iterable[Node]) -> list[Node]:
        return [page for page in pages if page_is_told(self.pack, self.state, page.id)]

    def _read(self, pages: Iterable[Node]) -> int:
        return sum(page.id in self.state.visits for page in pages)

    def voices(self) -> list[tuple[Actor, bool]]:
        """Everybody who can be heard and named by now, each with whether they were heard."""
        return [
            (actor, actor.id in self.state.heard)
            for actor in self._voices()
            if actor.id in self.state.heard or is_told(self.pack, self.state, actor.text)
        ]

    def _voices(self) -> list[Actor]:
        """Everybody who answers something, or speaks on a page."""
        speaking = {actor for actor, _ in self.pack.positions}
        speaking |= {actor for node in self.pack.nodes.values() for actor in node.voices}
        return [actor for actor in self.pack.actors.values() if actor.id in speaking]

    def _claims(self, *, core: bool = False) -> list[Claim]:
        """The claims that are told by now."""
        return [
            claim
            for claim in self.pack.claims.values()
            if (claim.core or not core) and claim_is_told(self.pack, self.state, claim.id)
        ]

    def _met(self, claims: Iterable[Claim]) -> int:
        return sum(claim.id in self.state.met for claim in claims)

    def _cards(self) -> tuple[Card, ...]:
        """The cards that can be asked."""
        return askable(self.pack, self.state)

    @property
    def forecasts(self) -> Forecasts:
        """The forecasts made so far, with their scores; counted once as long as nothing changes."""
        if self._forecasts is None or self._forecasts.state is not self.state:
            self._forecasts = Forecasts(self.pack, self.state)
        return self._forecasts

    def share(self, entry: str) -> tuple[int, int] | None:
        """Of what can be drawn as a bar: how much was seen, of how much."""
        kind, _, name = entry.partition("/")
        if kind == "chapter":
            pages = self._pages(name)
            return self._read(pages), len(pages)
        claims = self._claims(core=name == "core")
        if entry == "claims/opened":
            return sum(self.state.met.values()), len(self.state.met)
        return (self._met(claims), len(claims)) if kind == "claims" else None

    def options(self, entry: str) -> list[tuple[str, int, bool | None]]:
        """Of a fork each option, the points it was given, and whether it happened, once that is told."""
        kind, _, name = entry.partition("/")
        return self.forecasts.options(NodeId(name)) if kind == "fork" else []

    def minutes(self) -> dict[datetime.date, float]:
        """The minutes read on each day, by the clock of this machine."""
        times = sorted(item.at for item in self.session.log.items if item.at)
        return minutes_by_day(times)

    # ------------------------------------------------------------ what is in it

    def lead(self) -> str:
        """How much was read of what is told, and how much lies ahead."""
        pages = self._pages()
        told = self._told(pages)
        ahead = len(pages) - len(told)
        said = f"Read: {self._read(told)} of the {counted(len(told), 'page')} told so far"
        more = f"; {counted(ahead, 'page')} {'lies' if ahead == 1 else 'lie'} ahead" if ahead else ""
        return f"{said}{more}. The story is at {day_in_words(self.state.today)}."

    def entries(self) -> Sequence[Entry]:
        """Each count under what it counts."""
        return [
            *self._chapter_entries(),
            *self._voice_entries(),
            *self._claim_entries(),
            *self.forecasts.entries(),
            *self._last_entries(),
        ]

    def _chapter_entries(self) -> Iterator[Entry]:
        yield Entry("", "Pages read")
        here = self.pack.nodes[self.state.node]
        for chapter in self._chapters():
            read, whole = self.share(f"chapter/{chapter.id}") or (0, 0)
            mark = Mark.HERE if here in self._pages(chapter.id) else Mark.NONE
            yield Entry(f"chapter/{chapter.id}", chapter.title, f"{read} of {whole}", mark, level=1)

    def _voice_entries(self) -> Iterator[Entry]:
        told, every = self.voices(), self._voices()
        if not every:
            return
        heard = [actor.within for actor, was in told if was]
        silent = [actor.within for actor, was in told if not was]
        ahead = len(every) - len(told)
        yield Entry("", "Voices")
        names = Snippet(sentence_start(f"{', '.join(heard)}.") if heard else "Nobody yet.")
        yield Entry("voices/heard", "Heard", f"{len(heard)} of {len(told)}", about=names, level=1)
        if silent or ahead:
            later = f"{ahead} more ahead of the story" if ahead else ""
            said = Snippet(sentence_start("; ".join(filter(None, (", ".join(silent), later))) + "."))
            yield Entry("voices/unheard", "Not heard yet", str(len(silent)), about=said, level=1)

    def _claim_entries(self) -> Iterator[Entry]:
        if not self.pack.claims:
            return
        ahead = len(self.pack.claims) - len(self._claims())
        yield Entry("", "Claims", f"{ahead} ahead" if ahead else "")
        for name, text in (("met", "Met"), ("opened", "Opened, of those met"), ("core", "Core claims met")):
            part, whole = self.share(f"claims/{name}") or (0, 0)
            if whole:
                yield Entry(f"claims/{name}", text, f"{part} of {whole}", level=1)

    def _last_entries(self) -> Iterator[Entry]:
        yield Entry("", "You")
        if self.pack.cards:
            yield Entry("cards", "Cards you could answer", str(len(self._cards())), level=1)
        yield Entry("time", "Time spent reading", _minutes(sum(self.minutes().values())), level=1)

    # ------------------------------------------------------------ one of them

    def answer(self, entry: str) -> Answer:
        """What is behind a count, and the doors to what is left."""
        kind, _, name = entry.partition("/")
        if kind == "chapter":
            return self._chapter(name)
        if kind in ("fork", "forecasts"):
            return self.forecasts.answer(entry)
        return {
            "voices/heard": self._heard,
            "voices/unheard": self._unheard,
            "claims/met": self._met_claims,
            "claims/opened": self._opened_claims,
            "claims/core": self._core_claims,
            "cards": self._card_answer,
            "time": self._time,
        }[entry]()

    def _chapter(self, name: str) -> Answer:
        chapter = next(item for item in self._chapters() if item.id == name)
        pages = self._pages(name)
        told = self._told(pages)
        left = [page for page in told if page.id not in self.state.visits]
        details = [Detail("Read", (f"{self._read(pages)} of {counted(len(pages), 'page')}",))]
        details.append(Detail("Left that may be named", (counted(len(left), "page"),)))
        if ahead := len(pages) - len(told):
            details.append(Detail("Ahead of the story", (counted(ahead, "page"),)))
        return self._with_doors(chapter.title, chapter.text, details, (page.id for page in left))

    def _with_doors(self, title: str, lead: str, details: list[Detail], pages: Iterable[NodeId]) -> Answer:
        doors = tuple(door(self.pack, self.state, page) for page in dict.fromkeys(pages))
        return _answer(title, lead, details, doors)

    def _heard(self) -> Answer:
        heard = [(actor, self.state.heard[actor.id]) for actor, was in self.voices() if was]
        lines = tuple(f"{actor.name}{f', {times} times' if times > 1 else ''}" for actor, times in heard)
        return Answer(
            "Voices heard", counted(len(heard), "voice"), (), (Detail("Who", lines or ("Nobody yet",)),)
        )

    def _unheard(self) -> Answer:
        silent = [actor for actor, was in self.voices() if not was]
        details = [Detail("Who", tuple(actor.name for actor in silent) or ("Nobody is left so far",))]
        if ahead := len(self._voices()) - len(self.voices()):
            details.append(Detail("Ahead of the story", (counted(ahead, "voice"),)))
        if silent:
            details.append(Detail("To hear them", ("Go where they speak, or ask them on a question.",)))
        pages = [page for actor in silent for page in self._where(actor.id)]
        return self._with_doors("Not heard yet", counted(len(silent), "voice"), details, pages)

    def _where(self, actor: ActorId) -> list[NodeId]:
        """The page on which somebody is met, else one on which they speak, if it may be named."""
        own = self.pack.actors[actor].node
        speaking = [node.id for node in self.pack.nodes.values() if actor in node.voices]
        pages = [*([own] if own else []), *speaking]
        return [page for page in pages if page_is_told(self.pack, self.state, page)][:1]

    def _met_claims(self) -> Answer:
        told = self._claims()
        met = [claim for claim in told if claim.id in self.state.met]
        disputed = sum(bool(claim.disputed) for claim in met)
        details = [Detail("Disputed among them", (str(disputed),))]
        if left := len(told) - len(met):
            details.append(Detail("Told, not met yet", (str(left),)))
        if ahead := len(self.pack.claims) - len(told):
            details.append(Detail("Ahead of the story", (str(ahead),)))
        return Answer("Claims met", f"{len(met)} of {len(told)} told so far", (), tuple(details))

    def _opened_claims(self) -> Answer:
        met = self.state.met
        closed = [item for item in self.pack.claims.values() if item.id in met and not met[item.id]]
        heard = f"{len(self.state.met) - len(closed)} of {len(self.state.met)} met"
        if not closed:
            return Answer("Claims opened", heard)
        lines = tuple(claim.heading() for claim in closed[:MOST])
        details = [Detail("Not opened yet", lines), *_more(len(closed) - MOST)]
        shown = tuple(claim.id for claim in closed[:MOST])
        return Answer("Claims opened", heard, (), tuple(details), claims=shown)

    def _core_claims(self) -> Answer:
        told = self._claims(core=True)
        left = [claim for claim in told if claim.id not in self.state.met]
        details = []
        if left:
            details.append(Detail("Left", tuple(claim.heading() for claim in left[:MOST])))
            details += _more(len(left) - MOST)
        core = sum(claim.core for claim in self.pack.claims.values())
        if ahead := core - len(told):
            details.append(Detail("Ahead of the story", (str(ahead),)))
        found = pages_on_claims(self.pack, self.state, (claim.id for claim in left))
        doors = tuple(item for item in found if item.node != self.state.node)
        lead = f"{len(told) - len(left)} of {len(told)} told so far; the story stands on them"
        return _answer("Core claims", lead, details, doors)

    def _card_answer(self) -> Answer:
        cards = self._cards()
        lead = f"{len(cards)} of {len(self.pack.cards)}: those whose claim you met"
        asked = tuple(card.question for card in cards[:MOST])
        details = [Detail("They ask", asked), *_more(len(cards) - MOST)] if cards else []
        return Answer("Cards you could answer", lead, (), tuple(details))

    def _time(self) -> Answer:
        days = self.minutes()
        lines = tuple(f"{day_in_words(day)}: {_minutes(spent)}" for day, spent in days.items())
        lead = f"{sentence_start(_minutes(sum(days.values())))}; a longer rest on a page counts as 5 minutes"
        steps = counted(len(self.session.log), "step")
        details = [Detail("Steps", (f"{steps}, those of branches among them",))]
        if lines:
            details.append(Detail("By day", lines))
        return Answer("Time spent reading", lead, (), tuple(details))


def minutes_by_day(times: Sequence[datetime.datetime]) -> dict[datetime.date, float]:
    """The minutes between steps, each gap counted up to ``LONGEST``, under the day it began."""
    spent: dict[datetime.date, float] = defaultdict(float)
    for before, after in pairwise(times):
        spent[on_the_clock(before).date()] += min(after - before, LONGEST).total_seconds() / 60
    return dict(spent)


def _minutes(minutes: float) -> str:
    """``less than a minute``, ``34 minutes``, ``2 hours 5 minutes``."""
    whole = round(minutes)
    if not whole:
        return "less than a minute"
    hours, rest = divmod(whole, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, counted(rest, "minute")] if rest else parts)


def _more(count: int) -> list[Detail]:
    return [Detail("More", (f"{count} more",))] if count > 0 else []


def _answer(title: str, lead: str, details: list[Detail], doors: tuple[Door, ...]) -> Answer:
    """An answer with as many doors as one looks through."""
    more = len(doors) - MOST
    if more > 0:
        details = [*details, Detail("Pages left out here", (str(more),))]
    return Answer(title, lead, (), tuple(details), doors=doors[:MOST])
