"""The story as a whole: dead ends, circles, hindsight, and effects that fit their variables."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.ids import NodeId
from explainer.model.node import Divert
from explainer.packs.load import load_pack
from tests.spoilt import codes, played
from tests.test_packs_codes import NODES, PACK, whole_pack


def story(folder: Path, nodes: str, *, more: str = "") -> list[str]:
    whole_pack(folder)
    (folder / "nodes.yaml").write_text("nodes:\n" + nodes, "utf-8")
    if more:
        (folder / "more.yaml").write_text(more, "utf-8")
    return [
        f"{item.code}:{item.span.start.line}:{item.span.start.column}"
        for item in load_pack(folder).diagnostics
    ]


LEDGER = (
    "sources: [{id: s, type: book, title: S}]\n"
    "claims: [{id: c, statement: C., sources: [s], confidence: low, %s}]\n"
)


SQUARE = "  - {id: square, title: S, body: S., "


LANE = "  - {id: %s, title: L, body: L., divert: %s}\n"


END = "  - {id: end, title: E, body: E., ending: true}\n"


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (SQUARE + "divert: end}\n" + END, []),
        (SQUARE + "divert: [{to: end}]}\n" + END, []),
        (SQUARE + "divert: [{to: end, when: {seen: end}}]}\n" + END, ["E401:2:10"]),
        (SQUARE + "divert: [{to: end, when: {seen: end}}, {to: square}]}\n" + END, []),
        (SQUARE + "divert: square}\n", ["E407:2:10"]),
        (SQUARE + "divert: a}\n" + LANE % ("a", "b") + LANE % ("b", "a"), ["E407:3:10"]),
        (SQUARE + "choices: [{id: on, text: On, to: square}]}\n" + END, []),
    ],
)  # fmt: skip
def test_the_whole_story_is_judged(tmp_path: Path, nodes: str, expected: list[str]) -> None:
    assert expected == story(tmp_path / "made", nodes)


@pytest.mark.parametrize(
    ("known", "page", "expected"),
    [
        ("date: 2024-05-02", "", []),
        ("date: 2024-05-03", "", ["E405:3:15"]),
        ("date: 2024-06", "", ["E405:3:15"]),
        # A year, a month: known from its first day.
        ("date: 2024-05", "", []),
        ("date: 2024", "", []),
        ("date: 2024-05-03", ", ahead: true", []),
        ("date: 2024-05-03", ", date: 2024-05-03", []),
        ("date: 2020, known_from: 2030", "", ["E405:3:15"]),
        ("date: 2030, known_from: 2020", "", []),
    ],
)
def test_a_page_rests_on_nothing_known_only_later(
    tmp_path: Path, known: str, page: str, expected: list[str]
) -> None:
    more = LEDGER % known
    nodes = f"  - {{id: square, title: S, ending: true{page}, body: \n     'It was. [@c]'}}\n"
    assert expected == story(tmp_path / "made", nodes, more=more)


def test_hindsight_in_a_fork_is_found_on_the_page_that_has_it(tmp_path: Path) -> None:
    more = LEDGER % "date: 2030"
    late = "  - {id: later, title: L, ahead: true, body: '[@c]', ending: true}\n"
    nodes = (
        "  - id: square\n    title: S\n    kind: fork\n    body: S.\n"
        "    fork:\n      question: Q?\n      resolution: later\n"
        "      options:\n        - {id: a, label: A, for: 'F. [@c]', against: 'A. [@c]', happened: true}\n"
        "        - {id: b, label: B, for: F., against: A.}\n"
    )
    assert story(tmp_path / "made", late + nodes, more=more) == ["E405:11:38"]


@pytest.mark.parametrize(
    ("effect_written", "fits"),
    [
        ("{set: [open, false]}", True),
        ("{set: [open, 1]}", False),
        ("{add: [open, 1]}", False),
        ("{set: [trust, -3]}", True),
        ("{set: [trust, true]}", False),
        ("{add: [trust, 1]}", True),
    ],
)
def test_an_effect_fits_its_variable(tmp_path: Path, effect_written: str, fits: bool) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "pack.yaml").write_text(PACK + "variables: {open: true, trust: 0}\n")
    for text in (
        NODES + f"    effects: [{effect_written}]\n",
        NODES.replace(
            "    ending: true\n",
            f"    choices: [{{id: a, text: A, to: square, effects: [{effect_written}]}}]\n",
        ),
    ):
        (folder / "nodes.yaml").write_text(text)
        assert ([] if fits else ["E408"]) == codes(folder)


def test_a_divert_is_a_page_or_a_list_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    story(folder, SQUARE + "divert: end}\n" + END)
    assert (Divert(NodeId("end")),) == played(folder).nodes[NodeId("square")].diverts
