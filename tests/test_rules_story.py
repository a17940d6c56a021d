"""Rules on the story as a whole: lost pages, unused claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.rules.check import check_pack
from tests.test_packs_codes import PACK

SQUARE = "  - {id: square, title: S, body: S., "
END = "  - {id: end, title: E, body: E., ending: true}\n"

LEDGER = (
    "sources: [{id: s, type: book, title: S}]\n"
    "claims: [{id: c, statement: C., date: 2024, sources: [s], confidence: low}]\n"
)

MAYOR = "{id: mayor, name: Mayor, kind: person, text: %s}"


def story(folder: Path, nodes: str, more: str = "") -> list[str]:
    (folder / "pack.yaml").write_text(PACK)
    (folder / "nodes.yaml").write_text("nodes:\n" + nodes)
    (folder / "more.yaml").write_text(more)
    return [
        f"{item.code}:{item.span.start.line}:{item.span.start.column}"
        for item in check_pack(folder).diagnostics
        if item.code in ("W501", "W502")
    ]


@pytest.mark.parametrize(
    ("square", "expected"),
    [
        ("choices: [{id: on, text: On, to: square}]", ["W501:3:10"]),
        ("choices: [{id: on, text: On, to: end}]", []),
        ("ending: true, passages: [{text: '[on](node:end)', when: {seen: square}}]", []),
        ("divert: end", []),
    ],
)
def test_a_page_that_no_page_leads_to_is_lost(square: str, expected: list[str], tmp_path: Path) -> None:
    assert expected == story(tmp_path, SQUARE + square + "}\n" + END)


def test_a_link_leads_to_a_page(tmp_path: Path) -> None:
    assert story(tmp_path, SQUARE.replace("S.,", '"[on](node:end)",') + "ending: true}\n" + END) == []


@pytest.mark.parametrize(
    "more",
    [
        "actors: [{id: a, name: A, kind: person, text: A., node: end}]\n",
        "places: [{id: p, name: P, node: end}]\n",
    ],
)
def test_a_page_that_an_actor_or_a_place_leads_to_is_not_lost(more: str, tmp_path: Path) -> None:
    assert story(tmp_path, SQUARE + "ending: true}\n" + END, more) == []


def test_pages_that_lead_only_to_each_other_are_all_lost(tmp_path: Path) -> None:
    island = "  - {id: a, title: A, body: '[b](node:b)', ending: true}\n"
    island += "  - {id: b, title: B, body: '[a](node:a)', ending: true}\n"
    assert story(tmp_path, SQUARE + "ending: true}\n" + island) == ["W501:3:10", "W501:4:10"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["W502:2:15"]),
        ("actors: [" + MAYOR % "'C. [@c]'" + "]\n", []),
        ("places: [{id: p, name: P, text: 'C. [@c]'}]\n", []),
        ("terms: [{id: t, term: T, text: 'C. [@c]'}]\n", []),
        (
            "actors: [" + MAYOR % "A." + "]\nquestions: [{id: q, text: Q}]\npositions: [{actor: mayor, "
            "question: q, stance: for, position: P., reason: 'C. [@c]', sources: [s]}]\n",
            [],
        ),
        (
            "actors: [" + MAYOR % "A." + "]\nexpectations: [{id: e, who: [mayor], expected: c, came: [d], "
            "verdict: open}]\n",
            [],
        ),
        ("cards: [{id: k, kind: recall, claim: c, question: Q, answer: A}]\n", ["W502:2:15"]),
    ],
    ids=["nothing", "an actor", "a place", "a term", "a position", "an expectation", "a card"],
)
def test_a_claim_is_used_where_a_reader_meets_it(more: str, expected: list[str], tmp_path: Path) -> None:
    later = ", {id: d, statement: D., date: 2025, sources: [s], confidence: low}"
    ledger = LEDGER.replace("low}]", f"low}}{later}]") if "came: [d]" in more else LEDGER
    assert expected == story(tmp_path, SQUARE + "ending: true}\n", ledger + more)
