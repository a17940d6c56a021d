"""Texts for property tests, with the words they must show.

A text is drawn together with its words, so that a test need not read Markdown to know what a
reader must see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from explainer.model.ids import (
    ClaimId,
    NodeId,
)
from explainer.prose.clean import clean
from explainer.prose.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    NodeLink,
    Paragraph,
    Quote,
    Strong,
    Table,
    TermLink,
    Text,
    WebLink,
)

# ---------------------------------------------------------------- words

NASTY_WORDS = (
    "[/x]", "list[int]", "<pack>", "[@click=app.quit]", "[bold", "{curly}", "50%", "C:\\dir", "a|b", "Q&A",
    "100$", "#tag", "@name", "::", "--", "(c)", "^v", "~tilde~", "=same=", "+plus", "x_y_z", "it's", "“so”",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "漢字仮名", "한국어", "Čačak", "e\u0301tude", "עברית", "नमस्ते", "می‌خواهم", "0", "…",
)  # fmt: skip
"""Words that markup of one face or another could take for its own; each must be shown as it is."""

CLAIM_IDS = tuple(ClaimId(f"claim-{letter}") for letter in "abcd")
TERM_KEYS = ("tally", "veto power", "Čeku", "1244")
NODE_IDS = tuple(NodeId(name) for name in ("square", "what-next", "home", "p1"))


def escaped(word: str) -> str:
    """A word as Markdown that shows just it: every sign of punctuation behind a backslash."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in Markdown, and what it must show."""

    text: str
    words: tuple[str, ...]
    """Every word a reader must see, in order, as often as it must be seen."""
    claims: tuple[ClaimId, ...] = ()
    """The claims it cites, in order, as often as it cites them."""
    terms: tuple[str, ...] = ()
    nodes: tuple[NodeId, ...] = ()


_NOTHING = Written("", ())


def _join(parts: Iterable[Written], gap: str = "") -> Written:
    every = list(parts)
    return Written(
        gap.join(part.text for part in every),
        tuple(word for part in every for word in part.words),
        tuple(claim for part in every for claim in part.claims),
        tuple(term for part in every for term in part.terms),
        tuple(node for part in every for node in part.nodes),
    )


@dataclass(slots=True)
class _Ink:
    """Words that differ from each other, so that losing one can't be hidden by another."""

    draw: Any
    used: int = 0
    plain: bool = False
    """Whether nasty words are left out."""

    def word(self) -> str:
        self.used += 1
        return f"w{self.used}x"

    def pick(self, *options: str) -> str:
        return str(self.draw(st.sampled_from(options)))

    def count(self, least: int, most: int) -> int:
        return int(self.draw(st.integers(least, most)))

    def maybe(self) -> bool:
        return bool(self.draw(st.booleans()))


# ---------------------------------------------------------------- Markdown with its words


_PLAIN_NASTY = (
    "[/x]", "list[int]", "<pack>", "[@click=app.quit]", "[bold]", "{curly}", "50%", "C:\\dir", "Q&A",
    "100$", "@name",
)  # fmt: skip
"""Those that Markdown shows as they are, with no backslash."""


def _nasty(ink: _Ink, in_link: bool) -> Written:
    # In a link's words a bracket would make two of them, and two mean a term.
    if not in_link and ink.maybe():
        word = ink.pick(*_PLAIN_NASTY)
        return Written(word, (word,))
    word = ink.pick(*NASTY_WORDS)
    return Written(escaped(word), (word,))


def _inline(ink: _Ink, depth: int, in_link: bool = False) -> Written:
    """One run of text without a bar, a newline or a reference that a table would split."""
    kinds = ["word"] * 3 + ["nasty", "code", "emphasis", "strong", "entity", "html", "image", "auto"]
    if depth <= 0:
        kinds = [kind for kind in kinds if kind not in ("emphasis", "strong")]
    if not in_link:
        kinds += ["cite", "term", "node", "web"]
    kind = ink.pick(*kinds)
    if kind == "nasty" and not ink.plain:
        return _nasty(ink, in_link)
    if kind == "code":
        inner = ink.pick("`[@claim-a]`", "`<b>`", "``a`b``", "`[x](node:home)`", f"`{ink.word()}`")
        return Written(inner, (inner.strip("`"),))
    if kind in ("emphasis", "strong"):
        mark = ink.pick("*", "_") * (1 if kind == "emphasis" else 2)
        inner_text = _inlines(ink, depth - 1, ink.count(1, 2), in_link)
        lead, tail = ink.word(), ink.word()
        return _join([Written(f"{mark}{lead} ", (lead,)), inner_text, Written(f" {tail}{mark}", (tail,))])
    if kind == "cite":
        word = ink.word()
        ids = [ClaimId(ink.pick(*CLAIM_IDS)) for _ in range(ink.count(1, 2))]
        inner = ink.pick("; ", ";").join(f"@{name}" for name in ids)
        return Written(f"{word}. [{inner}]", (f"{word}.",), tuple(ids))
    if kind == "entity":
        word = ink.word()
        return Written(f"{word}&amp;&#x202e;&#27;&eacute;{word}", (f"{word}&", f"é{word}"))
    if kind == "html":
        word = ink.word()
        return Written(f"<b>{word}</b>", (f"<b>{word}</b>",))
    if kind == "image":
        word = ink.word()
        return Written(f"![{word}](pic.png)", (word,))
    if kind == "auto" and not in_link:
        word = ink.word()
        return Written(f"<https://x.org/{word}>", (f"https://x.org/{word}",))
    if kind == "term":
        return _term(ink, bar="|")
    if kind == "node":
        target = ink.pick(*NODE_IDS)
        inner_text = _inlines(ink, depth - 1, 1, in_link=True)
        address = ink.pick(f"node:{target}", f"<node:{target}>", f'node:{target} "title"')
        link = _join([Written("[", ()), inner_text, Written(f"]({address})", ())])
        return replace(link, nodes=(NodeId(target), *link.nodes))
    if kind == "web":
        inner_text = _inlines(ink, depth - 1, 1, in_link=True)
        return _join([Written("[", ()), inner_text, Written("](https://x.org)", ())])
    word = ink.word()
    return Written(word, (word,))


