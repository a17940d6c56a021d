"""Panels on a sheet: in their order, with little of it left empty."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]

BETWEEN = 30.0
"""Between two panels."""

ASPECT = 1.5
"""How much wider than high a sheet should be."""

TRIES = 24
"""Heights of a shelf that are tried, and widths of the sheet."""


def packed(sizes: Sequence[tuple[float, float]]) -> tuple[list[Point], float, float]:
    """Places for panels in their order, on a sheet of a good shape with little left empty."""
    best: tuple[float, list[Point], float, float] | None = None
    widest = max(width for width, _ in sizes)
    tallest = max(height for _, height in sizes)
    whole = math.sqrt(sum((width + BETWEEN) * (height + BETWEEN) for width, height in sizes) * ASPECT)
    for height in sorted({tallest, *(height for _, height in sizes)})[-TRIES:]:
        for step in range(TRIES):
            room = max(widest, whole * (0.7 + step / TRIES))
            places, wide, high = _shelves(sizes, room, height)
            aspect = wide / high / ASPECT
            cost = wide * high * max(aspect, 1 / aspect) ** 0.5
            if best is None or cost < best[0] - 1:
                best = (cost, places, wide, high)
    assert best is not None
    return best[1:]


def _shelves(
    sizes: Sequence[tuple[float, float]], room: float, height: float
) -> tuple[list[Point], float, float]:
    """Panels side by side, shelf under shelf; what is low stands under another of the same shelf."""
    places: list[Point] = []
    left = top = y = column = shelf = width = 0.0
    for wide, high in sizes:
        if y > top and y + high - top <= max(height, shelf) and left + max(wide, column) <= room:
            pass
        elif left + column + BETWEEN + wide <= room and column:
            left, y, column = left + column + BETWEEN, top, 0.0
        elif column:
            top += shelf + BETWEEN
            left, y, column, shelf = 0.0, top, 0.0, 0.0
        places.append((left, y))
        y += high
        shelf = max(shelf, y - top)
        column = max(column, wide)
        width = max(width, left + column)
        y += BETWEEN
    return places, width, top + shelf
