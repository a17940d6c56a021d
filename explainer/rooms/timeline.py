"""The timeline: what came when, as far as the story has come, and how much still lies in fog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from explainer.model.date import day_in_words
from explainer.model.event import Event
from explainer.model.ids import ActorId, EventId, PlaceId
from explainer.model.plural import counted
from explainer.prose.width import wrap
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.story.answers import Answer, Detail, claim_row
from explainer.story.fog import event_is_told, pages_on_claims
from explainer.verbs import nouns
from explainer.verbs.matching import find, fold, said_back

MAJOR = 2
"""The weight from which an event is told when nothing narrower is asked for."""

NEAR = 1900
"""The year from which eras are decades."""

TURNING_POINT = 3
"""The weight of what changed the course of things."""

FULLEST = 3
"""How many of the fullest years are named."""

_ALL = ("all", "everything", "every event")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for."""

    year: int | None = None
    era: str = ""
    """As ``era_of`` names it."""
    place: PlaceId | None = None
    actor: ActorId | None = None
    disputed: bool = False
    every: bool = False
    """Details among them, when nothing narrower is asked for."""

    @property
    def narrow(self) -> bool:
        """Whether anything was named; then every weight counts."""
        named = (self.year, self.place, self.actor) != (None, None, None)
        return named or self.every or self.disputed or bool(self.era)


def era_of(year: int) -> str:
    """The century, and from 1900 on the decade: about as much as one looks at at a time."""
    if year >= NEAR:
        return f"{year // 10 * 10}s"
    century = (year - 1) // 100 + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(century % 10 if century // 10 != 1 else 0, "th")
    return f"{century}{ending} century"


class TimelineRoom(Room):
    """Events by year, narrowed by year, place, voice or dispute."""

    name: ClassVar[str] = "timeline"
    title: ClassVar[str] = "Timeline"
    question: ClassVar[str] = "What came when, and what was known?"
    usage: ClassVar[str] = "Type timeline with a year, a decade, a place, a voice, disputed or all."

    wanted: Wanted = Wanted()
    """What is asked for."""

    def lead(self) -> str:
        """How many events are told, how many lie ahead."""
        asked = self._asked()
        ahead = self.ahead()
        said = counted(len(asked) - ahead, "event") + " so far"
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

    def years(self) -> dict[int, int]:
        """The years that are told of, each with how many events began in it."""
        counts = Counter(event.date.year for event in self._told())
        return dict(sorted(counts.items()))

    def ahead(self) -> int:
        """How many of the events asked for the story has not come to."""
        return len(self._asked()) - len(self._told())

    def year_of(self, entry: str) -> int:
        """The year of an event."""
        return self.pack.events[EventId(entry)].date.year

    def picture_lines(self, width: int) -> list[str]:
        """The span, and the years that hold most."""
        years = self.years()
        if len(years) < FULLEST + 2:
            return []
        most = sorted(years, key=lambda year: (-years[year], year))[:FULLEST]
        full = ", ".join(f"{year} ({years[year]})" for year in most)
        return wrap(f"From {min(years)} to {max(years)}; most in {full}.", width)

    def _asked(self) -> list[Event]:
        return [event for event in self.pack.events.values() if self._fits(event)]

    def _told(self) -> list[Event]:
        return [event for event in self._asked() if event_is_told(self.pack, self.state, event)]

    def _every(self) -> list[Event]:
        """All events that are told, narrowed or not."""
        return [event for event in self.pack.events.values() if event_is_told(self.pack, self.state, event)]

    def _fits(self, event: Event) -> bool:
        wanted = self.wanted
        last = event.until.year if event.until else event.date.year
        if wanted.year is not None and not event.date.year <= wanted.year <= last:
            return False
        if wanted.era and wanted.era not in (era_of(event.date.year), era_of(last)):
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
        dates = [self.pack.claims[claim].known_from for claim in event.claims]
        known = max(dates, key=lambda date: (date.first_day, date.last_day))
        if known.first_day > (event.until or event.date).last_day:
            details.append(Detail("Known since", (known.words(),)))
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
            Facet("era", "era", wanted.era, wanted.era or "all"),
            Facet("year", "year", year, year or "all"),
            Facet("place", "place", wanted.place or "", place),
            Facet("voice", "voice", wanted.actor or "", actor),
            Facet(
                "disputed",
                "disputed",
                "yes" if wanted.disputed else "",
                "only" if wanted.disputed else "all",
            ),
            Facet(
                "weight",
                "weight",
                "every" if wanted.every else "",
                "every event" if wanted.every else "main events",
            ),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to: only what is told so far."""
        told = self._every()
        match facet:
            case "era":
                eras = dict.fromkeys(era_of(event.date.year) for event in told)
                return [("", "all eras"), *((era, era) for era in eras)]
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
            case "era":
                self.wanted = replace(self.wanted, era=value)
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
        elif word in {era_of(event.date.year) for event in self._every()}:
            self.wanted = Wanted(era=word)
        elif word.isascii() and word.isdigit() and len(word) == 4:
            self.wanted = Wanted(year=int(word))
        elif place is not None:
            self.wanted = Wanted(place=place.value)
        elif actor is not None:
            self.wanted = Wanted(actor=actor.value)
        else:
            return f"I know no year, era, place or voice “{said_back(words)}”. {self.usage}"
        return ""
