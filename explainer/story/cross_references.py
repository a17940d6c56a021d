"""What of a pack refers to what, the other way round: the pages of a claim, what a source bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId, SourceId, TermId
from explainer.model.pack import Pack


@dataclass(frozen=True, slots=True)
class CrossReferences:
    """Back-references; what nothing refers to is not a key."""

    pages_of_claim: Mapping[ClaimId, tuple[NodeId, ...]]
    claims_of_source: Mapping[SourceId, tuple[ClaimId, ...]]
    positions_of_source: Mapping[SourceId, tuple[tuple[ActorId, QuestionId], ...]]
    terms_of_source: Mapping[SourceId, tuple[TermId, ...]]


_MADE: list[tuple[Pack, CrossReferences]] = []

MOST_KEPT = 2
"""Packs whose references are kept; a program has one open, a test several."""


def cross_references(pack: Pack) -> CrossReferences:
    """The back-references of a pack; made once, in some milliseconds, and kept while it is in use."""
    for kept, made in _MADE:
        if kept is pack:
            return made
    made = _make(pack)
    _MADE.insert(0, (pack, made))
    del _MADE[MOST_KEPT:]
    return made


def _make(pack: Pack) -> CrossReferences:
    pages: dict[ClaimId, list[NodeId]] = defaultdict(list)
    for node in pack.nodes.values():
        for claim in node.claims:
            pages[claim].append(node.id)
    claims: dict[SourceId, list[ClaimId]] = defaultdict(list)
    for item in pack.claims.values():
        for source in dict.fromkeys(citation.source for citation in item.sources):
            claims[source].append(item.id)
    positions: dict[SourceId, list[tuple[ActorId, QuestionId]]] = defaultdict(list)
    for key, position in pack.positions.items():
        for source in dict.fromkeys(citation.source for citation in position.sources):
            positions[source].append(key)
    terms: dict[SourceId, list[TermId]] = defaultdict(list)
    for term in pack.terms.values():
        for source in dict.fromkeys(citation.source for citation in term.sources):
            terms[source].append(term.id)
    return CrossReferences(
        {key: tuple(value) for key, value in pages.items()},
        {key: tuple(value) for key, value in claims.items()},
        {key: tuple(value) for key, value in positions.items()},
        {key: tuple(value) for key, value in terms.items()},
    )
