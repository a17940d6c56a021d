"""An address that stands in the words.

A bare ``https://…`` is long, breaks badly in a narrow window and is read out letter by letter. In a
text it is written as a link, whose words readers see and whose address they are shown before it
opens; a claim's address is the ``url`` of its source. Within ``<…>`` or code it is meant to be seen.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "See https://example.org/hall for a picture.", ending: true}

Passes::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "See [a picture](https://example.org/hall).", ending: true}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explainer.model.diagnostic import Severity
from explainer.prose.blocks import blocks_of
from explainer.prose.tree import (
    Block,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, all_texts
from explainer.rules.where import Where
from explainer.rules.wording import opening

CODE = "W802"
LEVEL = Severity.WARNING

_ADDRESS = re.compile(r"""(?<![\w@.-])(?:https?://[^\s<>"“”]+|www\.[^\s<>"“”]+)""", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """Find the first address of each text that has one."""
    where = Where(subject)
    for told in all_texts(subject.pack):
        found = _first_address(told)
        if found:
            hint = "Write it as [words](https://…)." if told.prose else "Give it as the 'url' of a source."
            yield Finding(
                where.words(told, found),
                f"an address stands in a text of {told.owner}: {opening(found)}",
                hint,
            )


def _first_address(told: Told) -> str:
    folded = told.text.casefold()
    if "://" not in folded and "www." not in folded:
        return ""
    texts = _loose(blocks_of(told.text)) if told.prose else iter([told.text])
    matches = (_ADDRESS.search(text) for text in texts)
    return next((match[0].rstrip(".,;:!?)'’") for match in matches if match), "")


def _loose(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of blocks that are no code and no words of a link."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield from _loose_inlines(block.children)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _loose(item)
        elif isinstance(block, Quote):
            yield from _loose(block.children)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _loose_inlines(cell)


def _loose_inlines(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, (Emphasis, Strong)):
            yield from _loose_inlines(inline.children)
