"""Finding a pack and opening it: by id or folder, its manifest alone, and what is said when it can't be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainer.errors import PackInvalid, PackNotFound
from explainer.model.pack import Pack
from explainer.packs.load import load_manifest, load_pack, open_pack
from explainer.packs.locate import content_root, find_pack, pack_folders
from tests.spoilt import change, codes
from tests.spoilt import town as town


def test_opening_a_pack_with_errors_raises_all_its_findings(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    monkeypatch.chdir(town)
    for root in (town, Path()):
        with pytest.raises(PackInvalid, match="The pack 'town' has errors and can't be opened") as caught:
            open_pack(root)
        assert load_pack(town).diagnostics == caught.value.diagnostics


def test_the_manifest_is_read_alone(town: Path, bridge: Pack) -> None:
    (town / "nodes.yaml").write_text("nonsense: *x\n")
    assert bridge.manifest == load_manifest(town)


@pytest.mark.parametrize("text", ["", "title: [\n", "- a\n", "id: town\n", "&x\n", "\x00\n"])
def test_a_manifest_that_can_not_be_told_is_none(town: Path, text: str) -> None:
    (town / "pack.yaml").write_text(text)
    assert load_manifest(town) is None
    assert load_pack(town).pack is None


def test_a_manifest_is_never_read_through_a_link_out_of_the_pack(town: Path, tmp_path: Path) -> None:
    shutil.move(town / "pack.yaml", tmp_path / "elsewhere.yaml")
    (town / "pack.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert load_manifest(town) is None
    assert codes(town) == ["E010", "E011"]


def test_a_pack_is_found_by_id_by_folder_and_by_its_own_file(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town.parent.parent)
    root = town.parent
    assert town == find_pack("town", root)
    assert town == find_pack(str(town), Path("nowhere"))
    assert town == find_pack(str(town / "pack.yaml"), Path("nowhere"))
    assert [town] == list(pack_folders(root))
    assert list(pack_folders(root / "nowhere")) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("twon", "There is no pack or folder 'twon'. Did you mean 'town'?"),
        ("zzz", "There is no pack or folder 'zzz'. Packs here: town."),
        ("a/b", "There is no pack or folder 'a/b'. Packs here: town."),
        ("a" * 5_000, f"There is no pack or folder '{'a' * 199}…'. Packs here: town."),
        ("nul\0byte", "There is no pack or folder 'nul\0byte'. Packs here: town."),
    ],
)
def test_a_pack_that_is_not_there_says_what_is(town: Path, name: str, words: str) -> None:
    with pytest.raises(PackNotFound) as caught:
        find_pack(name, town.parent)
    assert words == str(caught.value)


def test_the_folder_of_packs_is_the_named_one_then_the_environments_then_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = content_root()
    assert "kosovo" in [path.name for path in pack_folders(own)]
    monkeypatch.setenv("EXPLAINER_CONTENT", str(tmp_path / "env"))
    assert tmp_path / "env" == content_root()
    assert tmp_path / "named" == content_root(tmp_path / "named")


def test_nothing_in_a_pack_is_written_to(town: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in town.iterdir()}
    load_pack(town)
    assert before == {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in town.iterdir()}
    assert set(town.iterdir()) == set(before)
