"""Draw content/kosovo/map.yaml anew: ``python -m tests.make_map countries-10m.json``.

The file is that of the npm package world-atlas 2.0.2, which carries the public-domain outlines of
Natural Earth (1:10m, version 4.1) as TopoJSON. Neighbours share their lines there and keep sharing
them here: lines are made simpler before they are put together, so that no gap opens between two.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "content" / "kosovo" / "map.yaml"

Point = tuple[float, float]

NAMES = {
    "Kosovo": ("kosovo", "Kosovo", "subject"),
    "Serbia": ("serbia", "Serbia", "neighbour"),
    "Montenegro": ("montenegro", "Montenegro", "neighbour"),
    "Albania": ("albania", "Albania", "neighbour"),
    "Macedonia": ("macedonia", "Macedonia", "neighbour"),
    "Bosnia and Herz.": ("bosnia-and-herzegovina", "Bosnia and Herzegovina", "context"),
    "Croatia": ("croatia", "Croatia", "context"),
    "Hungary": ("hungary", "Hungary", "context"),
    "Romania": ("romania", "Romania", "context"),
    "Bulgaria": ("bulgaria", "Bulgaria", "context"),
    "Greece": ("greece", "Greece", "context"),
}
"""Of each country in the file that is drawn: its id, its name at the story's date, and what it is."""

WEST, SOUTH, EAST, NORTH = 17.5, 40.0, 25.0, 46.6
"""The window of the region, in degrees: from Vojvodina to Thessaloniki."""

FINE, COARSE = 0.002, 0.015
"""How far, in degrees, a simpler line may lie from the one it stands for: on Kosovo, and elsewhere."""

SMALLEST = 0.002
"""The area of an island, in square degrees, below which it is left out."""

HEAD = """\
# The map: outlines for orientation. Made from Natural Earth (public domain), 1:10m cultural vectors,
# as carried by the npm package world-atlas 2.0.2; cut to the region and made simpler by
# tests/make_map.py. Each outline: degrees east and north, a comma between points.
map:
  note: >-
    Lines are for orientation only. Kosovo's status is disputed: it is drawn as an outline of its own
    because this story is about it, and that says nothing of whose territory it is.
  sources: [natural-earth]
  views:
    - {id: region, title: The region, west: 17.5, south: 40.0, east: 25.0, north: 46.6}
    - {id: kosovo-view, title: Kosovo, west: 19.9, south: 41.8, east: 21.9, north: 43.35}
  shapes:
"""


def simpler(line: list[Point], tolerance: float) -> list[Point]:
    """The line with fewer points, none of it farther off than the tolerance (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    worst = max(range(1, len(line) - 1), key=lambda index: off(line[index]))
    if off(line[worst]) <= tolerance:
        return [line[0], line[-1]]
    return simpler(line[: worst + 1], tolerance)[:-1] + simpler(line[worst:], tolerance)


def cut(ring: list[Point]) -> list[Point]:
    """What of a ring lies in the window (Sutherland and Hodgman 1974)."""
    edges: list[tuple[Callable[[Point], float], int, float]] = [
        (lambda point: point[0] - WEST, 0, WEST),
        (lambda point: EAST - point[0], 0, EAST),
        (lambda point: point[1] - SOUTH, 1, SOUTH),
        (lambda point: NORTH - point[1], 1, NORTH),
    ]
    for inside, axis, value in edges:
        kept: list[Point] = []
        for before, here in zip([*ring[-1:], *ring], ring, strict=False):
            if (inside(before) < 0) != (inside(here) < 0):
                share = (value - before[axis]) / (here[axis] - before[axis])
                crossing = [b + share * (h - b) for b, h in zip(before, here, strict=True)]
                kept.append((crossing[0], crossing[1]))
            if inside(here) >= 0:
                kept.append(here)
        ring = kept
    return ring


def area(ring: list[Point]) -> float:
    """The area a ring encloses, in square degrees."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def lines_of(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file in degrees: each point there is a step from the one before it."""
    (kx, ky), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    lines = []
    for steps in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        lines.append(line)
    return lines


def rings_of(geometry: dict[str, Any], lines: list[list[Point]]) -> Iterable[list[Point]]:
    """The outlines of a country, each closed by its first point; holes are none of its outlines."""
    shapes = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for shape in shapes:
        ring: list[Point] = []
        for index in shape[0]:
            # A line that is run along backwards has the complement of its number.
            ring += (lines[index] if index >= 0 else lines[~index][::-1])[:-1]
        yield ring


def main(path: Path) -> None:
    """Write the map."""
    atlas = json.loads(path.read_text("utf-8"))
    countries = {item["properties"]["name"]: item for item in atlas["objects"]["countries"]["geometries"]}
    own = {index if index >= 0 else ~index for index in countries["Kosovo"]["arcs"][0]}
    lines = [simpler(line, FINE if index in own else COARSE) for index, line in enumerate(lines_of(atlas))]
    text = HEAD
    for name, (ident, shown, kind) in NAMES.items():
        text += f"    - id: {ident}\n      name: {shown}\n      kind: {kind}\n      rings:\n"
        for ring in rings_of(countries[name], lines):
            inside = cut(ring)
            if len(inside) >= 3 and area(inside) >= SMALLEST:
                text += f"        - {', '.join(f'{x:.3f} {y:.3f}' for x, y in inside)}\n"
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
