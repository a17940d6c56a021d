"""What somebody searches for, as words; and where a text holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.verbs.matching import fold

MOST_PARTS = 12
"""Words of a query that are looked at; the rest add nothing."""

SNIPPET = 150
"""Characters of a snippet, or a few more to end with a word."""

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or words that must follow each other."""

    words: tuple[str, ...]
    """Folded."""
    prefix: bool = False
    """Whether the last may go on: it is being typed still."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, line: str, *, typing: bool = True) -> Query:
        """A line as a query; quotes hold words together, the last word may be only begun."""
        parts: list[Part] = []
        for match in list(_PHRASE.finditer(line))[:MOST_PARTS]:
            words = tuple(fold(match[1] if match[1] is not None else match[2]).split())
            if words:
                last = typing and match.end() == len(line.rstrip()) and match[1] is None
                # After other words a single letter is one: "annex v" asks for no Vienna.
                begun = last and (len(words[-1]) > 1 or not parts)
                parts.append(Part(words, prefix=begun))
        return cls(tuple(parts))

    def fits(self, word: str) -> bool:
        """Whether a folded word is one of the query's."""
        for part in self.parts:
            for index, wanted in enumerate(part.words):
                going_on = part.prefix and index == len(part.words) - 1
                if word == wanted or (going_on and word.startswith(wanted)):
                    return True
        return False


def wordly(text: str) -> Iterator[str]:
    """The words of a text as they stand."""
    return (match[0] for match in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, and which stretches of it were searched for."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()
    """Start and end of each, in characters."""


def snippet(text: str, query: Query, size: int = SNIPPET) -> Snippet:
    """The piece of a text that holds most of what was searched for; its beginning if it holds none."""
    text = " ".join(text.split())
    hits = [
        (match.start(), match.end(), fold(match[0]))
        for match in _WORD.finditer(text)
        if _hit(match[0], query)
    ]
    start = _start(text, hits, size)
    end = min(len(text), start + size)
    if end < len(text):
        end = text.rfind(" ", start, end + 1) if " " in text[start : end + 1] else end
        end = end if end > start else min(len(text), start + size)
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    inside = tuple(
        (a - start + len(lead), b - start + len(lead)) for a, b, _ in hits if a >= start and b <= end
    )
    return Snippet(lead + text[start:end] + tail, inside)


def _hit(word: str, query: Query) -> bool:
    # "Kosovo's" folds to two words; either may be the one.
    return any(query.fits(part) for part in fold(word).split())


def _start(text: str, hits: list[tuple[int, int, str]], size: int) -> int:
    """Where the window with the most different words begins, a little before the first of them."""
    best, at = 0, 0
    for first, _, _ in hits:
        inside = {word for a, b, word in hits if a >= first and b <= first + size - 30}
        if len(inside) > best:
            best, at = len(inside), first
    if at <= 30:
        return 0
    back = text.rfind(". ", max(0, at - 60), at)
    if back >= 0:
        return back + 2
    space = text.find(" ", at - 30)
    return space + 1 if 0 <= space < at else at
