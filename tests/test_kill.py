"""Killed at any instant: every page and answer that was shown is in the store, and the store is whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.paths import DATABASE
from explainer.store.store import open_store

DRIVER = Path(__file__).with_name("kill_driver.py")

SEEDS = (2, 3, 5, 7, 11)
"""Each decides the moments of ten kills, one after the other on the same store."""

KILLS = 10


@dataclass(slots=True)
class Shown:
    """What readers had shown before they were killed."""

    steps: dict[int, str] = field(default_factory=dict)
    """Steps by their numbers, each with its page."""
    answered: set[int] = field(default_factory=set)
    """The numbers of answers to cards."""
    undone: set[int] = field(default_factory=set)
    """Those of them that were taken back."""

    def __or__(self, other: Shown) -> Shown:
        return Shown(self.steps | other.steps, self.answered | other.answered, self.undone | other.undone)


class Readers:
    """Readers sent out one after the other, each to be killed."""

    def __init__(self, data: Path, pack: Path) -> None:
        command = [sys.executable, str(DRIVER), str(data), str(pack)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._reader = 0

    def close(self) -> None:
        self._kill()
        self._process.communicate()

    def _kill(self) -> None:
        if self._reader:
            os.kill(self._reader, signal.SIGKILL)
            self._reader = 0

    def _say(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def _line(self) -> list[str]:
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split()
        assert words
        assert words[0] != "failed", words
        return words

    def read_until_killed(self, seed: int, pages: int, spin: int) -> Shown:
        """Let one show so many things and a moment more, kill it, and give all that it had shown."""
        self._say(str(seed))
        word, pid = self._line()
        assert word == "reader"
        self._reader = int(pid)
        shown = [self._line() for _ in range(pages)]
        # The moment more: work, not a clock, so that it is as long as it happens to be.
        for _ in range(spin):
            pass
        self._kill()
        self._say("")
        while (words := self._line())[0] != "dead":
            shown.append(words)
        assert words == ["dead", f"-{signal.SIGKILL:d}"]
        return Shown(
            {int(step): node for step, node in shown if step.isdigit()},
            {int(number) for word, number in shown if word == "answered"},
            {int(number) for word, number in shown if word == "undone"},
        )


@pytest.mark.skipif(sys.platform == "win32", reason="a kill there is no SIGKILL")
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_was_shown_before_a_kill_is_kept(
    bridge: Pack, bridge_folder: Path, walled_off: Path, seed: int
) -> None:
    dice = random.Random(seed)
    known = Shown()
    with closing(Readers(walled_off, bridge_folder)) as readers:
        for kill in range(KILLS):
            # Two of ten die while they make or open the store and back it up, the others while reading.
            pages = dice.randrange(1, 40) if kill % 5 else 0
            spin = dice.randrange(20_000 if pages else 100_000)
            shown = readers.read_until_killed(dice.randrange(10**6), pages, spin)
            known = check(bridge, walled_off, known | shown)
    assert known.steps
    assert known.answered > known.undone


def check(pack: Pack, data: Path, known: Shown) -> Shown:
    """The store must be whole and hold all that is known of it; gives all that it holds."""
    if not (data / DATABASE).exists():
        assert known == Shown()
        return known
    with closing(open_store(data)) as store:
        assert store.notice == ""
        run = next(iter(store.runs()), None)
        if run is None:
            assert known == Shown()
            return known
        kept = {row.id: row.node for row in store.steps(run.id)}
        assert {step: kept.get(step) for step in known.steps} == known.steps
        reviews = store.reviews.of(pack.id)
        answered = {review.id for review in reviews}
        undone = {review.id for review in reviews if review.undone}
        assert known.answered <= answered
        assert known.undone <= undone
        # One thing may have been kept and not yet shown: each is one transaction.
        unshown = len(kept) - len(known.steps), len(answered - known.answered), len(undone - known.undone)
        assert sum(unshown) <= 1
        assert (len(store.runs()), run.steps) == (1, len(kept))
        session = Session.resume(pack, store, run)
        assert session.take_notices() == []
        assert session.state.node == kept[run.head]
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return Shown(kept, answered, undone)
