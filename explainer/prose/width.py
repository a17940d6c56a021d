"""How much room text takes in a terminal, and breaking it into lines."""

from __future__ import annotations

import unicodedata


def cell_width(text: str) -> int:
    """The cells a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, broken at spaces; 0 gives one line.

    A no-break space holds its neighbours together. A word longer than a line is cut.
    """
    words = [word for word in text.split(" ") if word]
    if width <= 0 or not words:
        return [" ".join(words)]
    lines: list[str] = []
    line = ""
    for word in words:
        for piece in _pieces(word, width):
            if line and cell_width(line) + 1 + cell_width(piece) <= width:
                line += " " + piece
            else:
                if line:
                    lines.append(line)
                line = piece
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    if cell_width(word) <= width:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if piece and cell_width(piece) + _width(character) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
