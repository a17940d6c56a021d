"""The tree of a text: blocks holding inlines, nothing of any face in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer.model.ids import ClaimId, NodeId


@dataclass(frozen=True, slots=True)
class Text:
    """Running words, free of control characters; white space as written but single."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be taken letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break the author asked for."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """What the words before it rest on."""

    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class TermLink:
    """Words that the glossary explains."""

    key: str
    """The term's id, word or alias as the author wrote it."""
    words: str


@dataclass(frozen=True, slots=True)
class NodeLink:
    """Words that walk to a page."""

    node: NodeId
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class WebLink:
    """Words with an address outside; faces show the address before anything opens it."""

    url: str
    children: tuple[Inline, ...]


Inline = Text | Code | Break | Emphasis | Strong | Cite | TermLink | NodeLink | WebLink


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text, level 1 to 6."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; ``first`` is its first number, or None for points."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words, set apart."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines to be taken letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the header."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[str, ...]
    """``left``, ``center`` or ``right`` for each column."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pause between two parts."""


Block = Paragraph | Heading | ListBlock | Quote | CodeBlock | Table | Rule


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every inline of a block, outer before inner, in reading order."""
    if isinstance(block, (Paragraph, Heading)):
        yield from _deep(block.children)
    elif isinstance(block, ListBlock):
        for item in block.items:
            for inner in item:
                yield from inlines_of(inner)
    elif isinstance(block, Quote):
        for inner in block.children:
            yield from inlines_of(inner)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from _deep(cell)


def _deep(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, (Emphasis, Strong, NodeLink, WebLink)):
            yield from _deep(inline.children)


def claims_of(blocks: Iterable[Block]) -> tuple[ClaimId, ...]:
    """The claims the blocks rest on, in order, each once."""
    found: dict[ClaimId, None] = {}
    for block in blocks:
        for inline in inlines_of(block):
            if isinstance(inline, Cite):
                found.update(dict.fromkeys(inline.claims))
    return tuple(found)
