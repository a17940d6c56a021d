"""A canvas of dots, eight to a cell of the terminal, written with the braille patterns of Unicode."""

from __future__ import annotations

from collections.abc import Iterator

DOTS = (2, 4)
"""Dots of a cell, across and down; they come out about square."""

BLANK_CELL = 0x2800
"""The code of the pattern without a dot; the bits of the dots are added to it (Unicode 6.0, 15.10)."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

_PLAIN = " ..::##%%"
"""For terminals without such letters: the more dots, the denser the sign."""


class Canvas:
    """Dots on a grid of cells; the origin is the upper left."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self._cells = [[0] * self.columns for _ in range(self.rows)]

    @property
    def size(self) -> tuple[int, int]:
        """Dots across and down."""
        return self.columns * DOTS[0], self.rows * DOTS[1]

    def dot(self, x: int, y: int) -> None:
        """Set a dot; one beside the canvas is lost."""
        column, row = x // DOTS[0], y // DOTS[1]
        if 0 <= column < self.columns and 0 <= row < self.rows:
            self._cells[row][column] |= _BITS[y % DOTS[1]][x % DOTS[0]]

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Set the dots between two points, which may lie beside the canvas."""
        clipped = _clip(start, end, self.size)
        if clipped is None:
            return
        (x0, y0), (x1, y1) = clipped
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            part = step / steps
            self.dot(round(x0 + (x1 - x0) * part), round(y0 + (y1 - y0) * part))

    def bits(self, column: int, row: int) -> int:
        """The dots of a cell, as bits."""
        return self._cells[row][column]

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Column, row and bits of every cell that holds a dot."""
        for row, line in enumerate(self._cells):
            for column, bits in enumerate(line):
                if bits:
                    yield column, row, bits


def letter(bits: int, *, plain: bool = False) -> str:
    """The sign for the dots of a cell."""
    return _PLAIN[bits.bit_count()] if plain else chr(BLANK_CELL + bits) if bits else " "


def _clip(
    start: tuple[float, float], end: tuple[float, float], size: tuple[int, int]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a line that lies on the canvas (Liang and Barsky, 1984), or None."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    first, last = 0.0, 1.0
    for delta, room in ((-dx, x0), (dx, size[0] - 1 - x0), (-dy, y0), (dy, size[1] - 1 - y0)):
        if delta == 0:
            if room < 0:
                return None
            continue
        part = room / delta
        if delta < 0:
            first = max(first, part)
        else:
            last = min(last, part)
    if first > last:
        return None
    return (x0 + first * dx, y0 + first * dy), (x0 + last * dx, y0 + last * dy)
