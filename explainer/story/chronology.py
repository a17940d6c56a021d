"""The timeline as far as the story has come: what happened when, and how much still lies in fog."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.event import Event
from explainer.model.ids import ActorId, PlaceId
from explainer.model.pack import Pack
from explainer.story.answers import Answer, Detail
from explainer.story.state import StoryState

MAJOR = 2
"""The weight from which an event is told when nothing narrower is asked for."""

TURNING_POINT = 3
"""The weight of what changed the course of things."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for."""

    year: int | None = None
    place: PlaceId | None = None
    actor: ActorId | None = None
    least: int = MAJOR
    """The least weight."""

    @property
    def narrow(self) -> bool:
        """Whether a year, a place or an actor was named; then every weight counts."""
        return self.year is not None or self.place is not None or self.actor is not None


def is_known(pack: Pack, state: StoryState, event: Event) -> bool:
    """Whether the story has come to an event, and to all that it rests on."""
    return event.date.first_day <= state.today and all(
        claim in state.met or pack.claims[claim].known_from.first_day <= state.today for claim in event.claims
    )


def wanted_events(pack: Pack, wanted: Wanted) -> list[Event]:
    """The events asked for, known yet or not, in their order."""
    return [event for event in pack.events.values() if _is_wanted(event, wanted)]


def _is_wanted(event: Event, wanted: Wanted) -> bool:
    if wanted.year is not None:
        last = event.until.year if event.until else event.date.year
        return event.date.year <= wanted.year <= last
    if wanted.place is not None:
        return event.place == wanted.place
    if wanted.actor is not None:
        return wanted.actor in event.actors
    return event.weight >= wanted.least


def timeline_answer(pack: Pack, state: StoryState, wanted: Wanted) -> Answer:
    """The events asked for, year by year, up to the story's date; of those beyond it just the number."""
    asked = wanted_events(pack, wanted)
    known = [event for event in asked if is_known(pack, state, event)]
    years: dict[int, list[str]] = {}
    for event in known:
        years.setdefault(event.date.year, []).append(_line(pack, event))
    details = tuple(Detail(str(year), tuple(lines)) for year, lines in years.items())
    ahead = len(asked) - len(known)
    lead = f"{_count(len(known))} so far"
    if ahead:
        lead += f"; {ahead} more {'lies' if ahead == 1 else 'lie'} ahead of the story"
    return Answer(_title(pack, wanted), f"{lead}.", (), details)


def _count(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


def _title(pack: Pack, wanted: Wanted) -> str:
    if wanted.year is not None:
        return f"Timeline: {wanted.year}"
    if wanted.place is not None:
        return f"Timeline: {pack.places[wanted.place].name}"
    if wanted.actor is not None:
        return f"Timeline: {pack.actors[wanted.actor].name}"
    return "Timeline: all events" if wanted.least < MAJOR else "Timeline: the main events"


def _line(pack: Pack, event: Event) -> str:
    # The year stands above the lines; a span that crosses into another says both.
    when = event.date.words().removesuffix(str(event.date.year)).strip()
    if event.until and event.until != event.date:
        until = event.until.words()
        if event.until.year == event.date.year:
            until = until.removesuffix(str(event.until.year)).strip() or until
        when = f"{when} to {until}".strip()
    name = pack.places[event.place].name if event.place else ""
    place = f" ({name})" if name and name not in event.title else ""
    turning = " A turning point." if event.weight == TURNING_POINT else ""
    title = event.title.rstrip(".")
    return f"{when}: {title}{place}.{turning}" if when else f"{title}{place}.{turning}"
