"""Collecting findings while a pack is read, each with the line it points into."""

from __future__ import annotations

import bisect
import difflib
from collections.abc import Callable, Iterable

from explainer.model.diagnostic import Diagnostic, Mark, Severity, Span

MAX_FINDINGS = 5_000
"""Errors that are listed, and warnings; a file made to have millions would fill the memory."""

MAX_WORDS = 1_000
"""Characters of a message or hint; what it quotes may be as long as a file."""


class Findings:
    """All that was found so far, and the lines of the files it was found in."""

    def __init__(self) -> None:
        self.items: list[Diagnostic] = []
        """In the order they were found."""
        self.lines: dict[str, list[str]] = {}
        """Each file's lines, by the file's path in the pack."""
        self.grave = 0
        """How many findings keep the pack from being played, listed or not."""
        self._listed = dict.fromkeys(Severity, 0)
        self._gone: dict[str, dict[int, list[int]]] = {}

    def add(
        self,
        code: str,
        span: Span,
        message: str,
        hint: str = "",
        *,
        mended: bool = False,
        severity: Severity | None = None,
        witness: str = "",
    ) -> None:
        """Note one finding; unless told otherwise a code that begins with W is a warning."""
        severity = severity or (Severity.WARNING if code.startswith("W") else Severity.ERROR)
        self.grave += severity is Severity.ERROR and not mended
        self._listed[severity] += 1
        if self._listed[severity] > MAX_FINDINGS:
            if self._listed[severity] > MAX_FINDINGS + 1:
                return
            code = "E013" if severity is Severity.ERROR else "W503"
            message = f"more than {MAX_FINDINGS:,} {severity}s; from here on they are left out"
            hint = "Mend those above and check again."
        lines = self.lines.get(span.file, [])
        line = lines[span.start.line - 1] if 0 < span.start.line <= len(lines) else ""
        self.items.append(
            Diagnostic(code, severity, span, _short(message), _short(hint), mended, witness, line)
        )

    def took_out(self, file: str, line: int, columns: list[int]) -> None:
        """Note that the characters in these columns of a line are not in the text that is parsed."""
        # How many parsed characters stand before each: in order, so that they can be searched.
        before = [column - 1 - index for index, column in enumerate(columns)]
        self._gone.setdefault(file, {})[line] = before

    def places_in(self, file: str) -> Callable[[int, int], Mark]:
        """Tells where a line and column of the text that is parsed stand in the file."""
        gone = self._gone.get(file)
        if gone is None:
            return Mark
        return lambda line, column: Mark(line, column + bisect.bisect_right(gone.get(line, ()), column - 1))

    def for_file(self, file: str, code: str, message: str, hint: str = "") -> None:
        """Note a finding about a file as a whole."""
        self.add(code, Span(file, Mark(1, 1), Mark(1, 1)), message, hint)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All of them by file, line and column."""
        return tuple(sorted(self.items, key=lambda item: (*item.span.key(), item.code)))

    @property
    def hopeless(self) -> bool:
        """Whether reading on would find nothing that is listed in a pack that can't be played."""
        return self.grave > 0 and self._listed[Severity.ERROR] > MAX_FINDINGS

    @property
    def fatal(self) -> bool:
        """Whether something keeps the pack from being played."""
        return self.grave > 0


def _short(words: str) -> str:
    return words if len(words) <= MAX_WORDS else words[: MAX_WORDS - 1] + "…"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` for the nearest known name, or nothing."""
    # A bound on both keeps a hostile pack from making this slow: it is quadratic in length.
    names = [name for name in known if abs(len(name) - len(wrong)) <= 12][:20_000]
    near = difflib.get_close_matches(wrong[:80], names, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""
