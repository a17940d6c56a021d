"""An outcome or a road dated before its fork.

At a fork readers say what they expect; the page that tells what happened, and the roads not taken,
speak from that day or later. One that is dated earlier stands before the question in the timeline,
and rests on less than was known when it was asked.

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
          resolution: built
          options:
            - {id: built, label: It is built, for: Carts need it., against: It is dear., happened: true}
            - {id: not-built, label: It is not built, for: It is dear., against: Carts need it.}
      - {id: built, title: It is built, date: 1900-09-01, body: They build it., ending: true}

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

CODE = "W707"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page."""
    for name, forks in subject.pack.told_by.items():
        told = subject.pack.nodes[name]
        for fork in forks:
            asked = subject.pack.nodes[fork].date
            if told.date < asked:
                yield Finding(
                    subject.page(name),
                    f"the page '{name}' of {told.date} tells of the fork '{fork}', which is of {asked}",
                    "Give it a later date, or the fork an earlier one.",
                )
