"""A pack in order: what is filled in, what is linked, and that its files are split and named at will."""

from __future__ import annotations

import datetime
import gc
import shutil
from pathlib import Path

import pytest

from explainer.model.date import PartialDate
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.packs import load
from explainer.packs.load import load_pack
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from tests.spoilt import change, played
from tests.spoilt import town as town


def test_a_pack_in_order_has_no_findings_and_keeps_the_order_of_its_files(bridge: Pack) -> None:
    assert list(bridge.nodes) == ["square", "what-next", "signed", "refused", "home"]
    assert list(bridge.claims) == ["vote-nine-six", "count-disputed"]


def test_what_a_record_leaves_out_is_filled_in(bridge: Pack) -> None:
    assert {datetime.date(2024, 5, 2)} == {node.date for node in bridge.nodes.values()}
    assert {"vote"} == {node.chapter for node in bridge.nodes.values()}
    claim = bridge.claims[ClaimId("vote-nine-six")]
    assert (PartialDate(2024, 5, 2), False, ()) == (claim.known_from, not claim.core, claim.disputed)


def test_a_page_knows_the_forks_it_answers(bridge: Pack) -> None:
    assert bridge.told_by == {"signed": ("what-next",), "refused": ("what-next",)}


@pytest.mark.parametrize(
    ("term", "written", "read"),
    [
        ("Tally Sheet", "Here the [[tally]] is.", "Here the Tally Sheet is."),
        (
            "Tally Sheet, aliases: [Strichliste]",
            "Here [[Strichliste]] and [[tally|it]].",
            "Here Strichliste and it.",
        ),
        ("Tally", "A [[tally]] and a [[Tally]].", "A tally and a Tally."),
        ("Tally Sheet", "Here `[[tally]]` and [[tally]].", "Here [[tally]] and Tally Sheet."),
        (
            "Tally Sheet",
            "| a | b |\n|---|---|\n| [[tally]] | c |",
            "a           | b\n------------+--\nTally Sheet | c",
        ),
    ],
)
def test_a_link_to_a_term_by_its_id_reads_as_the_term(town: Path, term: str, written: str, read: str) -> None:
    change(town / "people.yaml", "term: tally,", f"term: {term},")
    body = "".join(f"\n        {line}" for line in written.splitlines())
    (town / "more.yaml").write_text(
        f"nodes:\n  - id: more\n    title: More\n    ending: true\n    body: |{body}\n"
    )
    pack = load_pack(town).pack
    assert pack is not None
    [passage] = pack.nodes[NodeId("more")].passages
    assert "\n".join(plain_lines(blocks_of(passage.text.text), lambda _claim: None)) == read


def test_a_term_is_found_by_id_by_word_and_by_alias_in_any_case(town: Path) -> None:
    change(town / "people.yaml", "term: tally,", "term: Tally Sheet, aliases: [Strichliste],")
    pack = played(town)
    assert {"tally", "tally sheet", "strichliste"} == set(pack.term_keys)
    assert pack.find_term("STRICHLISTE") is pack.find_term("tally")


@pytest.mark.parametrize("at_end", [False, True])
def test_the_chapter_of_a_file_counts_for_all_its_pages_wherever_it_stands(town: Path, at_end: bool) -> None:
    text = (town / "nodes.yaml").read_text("utf-8")
    head, body = text.split("\n", 1)
    (town / "nodes.yaml").write_text(f"{body}{head}\n" if at_end else text, "utf-8")
    assert {"vote"} == {node.chapter for node in played(town).nodes.values()}


def test_a_page_of_its_own_chapter_keeps_it(town: Path) -> None:
    change(
        town / "pack.yaml",
        "  - {id: vote, title: The vote}",
        "  - {id: vote, title: The vote}\n  - {id: end, title: End}",
    )
    change(town / "nodes.yaml", "title: Home\n", "title: Home\n    chapter: end\n")
    assert [node.chapter for node in played(town).nodes.values()] == ["vote"] * 4 + ["end"]


def test_files_may_be_split_and_named_at_will(town: Path, bridge: Pack) -> None:
    (town / "a" / "b").mkdir(parents=True)
    shutil.move(town / "people.yaml", town / "a" / "b" / "w.yml")
    shutil.move(town / "nodes.yaml", town / "a" / "0.yaml")
    assert bridge == played(town)


def test_hidden_and_other_files_are_no_part_of_a_pack(town: Path, bridge: Pack) -> None:
    for name in (".hidden.yaml", "notes.txt", "nodes.yaml~", "README.md"):
        (town / name).write_text("\x1b: *not: yaml\n")
    (town / ".git").mkdir()
    (town / ".git" / "more.yaml").write_text("nonsense: true\n")
    assert bridge == played(town)


def test_line_ends_and_a_byte_order_mark_make_no_difference(town: Path, bridge: Pack) -> None:
    for path in town.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert bridge == played(town)


def test_loading_leaves_the_collector_as_it_was(bridge_folder: Path) -> None:
    was = gc.isenabled()
    try:
        for on in (True, False):
            (gc.enable if on else gc.disable)()
            load_pack(bridge_folder)
            assert on == gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()


def test_each_list_of_a_file_has_its_reader() -> None:
    assert list(load.LISTS) == [
        "sources", "claims", "nodes", "actors", "places", "questions", "positions", "terms", "cards",
        "misconceptions", "events", "expectations", "map",
    ]  # fmt: skip
