"""Findings as SARIF: by the published schema, at the right files and places, known again next time."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given

import explainer
from explainer.cli.reporters.sarif import as_sarif
from explainer.model.diagnostic import Diagnostic, Severity
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack
from explainer.rules.explain import all_codes, explain
from explainer.rules.rule import Rule
from tests.findings import BAD, BAD_PACKS, HOSTILE, any_file, any_words, checked, finding
from tests.schemas import SARIF, fault, published
from tests.strategies import examples

TWENTY = BAD / "twenty"
DOWN = (3, 0, 3, 0)
"""Three lines further down."""


def run_of(*items: Diagnostic, folder: Path = TWENTY) -> dict[str, Any]:
    """The one run of a log, which is one by the published schema."""
    text = as_sarif(folder, items)
    assert text.isascii()
    log = json.loads(text)
    assert fault(published(SARIF), log) == ""
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def uris(run: dict[str, Any]) -> list[str]:
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    ]


def marks(*items: Diagnostic) -> list[str]:
    return [result["partialFingerprints"]["explainerFinding/v1"] for result in run_of(*items)["results"]]


def moved(item: Diagnostic, by: tuple[int, int, int, int]) -> Diagnostic:
    start, end = item.span.start, item.span.end
    place = (start.line + by[0], start.column + by[1], end.line + by[2], end.column + by[3])
    return replace(item, span=finding(file=item.span.file, place=place).span)


# ---------------------------------------------------------------- the schema, and what GitHub wants


def test_the_schema_sees_a_fault() -> None:
    log = json.loads(as_sarif(TWENTY, [finding()]))
    log["runs"][0]["columnKind"] = "characters"
    assert "characters" in fault(published(SARIF), log)


@pytest.mark.parametrize("folder", BAD_PACKS, ids=lambda folder: folder.name)
def test_every_bad_pack_is_told_as_the_schema_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, talk = checked(capsys, str(folder), "--format", "sarif")
    log = json.loads(text)
    items = check_pack(folder).diagnostics

    assert fault(published(SARIF), log) == ""
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [item.code for item in items]
    assert code == any(item.severity is Severity.ERROR for item in items)
    assert talk.endswith(".\n")


def test_a_pack_in_order_has_no_results_and_all_rules(
    bridge_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text, talk = checked(capsys, str(bridge_folder), "--format", "sarif")
    [run] = json.loads(text)["runs"]

    assert (code, talk) == (0, "bridge: all in order.\n")
    assert run["results"] == []
    assert len(run["tool"]["driver"]["rules"]) == len(all_codes())


def test_the_format_that_is_named_is_meant_more_than_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert "runs" in json.loads(checked(capsys, str(TWENTY), "--json", "--format", "sarif")[1])


@examples(40)
@given(any_file, any_words, any_words)
def test_whatever_is_found_is_told_as_the_schema_says(file: str, words: str, more: str) -> None:
    items = [
        finding(words, more, file=file, witness=more, source=words, severity=severity)
        for severity in Severity
    ]
    run = run_of(*items)

    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    for uri in uris(run):
        assert urlsplit(uri)[:2] == ("", "")
        assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri)
        assert unquote_to_bytes(uri).endswith(os.fsencode(file))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    [result] = run_of(finding(text, text, witness=text))["results"]
    said = result["message"]["text"]

    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", said)
    # No placeholder, and no link to another place.
    assert re.findall(r"(?<!\{)(?:\{\{)*\{(?!\{)", said) == []
    assert re.findall(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", said) == []


def test_a_character_beyond_the_first_plane_is_one_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BAD / "E202-unknown-claim", tmp_path / "pack")
    file = tmp_path / "pack" / "nodes.yaml"
    file.write_text(file.read_text("utf-8").replace("Nothing is here.", "😀😀 𝔊."), "utf-8")
    [item] = check_pack(tmp_path / "pack").diagnostics
    run = run_of(item, folder=tmp_path / "pack")

    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = file.read_text("utf-8").split("\n")[region["startLine"] - 1]
    assert run["columnKind"] == "unicodeCodePoints"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "[@vote]"
    assert region["startLine"] == region["endLine"]


def test_a_finding_about_a_whole_file_has_all_four_ends(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = checked(capsys, str(BAD / "E011-no-manifest"), "--format", "sarif")
    [result] = json.loads(text)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]

    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def test_a_message_is_a_sentence_and_then_what_to_do() -> None:
    results = run_of(finding(), finding(hint=""), finding("write {seen: x}", "See [it](node:it)."))["results"]

    assert [result["message"]["text"] for result in results] == [
        "there is no page 'sqaure' in this pack. Did you mean 'square'?",
        "there is no page 'sqaure' in this pack.",
        "write {{seen: x}}. See \\[it\\](node:it).",
    ]


def test_a_witness_is_a_property_of_what_it_meets() -> None:
    with_one, without = run_of(finding(witness="square ask leave"), finding())["results"]

    assert with_one["properties"] == {"witness": "square ask leave"}
    assert "properties" not in without


# ---------------------------------------------------------------- the tool and its rules


def test_the_tool_says_its_name_and_version() -> None:
    driver = run_of()["tool"]["driver"]

    assert driver["name"] == "explainer"
    assert driver["version"] == driver["semanticVersion"] == explainer.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:-[\w.-]+)?", explainer.__version__)


def test_every_code_is_a_rule_and_every_result_names_its_own() -> None:
    run = run_of(*check_pack(TWENTY).diagnostics)
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == all_codes()
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    for rule in rules:
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 1 < len(text) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]


def test_a_rule_is_described_by_its_manual() -> None:
    rules = {rule["id"]: rule for rule in run_of()["tool"]["driver"]["rules"]}
    for code, told in rules.items():
        meant = explain(code)
        words, markdown = told["help"]["text"], told["help"]["markdown"]
        assert told.get("name", "") == meant.name
        assert told["shortDescription"]["text"] == meant.manual.heading
        assert told["defaultConfiguration"]["level"] == str(meant.level)
        assert told["fullDescription"]["text"] in words
        samples = [sample.text for sample in (*meant.manual.fails, *meant.manual.passes)]
        assert [f"yaml\n{sample}" for sample in samples] == markdown.split("```")[1::2]
        assert all(sample.rstrip("\n") in words for sample in samples)
        assert "``" not in words


def test_a_manual_is_told_as_text_and_as_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    manual = """A heading.

    Why ``it`` is
    so.

    Fails::

        # a.yaml
        b: {c: d}

    Passes::

        # a.yaml
        e: f
    """
    monkeypatch.setitem(RULES, "N999", Rule("N999", "a-name", Severity.NOTE, lambda _: (), manual))
    [rule] = [rule for rule in run_of()["tool"]["driver"]["rules"] if rule["id"] == "N999"]

    assert rule == {
        "id": "N999",
        "name": "a-name",
        "shortDescription": {"text": "A heading"},
        "fullDescription": {"text": "Why 'it' is so."},
        "help": {
            "text": "A heading.\n\nWhy 'it' is so.\n\nFails:\n\n# a.yaml\nb: {c: d}\n\n\n"
            "Passes:\n\n# a.yaml\ne: f",
            "markdown": "A heading.\n\nWhy ``it`` is so.\n\nFails:\n\n```yaml\n# a.yaml\nb: {c: d}\n```\n\n"
            "Passes:\n\n```yaml\n# a.yaml\ne: f\n```",
        },
        "defaultConfiguration": {"level": "note"},
    }


def test_what_a_pack_turns_off_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(BAD / "W501-lost-page", tmp_path / "made")
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: [{rule: W501, level: off, because: It comes later.}]\n")
    log = json.loads(checked(capsys, str(folder), "--format", "sarif")[1])
    [run] = log["runs"]

    assert fault(published(SARIF), log) == ""
    [off] = run["invocations"][0]["ruleConfigurationOverrides"]
    assert (
        run["tool"]["driver"]["rules"][off["descriptor"]["index"]]["id"] == off["descriptor"]["id"] == "W501"
    )
    assert off["configuration"] == {"enabled": False}
    assert off["properties"] == {"because": "It comes later."}


def test_a_pack_may_take_a_rule_more_or_less_gravely() -> None:
    [result] = run_of(finding(code="W601", severity=Severity.NOTE))["results"]
    assert result["level"] == "note"


# ---------------------------------------------------------------- where files are


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "top" / "packs" / "a: b#ü"
    shutil.copytree(BAD / "E202-unknown-claim", folder)
    return folder


def test_files_are_told_from_the_current_folder(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack.parent.parent)
    run = run_of(finding(), folder=Path("packs") / pack.name)

    assert uris(run) == ["packs/a%3A%20b%23%C3%BC/nodes.yaml"]
    assert run["originalUriBaseIds"].keys() == {"%SRCROOT%"}
    assert run["automationDetails"]["id"] == "explainer/packs/a: b#ü/"
    assert str(pack.parent) not in json.dumps(run)


def test_the_pack_may_be_the_current_folder(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack)
    run = run_of(finding(), folder=Path())

    assert uris(run) == ["nodes.yaml"]
    assert run["automationDetails"]["id"] == "explainer/./"


def test_a_pack_outside_has_whole_addresses(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    run = run_of(finding(), folder=pack)

    assert uris(run) == [(pack / "nodes.yaml").resolve().as_uri()]
    assert "originalUriBaseIds" not in run


def test_in_a_step_that_runs_in_a_folder_of_the_checkout_the_checkout_is_the_top(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack.parent)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(pack.parent.parent))
    assert uris(run_of(finding(), folder=pack)) == ["packs/a%3A%20b%23%C3%BC/nodes.yaml"]

    monkeypatch.setenv("GITHUB_WORKSPACE", str(pack / "elsewhere"))
    assert uris(run_of(finding(), folder=pack)) == ["a%3A%20b%23%C3%BC/nodes.yaml"]


def test_a_link_is_told_as_what_it_leads_to_unless_it_leads_out(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack)
    (pack / "more").mkdir()
    (pack / "link.yaml").symlink_to(pack / "more" / "real.yaml")
    (pack / "out.yaml").symlink_to(tmp_path / "other.yaml")
    (pack / "round.yaml").symlink_to(pack / "round.yaml")
    files = ["link.yaml", "out.yaml", "round.yaml", "."]

    told = uris(run_of(*(finding(file=file) for file in files), folder=pack))
    assert told == ["more/real.yaml", "out.yaml", "round.yaml", "."]


def test_a_shipped_pack_named_by_its_id_is_told_from_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BAD / "E202-unknown-claim", tmp_path / "content" / "town")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPLAINER_CONTENT", "content")
    _, text, _ = checked(capsys, "town", "--format", "sarif")
    assert uris(json.loads(text)["runs"][0]) == ["content/town/nodes.yaml"]


# ---------------------------------------------------------------- known again next time


@pytest.mark.parametrize("folder", BAD_PACKS, ids=lambda folder: folder.name)
def test_no_two_findings_have_the_same_fingerprint(folder: Path) -> None:
    found = marks(*check_pack(folder).diagnostics)
    assert len(set(found)) == len(found)


def test_a_fingerprint_stays_when_lines_move(tmp_path: Path) -> None:
    shutil.copytree(TWENTY, tmp_path / "twenty")
    before = check_pack(tmp_path / "twenty").diagnostics
    for file in (tmp_path / "twenty").rglob("*.yaml"):
        file.write_bytes(b"# A line.\n\n" + file.read_bytes())
    after = check_pack(tmp_path / "twenty").diagnostics

    assert [item.span.start.line + 2 for item in before] == [item.span.start.line for item in after]
    assert marks(*before) == marks(*after)


def test_a_fingerprint_stays_when_a_line_is_set_in_or_a_message_is_put_better() -> None:
    before = finding("there are 3 pages without 'square'", source="  to: sqaure")
    after = finding("without 'square' are 4 pages", "No hint.", source="      to:  sqaure ")
    assert marks(before) == marks(moved(after, DOWN))


def test_a_fingerprint_tells_code_file_line_and_names_apart() -> None:
    items = [
        finding(),
        finding(code="E202"),
        finding(file="more.yaml"),
        finding(source="to: other"),
        finding("there is no page 'other' in this pack"),
        finding("there is no page “sqaure other” in this pack"),
    ]
    assert len({mark.partition(":")[0] for mark in marks(*items)}) == len(items)


def test_findings_alike_in_all_that_are_counted() -> None:
    first, second, third = (mark.split(":") for mark in marks(finding(), finding(code="E202"), finding()))

    assert first[0] == third[0] != second[0]
    assert [first[1], second[1], third[1]] == ["1", "1", "2"]


def test_the_fingerprint_that_githubs_upload_makes_is_left_to_it() -> None:
    [result] = run_of(finding())["results"]
    assert result["partialFingerprints"].keys() == {"explainerFinding/v1"}
