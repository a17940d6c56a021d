"""``explainer notes``: listed and exported, as text and as JSON, without making anything."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.store import open_store


@pytest.fixture
def noted(walled_off: Path, bridge: Pack) -> Session:
    """A store with two notes and a bookmark."""
    with closing(open_store(walled_off)) as store:
        session = Session.begin(bridge, store, "short")
        session.add_note("First line.\nSecond line.")
        session.add_note("Who says so?", session.turn.claims[0].claim.id)
        session.toggle_bookmark()
    return session


def test_nothing_kept_is_said_and_nothing_made(
    bridge_folder: Path, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notes", "list", str(bridge_folder)]) == 0
    assert capsys.readouterr().out == "No note was kept yet.\n"
    assert run(["notes", "export", str(bridge_folder), "-o", str(walled_off / "x.md")]) == 0
    out, err = capsys.readouterr()
    assert (out, "Nothing was written" in err) == ("", True)
    assert not list(walled_off.glob("*.sqlite3"))
    assert not (walled_off / "x.md").exists()


@pytest.mark.usefixtures("noted")
def test_notes_are_listed_by_page(bridge_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notes", "list", str(bridge_folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The square",
        "-  bookmarked",
        "-  First line.",
        "   Second line.",
        "-  Who says so? (about a claim)",
    ]


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_notes_as_json(
    bridge_folder: Path, noted: Session, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notes", "list", str(bridge_folder), *option]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["pack"] == "bridge"
    assert [(note["kind"], note["page"], note["title"], note["text"]) for note in data["notes"]] == [
        ("bookmark", "square", "The square", ""),
        ("note", "square", "The square", "First line.\nSecond line."),
        ("note", "square", "The square", "Who says so?"),
    ]
    assert data["notes"][2]["claim"] == noted.turn.claims[0].claim.id


@pytest.mark.usefixtures("noted")
def test_notes_are_exported_to_a_file_or_to_stdout(
    bridge_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.md"
    assert run(["notes", "export", str(bridge_folder), "-o", str(file)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"Wrote 2 notes and 1 bookmark to {file}.\n")
    assert run(["notes", "export", str(bridge_folder)]) == 0
    assert capsys.readouterr().out == file.read_text("utf-8")
    assert "> First line.\n> Second line." in file.read_text("utf-8")


@pytest.mark.usefixtures("noted")
def test_a_file_that_can_not_be_written_is_told(
    bridge_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notes", "export", str(bridge_folder), "-o", str(tmp_path / "no" / "x.md")]) == 2
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.usefixtures("noted")
def test_a_store_that_is_newer_is_refused(
    bridge_folder: Path, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(walled_off)) as store:
        store._connection.execute("PRAGMA user_version = 99")
    assert run(["notes", "list", str(bridge_folder)]) == 4
    assert "newer explainer" in capsys.readouterr().err
