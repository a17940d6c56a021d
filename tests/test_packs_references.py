"""References in texts: a wrong one, or a refused character by its entity, is found at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.packs.load import load_pack
from tests.spoilt import town as town


def cited(folder: Path, body: str) -> list[str]:
    (folder / "more.yaml").write_text(f"terms:\n  - id: t\n    term: t\n    text: {body}\n", "utf-8")
    return [
        f"{item.code}:{item.span.start.line}:{item.span.start.column}"
        for item in load_pack(folder).diagnostics
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One. [@no]", ["E202:4:16"]),
        ('"One. [@no]"', ["E202:4:17"]),
        ("|\n      One.\n\n      Two 界é. [@no]", ["E202:7:15"]),
        (">-\n      One.\n      Two. [@no] and\n      [[no]].", ["E202:6:12", "E203:7:7"]),
        ("One.\n      Two. [@no]", ["E202:5:12"]),
        # The same wrong name again is another place.
        ("[@no] and [@no] and [@no].", None),
        ("One [@no], two [@no] and\n      [@no].", ["E202:4:15", "E202:4:26", "E202:5:7"]),
        # Two names in one citation share its place.
        ("One. [@no; @nay; @vote-nine-six; @no]", ["E202:4:16", "E202:4:16", "E202:4:16"]),
        ("One [a](node:no), two [b](node:no).", ["E201:4:17", "E201:4:35"]),
        # What stands in code or behind a backslash is no reference.
        ("A `[@no]` and `` [[no]] `` and \\[@no].", []),
        ("|\n      ```\n      [@no]\n      ```", []),
        ("A `[@no]` and [@no], `[@no]`.", ["E202:4:25"]),
        ("A \\[@no], `` `[[no]] `` and [[no|x]], [@no].", ["E203:4:39", "E202:4:49"]),
        ("A `[w](node:no)` and [w](node:no).", ["E201:4:34"]),
        # Where the letters of the file are not those of the text, the whole text is meant.
        ('"One. \\x5b@no]"', ["E202:4:11"]),
        ("One. [@No Such]", ["E301:4:16"]),
        ("One. [[|words]]", ["E301:4:16"]),
        ("One. [a](node:No)", ["E301:4:18"]),
    ],
)
def test_a_wrong_reference_is_found_at_its_own_place(
    town: Path, body: str, expected: list[str] | None
) -> None:
    if expected is None:
        # Plain YAML can't begin with a bracket; that is a finding of its own.
        assert [item.partition(":")[0] for item in cited(town, body)] == ["E001"]
    else:
        assert expected == cited(town, body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One &#x202e;two", ["E302:4:15"]),
        ("One &#8238; two &rlm;", ["E302:4:15", "E302:4:27"]),
        ("One &ZeroWidthSpace;two&shy;", ["E302:4:15", "E302:4:34"]),
        ("One &#27;[31m", ["E302:4:15"]),
        ("One &amp; two &eacute; &nosuch; &copy &zwj; &#x41;", []),
        ("A `&#x202e;` and \\&#x202e; are letters", []),
        ("`&rlm;` then &rlm;", None),
    ],
)
def test_an_entity_for_a_refused_character_is_found_and_keeps_nothing_from_opening(
    town: Path, body: str, expected: list[str] | None
) -> None:
    found_codes = cited(town, body)
    if expected is None:
        assert [item.partition(":")[0] for item in found_codes] == ["E001"]
        return
    assert expected == found_codes
    assert load_pack(town).pack is not None
