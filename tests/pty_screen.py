"""The program on a real pseudo-terminal: what it wrote, byte for byte, and what a terminal shows of it.

The terminal answers that it can draw whole frames (mode 2026), so that nothing is looked at while it
is half drawn. Nothing here waits by the clock: everything waits until something is seen, and a
deadline only ends what hangs.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).resolve().parent.parent

DEADLINE = 30.0
"""Seconds after which what was waited for will not come any more."""

STILL = 0.3
"""Seconds without a byte after which a window is taken to lie still."""

# A terminal of its own to be controlled by, so that ctrl+c typed and a hang-up are what they are.
_LAUNCH = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'explainer', *sys.argv[1:]])\n"
)

_PASSED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "HOME", "EXPLAINER_HOME", "TZ")

# Left out of what pyte is fed: private marks, which it would take for something else, and colours,
# which are most of what is written and nothing that is looked for in the window.
_NOT_FED = re.compile(rb"\x1b\[(?:[<=>][0-9;]*[a-zA-Z]|[0-9;]*m)")
_UNENDED = re.compile(rb"\x1b(?:\[[0-9;<=>?$]*)?\Z")

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, PAGE_UP, PAGE_DOWN = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~"
ENTER, ESCAPE, TAB, CTRL_C, CTRL_P, CTRL_S = "\r", "\x1b", "\t", "\x03", "\x10", "\x13"


class Terminal(AbstractContextManager["Terminal"]):
    """The program in a window; leaving the block ends it if it still runs."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 120,
        rows: int = 40,
        term: str = "xterm-256color",
        environment: Mapping[str, str] | None = None,
        folder: Path = ROOT,
    ) -> None:
        self.raw = bytearray()
        """Every byte the program wrote."""
        self.screen = pyte.Screen(columns, rows)
        """What the window shows."""
        self._stream = pyte.ByteStream(self.screen)
        self._unfed = b""
        self._lines: list[str] | None = None
        self._ended = False
        self._hung_up = False
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        self.attributes = termios.tcgetattr(slave)
        """How the terminal was set before the program had it."""
        passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            cwd=folder,
            env={
                "PYTHONPATH": str(ROOT),
                **passed,
                "TERM": term,
                "COLORTERM": "truecolor",
                "PYTHONUTF8": "1",
                **(environment or {}),
            },
        )
        # Kept open here, so that what the program wrote last can still be read, and its settings seen.
        self._slave = slave

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self.hang_up()

    # ------------------------------------------------------------ what is seen

    @property
    def lines(self) -> list[str]:
        """What the window shows, line by line."""
        if self._lines is None:
            self._lines = [line.rstrip() for line in self.screen.display]
        return self._lines

    @property
    def text(self) -> str:
        """What the window shows."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What the window shows, as words with single spaces: the page, then what stands beside it."""
        halves = [line.partition("│") for line in self.lines]
        return " ".join(" ".join(half[side] for side in (0, 2) for half in halves).split())

    def until(self, holds: Callable[[Terminal], object], what: str = "") -> Terminal:
        """Wait until something holds of what is shown."""
        end = time.monotonic() + DEADLINE
        while not (self._whole and holds(self)):
            if not self._read(end):
                state = "ended" if self._ended else "not seen in time"
                raise AssertionError(f"{what or holds}: {state}; the window shows:\n{self.text}")
        return self

    def until_shown(self, *texts: str) -> Terminal:
        """Wait until all these words are shown."""
        return self.until(lambda window: all(text in window.words for text in texts), f"shown: {texts}")

    def until_gone(self, text: str) -> Terminal:
        """Wait until these words are shown no more."""
        return self.until(lambda window: text not in window.words, f"gone: {text!r}")

    @property
    def _whole(self) -> bool:
        # Between the marks of a frame the window is half drawn.
        begun, done = self.raw.rfind(b"\x1b[?2026h"), self.raw.rfind(b"\x1b[?2026l")
        return begun <= done

    def _read(self, end: float) -> bool:
        left = end - time.monotonic()
        if self._ended or left <= 0:
            return False
        if not select.select([self._master], [], [], min(left, 0.2))[0]:
            self._ended = self._process.poll() is not None and not self._more()
            return not self._ended
        self._take_in()
        return True

    def _more(self) -> bool:
        return bool(select.select([self._master], [], [], 0)[0])

    def _take_in(self) -> None:
        new = os.read(self._master, 65536)
        self.raw += new
        if b"\x1b[?2026$p" in bytes(self.raw[-len(new) - 16 :]) and b"?2026h" not in self.raw:
            os.write(self._master, b"\x1b[?2026;2$y")
        data = self._unfed + new
        unended = _UNENDED.search(data)
        cut = unended.start() if unended else len(data)
        self._unfed = data[cut:]
        self._stream.feed(_NOT_FED.sub(b"", data[:cut]))
        self._lines = None

    # ------------------------------------------------------------ what is done

    def type(self, *keys: str) -> Terminal:
        """Type some keys."""
        for key in keys:
            os.write(self._master, key.encode())
        return self

    def click(self, words: str, *, last: bool = False, by: int = 0) -> Terminal:
        """Wait until words are shown and click the first (or last) place of them, ``by`` cells further on."""
        self.until(lambda window: any(words in line for line in window.lines), f"to click: {words!r}")
        # Nobody clicks at what still moves: a list may just be laid out anew.
        self.still()
        self.until(lambda window: any(words in line for line in window.lines), f"to click: {words!r}")
        rows = [y for y, line in enumerate(self.lines) if words in line]
        y = rows[-1] if last else rows[0]
        x = self.lines[y].index(words) + by
        return self.type(f"\x1b[<0;{x + 1};{y + 1}M", f"\x1b[<0;{x + 1};{y + 1}m")

    def still(self) -> Terminal:
        """Wait until nothing has been written for a moment."""
        while select.select([self._master], [], [], STILL)[0] and not self._ended:
            self._read(time.monotonic() + DEADLINE)
        return self

    def paste(self, words: str) -> Terminal:
        """Paste words, as the middle button of a mouse does."""
        return self.type(f"\x1b[200~{words}\x1b[201~")

    def resize(self, columns: int, rows: int) -> Terminal:
        """Drag the window to another size."""
        self.screen.resize(rows, columns)
        self._lines = None
        self._set_size(columns, rows)
        self.signal(signal.SIGWINCH)
        return self

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """End the program as no program can prevent."""
        self._process.kill()
        self._process.wait()

    def hang_up(self) -> None:
        """Close the window under the program."""
        if not self._hung_up:
            self._hung_up = True
            os.close(self._slave)
            os.close(self._master)

    def ended(self) -> int:
        """Wait until the program has ended; gives its exit code."""
        end = time.monotonic() + DEADLINE
        if not self._hung_up:
            while self._read(end):
                pass
        return self._process.wait(max(1.0, end - time.monotonic()))

    @property
    def attributes_now(self) -> list[object]:
        """How the terminal is set now."""
        return termios.tcgetattr(self._slave)
