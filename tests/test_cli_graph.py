"""``explainer graph`` from outside: formats, parts, files, and what is said when there is nothing to draw."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from explainer.cli import graph as command
from explainer.cli.main import run
from explainer.export.graph.dot import as_dot
from explainer.export.graph.graph import graph_of
from explainer.export.graph.mermaid import as_mermaid
from explainer.export.graph.part import around, of_chapter
from explainer.export.graph.svg.write import as_svg
from explainer.model.ids import NodeId
from explainer.model.pack import Pack

Capture = pytest.CaptureFixture[str]

WRITERS = {"mermaid": as_mermaid, "dot": as_dot, "svg": as_svg}


def outcome(capsys: Capture, *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["graph", *map(str, arguments)])
    return code, *capsys.readouterr()


@pytest.mark.parametrize("form", list(command.FORMATS))
def test_each_format_goes_to_stdout(form: str, bridge: Pack, bridge_folder: Path, capsys: Capture) -> None:
    assert outcome(capsys, bridge_folder, "--format", form) == (0, WRITERS[form](graph_of(bridge)), "")


def test_mermaid_is_what_is_drawn_if_nobody_says(bridge: Pack, bridge_folder: Path, capsys: Capture) -> None:
    assert outcome(capsys, bridge_folder) == (0, as_mermaid(graph_of(bridge)), "")


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.svg", "svg"), ("a.SVG", "svg"), ("a.dot", "dot"), ("a.gv", "dot"), ("a.mmd", "mermaid"),
     ("a.txt", "mermaid")],
)  # fmt: skip
def test_a_file_is_written_whole_in_the_format_of_its_name(
    name: str, form: str, bridge: Pack, bridge_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / name
    target.write_text("before")
    said = f"Wrote 5 pages and the ways between them to {target}.\n"
    assert outcome(capsys, bridge_folder, "-o", target) == (0, "", said)
    assert target.read_text("utf-8") == WRITERS[form](graph_of(bridge))
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [target]
    assert outcome(capsys, bridge_folder, "-o", target, "--format", "dot")[0] == 0
    assert target.read_text("utf-8").startswith("digraph {")


def test_a_file_that_can_not_be_written_is_named(
    bridge_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    code, text, talk = outcome(capsys, bridge_folder, "-o", tmp_path / "none" / "a.svg")
    assert (code, text) == (2, "")
    assert "can't be written: No such file or directory. What was there is as it was." in talk


def test_a_chapter_alone(flagship: Pack, flagship_folder: Path, capsys: Capture) -> None:
    code, text, talk = outcome(capsys, flagship_folder, "--chapter", "people", "--format", "svg")
    assert (code, talk) == (0, "")
    assert text == as_svg(of_chapter(graph_of(flagship), "people"))
    assert "The people: 31 pages of 242" in text


def test_around_a_page_two_steps_if_nobody_says(
    flagship: Pack, flagship_folder: Path, capsys: Capture
) -> None:
    graph, page = graph_of(flagship), NodeId("fork-council")
    for given, steps in (([], 2), (["--steps", "1"], 1)):
        assert outcome(capsys, flagship_folder, "--around", page, *given, "--format", "dot") == (
            0, as_dot(around(graph, page, steps)), "",
        )  # fmt: skip


def test_a_page_goes_by_its_old_id_too(tmp_path: Path, bridge_folder: Path, capsys: Capture) -> None:
    shutil.copytree(bridge_folder, tmp_path, dirs_exist_ok=True)
    manifest = tmp_path / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "renames: {nodes: {plaza: square}}\n", "utf-8")
    old, new = (outcome(capsys, tmp_path, "--around", name) for name in ("plaza", "square"))
    assert old == new
    assert old[0] == 0


def test_a_chapter_without_pages_is_said_to_have_none(
    tmp_path: Path, bridge_folder: Path, capsys: Capture
) -> None:
    shutil.copytree(bridge_folder, tmp_path, dirs_exist_ok=True)
    manifest = tmp_path / "pack.yaml"
    words = manifest.read_text("utf-8").replace("chapters:\n", "chapters:\n  - {id: later, title: Later}\n")
    manifest.write_text(words, "utf-8")
    assert outcome(capsys, tmp_path, "--chapter", "later") == (2, "", "The chapter 'later' has no pages.\n")
    assert outcome(capsys, tmp_path, "--format", "svg")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--around", "sqare"], "There is no page 'sqare' in bridge. Did you mean 'square'?"),
        (["--around", "zzzzzz"], "There is no page 'zzzzzz' in bridge."),
        (["--around", "x" * 999], f"There is no page '{'x' * 199}…' in bridge."),
        (["--chapter", "votes"], "There is no chapter 'votes' in bridge. Did you mean 'vote'?"),
        (["--chapter", ""], "There is no chapter '' in bridge. Its chapters: vote."),
        (["--steps", "2"], "--steps goes with --around: say around which page."),
    ],
)
def test_what_is_not_there_is_said_with_what_may_be_meant(
    arguments: list[str], said: str, bridge_folder: Path, capsys: Capture
) -> None:
    assert outcome(capsys, bridge_folder, *arguments) == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--around", "square", "--steps", "0"],
        ["--around", "square", "--steps", "many"],
        ["--around", "square", "--chapter", "vote"],
        ["--format", "png"],
    ],
)
def test_a_line_that_is_not_understood_ends_with_usage(
    arguments: list[str], bridge_folder: Path, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["graph", str(bridge_folder), *arguments])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: explainer graph")


def test_more_pages_than_a_sheet_can_show_are_not_drawn(
    bridge_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_PAGES", 3)
    for form in ("svg", "mermaid"):
        code, text, talk = outcome(capsys, bridge_folder, "--format", form)
        assert (code, text) == (2, "")
        assert talk.startswith(
            "These are 5 pages, more than one sheet can show (3). Draw a part of them with "
        )
        assert "--chapter ID or --around NODE" in talk
    assert outcome(capsys, bridge_folder, "--format", "dot")[0] == 0
    assert "Take fewer --steps" in outcome(capsys, bridge_folder, "--around", "square")[2]
    monkeypatch.undo()
    assert outcome(capsys, bridge_folder)[0] == 0


def test_more_than_mermaid_draws_is_said(
    bridge_folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.export.graph.mermaid.MOST_LETTERS", 100)
    code, text, talk = outcome(capsys, bridge_folder)
    assert code == 0
    assert text.startswith("flowchart TB")
    assert talk.startswith("Mermaid draws at most 100 letters and 500 lines, and this is more.")
    assert "\nMermaid draws at most" in outcome(capsys, bridge_folder, "-o", tmp_path / "a.mmd")[2]


def test_the_flagship_is_drawn_as_svg(flagship_folder: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "kosovo.svg"
    assert outcome(capsys, flagship_folder, "-o", target)[0] == 0
    root = ElementTree.parse(target).getroot()
    assert sum(item.get("id") is not None for item in root.iter()) == 242
