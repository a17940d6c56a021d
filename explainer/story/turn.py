"""What a face shows of one step. Faces draw a ``Turn`` and know nothing else of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explainer.model.claim import Claim
from explainer.model.date import day_in_words
from explainer.model.ids import ClaimId, NodeId
from explainer.model.node import Fork, Node, NodeKind
from explainer.model.pack import Pack
from explainer.model.people import Actor, Place, Term
from explainer.prose.blocks import blocks_of
from explainer.prose.tree import Block, TermLink, claims_of, inlines_of
from explainer.story.engine import Offered, is_resolved, landing, offers, shown_passages
from explainer.story.roads import is_known_road, is_road, road_notices
from explainer.story.state import Forecast, StoryState


class OfferMark(StrEnum):
    """What a choice leads to."""

    NEW = "new"
    READ = "read"
    FORK = "fork"


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice as a reader sees it."""

    number: int
    """From 1, in the order shown."""
    choice: str
    """Its id on its page."""
    text: str
    to: NodeId
    mark: OfferMark
    open: bool = True
    reason: str = ""
    """Why it is locked, in words."""
    hint: str = ""
    road: bool = False
    """Whether it leads to a road not taken."""


@dataclass(frozen=True, slots=True)
class TurnClaim:
    """A claim the page rests on, with its number there."""

    number: int
    claim: Claim
    opened: bool
    """Whether its evidence was looked at."""


@dataclass(frozen=True, slots=True)
class ForkTurn:
    """The decision a fork page is about, as it stands for the reader."""

    node: NodeId
    fork: Fork
    decider: str
    """In words."""
    arguments: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]
    """For each option its arguments for and against."""
    forecast: Forecast | None
    """The reader's points, empty if passed by, None if neither yet."""
    final: bool
    """Whether what happened was seen."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One page as it stands in one state."""

    node: NodeId
    title: str
    kind: NodeKind
    chapter: str
    place: Place | None
    when: str
    """The page's date or period, in words."""
    blocks: tuple[Block, ...]
    claims: tuple[TurnClaim, ...]
    terms: tuple[Term, ...]
    voices: tuple[Actor, ...]
    """Who is heard on this page."""
    offers: tuple[Offer, ...]
    fork: ForkTurn | None
    notices: tuple[str, ...]
    """What must be said of the page itself: that it did not happen, that it looks ahead."""
    ending: bool
    pages_read: int
    pages: int
    voices_heard: int
    voices_all: int
    road: bool = False
    """Whether it walks a road not taken; then the notices begin by saying so."""

    def number_of(self, claim: ClaimId) -> int | None:
        """The number of a claim on this page."""
        for item in self.claims:
            if item.claim.id == claim:
                return item.number
        return None


def view(pack: Pack, state: StoryState) -> Turn:
    """The open page as it stands."""
    node = pack.nodes[state.node]
    blocks = tuple(
        block for passage in shown_passages(pack, state, node) for block in blocks_of(passage.text.text)
    )
    fork = _fork(pack, state, node)
    every = list(blocks)
    if fork:
        every += [block for pair in fork.arguments for side in pair for block in side]
    claims = tuple(
        TurnClaim(number, pack.claims[claim], state.met.get(claim, False))
        for number, claim in enumerate((c for c in claims_of(every) if c in pack.claims), 1)
    )
    return Turn(
        node=node.id,
        title=node.title,
        kind=node.kind,
        chapter=pack.chapter_title(node),
        place=pack.places.get(node.place) if node.place else None,
        when=node.period or day_in_words(node.date),
        blocks=blocks,
        claims=claims,
        terms=_terms(pack, every),
        voices=tuple(pack.actors[actor] for actor in node.voices),
        offers=tuple(
            _offer(pack, state, number, offered) for number, offered in enumerate(offers(pack, state), 1)
        ),
        fork=fork,
        notices=_notices(pack, node),
        ending=node.ending,
        pages_read=len(state.visits) - sum(page in state.visits for page in pack.passing),
        pages=len(pack.nodes) - len(pack.passing),
        voices_heard=len(state.heard),
        voices_all=len(pack.actors),
        road=is_road(pack, node.id),
    )


def _notices(pack: Pack, node: Node) -> tuple[str, ...]:
    ahead = (f"This page looks beyond {day_in_words(node.date)}.",) if node.ahead else ()
    return (*road_notices(pack, node.id), *ahead)


def _terms(pack: Pack, blocks: list[Block]) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for block in blocks:
        for inline in inlines_of(block):
            if isinstance(inline, TermLink):
                term = pack.find_term(inline.key)
                if term:
                    found.setdefault(term.id, term)
    return tuple(found.values())


def _offer(pack: Pack, state: StoryState, number: int, offered: Offered) -> Offer:
    choice = offered.choice
    shown = landing(pack, state, choice.to)
    unread = OfferMark.FORK if pack.nodes[shown].fork else OfferMark.NEW
    mark = OfferMark.READ if shown in state.visits else unread
    road = is_known_road(pack, state, shown)
    return Offer(
        number, choice.id, choice.text, choice.to, mark, offered.open, offered.reason, choice.hint, road
    )


def _fork(pack: Pack, state: StoryState, node: Node) -> ForkTurn | None:
    if node.fork is None:
        return None
    arguments = tuple(
        (blocks_of(option.argument_for.text), blocks_of(option.argument_against.text))
        for option in node.fork.options
    )
    return ForkTurn(
        node=node.id,
        fork=node.fork,
        decider=pack.who(node.fork.decider),
        arguments=arguments,
        forecast=state.forecasts.get(node.id),
        final=is_resolved(pack, state, node.id),
    )
