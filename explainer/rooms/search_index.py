"""The index that search looks in: SQLite's full-text search over folded words, kept in memory.

What is indexed is folded by our own hand (case, accents, letters such as đ), so that a name meets
each of its spellings; a snippet is cut from the words as they stand. The index knows nothing of
fog: it gives rows in their order, and who asks decides which may be shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from explainer.rooms.query import Query, wordly
from explainer.verbs.matching import fold

TITLE_WEIGHT = 6.0
"""How much more a word counts in a title than in the text under it."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found: a passage of a page, a claim, a voice's answer, a word, a note."""

    kind: str
    """One of ``search.KINDS``."""
    id: str
    """What it is part of: several documents of one kind may share it."""
    title: str
    text: str
    part: int = 0
    """Which passage of a page it is."""
    boost: float = 1.0
    """How much its kind counts."""


@dataclass(frozen=True, slots=True)
class Match:
    """A document that holds what was asked for."""

    document: Document
    score: float
    """The lower, the better."""


class SearchIndex:
    """Documents, searchable. Making one of 3,000 documents takes about a tenth of a second."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: Sequence[Document] = tuple(documents)
        """In the order given; the order decides between equals."""
        self._rows = [(fold(item.title), fold(item.text)) for item in self.documents]

    @cached_property
    def _connection(self) -> sqlite3.Connection | None:
        """The index, or None where SQLite was built without full-text search."""
        # A screen may search in a thread of its own, one at a time.
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            connection.execute("CREATE VIRTUAL TABLE documents USING fts5(title, text)")
        except sqlite3.OperationalError:
            connection.close()
            return None
        connection.executemany("INSERT INTO documents VALUES (?, ?)", self._rows)
        return connection

    def matches(self, query: Query, *, every: bool = True) -> list[Match]:
        """The documents that hold every part of a query, or with ``every`` False any; best first."""
        if not query.parts:
            return []
        connection = self._connection
        if connection is None:
            return self._scanned(query, every=every)
        rows = connection.execute(
            f"SELECT rowid, bm25(documents, {TITLE_WEIGHT}, 1.0) FROM documents WHERE documents MATCH ?",
            (_fts(query, every=every),),
        ).fetchall()
        found = [
            Match(document, score * document.boost)
            for row, score in rows
            for document in (self.documents[row - 1],)
        ]
        return sorted(found, key=lambda match: match.score)

    def _scanned(self, query: Query, *, every: bool) -> list[Match]:
        """The same without the extension: slower, and ranked by plain counts."""
        found = []
        for document, (title, text) in zip(self.documents, self._rows, strict=True):
            counts = [
                TITLE_WEIGHT * _occurrences(part.words, title, part.prefix)
                + _occurrences(part.words, text, part.prefix)
                for part in query.parts
            ]
            if all(counts) if every else any(counts):
                found.append(Match(document, -sum(counts) * document.boost))
        return sorted(found, key=lambda match: match.score)


def _fts(query: Query, *, every: bool) -> str:
    """The query in FTS5's own language. Folded words hold letters and digits alone."""
    parts = [f'"{" ".join(part.words)}"{"*" if part.prefix else ""}' for part in query.parts]
    return (" AND " if every else " OR ").join(parts)


def _occurrences(words: tuple[str, ...], text: str, prefix: bool) -> int:
    needle = " " + " ".join(words) + ("" if prefix else " ")
    return f" {text} ".count(needle)


def vocabulary(texts: Iterable[str]) -> dict[str, str]:
    """Every word of some texts, folded, with one spelling of it."""
    found: dict[str, str] = {}
    for text in texts:
        for word in wordly(text):
            found.setdefault(fold(word), word)
    found.pop("", None)
    return found
