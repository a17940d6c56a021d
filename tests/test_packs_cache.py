"""A pack from the cache is the pack from its files, and a cache file can do no harm."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from explainer.errors import PackInvalid
from explainer.model.diagnostic import Severity
from explainer.packs import load
from explainer.packs.cache import KEPT, cache_key, keep, kept_manifest, kept_pack
from explainer.packs.files import yaml_files
from explainer.packs.open import open_manifest, open_pack
from explainer.packs.report import Findings


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path, bridge_folder: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(bridge_folder, tmp_path / "bridge"))


def only_file(cache: Path) -> Path:
    (found,) = cache.glob("*.json")
    return found


def refuse_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(root: Path) -> object:
        raise AssertionError(f"{root} was read")

    monkeypatch.setattr(load, "open_pack", refuse)
    monkeypatch.setattr(load, "load_manifest", refuse)


@pytest.mark.parametrize("name", ["bridge", "flagship"])
def test_what_comes_out_is_what_the_files_say(name: str, cache: Path, request: pytest.FixtureRequest) -> None:
    root: Path = request.getfixturevalue(f"{name}_folder")
    cold = open_pack(root, cache)

    assert open_pack(root, cache) == load.open_pack(root) == cold
    assert open_manifest(root, cache) == cold.manifest


def test_the_second_opening_reads_no_yaml(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = open_pack(folder, cache)
    refuse_yaml(monkeypatch)

    assert open_pack(folder, cache) == cold
    assert open_manifest(folder, cache) == cold.manifest


def test_what_a_pack_says_of_rules_is_kept_too(folder: Path, cache: Path) -> None:
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n  - {rule: W501, level: off, because: A.}\n")
        file.write("  - {rule: W502, level: error, because: B.}\n")
    cold = open_pack(folder, cache)
    levels = [(item.rule, item.level) for item in cold.manifest.rules]

    assert levels == [("W501", None), ("W502", Severity.ERROR)]
    assert open_pack(folder, cache) == cold
    assert open_manifest(folder, cache) == cold.manifest


def test_a_changed_pack_never_meets_its_old_self(folder: Path, cache: Path) -> None:
    open_pack(folder, cache)
    manifest = folder / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("The bridge", "The ferry"), "utf-8")

    assert open_pack(folder, cache).title == "The ferry"


def test_a_renamed_file_is_a_changed_pack(folder: Path) -> None:
    before = cache_key(folder, yaml_files(folder, Findings()))
    (folder / "people.yaml").rename(folder / "persons.yaml")

    assert cache_key(folder, yaml_files(folder, Findings())) != before


def test_a_pack_with_errors_is_never_kept(folder: Path, cache: Path) -> None:
    (folder / "more.yaml").write_text("nodes: [{id: x}]\n", "utf-8")

    with pytest.raises(PackInvalid):
        open_pack(folder, cache)
    assert not list(cache.glob("*"))


@pytest.mark.parametrize("damage", ["empty", "half", "bit", "no", "list", "deep"])
def test_a_damaged_cache_is_passed_over_and_made_anew(damage: str, folder: Path, cache: Path) -> None:
    whole = open_pack(folder, cache)
    file = only_file(cache)
    kept = file.read_bytes()
    at = kept.index(b"nine to six")
    file.write_bytes(
        {
            "empty": b"",
            "half": kept[: len(kept) // 2],
            "bit": kept[:at] + b"six to nine" + kept[at + 11 :],
            "no": b"no json\nno json",
            "list": b'["Pack"]\n["Pack"]',
            "deep": b"[" * 100_000 + b"\n" + b"[" * 100_000,
        }[damage]
    )

    assert open_manifest(folder, cache) == whole.manifest
    assert open_pack(folder, cache) == whole
    assert file.read_bytes() == kept


def test_a_cache_that_cannot_be_written_is_no_harm(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be", "utf-8")

    assert open_pack(folder, blocked).id == "bridge"


def test_only_the_packs_opened_last_are_kept(folder: Path, cache: Path) -> None:
    opened = load.open_pack(folder)
    for number in range(KEPT + 3):
        keep(cache, f"key-{number}", opened)
        os.utime(cache / f"key-{number}.json", (number, number))
    keep(cache, "newest", opened)

    assert len(list(cache.glob("*.json"))) == KEPT
    assert kept_pack(cache, "newest") == opened
    assert kept_manifest(cache, "key-0") is None
    assert not list(cache.glob("*.part"))
