"""What a pack promises, and whether it keeps it: on packs made here, with their kept twins."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.pack import VoicesPromise
from explainer.packs.argued_words import paragraphs, words_argued
from explainer.packs.load import load_pack, open_pack
from explainer.rules.check import check_pack
from explainer.rules.minutes_that_are_not import route_minutes

MANIFEST = """\
format: 1
id: carts
title: Carts
question: Should carts cross?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
sides:
  - {id: town, name: The town}
  - {id: drivers, name: The drivers}
"""

LEDGER = """\
sources:
  - {id: minutes, type: report, title: Minutes}
claims:
  - {id: heavy, statement: Carts are heavy., date: 2024, sources: [minutes], confidence: high, argues: [town]}
  - {id: needed, statement: Needed., date: 2024, sources: [minutes], confidence: low, argues: [drivers]}
  - {id: both, statement: Both., date: 2024, sources: [minutes], confidence: low, argues: [town, drivers]}
  - {id: vote, statement: They voted., date: 2024, sources: [minutes], confidence: high}
actors:
  - {id: mayor, name: The mayor, kind: person, text: The town., side: town}
  - {id: carter, name: The carter, kind: person, text: The drivers., side: drivers}
"""


def pack_in(folder: Path, nodes: str, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(MANIFEST + more)
    (folder / "ledger.yaml").write_text(LEDGER)
    (folder / "nodes.yaml").write_text("nodes:\n" + nodes)
    return folder


def codes(folder: Path) -> list[str]:
    return [item.code for item in check_pack(folder).diagnostics if item.code.startswith("W6")]


PAGE = "  - {{id: {id}, title: T, body: Words., {rest}}}\n"


def page(name: str, *to: str, voices: str = "") -> str:
    ways = ", ".join(f"{{id: to-{target}, text: Go, to: {target}}}" for target in to)
    rest = f"choices: [{ways}]" if to else "ending: true"
    return PAGE.format(id=name, rest=f"voices: [{voices}], {rest}" if voices else rest)


VOICES = "promises: {voices: [{sides: [town, drivers], within: 3}]}\n"


def test_words_count_for_every_side_whose_argument_they_report(tmp_path: Path) -> None:
    body = (
        "    body: |\n      One two. [@heavy]\n      Three four five. [@needed; @vote]\n      Six. [@both]\n"
    )
    body += "      Seven. [@vote]\n\n      Not said by anybody. [@-]\n      Eight nine. [@heavy]\n"
    opened = open_pack(pack_in(tmp_path, "  - id: square\n    title: T\n    ending: true\n" + body))
    assert words_argued(opened) == {"town": 2 + 1 + 2, "drivers": 3 + 1}


def test_words_of_a_paragraph_do_not_count_for_a_claim_of_the_next(tmp_path: Path) -> None:
    body = "    body: |\n      Uncited words of the first.\n\n      One. [@heavy]\n"
    opened = open_pack(pack_in(tmp_path, "  - id: square\n    title: T\n    ending: true\n" + body))
    assert words_argued(opened)["town"] == 1


def test_paragraphs_stand_between_empty_lines() -> None:
    assert paragraphs("a\nb\n\n  \nc\n \t\nd") == ["a\nb", "c", "d"]


def test_a_promise_of_voices_is_kept_if_every_walk_hears_each_side_in_time(tmp_path: Path) -> None:
    nodes = (
        page("square", "hall", "road", voices="mayor")
        + page("hall", "square", "road")
        + page("road", voices="carter")
    )
    assert (
        codes(
            pack_in(tmp_path / "kept", page("square", "hall", voices="mayor, carter") + page("hall"), VOICES)
        )
        == []
    )
    result = check_pack(pack_in(tmp_path / "broken", nodes, VOICES))
    [found] = [item for item in result.diagnostics if item.code == "W605"]
    assert found.message.endswith("'drivers': square → hall → square")


def test_a_walk_that_ends_before_the_promise_falls_due_breaks_nothing(tmp_path: Path) -> None:
    assert codes(pack_in(tmp_path, page("square", "hall") + page("hall"), VOICES)) == []


def test_a_page_that_is_passed_is_no_page_of_a_walk(tmp_path: Path) -> None:
    passed = "  - {id: gate, title: T, body: Words., divert: hall}\n"
    nodes = page("square", "gate", voices="mayor, carter") + passed + page("hall", "yard") + page("yard")
    assert codes(pack_in(tmp_path, nodes, VOICES)) == []


def test_voices_are_promised_from_every_way_in(tmp_path: Path) -> None:
    ways = "ways_in: [{id: back, title: B, minutes: 0, start: yard, text: The back.}]\n"
    nodes = (
        page("square", "yard", voices="mayor, carter")
        + page("yard", "hall")
        + page("hall", "cellar")
        + page("cellar")
    )
    found = [
        item
        for item in check_pack(pack_in(tmp_path, nodes, VOICES + ways)).diagnostics
        if item.code == "W605"
    ]
    assert [item.message.rpartition(": ")[2] for item in found] == ["yard → hall → cellar"] * 2


def test_a_hidden_passage_meets_no_core_claim_for_everybody(tmp_path: Path) -> None:
    node = (
        "  - id: square\n    title: T\n    ending: true\n    body: Words.\n"
        "    passages:\n      - {text: 'They voted. [@vote]', when: {heard: mayor}}\n"
    )
    way = "{id: in, title: I, minutes: 0, start: square, text: In.}"
    more = f"promises: {{core_on_every_way: true}}\nways_in: [{way}]\n"
    folder = pack_in(tmp_path, node, more)
    assert codes(folder) == []
    (folder / "ledger.yaml").write_text(
        LEDGER.replace("They voted., date: 2024", "They voted., core: true, date: 2024")
    )
    assert codes(folder) == ["W602"]


@pytest.mark.parametrize(("words", "minutes"), [(1500, 10), (2500, 10), (2499, 10), (1501, 10)])
def test_minutes_may_be_off_by_a_quarter(tmp_path: Path, words: int, minutes: int) -> None:
    body = "word " * (words - 1)
    node = f"  - {{id: square, title: T, ending: true, body: {body}}}\n"
    way = f"{{id: in, title: I, minutes: {minutes}, start: square, text: In., route: [square]}}"
    folder = pack_in(tmp_path, node, f"ways_in: [{way}]\n")
    assert codes(folder) == []
    opened = open_pack(folder)
    assert route_minutes(opened, opened.manifest.ways_in[0]) == words / 200
    (folder / "pack.yaml").write_text(MANIFEST + f"ways_in: [{way.replace('10', '6')}]\n")
    assert codes(folder) == (["W604"] if words / 200 > 7.5 else [])


@pytest.mark.parametrize(
    ("words", "minutes", "said"),
    [
        (20, 1, ""),
        (300, 1, ""),
        (301, 1, "says 1 minute; its pages take about 2"),
        (300, 2, ""),
        (299, 2, "says 2 minutes; its pages take about 1"),
        (20, 2, "says 2 minutes; its pages take about 1"),
    ],
)
def test_a_short_way_is_measured_in_whole_minutes(
    tmp_path: Path, words: int, minutes: int, said: str
) -> None:
    node = f"  - {{id: square, title: T, ending: true, body: {'word ' * (words - 1)}}}\n"
    way = f"{{id: in, title: I, minutes: {minutes}, start: square, text: In., route: [square]}}"
    checked = check_pack(pack_in(tmp_path, node, f"ways_in: [{way}]\n"))
    found = [item.message for item in checked.diagnostics if item.code == "W604"]
    assert [message.partition("'in' ")[2] for message in found] == ([said] if said else [])


def test_opening_a_pack_does_not_look_at_its_promises(tmp_path: Path) -> None:
    folder = pack_in(tmp_path, page("square", "hall") + page("hall", "square"), VOICES)
    assert codes(folder) == ["W605", "W605"]
    assert load_pack(folder).diagnostics == ()


def test_the_manifest_holds_its_promises(tmp_path: Path) -> None:
    opened = open_pack(pack_in(tmp_path, page("square"), VOICES))
    assert opened.manifest.promises.voices == (VoicesPromise(("town", "drivers"), 3),)
