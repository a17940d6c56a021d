"""What a repository of packs takes from here: the hook, and the workflow that the guide shows."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.cli.main import parser
from tests.findings import BAD
from tests.schemas import HOOKS, SARIF, WORKFLOW, fault, published

ROOT = Path(__file__).resolve().parent.parent
GOOD = ROOT / "tests" / "packs" / "good" / "bridge"
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
MANIFEST: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

FINDINGS = {
    "in order": (GOOD, 0),
    "with errors": (BAD / "twenty", 1),
    "with a warning": (BAD / "W501-lost-page", 0),
}


def shown() -> list[Any]:
    """The documents of the guide's section: the hook's configuration, and the workflow."""
    section = GUIDE[GUIDE.index("\n## In your own repository\n") :]
    return [
        yaml.safe_load(block)
        for block in re.findall(r"^```yml\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    ]


def workflow() -> dict[str, Any]:
    document = shown()[1]
    # YAML 1.1, which PyYAML reads, takes the word for true; GitHub does not.
    document["on"] = document.pop(True)
    assert isinstance(document, dict)
    return document


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow()["jobs"]["check"]["steps"]
    return found


def run_in(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a step does, with the program on the path."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder, env={**os.environ, "PATH": programs, "GITHUB_WORKSPACE": str(folder)},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def repository(folder: Path, pack: Path) -> Path:
    shutil.copytree(pack, folder / "packs" / "mine")
    return folder


# ---------------------------------------------------------------- the hook


def test_the_hooks_are_a_manifest_as_pre_commit_reads_it() -> None:
    assert fault(published(HOOKS), MANIFEST) == ""
    assert fault(published(HOOKS), [{**MANIFEST[0], "language": "pascal"}]) != ""


@pytest.mark.parametrize("case", FINDINGS)
def test_the_hook_checks_the_repository_as_a_pack(case: str) -> None:
    [hook] = MANIFEST
    folder, code = FINDINGS[case]
    done = run_in(folder, shlex.join([*shlex.split(hook["entry"]), *hook["args"]]))

    assert done.returncode == code, done.stderr
    assert hook["pass_filenames"] is False


def test_the_hook_fails_where_no_pack_is(tmp_path: Path) -> None:
    """Else a forgotten folder would pass for a pack in order."""
    [hook] = MANIFEST
    done = run_in(tmp_path, shlex.join([*shlex.split(hook["entry"]), *hook["args"]]))

    assert (done.returncode, done.stdout.split("\n")[0]) == (
        1,
        "pack.yaml:1:1: error E011 the folder has no pack.yaml",
    )


def test_the_guide_uses_the_hook_that_is_there() -> None:
    [hook] = MANIFEST
    [used] = [item for entry in shown()[0]["repos"] for item in entry["hooks"]]

    assert used["id"] == hook["id"]
    options = parser().parse_args([*shlex.split(hook["entry"])[1:], *used["args"]])
    assert (options.command, options.pack) == ("check", "packs/mine")


# ---------------------------------------------------------------- the workflow


def test_the_workflow_is_one_as_github_reads_it() -> None:
    assert fault(published(WORKFLOW), workflow()) == ""
    assert fault(published(WORKFLOW), {**workflow(), "onn": []}) != ""


def test_its_commands_exist() -> None:
    lines = [
        line for step in steps() for line in step.get("run", "").splitlines() if "explainer check" in line
    ]
    formats = []
    for line in lines:
        words = shlex.split(re.split(r" [>|]", line)[0])
        options = parser().parse_args(words[1:])
        formats.append(options.format)
        assert (words[0], options.command, options.pack) == ("explainer", "check", "packs/mine")

    assert formats == ["github", "sarif"]


def test_it_may_do_what_it_does_and_no_more() -> None:
    assert workflow()["permissions"] == {"contents": "read", "security-events": "write"}


@pytest.mark.parametrize("case", FINDINGS)
def test_its_steps_mark_and_write_down_what_is_found(case: str, tmp_path: Path) -> None:
    pack, code = FINDINGS[case]
    folder = repository(tmp_path, pack)
    mark, write = (step["run"] for step in steps() if "explainer check" in step.get("run", ""))
    marked, written = run_in(folder, mark), run_in(folder, write)
    [upload] = [step for step in steps() if "upload-sarif" in step.get("uses", "")]
    log = json.loads((folder / upload["with"]["sarif_file"]).read_text("utf-8"))

    assert (marked.returncode, written.returncode) == (code, 0), written.stderr
    assert bool(marked.stdout) == bool(log["runs"][0]["results"]) == (pack != GOOD)
    assert "file=packs/mine/" in marked.stdout or pack == GOOD
    assert fault(published(SARIF), log) == ""


def test_a_pack_that_is_not_there_fails_both_steps(tmp_path: Path) -> None:
    scripts = [step["run"] for step in steps() if "explainer check" in step.get("run", "")]
    assert [run_in(tmp_path, script).returncode for script in scripts] == [3, 1]


def test_what_is_written_down_is_written_on_the_push_that_may_keep_it() -> None:
    """A pull request from a fork may not write; findings of the step before must not stop it."""
    conditions = [step.get("if", "") for step in steps()[-2:]]
    assert conditions == ["${{ !cancelled() && github.event_name == 'push' }}"] * 2
