"""A route with a step nobody can take.

The ``route`` of a way in names its pages in order; each must lead to the next, by a choice, a
divert, a fork or a link.

Fails::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way., route: [hall, yard]}
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., ending: true}
      - {id: yard, title: The yard, body: It is large., ending: true}

Passes::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way., route: [hall, yard]}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: It is empty.
        choices:
          - {id: out, text: Go out, to: yard}
      - {id: yard, title: The yard, body: It is large., ending: true}
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import leads_to

CODE = "W603"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such step of each route."""
    for way in subject.pack.manifest.ways_in:
        if not way.route:
            continue
        steps = (way.start, *way.route) if way.route[0] != way.start else way.route
        for here, there in itertools.pairwise(steps):
            if there not in set(leads_to(subject.pack.nodes[here])):
                yield Finding(
                    subject.at("way in", way.id),
                    f"the way '{way.id}' goes from '{here}' to '{there}', and nothing on that page does",
                    "Give the page a choice that leads there, or mend the route.",
                )
