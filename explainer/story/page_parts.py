"""The parts of a page that have a head: what a road's camps hoped and feared, how each tells an outcome.

A head is a heading, a paragraph of bold words alone, or the bold words that a paragraph begins
with. The first two stand over all that follows, up to the next head; the last over its own
paragraph, with the list or the quotation after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explainer.prose.plain import plain_text
from explainer.prose.tree import Block, Cite, Heading, Inline, Paragraph, Strong, Text

STOPS = ".:?!…。"
"""What bold words end with that are a head; without one they are only the subject of a sentence."""


FULL_STOPS = ".:。"
"""Those that a label does not keep; a question mark it does."""


@dataclass(frozen=True, slots=True)
class HeadedPart:
    """A head and what stands under it."""

    head: str
    """Without its full stop; empty where a paragraph begins with bold words that are no head."""
    blocks: tuple[Block, ...]


def headed_parts(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[HeadedPart, ...]]:
    """What stands before the first head, and the parts from there on.

    A paragraph after a part that is one paragraph belongs to no part.
    """
    before: list[Block] = []
    parts: list[HeadedPart] = []
    goes_on = False
    """Whether what follows belongs to the last part whatever it is."""
    for block in blocks:
        if (head := _whole_head(block)) is not None:
            parts.append(HeadedPart(head, ()))
            goes_on = True
        elif isinstance(block, Paragraph) and block.children and isinstance(block.children[0], Strong):
            parts.append(_run_in(block, block.children[0]))
            goes_on = False
        elif not parts:
            before.append(block)
        elif goes_on or not isinstance(block, Paragraph):
            parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks, block))
    return tuple(before), tuple(part for part in parts if part.blocks)


def _whole_head(block: Block) -> str | None:
    """The words of a block that is a head and no more."""
    if isinstance(block, Heading):
        return _bare(block.children)
    if isinstance(block, Paragraph):
        said = [item for item in block.children if not isinstance(item, Cite) and item != Text(" ")]
        if len(said) == 1 and isinstance(said[0], Strong):
            return _bare(said[0].children)
    return None


def _run_in(block: Paragraph, bold: Strong) -> HeadedPart:
    words = plain_text(bold.children, lambda _claim: None).strip()
    if not words or words[-1] not in STOPS:
        return HeadedPart("", (block,))
    rest = list(block.children[1:])
    if rest and isinstance(rest[0], Text):
        rest[0] = Text(rest[0].text.lstrip())
    return HeadedPart(_bare(bold.children), (Paragraph(tuple(rest)),))


def _bare(inlines: Sequence[Inline]) -> str:
    return plain_text(inlines, lambda _claim: None).strip().rstrip(FULL_STOPS)
