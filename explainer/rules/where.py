"""Where the words that a rule found stand in the files of a pack."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from explainer.model.diagnostic import Mark, Span
from explainer.model.ids import NodeId
from explainer.packs.locate import MANIFEST_FILE
from explainer.rules.subject import Subject
from explainer.rules.texts import Told

_MARKUP = re.compile(r"\[@[^\[\]]*\]|\[\[(?:[^\[\]|]*\\?\|)?|\]\]|\]\([^()\s]*\)|[\[*_`]")

_HEAD = 24
"""Characters of a sentence that tell its line from the others."""

MAX_LINES = 2_000_000
"""Lines that are looked through for words, all findings of a rule together. The flagship's rules look
through some thousands; a pack made to have more is told the record instead of the line."""


@dataclass
class Where:
    """Finds words record by record; one for each look at a pack."""

    subject: Subject
    _starts: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _looked: int = 0

    def words(self, told: Told, words: str, *, after: str = "") -> Span:
        """Where words of a text begin, or the record they belong to if that can't be told.

        With ``after``, they are looked for only from where its first line begins, if that is found.
        """
        file, lines = self._lines(told.kind, told.name)
        start = self._find(file, lines, after)
        found = self._find(file, range(start.line, lines.stop), words, start.column - 1) if start else None
        found = found or self._find(file, lines, words)
        if found is None:
            return self._record(told.kind, told.name)
        return Span(file, found, Mark(found.line, found.column + len(_first_line(words))))

    def _find(self, file: str, lines: range, words: str, column: int = 0) -> Mark | None:
        """Where words begin in some lines, in the first of them not before a column, counted from 0."""
        first = _first_line(words)
        if not first:
            return None
        for number, line in self._numbered(file, lines):
            at = line.find(first, column)
            if at >= 0:
                return Mark(number, at + 1)
            column = 0
        return None

    def sentence(self, node: NodeId, sentence: str) -> Span:
        """Where a sentence of a page begins, markup or not, or the page if that can't be told."""
        file, lines = self._lines("node", node)
        head = sentence.split("\n")[0]
        for number, line in self._numbered(file, lines):
            bare = _MARKUP.sub("", line)
            at = bare.find(head[:_HEAD])
            if at < 0:
                # It may go on in the next line of the file.
                at = bare.rfind(head.split(" ")[0])
                if at < 0 or len(bare) - at > _HEAD or not head.startswith(bare[at:].strip()):
                    continue
            column = _in_markup(line, head, at)
            return Span(file, Mark(number, column + 1), Mark(number, len(line) + 1))
        return self.subject.page(node)

    def _record(self, kind: str, name: str) -> Span:
        return self.subject.manifest if kind == "pack" else self.subject.at(kind, name)

    def _lines(self, kind: str, name: str) -> tuple[str, range]:
        """The file of a record, and its lines: from its id to the next of its kind."""
        if kind == "pack":
            return MANIFEST_FILE, range(1, self._length(MANIFEST_FILE) + 1)
        span = self.subject.at(kind, name)
        if kind == "node":
            span = self.subject.gathered.extents.get(name, span)
        if kind in ("node", "position", "map"):
            # Their whole stretch is known.
            return span.file, range(span.start.line, min(span.end.line, self._length(span.file)) + 1)
        starts = self._starts_of(kind, span.file)
        after = bisect.bisect_right(starts, span.start.line)
        end = starts[after] - 1 if after < len(starts) else self._length(span.file)
        return span.file, range(span.start.line, end + 1)

    def _starts_of(self, kind: str, file: str) -> list[int]:
        if kind not in self._starts:
            files: dict[str, list[int]] = {}
            for span in self.subject.gathered.definitions[kind].values():
                files.setdefault(span.file, []).append(span.start.line)
            self._starts[kind] = {name: sorted(starts) for name, starts in files.items()}
        return self._starts[kind][file]

    def _length(self, file: str) -> int:
        return len(self.subject.gathered.findings.lines.get(file, ()))

    def _numbered(self, file: str, lines: range) -> Iterator[tuple[int, str]]:
        texts = self.subject.gathered.findings.lines.get(file, [])
        for number in lines:
            self._looked += 1
            if self._looked > MAX_LINES:
                return
            yield number, texts[number - 1]


def _first_line(words: str) -> str:
    return words.strip().partition("\n")[0].strip()


def _in_markup(line: str, sentence: str, at: int) -> int:
    """The column, from 0, at which a sentence begins in a line, not before ``at``: markup only adds."""
    words = sentence.split(" ", 8)[:8]
    for count in range(len(words), 0, -1):
        column = line.find(" ".join(words[:count]), at)
        if column >= 0:
            return column
    return at
