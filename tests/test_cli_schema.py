"""``explainer schema``: printed, written, and refused kindly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.packs.load import load_pack
from explainer.packs.schema import KINDS, file_name, schema_of
from explainer.prose.clean import REFUSED
from tests.test_packs_codes import whole_pack

Capture = pytest.CaptureFixture[str]


def outcome(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["schema", *map(str, words)])
    return code, *capsys.readouterr()


def test_it_prints_the_schema_of_any_file(capsys: Capture) -> None:
    code, text, talk = outcome(capsys)
    assert (code, json.loads(text), talk) == (0, schema_of("any"), "")
    assert text.endswith("}\n")
    assert not REFUSED.search(text)


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_that_of_a_kind_with_and_without_json(kind: str, capsys: Capture) -> None:
    assert outcome(capsys, kind) == outcome(capsys, kind, "--json")
    assert json.loads(outcome(capsys, kind)[1]) == schema_of(kind)


def test_it_is_written_where_the_first_line_of_a_file_looks_for_it(tmp_path: Path, capsys: Capture) -> None:
    folder = whole_pack(tmp_path / "pack")
    assert outcome(capsys, "-o", folder) == (0, "", f"Wrote schema.json to {folder}.\n")
    assert (folder / "schema.json").read_text("utf-8") == outcome(capsys)[1]
    with pytest.raises(SystemExit):
        run(["schema", "--help"])
    [named] = re.findall(r"\$schema=(\S+)", capsys.readouterr().out)
    assert (folder / named).is_file()


def test_a_pack_takes_no_notice_of_a_schema_in_it(tmp_path: Path, capsys: Capture) -> None:
    folder = whole_pack(tmp_path / "pack")
    before = load_pack(folder)
    outcome(capsys, "all", "-o", folder)
    nodes = folder / "nodes.yaml"
    nodes.write_text("# yaml-language-server: $schema=schema.json\n" + nodes.read_text("utf-8"), "utf-8")
    assert load_pack(folder) == before


def test_all_are_written_each_to_its_file_and_over_what_was_there(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "new" / "schemas"
    for _ in range(2):
        assert outcome(capsys, "all", "-o", folder) == (0, "", f"Wrote 15 schemas to {folder}.\n")
    assert {path.name for path in folder.iterdir()} == {file_name(kind) for kind in KINDS}
    for kind in KINDS:
        assert json.loads((folder / file_name(kind)).read_text("utf-8")) == schema_of(kind)


def test_all_of_them_are_not_printed_in_one(capsys: Capture) -> None:
    assert outcome(capsys, "all") == (2, "", "Say where to write them all: explainer schema all -o DIR\n")


def test_a_kind_there_is_not_is_told_with_the_nearest(capsys: Capture) -> None:
    talk = "There is no schema of 'claim'. Did you mean 'claims'?\n"
    assert outcome(capsys, "claim") == (2, "", talk)
    code, text, talk = outcome(capsys, "x\x1b[31m")
    assert (code, text) == (2, "")
    assert talk.startswith("There is no schema of 'x\\x1b[31m'. There are: any, pack, sources, ")


def test_a_folder_that_can_not_be_written_in_is_told(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "file"
    file.write_text("kept")
    code, text, talk = outcome(capsys, "-o", file)
    assert (code, text) == (2, "")
    assert talk == f"{file} can't be written in: File exists. Name another folder with -o.\n"
    assert file.read_text() == "kept"
