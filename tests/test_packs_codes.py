"""Every code of a finding is shown by a pack that earns it: a folder in packs/bad, or one made here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.model.diagnostic import Diagnostic
from explainer.packs import files, report
from explainer.packs.codes import CODES
from explainer.packs.load import load_pack
from explainer.proof.proof import prove
from explainer.proof.witness import Witness, replay
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "tests" / "packs" / "bad"
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())
CODE_FOLDERS = [path for path in FOLDERS if path.name != "twenty"]

PACK = """\
format: 1
id: bad
title: Bad
question: What is wrong here?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
"""

NODES = """\
nodes:
  - id: square
    title: The square
    body: Nothing is here.
    ending: true
"""


def shown(item: Diagnostic) -> str:
    start = item.span.start
    return f"{item.span.file}:{start.line}:{start.column}: {item.severity} {item.code} {item.message}"


def whole_pack(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "nodes.yaml").write_text(NODES, "utf-8")
    return folder


def too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    (folder / "more.yaml").write_bytes(b"#" * 2_000_001)
    return "more.yaml:1:1: error E005 the file has 2,000,001 bytes; the most is 2,000,000"


def all_files_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("explainer.packs.load.MAX_PACK_BYTES", len(PACK) + len(NODES) + 3)
    (folder / "zz.yaml").write_text("# 12")
    return "zz.yaml:1:1: error E005 the file has 4 bytes; the most is 3"


def too_many_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(files, "MAX_FILES", 2)
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text("# empty\n")
    return "pack.yaml:1:1: error E005 the pack has more than 2 files"


def a_fifo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    os.mkfifo(folder / "pipe.yaml")
    return "pipe.yaml:1:1: error E009 it is not a plain file"


def an_unreadable_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    # Root may read anything, so the refusal is made rather than asked of the file system.
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (folder / "secret.yaml").write_text("terms: []\n")
    return "secret.yaml:1:1: error E009 the file can't be read: Permission denied"


def an_unreadable_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "nodes":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (folder / "nodes").mkdir()
    return "nodes:1:1: error E009 the folder can't be read: Permission denied"


def a_link_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    (folder.parent / "outside.yaml").write_text("terms: []\n")
    (folder / "terms.yaml").symlink_to(folder.parent / "outside.yaml")
    return "terms.yaml:1:1: error E010 the link leads out of the pack's folder"


def a_folder_linked_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    (folder.parent / "outside").mkdir()
    (folder / "more").symlink_to(folder.parent / "outside")
    return "more:1:1: error E010 the link leads out of the pack's folder"


def folders_too_deep(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    deepest = folder.joinpath(*"abcdefghi")
    deepest.mkdir(parents=True)
    return "a/b/c/d/e/f/g/h/i:1:1: error E004 folders are nested too deep"


def utf_16(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    (folder / "terms.yaml").write_bytes("terms: []\n".encode("utf-16"))
    return "terms.yaml:1:1: error E006 the file is not UTF-8 from here on"


def an_empty_manifest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    (folder / "pack.yaml").write_text("# not written yet\n")
    # Nothing else can be told without it, so nothing else is.
    return "pack.yaml:1:1: error E012 the file is empty"


MADE: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], str], ...]] = {
    "E004": (folders_too_deep,),
    "E005": (too_large, all_files_too_large, too_many_files),
    "E006": (utf_16,),
    "E009": (a_fifo, an_unreadable_file, an_unreadable_folder),
    "E010": (a_link_out, a_folder_linked_out),
    "E012": (an_empty_manifest,),
}
"""Packs that no repository can hold, or that would be too large in one."""

FLOODED = {"E013", "W503"}
UNPROVED = {"N516"}
"""Codes of lists cut short; their tests are below."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_bad_pack_gives_just_its_expected_findings(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text("utf-8").splitlines()
    assert expected == [shown(item) for item in check_pack(folder).diagnostics]


@pytest.mark.parametrize("folder", CODE_FOLDERS, ids=lambda path: path.name)
def test_a_bad_pack_holds_one_mistake_and_is_named_for_it(folder: Path) -> None:
    lines = (folder / "expected.txt").read_text("utf-8").splitlines()
    assert [folder.name.partition("-")[0]] == [line.split(": ")[1].split()[1] for line in lines]


@pytest.mark.parametrize("folder", CODE_FOLDERS, ids=lambda path: path.name)
def test_a_bad_pack_opens_only_if_its_mistake_is_mended_or_a_warning(folder: Path) -> None:
    code = folder.name.partition("-")[0]
    opens = code in RULES or code.startswith("W") or code in {"E007", "E215", "E302"}
    assert opens == (load_pack(folder).pack is not None)


