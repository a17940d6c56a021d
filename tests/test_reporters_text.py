"""Findings in a terminal: no line is wider than it, and the caret stands under what is meant."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.cli.reporters.text import as_text
from explainer.model.diagnostic import Diagnostic
from explainer.prose.clean import visible
from explainer.prose.width import cell_width
from explainer.rules.check import check_pack
from tests.findings import BAD, BAD_PACKS, HOSTILE, checked, finding

WIDTHS = [20, 39, 79]


def spaceless(text: str) -> str:
    return re.sub(r"\s", "", text)


def told(item: Diagnostic, width: int) -> list[str]:
    return as_text([item], width=width).split("\n")


def pointed(lines: list[str]) -> list[str]:
    """The line of the file, and the caret under it."""
    [caret] = [number for number, line in enumerate(lines) if re.fullmatch(r" *\^+", line)]
    return lines[caret - 1 : caret + 1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("folder", BAD_PACKS, ids=lambda folder: folder.name)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(folder: Path, width: int) -> None:
    for item in check_pack(folder).diagnostics:
        lines = told(replace(item, witness=""), width)
        words = spaceless("".join(lines))
        assert max(map(cell_width, lines)) <= width
        assert spaceless(visible(item.message)) in words
        assert spaceless(visible(item.hint)) in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", [*HOSTILE, "界" * 300, "e\u0301" * 300])
def test_whatever_a_finding_says_fits(text: str, width: int) -> None:
    source = f"{text}[@no]{text}"
    columns = (1, len(text) + 1, 1, len(text) + 6)
    lines = told(finding(text, text, source=source.replace("\n", " "), place=columns), width)

    assert max(map(cell_width, lines)) <= width
    shown, caret = pointed(lines)
    assert cell_width(caret) == cell_width(shown[: shown.index("[@no]")] + "[@no]")


def test_a_long_line_is_shown_around_its_mistake_as_far_as_there_is_room() -> None:
    source = "a" * 50 + "[@no]" + "b" * 50
    item = finding(source=source, place=(1, 51, 1, 56))

    assert pointed(told(item, 31)) == ["  …" + "a" * 11 + "[@no]" + "b" * 11 + "…", " " * 14 + "^^^^^"]


def test_what_one_side_does_not_need_the_other_has() -> None:
    near_the_end = finding(source="a" * 50 + "[@no]" + "b", place=(1, 51, 1, 56))
    at_the_end = finding(source="a" * 50 + "[@no]", place=(1, 51, 1, 56))
    near_the_start = finding(source="a[@no]" + "b" * 50, place=(1, 2, 1, 7))

    assert pointed(told(near_the_end, 31))[0] == "  …" + "a" * 21 + "[@no]b"
    assert pointed(told(at_the_end, 31))[0] == "  …" + "a" * 22 + "[@no]"
    assert pointed(told(near_the_start, 31))[0] == "  a[@no]" + "b" * 21 + "…"


def test_a_line_that_fits_is_shown_whole() -> None:
    item = finding(source="a" * 29, place=(1, 3, 1, 5))

    assert pointed(told(item, 31)) == ["  " + "a" * 29, "    ^^"]
    assert pointed(told(item, 30))[0] == "  " + "a" * 26 + "…"


def test_a_mistake_wider_than_the_terminal_is_marked_as_far_as_it_is_shown() -> None:
    item = finding(source="a" * 50, place=(1, 11, 1, 41))

    assert pointed(told(item, 20)) == ["  …" + "a" * 16 + "…", "   " + "^" * 16]


def test_the_command_that_walks_there_is_left_whole() -> None:
    witness = "square " + "leave " * 20
    command = f"  To walk it: explainer play my --witness '{witness}'"
    assert as_text([finding(witness=witness)], ("my",), 40).split("\n")[-1] == command


def test_a_pipe_gets_each_sentence_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = checked(capsys, str(BAD / "E012-nothing-known"))
    assert [len(line) > 80 for line in text.splitlines()] == [False, False, False, True]


def test_a_terminal_gets_lines_as_wide_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.cli.read.widest", lambda: 60)
    _, text, _ = checked(capsys, str(BAD / "E012-nothing-known"))
    assert max(map(len, text.splitlines())) <= 60

    folder = shutil.copytree(BAD / "W501-lost-page", tmp_path / "made")
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(f"rules: [{{rule: W501, level: off, because: {'It comes later. ' * 9}}}]\n")
    _, text, _ = checked(capsys, str(folder))
    assert text.startswith("Turned off by the pack: W501 (because It comes")
    assert max(map(len, text.splitlines())) <= 60
