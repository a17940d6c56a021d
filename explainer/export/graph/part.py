"""A part of a graph: one chapter, or the pages around one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from explainer.export.graph.graph import Graph
from explainer.model.ids import NodeId
from explainer.model.plural import counted


def of_chapter(graph: Graph, chapter: str) -> Graph:
    """The pages of one chapter, with all the ways that begin or end on them."""
    pages = {name for name, page in graph.pages.items() if page.chapter == chapter}
    return _of(graph, pages, graph.chapters[chapter])


def around(graph: Graph, centre: NodeId, steps: int) -> Graph:
    """The pages from which one page is reached in so many steps, and those reached from it.

    A hub is shown if it is near enough, and no step leads on through it: nearly every page is two
    steps from every other by way of a hub, and that says nothing of either.
    """
    after = _distances(graph, centre, steps, backwards=False)
    before = _distances(graph, centre, steps, backwards=True)
    found = {page: -distance for page, distance in before.items()}
    # Where ways lead to and fro, what comes after is what a reader asks for first.
    found |= {
        page: distance for page, distance in after.items() if distance <= before.get(page, distance)
    }  # fmt: skip
    title = graph.every[centre].title
    part = _of(graph, found, f"around “{title}”, {counted(steps, 'step')}")
    return replace(
        part,
        ways=tuple(way for way in part.ways if way.start in found and way.to in found),
        beyond=Counter(way.start for way in part.ways if way.start in found and way.to not in found),
        centre=centre,
        steps={page: found[page] for page in graph.pages if page in found},
    )


def _distances(graph: Graph, centre: NodeId, steps: int, *, backwards: bool) -> dict[NodeId, int]:
    onward: Mapping[NodeId, list[NodeId]] = defaultdict(list)
    for way in graph.ways:
        start, to = (way.to, way.start) if backwards else (way.start, way.to)
        onward[start].append(to)
    found = {centre: 0}
    edge = [centre]
    for distance in range(1, steps + 1):
        reached = [to for page in edge if page == centre or page not in graph.hubs for to in onward[page]]
        edge = [page for page in dict.fromkeys(reached) if page not in found]
        if not edge:
            break
        found |= dict.fromkeys(edge, distance)
    return found


def _of(graph: Graph, pages: Iterable[NodeId], about: str) -> Graph:
    wanted = set(pages)
    return replace(
        graph,
        about=about,
        pages={name: page for name, page in graph.pages.items() if name in wanted},
        ways=tuple(way for way in graph.ways if way.start in wanted or way.to in wanted),
    )
