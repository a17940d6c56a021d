"""A tree as plain lines: for line mode, pipes and whatever else has no styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from explainer.model.ids import ClaimId
from explainer.prose.tree import (
    Block,
    Break,
    Cite,
    Code,
    CodeBlock,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    TermLink,
    Text,
    WebLink,
)
from explainer.prose.width import cell_width, wrap

Number = Callable[[ClaimId], int | None]
"""Gives the number a claim has on this page, or None."""


_GLUE = "\u00a0"
"""A no-break space."""


def plain_lines(blocks: Sequence[Block], number: Number, width: int = 72) -> list[str]:
    """The blocks as lines of at most ``width`` cells, an empty line between blocks.

    Width 0 leaves every paragraph on one line; lines of code are never broken. Links to pages and
    terms show their words; an outside address stands after its words in angle brackets.
    """
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block(block, number, width)
    return lines


def plain_text(inlines: Iterable[Inline], number: Number) -> str:
    """Inlines as one text; an author's line break is a newline."""
    return "".join(_inline(inline, number) for inline in inlines).strip(" ")


def _inline(inline: Inline, number: Number) -> str:
    if isinstance(inline, (Text, Code)):
        return inline.text
    if isinstance(inline, Break):
        return "\n"
    if isinstance(inline, TermLink):
        return inline.words
    if isinstance(inline, Cite):
        numbers = [str(found) for claim in inline.claims if (found := number(claim)) is not None]
        # No-break spaces, so that a line never begins with the number of the claim before it.
        return f"{_GLUE}[{f',{_GLUE}'.join(numbers)}]" if numbers else ""
    words = "".join(_inline(child, number) for child in inline.children)
    if isinstance(inline, WebLink) and inline.url not in ("", words, f"mailto:{words}"):
        return f"{words} <{inline.url}>"
    return words


def _block(block: Block, number: Number, width: int) -> list[str]:
    if isinstance(block, Paragraph):
        return _wrapped(plain_text(block.children, number), width)
    if isinstance(block, Heading):
        return _wrapped(plain_text(block.children, number), width)
    if isinstance(block, ListBlock):
        return _list(block, number, width)
    if isinstance(block, Quote):
        inner = plain_lines(block.children, number, width and max(8, width - 2))
        return [f"> {line}".rstrip() for line in inner]
    if isinstance(block, CodeBlock):
        return [f"    {line}" for line in block.text.split("\n")]
    if isinstance(block, Table):
        return _table(block, number, width)
    assert isinstance(block, Rule)
    return ["* * *"]


def _wrapped(text: str, width: int) -> list[str]:
    return [line.replace(_GLUE, " ") for part in text.split("\n") for line in wrap(part, width)]


def _list(block: ListBlock, number: Number, width: int) -> list[str]:
    lines: list[str] = []
    for index, item in enumerate(block.items):
        lead = "- " if block.first is None else f"{block.first + index}. "
        inner = plain_lines(item, number, width and max(8, width - len(lead))) or [""]
        lines.append((lead + inner[0]).rstrip())
        lines += [(" " * len(lead) + line).rstrip() for line in inner[1:]]
    return lines


def _table(block: Table, number: Number, width: int) -> list[str]:
    """Columns side by side if they fit, else each row as its cells under their headings."""
    cells = [[plain_text(cell, number).replace("\n", " ") for cell in row] for row in block.rows]
    columns = range(max(len(row) for row in cells))
    widths = [max(cell_width(row[i]) for row in cells if i < len(row)) for i in columns]
    if width and sum(widths) + 3 * (len(widths) - 1) > width:
        lines: list[str] = []
        for row in cells[1:] or cells:
            for head, cell in zip(cells[0], row, strict=False):
                lines += _wrapped(f"{head}: {cell}" if head and row is not cells[0] else cell, width)
            lines.append("")
        return lines[:-1]
    out = [" | ".join(_pad(cell, widths[i]) for i, cell in enumerate(row)).rstrip() for row in cells]
    out.insert(1, "-+-".join("-" * size for size in widths))
    return [line.replace(_GLUE, " ") for line in out]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))
