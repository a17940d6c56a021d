"""Misconceptions: what a wrong answer shows, and the cards that try later whether it was mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.model.card import Card, Misconception
from explainer.model.pack import Pack
from explainer.store.reviews import Review
from explainer.study.rating import Rating

MOST = 2
"""Transfer questions of one sitting."""


def misconception_shown(pack: Pack, card: Card, given: str) -> Misconception | None:
    """What somebody believes who gives this wrong answer, if the pack's authors say."""
    name = card.shows.get(given)
    return pack.misconceptions[name] if name is not None else None


def to_try_again(pack: Pack, askable: Sequence[Card], reviews: Iterable[Review]) -> list[Card]:
    """Transfer cards whose time has come: a card that shows the misconception was not known since.

    Which wrong answer was given is not kept, only that one was: a reader who gave another is asked
    one question more than they need, and none less.
    """
    last = {review.card: review for review in reviews}
    found = []
    for misconception in pack.misconceptions.values():
        tried = last.get(misconception.transfer or "")
        missed = [
            review.at
            for card in pack.cards.values()
            if misconception.id in card.shows.values()
            and (review := last.get(card.id)) is not None
            and review.rating == Rating.AGAIN
        ]
        if missed and (tried is None or tried.at < max(missed)):
            found += [card for card in askable if card.id == misconception.transfer]
    return found[:MOST]
