"""What of a pack refers to what, the other way round: the pages of a claim, what a source bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId, SourceId, TermId
from explainer.model.pack import Pack
from explainer.story.once import once_a_pack


@dataclass(frozen=True, slots=True)
class CrossReferences:
    """Back-references; what nothing refers to is not a key."""

    pages_of_claim: Mapping[ClaimId, tuple[NodeId, ...]]
    claims_of_source: Mapping[SourceId, tuple[ClaimId, ...]]
    positions_of_source: Mapping[SourceId, tuple[tuple[ActorId, QuestionId], ...]]
    terms_of_source: Mapping[SourceId, tuple[TermId, ...]]


@once_a_pack
def cross_references(pack: Pack) -> CrossReferences:
    """The back-references of a pack."""
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
