"""Setting prose: a tree and a width become lines, each knowing the block it belongs to.

The measure is ours to choose, so hanging indents, tables and raised claim numbers come out the
same at every width, and a place in the text survives a change of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from explainer.model.ids import ClaimId, TermId
from explainer.prose.tree import (
    Block,
    Break,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    NodeLink,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    TermLink,
    Text,
    WebLink,
)
from explainer.prose.width import cell_width, pieces
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

TERM_STYLE = "underline"
SET_IN = "\u00a0\u00a0"
"""Before a paragraph that no empty line tells from the one above."""

LINK_STYLE = "$accent underline"


@dataclass(frozen=True, slots=True)
class Setting:
    """What prose needs to know to be set."""

    number: Callable[[ClaimId], int | None]
    """The number a claim has on this page."""
    term: Callable[[str], TermId | None]
    """The glossary entry that goes by a name."""
    gap: int = 1
    """Empty lines between blocks; with none, a paragraph after another is set in."""


def set_blocks(blocks: Sequence[Block], width: int, setting: Setting, first: int = 0) -> list[Line]:
    """The blocks as lines of at most ``width`` cells, an empty line between them."""
    lines: list[Line] = []
    before: Block | None = None
    for index, block in enumerate(blocks, first):
        close = not setting.gap and isinstance(before, Paragraph) and isinstance(block, Paragraph)
        if lines and not close:
            # Lists and tables keep their distance however little room there is to be.
            lines += [Line(BLANK, index - 1)] * max(1, setting.gap)
        if close and isinstance(block, Paragraph):
            content = words(SET_IN) + set_inlines(block.children, setting)
            lines += set_content(content, max(4, width), index)
        else:
            lines += _block(block, max(4, width), setting, index)
        before = block
    return lines


# ---------------------------------------------------------------- inlines


def set_inlines(inlines: Iterable[Inline], setting: Setting) -> Content:
    """Inlines as one run of words."""
    built = Words()
    _inlines(inlines, built, setting)
    return built.content()


def _inlines(inlines: Iterable[Inline], built: Words, setting: Setting) -> None:
    for inline in inlines:
        start = len(built)
        if isinstance(inline, Text):
            built.add(inline.text)
        elif isinstance(inline, Code):
            built.add(inline.text, "bold")
        elif isinstance(inline, Break):
            built.add("\n")
        elif isinstance(inline, Emphasis):
            _inlines(inline.children, built, setting)
            built.style(start, "italic")
        elif isinstance(inline, Strong):
            _inlines(inline.children, built, setting)
            built.style(start, "bold")
        elif isinstance(inline, Cite):
            _citation(inline, built, setting)
        elif isinstance(inline, TermLink):
            term = setting.term(inline.key)
            styles = (TERM_STYLE, clickable(Target("term", term))) if term else ()
            built.add(inline.words, *styles)
        elif isinstance(inline, NodeLink):
            _inlines(inline.children, built, setting)
            built.style(start, LINK_STYLE, clickable(Target("node", inline.node)))
        else:
            _web_link(inline, built, setting)


def _citation(cite: Cite, built: Words, setting: Setting) -> None:
    numbers = [(claim, found) for claim in cite.claims if (found := setting.number(claim)) is not None]
    for index, (claim, number) in enumerate(numbers):
        if index:
            built.add("·", INK_SOFT)
        built.add(signs().raised(number), INK_SOFT, clickable(Target("claim", claim)))


def _web_link(link: WebLink, built: Words, setting: Setting) -> None:
    start = len(built)
    _inlines(link.children, built, setting)
    built.style(start, "underline")
    # An address that is its own words is said once, as in line mode.
    shown = set_inlines(link.children, setting).plain
    if link.url not in ("", shown, f"mailto:{shown}"):
        built.add(f" <{link.url}>", INK_SOFT)


# ---------------------------------------------------------------- blocks


def _block(block: Block, width: int, setting: Setting, index: int) -> list[Line]:
    if isinstance(block, Paragraph):
        return set_content(set_inlines(block.children, setting), width, index)
    if isinstance(block, Heading):
        content = set_inlines(block.children, setting).stylize("bold")
        return set_content(content, width, index)
    if isinstance(block, ListBlock):
        return _list(block, width, setting, index)
    if isinstance(block, Quote):
        return _quote(block, width, setting, index)
    if isinstance(block, CodeBlock):
        parts = (part for line in block.text.split("\n") for part in pieces(line, width - 2))
        return [Line(words(f"  {part}"), index) for part in parts]
    if isinstance(block, Table):
        return _table(block, width, setting, index)
    assert isinstance(block, Rule)
    return [Line(words("· · ·".center(width).rstrip(), INK_SOFT), index)]


def _list(block: ListBlock, width: int, setting: Setting, index: int) -> list[Line]:
    lines: list[Line] = []
    last = "" if block.first is None else str(block.first + len(block.items) - 1)
    indent = 2 if block.first is None else len(last) + 2
    for offset, item in enumerate(block.items):
        mark = "–" if block.first is None else f"{block.first + offset}."
        lead = words(mark.ljust(indent), INK_SOFT)
        inner = set_blocks(item, width - indent, setting) or [Line(BLANK, index)]
        for number, line in enumerate(inner):
            before = lead if number == 0 else words(" " * indent)
            lines.append(Line(before + line.content, index, line.flows))
    return lines


def _quote(block: Quote, width: int, setting: Setting, index: int) -> list[Line]:
    bar = words("▏ ", INK_SOFT)
    inner = set_blocks(block.children, width - 2, setting)
    return [Line(bar + line.content, index, line.flows) for line in inner]


def _table(block: Table, width: int, setting: Setting, index: int) -> list[Line]:
    rows = [[set_inlines(cell, setting) for cell in row] for row in block.rows]
    count = max(len(row) for row in rows)
    widths = _column_widths(rows, count, width)
    if widths is None:
        return _stacked(rows, width, index)
    lines: list[Line] = []
    for number, row in enumerate(rows):
        lines += _row(row, widths, block.alignments, index, head=number == 0)
        if number == 0:
            lines.append(Line(words("─" * (sum(widths) + 2 * (count - 1)), "$rule"), index))
    return lines


def _column_widths(rows: list[list[Content]], count: int, width: int) -> list[int] | None:
    """Columns that share the width by need, or None if each would get fewer than ten cells."""
    wants = [max(1, *(cell_width(row[i].plain) for row in rows if i < len(row))) for i in range(count)]
    room = width - 2 * (count - 1)
    if sum(wants) <= room:
        return wants
    if room < 10 * count:
        return None
    # What a column does not need of its fair share the others get, the widest most.
    wide = list(range(count))
    while narrow := [i for i in wide if wants[i] <= room // len(wide)]:
        room -= sum(wants[i] for i in narrow)
        wide = [i for i in wide if i not in narrow]
    spare, total = room - 10 * len(wide), sum(wants[i] for i in wide)
    return [10 + spare * want // total if i in wide else want for i, want in enumerate(wants)]


def _row(
    row: list[Content], widths: list[int], alignments: Sequence[str], index: int, *, head: bool
) -> list[Line]:
    cells = []
    for column, size in enumerate(widths):
        content = row[column] if column < len(row) else BLANK
        cells.append(
            [line.content for line in set_content(content.stylize("bold") if head else content, size, index)]
        )
    lines = []
    for y in range(max(len(cell) for cell in cells)):
        line = BLANK
        for column, (cell, size) in enumerate(zip(cells, widths, strict=True)):
            piece = cell[y] if y < len(cell) else BLANK
            gap = size - cell_width(piece.plain)
            align = alignments[column] if column < len(alignments) else "left"
            left = gap if align == "right" else gap // 2 if align == "center" else 0
            line += words(" " * (left + (2 if column else 0))) + piece + words(" " * (gap - left))
        lines.append(Line(line.rstrip(), index))
    return lines


def _stacked(rows: list[list[Content]], width: int, index: int) -> list[Line]:
    """A table too wide for the page: each row as its cells under their headings."""
    lines: list[Line] = []
    heads = rows[0]
    for row in rows[1:] or rows:
        for head, cell in zip(heads, row, strict=False):
            label = head.stylize("bold") + words(": ") if head.plain and row is not heads else BLANK
            lines += set_content(label + cell, width, index)
        lines.append(Line(BLANK, index))
    return lines[:-1]
