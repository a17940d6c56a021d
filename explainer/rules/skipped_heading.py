"""A heading that skips a level.

The title of a page is its first level, so headings in a text begin with ``##``, and each is at most
one level below the one before. Screen readers and the exports find their way by these levels.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: |
          ## The doors
          There are two.

          #### The left one
          It is shut.
        ending: true

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: |
          ## The doors
          There are two.

          ### The left one
          It is shut.
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.node import Node
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_text
from explainer.prose.tree import Heading
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, read_pages
from explainer.rules.where import Where
from explainer.rules.wording import opening

CODE = "W801"
LEVEL = Severity.WARNING

TITLE = 1
"""The level of a page's title."""

DEEPEST = 6
"""The deepest level that Markdown has."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such heading on a page."""
    where = Where(subject)
    for node in read_pages(subject.pack):
        for heading, before in _headings(node):
            if heading.level == TITLE or heading.level > before + 1:
                words = plain_text(heading.children, lambda _claim: None)
                told = Told("node", node.id, words, prose=True)
                yield Finding(
                    where.words(told, f"{'#' * heading.level} {words}"),
                    f"a heading of the page '{node.id}' {_is(heading.level, before)}: {opening(words)}",
                    f"Write it with {'#' * (before + 1 if heading.level > TITLE else TITLE + 1)}.",
                )


def _headings(node: Node) -> Iterator[tuple[Heading, int]]:
    """Each heading and the level of the one before it in its text."""
    hidden = {id(passage.text) for passage in node.passages[1:]}
    for text in node.texts:
        # What a passage comes after depends on the reader, so its first heading may be of any level.
        before = DEEPEST if id(text) in hidden else TITLE
        if "#" not in text.text and "\n" not in text.text:
            continue
        for block in blocks_of(text.text):
            if isinstance(block, Heading):
                yield block, before
                before = block.level


def _is(level: int, before: int) -> str:
    if level == TITLE:
        return f"is of level {TITLE}, which is its title's"
    return f"is of level {level} after level {before}"
