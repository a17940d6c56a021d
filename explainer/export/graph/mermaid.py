"""A graph in Mermaid, which many sites and editors draw: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from explainer.export.graph.graph import Graph, Page, Shape, WayKind
from explainer.export.graph.label import brief, clusters_of, key_of, label_of, name_of, stacked, under
from explainer.export.graph.rows import Line, Plan, plan
from explainer.model.ids import NodeId

MOST_LETTERS = 50_000
"""Mermaid draws no longer text than this, unless whoever shows it sets ``maxTextSize``."""

MOST_LINES = 500
"""Mermaid draws no more lines than these, unless whoever shows it sets ``maxEdges``."""

_SHAPES: Mapping[Shape, tuple[str, str]] = {
    Shape.PAGE: ("[", "]"),
    Shape.EVENT: ("[", "]"),
    Shape.DOCUMENT: (">", "]"),
    Shape.FORK: ("{{", "}}"),
    Shape.OUTCOME: ("(", ")"),
    Shape.ROAD: ("[/", "/]"),
    Shape.RECAP: ("[", "]"),
    Shape.ENDING: ("([", "])"),
    Shape.PASSING: ("[[", "]]"),
}

_LINES: Mapping[WayKind, str] = {
    WayKind.FORK: "==",
    WayKind.CHOICE: "--",
    WayKind.DIVERT: "-.-",
    WayKind.LINK: "-.-",
}

_STYLES = """\
  classDef default fill:#fff,stroke:#3c3f44,color:#24262a
  classDef fork fill:#e9e6dc,stroke-width:2px
  classDef road stroke-dasharray:5 3
  classDef ending stroke-width:3px
  classDef start stroke-width:3px
  classDef centre stroke-width:4px
  classDef chapter fill:#f1efe9,stroke:none,color:#24262a
  classDef key fill:none,stroke:none,text-align:left"""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,?!'()-")
"""What stands for itself in a label."""

_IS_LINE = re.compile(r"  [nc]\d+ [^\[\]]+ [nc]\d+$")


def as_mermaid(graph: Graph) -> str:
    """A graph as a Mermaid flowchart, ending with a newline."""
    # Mermaid puts a page below every page that leads to it: other lines would put the whole out of shape.
    return "\n".join(_lines(plan(graph, sideways=False, upwards=False))) + "\n"


def lines_in(text: str) -> int:
    """How many lines between pages there are in a flowchart of ours, those that are not seen among them."""
    return sum(_IS_LINE.match(line) is not None for line in text.splitlines())


def _lines(plan: Plan) -> Iterator[str]:
    graph = plan.graph
    yield "flowchart TB"
    yield f'  key["{_safe(brief(name_of(graph)))}<br/>{"<br/>".join(_safe(line) for line in key_of(plan))}"]'
    names = {page: f"n{graph.pages[page].number}" for page in graph.pages}
    classes: dict[str, list[str]] = defaultdict(list)
    for number, (chapter, pages) in enumerate(clusters_of(graph), 1):
        if chapter:
            yield f'  subgraph c{number}["{_safe(brief(graph.chapters[chapter]))}"]'
            yield "  direction TB"
            classes["chapter"].append(f"c{number}")
        for page in pages:
            yield f"  %% {names[page.id]} {page.id}"
            yield f"  {_page(plan, page, names[page.id])}"
            for name in _classes(graph, page):
                classes[name].append(names[page.id])
        if chapter:
            yield "  end"
    for line in plan.lines:
        yield f"  {_line(line, names)}"
    clusters = classes.get("chapter", [])
    for above, below in stacked(len(clusters)):
        yield f"  {clusters[above]} ~~~ {clusters[below]}"
    for upper, lower in under(plan):
        yield f"  {names[upper]} ~~~ {names[lower]}"
    links = [str(index) for index, line in enumerate(plan.lines) if line.kind is WayKind.LINK]
    if links:
        yield f"  linkStyle {','.join(links)} stroke-dasharray:1 4"
    yield _STYLES
    for name, members in classes.items():
        yield f"  class {','.join(members)} {name}"
    yield "  class key key"


def _page(plan: Plan, page: Page, name: str) -> str:
    label = label_of(plan, page)
    lines = [_safe(label.head)]
    lines += [f"<i>{_safe(label.chapter)}</i>"] if label.chapter else []
    lines += [f"<b>{_safe(line)}</b>" for line in label.title]
    words = "<br/>".join([*lines, *(_safe(line) for line in label.marks)])
    left, right = _SHAPES[page.shape]
    return f'{name}{left}"{words}"{right}'


def _classes(graph: Graph, page: Page) -> Iterator[str]:
    if page.shape in (Shape.FORK, Shape.ROAD, Shape.ENDING):
        yield page.shape
    if page.first:
        yield "start"
    if page.id == graph.centre:
        yield "centre"


def _line(line: Line, names: Mapping[NodeId, str]) -> str:
    upper, lower = names[line.upper], names[line.lower]
    body = _LINES[line.kind]
    gate = "|if|" if line.gated else ""
    if line.down and line.up:
        return f"{upper} <{body}>{gate} {lower}"
    return f"{upper} {body}>{gate} {lower}"


def _safe(text: str) -> str:
    """A text as it may stand between the quotes of a label: every sign of ASCII by its code.

    While it works Mermaid itself writes codes as ``ﬂ°`` and ``¶ß``, and would take those for some.
    """
    own = text.replace("ﬂ", "fl").replace("¶ß", "¶\u200dß")
    return "".join(letter if letter in _PLAIN or letter > "\x7f" else f"#{ord(letter)};" for letter in own)
