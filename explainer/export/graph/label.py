"""What stands on a page in the formats that are drawn by other programs: lines of plain text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from explainer.export.graph.graph import Graph, Page, Way, WayKind
from explainer.export.graph.rows import Line, Plan
from explainer.model.ids import NodeId
from explainer.model.plural import counted
from explainer.prose.width import wrap

TITLE = 26
"""Cells a line of a title takes."""

MOST_TITLE_LINES = 3

MARKS = 34
"""Cells a line of marks takes."""

BRIEF = 70
"""Cells that a text on one line takes at most."""


@dataclass(frozen=True, slots=True)
class Label:
    """The lines of a page."""

    head: str
    """Its number, what it is, and whether the story begins here."""
    chapter: str
    """The title of its chapter, where that is not told by where it stands."""
    title: tuple[str, ...]
    marks: tuple[str, ...]
    """Where its ways lead that are no lines, by numbers; and how many pages lead to it by such ways."""


def label_of(plan: Plan, page: Page) -> Label:
    """The label of a page."""
    title = wrap(page.title, TITLE)
    if len(title) > MOST_TITLE_LINES:
        title = [*title[: MOST_TITLE_LINES - 1], f"{title[MOST_TITLE_LINES - 1]} …"]
    head = " · ".join(part for part in (str(page.number), page.word, brief(page.start_words)) if part)
    chapter = "" if plan.graph.steps is None else brief(plan.graph.chapters.get(page.chapter, ""))
    return Label(head, chapter, tuple(title), tuple(_marks(plan, page)))


def clusters_of(graph: Graph) -> Iterator[tuple[str, Iterable[Page]]]:
    """Each chapter with its pages; none around a page, where they would tear apart what belongs together."""
    if graph.steps is None:
        yield from graph.page_chapters()
    else:
        yield "", graph.pages.values()


def _marks(plan: Plan, page: Page) -> Iterator[str]:
    groups: dict[str, list[int]] = {}
    for way in plan.marks.get(page.id, ()):
        groups.setdefault(_arrow(way), []).append(plan.graph.every[way.to].number)
    for arrow, numbers in sorted(groups.items()):
        yield from wrap(f"{arrow} {', '.join(map(str, sorted(numbers)))}", MARKS)
    foot = foot_of(plan, page)
    if foot:
        yield foot


def _arrow(way: Way) -> str:
    kind = {WayKind.DIVERT: "on ", WayKind.LINK: "link "}.get(way.kind, "")
    return f"{'if ' if way.gated else ''}{kind}→"


def foot_of(plan: Plan, page: Page) -> str:
    """How many pages lead to a page by ways that are no lines, and how many it leads to elsewhere."""
    unseen = plan.unseen.get(page.id, 0)
    beyond = plan.graph.beyond.get(page.id, 0)
    feet = []
    if unseen:
        feet.append(f"from {counted(unseen, 'more page' if page.id in plan.led_to else 'page')}")
    if beyond:
        feet.append(f"on to {beyond} elsewhere")
    return ", ".join(feet)


def about_page(graph: Graph, page: Page) -> str:
    """A page whole, for where there is room: its title, its id, what it is, its chapter."""
    parts = (page.id, page.word, graph.chapters.get(page.chapter, ""), page.start_words)
    return f"{page.title} ({'; '.join(part for part in parts if part)})"


def about_line(line: Line) -> str:
    """The ways of a line, with what their choices say."""
    return "; ".join(_about_way(way) for way in line.ways)


_KINDS = {
    WayKind.FORK: "from a fork",
    WayKind.CHOICE: "by choice",
    WayKind.DIVERT: "without asking",
    WayKind.LINK: "by a link in the text",
}


def _about_way(way: Way) -> str:
    gate = ", under a condition" if way.gated else ""
    texts = f": {' '.join(f'“{text}”' for text in way.texts)}" if way.texts else ""
    return f"{way.start} → {way.to}, {_KINDS[way.kind]}{gate}{texts}"


def brief(text: str) -> str:
    """A text as it may stand where nothing breaks it into lines."""
    lines = wrap(text, BRIEF)
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"


def name_of(graph: Graph) -> str:
    """The title of a drawing."""
    return f"{graph.title}: {graph.about}" if graph.about else graph.title


def stacked(count: int) -> Iterator[tuple[int, int]]:
    """Which of so many chapters stands below which, so that they do not all stand side by side."""
    abreast = math.ceil(math.sqrt(count))
    return ((above, above + abreast) for above in range(count - abreast))


def under(plan: Plan) -> Iterator[tuple[NodeId, NodeId]]:
    """Which page stands right under which around a page, so that what is one step away takes several rows."""
    for panel in plan.panels if plan.graph.steps is not None else ():
        for strip in panel.strips:
            for upper, lower in pairwise(strip):
                yield from zip(upper, lower, strict=False)


def key_of(plan: Plan) -> tuple[str, ...]:
    """The key in words: what lines and marks mean, and the pages that are only marks."""
    marked = [way for ways in plan.marks.values() for way in ways]
    kinds = {line.kind for line in plan.lines} | {max(way.kind, WayKind.CHOICE) for way in marked}
    words = {
        WayKind.FORK: "thick: from a fork, to what happened and to roads",
        WayKind.DIVERT: "dashed, or on: walks on without asking",
        WayKind.LINK: "dotted, or link: a link in the text",
    }
    lines = [words[kind] for kind in words if kind in kinds]
    if any(line.gated for line in plan.lines) or any(way.gated for way in marked):
        lines.append("if: under a condition")
    if marked:
        lines.append("→ and a number: a way to that page that is not drawn")
    for page in hubs_of(plan):
        to = plan.graph.every[page]
        lines.append(f"→ {to.number}: {brief(to.title)}, from {plan.graph.hubs[page]} pages")
    return tuple(lines)


def hubs_of(plan: Plan) -> Iterator[NodeId]:
    """The hubs that a key must tell of: marks lead to them, without their titles."""
    if plan.graph.steps is None:
        marked = {way.to for ways in plan.marks.values() for way in ways}
        yield from (page for page in plan.graph.hubs if page in marked)
