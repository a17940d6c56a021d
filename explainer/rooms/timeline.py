"""The timeline: what came when, as far as the story has come, and how much still lies in fog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from explainer.model.date import day_in_words
from explainer.model.event import Event
from explainer.model.ids import ActorId, EventId, PlaceId
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.story.answers import Answer, Detail, claim_row
from explainer.story.fog import event_is_told, pages_on_claims
from explainer.verbs import nouns
from explainer.verbs.matching import find, fold

MAJOR = 2
"""The weight from which an event is told when nothing narrower is asked for."""

TURNING_POINT = 3
"""The weight of what changed the course of things."""

_ALL = ("all", "everything", "every event")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for."""

    year: int | None = None
    place: PlaceId | None = None
    actor: ActorId | None = None
    disputed: bool = False
    every: bool = False
    """Details among them, when nothing narrower is asked for."""

    @property
    def narrow(self) -> bool:
        """Whether anything was named; then every weight counts."""
        return self.every or self.disputed or (self.year, self.place, self.actor) != (None, None, None)


class TimelineRoom(Room):
    """Events by year, narrowed by year, place, voice or dispute."""

    name: ClassVar[str] = "timeline"
    title: ClassVar[str] = "Timeline"
    question: ClassVar[str] = "What came when, and what was known?"
    usage: ClassVar[str] = "Type timeline with a year, a place, a voice, disputed or all to narrow it."

    wanted: Wanted = Wanted()
    """What is asked for."""

    def lead(self) -> str:
        """How many events are told, how many lie ahead."""
        asked = self._asked()
        ahead = len(asked) - len(self._told())
        said = _count(len(asked) - ahead) + " so far"
        if ahead:
            said += f"; {ahead} more {'lies' if ahead == 1 else 'lie'} ahead of the story"
        return f"{said}. The story is at {day_in_words(self.state.today)}."

    def absent(self) -> str:
        """A pack may have no events."""
        return "" if self.pack.events else "This pack has no timeline."

    def empty(self) -> str:
        """Nothing fits."""
        return "No event so far."

    def entries(self) -> Sequence[Entry]:
        """The events that are told, under their years."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        year = 0
        for event in self._told():
            if event.date.year != year:
                year = event.date.year
                yield Entry("", str(year))
            disputed = any(self.pack.claims[claim].disputed for claim in event.claims)
            note = "turning point" if event.weight == TURNING_POINT else ""
            mark = Mark.DISPUTED if disputed else Mark.NONE
            yield Entry(event.id, self._line(event), note, mark, level=1)

    def _asked(self) -> list[Event]:
        return [event for event in self.pack.events.values() if self._fits(event)]

    def _told(self) -> list[Event]:
        return [event for event in self._asked() if event_is_told(self.pack, self.state, event)]

    def _fits(self, event: Event) -> bool:
        wanted = self.wanted
        last = event.until.year if event.until else event.date.year
        if wanted.year is not None and not event.date.year <= wanted.year <= last:
            return False
        if wanted.place is not None and event.place != wanted.place:
            return False
        if wanted.actor is not None and wanted.actor not in event.actors:
            return False
        if wanted.disputed and not any(self.pack.claims[claim].disputed for claim in event.claims):
            return False
        return wanted.narrow or event.weight >= MAJOR

    def _line(self, event: Event) -> str:
        # The year stands above the lines; a span that crosses into another says both.
        when = event.date.words().removesuffix(str(event.date.year)).strip()
        if event.until and event.until != event.date:
            until = event.until.words()
            if event.until.year == event.date.year:
                until = until.removesuffix(str(event.until.year)).strip() or until
            when = f"{when} to {until}".strip()
        name = self.pack.places[event.place].name if event.place else ""
        place = f" ({name})" if name and name not in event.title else ""
        title = event.title.rstrip(".")
        return f"{when}: {title}{place}" if when else f"{title}{place}"

    def answer(self, entry: str) -> Answer:
        """An event: when, where, who, the claims it rests on, and the pages that use them."""
        event = self.pack.events[EventId(entry)]
        when = event.date.words() + (f" to {event.until.words()}" if event.until else "")
        details = []
        if event.place:
            details.append(Detail("Where", (self.pack.places[event.place].name,)))
        if event.actors:
            details.append(Detail("Who", tuple(self.pack.actors[actor].name for actor in event.actors)))
        details.append(Detail("Rests on", tuple(claim_row(self.pack, claim) for claim in event.claims)))
        doors = pages_on_claims(self.pack, self.state, event.claims)
        return Answer(event.title, when, (), tuple(details), claims=event.claims, doors=doors)

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """Year, place, voice, dispute, weight."""
        wanted = self.wanted
        year = str(wanted.year) if wanted.year else ""
        place = self.pack.places[wanted.place].name if wanted.place else "all"
        actor = self.pack.actors[wanted.actor].brief if wanted.actor else "all"
        return (
            Facet("year", "y", "year", year, year or "all"),
            Facet("place", "p", "place", wanted.place or "", place),
            Facet("voice", "v", "voice", wanted.actor or "", actor),
            Facet(
                "disputed",
                "d",
                "disputed",
                "yes" if wanted.disputed else "",
                "only" if wanted.disputed else "all",
            ),
            Facet(
                "weight",
                "w",
                "weight",
                "every" if wanted.every else "",
                "every event" if wanted.every else "main events",
            ),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to: only what is told so far."""
        told = [event for event in self.pack.events.values() if event_is_told(self.pack, self.state, event)]
        match facet:
            case "year":
                years = sorted({event.date.year for event in told})
                return [("", "all years"), *((str(year), str(year)) for year in years)]
            case "place":
                at = {event.place for event in told}
                return [
                    ("", "everywhere"),
                    *(
                        (noun.value, noun.names[0])
                        for noun in nouns.places(self.pack, self.state)
                        if noun.value in at
                    ),
                ]
            case "voice":
                who = {actor for event in told for actor in event.actors}
                return [
                    ("", "everybody"),
                    *(
                        (noun.value, noun.names[0])
                        for noun in nouns.actors(self.pack, self.state)
                        if noun.value in who
                    ),
                ]
            case "disputed":
                return [("", "all"), ("yes", "only what is disputed")]
            case "weight":
                return [("", "the main events"), ("every", "every event")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        match facet:
            case "year":
                self.wanted = replace(self.wanted, year=int(value) if value else None)
            case "place":
                self.wanted = replace(self.wanted, place=PlaceId(value) if value else None)
            case "voice":
                self.wanted = replace(self.wanted, actor=ActorId(value) if value else None)
            case "disputed":
                self.wanted = replace(self.wanted, disputed=bool(value))
            case "weight":
                self.wanted = replace(self.wanted, every=bool(value))
            case _:
                raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """A year, a place, somebody, ``disputed`` or ``all``."""
        word = fold(words).removeprefix("of ").removeprefix("in ").removeprefix("for ")
        place = find(word, nouns.places(self.pack, self.state)).sure
        actor = find(word, nouns.actors(self.pack, self.state)).sure
        if not word:
            return ""
        if word in _ALL:
            self.wanted = Wanted(every=True)
        elif word == "disputed":
            self.wanted = Wanted(disputed=True)
        elif word.isascii() and word.isdigit() and len(word) == 4:
            self.wanted = Wanted(year=int(word))
        elif place is not None:
            self.wanted = Wanted(place=place.value)
        elif actor is not None:
            self.wanted = Wanted(actor=actor.value)
        else:
            short = words if len(words) <= 40 else words[:39] + "…"
            return f"I know no year, place or voice “{short}”. {self.usage}"
        return ""


def _count(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"
