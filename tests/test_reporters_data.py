"""What ``check --format json`` prints is a contract: its keys, what they hold, and one run word for word.

After a change that is meant: ``EXPLAINER_WRITE_GOLDEN=1 uv run pytest -n0 tests/test_reporters_data.py``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given

from explainer.cli.reporters import data
from explainer.cli.reporters.data import as_document
from explainer.cli.result import SCHEMA
from explainer.model.diagnostic import Severity
from tests.findings import BAD, BAD_PACKS, HOSTILE, any_file, any_words, checked, finding
from tests.schemas import OURS, fault, ours
from tests.strategies import examples

GOLDEN = OURS.with_name("E202-unknown-claim.json")
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("folder", BAD_PACKS, ids=lambda folder: folder.name)
def test_every_bad_pack_is_told_as_the_schema_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(checked(capsys, str(folder), "--format", "json")[1])

    assert fault(ours(), document) == ""
    assert document["findings"]


@examples(150)
@given(any_file, any_words, any_words)
def test_whatever_is_found_is_told_as_the_schema_says(file: str, words: str, more: str) -> None:
    severities = list(Severity)
    items = [
        finding(words or "x", more, file=file, witness=more, source=words, severity=severity)
        for severity in severities
    ]
    document = {"schema": SCHEMA, **as_document("pack", Path("folder"), items)}

    assert fault(ours(), document) == ""
    assert [document["errors"], document["warnings"], document["notes"]] == [1, 1, 1]


def test_one_run_is_told_word_for_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, text, talk = checked(capsys, str(BAD / GOLDEN.stem), "--format", "json")
    if os.environ.get("EXPLAINER_WRITE_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")

    assert text == GOLDEN.read_text("utf-8")
    assert (code, talk) == (1, "")


def test_every_key_is_documented_in_order_and_none_other() -> None:
    document = {"schema": SCHEMA, **as_document("pack", Path(), [finding()])}
    [item] = document["findings"] if isinstance(document["findings"], list) else []
    lines = re.findall(r"^( *)- (``.+)$", str(data.__doc__), re.MULTILINE)
    told = [(bool(indent), key) for indent, line in lines for key in keys_of(line)]

    assert [key for deep, key in told if not deep] == list(document)
    assert [key for deep, key in told if deep] == list(item)


def keys_of(line: str) -> list[str]:
    """The keys before the colon of a line of the document's description."""
    return re.findall(r"``(\w+)``", line.partition(":")[0] if ": " in line else line.partition(" of ")[0])


def test_what_a_pack_turns_off_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(BAD / "W501-lost-page", tmp_path / "made")
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: [{rule: W501, level: off, because: It comes later.}]\n")
    document = json.loads(checked(capsys, str(folder), "--format", "json")[1])

    assert fault(ours(), document) == ""
    assert document["turned_off"] == [{"rule": "W501", "because": "It comes later."}]


def test_the_folder_is_told_from_here_if_it_is_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packs" / "mine").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "packs" / "mine"
    told = {}
    for here in (tmp_path, folder, tmp_path / "elsewhere"):
        monkeypatch.chdir(here)
        told[here.name] = as_document("mine", folder, [])["folder"]

    assert list(told.values()) == ["packs/mine", ".", folder.resolve().as_posix()]


def test_a_long_line_is_cut() -> None:
    document = as_document("pack", Path(), [finding(source="a" * 501)])
    assert isinstance(document["findings"], list)
    assert document["findings"][0]["source"] == "a" * 500


def test_no_hostile_text_gets_out_as_it_is() -> None:
    document = as_document("pack", Path(), [finding(text, text) for text in HOSTILE])
    said = json.dumps(document, ensure_ascii=False)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", said)
