"""How much room text takes in a terminal, and breaking it into lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def cell_width(text: str) -> int:
    """The cells a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


RUNT = 5
"""A last line of one word no wider than this gets company from the line before."""


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, broken at spaces; 0 gives one line."""
    if width <= 0:
        return [" ".join(word for word in text.split(" ") if word)]
    lines = []
    for start, end in wrap_spans(text, width):
        lines.append(" ".join(word for word in text[start:end].split(" ") if word))
    return lines


def pieces(text: str, width: int) -> list[str]:
    """Pieces of at most ``width`` cells, cut where the width ends and not only at spaces."""
    found = []
    start = 0
    while start < len(text):
        end = _fit(text, start, len(text), width)
        found.append(text[start:end])
        start = end
    return found or [""]


def wrap_spans(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line begins and ends in a text, its outer spaces left out; at least one line.

    A no-break space holds its neighbours together; a word wider than a line is cut; a last line
    of one very short word takes a word from the line before it.
    """
    lines: list[list[tuple[int, int]]] = []
    used = 0
    for start, end in _words(text, width):
        size = cell_width(text[start:end])
        gap = start - lines[-1][-1][1] if lines else 0
        if gap and used + gap + size <= width:
            lines[-1].append((start, end))
            used += gap + size
        else:
            lines.append([(start, end)])
            used = size
    if not lines:
        return [(0, 0)]
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        (start, end), (before, _) = lines[-1][0], lines[-2][-1]
        if end - start <= RUNT and cell_width(text[before:end]) <= width:
            lines[-1].insert(0, lines[-2].pop())
    return [(line[0][0], line[-1][1]) for line in lines]


def _words(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        if text[start] == " ":
            start += 1
            continue
        end = text.find(" ", start)
        end = len(text) if end < 0 else end
        if cell_width(text[start:end]) > width:
            while (cut := _fit(text, start, end, width)) < end:
                # An address is rather broken after a stroke, if that leaves most of the line.
                stroke = text.rfind("/", start, cut) + 1
                cut = stroke if stroke - start > (cut - start) * 2 // 3 else cut
                yield start, cut
                start = cut
        yield start, end
        start = end


def _fit(text: str, start: int, end: int, width: int) -> int:
    """Where to cut a word that is wider than a line, its end if it is not; always moves on."""
    used = 0
    at = start
    while at < end:
        used += _width(text[at])
        if used > width and at > start:
            return at
        at += 1
    return at
