"""A long source that is cited without the place in it.

Who wants to see for himself whether a book says so needs the page; a judgment has paragraphs, a
treaty articles. It is asked for where the source is a book, a thesis, a law, a treaty, a judgment
or a hearing, and where the pack itself names two places in the source elsewhere, so that it has
more than one. Terms of the glossary may name a source as a whole. Where a claim means the whole of
it, say so: ``locator: throughout``.

Fails::

    # ledger.yaml
    sources:
      - {id: bridges, type: book, title: The bridges of the valley, issued: 1931}
    claims:
      - {id: arches, statement: It has three arches., date: 1931, sources: [bridges], confidence: high}

Passes::

    # ledger.yaml
    sources:
      - {id: bridges, type: book, title: The bridges of the valley, issued: 1931}
    claims:
      - id: arches
        statement: It has three arches.
        date: 1931
        sources: [{source: bridges, locator: p. 12}]
        confidence: high
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import SourceId
from explainer.model.plural import counted
from explainer.rules.ledger import Cited, all_citations
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N703"
LEVEL = Severity.NOTE

LONG = frozenset(["bill", "book", "hearing", "legal_case", "legislation", "regulation", "thesis", "treaty"])
"""Types that have pages, paragraphs or articles whoever wrote them. Reports and documents may be one
page or five hundred, and are asked only where the pack itself knows its way in them."""

PLACES = 2
"""Different places that the pack names in a source that has more than one."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such source, with how often it is cited so."""
    bare: dict[SourceId, list[Cited]] = {}
    places: dict[SourceId, set[str]] = {}
    for item in all_citations(subject.pack):
        if item.citation.locator:
            places.setdefault(item.citation.source, set()).add(item.citation.locator)
        elif item.kind in ("claim", "position"):
            bare.setdefault(item.citation.source, []).append(item)
    for name, items in bare.items():
        source = subject.pack.sources[name]
        if source.type in LONG or len(places.get(name, ())) >= PLACES:
            yield Finding(
                subject.at("source", name),
                f"the source '{name}' is cited {_times(items)} without the place in it: {_who(items)}",
                "Give the page, paragraph or article, as in {source: …, locator: para. 5}; "
                "if the whole of it is meant, 'locator: throughout'.",
            )


def _times(items: list[Cited]) -> str:
    return "once" if len(items) == 1 else counted(len(items), "time")


def _who(items: list[Cited]) -> str:
    shown = ", ".join(item.by for item in items[:3])
    return f"{shown} …" if len(items) > 3 else shown
