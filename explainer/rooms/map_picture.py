"""The map as rows of text: outlines in dots, places with their signs and names.

Equirectangular, with degrees of longitude shortened by the cosine of the window's middle latitude;
a region of some hundred kilometres looks as in an atlas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from explainer.model.outline import MapView, Outline, Point, Shape
from explainer.prose.width import cell_width
from explainer.rooms.braille import DOTS, Canvas, letter


class Ink(StrEnum):
    """What a piece of the picture is; a face gives each a look."""

    NONE = ""
    SUBJECT = "subject"
    NEIGHBOUR = "neighbour"
    CONTEXT = "context"
    COUNTRY = "country"
    """The name of a shape."""
    SIGN = "sign"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be drawn."""

    id: str
    name: str
    point: Point
    sign: str
    """One cell wide."""
    marked: bool = False
    """Whether the reader's mark is on it: its name is placed first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a row that are of one kind."""

    text: str
    ink: Ink
    spot: str = ""
    """The place they stand for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawn map."""

    rows: tuple[tuple[Piece, ...], ...]
    unnamed: tuple[str, ...]
    """Places within the window whose name found no room; the list beside the map has them."""


class Projection:
    """From degrees to dots of a canvas."""

    def __init__(self, view: MapView, columns: int, rows: int) -> None:
        shorten = math.cos(math.radians((view.south + view.north) / 2))
        wide, high = (view.east - view.west) * shorten, view.north - view.south
        width, height = columns * DOTS[0], rows * DOTS[1]
        self._scale = min((width - 1) / wide, (height - 1) / high)
        self._shorten = shorten
        self._west, self._north = view.west, view.north
        self._left = (width - 1 - wide * self._scale) / 2
        self._top = (height - 1 - high * self._scale) / 2

    def dot(self, point: Point) -> tuple[float, float]:
        """Where a point lies, in dots from the upper left."""
        x = self._left + (point.longitude - self._west) * self._shorten * self._scale
        y = self._top + (self._north - point.latitude) * self._scale
        return x, y

    def cell(self, point: Point) -> tuple[int, int]:
        """The cell a point lies in."""
        x, y = self.dot(point)
        return round(x) // DOTS[0], round(y) // DOTS[1]


def holds(view: MapView, point: Point) -> bool:
    """Whether a point lies within a window."""
    return view.west <= point.longitude <= view.east and view.south <= point.latitude <= view.north


def draw(
    outline: Outline, view: MapView, spots: Sequence[Spot], columns: int, rows: int, *, plain: bool = False
) -> Picture:
    """The map of a window at a size in cells; ``plain`` keeps to ASCII."""
    sheet = _Sheet(columns, rows)
    projection = Projection(view, columns, rows)
    _outlines(sheet, outline, projection, plain=plain)
    within = [spot for spot in spots if holds(view, spot.point)]
    for spot in within:
        sheet.put(*projection.cell(spot.point), spot.sign, Ink.SIGN, spot.id)
    unnamed = [
        spot.name
        for spot in sorted(within, key=lambda spot: not spot.marked)
        if not sheet.name(projection.cell(spot.point), spot)
    ]
    for shape in outline.shapes:
        sheet.country(projection, shape)
    return Picture(sheet.rows(), tuple(unnamed))


def _outlines(sheet: _Sheet, outline: Outline, projection: Projection, *, plain: bool) -> None:
    layers = {Ink.CONTEXT: ("context",), Ink.NEIGHBOUR: ("neighbour",), Ink.SUBJECT: ("subject",)}
    drawn = Canvas(sheet.columns, sheet.height)
    for ink, kinds in layers.items():
        canvas = Canvas(sheet.columns, sheet.height)
        for shape in outline.shapes:
            if shape.kind not in kinds:
                continue
            for ring in shape.rings:
                for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
                    if not _is_cut(start, end, outline):
                        line = projection.dot(start), projection.dot(end)
                        canvas.line(*line)
                        drawn.line(*line)
        for column, row, _ in canvas.cells():
            # A border that two share is one line: all its dots, in the weightier ink.
            sheet.put(column, row, letter(drawn.bits(column, row), plain=plain), ink)


def _is_cut(start: Point, end: Point, outline: Outline) -> bool:
    """Whether a line only runs along the edge that the map's author cut the shapes at."""
    whole = outline.views[0]
    return (start.longitude == end.longitude and start.longitude in (whole.west, whole.east)) or (
        start.latitude == end.latitude and start.latitude in (whole.south, whole.north)
    )


