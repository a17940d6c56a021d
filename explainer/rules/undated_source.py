"""A source without its date.

Whether something was known on the day of a page can only be told if its sources say when they
appeared. Pages on the web, entries of reference works, data and maps are let be: many have no date.

Fails::

    # ledger.yaml
    sources:
      - {id: survey, type: report, title: A survey of the arches}
    claims:
      - {id: arches, statement: It has three arches., date: 1901, sources: [survey], confidence: high}

Passes::

    # ledger.yaml
    sources:
      - {id: survey, type: report, title: A survey of the arches, issued: 1901-06}
    claims:
      - {id: arches, statement: It has three arches., date: 1901, sources: [survey], confidence: high}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N701"
LEVEL = Severity.NOTE

OFTEN_UNDATED = frozenset(
    {
        "collection", "dataset", "entry", "entry-dictionary", "entry-encyclopedia", "figure", "graphic",
        "manuscript", "map", "periodical", "webpage",
    }
)  # fmt: skip
"""Types of which many have no date to give: thirty of the fifty undated sources of the flagship."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such source."""
    for source in subject.pack.sources.values():
        if source.issued is None and source.type not in OFTEN_UNDATED:
            yield Finding(
                subject.at("source", source.id),
                f"the source '{source.id}' does not say when it appeared",
                "Add 'issued: …', if only the year.",
            )
