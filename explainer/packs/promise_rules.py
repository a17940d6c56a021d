"""What a pack promises in ``pack.yaml``, held against what it does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from explainer.model.diagnostic import Mark, Span
from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.model.pack import BalancePromise, Pack, VoicesPromise, WayIn
from explainer.packs.argued_words import paragraphs, words_argued
from explainer.packs.context import Gathered
from explainer.packs.locate import MANIFEST_FILE
from explainer.packs.story_rules import leads_to
from explainer.packs.words import page_words
from explainer.prose.references import CITATION

WORDS_A_MINUTE = 200
"""How fast a reader is taken to read: somewhat slower than adults read prose silently, 238 words a
minute on average (Brysbaert 2019, Journal of Memory and Language 109), since choices are weighed too."""

MINUTES_OFF = 0.25
"""How far a way's length may be from the minutes it names, as a share of them."""


def check_promises(pack: Pack, gathered: Gathered) -> None:
    """Report each promise that is not kept, and each way in that is not what it says."""
    promises = pack.manifest.promises
    for way in pack.manifest.ways_in:
        if way.route:
            _route(pack, way, gathered)
            _minutes(pack, way, gathered)
    if promises.every_paragraph_cited:
        _paragraphs(pack, gathered)
    if promises.core_on_every_way:
        _core(pack, gathered)
    for voices in promises.voices:
        _voices(pack, voices, gathered)
    for balance in promises.balance:
        _balance(pack, balance, gathered)


def _way_span(way: WayIn, gathered: Gathered) -> Span:
    return gathered.definitions["way in"][way.id]


def _manifest_span() -> Span:
    return Span(MANIFEST_FILE, Mark(1, 1), Mark(1, 1))


# ---------------------------------------------------------------- every paragraph is cited


def _paragraphs(pack: Pack, gathered: Gathered) -> None:
    for node in pack.nodes.values():
        if node.passes:
            continue
        for text in node.texts:
            for paragraph in paragraphs(text.text):
                if not paragraph.lstrip().startswith("#") and not CITATION.search(paragraph):
                    gathered.findings.add(
                        "W601",
                        _where(node, paragraph, gathered),
                        f"a paragraph of the page '{node.id}' rests on no claim: {_opening(paragraph)}",
                        "Cite what it rests on, or end it with [@-] if it states no fact.",
                    )


def _opening(paragraph: str) -> str:
    words = " ".join(paragraph.split())
    if len(words) > 60:
        words = (words[:60].rpartition(" ")[0] or words[:59]) + "…"
    return f"“{words}”"


def _where(node: Node, paragraph: str, gathered: Gathered) -> Span:
    """The line a paragraph begins on, or the page if that can't be told."""
    extent = gathered.extents[node.id]
    first = paragraph.strip("\n").split("\n")[0].strip()
    lines = gathered.findings.lines.get(extent.file, [])
    for number in range(extent.start.line, min(extent.end.line, len(lines)) + 1):
        column = lines[number - 1].find(first)
        if column >= 0:
            return Span(extent.file, Mark(number, column + 1), Mark(number, column + 1 + len(first)))
    return gathered.definitions["node"][node.id]


# ---------------------------------------------------------------- ways in


def _route(pack: Pack, way: WayIn, gathered: Gathered) -> None:
    steps = (way.start, *way.route) if way.route[0] != way.start else way.route
    for here, there in itertools.pairwise(steps):
        if there not in set(leads_to(pack.nodes[here])):
            gathered.findings.add(
                "W603",
                _way_span(way, gathered),
                f"the way '{way.id}' goes from '{here}' to '{there}', and nothing on that page does",
                "Give the page a choice that leads there, or mend the route.",
            )


def _minutes(pack: Pack, way: WayIn, gathered: Gathered) -> None:
    if not way.minutes:
        return
    minutes = route_minutes(pack, way)
    if abs(minutes - way.minutes) > MINUTES_OFF * way.minutes:
        gathered.findings.add(
            "W604",
            _way_span(way, gathered),
            f"the way '{way.id}' says {way.minutes} minutes; its pages take about {minutes:.0f}",
            f"Change the route or the minutes; {WORDS_A_MINUTE} words are counted a minute.",
        )


