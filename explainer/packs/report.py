"""Collecting findings while a pack is read, each with the line it points into."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from explainer.model.diagnostic import Diagnostic, Mark, Severity, Span


class Findings:
    """All that was found so far, and the lines of the files it was found in."""

    def __init__(self) -> None:
        self.items: list[Diagnostic] = []
        """In the order they were found."""
        self.lines: dict[str, list[str]] = {}
        """Each file's lines, by the file's path in the pack."""

    def add(self, code: str, span: Span, message: str, hint: str = "", *, mended: bool = False) -> None:
        """Note one finding; a code that begins with W is a warning."""
        severity = Severity.WARNING if code.startswith("W") else Severity.ERROR
        lines = self.lines.get(span.file, [])
        line = lines[span.start.line - 1] if 0 < span.start.line <= len(lines) else ""
        self.items.append(Diagnostic(code, severity, span, message, hint, mended, line))

    def for_file(self, file: str, code: str, message: str, hint: str = "") -> None:
        """Note a finding about a file as a whole."""
        self.add(code, Span(file, Mark(1, 1), Mark(1, 1)), message, hint)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All of them by file, line and column."""
        return tuple(sorted(self.items, key=lambda item: (*item.span.key(), item.code)))

    @property
    def fatal(self) -> bool:
        """Whether something keeps the pack from being played."""
        return any(item.severity is Severity.ERROR and not item.mended for item in self.items)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` for the nearest known name, or nothing."""
    # A bound on both keeps a hostile pack from making this slow: it is quadratic in length.
    names = [name for name in known if abs(len(name) - len(wrong)) <= 12][:20_000]
    near = difflib.get_close_matches(wrong[:80], names, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""
