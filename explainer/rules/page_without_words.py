"""A page without words.

A body of nothing but a heading, a line or references shows readers a page on which nothing is said.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "## The hall", ending: true}

Passes::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.prose import Prose
from explainer.prose.blocks import blocks_of
from explainer.prose.tree import CodeBlock
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages, running

CODE = "W812"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page."""
    for node in read_pages(subject.pack):
        if not node.fork and not _has_words(node.passages[0].text):
            yield Finding(
                subject.page(node.id),
                f"the page '{node.id}' has no words",
                "Say what there is to see.",
            )


def _has_words(text: Prose) -> bool:
    if any(character.isalnum() for part in running(text.text) for character in part):
        return True
    return any(isinstance(block, CodeBlock) and block.text.strip() for block in blocks_of(text.text))
