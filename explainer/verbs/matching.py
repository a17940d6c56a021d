"""Finding what somebody means: case, accents, prefixes and slips of the finger forgiven."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

V = TypeVar("V")

CLOSE = 0.78
"""How alike a slip must be to be taken for the word (difflib's ratio)."""

NEAR = 0.76
"""How alike a name must be to be offered as what may have been meant."""

SWAPPED = 0.9
"""How alike two words are that differ only in the order of their letters."""

SHORT = 4
"""Letters below which a word must be right."""

LONGEST = 60
"""Letters above which nothing is taken for a slip; comparing costs their square."""

SAID_BACK = 40
"""Letters of what was typed that are said back."""

_LETTERS = {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
_GAP = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces for all but letters and digits."""
    # Taken apart before and after: some signs, such as ℠, come apart into capitals.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return _GAP.sub(" ", "".join(_LETTERS.get(c, c) for c in kept)).strip()


@dataclass(frozen=True, slots=True)
class Noun(Generic[V]):
    """Something that can be named, and all its names, the one to show first."""

    value: V
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """What a query may mean."""

    nouns: tuple[Noun[V], ...]
    """One: that is meant. Several: it may be any of them. None: nothing fits."""
    suggestion: str = ""
    """The nearest name where nothing fits."""

    @property
    def sure(self) -> Noun[V] | None:
        """The one that is meant, if it can be told."""
        return self.nouns[0] if len(self.nouns) == 1 else None


def find(query: str, nouns: Sequence[Noun[V]]) -> Found[V]:
    """The nouns that fit best: a whole name, its beginning, words of it, a close slip."""
    wanted = fold(query)
    if not wanted:
        return Found(())
    for fits in (_is, _begins, _has_words):
        found = tuple(noun for noun in nouns if any(fits(wanted, fold(name)) for name in noun.names))
        if found:
            return Found(found)
    return _close(wanted, nouns)


def named_whole(query: str, nouns: Sequence[Noun[V]]) -> Noun[V] | None:
    """The one noun that goes by the whole of a name; its own name comes before another's alias."""
    wanted = fold(query)
    exact = [noun for noun in nouns if wanted in map(fold, noun.names)]
    titled = [noun for noun in exact if fold(noun.names[0]) == wanted]
    found = titled if len(titled) == 1 else exact
    return found[0] if len(found) == 1 else None


def _is(wanted: str, name: str) -> bool:
    return wanted == name


def _begins(wanted: str, name: str) -> bool:
    return name.startswith(wanted)


def _has_words(wanted: str, name: str) -> bool:
    """Whether each word begins a word of the name."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def _close(wanted: str, nouns: Sequence[Noun[V]]) -> Found[V]:
    scored = sorted(
        ((max(_likeness(wanted, fold(name)) for name in noun.names), noun) for noun in nouns if noun.names),
        key=lambda pair: -pair[0],
    )
    if not scored or len(wanted) > LONGEST:
        return Found(())
    best, noun = scored[0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    if best >= CLOSE and best - second > 0.02:
        return Found((noun,))
    near = difflib.get_close_matches(wanted, [fold(name) for noun in nouns for name in noun.names], 1, NEAR)
    named = (noun.names[0] for noun in nouns for name in noun.names if near and fold(name) == near[0])
    return Found((), next(named, ""))


def _likeness(wanted: str, name: str) -> float:
    """How alike the words are, each with the one of the name it comes nearest to.

    A slip of the finger seldom changes the first letter, and "southern" is no slip for "northern".
    """
    if len(wanted) > LONGEST:
        return 0.0
    names = name.split()
    scores = [max(_word_likeness(word, other) for other in names) for word in wanted.split()] if names else []
    return min(scores, default=0.0)


def _word_likeness(word: str, other: str) -> float:
    if word[0] != other[0] or len(word) < SHORT:
        return 1.0 if other.startswith(word) else 0.0
    if len(word) == len(other) and sorted(word) == sorted(other):
        return SWAPPED
    return difflib.SequenceMatcher(None, word, other).ratio()


def said_back(typed: str) -> str:
    """What was typed as it is said back: its beginning, where it is long."""
    return typed if len(typed) <= SAID_BACK else typed[: SAID_BACK - 1] + "…"


def either(names: Iterable[str], most: int = 6) -> str:
    """Names as a choice in words: ``A, B or C``."""
    shown = list(names)
    more = f" … ({len(shown) - most} more)" if len(shown) > most else ""
    shown = shown[:most]
    if len(shown) < 2:
        return "".join(shown) + more
    return f"{', '.join(shown[:-1])} or {shown[-1]}{more}"
