"""Markdown to the tree: every construct, the three additions, and that nothing is lost or let through."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from explainer.model.ids import ClaimId, NodeId
from explainer.prose.clean import REFUSED
from explainer.prose.parse import parse
from explainer.prose.plain import plain_lines
from explainer.prose.references import NODE_SCHEME
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
    claims_of,
    inlines_of,
)
from tests.strategies import examples
from tests.strategies_prose import Written, squeezed, tree_words, wild_texts, written_texts


def paragraph(*inlines: Inline) -> tuple[Block, ...]:
    return (Paragraph(inlines),)


def cite(*claims: str) -> Cite:
    return Cite(tuple(ClaimId(name) for name in claims))


# ---------------------------------------------------------------- blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("One.\n\nTwo.", (Paragraph((Text("One."),)), Paragraph((Text("Two."),)))),
        ("One\nline.", paragraph(Text("One line."))),
        ("## Head ##", (Heading(2, (Text("Head"),)),)),
        ("Head\n====", (Heading(1, (Text("Head"),)),)),
        ("> Said.\n> Again.", (Quote(paragraph(Text("Said. Again."))),)),
        ("***", (Rule(),)),
        ("```python\na <b>\n\n  c\n```", (CodeBlock("a <b>\n\n  c"),)),
        ("~~~\n[@a] [[t]]\n~~~", (CodeBlock("[@a] [[t]]"),)),
        ("~~~\nnever closed", (CodeBlock("never closed"),)),
        ("    deep", paragraph(Text("deep"))),
        ("- a\n- b", (ListBlock((paragraph(Text("a")), paragraph(Text("b")))),)),
        ("7. a\n8. b", (ListBlock((paragraph(Text("a")), paragraph(Text("b"))), 7),)),
        ("0. a", (ListBlock((paragraph(Text("a")),), 0),)),
        ("-", (ListBlock(((),)),)),
    ],
)
def test_a_block_becomes_its_tree(text: str, expected: tuple[Block, ...]) -> None:
    assert expected == parse(text)


def test_lists_nest_and_hold_several_blocks() -> None:
    inner = ListBlock((paragraph(Text("inner")),), 1)
    item = (Paragraph((Text("outer"),)), inner, Quote(paragraph(Text("said"))))
    assert (ListBlock((item, paragraph(Text("next")))),) == parse(
        "- outer\n\n  1. inner\n\n  > said\n\n- next\n"
    )


def test_a_table_has_its_head_first_and_keeps_alignments() -> None:
    table = parse("| a | b | c |\n|:--|:-:|--:|\n| 1 | **2** | |\n| 4 |\n")[0]
    assert isinstance(table, Table)
    assert table.alignments == ("left", "center", "right")
    empty: tuple[Inline, ...] = ()
    assert (
        ((Text("a"),), (Text("b"),), (Text("c"),)),
        ((Text("1"),), (Strong((Text("2"),)),), empty),
        ((Text("4"),), empty, empty),
    ) == table.rows


def test_a_row_longer_than_the_head_keeps_its_words_in_the_last_cell() -> None:
    table = parse("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n")[0]
    assert isinstance(table, Table)
    assert ((Text("1"),), (Text("2 | 3 | 4"),)) == table.rows[1]


def test_a_bar_without_its_backslash_in_the_last_cell_still_links_the_term() -> None:
    table = parse("> a | b\n> --|--\n> 1 | [[tally|the count]]\n")[0]
    assert isinstance(table, Quote)
    inner = table.children[0]
    assert isinstance(inner, Table)
    assert ((Text("1"),), (TermLink("tally", "the count"),)) == inner.rows[1]


@pytest.mark.parametrize("deep", [5, 19, 20, 21, 50, 3000])
def test_words_nested_deeper_than_anybody_writes_are_still_shown(deep: int) -> None:
    quotes = parse("> " * deep + "bottom")
    assert "bottom" in tree_words(quotes)
    assert "bottom" in squeezed(plain_lines(quotes, lambda _claim: None, 20))
    points = "\n".join("  " * level + f"- p{level}q" for level in range(min(deep, 100)))
    shown = tree_words(parse(f"{points}\n\nafter"))
    assert [level for level in range(min(deep, 100)) if f"p{level}q" not in shown] == []
    assert (Paragraph((Text("after"),)),) == parse(f"{points}\n\nafter")[-1:]


@pytest.mark.parametrize("mark", ["*", "**", "_"])
def test_stress_inside_stress_without_end_is_no_recursion(mark: str) -> None:
    blocks = parse(f"{mark}a " * 1000 + f"b{mark} " * 1000)
    shown = tree_words(blocks)
    assert (shown.count("a"), shown.count("b")) == (1000, 1000)
    assert plain_lines(blocks, lambda _claim: None, 72)


# ---------------------------------------------------------------- inlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b**", paragraph(Emphasis((Text("a"),)), Text(" "), Strong((Text("b"),)))),
        ("a `c  d`", paragraph(Text("a "), Code("c  d"))),
        ("***a***", paragraph(Emphasis((Strong((Text("a"),)),)))),
        ("a  \nb", paragraph(Text("a"), Break(), Text("b"))),
        ("a\\\nb", paragraph(Text("a"), Break(), Text("b"))),
        ("a\t \n  b", paragraph(Text("a b"))),
        ("\\*a\\*", paragraph(Text("*a*"))),
        ("&copy; &#233; &bogus; Q&A", paragraph(Text("© é &bogus; Q&A"))),
        ("a\u00a0b", paragraph(Text("a\u00a0b"))),
        ("<b>bold</b> <!-- kept -->", paragraph(Text("<b>bold</b> <!-- kept -->"))),
        ("<div>\n*a*\n</div>", paragraph(Text("<div> "), Emphasis((Text("a"),)), Text(" </div>"))),
        ("![a *b*](pic.png)", paragraph(Text("a b"))),
        ("![a [[t|u]] [@c]](pic.png)", paragraph(Text("a "), TermLink("t", "u"), cite("c"))),
        ("![a [b](node:c)](node:d)", paragraph(Text("a b"))),
        ("[a *b*](https://x.org)", paragraph(WebLink("https://x.org", (Text("a "), Emphasis((Text("b"),)))))),
        ('[a](https://x.org "title")', paragraph(WebLink("https://x.org", (Text("a"),)))),
        ("<https://x.org/ä>", paragraph(WebLink("https://x.org/%C3%A4", (Text("https://x.org/ä"),)))),
        ("<a@b.org>", paragraph(WebLink("mailto:a@b.org", (Text("a@b.org"),)))),
        ("https://x.org", paragraph(Text("https://x.org"))),
        ("[](https://x.org)", paragraph(WebLink("https://x.org", (Text("https://x.org"),)))),
        ("[a](javascript:alert)", paragraph(Text("[a](javascript:alert)"))),
        ("[a]\n\n[a]: https://x.org", (Paragraph((Text("[a]"),)), Paragraph((Text("[a]: https://x.org"),)))),
        ("[/x] list[int] [bold]", paragraph(Text("[/x] list[int] [bold]"))),
    ],
)  # fmt: skip
def test_an_inline_becomes_its_tree(text: str, expected: tuple[Block, ...]) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So. [@a]", paragraph(Text("So."), cite("a"))),
        ("So. [@a; @b] More.", paragraph(Text("So."), cite("a", "b"), Text(" More."))),
        ("So. [@a;b]", paragraph(Text("So."), cite("a", "b"))),
        ("So. [@a][@b]", paragraph(Text("So."), cite("a", "b"))),
        ("*So.* [@a]", paragraph(Emphasis((Text("So."),)), cite("a"))),
        ("[@A] [@] [@a b] [@click=app.quit]", paragraph(Text("[@A] [@] [@a b] [@click=app.quit]"))),
        ("`[@a]` \\[@a]", paragraph(Code("[@a]"), Text(" [@a]"))),
        ("&#91;@a]", paragraph(Text("[@a]"))),
        ("[[tally]]", paragraph(TermLink("tally", "tally"))),
        ("[[ Veto power | the veto ]]s", paragraph(TermLink("Veto power", "the veto"), Text("s"))),
        ("[[tally|]]", paragraph(TermLink("tally", "tally"))),
        ("[[tally\\|count]]", paragraph(TermLink("tally", "count"))),
        ("[[]] [[ |x]] `[[t]]`", paragraph(Text("[[]] [[ |x]] "), Code("[[t]]"))),
        ("**[[t]]**", paragraph(Strong((TermLink("t", "t"),)))),
        ("[a](node:b-2)", paragraph(NodeLink(NodeId("b-2"), (Text("a"),)))),
        ("[a](<node:b>)", paragraph(NodeLink(NodeId("b"), (Text("a"),)))),
        ('[a](node:b "t")', paragraph(NodeLink(NodeId("b"), (Text("a"),)))),
        ("<node:b>", paragraph(NodeLink(NodeId("b"), (Text("node:b"),)))),
        ("[](node:b)", paragraph(NodeLink(NodeId("b"), (Text("b"),)))),
        ("[a](node:B)", paragraph(WebLink("node:B", (Text("a"),)))),
        ("[see [@a]](node:b)", paragraph(Text("[see"), cite("a"), Text("](node:b)"))),
        ("[a [b](node:c)](d)", paragraph(Text("[a "), NodeLink(NodeId("c"), (Text("b"),)), Text("](d)"))),
    ],
)  # fmt: skip
def test_the_three_additions_become_their_tree(text: str, expected: tuple[Block, ...]) -> None:
    assert expected == parse(text)


def test_inlines_and_claims_are_given_in_reading_order() -> None:
    blocks = parse("[a](node:x) [@c1]\n\n> - [@c2]\n\n| [@c1] |\n|---|\n| [@c3] |\n\n## *H [@c4]*")
    kinds = [type(inline).__name__ for block in blocks for inline in inlines_of(block)]
    assert kinds == ["NodeLink", "Text", "Cite", "Cite", "Cite", "Cite", "Emphasis", "Text", "Cite"]
    assert claims_of(blocks) == ("c1", "c2", "c3", "c4")


# ---------------------------------------------------------------- what always holds


def strings_of(blocks: tuple[Block, ...]) -> list[str]:
    """Every string in a tree that a face may print."""
    found = [tree_words(blocks).replace("\n", "")]
    for block in blocks:
        for inline in inlines_of(block):
            found += [inline.url] if isinstance(inline, WebLink) else []
            found += [inline.key] if isinstance(inline, TermLink) else []
    return found


@pytest.mark.parametrize("code", [0x202E, 27, 7, 0x9B, 0x200B, 0x2066, 0xFEFF, 0xD800, 0xE0041, 0x110000])
@pytest.mark.parametrize(
    "around",
    ["{}", "[a{}](https://x.org/{} '{}')", "[[t{}|w{}]]", "<https://x.org/{}>", "![{}]({})", "| {} |\n|--|"],
)
def test_an_entity_never_gives_a_refused_character(code: int, around: str) -> None:
    for entity in (f"&#{code};", f"&#x{code:x};", f"%{code % 256:02x}"):
        blocks = parse(around.replace("{}", entity))
        assert [text for text in strings_of(blocks) if REFUSED.search(text)] == []


@given(wild_texts())
@examples(300)
def test_any_text_has_a_tree_free_of_refused_characters(text: str) -> None:
    blocks = parse(text)
    assert [found for found in strings_of(blocks) if REFUSED.search(found)] == []
    for width in (0, 1, 20, 72):
        lines = plain_lines(blocks, lambda _claim: 1, width)
        assert [line for line in lines if REFUSED.search(line) or "\n" in line] == []


@given(wild_texts())
@examples(200)
def test_every_letter_of_any_text_is_shown(text: str) -> None:
    """The words of a wild text can't be told in advance, but a marker between scraps can."""
    marked = " qqq ".join(text.replace("node:", "").split(" "))
    if "~~~" in marked or "```" in marked or "[[" in marked or "](" in marked:
        # What stands after a fence's mark, before a term's bar or in a link is not shown.
        return
    assert marked.count("qqq") == tree_words(parse(marked)).count("qqq")


