"""Findings as workflow commands: GitHub shows each beside its line in the change that is checked.

Format: GitHub's page "Workflow commands for GitHub Actions", setting an error, a warning or a
notice message: ``::error file=…,line=…,endLine=…,title=…::message``, a command a line. What a
percent sign, a carriage return or a line feed would be is written as ``%25``, ``%0D``, ``%0A``,
and in a property also a colon and a comma, as ``%3A`` and ``%2C``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from explainer.cli.reporters.places import Places
from explainer.model.diagnostic import Diagnostic, Severity
from explainer.prose.clean import visible
from explainer.rules.explain import explain

MOST = 10
"""Commands of each severity that GitHub shows of one step; it drops those after them unsaid."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_commands(folder: Path, diagnostics: Sequence[Diagnostic]) -> str:
    """A command a line for the first ten errors, then of the warnings, then of the notes.

    Errors go first because a job has room for fifty of all its steps together. More than are shown
    are not written: ``left_out`` counts them, so that they can be spoken of.
    """
    places = Places(folder)
    return "\n".join(_command(item, places) for item in _shown(diagnostics))


def left_out(diagnostics: Sequence[Diagnostic]) -> int:
    """How many findings there is no room for."""
    return len(diagnostics) - len(list(_shown(diagnostics)))


def _shown(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for severity in _COMMANDS:
        yield from [item for item in diagnostics if item.severity is severity][:MOST]


def _command(item: Diagnostic, places: Places) -> str:
    start, end = item.span.start, item.span.end
    path = places.of(item.span.file).as_posix()
    where: dict[str, object] = {"file": path, "line": start.line}
    # GitHub's checks take columns only of a place that lies on one line.
    if start.line == end.line:
        where |= {"col": start.column, "endLine": end.line, "endColumn": end.column}
    else:
        where |= {"endLine": end.line}
    where["title"] = f"{item.code} {explain(item.code).manual.heading}"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    # The log shows the words alone, so they begin with the place.
    lines = [f"{path}:{start.line}:{start.column}: {item.code} {item.message}", item.hint]
    words = "\n".join(visible(line) for line in lines if line)
    return f"::{_COMMANDS[item.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
