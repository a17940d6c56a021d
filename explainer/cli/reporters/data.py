r"""Findings as data: what ``check --format json`` prints, for a program that knows packs.

The document is an object. Its keys are there in every run, in this order; a later version may add
some, and ``schema`` grows when one changes its meaning or goes.

- ``schema``: the version, 1.
- ``pack``: the pack's id, or the name of its folder if the pack can't be opened.
- ``folder``: where it is, relative to the current folder if it lies below that; ``/`` between parts.
- ``errors``, ``warnings``, ``notes``: how many findings there are of each severity.
- ``findings``: a list of objects, by file, line and column, each with

  - ``file``: the path in the pack's folder, with ``/`` between its parts;
  - ``line``, ``column``: where it begins, both counted from 1, columns in characters (code points);
  - ``end_line``, ``end_column``: the place behind its last character;
  - ``severity``: ``error``, ``warning`` or ``note``;
  - ``code``: such as ``E201``; never given another meaning;
  - ``message``: what is wrong, a sentence without its full stop;
  - ``hint``: what to do about it, or an empty text;
  - ``witness``: the shortest way a reader meets it, as ``play --witness`` takes it, or an empty text;
  - ``source``: the line it points into, as far as its 500th character;

- ``turned_off``: a list of the rules that the pack turns off, each with its code as ``rule`` and
  the reason as ``because``.

A character that could drive a terminal is spelt out in every text, as in ``\x1b``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explainer.cli.reporters.places import below
from explainer.cli.reporters.text import tally
from explainer.model.diagnostic import Diagnostic
from explainer.model.pack import RuleLevel
from explainer.prose.clean import visible

_MAX_SOURCE = 500
"""Characters of a line that are given as data; a file may be one line of two million."""


def as_document(
    pack: str, folder: Path, diagnostics: Sequence[Diagnostic], turned_off: Sequence[RuleLevel] = ()
) -> dict[str, object]:
    """The document but for ``schema``, which every document the commands print begins with."""
    errors, warnings, notes = tally(diagnostics)
    return {
        "pack": pack,
        "folder": visible(below(Path.cwd(), folder).as_posix()),
        "errors": errors,
        "warnings": warnings,
        "notes": notes,
        "findings": [as_data(item) for item in diagnostics],
        "turned_off": [{"rule": item.rule, "because": visible(item.because)} for item in turned_off],
    }


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
        "witness": visible(item.witness),
        "source": visible(item.source[:_MAX_SOURCE]),
    }