@given(written_texts())
@examples(200)
def test_every_word_is_in_the_tree(written: Written) -> None:
    shown = tree_words(parse(written.text))
    missing = {word for word, often in Counter(written.words).items() if shown.count(word) < often}
    assert set() == missing


@given(written_texts())
@examples(100)
def test_every_word_is_in_the_plain_lines_at_every_width(written: Written) -> None:
    blocks = parse(written.text)
    for width in (0, 20, 72):
        shown = squeezed(plain_lines(blocks, lambda _claim: 1, width))
        missing = {word for word, often in Counter(written.words).items() if shown.count(word) < often}
        assert (width, set()) == (width, missing)


@given(written_texts())
@examples(100)
def test_every_reference_is_in_the_tree(written: Written) -> None:
    blocks = parse(written.text)
    inlines = [inline for block in blocks for inline in inlines_of(block)]
    claims = [claim for inline in inlines if isinstance(inline, Cite) for claim in inline.claims]
    terms = [inline.key for inline in inlines if isinstance(inline, TermLink)]
    nodes = [inline.node for inline in inlines if isinstance(inline, NodeLink)]
    stray = [i.url for i in inlines if isinstance(i, WebLink) and i.url.startswith(NODE_SCHEME)]
    assert (written.claims, written.terms, written.nodes, []) == (
        tuple(claims),
        tuple(terms),
        tuple(nodes),
        stray,
    )
