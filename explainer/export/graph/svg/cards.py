"""What stands on a page's card, and how large that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.export.graph.graph import Page, Shape, Way, WayKind
from explainer.export.graph.label import foot_of
from explainer.export.graph.rows import Plan
from explainer.export.graph.svg.measure import shortened, text_width, wrapped

WIDTH = 190.0
"""How wide every card is."""

TITLE = 12.5
SMALL = 9.5
"""Sizes of letters."""

TITLE_LINE = 15.5
SMALL_LINE = 13.0
"""From one line to the next."""

BAND = 17.0
"""The height of the band that says that the story begins here."""

ARROW = 17.0
"""The room the arrow of a mark takes before its words."""

MOST_TITLE_LINES = 3

MOST_NAMED = 7
"""Marks that have a line each; of more than that the rest are numbers."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a card that stands for ways which are not drawn."""

    kind: WayKind
    gated: bool
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A page's card."""

    page: Page
    inset: float
    """From its left edge to its text."""
    band: str
    head: str
    place: str
    """The title of its chapter, where that is not told by where it stands."""
    title: tuple[str, ...]
    marks: tuple[Mark, ...]
    foot: str
    height: float
    emphasised: bool


def card_of(plan: Plan, page: Page) -> Card:
    """The card of a page."""
    graph = plan.graph
    inset = 15.0 if page.shape in (Shape.FORK, Shape.PASSING) else 12.0
    room = WIDTH - 2 * inset
    head = f"{page.number}  {page.word}".rstrip()
    place = ""
    if graph.steps is not None and page.chapter:
        place = shortened(graph.chapters[page.chapter], room, SMALL)
    marks = tuple(_marks(plan, page, room))
    foot = foot_of(plan, page)
    title = tuple(wrapped(page.title, room, TITLE, MOST_TITLE_LINES, bold=True))
    small = 1 + bool(place) + len(marks) + bool(foot)
    gap = 4.0 if marks or foot else 0.0
    return Card(
        page=page,
        inset=inset,
        band=shortened(page.start_words, room, SMALL, bold=True),
        head=head,
        place=place,
        title=title,
        marks=marks,
        foot=foot,
        height=8 + small * SMALL_LINE + len(title) * TITLE_LINE + gap + 8 + (BAND if page.first else 0),
        emphasised=page.id == graph.centre,
    )


def _marks(plan: Plan, page: Page, room: float) -> Iterator[Mark]:
    """Marks by number and title; by number alone those to hubs, and where they would be a long list."""
    ways = plan.marks.get(page.id, ())
    named = [way for way in ways if way.to not in plan.graph.hubs]
    if len(named) > MOST_NAMED or plan.graph.steps is not None:
        # Around a page whatever a mark leads to stands on the same sheet.
        named = []
    for way in named:
        to = plan.graph.every[way.to]
        words = "here again" if way.to == page.id else f"{to.number} {to.title}"
        yield Mark(way.kind, way.gated, shortened(words, room - ARROW, SMALL), (way,))
    alike: dict[tuple[WayKind, bool], list[Way]] = {}
    for way in ways:
        if way not in named:
            alike.setdefault((max(way.kind, WayKind.CHOICE), way.gated), []).append(way)
    for (kind, gated), group in alike.items():
        group.sort(key=lambda way: plan.graph.every[way.to].number)
        line: list[Way] = []
        for way in group:
            if line and text_width(_numbers(plan, [*line, way]), SMALL) > room - ARROW:
                yield Mark(kind, gated, _numbers(plan, line), tuple(line))
                line = []
            line.append(way)
        yield Mark(kind, gated, _numbers(plan, line), tuple(line))


def _numbers(plan: Plan, ways: list[Way]) -> str:
    return ", ".join(str(plan.graph.every[way.to].number) for way in ways)
