"""What is given twice: told with the place of the first, never taken silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.packs.load import load_pack
from tests.spoilt import change, found, only, place, played
from tests.spoilt import town as town
from tests.test_packs_codes import shown


@pytest.mark.parametrize(
    ("record", "what", "file", "before"),
    [
        ("claims: [{id: count-disputed}]", "claim id 'count-disputed'", "claims.yaml", "true\n  - id: "),
        ("sources: [{id: minutes}]", "source id 'minutes'", "sources.yaml", "{id: "),
        ("actors: [{id: mayor}]", "actor id 'mayor'", "people.yaml", "- id: "),
        ("places: [{id: old-square}]", "place id 'old-square'", "people.yaml", "places:\n  - {id: "),
        ("questions: [{id: cars}]", "question id 'cars'", "people.yaml", "questions:\n  - {id: "),
        ("terms: [{id: tally}]", "term id 'tally'", "people.yaml", "terms:\n  - {id: "),
        ("cards: [{id: how-many}]", "card id 'how-many'", "people.yaml", "cards:\n  - {id: "),
        ("nodes: [{id: what-next}]", "page id 'what-next'", "nodes.yaml", "to: home}\n  - id: "),
    ],
)  # fmt: skip
def test_an_id_given_twice_names_where_the_first_one_stands(
    town: Path, record: str, what: str, file: str, before: str
) -> None:
    (town / "zz.yaml").write_text(record + "\n", "utf-8")
    [item] = [item for item in load_pack(town).diagnostics if item.code == "E106"]
    assert f"the {what} is given twice" == item.message
    assert f"It was first given at {place(town / file, before)}." == item.hint
    assert (item.span.file, item.span.start.line) == ("zz.yaml", 1)


def test_files_are_read_by_name_so_the_first_is_the_first_by_name(town: Path) -> None:
    (town / "a.yaml").write_text("sources: [{id: minutes, type: report, title: M}]\n", "utf-8")
    item = only(town)
    assert shown(item) == "sources.yaml:2:10: error E106 the source id 'minutes' is given twice"
    assert item.hint == "It was first given at a.yaml:1:16."


def test_a_choice_id_is_unique_on_its_page_only(town: Path) -> None:
    change(town / "nodes.yaml", "{id: leave, text", "{id: ask, text")
    item = only(town)
    assert shown(item) == "nodes.yaml:12:14: error E106 the choice id 'ask' is given twice"
    assert item.hint == "It was first given at nodes.yaml:11:14."


def test_ids_of_the_manifest_are_given_once(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(
        text + "  - {id: vote, title: Again}\n"
        "sides: [{id: a, name: A}, {id: a, name: B}]\n"
        "variables: {n: 1, n: 2}\n",
        "utf-8",
    )
    assert found(town) == [
        "pack.yaml:14:10: error E106 the chapter id 'vote' is given twice",
        "pack.yaml:15:32: error E106 the side id 'a' is given twice",
        "pack.yaml:16:19: error E106 the variable id 'n' is given twice",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terms: []\nclaims: []\nterms: []\n", "3:1: error E102 the key 'terms' is given twice"),
        ("chapter: vote\nchapter: vote\n", "2:1: error E102 the key 'chapter' is given twice"),
        (
            "places:\n  - id: p\n    name: P\n    names: {sr: A, sq: B, sr: C}\n",
            "4:27: error E102 the language 'sr' is given twice",
        ),
    ],
)
def test_a_key_given_twice_is_never_taken_silently(town: Path, text: str, expected: str) -> None:
    (town / "zz.yaml").write_text(text, "utf-8")
    assert [f"zz.yaml:{expected}"] == found(town)


def test_a_page_renamed_twice_is_found(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(text + "renames: {nodes: {plaza: square, plaza: home}}\n", "utf-8")
    assert found(town) == ["pack.yaml:14:34: error E102 'plaza' is renamed twice"]


def test_renames_keep_old_ids_alive(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(
        text + "renames: {nodes: {plaza: square}, claims: {vote: vote-nine-six}}\n", "utf-8"
    )
    manifest = played(town).manifest
    assert (
        manifest.renamed_nodes,
        manifest.renamed_claims,
    ) == ({"plaza": "square"}, {"vote": "vote-nine-six"})
