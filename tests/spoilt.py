"""The bridge pack as a folder to be spoilt, and what is then found in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainer.model.diagnostic import Diagnostic
from explainer.model.pack import Pack
from explainer.packs.load import load_pack
from tests.test_packs_codes import shown


@pytest.fixture
def town(tmp_path: Path, bridge_folder: Path) -> Path:
    """The bridge pack, to be spoilt."""
    return Path(shutil.copytree(bridge_folder, tmp_path / "town"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def place(path: Path, before: str) -> str:
    """Where the first character after these stands."""
    head, there, _ = path.read_text("utf-8").partition(before)
    assert there, before
    head += there
    return f"{path.name}:{head.count(chr(10)) + 1}:{len(head) - head.rfind(chr(10))}"


def found(folder: Path) -> list[str]:
    return [shown(item) for item in load_pack(folder).diagnostics]


def codes(folder: Path) -> list[str]:
    return [item.code for item in load_pack(folder).diagnostics]


def only(folder: Path) -> Diagnostic:
    [item] = load_pack(folder).diagnostics
    return item


def played(folder: Path) -> Pack:
    result = load_pack(folder)
    assert result.diagnostics == ()
    assert result.pack is not None
    return result.pack
