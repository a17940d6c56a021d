"""A layout written as SVG: text that nothing in a pack can break out of, and nothing to click."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from explainer.export.graph.graph import Graph
from explainer.export.graph.label import about_line, about_page, name_of
from explainer.export.graph.rows import plan
from explainer.export.graph.svg.cards import ARROW, BAND, SMALL_LINE, TITLE_LINE, WIDTH, Card
from explainer.export.graph.svg.layout import PADDING, Box, Frame, Layout, Point, Route, laid_out
from explainer.export.graph.svg.legend import legend
from explainer.export.graph.svg.measure import shortened, text_width
from explainer.export.graph.svg.shapes import arrow, gate, head, number, outline, rounded
from explainer.model.plural import counted

MARGIN = 36.0
"""Around the sheet."""

LEAST_WIDTH = 640.0
"""How wide a sheet is at least, for its title and key."""

CHAPTER = 17.0
"""The size of a panel's heading on a sheet of few pages."""

TITLE_HEIGHT = 58.0
"""The room of the sheet's own title."""

STYLE = """\
text{font-family:Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif;fill:#24262a}
.sheet{fill:#fbfaf7}.panel{fill:#f1efe9}
.name{font-size:24px;font-weight:700}.about{font-size:13px;fill:#5d5f63}
.chapter{font-weight:700}
.card{fill:#fff;stroke:#3c3f44;stroke-width:1.1}.inner{fill:none;stroke:#3c3f44;stroke-width:1.1}
.fork .card{fill:#e9e6dc;stroke-width:1.8}.outcome .card{stroke-width:1.8}
.road .card{fill:#faf9f5;stroke-dasharray:5 3}.ending .card{fill:#e9e6dc}
.thick{fill:#3c3f44}.fold{fill:#e2dfd5;stroke:#3c3f44;stroke-width:1.1}
.centre .card{stroke-width:3}
.band{fill:#24262a}.start{font-size:9.5px;font-weight:700;fill:#fff}
.head{font-size:9.5px;fill:#5d5f63}.head .number{font-weight:700;fill:#24262a}
.place{font-size:9.5px;font-style:italic;fill:#5d5f63}
.title{font-size:12.5px;font-weight:700}.mark{font-size:9.5px;fill:#44464a}
.foot{font-size:9.5px;font-style:italic;fill:#5d5f63}.key{font-size:11px;fill:#44464a}
.line{fill:none;stroke:#55585e;stroke-width:1.2;stroke-linejoin:round}
.k0{stroke-width:2.2}.k2{stroke-dasharray:6 4}
.k3{stroke-dasharray:1 3.4;stroke-linecap:round;stroke-width:1.6}
.halo{fill:none;stroke:#f1efe9;stroke-width:5}
.tip{fill:#3c3f44}.gate{fill:none;stroke:#3c3f44;stroke-width:1.8}
.way:hover .line{stroke:#000;stroke-width:3}
"""


def as_svg(graph: Graph) -> str:
    """A graph as one SVG document, ending with a newline."""
    layout = laid_out(plan(graph))
    room = max(layout.width, LEAST_WIDTH)
    key, key_height = legend(layout.plan, room / layout.scale)
    width = room + 2 * MARGIN
    top = MARGIN + (TITLE_HEIGHT + key_height) * layout.scale
    height = top + layout.height + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img">',
        f"<title>{escape(name_of(graph))}</title>",
        f"<desc>{escape(_about(graph))}</desc>",
        f"<style>{STYLE}</style>",
        f'<rect class="sheet" width="{number(width)}" height="{number(height)}"/>',
        f'<g transform="translate({number(MARGIN)} {number(MARGIN)}) scale({layout.scale:.2f})">',
        _text("name", 0, 22, shortened(graph.title, room / layout.scale, 24, bold=True)),
        _text("about", 0, 43, shortened(_about(graph), room / layout.scale, 13)),
        f'<g transform="translate(0 {number(TITLE_HEIGHT)})">',
        *key,
        "</g></g>",
        f'<g transform="translate({number(MARGIN)} {number(top)})">',
        *_body(layout),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _about(graph: Graph) -> str:
    pages = counted(len(graph.pages), "page")
    if not graph.about:
        return f"{pages}, {counted(len(graph.ways), 'way')} between them"
    about = graph.about[0].upper() + graph.about[1:]
    return f"{about}: {pages} of {len(graph.every)}"


def _body(layout: Layout) -> Iterator[str]:
    for frame in layout.frames:
        yield from _frame(frame, layout.scale)
    for _, routes in groupby(layout.routes, lambda route: route.net):
        yield from _net(list(routes))
    for box in layout.boxes:
        yield from _box(layout, box)


