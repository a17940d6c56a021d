"""Whether something beside the pages may be named yet: it tells nothing the story has not reached."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.model.event import Event
from explainer.model.ids import ClaimId, NodeId, SourceId
from explainer.model.node import NodeKind
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.story.answers import Door
from explainer.story.cross_references import cross_references
from explainer.story.engine import closed_fork, is_resolved
from explainer.story.roads import is_known_road
from explainer.story.state import StoryState


def is_told(pack: Pack, state: StoryState, text: Prose) -> bool:
    """Whether every claim a text rests on is known by the story's date, or was met on a page.

    A term, actor or place whose text rests on a later claim is of the later story, and its very
    name could give away what happened.
    """
    return claims_are_told(pack, state, text.claims)


def claim_is_told(pack: Pack, state: StoryState, claim: ClaimId) -> bool:
    """Whether a claim is known by the story's date, or was met on a page."""
    return claim in state.met or state.has_come_to(pack.claims[claim].known_from)


def claims_are_told(pack: Pack, state: StoryState, claims: Iterable[ClaimId]) -> bool:
    """Whether every claim is; what is no claim of the pack counts as told."""
    return all(claim_is_told(pack, state, claim) for claim in claims if claim in pack.claims)


def event_is_told(pack: Pack, state: StoryState, event: Event) -> bool:
    """Whether the story has come to an event, and to all that it rests on."""
    return state.has_come_to(event.date) and claims_are_told(pack, state, event.claims)


def source_is_told(pack: Pack, state: StoryState, source: SourceId) -> bool:
    """Whether a source may be listed: something told rests on it.

    One issued after the story's date is listed only where the reader met such a claim: its very
    title could tell what happened.
    """
    later = not state.has_come_to(pack.sources[source].issued)
    bears = cross_references(pack)
    for claim in bears.claims_of_source.get(source, ()):
        if claim in state.met if later else claim_is_told(pack, state, claim):
            return True
    if later:
        return False
    positions = (pack.positions[key] for key in bears.positions_of_source.get(source, ()))
    terms = (pack.terms[term] for term in bears.terms_of_source.get(source, ()))
    return any(state.has_come_to(item.date) for item in positions) or any(
        is_told(pack, state, term.text) for term in terms
    )


def known_source_uses(pack: Pack, state: StoryState, source: SourceId) -> tuple[str, ...]:
    """The positions and glossary entries that rest on a source, as far as they are told, in words."""
    bears = cross_references(pack)
    positions = [
        f"{pack.actors[actor].brief} on {pack.questions[question].within}"
        for actor, question in bears.positions_of_source.get(source, ())
        if state.has_come_to(pack.positions[actor, question].date)
        and is_told(pack, state, pack.actors[actor].text)
    ]
    terms = [
        pack.terms[term].term
        for term in bears.terms_of_source.get(source, ())
        if is_told(pack, state, pack.terms[term].text)
    ]
    return (*positions, *(f"the word “{term}”" for term in terms))


def page_is_told(pack: Pack, state: StoryState, page: NodeId) -> bool:
    """Whether a page's title may be shown: it was read, or tells nothing the story has not reached.

    What happened at a fork, and its roads, wait until the reader has gone on from it; so do pages
    that look ahead, and those that always lead on to another are never named.
    """
    node = pack.nodes[page]
    if node.id in state.visits:
        return page not in pack.passing
    if (
        page in pack.gated
        or node.diverts
        or node.ahead
        or node.date > state.today
        or closed_fork(pack, state, page)
    ):
        return False
    told = pack.told_by.get(page, ())
    if node.kind in (NodeKind.OUTCOME, NodeKind.ROAD) or told:
        return bool(told) and all(is_resolved(pack, state, fork) for fork in told)
    return all(claims_are_told(pack, state, text.claims) for text in node.texts)


def door(pack: Pack, state: StoryState, page: NodeId) -> Door:
    """The way to a page that may be named."""
    road = is_known_road(pack, state, page)
    return Door(page, pack.nodes[page].title, read=page in state.visits, road=road)


def pages_on_claims(pack: Pack, state: StoryState, claims: Iterable[ClaimId]) -> tuple[Door, ...]:
    """The pages that use any of the claims, as far as they may be named, those read first."""
    bears = cross_references(pack)
    pages = dict.fromkeys(page for claim in claims for page in bears.pages_of_claim.get(claim, ()))
    found = [door(pack, state, page) for page in pages if page_is_told(pack, state, page)]
    return tuple(sorted(found, key=lambda item: not item.read))