def _term(ink: _Ink, bar: str) -> Written:
    key = ink.pick(*TERM_KEYS)
    if ink.maybe():
        return Written(f"[[{key}]]", tuple(key.split()), (), (key,))
    word = ink.word()
    return Written(f"[[{key}{bar}{word}]]", (word,), (), (key,))


def _inlines(ink: _Ink, depth: int, count: int, in_link: bool = False) -> Written:
    return _join([_inline(ink, depth, in_link) for _ in range(count)], " ")


def _lines(ink: _Ink) -> Written:
    """A paragraph of one line or several, some broken on purpose."""
    lead = ink.word()
    lines = [_join([Written(lead, (lead,)), _inlines(ink, 2, ink.count(1, 4))], " ")]
    for _ in range(ink.count(0, 2)):
        word = ink.word()
        lines.append(_join([Written(word, (word,)), _inlines(ink, 2, ink.count(0, 3))], " "))
    return _join(lines, ink.pick("\n", "  \n", "\\\n"))


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])


def _block(ink: _Ink, depth: int) -> Written:
    kinds = ["paragraph"] * 3 + ["heading", "setext", "fence", "table", "rule", "html", "deep", "long"]
    if depth > 0:
        kinds += ["points", "numbers", "quote"]
    kind = ink.pick(*kinds)
    if kind == "heading":
        line = _inlines(ink, 1, ink.count(1, 3))
        return replace(line, text=f"{'#' * ink.count(1, 6)} {line.text}")
    if kind == "setext":
        word = ink.word()
        line = _join([Written(word, (word,)), _inlines(ink, 1, 1)], " ")
        return replace(line, text=f"{line.text}\n{ink.pick('===', '---')}")
    if kind == "fence":
        return _fence(ink)
    if kind == "table":
        return _table(ink)
    if kind == "rule":
        return Written(ink.pick("***", "- - -", "___"), ())
    if kind == "html":
        word = ink.word()
        return Written(f"<div>\n<!-- {word} -->\n</div>", ("<div>", "<!--", word, "-->", "</div>"))
    if kind == "deep":
        word = ink.word()
        return Written(f"      {word}", (word,))
    if kind == "long":
        word = ink.word() * (1000 if ink.count(0, 9) == 0 else 30)
        return Written(word, (word,))
    if kind == "quote":
        inner = _blocks(ink, depth - 1, ink.count(1, 2))
        return replace(inner, text=_indented(inner.text, "> ", "> "))
    if kind in ("points", "numbers"):
        items = []
        for index in range(ink.count(1, 3)):
            item = _join([_lines(ink), _blocks(ink, depth - 1, ink.count(0, 1))], "\n\n")
            lead = "- " if kind == "points" else f"{index + 1}. "
            items.append(replace(item, text=_indented(item.text.rstrip("\n"), lead, " " * len(lead))))
        return _join(items, ink.pick("\n", "\n\n"))
    return _lines(ink)


def _fence(ink: _Ink) -> Written:
    word, other = ink.word(), ink.word()
    mark = ink.pick("```", "~~~", "````")
    inner = f"{word}  [@claim-a] [[tally]]\n\n[x](node:home) {other}"
    return Written(f"{mark}\n{inner}\n{mark}", tuple(inner.split()))


def _cell(ink: _Ink) -> Written:
    if ink.count(0, 3) == 0:
        return _term(ink, bar="\\|")
    word = ink.word()
    kind = ink.pick("word", "bar", "cite", "strong")
    if kind == "bar":
        return Written(f"{word}\\|{word}", (f"{word}|{word}",))
    if kind == "cite":
        return Written(f"{word} [@claim-b]", (word,), (ClaimId("claim-b"),))
    return Written(f"**{word}**" if kind == "strong" else word, (word,))


