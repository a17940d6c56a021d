"""The timeline: what happened when, where, and how much turned on it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, ClaimId, EventId, PlaceId


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in the words of a heading; the claims it rests on tell it."""

    id: EventId
    date: PartialDate
    title: str
    weight: int
    """3 for a turning point, 2 for a major event, 1 for a detail."""
    claims: tuple[ClaimId, ...]
    place: PlaceId | None = None
    actors: tuple[ActorId, ...] = ()
    until: PartialDate | None = None
    """Its end, if it took longer than its date says."""
