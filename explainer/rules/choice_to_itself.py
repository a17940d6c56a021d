"""A choice that leads to its own page and changes nothing.

Whoever takes it reads the same page again. It is let be if it has effects or goes once taken, and
if what the page shows or offers depends on conditions.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: There is one door.
        choices:
          - {id: look, text: Look round, to: hall}
          - {id: leave, text: Leave, to: yard}
      - {id: yard, title: The yard, body: It is empty., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: There is one door.
        choices:
          - {id: look, text: Look round, to: hall}
          - {id: leave, text: Leave, to: yard}
        passages:
          - {text: Under a loose stone lies a key., when: {visits: [hall, 2]}}
      - {id: yard, title: The yard, body: It is empty., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.node import Choice, Node
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "W810"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such choice."""
    for node in read_pages(subject.pack):
        for choice in node.choices:
            if choice.to == node.id and not _changes(node, choice):
                yield Finding(
                    subject.at("choice", f"{node.id}/{choice.id}"),
                    f"the choice '{choice.id}' of the page '{node.id}' leads to it, and changes nothing",
                    "Let it lead elsewhere, give it an effect, or take it out.",
                )


def _changes(node: Node, taken: Choice) -> bool:
    return bool(
        taken.effects
        or taken.once
        or node.effects
        or node.diverts
        or len(node.passages) > 1
        or any(choice.when is not None for choice in node.choices)
    )
