"""A source that nothing rests on.

A bibliography is what the pack rests on. A source that no claim, position, term or map cites is
left over, or the citation was forgotten.

Fails::

    # ledger.yaml
    sources:
      - {id: survey, type: report, title: A survey of the arches, issued: 1901}

Passes::

    # ledger.yaml
    sources:
      - {id: survey, type: report, title: A survey of the arches, issued: 1901}
    terms:
      - {id: arch, term: arch, text: What carries a bridge., sources: [survey]}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.ledger import all_citations
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W702"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such source."""
    cited = {item.citation.source for item in all_citations(subject.pack)}
    for source in subject.pack.sources:
        if source not in cited:
            yield Finding(
                subject.at("source", source),
                f"nothing rests on the source '{source}'",
                "Cite it, or take it out.",
            )
