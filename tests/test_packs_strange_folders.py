"""Strange folders: pipes, links and what is missing or vanishes are findings, and no more."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainer.packs import files
from explainer.packs.load import load_pack
from tests.test_packs_codes import whole_pack


def link(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def make_folder(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).mkdir()


def make_socket(folder: Path) -> None:
    # A socket's path is short by nature, so it is bound from inside its folder.
    before = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("s.yaml")
    finally:
        os.chdir(before)


def make_file(name: str, text: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return make


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        ([lambda folder: os.mkfifo(folder / "x.yaml")], ["E009 x.yaml"]),
        ([make_socket], ["E009 s.yaml"]),
        ([make_folder("x.yaml")], []),
        ([make_file("x.yaml/y.yaml", "terms: [{}]\n")], ["E103 x.yaml/y.yaml"] * 3),
        ([link("x.yaml", "x.yaml")], ["E010 x.yaml"]),
        ([link("x.yaml", "y.yaml"), link("y.yaml", "x.yaml")], ["E010 x.yaml", "E010 y.yaml"]),
        ([link("x.yaml", "nowhere")], ["E010 x.yaml"]),
        ([link("x.yaml", "/dev/zero")], ["E010 x.yaml"]),
        ([link("x.yaml", "/etc/passwd")], ["E010 x.yaml"]),
        ([link("x.yaml", "..")], ["E010 x.yaml"]),
        ([link("up", "..")], ["E010 up"]),
        ([link("round", ".")], []),
        ([link("round.yaml", ".")], ["E009 round.yaml"]),
        ([make_file("a/b/t.yaml", "terms: []\n"), link("a/b/top", "../..")], []),
        ([make_file("t.txt", "terms: [{}]\n"), link("t.yaml", "t.txt")], ["E103 t.yaml"] * 3),
        ([make_file("notes.txt", "x"), link("elsewhere.txt", "/etc/passwd")], []),
        ([make_file("x.yaml", "")], []),
    ],
    ids=[
        "fifo", "socket", "folder", "file in a folder", "link to itself", "links in a ring", "broken link",
        "device", "file outside", "parent as a file", "parent", "round", "round as a file", "round below",
        "link inside", "other files", "empty file",
    ],
)  # fmt: skip
def test_a_strange_folder_gives_findings_and_no_more(
    make: list[Callable[[Path], None]], expected: list[str], tmp_path: Path
) -> None:
    folder = whole_pack(tmp_path / "made")
    for step in make:
        step(folder)
    assert expected == [f"{item.code} {item.span.file}" for item in load_pack(folder).diagnostics]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("fifo", ["E009"]),
        ("folder", ["E011"]),
        ("broken link", ["E010", "E011"]),
        ("none", ["E011"]),
        ("no folder", ["E009", "E011"]),
    ],
)
def test_a_pack_without_a_file_of_its_own_does_not_open(
    kind: str, expected: list[str], tmp_path: Path
) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "pack.yaml").unlink()
    if kind == "fifo":
        os.mkfifo(folder / "pack.yaml")
    elif kind == "folder":
        (folder / "pack.yaml").mkdir()
    elif kind == "broken link":
        (folder / "pack.yaml").symlink_to("nowhere")
    elif kind == "no folder":
        shutil.rmtree(folder)
    result = load_pack(folder)
    assert result.pack is None
    assert expected == [item.code for item in result.diagnostics]


def test_a_file_that_vanishes_while_it_is_looked_for_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = whole_pack(tmp_path / "made")
    found = files.yaml_files

    def late(root: Path, findings: Any) -> list[Path]:
        return [*found(root, findings), root / "gone.yaml"]

    monkeypatch.setattr("explainer.packs.load.yaml_files", late)
    assert [item.code for item in load_pack(folder).diagnostics] == ["E009"]
