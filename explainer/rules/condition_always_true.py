"""A condition that holds for everybody.

Whoever comes to the page, by whatever way, it holds: it does nothing, and may not say what was
meant. Take it out. Conditions of diverts are not told of: the last of several often holds whenever
it is asked. Nor is a passage that waits for its own page to be seen, which is how a text that everybody
reads is put after passages that not everybody does.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A door.
        choices:
          - {id: out, text: Go out, to: garden, when: {seen: hall}}
          - {id: stay, text: Stay, to: hall}
      - {id: garden, title: The garden, body: Roses., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A door.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: stay, text: Stay, to: hall}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.condition import Visited
from explainer.model.diagnostic import Severity
from explainer.model.node import Passage
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.wording import gate_words

CODE = "W513"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such condition."""
    for item in subject.proof.always:
        if isinstance(item.gate, Passage) and item.condition == Visited(item.node):
            continue
        told = gate_words(item.gate, "always")
        yield Finding(
            subject.condition(item.node, item.condition),
            f"this condition holds for everybody on the page '{item.node}', so {told}",
            "Take the condition out, or mend it.",
        )
