"""Pages that some readers are sent round and round.

The pages divert to one another, and for a reader who comes as is told every one of their conditions
sends them on. The program stops after a hundred pages and says that the page leads in a circle.
A circle that has no conditions is E407.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: left, text: Take the left door, to: room}
          - {id: right, text: Take the right door, to: garden}
      - id: room
        title: The room
        body: It turns.
        divert:
          - {to: corridor, when: {not: {seen: garden}}}
        ending: false
        choices:
          - {id: out, text: Go out, to: garden}
      - id: corridor
        title: The corridor
        body: It turns too.
        divert:
          - {to: room, when: {seen: hall}}
        choices:
          - {id: out, text: Go out, to: garden}
      - {id: garden, title: The garden, body: Roses., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: left, text: Take the left door, to: room}
          - {id: right, text: Take the right door, to: garden}
      - id: room
        title: The room
        body: It turns.
        divert:
          - {to: corridor, when: {not: {seen: corridor}}}
        choices:
          - {id: out, text: Go out, to: garden}
      - id: corridor
        title: The corridor
        body: It turns too.
        divert:
          - {to: room, when: {seen: hall}}
        choices:
          - {id: out, text: Go out, to: garden}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "E503"
LEVEL = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    """Find each set of such pages, at the first of them."""
    for node, witness in subject.proof.circles.items():
        yield Finding(
            subject.page(node),
            f"the page '{node}' can divert in a circle that never ends",
            "Change a condition so that one of the pages is shown.",
            witness,
        )
