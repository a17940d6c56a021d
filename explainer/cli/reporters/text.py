"""Findings as text, for a person at a terminal."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence

from explainer.model.diagnostic import Diagnostic, Severity
from explainer.model.plural import counted
from explainer.prose.clean import visible
from explainer.prose.width import cell_width

_MARGIN = 60
"""Characters of a long line shown on either side of the place that is meant."""


def as_text(diagnostics: Iterable[Diagnostic], pack: Sequence[str] = ()) -> str:
    """Each finding with its line, a caret, what to do, and the command that walks there.

    ``pack`` is the words by which that command names the pack, as in ``mypack``.
    """
    return "\n\n".join(_one(item, pack) for item in diagnostics)


def _one(item: Diagnostic, pack: Sequence[str]) -> str:
    start = item.span.start
    head = f"{item.span.file}:{start.line}:{start.column}: {item.severity} {item.code} {item.message}"
    lines = [visible(head)]
    if item.source.strip():
        lines += _pointed(item)
    if item.hint:
        lines.append("  " + visible(item.hint))
    if item.witness:
        command = shlex.join(("explainer", "play", *pack, "--witness", item.witness))
        lines.append("  To walk it: " + visible(command))
    return "\n".join(lines)


def _pointed(item: Diagnostic) -> list[str]:
    start = item.span.start.column - 1
    end = item.span.end.column - 1 if item.span.end.line == item.span.start.line else len(item.source)
    left = max(0, start - _MARGIN)
    right = min(len(item.source), start + _MARGIN)
    before = visible(item.source[left:start])
    meant = visible(item.source[start : min(end, right)])
    after = visible(item.source[min(end, right) : right])
    lead = "…" if left else ""
    tail = "…" if right < len(item.source) else ""
    caret = " " * cell_width(lead + before) + "^" * max(1, cell_width(meant))
    return [f"  {lead}{before}{meant}{after}{tail}", f"  {caret}"]


def tally(diagnostics: Iterable[Diagnostic]) -> tuple[int, int, int]:
    """How many errors, how many warnings and how many notes."""
    found = Counter(item.severity for item in diagnostics)
    return found[Severity.ERROR], found[Severity.WARNING], found[Severity.NOTE]


def in_words(errors: int, warnings: int, notes: int = 0) -> str:
    """The tally as a sentence part: ``2 errors, 1 warning``."""
    counts = {"error": errors, "warning": warnings, "note": notes}
    parts = [counted(count, word) for word, count in counts.items() if count]
    return ", ".join(parts) or counted(0, "error")
