"""A page from which no ending can be reached.

From every state that readers can come to, an ending must be within reach. Here is one where it is
not: the pages ahead lead only to one another, or what would let the reader out can't be had any more.
The shortest way into it is told. Lead one of the pages on, or mark one ``ending: true``.

A pack in which no page is an ending is told of as a whole.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: down, text: Go down, to: cellar}
      - {id: garden, title: The garden, body: Roses., ending: true}
      - id: cellar
        title: The cellar
        body: Barrels.
        choices:
          - {id: deeper, text: Go deeper, to: well}
      - id: well
        title: The well
        body: Water.
        choices:
          - {id: back, text: Go back, to: cellar}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: down, text: Go down, to: cellar}
      - {id: garden, title: The garden, body: Roses., ending: true}
      - id: cellar
        title: The cellar
        body: Barrels.
        choices:
          - {id: up, text: Go up, to: hall}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "E502"
LEVEL = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    """Find each page on which a reader is lost, or that the pack has no ending."""
    if not any(node.ending for node in subject.pack.nodes.values()):
        yield Finding(
            subject.manifest,
            "no page of this pack is an ending",
            "Mark the page on which a reader may stop with 'ending: true'.",
        )
        return
    for node, witness in subject.proof.traps.entrances.items():
        if node in subject.proof.stuck:
            # Where no choice is open no ending is in reach either: E501 says so.
            continue
        yield Finding(
            subject.page(node),
            f"on the page '{node}' a reader may be where no ending can be reached any more",
            "Lead a page from there on, or let the story end there.",
            witness,
        )
