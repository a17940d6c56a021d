"""A claim that no page rests on.

No text of the pack cites it and no expectation names it, so no reader meets it. Often a citation
of it was forgotten.

Fails::

    # claims.yaml
    claims:
      - {id: built, statement: It was built in 1901., date: 1901, sources: [minutes], confidence: high}

Passes::

    # claims.yaml
    claims:
      - {id: built, statement: It was built in 1901., date: 1901, sources: [minutes], confidence: high}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The bridge was built in 1901. [@built]
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W502"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each claim that nothing rests on."""
    pack = subject.pack
    used = {claim for text in _texts(pack) for claim in text.claims}
    used |= {claim for item in pack.expectations.values() for claim in (item.expected, *item.came)}
    for claim in pack.claims:
        if claim not in used:
            yield Finding(
                subject.at("claim", claim),
                f"no page rests on the claim '{claim}'",
                "Cite it, or take it out.",
            )


def _texts(pack: Pack) -> Iterator[Prose]:
    for node in pack.nodes.values():
        yield from node.texts
    yield from (actor.text for actor in pack.actors.values())
    yield from (place.text for place in pack.places.values())
    yield from (term.text for term in pack.terms.values())
    for position in pack.positions.values():
        yield position.position
        yield position.reason