class _Sheet:
    """Letters on a grid, each with its ink; names are kept apart from each other."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.height = columns, rows
        self._letters = [[" "] * columns for _ in range(rows)]
        self._inks = [[Ink.NONE] * columns for _ in range(rows)]
        self._spots = [[""] * columns for _ in range(rows)]
        self._taken: set[tuple[int, int]] = set()

    def put(self, column: int, row: int, sign: str, ink: Ink, spot: str = "") -> None:
        """Put one letter; one beside the sheet is lost."""
        if not (0 <= column < self.columns and 0 <= row < self.height):
            return
        self._letters[row][column] = sign
        self._inks[row][column] = ink
        self._spots[row][column] = spot
        if ink is Ink.SIGN:
            self._taken.add((column, row))

    def name(self, at: tuple[int, int], spot: Spot) -> bool:
        """Write a place's name at its right, left, above or below; False if there is no room."""
        column, row = at
        size = cell_width(spot.name)
        if size != len(spot.name):
            # Letters two cells wide have no grid of single ones; the list beside the map has them.
            return False
        for x, y in (
            (column + 2, row),
            (column - size - 1, row),
            (column - size // 2, row - 1),
            (column - size // 2, row + 1),
        ):
            if self._free(x, y, size) and not self._beside_another(x, y, size, at):
                self._write(x, y, spot.name, Ink.LABEL, spot.id)
                return True
        return False

    def country(self, projection: Projection, shape: Shape) -> None:
        """Write a shape's name where all its letters lie within it, as near its middle as may be."""
        text = shape.name.upper()
        rings = [[projection.dot(point) for point in ring] for ring in shape.rings]
        inside = [
            (column, row)
            for row in range(self.height)
            for column in _within(rings, row * DOTS[1] + 2, self.columns)
        ]
        if not inside:
            return
        cells = set(inside)
        middle = sum(x for x, _ in inside) / len(inside), sum(y for _, y in inside) / len(inside)
        fits = [
            (column, row)
            for column, row in inside
            if all((x, row) in cells for x in range(column, column + len(text)))
            and self._free(column, row, len(text))
            and self._bare(column, row, len(text))
        ]
        if fits:
            half = len(text) / 2
            best = min(fits, key=lambda at: abs(at[0] + half - middle[0]) + 2 * abs(at[1] - middle[1]))
            self._write(*best, text, Ink.COUNTRY)

    def _free(self, column: int, row: int, size: int) -> bool:
        if not (0 <= row < self.height and column >= 0 and column + size <= self.columns):
            return False
        # A cell of space on both sides, so that names never run into each other.
        return not any((x, row) in self._taken for x in range(column - 1, column + size + 1))

    def _beside_another(self, column: int, row: int, size: int, own: tuple[int, int]) -> bool:
        """Whether a name there could be taken for that of another place."""
        around = ((x, y) for y in (row - 1, row, row + 1) for x in range(column - 2, column + size + 2))
        near = {at for at in around if at != own and self._ink(at) is Ink.SIGN}
        return bool(near) if row != own[1] else any(y == row for _, y in near)

    def _ink(self, at: tuple[int, int]) -> Ink:
        column, row = at
        inside = 0 <= column < self.columns and 0 <= row < self.height
        return self._inks[row][column] if inside else Ink.NONE

    def _bare(self, column: int, row: int, size: int) -> bool:
        return all(self._letters[row][x] == " " for x in range(column, column + size))

    def _write(self, column: int, row: int, text: str, ink: Ink, spot: str = "") -> None:
        for offset, sign in enumerate(text):
            self.put(column + offset, row, sign, ink, spot)
            self._taken.add((column + offset, row))

    def rows(self) -> tuple[tuple[Piece, ...], ...]:
        """The rows, letters of one kind together."""
        return tuple(tuple(self._row(row)) for row in range(self.height))

    def _row(self, row: int) -> list[Piece]:
        pieces: list[Piece] = []
        for sign, ink, spot in zip(self._letters[row], self._inks[row], self._spots[row], strict=True):
            last = pieces[-1] if pieces else None
            if last is not None and (last.ink, last.spot) == (ink, spot):
                pieces[-1] = Piece(last.text + sign, ink, spot)
            else:
                pieces.append(Piece(sign, ink, spot))
        return pieces


def _within(rings: Sequence[Sequence[tuple[float, float]]], y: float, columns: int) -> list[int]:
    """The cells of a line across that lie within closed lines (even-odd rule)."""
    crossings = sorted(
        x0 + (x1 - x0) * (y - y0) / (y1 - y0)
        for ring in rings
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (y0 > y) != (y1 > y)
    )
    return [
        column
        for start, end in zip(crossings[::2], crossings[1::2], strict=True)
        for column in range(max(0, round(start) // DOTS[0]), min(columns, round(end) // DOTS[0] + 1))
        if start < column * DOTS[0] + 1 < end
    ]
