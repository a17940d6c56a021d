"""A condition that holds for nobody.

Whoever comes to the page, by whatever way, it fails: what is under it is never shown, offered or
taken. Often an id or a date in it is not the one that was meant, or two parts of it contradict
each other.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: sign, text: Read the sign, to: garden, when: {all: [{seen: hall}, {not: {seen: hall}}]}}
      - {id: garden, title: The garden, body: Roses., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: Two doors.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: again, text: Stay, to: hall}
          - {id: sign, text: Read the sign, to: garden, when: {visits: [hall, 2]}}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.wording import gate_words

CODE = "W512"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such condition."""
    for item in subject.proof.never:
        told = gate_words(item.gate, "never")
        yield Finding(
            subject.condition(item.node, item.condition),
            f"this condition holds for nobody on the page '{item.node}', so {told}",
            "Mend the condition, or take out what is under it.",
        )
