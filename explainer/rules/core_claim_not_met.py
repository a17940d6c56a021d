"""A core claim that a way in does not meet.

Where ``promises`` says ``core_on_every_way: true``, each way in meets every claim marked ``core``:
on its ``route`` if it has one, else on a page it can come to. What stands in a passage under a
condition may be hidden, and does not count.

Fails::

    # pack.yaml
    promises: {core_on_every_way: true}
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way.}
    # claims.yaml
    claims:
      - id: built
        statement: It was built in 1901.
        date: 1901
        sources: [minutes]
        confidence: high
        core: true
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: The hall is empty., ending: true}

Passes::

    # pack.yaml
    promises: {core_on_every_way: true}
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way.}
    # claims.yaml
    claims:
      - id: built
        statement: It was built in 1901.
        date: 1901
        sources: [minutes]
        confidence: high
        core: true
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "It was built in 1901. [@built]", ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import ClaimId
from explainer.model.node import Node
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import reachable

CODE = "W602"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each core claim of each way that does not meet it, if the pack promises that all do."""
    pack = subject.pack
    if not pack.manifest.promises.core_on_every_way:
        return
    core = [claim.id for claim in pack.claims.values() if claim.core]
    for way in pack.manifest.ways_in:
        pages = way.route or reachable(pack, [way.start])
        met = {claim for name in pages for claim in _sure_claims(pack.nodes[name])}
        for claim in core:
            if claim not in met:
                yield Finding(
                    subject.at("way in", way.id),
                    f"the way '{way.id}' does not meet the core claim '{claim}'",
                    "Lead it over a page that rests on the claim, or cite the claim on one of its pages.",
                )


def _sure_claims(node: Node) -> Iterator[ClaimId]:
    """The claims every reader of a page meets: not those of passages that may be hidden."""
    hidden = {id(passage.text) for passage in node.passages[1:]}
    yield from (claim for text in node.texts if id(text) not in hidden for claim in text.claims)
