"""The key of a sheet: what its shapes, lines and marks mean."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from explainer.export.graph.graph import WORDS, Shape, WayKind
from explainer.export.graph.label import hubs_of
from explainer.export.graph.rows import Plan
from explainer.export.graph.svg.measure import shortened, text_width
from explainer.export.graph.svg.shapes import arrow, number, outline
from explainer.model.ids import NodeId

LINE = 24.0
"""From one line of the key to the next."""

SIZE = 11.0
"""The size of its letters."""

TITLE = 220.0
"""The room the title of a hub may take."""


def legend(plan: Plan, width: float) -> tuple[list[str], float]:
    """The key in lines of at most a width, and how high it is; what is not drawn is not explained."""
    found: list[str] = []
    x, y = 0.0, 0.0
    for symbol, room, words in _entries(plan):
        wide = room + 6 + text_width(words, SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + LINE
        found.append(f'<g transform="translate({number(x)} {number(y)})">')
        found += symbol
        found.append(f'<text class="key" x="{number(room + 6)}" y="12">{escape(words)}</text></g>')
        x += wide + 22
    return found, y + LINE + 12


def _entries(plan: Plan) -> Iterator[tuple[list[str], float, str]]:
    shapes = {page.shape for page in plan.graph.pages.values()}
    for shape in Shape:
        if shape in shapes and shape is not Shape.PAGE:
            yield [f'<g class="{shape}">', *outline(shape, 26, 16), "</g>"], 26, WORDS[shape]
    if any(page.first for page in plan.graph.pages.values()):
        yield ['<rect class="band" width="26" height="14" y="1" rx="2"/>'], 26, "the story can begin here"
    marked = [way for ways in plan.marks.values() for way in ways]
    kinds = {line.kind for line in plan.lines} | {max(way.kind, WayKind.CHOICE) for way in marked}
    words = {
        WayKind.FORK: "from a fork to what happened and to roads",
        WayKind.CHOICE: "choice",
        WayKind.DIVERT: "walks on without asking",
        WayKind.LINK: "link in the text",
    }
    for kind in WayKind:
        if kind in kinds:
            yield _line(kind, both=False, gated=False), 30, words[kind]
    if any(line.down and line.up for line in plan.lines):
        yield _line(WayKind.CHOICE, both=True, gated=False), 30, "to and fro"
    if any(line.gated for line in plan.lines) or any(way.gated for way in marked):
        yield _line(WayKind.CHOICE, both=False, gated=True), 30, "under a condition"
    if marked:
        yield [*arrow(WayKind.CHOICE, False, 0, 8)], 12, "a way that is not drawn, and where it leads"
    for page in hubs_of(plan):
        yield _hub(plan, page)


def _hub(plan: Plan, page: NodeId) -> tuple[list[str], float, str]:
    """A page that many lead to, which is a mark without its title everywhere."""
    to = plan.graph.every[page]
    words = f"{to.number} {shortened(to.title, TITLE, SIZE)} (from {plan.graph.hubs[page]} pages)"
    return [*arrow(WayKind.CHOICE, False, 0, 8)], 12, words


def _line(kind: WayKind, *, both: bool, gated: bool) -> list[str]:
    found = [f'<path class="line k{int(kind)}" d="M{6 if both else 0} 8H24"/>']
    found.append('<path class="tip" d="M30 8l-7 -3.6v7.2Z"/>')
    if both:
        found.append('<path class="tip" d="M0 8l7 -3.6v7.2Z"/>')
    if gated:
        found.append('<path class="gate" d="M19 3v10"/>')
    return found