def _table(ink: _Ink) -> Written:
    columns = ink.count(1, 4)
    rows = [_join([_cell(ink) for _ in range(columns)], " | ") for _ in range(ink.count(1, 3))]
    lines = [replace(row, text=f"| {row.text} |") for row in rows]
    rule = Written("|" + "|".join(ink.pick("---", ":-:", "--:", ":--") for _ in range(columns)) + "|", ())
    return _join([lines[0], rule, *lines[1:]], "\n")


def _blocks(ink: _Ink, depth: int, count: int) -> Written:
    blocks: list[Written] = []
    for _ in range(count):
        block = _block(ink, depth)
        if blocks:
            # Two lists one after the other would be one; a comment in between keeps them apart.
            word = ink.word()
            blocks.append(Written(word, (word,)))
        blocks.append(block)
    return _join(blocks, "\n\n")


@st.composite
def written_texts(draw: st.DrawFn, most_blocks: int = 4, plain: bool = False) -> Written:
    """A text of every construct the dialect has, with the words it must show."""
    ink = _Ink(draw, plain=plain)
    return _blocks(ink, 2, ink.count(1, most_blocks))


_SCRAPS = (
    "`", "``", "```", "~~~", "\\", "\n", "\n\n", "\n- ", "\n  - ", "\n> ", "\n1. ", "\n# ", "\n    ",
    "\n|-|-|\n", "\n---\n", "|", "\\|", "[", "]", "(", ")", "<", ">", "!", "![", "](", "*", "**", "_", " ",
    "  \n", "\"", "'", "&", "&#91;", "&#x202e;", "&amp;", "[@claim-a]", "[@claim-a; @claim-b]", "[@BAD]",
    "[@]", "[[tally]]", "[[tally|count]]", "[[tally\\|count]]", "[[]]", "[[|x]]", "[x](node:home)",
    "[x](node:BAD)", "[x](<node:home>)", "](node:home)", "](node:home 'title')", "(node:home)",
    "<node:home>", "<node:BAD>", "node:home", "https://x.org", "<https://x.org>", "[x](https://x.org)",
    "[x]: https://x.org", "word", "Čačak", "漢字", "a b",
)  # fmt: skip

_TAME_SCRAPS = tuple(scrap for scrap in _SCRAPS if not re.search(r"[`\\\\<!~]", scrap))
"""Those among which the scanner of references does without the parser."""


def wild_texts() -> st.SearchStrategy[str]:
    """Any text that a pack may hold: scraps of markup in any order, and arbitrary characters."""
    scraps = st.lists(st.sampled_from(_SCRAPS), max_size=24).map("".join)
    tame = st.lists(st.sampled_from(_TAME_SCRAPS), max_size=24).map("".join)
    anything = st.text(max_size=60)
    return st.one_of(scraps, tame, anything, st.builds(str.__add__, scraps, anything)).map(
        # What the YAML reader lets through: newlines are newlines, refused characters are none.
        lambda text: "\n".join(clean(line) for line in text.split("\n"))
    )


_TYPED = """
look back go ask read claim define compare
beside side by expectations positions forecast skip help quit walk to the about on and with of
russia mayor mayro bridge cars tally square home votes 1 2 60 40% -5 likely ? #1 , & / (
"""


def typed_lines() -> st.SearchStrategy[str]:
    """What somebody, or a cat on the keyboard, may type at the prompt."""
    words = st.sampled_from((*_TYPED.split(), *NASTY_WORDS))
    lines = st.lists(words, max_size=7).map(" ".join)
    return st.one_of(lines, lines, st.text(max_size=40), st.builds(lambda a, b: f"{a} {b}", words, st.text()))


# ---------------------------------------------------------------- what a tree shows


def tree_words(blocks: Iterable[Block]) -> str:
    """Everything a tree shows, its pieces apart; addresses of links outside included."""
    return "\n".join(_shown(blocks))


def _shown(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield "".join(_shown_inline(block.children))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _shown(item)
        elif isinstance(block, Quote):
            yield from _shown(block.children)
        elif isinstance(block, CodeBlock):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield "".join(_shown_inline(cell))


def _shown_inline(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, (Text, Code)):
            yield inline.text
        elif isinstance(inline, Break):
            yield "\n"
        elif isinstance(inline, TermLink):
            yield inline.words
        elif isinstance(inline, (Emphasis, Strong, NodeLink, WebLink)):
            yield from _shown_inline(inline.children)


def squeezed(lines: Iterable[str]) -> str:
    """Lines without white space and the marks of quotes, so that a word cut at a margin is whole."""
    return "".join(re.sub(r"[ \u3000]", "", re.sub(r"^(?:> ?| )+", "", line)) for line in lines)
