"""A claim that was known before the time it speaks of.

``date`` is the time a claim speaks of, ``known_from`` when it became known. The other way round is
right for what was announced or agreed beforehand, such as a term of office; else one of the two is
a slip, and a page may tell what had not happened yet.

Fails::

    # ledger.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The bridge is open, issued: 1901-09-12}
    claims:
      - id: opened
        statement: The bridge was opened.
        date: 1901-09-21
        known_from: 1901-09-12
        sources: [paper]
        confidence: high

Passes::

    # ledger.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The bridge is open, issued: 1901-09-12}
    claims:
      - id: opened
        statement: The bridge was opened.
        date: 1901-09-11
        known_from: 1901-09-12
        sources: [paper]
        confidence: high
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N706"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such claim."""
    for claim in subject.pack.claims.values():
        if claim.known_from.last_day < claim.date.first_day:
            yield Finding(
                subject.at("claim", claim.id),
                f"the claim '{claim.id}' speaks of {claim.date} and is known from {claim.known_from}, before",
                "Mend the one or the other, unless it was announced beforehand.",
            )
