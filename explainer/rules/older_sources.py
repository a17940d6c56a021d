"""A claim or a position that is later than everything it rests on.

A source can't tell what happened after it appeared. Either the date is wrong, or the claim says
more than its sources do, as where somebody is said to read a text in a certain way and only the
text is cited. What was announced or expected is let be: it was known before its date.

Fails::

    # ledger.yaml
    sources:
      - {id: charter, type: treaty, title: The charter of the bridge, issued: 1901}
    claims:
      - id: mayor-reads-it
        statement: The mayor reads the charter as closing the bridge to carts.
        date: 1950
        sources: [{source: charter, locator: art. 2}]
        confidence: medium

Passes::

    # ledger.yaml
    sources:
      - {id: charter, type: treaty, title: The charter of the bridge, issued: 1901}
      - {id: talk, type: interview, title: A talk with the mayor, issued: 1950-03-02}
    claims:
      - id: mayor-reads-it
        statement: The mayor reads the charter as closing the bridge to carts.
        date: 1950
        sources: [talk, {source: charter, locator: art. 2}]
        confidence: medium
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from explainer.model.claim import Claim
from explainer.model.diagnostic import Severity, Span
from explainer.model.pack import Pack
from explainer.model.people import Position
from explainer.rules.ledger import issue_dates
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N705"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such claim and position."""
    pack = subject.pack
    for claim in pack.claims.values():
        day = min(claim.date.first_day, claim.known_from.first_day)
        where = subject.at("claim", claim.id)
        yield from _older(pack, f"the claim '{claim.id}' is of {claim.date}", claim, day, where)
    for position in pack.positions.values():
        if position.date:
            what = f"the position of '{position.actor}' on '{position.question}' is of {position.date}"
            where = subject.at("position", f"{position.actor}/{position.question}")
            yield from _older(pack, what, position, position.date.first_day, where)


def _older(pack: Pack, what: str, record: Claim | Position, day: date, where: Span) -> Iterator[Finding]:
    dates = issue_dates(pack, record)
    if dates:
        source, latest = max(dates.items(), key=lambda item: item[1].last_day)
        if latest.last_day < day:
            yield Finding(
                where,
                f"{what}, and nothing that it rests on is later than '{source}' of {latest}",
                "Add a source of its time, or mend its date.",
            )
