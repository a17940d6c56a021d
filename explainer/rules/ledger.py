"""What rests on which source, for the rules of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.claim import Citation, Claim
from explainer.model.date import PartialDate
from explainer.model.ids import SourceId
from explainer.model.pack import Pack
from explainer.model.people import Position


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference to a source, and who makes it."""

    kind: str
    """``claim``, ``position``, ``term`` or ``map``."""
    by: str
    """The record in a sentence: ``the claim 'vote'``."""
    citation: Citation


def all_citations(pack: Pack) -> Iterator[Cited]:
    """Every reference to a source: of claims, then positions, terms and the map."""
    for claim in pack.claims.values():
        yield from (Cited("claim", f"the claim '{claim.id}'", item) for item in claim.sources)
    for position in pack.positions.values():
        by = f"the position of '{position.actor}' on '{position.question}'"
        yield from (Cited("position", by, item) for item in position.sources)
    for term in pack.terms.values():
        yield from (Cited("term", f"the term '{term.id}'", item) for item in term.sources)
    if pack.outline:
        yield from (Cited("map", "the map", item) for item in pack.outline.sources)


def issue_dates(pack: Pack, record: Claim | Position) -> dict[SourceId, PartialDate] | None:
    """When each source of a claim or a position appeared, or None if one does not say."""
    dates: dict[SourceId, PartialDate] = {}
    for citation in record.sources:
        issued = pack.sources[citation.source].issued
        if issued is None:
            return None
        dates[citation.source] = issued
    return dates
