"""A graph as SVG: nothing lost, nothing over anything else, and nothing in it that acts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.export.graph.dot import as_dot
from explainer.export.graph.graph import WORDS, Graph, Shape, graph_of
from explainer.export.graph.part import around, of_chapter
from explainer.export.graph.rows import plan
from explainer.export.graph.svg.cards import SMALL, WIDTH
from explainer.export.graph.svg.layout import Layout, laid_out
from explainer.export.graph.svg.measure import shortened, text_width, wrapped
from explainer.export.graph.svg.packing import BETWEEN, packed
from explainer.export.graph.svg.placing import spread
from explainer.export.graph.svg.write import as_svg
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.prose.clean import REFUSED
from tests.graph_packs import HOSTILE, Sketch, hostile_pack, long_pack, sketches
from tests.strategies import examples

SVG = "{http://www.w3.org/2000/svg}"

TAGS = {"svg", "title", "desc", "style", "g", "rect", "path", "text", "tspan"}
"""All that is drawn with: nothing that can be clicked, fetched or run."""

PARTS = ["", "corridor", "people", "forks", "around fork-council", "around stakeout", "around end-for-now"]


def part_of(pack: Pack, part: str) -> Graph:
    graph = graph_of(pack)
    if part.startswith("around "):
        return around(graph, NodeId(part.removeprefix("around ")), 2)
    return of_chapter(graph, part) if part else graph


def read(graph: Graph) -> ElementTree.Element:
    """The drawing of a graph; fails if anything of the graph is not in it, or anything else is."""
    text = as_svg(graph)
    assert REFUSED.search(text) is None
    root = ElementTree.fromstring(text)
    assert {item.tag.removeprefix(SVG) for item in root.iter()} <= TAGS
    assert [
        name for item in root.iter() for name in item.attrib if name.startswith("on") or "href" in name
    ] == []
    assert [item.get("id", "")[5:] for item in root.iter() if item.get("id")] == [
        page.id for panel in plan(graph).panels for strip in panel.strips for row in strip for page in
        (graph.pages[name] for name in row)
    ]  # fmt: skip
    found = [
        tuple(pair.split("/"))
        for item in root.iter(f"{SVG}g")
        for pair in f"{item.get('data-ways', '')} {item.get('data-marks', '')}".split()
    ]
    assert sorted(found) == sorted((way.start, way.to) for way in graph.ways if way.start in graph.pages)
    return root


# ---------------------------------------------------------------- what is in it


@pytest.mark.parametrize("part", PARTS)
def test_every_page_and_way_of_the_flagship_is_drawn(flagship: Pack, part: str) -> None:
    root = read(part_of(flagship, part))
    assert [item for item in root.iter(f"{SVG}text") if not "".join(item.itertext()).strip()] == []


@given(sketches())
@examples(60)
def test_every_page_and_way_is_drawn(sketch: Sketch) -> None:
    read(sketch.graph)


def test_no_title_breaks_it() -> None:
    graph = graph_of(hostile_pack())
    root = read(graph)
    shown = {
        item.get("id"): ["".join(text.itertext()) for text in item.iter()] for item in root.iter(f"{SVG}g")
    }
    for page in graph.pages.values():
        start = page.title[:16].rpartition(" ")[0] or page.title[:16]
        assert start.replace(" ", "") in "".join(shown[f"page-{page.id}"]).replace(" ", "")


def test_each_page_says_what_it_is_in_words(flagship: Pack) -> None:
    graph = graph_of(flagship)
    root = read(graph)
    for group in root.iter(f"{SVG}g"):
        if group.get("id"):
            page = graph.pages[NodeId(group.get("id", "")[5:])]
            words = ["".join(item.itertext()) for item in group.iter(f"{SVG}text")]
            assert f"{page.number}{page.word}" in words
            assert (page.start_words in words) == page.first or not page.first
            title = group.find(f"{SVG}title")
            assert title is not None
            assert page.title in (title.text or "")
            assert page.id in (title.text or "")


def test_the_key_explains_what_is_drawn_and_names_the_hubs(flagship: Pack) -> None:
    graph = graph_of(flagship)
    root = read(graph)
    key = {"".join(item.itertext()) for item in root.iter(f"{SVG}text") if item.get("class") == "key"}
    assert {WORDS[shape] for shape in Shape if shape is not Shape.PAGE} <= key
    assert {"choice", "link in the text", "under a condition", "to and fro"} <= key
    for page, count in graph.hubs.items():
        assert any(words.startswith(f"{graph.pages[page].number} ") and str(count) in words for words in key)


def test_it_is_the_same_whatever_order_sets_have(bridge_folder: Path) -> None:
    code = f"""
