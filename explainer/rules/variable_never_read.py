"""A variable that no condition asks for.

Whatever it holds, nothing comes of it. Ask for it in a condition, or take it out with its effects.

Fails::

    # pack.yaml
    variables: {visits: 0}
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., ending: true, effects: [{add: [visits, 1]}]}

Passes::

    # pack.yaml
    variables: {visits: 0}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: It is empty.
        effects: [{add: [visits, 1]}]
        choices:
          - {id: again, text: Look again, to: hall}
          - {id: out, text: Go out, to: garden, when: {at_least: [visits, 2]}}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.proof.facts import variables_asked
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W515"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such variable."""
    asked = variables_asked(subject.pack)
    for name in subject.pack.manifest.variables:
        if name not in asked:
            yield Finding(
                subject.variable(name),
                f"no condition asks for the variable '{name}'",
                "Ask for it, or take it out together with its effects.",
            )
