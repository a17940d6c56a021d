"""Slips in writing YAML: told where they are, not where a parser came to notice, by both parsers alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.packs.yaml_errors import slip_of
from explainer.rules.check import check_pack
from tests.spoilt import town as town

PAGE = "nodes:\n  - id: a\n"

SLIPS = {
    "text at the margin": (
        f"{PAGE}    body: |\n      One.\nTwo words. [@x]\n      Three.\n    choices:\n      - {{id: b}}\n",
        (5, 1),
        "neither a key nor part of the text above it",
        "indent it as the lines of the text",
    ),
    "a key without a space": (
        f"{PAGE}    kind:outcome\n    title: T\n",
        (3, 5),
        "'kind:' is followed by no space",
        "Write 'kind: '",
    ),
    "a quotation mark not closed": (
        f'{PAGE}    title: "Open\n    kind: scene\n  - id: b\n',
        (3, 12),
        "never closed",
        "Close it",
    ),
    "a number sign in brackets": (
        f"{PAGE}    choices:\n      - {{id: b, text: Back to #1 border, to: c}}\n  - id: d\n    title: W\n",
        (4, 31),
        "'#1' begins a comment",
        "between double quotes",
    ),
    "a bracket not closed": (
        "nodes:\n  - {id: a, title: One\n  - id: b\n    title: T\n",
        (2, 5),
        "the { that opens here",
        "Close it",
    ),
    "a list not closed": (
        f"{PAGE}    voices: [b, c\n    title: T\n",
        (3, 13),
        "the [ that opens here",
        "Close it",
    ),
    "a tab": (f"{PAGE}\ttitle: T\n", (3, 1), "a tab stands here", "spaces"),
    "a tab behind spaces": (f"{PAGE}    title: T\n    \tbody: x\n", (4, 5), "a tab stands here", "spaces"),
    "a colon in a text": (f"{PAGE}    title: One: two\n", (3, 15), "a second colon", "between double quotes"),
    "a colon in brackets": (
        "nodes:\n  - {id: a, title: One: two, body: x}\n",
        (2, 23),
        "':' can't stand here, inside { and }",
        "quotes",
    ),
    "a bracket in brackets": (
        "nodes:\n  - {id: a, title: One [x, body: x}\n",
        (2, 24),
        "'[' can't stand here",
        "between double quotes",
    ),
    "a dash forgotten": ("nodes:\n  id: a\n  - id: b\n", (3, 3), "does not fit in", "Indent it"),
    "one space too few": (f"{PAGE}    title: T\n   kind: scene\n", (4, 4), "does not fit in", "Indent it"),
    "a sign": (f"{PAGE}    title: @home\n", (3, 12), "cannot start any token", "begins with a sign"),
    "a quotation mark closed by the next text's": (
        f'{PAGE}    title: "Open\n    kind: scene\n  - id: b\n    title: "X"\n',
        (3, 12),
        "is not closed on its line",
        "goes on into line 6",
    ),
    "a single one": (
        f"{PAGE}    title: 'It''s open\n  - id: b\n    title: 'X'\n    body: z\n",
        (3, 12),
        "is not closed on its line",
        "goes on into line 5",
    ),
    "a quotation mark not closed in brackets": (
        'nodes:\n  - {id: a, text: "Well", title: "Open, body: x}\n  - {id: b, title: "Y"}\n',
        (2, 34),
        "is not closed on its line",
        "goes on into line 3",
    ),
    "a colon below a text that runs over lines": (
        f'{PAGE}    body: "A long\n      text."\n    title: One: two\n',
        (5, 15),
        "a second colon",
        "between double quotes",
    ),
    "a colon below an apostrophe": (
        f"{PAGE}    body: It's fine\n    title: One: two\n",
        (4, 15),
        "a second colon",
        "between double quotes",
    ),
    "text at the margin with a colon": (
        f"{PAGE}    body: |\n      One.\nTwo words: here.\n      Three: four.\n    title: T\n",
        (5, 1),
        "neither a key nor part of the text above it",
        "indent it as the lines of the text",
    ),
    "bold text at the margin": (
        f"{PAGE}    body: |\n      One.\n**Two** words.\n      Three.\n    title: T\n",
        (5, 1),
        "neither a key nor part of the text above it",
        "indent it as the lines of the text",
    ),
    "a colon below keys at the margin": (
        f"chapter: before\n{PAGE}    title: One: two\n",
        (4, 15),
        "a second colon",
        "between double quotes",
    ),
    "a key indented too far": (
        f"{PAGE}    title: The hall\n      body: x\n",
        (4, 7),
        "indented further than the one above",
        "Indent the keys",
    ),
    "a key without a space above": (
        f"{PAGE}    kind:outcome\n      title: y\n",
        (3, 5),
        "'kind:' is followed by no space",
        "Write 'kind: '",
    ),
    "an address at the margin": (
        f"{PAGE}    body: |\n      One.\nhttps://x.org is there\n      Three.\n    title: T\n",
        (5, 1),
        "neither a key nor part of the text above it",
        "indent it",
    ),
    "a list not closed whose texts have number signs": (
        f'{PAGE}    tags: ["a #b", c\n    title: T\n',
        (3, 11),
        "the [ that opens here",
        "Close it",
    ),
    "a bracket too many": (f"{PAGE}    voices: [b]]\n", (3, 16), "a ] that closes nothing", "Take it out"),
    "a brace too many": ("nodes:\n  - {id: b}}\n", (2, 12), "a } that closes nothing", "Take it out"),
    "a list behind its key": (f"{PAGE}    voices: - b\n", (3, 13), "a list can't begin behind", "[a, b]"),
    "a quotation mark inside": (
        f"{PAGE}    title: 'it's'\n",
        (3, 16),
        "ends at the quotation mark before",
        "goes after '|'",
    ),
}


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_where_it_is(slip: str, loader: Any) -> None:
    text, place, message, hint = SLIPS[slip]
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(yaml.parse(text, Loader=loader))
    told = slip_of(caught.value, text)
    assert (told.line + 1, told.column + 1) == place
    assert message in told.message
    assert hint in told.hint


def test_the_place_is_that_in_the_file_and_the_line_is_shown(town: Path) -> None:
    path = town / "nodes.yaml"
    path.write_text(path.read_text("utf-8") + "  - id: extra\n    kind:outcome\n    title: Extra\n", "utf-8")
    found = [item for item in check_pack(town).diagnostics if item.code == "E001"]
    assert [(item.span.file, item.source) for item in found] == [("nodes.yaml", "    kind:outcome")]
    line = path.read_text("utf-8").splitlines().index("    kind:outcome") + 1
    assert (found[0].span.start.line, found[0].span.start.column) == (line, 5)
