"""Two pages with the same title.

Readers know a page by its title: in the list of where they were, on the map of the story, when they
type ``go`` and its name. Two that are called the same can't be told apart there.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., choices: [{id: on, text: Wait, to: later}]}
      - {id: later, title: The hall, body: It is full., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., choices: [{id: on, text: Wait, to: later}]}
      - {id: later, title: The hall at noon, body: It is full., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "W811"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each page whose title was given before."""
    first: dict[str, NodeId] = {}
    for node in read_pages(subject.pack):
        known = first.setdefault(node.title.casefold(), node.id)
        if known != node.id:
            yield Finding(
                subject.page(node.id),
                f"the page '{node.id}' has the title of the page '{known}': “{node.title}”",
                "Give each a title of its own.",
            )
