"""Findings as text, for a person at a terminal."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence

from explainer.cli.invocation import command
from explainer.model.diagnostic import Diagnostic, Severity
from explainer.model.plural import counted
from explainer.prose.clean import visible
from explainer.prose.width import cell_width, wrap_spans

_INDENT = "  "
"""Before all lines of a finding but its first."""

_PLACES = 12
"""Further places of one finding that are named."""

_MANY_ALIKE, _TOLD = 6, 3
"""Findings that differ in a name alone: with more than so many, so many are told in full."""

_NAMED = 40
"""Others of them that are named."""

_NAMES = re.compile("'[^']*'")

_MARGIN = 60
"""Characters of a long line shown on either side of the place that is meant, where no width is told."""


def as_text(diagnostics: Iterable[Diagnostic], pack: Sequence[str] = (), width: int = 0) -> str:
    """Each finding with its line, a caret, what to do, and the command that walks there.

    ``pack`` is the words by which that command names the pack, as in ``mypack``; ``width`` the
    cells of the terminal. Sentences are broken between words there, and of a long line so much is
    shown that its caret stands under it; the command is left whole, to be copied. With 0, for a
    pipe or a file, each sentence is one line, so that it can be searched for. What is found again in
    the same words, such as a name that is missing, is told once, with all its places; of what is found
    of many names in the same words, a few are told and the others named.
    """
    told: dict[tuple[str, ...], list[Diagnostic]] = {}
    for item in diagnostics:
        told.setdefault(_same(item), []).append(item)
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for first, *_ in told.values():
        alike.setdefault(_kind(first), []).append(first)
    shown, counted_off = [], Counter[tuple[str, ...]]()
    for first, *again in told.values():
        kind = _kind(first)
        counted_off[kind] += 1
        others = alike[kind] if len(alike[kind]) > _MANY_ALIKE else []
        if not others or counted_off[kind] <= _TOLD:
            rest = others[_TOLD:] if counted_off[kind] == _TOLD else ()
            shown.append(_one(first, pack, width, again, rest))
    return "\n\n".join(shown)


def heads(diagnostics: Iterable[Diagnostic]) -> int:
    """How many different things were found: what is missing in ten places is one."""
    return len({_same(item) for item in diagnostics})


def _same(item: Diagnostic) -> tuple[str, ...]:
    return item.code, item.message, item.hint, item.witness


def _kind(item: Diagnostic) -> tuple[str, ...]:
    """What findings have in common that differ in names alone; those with a way to walk do not."""
    message = _NAMES.sub("''", item.message) if not item.witness else f"{item.message} {item.witness}"
    return item.code, message, item.hint


def _one(
    item: Diagnostic,
    pack: Sequence[str],
    width: int,
    again: Sequence[Diagnostic] = (),
    alike: Sequence[Diagnostic] = (),
) -> str:
    room = max(0, width - len(_INDENT))
    head = f"{_place(item)}: {item.severity} {item.code} {item.message}"
    lines = broken(visible(head), width)
    if item.source.strip():
        lines += _pointed(item, room)
    if again:
        places = [_place(other) for other in again[:_PLACES]]
        places += [f"{len(again) - _PLACES:,} more"] if len(again) > _PLACES else []
        lines += [_INDENT + line for line in broken(visible(f"Also at {', '.join(places)}."), room)]
    if alike:
        named = [f"{_name(other)} ({_place(other)})" for other in alike[:_NAMED]]
        named += [f"{len(alike) - _NAMED:,} more"] if len(alike) > _NAMED else []
        lines += [_INDENT + line for line in broken(visible(f"Likewise: {', '.join(named)}."), room)]
    if item.hint:
        lines += [_INDENT + line for line in broken(visible(item.hint), room)]
    if item.witness:
        walk = shlex.join(("play", *pack, "--witness", item.witness))
        lines.append(f"{_INDENT}To walk it: {command()} {visible(walk)}")
    return "\n".join(lines)


def _place(item: Diagnostic) -> str:
    return f"{item.span.file}:{item.span.start.line}:{item.span.start.column}"


def _name(item: Diagnostic) -> str:
    found = _NAMES.search(item.message)
    return found[0] if found else item.message


def broken(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells, or as one line with 0."""
    return [text[start:end] for start, end in wrap_spans(text, width)] if width else [text]


def _pointed(item: Diagnostic, room: int) -> list[str]:
    start = item.span.start.column - 1
    end = item.span.end.column - 1 if item.span.end.line == item.span.start.line else len(item.source)
    left, right = _part(item.source, start, end, room)
    before = visible(item.source[left:start])
    meant = visible(item.source[start : min(end, right)])
    after = visible(item.source[min(end, right) : right])
    lead = "…" if left else ""
    tail = "…" if right < len(item.source) else ""
    caret = " " * cell_width(lead + before) + "^" * max(1, cell_width(meant))
    return [f"{_INDENT}{lead}{before}{meant}{after}{tail}", f"{_INDENT}{caret}"]


def _part(source: str, start: int, end: int, room: int) -> tuple[int, int]:
    """From where to where a line is shown."""
    if not room:
        return max(0, start - _MARGIN), min(len(source), start + _MARGIN)
    # A file may be one line of two million characters, which nobody need measure.
    if len(source) <= 4 * room and cell_width(visible(source)) <= room:
        return 0, len(source)
    left = right = start
    # A cell each for the two ellipses.
    room -= 2
    # What is meant goes first, then half of what is left to what stands before it, then the rest.
    for stop, share in ((end, 2), (len(source), 1)):
        while right < min(stop, len(source)) and (used := _cells(source[right])) <= room:
            room -= used
            right += 1
        spare = room - room // share
        while left > 0 and (used := _cells(source[left - 1])) <= room - spare:
            room -= used
            left -= 1
    return left, right


def _cells(character: str) -> int:
    return cell_width(visible(character))


def tally(diagnostics: Iterable[Diagnostic]) -> tuple[int, int, int]:
    """How many errors, how many warnings and how many notes."""
    found = Counter(item.severity for item in diagnostics)
    return found[Severity.ERROR], found[Severity.WARNING], found[Severity.NOTE]


def in_words(errors: int, warnings: int, notes: int = 0) -> str:
    """The tally as a sentence part: ``2 errors, 1 warning``."""
    counts = {"error": errors, "warning": warnings, "note": notes}
    parts = [counted(count, word) for word, count in counts.items() if count]
    return ", ".join(parts) or counted(0, "error")
