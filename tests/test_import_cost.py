"""What a start may import, told by module names: a clock on a busy machine tells nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROBE = "import sys; before = set(sys.modules)\n{code}\nprint(*sorted(set(sys.modules) - before))"

SCREENS = {"textual", "rich"}


def top_level(names: str) -> set[str]:
    return {name.partition(".")[0] for name in names.split()}


def imported_by(code: str) -> str:
    """The modules that some code imports in a fresh interpreter, beyond those it starts with."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code)], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def imported_by_command(*words: str, folder: Path) -> tuple[int, set[str]]:
    """The exit code of a command line, and the top-level modules it imported."""
    code = f"from explainer.cli.main import run\ntry:\n    code = run({list(words)!r})\n"
    code += "except SystemExit as error:\n    code = error.code\n"
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code) + "\nsys.exit(code)"],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    return done.returncode, top_level(done.stdout.splitlines()[-1])


def test_the_probe_sees_what_is_imported() -> None:
    assert {"textual", "rich"} <= top_level(imported_by("import textual.app"))


def test_importing_the_package_imports_nothing_else() -> None:
    assert set(imported_by("import explainer").split()) == {"__future__", "explainer"}


@pytest.mark.parametrize(
    "module",
    ["explainer", "explainer.cli.main", "explainer.packs.load", "explainer.line.reader", "explainer.session"],
)
def test_nothing_below_the_screens_imports_a_screen(module: str) -> None:
    assert not SCREENS & top_level(imported_by(f"import {module}"))


def test_opening_a_pack_needs_no_markdown(bridge_folder: Path) -> None:
    found = top_level(imported_by("import explainer.packs.load"))
    assert "yaml" in found
    assert "markdown_it" not in found
    assert "sqlite3" not in found
    opened = (
        f"from pathlib import Path; from explainer import open_pack; open_pack(Path({str(bridge_folder)!r}))"
    )
    assert not {"markdown_it", "sqlite3", *SCREENS} & top_level(imported_by(opened))


PROVING = ("explainer.rules", "explainer.proof")
"""What a pack is checked with, and nobody who plays it waits for."""


@pytest.mark.parametrize("face", ["explainer.tui.start", "explainer.line.reader"])
def test_opening_a_pack_to_play_it_loads_no_rule_and_no_proof(
    face: str, bridge_folder: Path, tmp_path: Path
) -> None:
    opened = (
        f"from pathlib import Path; import {face}, explainer.session\n"
        "from explainer.packs.open import open_manifest, open_pack\n"
        f"folder, cache = Path({str(bridge_folder)!r}), Path({str(tmp_path)!r})\n"
        "for _ in range(2): explainer.session.Session.begin(open_pack(folder, cache), None)\n"
        "open_manifest(folder, cache)"
    )
    found = imported_by(opened).split()
    assert face in found
    assert "explainer.packs.story_rules" in found
    assert [name for name in found if name.startswith(PROVING)] == []
    assert "explainer.rules.side_not_heard" in imported_by("from explainer import check_pack").split()


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("read", "--help"), ("play", "--help")])
def test_a_question_about_the_program_loads_no_engine(words: tuple[str, ...], tmp_path: Path) -> None:
    code, found = imported_by_command(*words, folder=tmp_path)
    assert code == 0
    assert "argparse" in found
    assert not {"yaml", "markdown_it", "sqlite3", "platformdirs", *SCREENS} & found


def test_listing_packs_loads_no_engine_and_no_store(bridge_folder: Path, tmp_path: Path) -> None:
    code, found = imported_by_command("--content", str(bridge_folder.parent), "list", folder=tmp_path)
    assert code == 0
    assert not {"markdown_it", "sqlite3", *SCREENS} & found


def test_who_never_answered_a_card_does_not_wait_for_the_scheduler(bridge_folder: Path) -> None:
    look = (
        "from pathlib import Path; from random import Random; from explainer import open_pack\n"
        "from explainer.session import Session; from explainer.study.rating import Rating\n"
        f"study = Session.begin(open_pack(Path({str(bridge_folder)!r})), None).study\n"
        "cards = [*study.cards(), *study.sitting(), *study.now().cards]; study.ahead(); study.known()\n"
    )
    assert "fsrs" not in top_level(imported_by(look))
    answered = "study.grade(study.ask(cards[0].id, Random(1)), Rating.GOOD); study.known()"
    assert "fsrs" in top_level(imported_by(look + answered))
    assert not SCREENS & top_level(imported_by(look + answered))


def test_a_whole_reading_in_line_mode_imports_no_screen(bridge_folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "walk.txt"
    script.write_text("1\nclaim 1\n1\nforecast 70 30\n1\nback\nhelp\nmap\nquit\n", "utf-8")
    _, found = imported_by_command("read", str(bridge_folder), "--script", str(script), folder=tmp_path)
    assert {"sqlite3", "markdown_it", "yaml"} <= found
    assert not SCREENS & found
