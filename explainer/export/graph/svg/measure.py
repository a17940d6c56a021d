"""How much room text takes in a drawing, with no font at hand: rather too much than too little."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EMS = {
    0.23: "'ijl|",
    0.29: " !,./:;I[\\]ft",
    0.34: '()-`r{}"*',
    0.5: "^Jcksvxyz",
    0.56: "#$0123456789?L_abdeghnopqu+<=>~",
    0.62: "FTZ",
    0.68: "&ABEKPSVXY",
    0.74: "CDHNRUwGOQ",
    0.85: "Mm%",
    1.0: "W@",
}
"""Widths of the letters of Arial and those made to its measure."""

_WIDTH = {letter: width for width, letters in _EMS.items() for letter in letters}

_SPARE = 1.07
"""Other fonts are wider; what is too wide then reaches into the edge of a card, and not beyond."""

_BOLDER = 1.07
"""How much wider bold letters are."""


@lru_cache(maxsize=4_096)
def _width(character: str) -> float:
    """The width of one character in ems."""
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", character)[0]
    if base in _WIDTH:
        return _WIDTH[base] + 0.04
    if character >= "\U0001f000":
        return 1.4
    return 1.1 if unicodedata.east_asian_width(character) in ("W", "F") or character in "—…" else 0.86


def _em(size: float, bold: bool) -> float:
    return size * _SPARE * (_BOLDER if bold else 1)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The room a text takes at a size."""
    return sum(map(_width, text)) * _em(size, bold)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as there is room for and an ellipsis."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = _fitting(text, room - text_width("…", size, bold=bold), size, bold)
    # Not in the middle of a word, if that leaves most of it.
    words = kept.rpartition(" ")[0]
    return (words if len(words) > len(kept) * 0.6 else kept).rstrip(" ,;:-–—") + "…"


def wrapped(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines, broken at spaces; what there is no room for gives way to ``…``."""
    words = text.split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words.pop(0)
        if text_width(line, size, bold=bold) > room:
            kept = _fitting(line, room, size, bold) or line[:1]
            words.insert(0, line[len(kept) :])
            line = kept
        while words and text_width(f"{line} {words[0]}", size, bold=bold) <= room:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words:
        lines.append(shortened(" ".join(words), room, size, bold=bold))
    return lines


def _fitting(text: str, room: float, size: float, bold: bool) -> str:
    """The beginning of a text that there is room for; what belongs to one sign is not taken apart."""
    em = _em(size, bold)
    used = 0.0
    end = 0
    for index, character in enumerate(text):
        joined = index > 0 and (_width(character) == 0.0 or text[index - 1] == "\u200d")
        if not joined and used <= room:
            end = index
        used += _width(character) * em
        if used > room:
            break
    return text[:end]
