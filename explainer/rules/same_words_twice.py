"""Two choices of a page with the same words.

Readers pick a choice by its words, and some hear them read out; two that say the same and are open
together can't be told apart. Choices under conditions that exclude each other are let be.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: There are two doors.
        choices:
          - {id: left, text: Take the door, to: yard}
          - {id: right, text: Take the door, to: street}
      - {id: yard, title: The yard, body: It is empty., ending: true}
      - {id: street, title: The street, body: It is full., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: There are two doors.
        choices:
          - {id: left, text: Take the door, to: yard, when: {seen: street}}
          - {id: right, text: Take the door, to: street, when: {not: {seen: street}}}
      - {id: yard, title: The yard, body: It is empty., ending: true}
      - {id: street, title: The street, body: It is full., choices: [{id: back, text: Go back, to: hall}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.node import Choice, Node
from explainer.rules.exclusion import exclude_each_other
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "W809"
LEVEL = Severity.WARNING

COMPARED = 20
"""Choices of the same words that are compared with each other; no page has as many."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find the second of each two."""
    for node in read_pages(subject.pack):
        for first, second in _twins(node):
            yield Finding(
                subject.at("choice", f"{node.id}/{second.id}"),
                f"the choices '{first.id}' and '{second.id}' of the page '{node.id}' have the same words",
                "Say where each leads, or put them under conditions that exclude each other.",
            )


def _twins(node: Node) -> Iterator[tuple[Choice, Choice]]:
    by_words: dict[str, list[Choice]] = {}
    for choice in node.choices:
        same = by_words.setdefault(" ".join(choice.text.casefold().split()), [])
        twin = next((other for other in same if not exclude_each_other(other.when, choice.when)), None)
        if twin is not None:
            yield twin, choice
        if len(same) < COMPARED:
            same.append(choice)
