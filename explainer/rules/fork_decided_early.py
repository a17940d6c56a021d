"""A fork that was decided before its page's day.

A page speaks from its day, and readers are asked there what they expect. If ``date`` of the fork,
when it was decided, is earlier than the page, they are asked what was settled by then.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        kind: fork
        date: 1901-05-02
        body: Will they build it?
        fork:
          question: Is the bridge built?
          date: 1901-04
          resolution: built
          options:
            - {id: built, label: It is built, for: Carts need it., against: It is dear., happened: true}
            - {id: not-built, label: It is not built, for: It is dear., against: Carts need it.}
      - {id: built, title: It is built, date: 1901-09-01, body: They build it., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        kind: fork
        date: 1901-05-02
        body: Will they build it?
        fork:
          question: Is the bridge built?
          date: 1901-05
          resolution: built
          options:
            - {id: built, label: It is built, for: Carts need it., against: It is dear., happened: true}
            - {id: not-built, label: It is not built, for: It is dear., against: Carts need it.}
      - {id: built, title: It is built, date: 1901-09-01, body: They build it., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N708"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such fork."""
    for node in subject.pack.nodes.values():
        if node.fork and node.fork.date and node.fork.date.last_day < node.date:
            yield Finding(
                subject.page(node.id),
                f"the fork '{node.id}' was decided in {node.fork.date}, before its page's date {node.date}",
                "Give the page an earlier date, or mend the fork's.",
            )
