"""What the exit code of each command says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The codes; they are part of the interface and keep their meaning."""

    DONE = 0
    """All went well."""
    FINDINGS = 1
    """It ran, and found something: errors in a pack, commands of a script not understood."""
    USAGE = 2
    """The command line can't be understood."""
    PACK = 3
    """The pack can't be opened."""
    SAVE = 4
    """A save can't be read or written."""
