"""The README says what is: its commands exist, its gate is the one that runs, its pictures are there."""

from __future__ import annotations

import argparse
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.cli.exit_codes import ExitCode
from explainer.cli.main import parser
from explainer.model.pack import Pack
from explainer.settings import OPTIONS, read_settings_file
from explainer.tui.actions import READING, tables
from explainer.tui.keymap import keys_asked_for

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
GATE = (ROOT / ".ci" / "run").read_text("utf-8")


def commands() -> set[str]:
    """The commands the parser knows."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return set(action.choices)
    return set()


def test_its_first_screen_plays_and_tests() -> None:
    blocks = re.findall(r"```\n(.*?)```", README, re.DOTALL)

    assert blocks[:2] == ["pip install uv && uv run explainer\n", "pip install uv && uv run pytest\n"]


def test_every_command_is_in_its_table_and_none_other() -> None:
    rows = re.findall(r"^\| (`explainer.*?)\|", README, re.MULTILINE)
    named = {word for row in rows for word in re.findall(r"`explainer ([a-z]+)", row)}

    assert named == commands()


def test_the_gate_it_names_is_the_one_that_runs() -> None:
    gate = next(block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "lint-imports" in block)

    missing = [step for step in gate.strip().split(" && ") if step not in GATE.splitlines()]
    assert missing == []


def test_every_exit_code_is_told() -> None:
    told = README[README.index("Exit codes:") :].split("\n")[0]

    assert re.findall(r"(\d) ", told) == [str(int(code)) for code in ExitCode]


def test_every_dependency_is_argued_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=]", name)[0] for name in project["dependencies"]}
    section = README[README.index("### Dependencies") :]
    told = set(re.findall(r"^\| ([a-z-]+) \| .{20,} \|$", section, re.MULTILINE))

    assert told == wanted


def test_its_pictures_are_there_and_fetch_nothing() -> None:
    names = re.findall(r"!\[.{20,}?\]\((.*?)\)", README)

    assert len(names) == 2
    for name in names:
        picture = (ROOT / name).read_text("utf-8")
        assert picture.startswith("<svg")
        assert "@font-face" not in picture
        assert "url(http" not in picture


def test_every_link_inside_the_project_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!http)(.*?)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_counts_the_flagship_as_it_is(flagship: Pack) -> None:
    """Rounded down to a number a reader keeps: to tens, or from a thousand on to fifties."""
    pack = flagship
    counts: dict[str, int] = {
        "pages": sum(not node.passes for node in pack.nodes.values()),
        "chapters": len(pack.manifest.chapters),
        "claims": len(pack.claims),
        "sources": len(pack.sources),
        "voices": len({actor for actor, _ in pack.positions}),
        "forks": sum(node.fork is not None for node in pack.nodes.values()),
        "options": sum(len(node.fork.options) for node in pack.nodes.values() if node.fork),
        "events": len(pack.events),
        "expectations": len(pack.expectations),
        "words explained": len(pack.terms),
        "cards": len(pack.cards),
    }
    section = README[README.index("## What is in it") : README.index("## Commands")]
    for what, count in counts.items():
        [told] = re.findall(rf"([\d,]+) {what}\b", section)
        number = int(told.replace(",", ""))
        exact = what in {"pages", "chapters", "voices", "forks", "options"}
        assert number == count if exact else number <= count < number + 50, what


def keys_of_a_page() -> list[str]:
    return [f"| `{action.key_words}` | `{action.id}` | {action.help} |" for action in READING]


def keys_elsewhere() -> list[str]:
    """Where, key, name and deed of all that can be moved off the page; what most rooms share is told once."""
    rooms = {name for name, actions in tables().items() if {"open", "door"} <= {part.id for part in actions}}
    found: dict[tuple[str, str, str], list[str]] = {}
    for table, actions in tables().items():
        page = {action.id for action in READING} if table == "READING" else set()
        for action in actions:
            if action.may_move and action.id not in page:
                found.setdefault((action.key_words, action.id, action.help), []).append(table)
    rows = []
    for (key, name, help), where in found.items():
        shared = len(rooms & set(where)) > len(rooms) / 2
        said = ["rooms"] if shared else []
        said += [PLACES.get(table, table.lower()) for table in where if not (shared and table in rooms)]
        rows.append(f"| {', '.join(said)} | `{key}` | `{name}` | {help} |")
    return rows


PLACES = {
    "READING": "page",
    "TITLE": "title page",
    "SHEET": "answers",
    "PANEL": "side panel",
    "STORY": "story map",
    "LEDGER": "claims",
}


@pytest.mark.parametrize(
    ("head", "made"),
    [
        ("| key | action | what it does |\n|---|---|---|\n", keys_of_a_page),
        ("| where | key | action | what it does |\n|---|---|---|---|\n", keys_elsewhere),
    ],
)
def test_every_key_is_in_its_table(head: str, made: Callable[[], list[str]]) -> None:
    """After a change of the registry: ``EXPLAINER_WRITE_GOLDEN=1 uv run pytest -n0 tests/test_readme.py``."""
    rows = made()
    readme = (ROOT / "README.md").read_text("utf-8")
    before, _, rest = readme.partition(head)
    told, gap, after = rest.partition("\n\n")
    if os.environ.get("EXPLAINER_WRITE_GOLDEN"):
        (ROOT / "README.md").write_text(before + head + "\n".join(rows) + gap + after, "utf-8")
        return

    assert told.splitlines() == rows


def test_every_setting_is_in_its_table_with_its_values() -> None:
    for option in OPTIONS:
        values = ", ".join(f"`{value}`" for value in option.values)
        assert f"| `{option.name}` | {values} | {option.help} |" in README


def test_the_settings_file_it_shows_reads_well(tmp_path: Path) -> None:
    [shown] = [block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "[keys]" in block]
    (tmp_path / "settings.toml").write_text(shown, "utf-8")
    file = read_settings_file(tmp_path / "settings.toml")
    keys, findings = keys_asked_for(file)

    assert (*file.findings, *findings) == ()
    assert len(keys.moved) == 2
