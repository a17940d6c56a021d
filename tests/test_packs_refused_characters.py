"""Refused characters: found in every key, value and name, left out, and never printed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.cli.reporters import as_text
from explainer.model.diagnostic import Mark
from explainer.model.pack import Pack
from explainer.packs.load import load_pack, open_pack
from explainer.packs.yaml_tree import Mapping, Sequence, Tree
from explainer.prose.clean import REFUSED, spelt
from tests.findings import outputs
from tests.full_pack import FULL, scalars, tree_of, write
from tests.test_packs_codes import whole_pack

SAMPLES = (
    "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\xad"
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060"
    "\u2066\u2069\u206a\ufeff\ufff9\ufffe\uffff\U000e0001\U000e007f"
)
"""Of each kind of refused character at least one, the ends of the ranges among them."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("full")
    write(folder, FULL)
    result = load_pack(folder)
    assert result.diagnostics == ()
    assert result.pack is not None
    return result.pack


def raw(text: str, character: str) -> tuple[str, list[Mark]]:
    """A character put into every key and value as it is; gives where each then stands."""
    lines = text.split("\n")
    marks: list[Mark] = []
    for scalar in reversed(list(scalars(tree_of(text)))):
        number, column = scalar.start.line, scalar.start.column
        if scalar.style in ("|", ">"):
            number, column = number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1
        line = lines[number - 1]
        lines[number - 1] = line[:column] + character + line[column:]
        marks.append(Mark(number, column + 1))
    # Those put in later stand before others of the same line.
    shifted = [
        Mark(
            mark.line,
            mark.column + sum(other.line == mark.line and other.column < mark.column for other in marks),
        )
        for mark in marks
    ]
    return "\n".join(lines), sorted(shifted)


def escaped(tree: Tree, character: str) -> str:
    """A tree in double quotes, a character put into every key and value as a YAML escape."""
    if isinstance(tree, Mapping):
        pairs = (f"{escaped(key, character)}: {escaped(value, character)}" for key, value in tree.pairs)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(tree, Sequence):
        return f"[{', '.join(escaped(item, character) for item in tree.items)}]"
    half = (
        json.dumps(tree.value[0], ensure_ascii=False)[1:-1],
        json.dumps(tree.value[1:], ensure_ascii=False)[1:-1],
    )
    return f'"{half[0]}{spelt(character)}{half[1]}"'


@pytest.mark.parametrize("character", SAMPLES, ids=spelt)
def test_a_refused_character_in_every_key_and_value_is_found_and_left_out(
    character: str, tmp_path: Path, full: Pack
) -> None:
    spoilt = {name: raw(text, character) for name, text in FULL.items()}
    folder = write(tmp_path / "spoilt", {name: text for name, (text, _) in spoilt.items()})
    result = load_pack(folder)
    assert {"E007"} == {item.code for item in result.diagnostics}
    assert all(item.mended for item in result.diagnostics)
    assert [(name, mark) for name in sorted(spoilt) for mark in spoilt[name][1]] == [
        (item.span.file, item.span.start) for item in result.diagnostics
    ]
    assert full == result.pack


@pytest.mark.parametrize("character", SAMPLES, ids=spelt)
def test_a_refused_character_written_as_an_escape_is_found_and_left_out(
    character: str, tmp_path: Path, full: Pack
) -> None:
    folder = write(
        tmp_path / "spoilt", {name: escaped(tree_of(text), character) for name, text in FULL.items()}
    )
    result = load_pack(folder)
    assert {"E007"} == {item.code for item in result.diagnostics}
    assert all(item.mended for item in result.diagnostics)
    wanted = sum(1 for text in FULL.values() for _ in scalars(tree_of(text)))
    assert wanted == len(result.diagnostics)
    assert full == result.pack


def test_a_refused_character_moves_no_other_finding_from_its_place(tmp_path: Path) -> None:
    """It is taken out before YAML is read, so every column behind it must be counted back in."""
    line = "  - {\u202eid: \x00s, t\x9btype: book, title: é\u200b, issued: 24\u200b, n\u200bote: \ufeff[a]}"
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": f"\ufeffsources:\n{line}\n  - {{title: T}}\n"})
    found = [item for item in load_pack(folder).diagnostics if item.code != "E007"]
    assert [
        ("E103", 2, line.index("{") + 1),
        ("E101", 2, line.index("t\x9btype") + 1),
        ("E108", 2, line.index("24") + 1),
        ("E104", 2, line.index("[a]") + 1),
        ("E103", 3, 5),
        ("E103", 3, 5),
    ] == [(item.code, item.span.start.line, item.span.start.column) for item in found]
    assert [item.span.end.column - item.span.start.column for item in found[1:4]] == [6, 3, 3]


