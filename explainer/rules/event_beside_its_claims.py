"""An event of another time than everything it rests on.

An event stands on the timeline at its date, and its claims tell it. If none of them speaks of that
time, one of the dates is a slip, or the event rests on the wrong claims.

Fails::

    # ledger.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The bridge is open, issued: 1901-09-12}
    claims:
      - {id: opened, statement: It was opened., date: 1901-09-11, sources: [paper], confidence: high}
    events:
      - {id: opening, date: 1910-09-11, title: The bridge is opened, weight: 3, claims: [opened]}

Passes::

    # ledger.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The bridge is open, issued: 1901-09-12}
    claims:
      - {id: opened, statement: It was opened., date: 1901-09-11, sources: [paper], confidence: high}
    events:
      - {id: opening, date: 1901-09-11, title: The bridge is opened, weight: 3, claims: [opened]}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N709"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such event."""
    for event in subject.pack.events.values():
        end = (event.until or event.date).last_day
        claims = [subject.pack.claims[name] for name in event.claims]
        dates = {claim.id: claim.date for claim in claims}
        # What became known that day may be of another: a law that is published.
        if not any(
            date.first_day <= end and event.date.first_day <= date.last_day
            for claim in claims
            for date in (claim.date, claim.known_from)
        ):
            told = ", ".join(f"'{name}' of {date}" for name, date in dates.items())
            yield Finding(
                subject.at("event", event.id),
                f"the event '{event.id}' is of {event.date}, and none of its claims is: {told}",
                "Mend a date, or name the claim that tells it.",
            )
