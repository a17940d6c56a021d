"""A reading with cards, a clock that is set by hand, and a reader who answers right or wrong at will."""

from __future__ import annotations

import datetime
from dataclasses import replace
from random import Random

from explainer.model.card import Card, CardKind
from explainer.model.ids import CardId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.store import Store
from explainer.story.state import StoryState
from explainer.study.deck import due_cards
from explainer.study.question import Asked
from explainer.study.rating import Rating

START = datetime.datetime(2026, 1, 1, 18, 0, tzinfo=datetime.UTC)


class HandClock:
    """Stands until it is moved."""

    def __init__(self, now: datetime.datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now

    def go_on(self, *, days: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        self.now += datetime.timedelta(days=days, minutes=minutes, seconds=seconds)


def having_read_all(pack: Pack, state: StoryState) -> StoryState:
    """The state of a reader who has read every page and met every claim."""
    met, visits = state.met, state.visits
    for claim in pack.claims:
        met = met.set(claim, False)
    for page in pack.nodes:
        visits = visits.set(page, 1)
    return replace(state, met=met, visits=visits)


def session_where_all_is_met(pack: Pack, clock: HandClock, store: Store | None = None) -> Session:
    """A reading that has met every claim of its pack."""
    session = Session.begin(pack, store, clock=clock)
    session.path.head.state = having_read_all(pack, session.state)
    return session


def numbers(asked: Asked, right: bool) -> tuple[int, ...]:
    """What to give so that it is right, or wrong."""
    card = asked.card
    if card.kind is CardKind.ORDER:
        order = tuple(asked.options.index(item) + 1 for item in card.options)
        return order if right else order[::-1]
    found = asked.options.index(card.answer) + 1
    return (found,) if right else (found % len(asked.options) + 1,)


def answer(session: Session, card: CardId, right: bool, dice: Random) -> Asked:
    """Answer a card, however it asks."""
    asked = session.study.ask(card, dice)
    if asked.self_graded:
        session.study.grade(asked, Rating.GOOD if right else Rating.AGAIN)
    else:
        assert session.study.answer(asked, numbers(asked, right)).right is right
    return asked


def due(session: Session) -> tuple[Card, ...]:
    """The cards that are due now, the most overdue first."""
    return due_cards(session.study.cards(), session.study.known(), session._clock())


def unseen(session: Session) -> tuple[Card, ...]:
    """The cards that can be asked and never were."""
    return tuple(card for card in session.study.cards() if card.id not in session.study.known())


def with_cards(pack: Pack, count: int) -> Pack:
    """The pack with so many cards on its claims, of every kind in turn."""
    claims, kinds = list(pack.claims), list(CardKind)
    cards = [
        Card(
            CardId(f"card-{number}"),
            kinds[number % len(kinds)],
            claims[number % len(claims)],
            f"Question {number}?",
            f"Answer {number}",
            ("One", "Two", "Three"),
            f"Reason {number}.",
        )
        for number in range(count)
    ]
    return replace(pack, cards={card.id: card for card in cards})
