"""A page that takes more than two minutes to read.

Readers of a branching story choose where to go next; on a long page the next choice is far away,
and what they came for is mixed with what they did not ask. Counted are the words that are read for
what they say, at 200 a minute: the title, the text and the fork, not the choices, nor what is shown
under conditions.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        ending: true
        body: |
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        ending: true
        body: |
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
          so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.packs.words import page_words
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "N804"
LEVEL = Severity.NOTE

WORDS = 400
"""Two minutes, at the pace that a route's minutes are reckoned with. The longest of the flagship's 242
pages have 400 words, and half of all no more than 220."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page."""
    for node in read_pages(subject.pack):
        words = page_words(node)
        if words > WORDS:
            yield Finding(
                subject.page(node.id),
                f"the page '{node.id}' has {words:,} words; {WORDS} take two minutes",
                "Make two of it, with a choice between them.",
            )