@pytest.mark.parametrize("folder", CODE_FOLDERS, ids=lambda path: path.name)
def test_a_finding_says_what_to_do(folder: Path) -> None:
    [found] = check_pack(folder).diagnostics
    # What these say leaves nothing to add.
    plain = {"E004", "E109", "E114"}
    assert (found.code in plain) == (found.hint == "")
    assert not found.message.endswith(".")
    assert found.hint == "" or found.hint[-1] in ".?…"


@pytest.mark.parametrize(("code", "make"), [(code, make) for code, makers in MADE.items() for make in makers])
def test_a_pack_that_must_be_made_gives_just_its_finding(
    code: str,
    make: Callable[[Path, pytest.MonkeyPatch], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = whole_pack(tmp_path / "made")
    expected = make(folder, monkeypatch)
    result = load_pack(folder)
    assert [expected] == [shown(item) for item in result.diagnostics]
    assert code == result.diagnostics[0].code
    assert result.pack is None


def test_a_flood_of_errors_is_cut_short_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_FINDINGS", 5)
    folder = whole_pack(tmp_path / "made")
    (folder / "zz.yaml").write_text("".join(f"key{number}: []\n" for number in range(9)))
    result = load_pack(folder)
    found = [(item.code, item.span.start.line) for item in result.diagnostics]
    assert [*(("E101", number) for number in range(1, 6)), ("E013", 6)] == found
    assert result.diagnostics[-1].message == "more than 5 errors; from here on they are left out"
    assert result.pack is None


def test_a_flood_of_warnings_is_cut_short_and_keeps_nothing_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    folder = whole_pack(tmp_path / "made")
    lost = "".join(f"  - {{id: n{number}, title: N, body: N., ending: true}}\n" for number in range(9))
    (folder / "zz.yaml").write_text("nodes:\n" + lost)
    result = check_pack(folder)
    assert [item.code for item in result.diagnostics] == ["W501", "W501", "W501", "W503"]
    assert result.pack is not None


def test_an_error_among_a_flood_of_warnings_or_mended_findings_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a broken pack would be played because its list was full."""
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    folder = whole_pack(tmp_path / "made")
    (folder / "more.yaml").write_text("# \x00\x01\x02\x03\x04\nterms: [{id: veto}]\n")
    result = load_pack(folder)
    assert [item.code for item in result.diagnostics] == ["E007", "E007", "E007", "E013"]
    assert result.pack is None


def test_every_code_has_a_pack_that_earns_it() -> None:
    earned = {path.name.partition("-")[0] for path in CODE_FOLDERS} | MADE.keys() | FLOODED | UNPROVED
    assert {*CODES, *RULES} == earned


def test_what_is_not_proved_is_told_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = BAD / "E501-no-open-choice"
    monkeypatch.setattr("explainer.rules.subject.prove", lambda pack: prove(pack, limit=2))
    found = {item.code: item for item in check_pack(folder).diagnostics}
    # Readings by chance met the page without a choice; that there is a way out of it they can't tell.
    assert set(found) == {"E501", "N516"}
    notes = [item.message for item in check_pack(folder).diagnostics if item.code == "N516"]
    assert any("not proven: whether an ending can be reached" in note for note in notes)
    # What was looked for by chance is told to have been, and nothing else.
    assert all(("readings by chance" in note) == ("ending" not in note) for note in notes)
    pack = load_pack(folder).pack
    assert pack
    assert replay(pack, Witness.parse(found["E501"].witness))[0].node == "room"


def test_no_code_of_the_reader_is_one_of_a_rule() -> None:
    assert CODES.keys().isdisjoint(RULES)


def test_the_program_reports_just_the_codes_it_explains() -> None:
    written = set[str]()
    for path in (ROOT / "explainer").rglob("*.py"):
        if path.name != "codes.py":
            written |= set(re.findall(r'"([ENW]\d{3})"', path.read_text("utf-8")))
    assert {*CODES, *RULES} == written


def test_a_code_says_its_meaning_in_the_words_of_a_heading() -> None:
    for code, meaning in CODES.items():
        assert re.fullmatch(r"[EW]\d{3}", code)
        assert meaning
        assert meaning[0].islower() or meaning.split()[0] in {"UTF-8"}
        assert not meaning.endswith(".")
