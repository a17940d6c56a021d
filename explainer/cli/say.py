"""Speaking what is said: each turn's text goes to a command the reader named.

The one place that runs another program, and only the one a reader asks for by name.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Callable

PATIENCE = 10.0
"""Seconds the last turn may go on being spoken before the program ends without it."""

GRACE = 0.5
"""Seconds a command has to end after it was asked to."""


class Speaker:
    """A command that speaks, started anew for each turn; the turn before is cut short."""

    def __init__(self, command: str, tell: Callable[[str], object]) -> None:
        self._name = command
        self._tell = tell
        self._trouble = ""
        self._words: list[str] = []
        self._speaking: subprocess.Popen[bytes] | None = None
        self._writing: threading.Thread | None = None
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            self._give_up(f"it can't be read: {error}")

    def speak(self, text: str) -> None:
        """Speak a text instead of what is being spoken."""
        self._end()
        if self._trouble or not self._words or not text.strip():
            return
        try:
            self._speaking = subprocess.Popen(
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # What it starts itself ends with it.
                start_new_session=os.name == "posix",
            )
        except (OSError, ValueError) as error:
            self._give_up(getattr(error, "strerror", None) or str(error))
            return
        # In a thread: a command that is slow to listen must not keep the reader waiting.
        self._writing = threading.Thread(target=_write, args=(self._speaking, text), daemon=True)
        self._writing.start()

    def finish(self) -> None:
        """Let the last words be heard, but do not wait for ever."""
        if self._speaking is not None:
            with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                self._speaking.wait(PATIENCE)
        self._end()

    def _end(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is None:
            return
        code = speaking.poll()
        if code is None:
            _send(speaking, "SIGTERM")
            try:
                speaking.wait(GRACE)
            except subprocess.TimeoutExpired:
                _send(speaking, "SIGKILL")
                speaking.wait()
        elif code:
            self._give_up(f"it ended with code {code}")
        if self._writing is not None:
            self._writing.join(GRACE)

    def _give_up(self, why: str) -> None:
        if not self._trouble:
            self._trouble = f"“{self._name}” speaks no more ({why}); you can go on reading."
            self._tell(self._trouble)


def _send(speaking: subprocess.Popen[bytes], name: str) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(speaking.pid, getattr(signal, name))
        else:
            speaking.terminate()


def _write(speaking: subprocess.Popen[bytes], text: str) -> None:
    assert speaking.stdin is not None
    with contextlib.suppress(OSError, ValueError):
        speaking.stdin.write(text.encode())
    with contextlib.suppress(OSError, ValueError):
        speaking.stdin.close()
