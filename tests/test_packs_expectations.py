"""Expectations: what is read, what is refused, and where else they are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.export.text import as_text
from explainer.model.expectation import Expectation, Verdict
from explainer.model.ids import ActorId, ClaimId, ExpectationId
from explainer.packs.cache import cache_key, keep, kept_pack
from explainer.packs.load import load_pack, open_pack

BRIDGE = Path(__file__).parent / "packs" / "good" / "bridge"

MORE = """\
claims:
  - {id: counted-again, statement: The votes were counted again and came out the same., label: Counted again,
     date: 2024-05-20, sources: [minutes], confidence: high}
expectations:
  - {id: a-second-count, who: [mayor], expected: count-disputed, came: [counted-again], verdict: failed,
     note: The count was in order.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in BRIDGE.iterdir():
        (tmp_path / path.name).write_text(path.read_text("utf-8"))
    return tmp_path


def findings(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "x.yaml").write_text(text)
    return [(item.code, item.message) for item in load_pack(folder).diagnostics if item.span.file == "x.yaml"]


def test_an_expectation_is_read_whole(folder: Path) -> None:
    assert findings(folder, MORE) == []
    assert dict(open_pack(folder).expectations) == {
        "a-second-count": Expectation(
            ExpectationId("a-second-count"),
            (ActorId("mayor"),),
            ClaimId("count-disputed"),
            (ClaimId("counted-again"),),
            Verdict.FAILED,
            "The count was in order.",
        )
    }


def test_a_pack_without_them_has_none() -> None:
    assert open_pack(BRIDGE).expectations == {}


def test_it_comes_out_of_the_cache_as_it_went_in(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "x.yaml").write_text(MORE)
    opened = open_pack(folder)
    cache = tmp_path_factory.mktemp("cache")
    key = cache_key(folder, sorted(folder.glob("*.yaml")))
    keep(cache, key, opened)
    assert kept_pack(cache, key) == opened


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("who: [mayor]", "who: [nobody]", "E206", "there is no actor 'nobody'"),
        ("who: [mayor]", "who: []", "E112", "the list is empty"),
        ("expected: count-disputed", "expected: nothing", "E202", "there is no claim 'nothing'"),
        ("came: [counted-again]", "came: [nothing]", "E202", "there is no claim 'nothing'"),
        ("came: [counted-again]", "came: []", "E112", "the list is empty"),
        ("came: [counted-again], ", "", "E103", "'came'"),
        ("verdict: failed", "verdict: true", "E107", "'true'"),
        ("expected: count-disputed", "expected: counted-again", "E414", "what came of it too"),
        ("came: [counted-again]", "came: [vote-nine-six]", "E414", "was known from 2024-05-02"),
        ("note:", "notes:", "E101", "'notes'"),
    ],
)
def test_what_does_not_fit_is_reported(folder: Path, old: str, new: str, code: str, said: str) -> None:
    assert old in MORE
    found = findings(folder, MORE.replace(old, new))
    assert [item[0] for item in found] == [code]
    assert said in found[0][1]


def test_an_id_given_twice_is_reported(folder: Path) -> None:
    again = MORE.rpartition("expectations:\n")[2]
    assert [code for code, _ in findings(folder, MORE + again)] == ["E106"]


def test_on_paper_it_stands_with_what_came_of_it(folder: Path) -> None:
    (folder / "x.yaml").write_text(MORE)
    text = as_text(open_pack(folder), width=0)
    _, _, part = text.partition("WHAT WAS EXPECTED\n")
    assert "On 2 May 2024, and what came of it" in part
    assert "The mayor. One councillor says that two votes were cast after the bell. [2]" in part
    assert "   Did not hold: [3]. The count was in order." in part
    assert "WHAT WAS EXPECTED" not in as_text(open_pack(BRIDGE))


def test_stats_count_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.yaml").write_text(MORE)
    assert run(["stats", str(folder), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["expectations"], found["expectations_by_verdict"]) == (1, {"failed": 1})