@pytest.mark.parametrize("how", ["raw", "escaped"])
def test_no_refused_character_reaches_what_check_prints(
    how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for index, character in enumerate("\x1b\x9b\u202e\U000e0041"):
        texts = {
            name: raw(text, character)[0] if how == "raw" else escaped(tree_of(text), character)
            for name, text in FULL.items()
        }
        written = spelt(character)
        texts["bad.yaml"] = (
            f'"ti{written}tle": 1\nti{character}tle: "x{written}"\nte{character}rms: {character}*x\n'
        )
        code, text, data = outputs(write(tmp_path / f"spoilt-{index}", texts), capsys)
        assert code == 1
        assert spelt(character) in text
        assert data["errors"] == len(data["findings"])


def test_no_refused_character_of_a_file_or_folder_name_reaches_what_check_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of files are not UTF-8 of necessity, and can hold all but a slash and a NUL."""
    top = os.fsencode(tmp_path) + b"/pa\x1b[31mck\xff\xc2\x9b\xe2\x80\xae"
    Path(os.fsdecode(top + b"/fol\x1b[2Jder")).mkdir(parents=True)
    for name in (
        b"/a\xe2\x80\xae.yaml",
        b"/b\xff\x80.yaml",
        b"/fol\x1b[2Jder/c\n\t.yaml",
        b"/d\xc2\x85.yaml",
    ):
        Path(os.fsdecode(top + name)).write_text("sources: [{id: s}]\n*\n")
    Path(os.fsdecode(top + b"/e\x07")).symlink_to("/etc")
    os.mkfifo(top + b"/f\x1b.yaml")
    Path(os.fsdecode(top + b"/pack.yaml")).write_text("id: [\n")
    code, text, data = outputs(Path(os.fsdecode(top)), capsys)
    assert code == 1
    assert sorted({item["file"] for item in data["findings"]}) == [
        "a\\u202e.yaml",
        "b\\udcff\\udc80.yaml",
        "d\\x85.yaml",
        "e\\x07",
        "f\\x1b.yaml",
        "fol\\x1b[2Jder/c\\n .yaml",
        "pack.yaml",
    ]
    assert "a\\u202e.yaml:" in text
    assert REFUSED.search(as_text(load_pack(Path(os.fsdecode(top))).diagnostics)) is None
    assert run(["read", os.fsdecode(top)]) == 3
    shown = "".join(capsys.readouterr())
    assert REFUSED.search(shown) is None


def test_a_pack_that_is_not_there_is_named_without_its_refused_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(tmp_path / "no\x1b]0;pack\x07\u202e")]) == 3
    _, talk = capsys.readouterr()
    assert "no\\x1b]0;pack\\x07\\u202e'" in talk


def test_joiners_that_scripts_need_are_no_mistake(tmp_path: Path) -> None:
    folder = whole_pack(tmp_path / "made")
    text = (
        (folder / "nodes.yaml")
        .read_text("utf-8")
        .replace("Nothing is", "می\u200cخواهم 👩\u200d🚀 e\u0301 is")
    )
    (folder / "nodes.yaml").write_text(text, "utf-8")
    assert load_pack(folder).diagnostics == ()


def test_a_pack_whose_only_mistakes_are_mended_can_be_opened_and_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "spoilt", {name: raw(text, "\u202e")[0] for name, text in FULL.items()})
    assert open_pack(folder).title == "Every key"
    script = tmp_path / "walk.txt"
    script.write_text("1\nask mayor about cars\nclaim 1\npath\nquit\n")
    monkeypatch.setenv("EXPLAINER_HOME", str(tmp_path / "home"))
    assert run(["read", str(folder), "--script", str(script)]) == 0
    shown = "".join(capsys.readouterr())
    assert "It was nine to six. [1]" in shown
    assert REFUSED.search(shown) is None
