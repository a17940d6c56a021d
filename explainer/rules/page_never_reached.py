"""A page that ways lead to and that nobody can come to.

There are choices, links or diverts to it, but on each of them a condition stands in the way that no
reader can meet there. The finding names the nearest such way. A page without any is W501.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A locked door.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: door, text: Open the door, to: room, when: {seen: garden}}
      - {id: garden, title: The garden, body: Roses., ending: true}
      - {id: room, title: The room, body: Nobody was ever here., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A locked door.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: door, text: Open the door, to: room, when: {seen: garden}}
      - id: garden
        title: The garden
        body: Roses.
        choices:
          - {id: back, text: Go back in, to: hall}
      - {id: room, title: The room, body: A chair., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W511"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page, with a way to it that never opens."""
    proof = subject.proof
    unreached = set(proof.unreached)
    for node in proof.unreached:
        sources = [page for page in proof.graph.pages if node in proof.graph.leads_to(page)]
        near = next((page for page in sources if page not in unreached), None)
        if near is None:
            told = (
                f"the pages that lead to it, such as '{sources[0]}', can't be reached either"
                if sources
                else ""
            )
        else:
            told = f"the way to it on the page '{near}' never opens"
        yield Finding(
            subject.page(node),
            f"nobody can come to the page '{node}'" + (f": {told}" if told else ""),
            "Loosen the condition, or take the page out.",
        )
