"""Packs to be drawn: of any shape, and with titles that a format could take for its own signs."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from explainer.export.graph.graph import Graph, graph_of
from explainer.export.graph.part import around, of_chapter
from explainer.model.condition import Visited
from explainer.model.ids import NodeId
from explainer.model.node import Divert, NodeKind, Passage
from explainer.model.pack import Chapter, Pack
from tests.strategies import choice, fork, node, pack_of, prose
from tests.strategies_prose import NASTY_WORDS

HOSTILE = (
    *NASTY_WORDS, '"', "#quot;", "#35;", "&amp;", "&#60;", "end", "1. one", "- x", "`code`", '"`md`"', "-->",
    "%% x", "%%{init: {}}%%", ";", "style x:#f00;", "classDef a:#b;", "</b><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "\\N", "\\G", "\\", 'a\\"b', "ﬂ°°60¶ß", "ﬂ°lt¶ß", "]]>", "<!--",
    "subgraph", 'click n1 href "x"', "$$x$$", "x" * 4_000, "**bold**", "{{", "}}", "[[x]]", '(("',
    "fa:fa-car", "javascript:alert(1)", "\u202eabc", "\x1b[31mred", "\x00", "\x07\x9b", "\ud800", "\ufffe",
    "a\tb\nc", "\u2028",
)  # fmt: skip
"""Titles nobody means well with; controls can't be in a pack, and are as harmless if they were."""


def hostile_pack() -> Pack:
    """A pack that says such words in every place a drawing shows."""
    names = [f"p{number}" for number in range(len(HOSTILE))]
    nodes = [
        node(
            name,
            choices=[
                choice(names[(number + 1) % len(names)], "a", text=HOSTILE[number]),
                choice(names[number // 2], "b", text=HOSTILE[-number]),
            ],
            title=f"{HOSTILE[number]} {HOSTILE[-number - 1]}",
            chapter=f"c{number % 3}",
        )
        for number, name in enumerate(names)
    ]
    chapters = tuple(Chapter(f"c{number}", " ".join(HOSTILE[number::9])) for number in range(3))
    return pack_of(nodes, title=" ".join(HOSTILE), chapters=chapters)


def pack_to_draw(seed: int) -> Pack:
    """A pack of up to sixty pages: some in a chain, some in a crowd, some that all lead to one."""
    chance = Random(seed)
    names = [f"p{number}" for number in range(chance.randint(1, 60))]
    crowd = chance.choice((1, 3, 8))
    told = names[1:] or names

    def ways(number: int) -> set[str]:
        near = [names[max(0, min(len(names) - 1, number + chance.randint(-4, 4)))] for _ in range(crowd)]
        return {*near, chance.choice(names), *([names[0]] if chance.randrange(3) == 0 else [])}

    def perhaps() -> Visited | None:
        return Visited(NodeId(chance.choice(names))) if chance.randrange(3) == 0 else None

    nodes = [
        node(
            name,
            choices=[choice(to, when=perhaps()) for to in sorted(ways(number))[: chance.randint(0, 9)]],
            passages=[Passage(prose(f"[There](node:{chance.choice(names)})."), perhaps())],
            diverts=(Divert(NodeId(chance.choice(names)), perhaps()),) if chance.randrange(2) else (),
            fork=fork(chance.choice(told), chance.choice(told)) if number % 9 == 8 else None,
            kind=chance.choice(list(NodeKind)),
            title=" ".join(chance.choices(("A", "road", "of", *HOSTILE[:40]), k=chance.randint(1, 9))),
            chapter=f"c{chance.randrange(1 + number // 15)}",
        )
        for number, name in enumerate(names)
    ]
    chapters = tuple(Chapter(f"c{number}", f"Chapter {number}") for number in range(chance.randint(1, 5)))
    return pack_of(nodes, chapters=chapters)


def long_pack(count: int) -> Pack:
    """A pack of so many pages, each of which leads on, near by, far off, and back to the first."""
    chance = Random(count)
    nodes = []
    for number in range(count):
        near = {min(count - 1, number + 1), max(0, number - chance.randrange(30)), 0}
        ways = [choice(f"p{to}") for to in sorted({*near, chance.randrange(count)})]
        nodes.append(node(f"p{number}", choices=ways, chapter=f"c{number // 500}"))
    chapters = tuple(Chapter(f"c{number}", f"Part {number}") for number in range(count // 500))
    return pack_of(nodes, chapters=chapters)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a graph is made of, short enough to be shown where a test fails."""

    seed: int
    part: str

    @property
    def graph(self) -> Graph:
        """The graph of a pack, whole or in part."""
        graph = graph_of(pack_to_draw(self.seed))
        page = Random(self.seed).choice(list(graph.pages.values()))
        if self.part == "chapter" and page.chapter:
            return of_chapter(graph, page.chapter)
        return around(graph, page.id, 2) if self.part == "around" else graph


def sketches() -> st.SearchStrategy[Sketch]:
    """Graphs of any shape."""
    return st.builds(Sketch, st.integers(0, 2**32), st.sampled_from(("whole", "chapter", "around")))