def _frame(frame: Frame, scale: float) -> Iterator[str]:
    yield (
        f'<rect class="panel" x="{number(frame.x)}" y="{number(frame.y)}" width="{number(frame.width)}" '
        f'height="{number(frame.height)}" rx="10"/>'
    )
    if frame.panel.title:
        count = counted(sum(len(row) for strip in frame.panel.strips for row in strip), "page")
        room = frame.width - 2 * PADDING
        title = shortened(frame.panel.title, room, CHAPTER * scale, bold=True)
        counted_title = f"{title} ({count})"
        if text_width(counted_title, CHAPTER * scale, bold=True) <= room:
            title = counted_title
        yield (
            f'<text class="chapter" x="{number(frame.x + PADDING)}" y="{number(frame.y + 29 * scale)}" '
            f'font-size="{number(CHAPTER * scale)}">{escape(title)}</text>'
        )


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}">{escape(text)}</text>'


# ---------------------------------------------------------------- lines


def _net(routes: Sequence[Route]) -> Iterator[str]:
    """Lines that begin together: a light edge under all of them shows which crosses over which."""
    for route in routes:
        yield f'<path class="halo" d="{rounded(route.points)}"/>'
    for route in routes:
        yield from _route(route)


def _route(route: Route) -> Iterator[str]:
    line = route.line
    ids = " ".join(f"{way.start}/{way.to}" for way in line.ways)
    points: list[Point] = list(route.points)
    tips = []
    if line.down:
        points[-1], tip = head(points[-2], points[-1])
        tips.append(tip)
    if line.up:
        points[0], tip = head(points[1], points[0])
        tips.append(tip)
    yield f'<g class="way" data-ways={quoteattr(ids)}><title>{escape(about_line(line))}</title>'
    if route.net[0] == line.lower:
        # From the end that a net shares: where its lines lie on each other their dashes do so too.
        points.reverse()
    yield f'<path class="line k{int(line.kind)}" d="{rounded(points)}"/>'
    for tip in tips:
        yield f'<path class="tip" d="{tip}"/>'
    if line.gated:
        lower_first = list(route.points) if route.net[0] != line.lower else list(route.points)[::-1]
        yield f'<path class="gate" d="{gate(lower_first[-2], lower_first[-1])}"/>'
    yield "</g>"


# ---------------------------------------------------------------- cards


def _box(layout: Layout, box: Box) -> Iterator[str]:
    card = box.card
    page = card.page
    centre = " centre" if card.emphasised else ""
    yield (
        f'<g class="page {page.shape}{centre}" id={quoteattr(f"page-{page.id}")} '
        f'transform="translate({number(box.x)} {number(box.y)})">'
    )
    yield f"<title>{escape(about_page(layout.plan.graph, page))}</title>"
    yield from outline(page.shape, WIDTH, card.height)
    yield from _words(layout, card)
    yield "</g>"


def _words(layout: Layout, card: Card) -> Iterator[str]:
    x = card.inset
    y = 8.0
    if card.band:
        yield (
            f'<rect class="band" x="{number(x - 4)}" y="6" rx="2" '
            f'width="{number(WIDTH - 2 * x + 8)}" height="{number(BAND - 3)}"/>'
        )
        yield _text("start", x, 16.5, card.band)
        y += BAND
    y += SMALL_LINE - 3
    figure, _, word = card.head.partition("  ")
    after = f'<tspan dx="6">{escape(word)}</tspan>' if word else ""
    figure = f'<tspan class="number">{figure}</tspan>'
    yield f'<text class="head" x="{number(x)}" y="{number(y)}">{figure}{after}</text>'
    if card.place:
        y += SMALL_LINE
        yield _text("place", x, y, card.place)
    y += 1.5
    for line in card.title:
        y += TITLE_LINE
        yield _text("title", x, y, line)
    y += 4.0
    every = layout.plan.graph.every
    for mark in card.marks:
        y += SMALL_LINE
        ids = " ".join(f"{way.start}/{way.to}" for way in mark.ways)
        titles = "; ".join(f"{way.to}: {every[way.to].title}" for way in mark.ways)
        yield f"<g data-marks={quoteattr(ids)}><title>{escape(titles)}</title>"
        yield from arrow(mark.kind, mark.gated, x, y - 3.3)
        yield _text("mark", x + ARROW, y, mark.text)
        yield "</g>"
    if card.foot:
        y += SMALL_LINE
        yield _text("foot", x, y, card.foot)
