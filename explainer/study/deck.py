"""Which cards can be asked, which of them in one short sitting, and how many are due in the days to come.

Days are those of the clock that ``now`` is by.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainer.model.card import Card
from explainer.model.date import on_the_clock
from explainer.model.ids import CardId, ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.story.cross_references import cross_references
from explainer.story.state import StoryState

MINUTES = 5
"""How long a sitting is."""

SECONDS_A_CARD = 40
"""How long a card takes: half a minute to know a fact and see why, a minute to argue a case."""

NEW_A_DAY = 5
"""New cards let in on a day that has room for them. What is due comes first and a sitting has its
minutes, so that a day fills and never overflows."""

DAYS = 7
"""How far it is looked ahead."""

Known = Mapping[CardId, datetime.datetime]
"""The cards that were ever asked, and when each is due."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day, and how many cards are due on it."""

    day: datetime.date
    cards: int
    """On the first day, what was due before too."""


def askable(pack: Pack, state: StoryState) -> tuple[Card, ...]:
    """The cards whose claim the reader has met, in the pack's order: what was met is told.

    A card asks as one who knows how it went on. One whose claim was met only where a fork is still
    open waits until what happened there was shown: its very question could tell.
    """
    return tuple(
        card
        for card in pack.cards.values()
        if card.claim in state.met and not _waits_for_a_fork(pack, state, card.claim)
    )


def _waits_for_a_fork(pack: Pack, state: StoryState, claim: ClaimId) -> bool:
    pages = cross_references(pack).pages_of_claim.get(claim, ())
    # A claim may have been opened beside the pages; then all that use it speak for it.
    read = [page for page in pages if page in state.visits] or pages
    return bool(read) and not any(_is_settled(pack, state, page) for page in read)


def _is_settled(pack: Pack, state: StoryState, page: NodeId) -> bool:
    """Whether a page belongs to no fork, or the reader saw what happened at each that it belongs to."""
    own = (page,) if pack.nodes[page].fork else ()
    forks = (pack.nodes[name].fork for name in (*own, *pack.told_by.get(page, ())))
    return all(fork is None or fork.resolution in state.visits for fork in forks)


def due_cards(cards: Sequence[Card], known: Known, now: datetime.datetime) -> tuple[Card, ...]:
    """Those of the cards that are due, the most overdue first."""
    due = [card for card in cards if card.id in known and known[card.id] <= now]
    return tuple(sorted(due, key=lambda card: known[card.id]))


def sitting(
    cards: Sequence[Card],
    known: Known,
    first_asked: Mapping[CardId, datetime.datetime],
    now: datetime.datetime,
    minutes: float = MINUTES,
) -> tuple[Card, ...]:
    """What to ask in so many minutes: what is due, then new cards as far as the day has room for them.

    Args:
        cards: those that can be asked.
        known: when each that ever was is due.
        first_asked: when each was asked first.
        now: by the reader's clock.
        minutes: how long the sitting may be; one card at least is asked if there is one.
    """
    room = max(1, int(minutes * 60 // SECONDS_A_CARD))
    today = now.date()
    let_in = sum(on_the_clock(moment, now.tzinfo).date() == today for moment in first_asked.values())
    new = [card for card in cards if card.id not in known][: max(0, NEW_A_DAY - let_in)]
    return (*due_cards(cards, known, now), *new)[:room]


def days_ahead(
    cards: Sequence[Card], known: Known, now: datetime.datetime, days: int = DAYS
) -> tuple[DueDay, ...]:
    """For today and the days after it, how many of the cards are due on each if none is answered before."""
    today = now.date()
    due = Counter(
        max(today, on_the_clock(known[card.id], now.tzinfo).date()) for card in cards if card.id in known
    )
    wanted = (today + datetime.timedelta(days=count) for count in range(days))
    return tuple(DueDay(day, due[day]) for day in wanted)
