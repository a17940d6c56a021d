"""A page that a reader may find without an open choice.

The page has choices, and there is a way to it on which none of them is open: each is under a condition
that fails, or can be taken once and was. Whoever comes that way is stuck. The shortest such way is
told; it was walked with the story's own rules. Give the page a choice that is always open, or loosen one.

Going back, and going to a page by its name, are not counted as ways on: a story should need neither.

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
        body: A door leads on for those who saw the garden.
        choices:
          - {id: "on", text: Go on, to: garden, when: {seen: garden}}
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
        body: A door leads back.
        choices:
          - {id: back, text: Go back, to: hall}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "E501"
LEVEL = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page."""
    for node, witness in subject.proof.stuck.items():
        yield Finding(
            subject.page(node),
            f"a reader can come to the page '{node}' and find no choice open",
            "Give it a choice that is always open.",
            witness,
        )
