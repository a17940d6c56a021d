"""``explainer read --say``: each turn goes to a command that speaks, and reading goes on without it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explainer.cli.say import Speaker
from tests.pty_screen import ROOT

DEADLINE = 30.0

RECORD = """
import os, sys, tempfile
text = sys.stdin.read()
handle, name = tempfile.mkstemp(dir=sys.argv[1])
os.write(handle, text.encode())
os.close(handle)
os.rename(name, name + ".said")
"""
"""Keeps what it is given in a file of its own."""


LONG = """
import os, sys, time
open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
time.sleep(600)
"""
"""Says that it has begun, and never ends."""


def recorder(folder: Path, code: str = RECORD) -> str:
    script = folder / "record er.py"
    script.write_text(code, "utf-8")
    heard = folder / "heard"
    heard.mkdir(exist_ok=True)
    return shlex.join([sys.executable, str(script), str(heard)])


def heard(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / "heard").glob("*.said"))]


def until(holds: object) -> None:
    end = time.monotonic() + DEADLINE
    while not (holds() if callable(holds) else holds):
        assert time.monotonic() < end
        time.sleep(0.02)


def read(folder: Path, command: str, lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "explainer", "read", str(folder), "--say", command],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_what_is_said_last_is_heard_whole(bridge_folder: Path, tmp_path: Path) -> None:
    done = read(bridge_folder, recorder(tmp_path), "1\nquit\n")

    assert done.returncode == 0
    assert done.stderr == ""
    # The turns before may have been cut short by those that came at once; the last is never.
    assert "Your place is kept. Until next time." in heard(tmp_path)
    assert "> 1" in done.stdout
    assert not any(">" in text for text in heard(tmp_path))


def test_each_turn_is_given_to_a_command_of_its_own(tmp_path: Path) -> None:
    told: list[str] = []
    speaker = Speaker(recorder(tmp_path), told.append)
    for number, text in enumerate(("First.\nAnd more.", "Zweites: “ž”.", "x" * 300_000), 1):
        speaker.speak(text)
        until(lambda number=number: len(heard(tmp_path)) == number)
    speaker.finish()

    assert sorted(heard(tmp_path)) == sorted(["First.\nAnd more.", "Zweites: “ž”.", "x" * 300_000])
    assert told == []


def test_a_turn_ends_the_one_that_is_still_spoken(tmp_path: Path) -> None:
    told: list[str] = []
    speaker = Speaker(recorder(tmp_path, LONG), told.append)
    speaker.speak("A long story.")
    until(lambda: len(list((tmp_path / "heard").iterdir())) == 1)
    first = int(next((tmp_path / "heard").iterdir()).name)

    speaker.speak("Another.")

    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    speaker._end()
    # That it was ended is nothing to complain of.
    assert told == []


def test_nothing_is_spoken_of_an_empty_turn(tmp_path: Path) -> None:
    speaker = Speaker(recorder(tmp_path), print)
    speaker.speak("  \n")
    speaker.finish()

    assert heard(tmp_path) == []


@pytest.mark.parametrize("command", ["/nowhere/to/be/found", "'unclosed", "/"])
def test_a_command_that_is_not_there_is_told_once_and_reading_goes_on(
    command: str, bridge_folder: Path
) -> None:
    done = read(bridge_folder, command, "1\nlook\nquit\n")

    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.count("speaks no more") == 1
    assert "Until next time." in done.stdout


def test_a_command_that_fails_is_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    speaker = Speaker(recorder(tmp_path, "raise SystemExit(3)"), told.append)
    speaker.speak("One.")
    assert speaker._speaking is not None
    speaker._speaking.wait(DEADLINE)
    for text in ("Two.", "Three."):
        speaker.speak(text)
    speaker.finish()

    assert len(told) == 1
    assert "it ended with code 3" in told[0]


def test_no_shell_reads_the_command(bridge_folder: Path, tmp_path: Path) -> None:
    done = read(bridge_folder, f"{recorder(tmp_path)}; touch {tmp_path / 'touched'}", "quit\n")

    assert done.returncode == 0
    assert not (tmp_path / "touched").exists()
