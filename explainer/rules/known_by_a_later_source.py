"""A claim known more than a year before its first source.

``known_from`` is when something became publicly known; pages dated later may rest on it. If the
sources of a claim all appeared long after that day, nothing shows that anybody could know it then,
and hindsight may have come in. A year is let pass: much is in print only in the next yearly report.

Fails::

    # ledger.yaml
    sources:
      - {id: memoirs, type: book, title: A builder remembers, issued: 1950}
    claims:
      - id: short-of-stone
        statement: They ran short of stone.
        date: 1901
        sources: [{source: memoirs, locator: p. 80}]
        confidence: low

Passes::

    # ledger.yaml
    sources:
      - {id: memoirs, type: book, title: A builder remembers, issued: 1950}
    claims:
      - id: short-of-stone
        statement: They ran short of stone.
        date: 1901
        known_from: 1950
        sources: [{source: memoirs, locator: p. 80}]
        confidence: low
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.ledger import issue_dates
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N704"
LEVEL = Severity.NOTE

DAYS = 365
"""Of the flagship's 1,152 claims 144 have a first source that is later than ``known_from``: most by a
day or a quarter of a year, as newspapers and reports to the Council are; 27 by more than a year."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such claim."""
    for claim in subject.pack.claims.values():
        dates = issue_dates(subject.pack, claim)
        if not dates:
            continue
        source, issued = min(dates.items(), key=lambda item: item[1].first_day)
        if (issued.first_day - claim.known_from.last_day).days > DAYS:
            yield Finding(
                subject.at("claim", claim.id),
                f"the claim '{claim.id}' is known from {claim.known_from}, and its first source, "
                f"'{source}', appeared in {issued}",
                "Add a source of that time, or give the day it became known under 'known_from'.",
            )
