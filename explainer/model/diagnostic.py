"""What is wrong in a pack, and where: author mistakes as values.

The words are the Language Server Protocol's: code, severity, range, message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    """``check`` fails."""
    WARNING = "warning"
    """``check`` fails only with ``--strict``."""
    NOTE = "note"
    """Worth a look; ``check`` never fails for it."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file: line and column, both counted in characters from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one file, from ``start`` to before ``end``."""

    file: str
    """The path relative to the pack's folder, with ``/`` between its parts."""
    start: Mark
    end: Mark

    def key(self) -> tuple[str, int, int]:
        """What findings are sorted by."""
        return (self.file, self.start.line, self.start.column)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. Its code is never reused for another meaning."""

    code: str
    """Such as ``E201``; ``packs.codes`` and ``rules`` list them with their meaning."""
    severity: Severity
    span: Span
    message: str
    """What is wrong, one sentence without its full stop."""
    hint: str = ""
    """What to do about it, or nothing."""
    mended: bool = False
    """Whether loading put it right by itself, so that the pack can still be played."""
    witness: str = ""
    """The shortest way a reader meets it, as ``play --witness`` takes it, or nothing."""
    source: str = field(default="", compare=False)
    """The line of the file it points into, without its newline."""
