"""A plan laid out on a sheet: cards, lines, panels, each with its place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from explainer.export.graph.rows import Line, Panel, Plan, Strip
from explainer.export.graph.svg.cards import WIDTH, Card, card_of
from explainer.export.graph.svg.nets import Item, Look, Net, nets_of, segments_of
from explainer.export.graph.svg.packing import packed
from explainer.export.graph.svg.placing import ordered, placed
from explainer.export.graph.svg.tracks import TRACK, Routed, routed
from explainer.model.ids import NodeId

Point = tuple[float, float]

HEAD = 20.0
"""From the edge of a card to the nearest line that runs across: room for an arrow's head and a gate."""

BRIDGE = 17.0
"""From the top of two neighbouring cards to the first line between them."""

BRIDGES = 13.0
"""From one such line to the next."""

MOST_BRIDGES = 2
"""Such lines between two cards; even the lowest card is high enough for them."""

PADDING = 22.0
"""Between the edge of a panel and what is in it."""

HEADING = 46.0
"""The height of a panel's heading, on a sheet of few pages."""

MOST_LARGER = 2.5
"""How much larger headings are, at most, where a sheet is so large that it is first seen from afar."""

STRIPS = 44.0
"""Between two strips of a panel."""


@dataclass(frozen=True, slots=True)
class Box:
    """A card with the place of its upper left corner."""

    card: Card
    x: float
    y: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return WIDTH

    @property
    def height(self) -> float:
        """How high it is."""
        return self.card.height


