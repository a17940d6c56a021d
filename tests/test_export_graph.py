"""The graph of a pack: every page, every way, its parts, and which ways are lines."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.export.graph.graph import Graph, Shape, WayKind, graph_of
from explainer.export.graph.part import around, of_chapter
from explainer.export.graph.rows import MOST_ABREAST, MOST_ROWS, Plan, plan
from explainer.model.condition import Visited
from explainer.model.ids import NodeId
from explainer.model.node import Divert, NodeKind, Passage
from explainer.model.pack import Pack, WayIn
from explainer.prose.clean import REFUSED
from explainer.rules.ways import leads_to
from tests.graph_packs import Sketch, hostile_pack, pack_to_draw, sketches
from tests.strategies import choice, examples, fork, node, pack_of, prose

ONCE = Visited(NodeId("a"))


def ways(graph: Graph) -> dict[tuple[str, str], tuple[WayKind, bool]]:
    return {(way.start, way.to): (way.kind, way.gated) for way in graph.ways}


# ---------------------------------------------------------------- pages and ways


def test_the_small_pack_is_what_its_guide_draws(bridge: Pack) -> None:
    graph = graph_of(bridge)
    assert [(page.number, page.id, page.shape, page.start_words) for page in graph.pages.values()] == [
        (1, "square", Shape.PAGE, "start: Five minutes"),
        (2, "what-next", Shape.FORK, ""),
        (3, "signed", Shape.OUTCOME, ""),
        (4, "refused", Shape.ROAD, ""),
        (5, "home", Shape.ENDING, ""),
    ]
    choice_, fork_ = (WayKind.CHOICE, False), (WayKind.FORK, False)
    assert ways(graph) == {
        ("square", "what-next"): choice_,
        ("square", "home"): choice_,
        ("what-next", "signed"): fork_,
        ("what-next", "refused"): fork_,
        ("what-next", "square"): choice_,
        ("signed", "refused"): choice_,
        ("signed", "home"): choice_,
        ("refused", "home"): choice_,
    }
    assert graph.chapters == {"vote": "The vote"}
    assert graph.hubs == {}


def test_a_way_is_drawn_as_the_strongest_of_several_and_gated_if_all_are() -> None:
    nodes = [
        node(
            "a",
            "[b](node:b) [d](node:d)",
            [choice("b", "x"), choice("b", "y", when=ONCE), choice("c", when=ONCE)],
        ),
        node("b", diverts=(Divert(NodeId("c"), ONCE), Divert(NodeId("a")))),
        node("c", passages=[Passage(prose("[a](node:a)"), ONCE)]),
        node("d", fork=fork("a", "c")),
    ]  # fmt: skip
    graph = graph_of(pack_of(nodes))
    assert ways(graph) == {
        ("a", "b"): (WayKind.CHOICE, False),
        ("a", "c"): (WayKind.CHOICE, True),
        ("a", "d"): (WayKind.LINK, False),
        ("b", "c"): (WayKind.DIVERT, True),
        ("b", "a"): (WayKind.DIVERT, False),
        ("c", "a"): (WayKind.LINK, True),
        ("d", "a"): (WayKind.FORK, False),
        ("d", "c"): (WayKind.FORK, False),
    }
    [first] = [way for way in graph.ways if (way.start, way.to) == ("a", "b")]
    assert first.texts == ("Go on to b", "Go on to b")


def test_what_a_page_is_drawn_as() -> None:
    kinds = [kind for kind in NodeKind if kind is not NodeKind.FORK]
    nodes = [node(f"k{kind}", choices=[choice("kscene")], kind=kind) for kind in kinds]
    nodes += [
        node("end", kind=NodeKind.DOCUMENT),
        node("fork", fork=fork("kscene", "way")),
        node("way", choices=[choice("kscene")]),
        node("pass", diverts=(Divert(NodeId("kscene")),)),
    ]
    shapes = {page.id: page.shape for page in graph_of(pack_of(nodes)).pages.values()}
    assert shapes == {
        "kscene": Shape.PAGE,
        "kdocument": Shape.DOCUMENT,
        "kevent": Shape.EVENT,
        "koutcome": Shape.OUTCOME,
        "kroad": Shape.ROAD,
        "krecap": Shape.RECAP,
        "kending": Shape.ENDING,
        "end": Shape.ENDING,
        "fork": Shape.FORK,
        # It says nothing of itself, but a fork names it.
        "way": Shape.ROAD,
        "pass": Shape.PASSING,
    }


def test_the_story_begins_where_it_says_and_where_ways_in_do() -> None:
    nodes = [node("a", choices=[choice("b")]), node("b", choices=[choice("c")]), node("c")]
    entries = (WayIn("x", "Short", 5, NodeId("b"), "x"), WayIn("y", "Long", 9, NodeId("b"), "y"))
    pages = graph_of(pack_of(nodes, ways_in=entries)).pages
    assert [page.start_words for page in pages.values()] == ["start", "start: Short, Long", ""]


def test_every_way_of_the_flagship_is_in_it_and_no_other(flagship: Pack) -> None:
    graph = graph_of(flagship)
    assert set(graph.pages) == set(flagship.nodes)
    told = {(page.id, to) for page in flagship.nodes.values() for to in leads_to(page)}
    argued = {
        (page.id, to)
        for page in flagship.nodes.values()
        for option in (page.fork.options if page.fork else ())
        for to in (*option.argument_for.nodes, *option.argument_against.nodes)
    }
    assert set(ways(graph)) == told | argued
    assert len(graph.ways) == len(ways(graph))


def test_pages_that_a_great_many_lead_to_are_hubs(flagship: Pack) -> None:
    graph = graph_of(flagship)
    incoming = Counter(to for start, to in ways(graph) if start != to)
    assert graph.hubs == {page: count for page, count in incoming.items() if count > len(graph.pages) / 12}
    assert {"resume-the-brief", "resume-guided", "stakeout"} <= set(graph.hubs)


def test_no_title_holds_what_a_terminal_obeys() -> None:
    graph = graph_of(hostile_pack())
    texts = [page.title for page in graph.pages.values()] + [*graph.chapters.values(), graph.title]
    texts += [text for way in graph.ways for text in way.texts]
    assert [text for text in texts if REFUSED.search(text) or "\n" in text or "\t" in text] == []
    assert all(page.title for page in graph.pages.values())


# ---------------------------------------------------------------- parts


def test_a_chapter_has_its_pages_and_all_ways_that_touch_them(flagship: Pack) -> None:
    graph = graph_of(flagship)
    part = of_chapter(graph, "people")
    assert set(part.pages) == {name for name, page in flagship.nodes.items() if page.chapter == "people"}
    assert {(way.start, way.to) for way in part.ways} == {
        (start, to) for start, to in ways(graph) if start in part.pages or to in part.pages
    }


def reached(graph: Graph, centre: NodeId, steps: int, *, back: bool) -> set[str]:
    """What is reached in so many steps, by walking every way; a hub is walked on from only as the centre."""
    edges = [(to, start) if back else (start, to) for start, to in ways(graph)]
    found = {str(centre)}
    for _ in range(steps):
        found |= {
            to for start, to in edges if start in found and (start == centre or start not in graph.hubs)
        }
    return found


@given(st.integers(0, 2**32), st.integers(1, 4))
@examples(60)
def test_around_a_page_are_just_those_so_many_steps_away(seed: int, steps: int) -> None:
    graph = graph_of(pack_to_draw(seed))
    centre = list(graph.pages)[seed % len(graph.pages)]
    part = around(graph, centre, steps)
    assert set(part.pages) == reached(graph, centre, steps, back=False) | reached(
        graph, centre, steps, back=True
    )


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("centre", ["fork-council", "stakeout", "resume-the-brief", "meet-eu"])
def test_around_a_page_of_the_flagship(flagship: Pack, centre: str, steps: int) -> None:
    graph = graph_of(flagship)
    page = NodeId(centre)
    part = around(graph, page, steps)
    assert set(part.pages) == reached(graph, page, steps, back=False) | reached(graph, page, steps, back=True)
    assert part.steps is not None
    assert part.steps[page] == 0
    for name, distance in part.steps.items():
        assert name in reached(graph, page, abs(distance), back=distance < 0)
        assert name == page or name not in reached(graph, page, abs(distance) - 1, back=distance < 0)
    outside = Counter(start for start, to in ways(graph) if start in part.pages and to not in part.pages)
    assert part.beyond == outside


# ---------------------------------------------------------------- lines and marks


def assert_whole(made: Plan) -> None:
    """Every page stands in one place, and every way is one line or one mark."""
    graph = made.graph
    placed = [page for panel in made.panels for strip in panel.strips for row in strip for page in row]
    assert sorted(placed) == sorted(graph.pages)
    lines = [(way.start, way.to) for line in made.lines for way in line.ways]
    marks = [(way.start, way.to) for page in made.marks.values() for way in page]
    assert sorted(lines + marks) == sorted(pair for pair in ways(graph) if pair[0] in graph.pages)
    for line in made.lines:
        assert [(way.start, way.to) for way in line.ways if way is line.down] in (
            [],
            [(line.upper, line.lower)],
        )
        assert [(way.start, way.to) for way in line.ways if way is line.up] in (
            [],
            [(line.lower, line.upper)],
        )
        assert len({way.gated for way in line.ways}) == 1
        assert all(
            way.to not in graph.hubs or way.to == graph.centre or way.start == graph.centre
            for way in line.ways
        )
    incoming = Counter(to for start, to in marks if start != to)
    for page in graph.pages:
        if page not in graph.hubs and graph.steps is not None:
            assert made.unseen.get(page, 0) == incoming[page]


@given(sketches())
@examples(120)
def test_every_way_is_a_line_or_a_mark(sketch: Sketch) -> None:
    assert_whole(plan(sketch.graph))
    assert_whole(plan(sketch.graph, sideways=False))
    assert_whole(plan(sketch.graph, sideways=False, upwards=False))


def test_every_way_of_the_flagship_is_a_line_or_a_mark(flagship: Pack) -> None:
    graph = graph_of(flagship)
    assert_whole(plan(graph))
    for chapter in graph.chapters:
        assert_whole(plan(of_chapter(graph, chapter)))


def test_lines_stay_within_a_strip_and_rows_and_strips_within_bounds(flagship: Pack) -> None:
    made = plan(graph_of(flagship))
    strip_of = {
        page: (number, index)
        for number, panel in enumerate(made.panels)
        for index, strip in enumerate(panel.strips)
        for row in strip
        for page in row
    }
    assert [panel.title for panel in made.panels] == [*made.graph.chapters.values(), "Of no chapter"]
    assert all(strip_of[line.upper] == strip_of[line.lower] for line in made.lines)
    strips = [strip for panel in made.panels for strip in panel.strips]
    assert max(len(strip) for strip in strips) <= MOST_ROWS
    assert max(len(row) for strip in strips for row in strip) <= MOST_ABREAST


def test_what_a_fork_leads_to_stands_side_by_side_below_it(bridge: Pack) -> None:
    made = plan(graph_of(bridge))
    assert [panel.strips for panel in made.panels] == [
        ((("square",), ("what-next",), ("signed", "refused"), ("home",)),)
    ]  # fmt: skip


def test_ways_to_and_fro_are_one_line_if_they_look_alike() -> None:
    nodes = [
        node("a", choices=[choice("b"), choice("c"), choice("d")]),
        node("b", choices=[choice("a")]),
        node("c", choices=[choice("a", when=ONCE)]),
        node("d", "[a](node:a)", ending=True),
    ]
    lines = plan(graph_of(pack_of(nodes))).lines
    assert [(line.upper, line.lower, bool(line.down), bool(line.up), line.gated) for line in lines] == [
        ("a", "b", True, True, False),
        ("a", "c", True, False, False),
        ("a", "c", False, True, True),
        ("a", "d", True, False, False),
        ("a", "d", False, True, False),
    ]
