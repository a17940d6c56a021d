"""From Markdown to the tree: CommonMark with tables and the pack's three additions.

What differs from CommonMark, so that no word an author wrote can vanish: HTML is shown as its
letters, an indented line is a paragraph rather than code, and a link takes its address in place
(``[words]: address`` lines are shown as they stand). Images are shown as their words. A row longer
than its table's head keeps the rest in its last cell, and what is nested too deep is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as markdown_table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from explainer.model.ids import ClaimId, NodeId, is_id
from explainer.prose.clean import clean
from explainer.prose.references import CITATION, NODE_SCHEME, TERM, citation_ids
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

MAX_NESTING = 20
"""Quotes and lists inside each other, or stress inside stress, that are followed."""

_SPACE = re.compile(r"[ \t\n]+")
_BAR = re.compile(r"(?<!\\)\|")
_STRESS = ("em_open", "em_close", "strong_open", "strong_close")
_LINK = ("link_open", "link_close")


@lru_cache(maxsize=512)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Any text has a tree; nothing raises."""
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.children:
            token.children = list(_levelled(token.children))
    return tuple(_blocks(SyntaxTreeNode(tokens).children))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Two more than are followed: a list and its item are entered in one go.
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING + 2})
    markdown.enable("table").disable(["code", "reference", "html_block", "html_inline"])
    markdown.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before("table", "too_deep", _too_deep_rule)
    markdown.inline.ruler.before("link", "citation", _citation_rule)
    markdown.inline.ruler.before("link", "term", _term_rule)
    return markdown


def _too_deep_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Below the deepest nesting, all that is left of a quote or item is one paragraph."""
    if silent or state.level < MAX_NESTING:
        return False
    after = start
    while after < end and (state.isEmpty(after) or state.sCount[after] >= state.blkIndent):
        after += 1
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, after, state.blkIndent, False).strip()
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = after
    return True


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table as GFM has it, but cells beyond the last column stay, in the last one."""
    first = len(state.tokens)
    if not markdown_table(state, start, end, silent):
        return False
    columns = 0
    last_of_line: dict[int, Token] = {}
    for token in state.tokens[first:]:
        columns += token.type == "th_open"
        if token.type == "inline" and token.map:
            last_of_line[token.map[0]] = token
    for line, token in last_of_line.items():
        row = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        cells = _BAR.split(row.removeprefix("|"))
        if cells[-1] == "":
            cells.pop()
        if len(cells) > columns:
            token.content = "|".join(cells[columns - 1 :]).replace("\\|", "|").strip()
    return True


def _levelled(tokens: Sequence[Token], *, words_only: bool = False) -> Iterator[Token]:
    """The tokens with images as their words, and no deeper than may be nested."""
    level = 0
    for token in tokens:
        level -= token.nesting < 0
        if token.type == "image":
            yield from _levelled(token.children or (), words_only=True)
        elif not (token.type in _STRESS and (words_only or level >= MAX_NESTING)) and not (
            token.type in _LINK and words_only
        ):
            yield token
        level += token.nesting > 0


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    ids = citation_ids(match[1])
    if not all(is_id(name) for name in ids):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"claims": ids}
    state.pos = match.end()
    return True


def _term_rule(state: StateInline, silent: bool) -> bool:
    match = TERM.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("term", "", 0)
        words = (match[2] or "").strip() or match[1].strip()
        token.meta = {"key": match[1].strip(), "words": words}
    state.pos = match.end()
    return True


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        block = _block(node)
        if block is not None:
            yield block


def _block(node: SyntaxTreeNode) -> Block | None:
    kind = node.type
    if kind == "paragraph":
        return Paragraph(_inlines_in(node))
    if kind == "heading":
        return Heading(int(node.tag[1:]), _inlines_in(node))
    if kind in ("bullet_list", "ordered_list"):
        first = int(node.attrs.get("start", 1)) if kind == "ordered_list" else None
        return ListBlock(tuple(tuple(_blocks(item.children)) for item in node.children), first)
    if kind == "blockquote":
        return Quote(tuple(_blocks(node.children)))
    if kind in ("fence", "code_block"):
        return CodeBlock(_clean_lines(node.content.rstrip("\n")))
    if kind == "hr":
        return Rule()
    if kind == "table":
        return _table(node)
    if kind == "inline":
        return Paragraph(_tidy(_inlines(node.children)))
    # A construct this table does not know still keeps its words.
    words = clean(" ".join(_words(node)))
    return Paragraph((Text(words),)) if words else None


def _table(node: SyntaxTreeNode) -> Table:
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    alignments: list[str] = []
    for section in node.children:
        for row in section.children:
            if not alignments:
                alignments = [_alignment(cell) for cell in row.children]
            rows.append(tuple(_inlines_in(cell) for cell in row.children))
    return Table(tuple(rows), tuple(alignments))


def _alignment(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    return style.removeprefix("text-align:") or "left"


def _inlines_in(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    children: list[SyntaxTreeNode] = []
    for child in node.children:
        children += child.children if child.type == "inline" else [child]
    return _tidy(_inlines(children))


def _inlines(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Inline]:
    for node in nodes:
        kind = node.type
        if kind == "text":
            yield Text(clean(node.content))
        elif kind == "softbreak":
            yield Text(" ")
        elif kind == "hardbreak":
            yield Break()
        elif kind == "code_inline":
            yield Code(clean(node.content))
        elif kind == "em":
            yield Emphasis(_tidy(_inlines(node.children)))
        elif kind == "strong":
            yield Strong(_tidy(_inlines(node.children)))
        elif kind == "citation":
            yield Cite(tuple(ClaimId(name) for name in node.meta["claims"]))
        elif kind == "term":
            yield TermLink(clean(node.meta["key"]), clean(node.meta["words"]))
        elif kind == "link":
            yield _link(node)
        else:
            yield Text(clean(" ".join(_words(node))))


def _link(node: SyntaxTreeNode) -> Inline:
    href = clean(str(node.attrs.get("href", "")))
    children = _tidy(_inlines(node.children))
    if href.startswith(NODE_SCHEME):
        target = href.removeprefix(NODE_SCHEME)
        if is_id(target):
            return NodeLink(NodeId(target), children or (Text(target),))
    return WebLink(href, children or (Text(href),))


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    token: Token | None = node.token if not node.is_nested and not node.is_root else None
    if node.children:
        for child in node.children:
            yield from _words(child)
    elif token is not None and token.content:
        yield token.content


def _tidy(inlines: Iterator[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, make white space single, and close citations up to their words."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Cite):
            if isinstance(last, Text):
                joined[-1] = Text(last.text.rstrip())
            elif isinstance(last, Cite):
                joined[-1] = Cite((*last.claims, *inline.claims))
                continue
            joined.append(inline)
        elif isinstance(inline, Text):
            text = _SPACE.sub(" ", inline.text)
            if isinstance(last, Text):
                joined[-1] = Text(_SPACE.sub(" ", last.text + text))
            elif text:
                joined.append(Text(text))
        else:
            joined.append(inline)
    return tuple(inline for inline in joined if inline != Text(""))


def _clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))
