"""Findings as workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given

from explainer.cli.reporters.github import MOST, as_commands, left_out
from explainer.model.diagnostic import Diagnostic, Severity
from explainer.prose.clean import visible
from explainer.rules.check import check_pack
from explainer.rules.explain import explain
from tests.findings import BAD, BAD_PACKS, HOSTILE, any_file, any_words, checked, finding
from tests.strategies import examples

ROOT = Path(__file__).resolve().parent.parent
TWENTY = BAD / "twenty"

Command = tuple[str, dict[str, str], str]

ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str, *escapes: str) -> str:
    return re.sub("|".join(escapes), lambda match: ESCAPES[match[0]], text)


def read_back(line: str) -> Command:
    """A command with its properties and its data."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    return (
        found[1],
        {key: unescaped(value, *ESCAPES) for key, value in properties.items()},
        unescaped(found[3], "%0D", "%0A", "%25"),
    )


def commands(*items: Diagnostic, folder: Path = TWENTY) -> list[Command]:
    text = as_commands(folder, items)
    # Split at whatever could end a line, so that one that slipped through is no command.
    return [read_back(line) for line in re.split(r"\r\n|\n|\r", text)] if text else []


def test_a_finding_is_a_command_with_its_place() -> None:
    text = as_commands(TWENTY, [finding()])
    path = "tests/packs/bad/twenty/nodes.yaml"

    assert text == (
        f"::error file={path},line=4,col=16,endLine=4,endColumn=22,title=E201 An unknown page"
        f"::{path}:4:16: E201 there is no page 'sqaure' in this pack%0ADid you mean 'square'?"
    )


def test_each_severity_has_its_command() -> None:
    found = commands(*(finding(severity=severity) for severity in Severity))
    assert [name for name, _, _ in found] == ["error", "warning", "notice"]


def test_a_place_on_several_lines_has_no_columns() -> None:
    [(_, where, _)] = commands(finding(place=(4, 16, 6, 2)))
    assert list(where) == ["file", "line", "endLine", "title"]
    assert (where["line"], where["endLine"]) == ("4", "6")


def test_a_finding_without_a_hint_ends_with_its_message() -> None:
    [(_, _, words)] = commands(finding(hint=""))
    assert words.endswith("there is no page 'sqaure' in this pack")


@examples(100)
@given(any_file, any_words, any_words)
def test_whatever_is_found_is_read_back_as_it_was(file: str, message: str, hint: str) -> None:
    [(_, where, words)] = commands(finding(message, hint, file=file))
    path = f"tests/packs/bad/twenty/{file}"

    assert where["file"] == path
    said = visible(f"{path}:4:16: E201 {message}")
    assert words.split("\n") == [said, visible(hint)] if hint else [said]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_command_and_no_other(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print(as_commands(TWENTY, [finding(text, text)]).encode("utf-8", "backslashreplace").decode())
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", line)


def test_a_name_that_could_drive_a_terminal_is_spelt_out_when_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(BAD / "E202-unknown-claim", tmp_path / "pa\x1b[2Jck, 1%")
    _, text, _ = checked(capsys, str(folder), "--format", "github")
    assert text.startswith("::error file=pa\\x1b[2Jck%2C 1%25/nodes.yaml,line=4,")


@pytest.mark.parametrize("folder", BAD_PACKS, ids=lambda folder: folder.name)
def test_every_bad_pack_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = checked(capsys, str(folder), "--format", "github")
    items = check_pack(folder).diagnostics[:MOST]

    assert code == any(item.severity is Severity.ERROR for item in items)
    for line, item in zip(text.splitlines(), items, strict=True):
        _, where, _ = read_back(line)
        assert (ROOT / where["file"]).is_file() or item.code == "E011"
        assert where["line"] == str(item.span.start.line)
        assert where["title"] == f"{item.code} {explain(item.code).manual.heading}"


def test_errors_come_first_and_no_more_than_are_shown() -> None:
    items = [
        finding(f"{number} of {severity}", severity=severity)
        for number in range(MOST + 2)
        for severity in (Severity.NOTE, Severity.WARNING, Severity.ERROR)
    ]
    found = commands(*items)

    assert [name for name, _, _ in found] == ["error"] * MOST + ["warning"] * MOST + ["notice"] * MOST
    assert [words.split(" ")[2] for _, _, words in found] == [str(number) for number in range(MOST)] * 3
    assert left_out(items) == 6


def test_what_is_left_out_is_spoken_of(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, talk = checked(capsys, str(TWENTY), "--format", "github")

    assert code == 1
    assert len(text.splitlines()) == MOST
    assert talk == "twenty: 20 errors.\nGitHub shows 10 of each kind; left out here: 10.\n"


def test_what_a_pack_turns_off_is_spoken_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(BAD / "W501-lost-page", tmp_path / "made")
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: [{rule: W501, level: off, because: It comes later.}]\n")
    code, text, talk = checked(capsys, str(folder), "--format", "github")

    assert (code, text) == (0, "")
    assert talk == "bad: all in order.\nTurned off by the pack: W501 (because It comes later.)\n"


def test_a_pack_in_order_prints_nothing(bridge_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(capsys, str(bridge_folder), "--format", "github")
    assert found == (0, "", "bridge: all in order.\n")


def test_a_warning_fails_only_if_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(BAD / "W501-lost-page")
    assert checked(capsys, folder, "--format", "github")[0] == 0
    assert checked(capsys, folder, "--format", "github", "--strict")[0] == 1
