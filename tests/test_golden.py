"""Walks through the shipped pack in line mode, word for word.

A folder in ``tests/golden`` holds what is typed and what is said. After a change that is meant,
``EXPLAINER_WRITE_GOLDEN=1 uv run pytest tests/test_golden.py`` writes the transcripts anew, to be
read before they are kept.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.model.pack import Pack

GOLDEN = Path(__file__).with_name("golden")
WALKS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())

UNDERSTOOD = {"the-brief": 0, "first-walk": 1}
"""The exit code of each walk: the free one has lines in it that mean nothing."""


TODAY = (
    (re.compile(r"\(\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d\)"), "(some day)"),
    (re.compile(r"^\d{1,2} [A-Z][a-z]+ 20[2-9]\d$", re.MULTILINE), "Some day"),
    (re.compile(r"\b\d\d:\d\d\)"), "some time)"),
)
"""When a run was left, and a step taken: what a walk says that differs from day to day."""


def transcript(walk: str) -> tuple[str, int]:
    script = GOLDEN / walk / "input.txt"
    command = [sys.executable, "-m", "explainer", "read", "kosovo", "--script", str(script)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.stderr == ""
    said = done.stdout
    for pattern, instead in TODAY:
        said = pattern.sub(instead, said)
    return said, done.returncode


@pytest.mark.parametrize("walk", WALKS)
def test_transcript(walk: str) -> None:
    found, code = transcript(walk)
    kept = GOLDEN / walk / "transcript.txt"
    if os.environ.get("EXPLAINER_WRITE_GOLDEN"):
        kept.write_text(found, "utf-8")

    assert found.splitlines() == kept.read_text("utf-8").splitlines()
    assert code == UNDERSTOOD[walk]


def test_a_script_of_thirty_lines_is_kept() -> None:
    lines = (GOLDEN / "first-walk" / "input.txt").read_text("utf-8").splitlines()

    assert sum(not line.startswith("#") for line in lines) >= 30


def test_the_brief_shows_each_of_its_pages_and_a_forecast(flagship: Pack) -> None:
    said = (GOLDEN / "the-brief" / "transcript.txt").read_text("utf-8").splitlines()

    missing = [
        node.title
        for node in flagship.nodes.values()
        if node.id.startswith("brief-") and node.title not in said
    ]
    assert missing == []
    assert any(line.startswith("Your forecast: 20 ") for line in said)
    assert any(line.startswith("What happened: ") for line in said)
    assert "The end. Type title for another way in, back, or quit." in said
