"""The scanner of references against the parser, and what it says of those that are not well formed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given

from explainer.prose.parse import parse
from explainer.prose.references import Reference, citation_ids, find_references
from explainer.prose.tree import Cite, NodeLink, TermLink, inlines_of
from tests.strategies import examples
from tests.strategies_prose import Written, wild_texts, written_texts

Named = list[tuple[str, str]]


def scanned(text: str) -> Named:
    """Kind and target of every well-formed reference that the scanner finds."""
    return [(item.kind, item.target) for item in find_references(text) if not item.problem]


def parsed(text: str) -> Named:
    """The same, from the tree."""
    found: Named = []
    for inline in (inline for block in parse(text) for inline in inlines_of(block)):
        if isinstance(inline, Cite):
            found += [("claim", claim) for claim in inline.claims]
        elif isinstance(inline, TermLink):
            found.append(("term", inline.key))
        elif isinstance(inline, NodeLink):
            found.append(("node", inline.node))
    return found


@given(wild_texts())
@examples(600)
def test_the_scanner_and_the_parser_find_the_same_in_any_text(text: str) -> None:
    assert sorted(parsed(text)) == sorted(scanned(text))


@given(written_texts())
@examples(100)
def test_the_scanner_finds_what_was_written(written: Written) -> None:
    expected = [("claim", name) for name in written.claims] + [("term", name) for name in written.terms]
    expected += [("node", name) for name in written.nodes]
    assert sorted(expected) == sorted(scanned(written.text))


@given(wild_texts())
@examples(200)
def test_every_reference_has_its_place_in_the_text(text: str) -> None:
    items = list(find_references(text))
    assert items == sorted(items, key=lambda item: item.start)
    assert [item for item in items if not 0 <= item.start < item.end <= len(text)] == []
    assert [item for item in items if item.kind == "claim" and item.target not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "`a\n\n[@x] b`",  # no code: a paragraph ends between the backticks
        "`[@x]` [@x]",
        "``[@x]` [@y]``",
        "- ```\n  [@x]\n  ```\n\n[@y]",
        "> ~~~\n> [@x]\n\n[@y]",
        "          ```\n[@x]\n",
        "    [@x]",
        "```\n[@x]",
        "```not `a` fence\n[@x]",
        "\\[@x] \\\\[@y]",
        "| a |\n|---|\n| [[t|u]] |",
        "| a | b |\n|---|---|\n| [[t|u]] | [@x] |",
        "| a |\n|---|\n| [[t\\|u]] |",
        "- | a |\n  |---|\n  | [[t|u]] |",
        "a|b\n--|--\n[c|d](node:x)|[@y]",
        "[[t|u]]\n---",
        "[a](node:x 'title')",
        "[a](  <node:x>  )",
        "[a](\nnode:x\n)",
        "[a](node:x y)",
        "[a](node:x",
        "a](node:x)",
        "[a\n\nb](node:x)",
        "[a\nb](node:x)",
        "[a [b](node:x)](node:y)",
        "[@a](node:x) [[t]](node:y)",
        "[see [@a]](node:x)",
        "[a](https://x.org '[@b]') [@c]",
        "[a](https://x.org/[@b]) [@c]",
        "![a [@b] [c](node:d)](e) ![f](node:g)",
        "<node:x> <node:y z> `<node:q>`",
        "<https://x.org/[@a]> [@b]",
        "[a](&#110;ode:x) [b](node:y\\-z) [c](node:%61)",
        "&#91;@a] [@b&#93;",
        "[@a; @b][@c] [@d;] [@e;;f]",
        "[[[t]]] [[t]] [[ t | u ]] [[t|]] [[@a]]",
        "[x]: node:y",
        "[x][y] [y]: node:z",
        "* [@a]\n* * *\n# [[t]] #\n[b](node:c)\n===",
        "<div>\n[@a]\n</div>\n<!-- [@b] -->",
        "[" * 30 + "[@a] [b](node:c)" + "]" * 30,
        "> " * 40 + "[@a] [[t]] [b](node:c)",
        "**[@a]** *[[t]] [b](node:c)*",
    ],
)
def test_the_scanner_and_the_parser_agree_where_looks_deceive(text: str) -> None:
    assert sorted(parsed(text)) == sorted(scanned(text))


# ---------------------------------------------------------------- places and problems


def problems(text: str) -> list[tuple[str, str, str]]:
    """Kind, target and letters of each reference that is not well formed."""
    return [(i.kind, i.target, text[i.start : i.end]) for i in find_references(text) if i.problem]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@Claim]", [("claim", "Claim", "[@Claim]")]),
        ("[@]", [("claim", "", "[@]")]),
        ("[@a; @B]", [("claim", "B", "[@a; @B]")]),
        ("[@click=app.quit]", [("claim", "click=app.quit", "[@click=app.quit]")]),
        ("[[ ]]", [("term", "", "[[ ]]")]),
        ("[[|words]]", [("term", "", "[[|words]]")]),
        ("[a](node:B)", [("node", "B", "](node:B")]),
        ("[a](node:)", [("node", "", "](node:")]),
        ("<node:B>", [("node", "B", "<node:B>")]),
        ("[see [@a]](node:b)", [("node", "b", "](node:b")]),
        ("[a](node:b c)", [("node", "b", "](node:b")]),
        ("a\\*b [@A] [c](node:D)", [("claim", "A", "[@A]")]),
        ("a `b` [@A] [c](node:D)", [("claim", "A", "[@A]"), ("node", "D", "](node:D")]),
        ("`[@A] [[ ]] [a](node:B)`", []),
        ("- ```\n  [@A]\n  ```", []),
        ("\\[@A] \\[[ ]] \\[a](node:B)", []),
    ],
)
def test_what_an_author_meant_as_a_reference_is_told(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == problems(text)


def test_a_reference_knows_where_it_stands() -> None:
    text = "So. [@a; @b] The [[tally|count]]\nof `x` [there](node:p)."
    assert [
        Reference("claim", "a", 4, 12),
        Reference("claim", "b", 4, 12),
        Reference("term", "tally", 17, 32),
        Reference("node", "p", 46, 54),
    ] == list(find_references(text))


def test_the_same_reference_twice_stands_in_two_places() -> None:
    text = "`code` [@a] and [@a] and [[t]] [[t]]"
    assert [(i.start, i.end) for i in find_references(text)] == [(7, 11), (16, 20), (25, 30), (31, 36)]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [("a", ["a"]), ("a; @b", ["a", "b"]), (" @a ;b", ["a", "b"]), ("a;", ["a", ""]), ("", [""])],
)
def test_a_citation_is_split_at_its_semicolons(inner: str, expected: list[str]) -> None:
    assert expected == citation_ids(inner)


def test_texts_without_traps_need_no_markdown_parser() -> None:
    """What opening a pack costs hangs on it; the parser must not come in by the back door."""
    text = "So. [@a; @b]\\nThe [[tally|count]] of [it](node:p), see [x](https://x.org).\\n\\n> | a |\\n- it"
    code = (
        "import sys\nfrom explainer.prose.references import find_references\n"
        f"assert [] != list(find_references('{text}'))\n"
        "assert 'markdown_it' not in sys.modules\n"
        "assert [] == list(find_references('`[@a]`'))\n"
        "assert 'markdown_it' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "piece", ["[", "[[", "[@", "`a ", "](node:", "[a](", "<", "[[a|", "- - ", "|-", "\\"]
)
def test_scanning_a_long_hostile_text_is_no_work_for_a_lifetime(piece: str) -> None:
    """Ten thousand of anything; the suite's limit on a test is what would fail."""
    text = (piece * 10_000 + "[[a|b]] x")[:20_000]
    assert all(item.end <= len(text) for item in find_references(text))
