"""Which pages stand together and in what row, and so which ways are lines and which are marks.

Nobody can follow a thousand lines across a sheet. A way is a line where both its pages stand in
the same panel, few rows apart; every other is a mark on the page it leaves: an arrow, and the
number and title of where it leads. Ways to hubs are always marks.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from explainer.export.graph.graph import Graph, Page, Way, WayKind
from explainer.model.ids import NodeId

MOST_SPAN = 2
"""Rows a line may cross from one page to the other."""

MOST_SPAN_AROUND = 12
"""The same around a page, where lines are few and all run the same way."""

MOST_ROWS = 12
"""Rows a strip may have; a longer chapter goes on in a strip beside it, as text does in columns."""

MOST_ABREAST = 6
"""Pages that may stand side by side."""

MOST_AROUND = 10
"""The same for pages around one: those of one step stand in as few rows as make a good sheet."""

Row = tuple[NodeId, ...]
Strip = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Pages that are drawn together: a chapter, or all that stand around a page."""

    chapter: str
    """The chapter's id, or nothing."""
    title: str
    strips: tuple[Strip, ...]
    """From left to right; the rows of each from top to bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """A way that is drawn, or two that lead to and fro."""

    upper: NodeId
    lower: NodeId
    """The page in the lower row, or the one further right in the same row."""
    down: Way | None
    """From the upper page to the lower."""
    up: Way | None
    """From the lower page to the upper."""
    sideways: bool
    """Whether they stand in the same row."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """One way or two."""
        return tuple(way for way in (self.down, self.up) if way)

    @property
    def kind(self) -> WayKind:
        """The strongest of what it is."""
        return min(way.kind for way in self.ways)

    @property
    def gated(self) -> bool:
        """Whether it is under a condition; of two ways both are or neither is."""
        return self.ways[0].gated


@dataclass(frozen=True, slots=True)
class Plan:
    """A graph, decided."""

    graph: Graph
    panels: tuple[Panel, ...]
    lines: tuple[Line, ...]
    marks: Mapping[NodeId, tuple[Way, ...]]
    """The ways from each drawn page that are no lines."""
    unseen: Mapping[NodeId, int]
    """How many pages lead to each drawn page by ways that are no lines to it."""
    led_to: frozenset[NodeId]
    """The pages that a line leads to."""


def plan(graph: Graph, *, sideways: bool = True, upwards: bool = True) -> Plan:
    """Decide where pages stand and which ways are lines.

    Ways within a row, and ways that only lead upwards, are lines or not, as a format can draw them.
    """
    panels = tuple(_panels(graph))
    lines = tuple(
        line
        for line in _lines(graph, panels)
        if (sideways or not line.sideways) and (upwards or line.down is not None)
    )
    drawn = {(way.start, way.to) for line in lines for way in line.ways}
    led_to = frozenset(to for _, to in drawn)
    marks: dict[NodeId, list[Way]] = {page: [] for page in graph.pages}
    unseen: Counter[NodeId] = Counter()
    for way in graph.ways:
        if (way.start, way.to) in drawn:
            continue
        if way.start in graph.pages:
            marks[way.start].append(way)
        if way.to in graph.pages and way.start != way.to:
            unseen[way.to] += 1
    unseen.update({page: count - unseen[page] for page, count in graph.hubs.items() if page in graph.pages})
    named = {page: tuple(ways) for page, ways in marks.items()}
    return Plan(graph, panels, lines, named, unseen, led_to)


# ---------------------------------------------------------------- panels


def _panels(graph: Graph) -> Iterator[Panel]:
    if graph.steps is not None:
        yield Panel("", "", (tuple(_rows_by_distance(graph, graph.steps)),))
        return
    inside: dict[str, list[Way]] = defaultdict(list)
    for way in graph.ways:
        chapter = graph.every[way.start].chapter
        if chapter == graph.every[way.to].chapter and way.to not in graph.hubs:
            inside[chapter].append(way)
    for chapter, pages in graph.page_chapters():
        rows = _rows_in_order(pages, inside[chapter])
        title = graph.chapters[chapter] if chapter else "Of no chapter"
        yield Panel(chapter, title, tuple(_strips(rows, inside[chapter])))


def _rows_by_distance(graph: Graph, steps: Mapping[NodeId, int]) -> Iterator[Row]:
    abreast = min(MOST_AROUND, math.ceil(math.sqrt(len(steps) * 1.2)))
    by_distance: dict[int, list[Page]] = defaultdict(list)
    chapters = {chapter: number for number, chapter in enumerate((*graph.chapters, ""))}
    for name, distance in steps.items():
        by_distance[distance].append(graph.pages[name])
    for distance in sorted(by_distance):
        pages = sorted(by_distance[distance], key=lambda page: (chapters[page.chapter], page.number))
        # Of seven, four and three stand better than six and one.
        count = math.ceil(len(pages) / abreast)
        size = math.ceil(len(pages) / count)
        for first in range(0, len(pages), size):
            yield tuple(page.id for page in pages[first : first + size])


def _rows_in_order(pages: Sequence[Page], ways: Sequence[Way]) -> list[Row]:
    """The rows of a chapter: each page below those it is come to from, as the authors wrote them.

    Pages that one comes to from the same page stand side by side, even where ways lead from one
    of them to another.
    """
    order = {page.id: index for index, page in enumerate(pages)}
    before: dict[NodeId, list[NodeId]] = defaultdict(list)
    after: dict[NodeId, list[NodeId]] = defaultdict(list)
    for way in ways:
        if order[way.start] < order[way.to]:
            before[way.to].append(way.start)
            after[way.start].append(way.to)
    row: dict[NodeId, int] = {}
    filled: Counter[int] = Counter()
    for name in order:
        parents = set(before[name])
        own = [parent for parent in parents if parents.isdisjoint(before[parent])]
        at = max((row[parent] + 1 for parent in own), default=0)
        while filled[at] >= MOST_ABREAST:
            at += 1
        row[name] = at
        filled[at] += 1
    for name in order:
        if not before[name] and after[name]:
            # It is come to from elsewhere alone: it stands just above where it leads.
            at = min(row[page] for page in after[name]) - 1
            if at > row[name] and filled[at] < MOST_ABREAST:
                filled[row[name]] -= 1
                row[name] = at
                filled[at] += 1
    rows: dict[int, list[NodeId]] = defaultdict(list)
    for name, at in row.items():
        rows[at].append(name)
    return [tuple(rows[at]) for at in sorted(rows)]


def _strips(rows: list[Row], ways: Sequence[Way]) -> Iterator[Strip]:
    """Rows broken into strips of about the same length, where the fewest ways are cut."""
    count = math.ceil(len(rows) / MOST_ROWS)
    if count < 2:
        yield tuple(rows)
        return
    at = {page: index for index, row in enumerate(rows) for page in row}
    cut = [0] * (len(rows) + 1)
    for way in ways:
        low, high = sorted((at[way.start], at[way.to]))
        if high - low <= MOST_SPAN:
            for index in range(low + 1, high + 1):
                cut[index] += 1
    first = 0
    while len(rows) - first > MOST_ROWS:
        left = math.ceil((len(rows) - first) / MOST_ROWS)
        even = math.ceil((len(rows) - first) / left)
        choices = range(first + max(1, even - 2), first + min(MOST_ROWS, even + 1) + 1)
        last = min(choices, key=lambda index: (cut[index], abs(index - first - even)))
        yield tuple(rows[first:last])
        first = last
    yield tuple(rows[first:])


# ---------------------------------------------------------------- lines


def _lines(graph: Graph, panels: Sequence[Panel]) -> Iterator[Line]:
    at: dict[NodeId, tuple[int, int, int, int]] = {}
    for p, panel in enumerate(panels):
        for s, strip in enumerate(panel.strips):
            for r, row in enumerate(strip):
                at.update((page, (p, s, r, i)) for i, page in enumerate(row))
    pairs: dict[tuple[NodeId, NodeId], list[Way | None]] = {}
    for way in graph.ways:
        start, to = at.get(way.start), at.get(way.to)
        if start is None or to is None or start == to:
            continue
        if way.to in graph.hubs and way.to != graph.centre:
            continue
        if start[:2] != to[:2] or not _near(graph, way, start[2] - to[2]):
            continue
        down = start < to
        pair = (way.start, way.to) if down else (way.to, way.start)
        pairs.setdefault(pair, [None, None])[0 if down else 1] = way
    for (upper, lower), (there, back) in pairs.items():
        sideways = at[upper][:3] == at[lower][:3]
        if there and back and _alike(there, back):
            yield Line(upper, lower, there, back, sideways)
        else:
            if there:
                yield Line(upper, lower, there, None, sideways)
            if back:
                yield Line(upper, lower, None, back, sideways)


def _near(graph: Graph, way: Way, rows: int) -> bool:
    """Whether the pages of a way stand near enough for a line."""
    if graph.steps is None:
        return abs(rows) <= MOST_SPAN
    if abs(rows) > MOST_SPAN_AROUND:
        return False
    if graph.centre in (way.start, way.to):
        return True
    # Lines are the ways that lead to the page and on from it, and a step may take several rows.
    return way.start not in graph.hubs and abs(graph.steps[way.start] - graph.steps[way.to]) == 1


def _alike(one: Way, other: Way) -> bool:
    """Whether two ways can be one line: both solid, or both of a kind, and both gated or neither."""
    kinds = {max(way.kind, WayKind.CHOICE) for way in (one, other)}
    return len(kinds) == 1 and one.gated == other.gated
