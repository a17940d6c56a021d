"""A variable that conditions ask for and nothing changes.

It has the value it starts with for ever, so every condition that asks for it is decided before a
reader begins. Give it its effects, or take it out.

Fails::

    # pack.yaml
    variables: {key: false}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A door.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: open, text: Open the door, to: garden, when: {is: [key, true]}}
      - {id: garden, title: The garden, body: Roses., ending: true}

Passes::

    # pack.yaml
    variables: {key: false}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: A door.
        choices:
          - {id: out, text: Go out, to: garden}
          - {id: take, text: Take the key, to: hall, effects: [{set: [key, true]}]}
          - {id: open, text: Open the door, to: garden, when: {is: [key, true]}}
      - {id: garden, title: The garden, body: Roses., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.proof.facts import effects, variables_asked
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W514"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such variable."""
    asked = variables_asked(subject.pack)
    changed = {name for effect in effects(subject.pack) if (name := getattr(effect, "variable", ""))}
    for name in subject.pack.manifest.variables:
        if name in asked and name not in changed:
            yield Finding(
                subject.variable(name),
                f"conditions ask for the variable '{name}', and nothing changes it",
                "Change it by an effect, {set: [name, value]} or {add: [name, 1]}, or take it out.",
            )
