"""How much is in a pack: counts by kind, and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from explainer.model.pack import Pack
from explainer.packs.argued_words import words_argued
from explainer.packs.words import node_words, page_words, words_in


def statistics(pack: Pack) -> dict[str, object]:
    """Counts of everything, with nodes, claims, positions and words by kind."""
    nodes = pack.nodes.values()
    words = dict(_words(pack))
    return {
        "pack": pack.id,
        "version": pack.manifest.version,
        "nodes": len(pack.nodes),
        "claims": len(pack.claims),
        "core_claims": sum(claim.core for claim in pack.claims.values()),
        "disputed_claims": sum(bool(claim.disputed) for claim in pack.claims.values()),
        "sources": len(pack.sources),
        "terms": len(pack.terms),
        "actors": len(pack.actors),
        "places": len(pack.places),
        "questions": len(pack.questions),
        "positions": len(pack.positions),
        "forks": sum(node.fork is not None for node in nodes),
        "options": sum(len(node.fork.options) for node in nodes if node.fork),
        "cards": len(pack.cards),
        "misconceptions": len(pack.misconceptions),
        "events": len(pack.events),
        "expectations": len(pack.expectations),
        "choices": sum(len(node.choices) for node in nodes),
        "page_words": sum(page_words(node) for node in nodes),
        "words": sum(words.values()),
        "nodes_by_kind": dict(Counter(str(node.kind) for node in nodes)),
        "nodes_by_chapter": dict(Counter(node.chapter or "none" for node in nodes)),
        "claims_by_confidence": dict(Counter(str(claim.confidence) for claim in pack.claims.values())),
        "sources_by_type": dict(Counter(source.type for source in pack.sources.values())),
        "positions_by_stance": dict(Counter(str(item.stance) for item in pack.positions.values())),
        "cards_by_kind": dict(Counter(str(card.kind) for card in pack.cards.values())),
        "events_by_weight": dict(
            sorted(Counter(str(event.weight) for event in pack.events.values()).items())
        ),
        "expectations_by_verdict": dict(Counter(str(item.verdict) for item in pack.expectations.values())),
        "words_by_kind": words,
        "words_argued": words_argued(pack),
    }


def _words(pack: Pack) -> Iterator[tuple[str, int]]:
    yield "nodes", sum(node_words(node) for node in pack.nodes.values())
    yield "claims", sum(words_in(claim.statement) for claim in pack.claims.values())
    yield (
        "positions",
        sum(words_in(item.position) + words_in(item.reason) for item in pack.positions.values()),
    )
    yield "actors", sum(words_in(actor.text) for actor in pack.actors.values())
    yield "places", sum(words_in(place.text) for place in pack.places.values())
    yield "terms", sum(words_in(term.text) for term in pack.terms.values())
    yield (
        "cards",
        sum(words_in(card.question) + words_in(card.answer) for card in pack.cards.values()),
    )
