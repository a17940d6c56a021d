"""What is asked between pages: a few questions at a chapter's end, and soon again what was not known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import islice, takewhile

from explainer.model.card import Card
from explainer.model.ids import CardId, NodeId
from explainer.model.node import NodeKind
from explainer.model.pack import Chapter, Pack
from explainer.store.reviews import Review
from explainer.story.state import StoryState
from explainer.study.deck import askable, due_cards
from explainer.study.rating import Rating
from explainer.study.schedule import Schedule, counts

FEWEST, MOST = 3, 5
"""How many questions a chapter's end asks; with fewer to ask it asks none."""

PAGES_READ = 3
"""How many pages of a chapter, or all where it has fewer, make it one that can be ended."""

PAGES_UNTIL_AGAIN = 2
"""Within how many pages a card that was not known is asked again."""

_ENDS = (NodeKind.RECAP, NodeKind.ENDING)

_FURTHEST = 50
"""Pages looked back at to find those that were read on end."""


@dataclass(frozen=True, slots=True)
class AskedNow:
    """What can be asked on the page that is open; a reader who walks on has passed it by."""

    again: tuple[Card, ...] = ()
    """Cards that were not known on one of the last pages."""
    chapter: Chapter | None = None
    """The chapter that was ended by coming here, if it has questions left."""
    questions: tuple[Card, ...] = ()
    """Its questions that were not answered yet."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them, in the order to ask them."""
        return (*self.again, *self.questions)


def asked_now(
    pack: Pack,
    state: StoryState,
    reviews: Sequence[Review],
    schedule: Schedule,
    arrived: datetime.datetime | None = None,
) -> AskedNow:
    """What is asked on the page that is open.

    Args:
        pack: what is read.
        state: where the reader stands.
        reviews: every answer to the pack's cards, by their moments.
        schedule: what is asked when a card is due, and not before: most pages ask nothing.
        arrived: when the page was entered. What was answered since on it counts as answered here;
            if that is not known, so does what was ever answered on it.
    """
    missed = _missed_lately(state, reviews)
    chapter = chapter_ended(pack, state)
    if not missed and chapter is None:
        return AskedNow()
    cards = askable(pack, state)
    again = tuple(card for card in cards if card.id in missed)
    if chapter is None:
        return AskedNow(again)
    here: list[Review] = []
    before: list[Review] = []
    for review in reviews:
        since = review.node == state.node if arrived is None else review.at >= arrived
        (here if since else before).append(review)
    answered = {review.card for review in here}
    asked = {card.id for card in again}
    left = tuple(
        card
        for card in _of_chapter(pack, state, chapter, cards, before, schedule, arrived)
        if card.id not in answered and card.id not in asked
    )
    return AskedNow(again, chapter if left else None, left)


def chapter_ended(pack: Pack, state: StoryState) -> Chapter | None:
    """The chapter that was ended by coming to the page that is open, if one was.

    It is ended by coming to its recap, by who has read some pages of it; or by going from it to
    another chapter, by who has just read some on end: a look through a side door ends nothing. Who
    comes from its recap has ended it there already.
    """
    node = pack.nodes[state.node]
    if node.kind in _ENDS and _is_enough(pack, node.chapter, set(state.visits) - {node.id}):
        return _chapter(pack, node.chapter)
    behind = [pack.nodes[page] for page in islice(state.behind or (), _FURTHEST) if page in pack.nodes]
    if not behind or behind[0].chapter == node.chapter or behind[0].kind in _ENDS:
        return None
    on_end = takewhile(lambda page: page.chapter == behind[0].chapter, behind)
    if not _is_enough(pack, behind[0].chapter, {page.id for page in on_end}):
        return None
    return _chapter(pack, behind[0].chapter)


def _is_enough(pack: Pack, chapter: str, read: Set[NodeId]) -> bool:
    """Whether these pages are enough of a chapter to be asked about it; recaps are not counted."""
    pages = {
        page.id
        for page in pack.nodes.values()
        if page.chapter == chapter and page.kind not in _ENDS and not page.passes
    }
    return 0 < min(PAGES_READ, len(pages)) <= len(pages & read)


def _chapter(pack: Pack, name: str) -> Chapter | None:
    return next((chapter for chapter in pack.manifest.chapters if chapter.id == name), None)


def _of_chapter(
    pack: Pack,
    state: StoryState,
    chapter: Chapter,
    cards: Sequence[Card],
    reviews: Sequence[Review],
    schedule: Schedule,
    arrived: datetime.datetime | None,
) -> tuple[Card, ...]:
    """The questions of a chapter as it was ended: those never asked, then those that were due."""
    met = {
        claim
        for page in pack.nodes.values()
        if page.chapter == chapter.id and page.id in state.visits
        for claim in page.claims
    }
    of_it = {card.id: card for card in cards if card.claim in met}
    seen = [review for review in reviews if review.card in of_it and counts(review)]
    answered = {review.card for review in seen}
    asked = [card for card in of_it.values() if card.id not in answered]
    if arrived and len(asked) < MOST:
        # Last, for it is what costs: answers are replayed, by a library that is imported for it.
        asked += due_cards(tuple(of_it.values()), schedule.of(seen), arrived)
    return tuple(asked[:MOST]) if len(asked) >= FEWEST else ()


def _missed_lately(state: StoryState, reviews: Sequence[Review]) -> Set[CardId]:
    """The cards whose last answer was wrong, on one of the pages that were open just before this one."""
    behind = set(islice(state.behind or (), PAGES_UNTIL_AGAIN)) - {state.node}
    last = {CardId(review.card): review for review in reviews} if behind else {}
    return {card for card, review in last.items() if review.rating == Rating.AGAIN and review.node in behind}
