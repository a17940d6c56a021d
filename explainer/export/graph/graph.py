"""The pages of a pack and the ways between them, with nothing said of how they are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from explainer.export.order import in_reading_order
from explainer.model.ids import NodeId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Pack
from explainer.prose.clean import clean
from explainer.story.engine import choices_of
from explainer.story.roads import ROAD_NOT_TAKEN, is_road

HUB_SHARE = 12
"""A page that more than one in so many pages lead to is a hub."""

HUB_LEAST = 8
"""More pages than this lead to a hub, however small the pack is."""


class Shape(StrEnum):
    """What a page is drawn as."""

    PAGE = "page"
    EVENT = "event"
    DOCUMENT = "document"
    FORK = "fork"
    OUTCOME = "outcome"
    ROAD = "road"
    RECAP = "recap"
    ENDING = "ending"
    PASSING = "passing"


WORDS = {
    Shape.PAGE: "",
    Shape.EVENT: "event",
    Shape.DOCUMENT: "document",
    Shape.FORK: "fork",
    Shape.OUTCOME: "what happened",
    Shape.ROAD: ROAD_NOT_TAKEN,
    Shape.RECAP: "recap",
    Shape.ENDING: "ending",
    Shape.PASSING: "passes on",
}
"""The word that stands on a page beside its shape."""

_BY_KIND = {
    NodeKind.SCENE: Shape.PAGE,
    NodeKind.DOCUMENT: Shape.DOCUMENT,
    NodeKind.EVENT: Shape.EVENT,
    # It has no fork in it, or it would have been found by that.
    NodeKind.FORK: Shape.PAGE,
    NodeKind.OUTCOME: Shape.OUTCOME,
    NodeKind.ROAD: Shape.ROAD,
    NodeKind.RECAP: Shape.RECAP,
    NodeKind.ENDING: Shape.ENDING,
}


class WayKind(IntEnum):
    """How one comes from a page to another; the lowest of several is what a way is drawn as."""

    FORK = 0
    """From a fork to what happened, or to a road not taken."""
    CHOICE = 1
    DIVERT = 2
    LINK = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is drawn."""

    id: NodeId
    number: int
    """The number it has wherever the pack is on paper."""
    title: str
    """On one line, free of control characters."""
    shape: Shape
    chapter: str
    """The id of a chapter of the graph, or nothing."""
    starts: tuple[str, ...] = ()
    """The titles of the ways into the story that begin here; the pack's own start has none."""
    first: bool = False
    """Whether the story begins here or a way into it does."""

    @property
    def word(self) -> str:
        """What it is, in a word or two; nothing for a page like any other."""
        return WORDS[self.shape]

    @property
    def start_words(self) -> str:
        """That the story begins here, and by which ways in; nothing elsewhere."""
        if not self.first:
            return ""
        return f"start: {', '.join(self.starts)}" if self.starts else "start"


@dataclass(frozen=True, slots=True)
class Way:
    """All the ways from one page to another."""

    start: NodeId
    to: NodeId
    kind: WayKind
    """The strongest of them."""
    gated: bool
    """Whether every one of them is under a condition."""
    texts: tuple[str, ...] = ()
    """What the choices say."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A pack's pages and ways, or a part of them."""

    title: str
    about: str
    """What part of the pack it is, after its title; nothing for the whole."""
    pages: Mapping[NodeId, Page]
    """Those that are drawn, in the order of their numbers."""
    every: Mapping[NodeId, Page]
    """Those of the whole pack: ways may lead to pages that are not drawn."""
    chapters: Mapping[str, str]
    """Ids and titles, in the pack's order."""
    ways: tuple[Way, ...]
    """All that begin or end on a drawn page, in the order of the pages they begin on."""
    hubs: Mapping[NodeId, int]
    """Pages that so many pages of the pack lead to that lines to them would hide all others."""
    centre: NodeId | None = None
    """The page it is drawn around."""
    steps: Mapping[NodeId, int] | None = None
    """How far each page is after the centre, or before it with a minus."""
    beyond: Mapping[NodeId, int] = field(default_factory=dict)
    """How many pages that are not drawn a drawn page leads to, where those ways are left out."""

    def page_chapters(self) -> Iterator[tuple[str, tuple[Page, ...]]]:
        """Each chapter that has drawn pages, with them; those of no chapter come last."""
        of: dict[str, list[Page]] = {chapter: [] for chapter in (*self.chapters, "")}
        for page in self.pages.values():
            of[page.chapter].append(page)
        return ((chapter, tuple(pages)) for chapter, pages in of.items() if pages)


def graph_of(pack: Pack) -> Graph:
    """The whole graph of a pack."""
    every = {page.id: page for page in _pages(pack)}
    ways = tuple(way for page in every for way in _ways(pack.nodes[page]))
    incoming = Counter(way.to for way in ways if way.start != way.to)
    limit = max(HUB_LEAST, len(every) / HUB_SHARE)
    return Graph(
        title=one_line(pack.title),
        about="",
        pages=every,
        every=every,
        chapters={item.id: one_line(item.title) for item in pack.manifest.chapters},
        ways=ways,
        hubs={page: incoming[page] for page in every if incoming[page] > limit},
    )


def one_line(text: str) -> str:
    """A text of a pack on one line, with nothing in it that could drive a terminal or break a file."""
    return " ".join(clean(text).split())


def _pages(pack: Pack) -> Iterator[Page]:
    manifest = pack.manifest
    chapters = {chapter.id for chapter in manifest.chapters}
    for number, node in enumerate(in_reading_order(pack), 1):
        starts = tuple(one_line(way.title) for way in manifest.ways_in if way.start == node.id)
        yield Page(
            id=node.id,
            number=number,
            title=one_line(node.title) or node.id,
            shape=_shape(pack, node),
            chapter=node.chapter if node.chapter in chapters else "",
            starts=starts,
            first=bool(starts) or node.id == manifest.start,
        )


def _shape(pack: Pack, node: Node) -> Shape:
    if node.ending:
        return Shape.ENDING
    if node.fork:
        return Shape.FORK
    if node.passes:
        return Shape.PASSING
    return Shape.ROAD if is_road(pack, node.id) else _BY_KIND[node.kind]


def _ways(node: Node) -> Iterator[Way]:
    """The ways that begin on a page, in the order of its choices; what is linked comes last."""
    found: dict[NodeId, list[tuple[WayKind, bool, str]]] = {}

    def add(to: NodeId, kind: WayKind, gated: bool, text: str = "") -> None:
        found.setdefault(to, []).append((kind, gated, text))

    if node.fork:
        for to in (node.fork.resolution, *(option.road for option in node.fork.options if option.road)):
            add(to, WayKind.FORK, gated=False)
    for choice in choices_of(node):
        add(choice.to, WayKind.CHOICE, choice.when is not None, one_line(choice.text))
    for divert in node.diverts:
        add(divert.to, WayKind.DIVERT, divert.when is not None)
    for passage in node.passages:
        for to in passage.text.nodes:
            add(to, WayKind.LINK, passage.when is not None)
    for option in node.fork.options if node.fork else ():
        for to in (*option.argument_for.nodes, *option.argument_against.nodes):
            add(to, WayKind.LINK, gated=False)
    for to, parts in found.items():
        yield Way(
            node.id,
            to,
            min(kind for kind, _, _ in parts),
            all(gated for _, gated, _ in parts),
            tuple(text for _, _, text in parts if text),
        )
