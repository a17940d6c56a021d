"""A graph as Mermaid and as DOT: well formed whatever titles hold, and nothing of it lost."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from html import unescape

import pydot
import pytest
from hypothesis import given

from explainer.export.graph.dot import as_dot
from explainer.export.graph.graph import Graph, graph_of
from explainer.export.graph.mermaid import MOST_LETTERS, MOST_LINES, as_mermaid, lines_in
from explainer.export.graph.part import around, of_chapter
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.prose.clean import REFUSED
from tests.graph_packs import Sketch, hostile_pack, sketches
from tests.strategies import examples

Pair = tuple[str, str]


def pairs(graph: Graph) -> set[Pair]:
    """The ways from the pages that are drawn."""
    return {(way.start, way.to) for way in graph.ways if way.start in graph.pages}


def marked(graph: Graph, page: str, label: list[str]) -> Iterator[Pair]:
    """The ways that the lines of a label mark, by the numbers of the pages they lead to."""
    by_number = {str(other.number): other.id for other in graph.every.values()}
    numbers = False
    for line in label:
        lead, arrow, rest = line.rpartition("→ ")
        if arrow and lead in ("", "if ", "link ", "on ", "if link ", "if on "):
            numbers = True
        elif not numbers or not re.fullmatch(r"[\d, ]+", line):
            numbers = False
            continue
        yield from ((page, by_number[number]) for number in re.findall(r"\d+", rest))


# ---------------------------------------------------------------- Mermaid

TEXT = r"(?:[A-Za-z0-9 .,?!'()\u0080-\U0010ffff-]|#\d+;|<br/>|</?[bi]>)*"
"""What a label may hold: letters, codes, and the three tags that are ours."""

NODE = re.compile(rf'  (n\d+)(\[|\[\[|\[/|>|\{{\{{|\(|\(\[)"({TEXT})"(\]|\]\]|/\]|\}}\}}|\)|\]\))')
EDGE = re.compile(r"  (n\d+) (<?)(--|==|-\.-)>(\|if\|)? (n\d+)")
NAME = re.compile(r"  %% (n\d+) ([a-z0-9-]+)")
CLOSED_BY = {"[": "]", "[[": "]]", "[/": "/]", ">": "]", "{{": "}}", "(": ")", "([": "])"}
OTHERS = (
    re.compile(r"flowchart TB"),
    re.compile(rf'  key\["{TEXT}"\]'),
    re.compile(rf'  subgraph c\d+\["{TEXT}"\]'),
    re.compile(r"  direction TB"),
    re.compile(r"  end"),
    re.compile(r"  ([cn])\d+ ~~~ \1\d+"),
    re.compile(r"  linkStyle \d+(,\d+)* stroke-dasharray:1 4"),
    re.compile(r"  classDef [a-z]+ [a-z#0-9:,-]+(?: 3)?[a-z#0-9:,-]*"),
    re.compile(r"  class [nc]\d+(,[nc]\d+)* [a-z]+"),
    re.compile(r"  class key key"),
)
"""Every other line there is."""


def shown(label: str) -> list[str]:
    """The lines of a label as they are seen."""
    plain = re.sub(r"</?[bi]>", "", label).split("<br/>")
    return [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), line) for line in plain]


def read_mermaid(graph: Graph, text: str) -> tuple[dict[str, list[str]], set[Pair]]:
    """The labels by page, and every way by a line or a mark; fails at a line that is not ours."""
    names: dict[str, str] = {}
    labels: dict[str, list[str]] = {}
    found: list[Pair] = []
    open_clusters = 0
    for line in text.removesuffix("\n").split("\n"):
        if name := NAME.fullmatch(line):
            names[name[1]] = name[2]
        elif node := NODE.fullmatch(line):
            assert CLOSED_BY[node[2]] == node[4]
            page = names[node[1]]
            assert page not in labels
            labels[page] = shown(node[3])
            found += marked(graph, page, labels[page])
        elif edge := EDGE.fullmatch(line):
            found.append((names[edge[1]], names[edge[5]]))
            found += [(names[edge[5]], names[edge[1]])] if edge[2] else []
        else:
            assert any(other.fullmatch(line) for other in OTHERS), line
            open_clusters += line.startswith("  subgraph ")
            open_clusters -= line == "  end"
        assert 0 <= open_clusters <= 1
    assert len(found) == len(set(found))
    return labels, set(found)


def assert_mermaid(graph: Graph) -> dict[str, list[str]]:
    text = as_mermaid(graph)
    assert REFUSED.search(text) is None
    labels, found = read_mermaid(graph, text)
    assert set(labels) == set(graph.pages)
    assert found == pairs(graph)
    return labels


def test_mermaid_of_the_small_pack(bridge: Pack) -> None:
    lines = as_mermaid(graph_of(bridge)).split("\n")
    assert lines[2:15] == [
        '  subgraph c1["The vote"]',
        "  direction TB",
        "  %% n1 square",
        '  n1["1 #183; start#58; Five minutes<br/><b>The square</b><br/>→ 5"]'.replace("#183;", "·"),
        "  %% n2 what-next",
        '  n2{{"2 · fork<br/><b>What happens next?</b>"}}',
        "  %% n3 signed",
        '  n3("3 · what happened<br/><b>She signed</b><br/>→ 4")',
        "  %% n4 refused",
        '  n4[/"4 · road not taken<br/><b>If she had refused</b><br/>from 1 more page"/]',
        "  %% n5 home",
        '  n5(["5 · ending<br/><b>Home</b><br/>from 1 more page"])',
        "  end",
    ]
    assert lines[15:20] == ["  n1 <--> n2", "  n2 ==> n3", "  n2 ==> n4", "  n3 --> n5", "  n4 --> n5"]


@given(sketches())
@examples(60)
def test_mermaid_has_every_page_and_way(sketch: Sketch) -> None:
    assert_mermaid(sketch.graph)


def test_mermaid_of_the_flagship_has_every_page_and_way_and_can_be_drawn(flagship: Pack) -> None:
    graph = graph_of(flagship)
    assert_mermaid(graph)
    text = as_mermaid(graph)
    assert len(text) <= MOST_LETTERS
    assert 0 < lines_in(text) <= MOST_LINES
    assert lines_in(text) == sum(
        bool(re.match(r"  \w+ <?(--|==|-\.-|~~~)", line)) for line in text.split("\n")
    )
    assert_mermaid(around(graph, NodeId("fork-council"), 2))
    assert_mermaid(of_chapter(graph, "people"))


def test_no_title_breaks_mermaid() -> None:
    graph = graph_of(hostile_pack())
    labels = assert_mermaid(graph)
    for page in graph.pages.values():
        title = page.title.replace("ﬂ", "fl").replace("¶ß", "¶\u200dß")
        start = title[:20].rpartition(" ")[0] or title[:20]
        assert start.replace(" ", "") in "".join(labels[page.id][1:]).replace(" ", "")
    assert max(map(len, as_mermaid(graph).split("\n"))) < 2_000


# ---------------------------------------------------------------- DOT


def read_dot(graph: Graph, text: str) -> tuple[dict[str, list[str]], set[Pair]]:
    """The same of DOT, read by its own parser."""
    with warnings.catch_warnings():
        # It uses names that its own parser calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        parsed = pydot.graph_from_dot_data(text)
    assert parsed is not None
    [whole] = parsed
    parts = [whole, *whole.get_subgraphs()]
    labels: dict[str, list[str]] = {}
    found: list[Pair] = []
    for node in (node for part in parts for node in part.get_nodes()):
        page = node.get_name().strip('"')
        if page in ("graph", "node", "edge", "the key") and not node.get_name().startswith('"g'):
            continue
        label = str(node.get("label")).removeprefix("<").removesuffix('<BR ALIGN="LEFT"/>>')
        lines = [re.sub(r"<[^>]*>", "", line) for line in label.split('<BR ALIGN="LEFT"/>')]
        assert page not in labels
        labels[page] = [unescape(line).replace("\\\\", "\\") for line in lines]
        found += marked(graph, page, labels[page])
    for edge in (edge for part in parts for edge in part.get_edges()):
        if edge.get("style") == "invis":
            continue
        start, to = str(edge.get_source()).strip('"'), str(edge.get_destination()).strip('"')
        found += [(start, to)] if edge.get("dir") != "back" else []
        found += [(to, start)] if edge.get("dir") in ("back", "both") else []
    assert len(found) == len(set(found))
    return labels, set(found)


def assert_dot(graph: Graph) -> dict[str, list[str]]:
    text = as_dot(graph)
    assert REFUSED.search(text) is None
    assert not re.search(r"\b(?:URL|href|target)=", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text))
    labels, found = read_dot(graph, text)
    assert set(labels) == set(graph.pages)
    assert found == pairs(graph)
    return labels


def test_dot_of_the_small_pack(bridge: Pack) -> None:
    text = as_dot(graph_of(bridge))
    assert '  subgraph "cluster vote" {\n    graph [label="The vote"' in text
    assert '    "what-next" [label=<<FONT POINT-SIZE="9">2 · fork</FONT>' in text
    assert "shape=hexagon" in text
    assert '  "square" -> "what-next" [dir=both, tooltip="square → what-next, by choice: “Ask' in text
    assert '  "what-next" -> "refused" [penwidth=2.2, tooltip="what-next → refused, from a fork"]' in text


@given(sketches())
@examples(12)
def test_dot_has_every_page_and_way(sketch: Sketch) -> None:
    assert_dot(sketch.graph)


@pytest.mark.parametrize("chapter", ["", "forks"])
def test_dot_of_the_flagship_has_every_page_and_way(flagship: Pack, chapter: str) -> None:
    graph = graph_of(flagship)
    assert_dot(of_chapter(graph, chapter) if chapter else graph)


def test_no_title_breaks_dot() -> None:
    graph = graph_of(hostile_pack())
    labels = assert_dot(graph)
    for page in graph.pages.values():
        start = page.title[:20].rpartition(" ")[0] or page.title[:20]
        assert start.replace(" ", "") in "".join(labels[page.id][1:]).replace(" ", "")
