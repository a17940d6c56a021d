"""One slip is one finding, where it was made, and what hangs on it is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.packs.load import load_pack
from tests.spoilt import change, codes, found, only, place
from tests.spoilt import town as town
from tests.test_packs_codes import shown

SIGN = re.compile("⟦([EW]\\d{3})⟧")
"""Stands in a spoilt text right before what a finding must point to."""


def spoil(path: Path, old: str, new: str) -> list[str]:
    """Change a file; gives the findings that the signs in the new text ask for."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    wanted, lines = [], []
    for index, signed in enumerate(text.replace(old, new).split("\n"), 1):
        plain = signed
        while sign := SIGN.search(plain):
            wanted.append(f"{path.name}:{index}:{sign.start() + 1}: error {sign[1]}")
            plain = plain[: sign.start()] + plain[sign.end() :]
        lines.append(plain)
    path.write_text("\n".join(lines), "utf-8")
    return wanted


def heads(folder: Path) -> list[str]:
    return [" ".join(text.split()[:3]) for text in found(folder)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("nodes.yaml", "title: The square", "title: The square⟦E001⟧: a view"),
        ("claims.yaml", "confidence: medium\n    disputed", "confidence: ⟦E001⟧[medium\n    disputed"),
        ("people.yaml", "kind: person", "kind: ⟦E002⟧&kind person"),
        ("pack.yaml", "title: The bridge", "title: ⟦E002⟧*bridge"),
        ("sources.yaml", "sources:", "sources: ⟦E003⟧!!seq"),
        ("nodes.yaml", "id: square\n    title: The square\n", "⟦E103⟧id: square\n"),
        (
            "nodes.yaml",
            "id: square\n    title: The square\n",
            "⟦E103⟧id: square\n    ⟦E101⟧titel: The square\n",
        ),
        (
            "nodes.yaml",
            "id: signs\n          label: She signs\n          for: The vote was clear. [@vote-nine-six]\n",
            "⟦E103⟧id: signs\n          label: She signs\n",
        ),
        ("nodes.yaml", "kind: fork", "kind: ⟦E107⟧frok"),
        ("nodes.yaml", "question: Does the mayor sign the decision?", 'question: ⟦E112⟧""'),
        ("nodes.yaml", "happened: true", "happened: ⟦E107⟧yes"),
        ("nodes.yaml", "- id: refuses", "- id: ⟦E105⟧Refuses"),
        (
            "claims.yaml",
            "id: count-disputed",
            "⟦E103⟧id: count-disputed\n    ⟦E101⟧date_: 2024\n    ⟦E101⟧dat: 2024",
        ),
        ("claims.yaml", "sources: [minutes]", "sources: [⟦E105⟧Minutes]"),
        ("sources.yaml", "type: report", "type: ⟦E107⟧rapport"),
        ("people.yaml", "position: The", "⟦E101⟧postion: The"),
        ("people.yaml", "sources: [minutes]", "sources: [⟦E204⟧minuts]"),
        ("people.yaml", "sources: [minutes]", "sources: ⟦E104⟧minutes"),
        ("people.yaml", "sources: [minutes]", "sources: [⟦E105⟧no such]"),
        (
            "people.yaml",
            "{id: tally, term: tally, text: A count",
            "⟦E103⟧{id: tally, term: tally, ⟦E101⟧txt: A count",
        ),
        ("people.yaml", "id: tally, term: tally", "id: ⟦E105⟧Tally!, term: tally"),
        ("people.yaml", "id: mayor", "id: mayor\n    side: ⟦E209⟧town"),
        ("people.yaml", "short: Cars", "⟦E101⟧shrt: Cars"),
        ("people.yaml", "kind: recall", "kind: choose, options: ⟦E104⟧{}"),
        ("people.yaml", "kind: recall", "kind: choose, options: [⟦E112⟧'']"),
        ("pack.yaml", "id: vote,", "id: vote, text: ⟦E104⟧{},"),
        ("pack.yaml", "start: square\n", "start: ⟦E201⟧squire\n"),
    ],
)
def test_one_slip_is_found_where_it_is_and_nothing_else_is(town: Path, file: str, old: str, new: str) -> None:
    """What hangs on the slip is not reported as missing: an author reads the cause, not the echo."""
    if "date_" in new:
        change(
            town / "claims.yaml",
            "two votes were cast after the bell.\n    date: 2024-05-02\n",
            "two votes.\n",
        )
    wanted = spoil(town / file, old, new)
    assert wanted
    assert wanted == heads(town)


def test_a_page_that_was_copied_and_not_renamed_is_one_finding(town: Path) -> None:
    text = (town / "nodes.yaml").read_text("utf-8")
    page = text[text.index("  - id: square") : text.index("  - id: what-next")]
    (town / "nodes.yaml").write_text(text + page, "utf-8")
    item = only(town)
    where = place(town / "nodes.yaml", "quiet tonight.\n  - id: ")
    assert f"{where}: error E106 the page id 'square' is given twice" == shown(item)
    assert item.hint == "It was first given at nodes.yaml:3:9."


def test_pages_without_ids_do_not_clash_in_the_ids_of_their_choices(town: Path) -> None:
    page = "  - title: T\n    body: B.\n    choices: [{id: on, text: On, to: home}]\n"
    (town / "more.yaml").write_text("nodes:\n" + page + page, "utf-8")
    assert found(town) == [
        "more.yaml:2:5: error E103 a page has no 'id'",
        "more.yaml:5:5: error E103 a page has no 'id'",
    ]


def test_a_file_in_a_one_byte_encoding_is_one_finding(town: Path) -> None:
    text = (town / "people.yaml").read_text("utf-8").replace("The mayor", "Le maire élu")
    (town / "people.yaml").write_bytes(text.encode("latin-1"))
    assert found(town) == ["people.yaml:3:20: error E006 the file is not UTF-8 from here on"]


def test_links_are_still_checked_beside_a_file_that_is_not_yaml(town: Path) -> None:
    """Only what the broken file may define is let be."""
    wanted = spoil(town / "claims.yaml", "label: The vote was", "label: The vote⟦E001⟧: was")
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    wanted += spoil(town / "nodes.yaml", "[@vote-nine-six]\n      Not", "⟦E202⟧[@vote-nine-sex]\n      Not")
    wanted += [place(town / "nodes.yaml", "happens next, to: ") + ": error E201"]
    assert wanted == heads(town)


def test_the_story_as_a_whole_is_judged_once_its_parts_are_in_order(town: Path) -> None:
    change(town / "nodes.yaml", "    ending: true\n", "")
    assert codes(town) == ["E401"]
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    assert codes(town) == ["E201"]


def test_findings_come_by_file_line_and_column(town: Path) -> None:
    (town / "a.yaml").write_text("x: 1\ny: 2\n")
    (town / "z.yaml").write_text("terms:\n  - {b: 1, a: 2}\n")
    places = [(item.span.file, item.span.start) for item in load_pack(town).diagnostics]
    assert len(places) == 7
    assert sorted(places) == places
