"""A page that no way leads to.

Readers can't come to it: neither from the start, a way in, an actor or a place, nor by a choice,
a divert, a fork or a link of a page they can come to. Conditions are not looked at here.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: The hall is empty., ending: true}
      - {id: cellar, title: The cellar, body: Nobody was ever here., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The hall is empty. A stair leads [down](node:cellar).
        ending: true
      - {id: cellar, title: The cellar, body: It is cold., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import reachable

CODE = "W501"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each page that can't be come to."""
    pack = subject.pack
    starts = [pack.manifest.start, *(way.start for way in pack.manifest.ways_in)]
    starts += [actor.node for actor in pack.actors.values() if actor.node]
    starts += [place.node for place in pack.places.values() if place.node]
    reached = reachable(pack, starts)
    for node in pack.nodes:
        if node not in reached:
            yield Finding(
                subject.page(node),
                f"no way leads to the page '{node}'",
                "Link it from another page, or take it out.",
            )
