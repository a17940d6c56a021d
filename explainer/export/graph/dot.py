"""A graph in DOT, the language of Graphviz: https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from explainer.export.graph.graph import Graph, Page, Shape, WayKind
from explainer.export.graph.label import (
    about_line,
    about_page,
    brief,
    clusters_of,
    key_of,
    label_of,
    name_of,
    stacked,
    under,
)
from explainer.export.graph.rows import Line, Plan, plan

_SHAPES: Mapping[Shape, str] = {
    Shape.PAGE: "shape=box",
    Shape.EVENT: "shape=box",
    Shape.DOCUMENT: "shape=note",
    Shape.FORK: 'shape=hexagon, margin="0.02,0.02", penwidth=1.8, fillcolor="#e9e6dc"',
    Shape.OUTCOME: 'shape=box, style="filled,rounded", penwidth=1.8',
    Shape.ROAD: 'shape=box, style="filled,rounded,dashed"',
    Shape.RECAP: "shape=box",
    Shape.ENDING: 'shape=box, style="filled,rounded", peripheries=2',
    Shape.PASSING: "shape=component",
}

_STYLES: Mapping[WayKind, str] = {
    WayKind.FORK: "penwidth=2.2",
    WayKind.CHOICE: "",
    WayKind.DIVERT: "style=dashed",
    WayKind.LINK: "style=dotted, penwidth=1.6",
}

_HEAD = """\
  graph [fontname="Arial", fontsize=20, labelloc=t, labeljust=l, bgcolor="#fbfaf7", nodesep=0.3, ranksep=0.45,
         pad=0.4, tooltip=" "]
  node [fontname="Arial", fontsize=11, style=filled, fillcolor=white, color="#3c3f44", fontcolor="#24262a",
        margin="0.12,0.07", height=0.3]
  edge [color="#55585e", arrowsize=0.7]"""


def as_dot(graph: Graph) -> str:
    """A graph as a DOT file, ending with a newline."""
    return "\n".join(_lines(plan(graph, sideways=False))) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    graph = plan.graph
    yield "digraph {"
    yield _HEAD
    yield f"  label={_quoted(brief(name_of(graph)))}"
    key = _left(map(_marked_up, key_of(plan)))
    # No page has this name: ids hold no space.
    yield f'  "the key" [shape=plaintext, style="", fontsize=10, label=<{key}>]'
    for chapter, pages in clusters_of(graph):
        indent = "  "
        if chapter:
            yield f"  subgraph {_quoted(f'cluster {chapter}')} {{"
            title = _quoted(brief(graph.chapters[chapter]))
            yield f'    graph [label={title}, style=filled, color="#f1efe9", fontsize=16]'
            indent = "    "
        for page in pages:
            yield f"{indent}{_quoted(page.id)} [{', '.join(_page(plan, page))}]"
        if chapter:
            yield "  }"
    for line in plan.lines:
        yield f"  {_quoted(line.upper)} -> {_quoted(line.lower)} [{', '.join(_line(line))}]"
    panels = [panel for panel in plan.panels if panel.chapter]
    for above, below in stacked(len(panels)):
        last, first = panels[above].strips[-1][-1][0], panels[below].strips[0][0][0]
        yield f"  {_quoted(last)} -> {_quoted(first)} [style=invis]"
    for upper, lower in under(plan):
        yield f"  {_quoted(upper)} -> {_quoted(lower)} [style=invis]"
    yield "}"


def _page(plan: Plan, page: Page) -> Iterator[str]:
    label = label_of(plan, page)
    parts = [
        f'<FONT POINT-SIZE="9">{_marked_up(label.head)}</FONT>',
        *([f'<FONT POINT-SIZE="9"><I>{_marked_up(label.chapter)}</I></FONT>'] if label.chapter else []),
        *(f"<B>{_marked_up(line)}</B>" for line in label.title),
        *(f'<FONT POINT-SIZE="9">{_marked_up(line)}</FONT>' for line in label.marks),
    ]
    yield f"label=<{_left(parts)}>"
    yield _SHAPES[page.shape]
    if page.first or page.id == plan.graph.centre:
        yield "penwidth=3"
    yield f"tooltip={_quoted(about_page(plan.graph, page))}"


def _line(line: Line) -> Iterator[str]:
    style = _STYLES[line.kind]
    if style:
        yield style
    if line.down and line.up:
        yield "dir=both"
    elif line.up:
        yield "dir=back"
    if line.gated:
        # A bar behind the head.
        yield from ("arrowhead=normaltee", "arrowtail=normaltee", 'label="if"', "fontsize=9")
    yield f"tooltip={_quoted(about_line(line))}"


def _left(lines: Iterable[str]) -> str:
    """Lines of an HTML-like label, each set to the left."""
    return "".join(f'{line}<BR ALIGN="LEFT"/>' for line in lines)


def _marked_up(text: str) -> str:
    r"""A text as it may stand in an HTML-like label, where ``\N`` too would be the name of the page."""
    return escape(text, {"\\": "\\\\"})


def _quoted(text: str) -> str:
    r"""A text as a string of DOT: a backslash begins an escape there, and ``&`` an entity.

    Graphviz 2.43 reads the escapes of a page's tooltip twice; a joiner that nobody sees
    parts the backslash from a letter that would make it one.
    """
    safe = text.replace("\\", "\\\\\u200d").replace('"', '\\"').replace("&", "&amp;")
    return f'"{safe}"'
