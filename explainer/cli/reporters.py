"""Findings as text for a person and as data for a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.model.diagnostic import Diagnostic, Severity
from explainer.model.plural import counted
from explainer.prose.clean import visible
from explainer.prose.width import cell_width

_MARGIN = 60
"""Characters of a long line shown on either side of the place that is meant."""

_MAX_SOURCE = 500
"""Characters of a line that are given as data; a file may be one line of two million."""


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Each finding with its line, a caret, and what to do."""
    return "\n\n".join(_one(item) for item in diagnostics)


def _one(item: Diagnostic) -> str:
    start = item.span.start
    head = f"{item.span.file}:{start.line}:{start.column}: {item.severity} {item.code} {item.message}"
    lines = [visible(head)]
    if item.source.strip():
        lines += _pointed(item)
    if item.hint:
        lines.append("  " + visible(item.hint))
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


def as_data(item: Diagnostic) -> dict[str, object]:
    """One finding with fixed keys."""
    return {
        "file": visible(item.span.file),
        "line": item.span.start.line,
        "column": item.span.start.column,
        "end_line": item.span.end.line,
        "end_column": item.span.end.column,
        "severity": str(item.severity),
        "code": item.code,
        "message": visible(item.message),
        "hint": visible(item.hint),
        "source": visible(item.source[:_MAX_SOURCE]),
    }


def tally(diagnostics: Sequence[Diagnostic]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    errors = sum(item.severity is Severity.ERROR for item in diagnostics)
    return errors, len(diagnostics) - errors


def in_words(errors: int, warnings: int) -> str:
    """The tally as a sentence part: ``2 errors, 1 warning``."""
    parts = []
    if errors or not warnings:
        parts.append(counted(errors, "error"))
    if warnings:
        parts.append(counted(warnings, "warning"))
    return ", ".join(parts)
