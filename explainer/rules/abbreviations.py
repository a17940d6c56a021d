"""Abbreviations in the texts of a pack: words of capitals, and where they are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

_CAPITALS = re.compile(r"(?<![\w/.&@#-])[^\W\d_a-z]++(?!\w|[/@]\w|-[A-Z0-9])")
"""A word without small letters of ASCII, and no part of a symbol such as S/RES/1244."""

_ROMAN = re.compile(r"[IVXLC]+")

_RUN = re.compile(r"[^\W\d_][\w’']*")

_GAP = re.compile(r"[\s-]+")

_SAID_AFTER = re.compile(r", (?:the|an?|\w+['’]s) | \(")
"""What follows an abbreviation that is explained: ``KFOR, the force led by NATO``."""

_SAID_AROUND = re.compile(r"\(\w+\)|, (?:the )?\w+[,.;:)]")
"""What an abbreviation stands between that explains what is before it: ``the UN's mission, UNMIK,``."""

JOINING = 3
"""Small words that may stand between the words of a name: Organization *for* Security, Bank *of the*."""

LONGEST = 8
"""Letters of an abbreviation; a longer word of capitals is a heading or a shout."""


def is_abbreviation(word: str) -> bool:
    """Whether a word is one: two to eight capitals that are no Roman number."""
    return (
        2 <= len(word) <= LONGEST
        and word.isalpha()
        and all(letter.isupper() for letter in word)
        and not _ROMAN.fullmatch(word)
    )


def abbreviations(text: str) -> Iterator[tuple[str, int]]:
    """Each abbreviation in a text, and where it begins. Words of capitals side by side are a shout."""
    run: list[re.Match[str]] = []
    for match in _CAPITALS.finditer(text):
        if not match[0].isupper():
            continue
        if run and text[run[-1].end() : match.start()] != " ":
            yield from _of_run(run)
            run = []
        run.append(match)
    yield from _of_run(run)


def _of_run(run: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    # A single capital beside it may be the article of English: a shout has two words of more.
    words = [match for match in run if len(match[0]) > 1]
    if len(words) == 1 and is_abbreviation(words[0][0]):
        yield words[0][0], words[0].start()


def said_beside(text: str, word: str, start: int) -> bool:
    """Whether it is said what an abbreviation is right where it stands."""
    end = start + len(word)
    around = text[max(0, start - 6) : end + 1]
    return bool(_SAID_AFTER.match(text, end) or _SAID_AROUND.search(around))


def spelt_out(wanted: Set[str], texts: Iterable[str]) -> set[str]:
    """Those of the wanted words that the first letters of a name in the texts spell.

    A name is a run of words with capitals, with at most three small ones between two of them:
    ``Organization for Security and Co-operation in Europe`` spells OSCE, and its parts.
    """
    spelt: set[str] = set()
    for text in texts:
        letters = ""
        small = 0
        end = 0
        for match in _RUN.finditer(text):
            gap = text[end : match.start()]
            if gap and not _GAP.fullmatch(gap):
                letters, small = "", 0
            end = match.end()
            if match[0][0].isupper():
                letters, small = (letters + match[0][0])[-LONGEST:], 0
                spelt |= wanted & {letters[-count:] for count in range(2, len(letters) + 1)}
            else:
                small += 1
                if small > JOINING:
                    letters = ""
    return spelt