from pathlib import Path
from explainer import open_pack
from explainer.export.graph.dot import as_dot
from explainer.export.graph.graph import graph_of
from explainer.export.graph.mermaid import as_mermaid
from explainer.export.graph.svg.write import as_svg
graph = graph_of(open_pack(Path({str(bridge_folder)!r})))
print(as_svg(graph), as_dot(graph), as_mermaid(graph))
"""
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(drawn) == 1


def test_thousands_of_pages_are_drawn() -> None:
    """As many as the command takes, and many more as text and in part; the suite's own clock is the judge."""
    read(graph_of(long_pack(2_000)))
    graph = graph_of(long_pack(10_000))
    assert len(graph.pages) == 10_000
    assert as_dot(graph).count("tooltip=") > 10_000
    assert len(read(around(graph, NodeId("p5000"), 3))) > 1


# ---------------------------------------------------------------- where it stands


def assert_readable(layout: Layout) -> None:
    """No card over another, none outside its panel, and no line over a card or along another's line."""
    boxes = sorted(layout.boxes, key=lambda box: box.x)
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.x >= box.x + box.width:
                break
            assert other.y >= box.y + box.height or box.y >= other.y + other.height, (box, other)
    for one, two in ((one, two) for one in layout.frames for two in layout.frames if one is not two):
        apart = one.x + one.width <= two.x or two.x + two.width <= one.x
        assert apart or one.y + one.height <= two.y or two.y + two.height <= one.y
    frames = {
        page: frame
        for frame in layout.frames
        for strip in frame.panel.strips
        for row in strip
        for page in row
    }
    for box in layout.boxes:
        frame = frames[box.card.page.id]
        assert frame.x < box.x
        assert box.x + box.width < frame.x + frame.width
        assert frame.y < box.y
        assert box.y + box.height < frame.y + frame.height
    cards = {box.card.page.id: box for box in boxes}
    for route in layout.routes:
        frame = frames[route.line.upper]
        for page, (x, y) in ((route.line.upper, route.points[0]), (route.line.lower, route.points[-1])):
            box = cards[page]
            assert box.x <= x + 0.01, "a line does not end at its card"
            assert x - 0.01 <= box.x + box.width
            assert box.y <= y + 0.01
            assert y - 0.01 <= box.y + box.height
        for (ax, ay), (bx, by) in pairwise(route.points):
            assert ax == bx or ay == by, "a line is slanted"
            assert frame.x < min(ax, bx)
            assert max(ax, bx) < frame.x + frame.width
            assert frame.y < min(ay, by)
            assert max(ay, by) < frame.y + frame.height
            for box in layout.boxes:
                beside = max(ax, bx) <= box.x + 0.01 or min(ax, bx) >= box.x + box.width - 0.01
                assert beside or max(ay, by) <= box.y + 0.01 or min(ay, by) >= box.y + box.height - 0.01


def along(layout: Layout) -> int:
    """How many pairs of lines of different nets lie on each other for a while."""
    parts: list[tuple[bool, float, float, float, object]] = []
    for route in layout.routes:
        for start, end in pairwise(route.points):
            down = start[0] == end[0]
            low, high = sorted((start[down], end[down]))
            parts.append((down, start[not down], low, high, route.net))
    parts.sort(key=lambda part: part[:2])
    count = 0
    for index, (down, line, low, high, net) in enumerate(parts):
        for other_down, other_line, other_low, other_high, other_net in parts[index + 1 :]:
            if other_down != down or other_line - line > 2:
                break
            count += net != other_net and min(high, other_high) - max(low, other_low) > 1
    return count


