"""How long until a person sees something, on a real pseudo-terminal, as ratios.

usage: python -m tests.benchmarks.terminal [RUNS]

The clock of a shared machine proves nothing alone, so each figure stands beside that of a bare
Textual app with the same words, measured in turn with it: start to the title (or line mode to
its first choices), and a key to the last byte of the page it turns to.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from tests.benchmarks.pages import write_pack

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = 30
TURNS = 12
QUIET = 0.05
"""Seconds without a byte after which a page counts as painted."""


class Program:
    """A program on a pseudo-terminal of its own."""

    def __init__(self, command: Sequence[str], home: Path, columns: int = 112, rows: int = 40) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", EXPLAINER_HOME=str(home))
            os.environ["PYTHONPATH"] = str(ROOT)
            os.execvp(command[0], list(command))
        ioctl(self.fd, TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, marker: bytes, since: float, limit: float = 30.0) -> float:
        """Milliseconds from ``since`` until the marker was written."""
        seen = b""
        while marker not in seen:
            left = limit - (time.perf_counter() - since)
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise TimeoutError(marker)
            seen += os.read(self.fd, 65536)
        return (time.perf_counter() - since) * 1e3

    def painted(self, since: float) -> float:
        """Milliseconds from ``since`` to the last byte before it is quiet."""
        last = since
        while select.select([self.fd], [], [], QUIET if last > since else 5.0)[0]:
            os.read(self.fd, 65536)
            last = time.perf_counter()
        return (last - since) * 1e3

    def settle(self) -> None:
        """Read until nothing comes."""
        while select.select([self.fd], [], [], 0.3)[0]:
            os.read(self.fd, 65536)

    def end(self) -> None:
        """End it, by its own number."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def start(command: Sequence[str], marker: str, home: Path) -> float:
    """Milliseconds from start to the marker."""
    program = Program(command, home)
    try:
        return program.until(marker.encode(), program.began)
    finally:
        program.end()


def turns(command: Sequence[str], marker: str, first: bytes, home: Path) -> list[float]:
    """Milliseconds of each page turn."""
    program = Program(command, home)
    try:
        program.until(marker.encode(), program.began)
        program.settle()
        if first:
            os.write(program.fd, first)
            program.settle()
        found = []
        for _ in range(TURNS):
            since = time.perf_counter()
            os.write(program.fd, b"1")
            found.append(program.painted(since))
        return found
    finally:
        program.end()


def main(runs: int) -> None:
    """Measure and print."""
    python = [sys.executable]
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        bare = [*python, "-m", "tests.benchmarks.bare_app"]
        ours = [*python, "-m", "explainer"]
        pairs: list[tuple[str, list[float], list[float]]] = []
        # A first start reads the pack's YAML; later ones find it in the cache.
        subprocess.run(
            [*ours, "read", "--script", os.devnull, "--data-dir", str(home)], check=True, capture_output=True
        )
        title, lines, base = [], [], []
        for _ in range(runs + 1):
            base.append(start([*bare, "6"], "PAGE-0-", home))
            title.append(start([*ours, "play"], "impasse", home))
            lines.append(start([*ours, "read"], "Ways in", home))
        pairs += [("start to title", title[1:], base[1:])]
        pairs += [("line mode to first choices", lines[1:], base[1:])]
        for paragraphs in (6, 40):
            pack = Path(scratch) / f"pack-{paragraphs}"
            write_pack(pack, PAGES, paragraphs)
            subprocess.run([*ours, "check", str(pack)], check=True, capture_output=True)
            one, other = [], []
            for _ in range(runs):
                other += turns([*bare, str(paragraphs)], "PAGE-0-", b"", home)
                one += turns([*ours, "play", str(pack)], "BENCH", b"1", home)
            pairs.append((f"page turn, {paragraphs} paragraphs", one, other))
        print(f"{'what':<30} {'ours':>8} {'bare':>8} {'ratio':>6}   p95 ratio")
        for what, ours_ms, bare_ms in pairs:
            mine, base_ms = statistics.median(ours_ms), statistics.median(bare_ms)
            tail = _p95(ours_ms) / _p95(bare_ms)
            print(f"{what:<30} {mine:>6.0f}ms {base_ms:>6.0f}ms {mine / base_ms:>6.2f}   {tail:.2f}")


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