def route_minutes(pack: Pack, way: WayIn) -> float:
    """How long a way's pages take to read, in minutes."""
    return sum(page_words(pack.nodes[name]) for name in way.route) / WORDS_A_MINUTE


def _core(pack: Pack, gathered: Gathered) -> None:
    core = [claim.id for claim in pack.claims.values() if claim.core]
    for way in pack.manifest.ways_in:
        pages = way.route or tuple(_reachable(pack, way.start))
        met = {claim for name in pages for claim in _sure_claims(pack.nodes[name])}
        for claim in core:
            if claim not in met:
                gathered.findings.add(
                    "W602",
                    _way_span(way, gathered),
                    f"the way '{way.id}' does not meet the core claim '{claim}'",
                    "Lead it over a page that rests on the claim, or cite the claim on one of its pages.",
                )


def _sure_claims(node: Node) -> Iterator[str]:
    """The claims every reader of a page meets: not those of passages that may be hidden."""
    hidden = {id(passage.text) for passage in node.passages[1:]}
    yield from (claim for text in node.texts if id(text) not in hidden for claim in text.claims)


def _reachable(pack: Pack, start: NodeId) -> set[NodeId]:
    reached: set[NodeId] = set()
    todo = [start]
    while todo:
        at = todo.pop()
        if at not in reached:
            reached.add(at)
            todo.extend(leads_to(pack.nodes[at]))
    return reached


# ---------------------------------------------------------------- sides


def _voices(pack: Pack, promise: VoicesPromise, gathered: Gathered) -> None:
    starts = dict.fromkeys((*(way.start for way in pack.manifest.ways_in), pack.manifest.start))
    for start in starts:
        for side in promise.sides:
            deaf = _walk_without(pack, start, side, promise.within)
            if deaf:
                gathered.findings.add(
                    "W605",
                    gathered.definitions["node"][start],
                    f"{promise.within} pages can be read from '{start}' on without a voice of '{side}': "
                    + " → ".join(deaf),
                    "Let one of that side be heard on one of them, under 'voices'.",
                )


def _walk_without(pack: Pack, start: NodeId, side: str, pages: int) -> list[NodeId]:
    """A walk of so many pages on which nobody of a side is heard, or nothing if there is none.

    Every choice counts as open, so that none that exists is overlooked. Pages that are passed
    without being read count for none.
    """
    came_from: list[dict[NodeId, NodeId | None]] = [dict.fromkeys(_shown(pack, start, side))]
    for _ in range(pages - 1):
        layer: dict[NodeId, NodeId | None] = {}
        for here in came_from[-1]:
            for there in leads_to(pack.nodes[here]):
                for page in _shown(pack, there, side):
                    layer.setdefault(page, here)
        came_from.append(layer)
    if not came_from[-1]:
        return []
    at: NodeId | None = next(iter(came_from[-1]))
    walk: list[NodeId] = []
    for layer in reversed(came_from):
        assert at is not None
        walk.append(at)
        at = layer[at]
    return walk[::-1]


def _shown(pack: Pack, name: NodeId, side: str) -> Iterator[NodeId]:
    """The page a reader sees on going there, if the side is not heard on it: itself, or past diverts."""
    todo, passed = [name], set[NodeId]()
    while todo:
        at = todo.pop()
        node = pack.nodes[at]
        if at in passed:
            continue
        passed.add(at)
        todo.extend(divert.to for divert in node.diverts)
        if not node.passes and all(pack.actors[voice].side != side for voice in node.voices):
            yield at


def _balance(pack: Pack, promise: BalancePromise, gathered: Gathered) -> None:
    words = words_argued(pack)
    given = {side: words[side] for side in promise.sides}
    most = max(given.values())
    if most and most - min(given.values()) > most * promise.within / 100:
        told = ", ".join(f"'{side}' {count:,}" for side, count in given.items())
        gathered.findings.add(
            "W606",
            _manifest_span(),
            f"the words given to the arguments differ by more than {promise.within} per cent: {told}",
            "Give the shorter one its best form, or cut the longer one.",
        )
