"""Trees as plain lines: what line mode, pipes and screen readers get."""

from __future__ import annotations

import pytest
from hypothesis import given

from explainer.model.ids import ClaimId
from explainer.prose.parse import parse
from explainer.prose.plain import plain_lines, plain_text
from explainer.prose.tree import Break, Cite, Code, CodeBlock, Text, inlines_of
from explainer.prose.width import cell_width
from tests.strategies import examples
from tests.strategies_prose import Written, written_texts

NUMBERS = {"a": 1, "b": 2}


def number(claim: ClaimId) -> int | None:
    return NUMBERS.get(claim)


def lines(text: str, width: int = 72) -> list[str]:
    return plain_lines(parse(text), number, width)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One.\n\nTwo.", ["One.", "", "Two."]),
        ("a  \nb", ["a", "b"]),
        ("## Head", ["Head"]),
        ("*a* **b** `c  d` [[tally|the count]]", ["a b c d the count"]),
        ("So. [@a] More. [@b; @a] None. [@c]", ["So. [1] More. [2, 1] None."]),
        ("[there](node:p) and [web](https://x.org)", ["there and web <https://x.org>"]),
        ("<https://x.org> <a@b.org> [c]()", ["https://x.org a@b.org c"]),
        ("***", ["* * *"]),
        ("> a\n>\n> b", ["> a", ">", "> b"]),
        ("```\na  b\n\nc\n```", ["    a  b", "    ", "    c"]),
        ("- a\n- b\n  - c", ["- a", "- b", "", "  - c"]),
        ("9. a\n10. b\n\n    c", ["9. a", "10. b", "", "    c"]),
        ("-", ["-"]),
        ("> - a\n>   b", ["> - a b"]),
    ],
)
def test_each_construct_has_its_lines(text: str, expected: list[str]) -> None:
    assert expected == lines(text)


def test_a_table_that_fits_stands_in_columns() -> None:
    table = "| who | votes |\n|---|---|\n| 漢 | 9 |\n| Čeku | **6** [@a] |"
    assert lines(table) == ["who  | votes", "-----+------", "漢   | 9", "Čeku | 6 [1]"]


def test_a_table_that_does_not_fit_stands_as_cells_under_their_heads() -> None:
    table = "| who | why |\n|---|---|\n| the mayor | the vote was clear |\n| others | it was not |"
    expected = ["who: the mayor", "why: the vote", "was clear", "", "who: others", "why: it was not"]
    assert expected == lines(table, 18)


def test_a_wide_head_without_rows_is_shown_all_the_same() -> None:
    assert lines("| one two three | four five six |\n|---|---|", 16) == ["one two three", "four five six"]


def test_a_citation_follows_its_word_without_a_gap_of_its_own() -> None:
    assert plain_text((Text("So"), Cite((ClaimId("a"),)), Text(".")), number) == "So\u00a0[1]."


def test_width_0_leaves_a_paragraph_on_one_line() -> None:
    assert lines("word\n" * 100, 0) == ["word " * 99 + "word"]


@given(written_texts(most_blocks=2))
@examples(100)
def test_no_line_is_wider_than_asked_but_code(written: Written) -> None:
    blocks = parse(written.text)
    every = [inline for block in blocks for inline in inlines_of(block)]
    spaced = any(isinstance(inline, (Code, Break)) for inline in every)
    for width in (20, 40, 72):
        for block in blocks:
            if isinstance(block, CodeBlock) or spaced or "    " in "\n".join(plain_lines([block], number, 0)):
                continue
            found = plain_lines([block], number, width)
            assert [line for line in found if cell_width(line) > width] == []