@pytest.mark.parametrize("part", PARTS)
def test_nothing_lies_over_anything_in_the_flagship(flagship: Pack, part: str) -> None:
    layout = laid_out(plan(part_of(flagship, part)))
    assert_readable(layout)
    assert along(layout) == 0


@given(sketches())
@examples(80)
def test_nothing_lies_over_anything(sketch: Sketch) -> None:
    assert_readable(laid_out(plan(sketch.graph)))


def test_the_words_of_a_card_stand_inside_it(flagship: Pack) -> None:
    graph = graph_of(flagship)
    for pack_graph in (graph, graph_of(hostile_pack())):
        for box in laid_out(plan(pack_graph)).boxes:
            card = box.card
            room = WIDTH - 2 * card.inset
            assert max(text_width(line, 12.5, bold=True) for line in card.title) <= room + 0.01
            assert len(card.title) <= 3
            assert all(text_width(mark.text, SMALL) <= room for mark in card.marks)
            assert text_width(card.head, SMALL) <= room
    heights = {f"page-{box.card.page.id}": box.height for box in laid_out(plan(graph)).boxes}
    for group in read(graph).iter(f"{SVG}g"):
        for text in group.iter(f"{SVG}text") if group.get("id") else ():
            assert 8 < float(text.get("y", "")) < heights[group.get("id", "")] - 5


def test_the_flagship_keeps_a_shape_that_fits_a_screen(flagship: Pack) -> None:
    layout = laid_out(plan(graph_of(flagship)))
    assert 1 < layout.width / layout.height < 3
    one = laid_out(plan(around(graph_of(flagship), NodeId("meet-eu"), 2)))
    assert 1 < one.width / one.height < 3


# ---------------------------------------------------------------- the pieces


@given(
    st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 200), st.floats(0.01, 5)), min_size=1, max_size=12)
)
@examples(200)
def test_what_is_spread_keeps_its_order_and_distance(items: list[tuple[float, float, float]]) -> None:
    offsets = [sum(room for _, room, _ in items[:index]) for index in range(len(items))]
    places = spread([want for want, _, _ in items], offsets, [weight for _, _, weight in items])
    for (left, low), (right, high) in pairwise(zip(places, offsets, strict=True)):
        assert right - left >= high - low - 1e-6
    if all(b[0] - a[0] >= a[1] for a, b in pairwise(items)):
        assert places == pytest.approx([want for want, _, _ in items])


@given(st.lists(st.tuples(st.integers(50, 2_000), st.integers(50, 2_000)), min_size=1, max_size=9))
@examples(100)
def test_what_is_packed_does_not_overlap_and_is_on_the_sheet(sizes: list[tuple[int, int]]) -> None:
    places, width, height = packed(sizes)
    for (x, y), (wide, high) in zip(places, sizes, strict=True):
        assert 0 <= x <= width - wide + 0.01
        assert 0 <= y <= height - high + 0.01
    panels = [(*place, *size) for place, size in zip(places, sizes, strict=True)]
    for index, (x, y, wide, _) in enumerate(panels):
        for left, top, across, down in panels[:index]:
            assert left + across + BETWEEN <= x or x + wide + BETWEEN <= left or top + down + BETWEEN <= y


@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8).map(" ".join), st.integers(40, 200))
@examples(200)
def test_text_is_broken_to_fit_and_nothing_but_its_end_is_lost(text: str, room: int) -> None:
    plain = " ".join(text.split())
    lines = wrapped(plain, room, 12, 3)
    assert 1 <= len(lines) <= 3
    assert all(text_width(line, 12) <= room + 0.01 for line in lines)
    kept = re.sub(r" ", "", "".join(lines)).removesuffix("…")
    assert plain.replace(" ", "").startswith(kept)
    assert text_width(shortened(plain, room, 12), 12) <= room + 0.01