@dataclass(frozen=True, slots=True)
class Route:
    """A line with its corners, from its first page to its second."""

    line: Line
    look: Look
    points: tuple[Point, ...]
    """From the upper page to the lower one."""
    net: tuple[NodeId, int]
    """Its root, and which net of the strip it is: lines of one net begin together."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel with its place."""

    panel: Panel
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All of it."""

    plan: Plan
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    width: float
    height: float
    scale: float
    """How large its headings are."""


def laid_out(plan: Plan) -> Layout:
    """Lay a plan out."""
    scale = max(1.0, min(MOST_LARGER, math.sqrt(len(plan.graph.pages) / 36)))
    pieces = [_panel(plan, panel, scale) for panel in plan.panels]
    places, width, height = packed([(piece.width, piece.height) for piece in pieces])
    frames: list[Frame] = []
    boxes: list[Box] = []
    routes: list[Route] = []
    for piece, panel, (x, y) in zip(pieces, plan.panels, places, strict=True):
        frames.append(Frame(panel, x, y, piece.width, piece.height))
        moved = piece.moved(x, y)
        boxes += moved.boxes
        routes += moved.routes
    return Layout(plan, tuple(frames), tuple(boxes), tuple(routes), width, height, scale)


# ---------------------------------------------------------------- a strip and a panel


@dataclass(frozen=True, slots=True)
class _Piece:
    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]

    def moved(self, x: float, y: float) -> _Piece:
        return replace(
            self,
            boxes=tuple(replace(box, x=box.x + x, y=box.y + y) for box in self.boxes),
            routes=tuple(
                replace(route, points=tuple((px + x, py + y) for px, py in route.points))
                for route in self.routes
            ),
        )


def _panel(plan: Plan, panel: Panel, scale: float) -> _Piece:
    x = PADDING
    height = 0.0
    boxes: list[Box] = []
    routes: list[Route] = []
    top = HEADING * scale if panel.title else PADDING
    for strip in panel.strips:
        piece = _strip(plan, strip)
        moved = piece.moved(x, top)
        boxes += moved.boxes
        routes += moved.routes
        x += piece.width + STRIPS
        height = max(height, piece.height)
    return _Piece(x - STRIPS + PADDING, top + height + PADDING, tuple(boxes), tuple(routes))


def _strip(plan: Plan, strip: Strip) -> _Piece:
    cards = {page: card_of(plan, plan.graph.pages[page]) for row in strip for page in row}
    nets = nets_of(strip, plan.lines)
    rows = ordered(strip, segments_of(strip, nets))
    bridges = _bridges(rows, nets)
    gaps = segments_of(strip, nets)
    middles = placed(rows, gaps)
    left = min(place - (WIDTH / 2 if item.page else 4) for item, place in middles.items())
    right = max(place + (WIDTH / 2 if item.page else 4) for item, place in middles.items())
    middles = {item: place - left for item, place in middles.items()}
    tops: list[float] = []
    bottoms: list[float] = []
    tracks: list[list[Routed]] = []
    y = 0.0
    for row, segments in zip(strip, gaps, strict=True):
        tops.append(y)
        y += max(cards[page].height for page in row)
        bottoms.append(y)
        found, count = routed(segments, middles)
        tracks.append(found)
        last = len(tops) == len(strip)
        y += (HEAD + max(0, count - 1) * TRACK + (0 if last else HEAD)) if found or not last else 0
    end = y
    boxes = [
        Box(cards[page], middles[Item(page)] - WIDTH / 2, top)
        for row, top in zip(strip, tops, strict=True)
        for page in row
    ]
    row_of = {page: index for index, row in enumerate(strip) for page in row}
    walker = _Walker(row_of, tops, bottoms, tracks, {page: card.height for page, card in cards.items()})
    routes = [
        Route(line, net.look, tuple(walker.points(index, line)), (net.root, index))
        for index, net in enumerate(nets)
        for line in net.lines
    ]
    top = {page: y for row, y in zip(strip, tops, strict=True) for page in row}
    for bridge in bridges:
        y = top[bridge.line.upper] + BRIDGE + bridge.level * BRIDGES
        ends = [(middles[Item(bridge.left)] + WIDTH / 2, y), (middles[Item(bridge.right)] - WIDTH / 2, y)]
        if bridge.line.upper == bridge.right:
            ends.reverse()
        routes.append(Route(bridge.line, bridge.look, tuple(ends), (bridge.left, -1 - bridge.level)))
    return _Piece(right - left, end, tuple(boxes), tuple(routes))


@dataclass(frozen=True, slots=True)
class _Bridge:
    """A line between two cards that stand side by side: straight across."""

    line: Line
    look: Look
    left: NodeId
    right: NodeId
    level: int
    """Which it is of several between the same two, from the top."""


def _bridges(rows: Sequence[Sequence[Item]], nets: Sequence[Net]) -> list[_Bridge]:
    """Take the lines between neighbours out of their nets."""
    after = {
        left.page: right.page for row in rows for left, right in pairwise(row) if left.page and right.page
    }
    levels: Counter[NodeId] = Counter()
    found = []
    for net in nets:
        for line in list(net.lines):
            for left, right in ((line.upper, line.lower), (line.lower, line.upper)):
                if after.get(left) == right and levels[left] < MOST_BRIDGES:
                    net.lines.remove(line)
                    found.append(_Bridge(line, net.look, left, right, levels[left]))
                    levels[left] += 1
                    break
    return found


@dataclass(slots=True)
class _Walker:
    """Finds the corners of a line through the gaps it crosses."""

    row: dict[NodeId, int]
    tops: list[float]
    bottoms: list[float]
    tracks: list[list[Routed]]
    heights: dict[NodeId, float]

    def points(self, net: int, line: Line) -> Iterator[Point]:
        """The corners of a line from its upper page to its lower one."""
        first, last = self.row[line.upper], self.row[line.lower]
        if first == last:
            yield from self._within(net, first, line)
            return
        for gap in range(first, last):
            [segment] = [item for item in self.tracks[gap] if item.segment.net == net]
            start = Item(line.upper) if gap == first else Item(None, net, gap)
            end = Item(line.lower) if gap == last - 1 else Item(None, net, gap + 1)
            x, to = segment.upper[start], segment.lower[end]
            if gap == first:
                yield x, self.tops[gap] + self.heights[line.upper]
            if x != to:
                y = self.bottoms[gap] + HEAD + segment.track * TRACK
                yield x, y
                yield to, y
            if gap == last - 1:
                yield to, self.tops[last]

    def _within(self, net: int, row: int, line: Line) -> Iterator[Point]:
        [segment] = [item for item in self.tracks[row] if item.segment.net == net]
        y = self.bottoms[row] + HEAD + segment.track * TRACK
        for page in (line.upper, line.lower):
            x = segment.upper[Item(page)]
            bottom = self.tops[row] + self.heights[page]
            yield from ((x, bottom), (x, y)) if page == line.upper else ((x, y), (x, bottom))
