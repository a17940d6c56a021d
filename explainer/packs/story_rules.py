"""What can only be seen on the whole story and keeps it from being opened: dead ends, hindsight, circles.

What need not keep it from being opened is a rule, in ``rules``.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from explainer.model.condition import AddTo, Effect, SetVariable
from explainer.model.diagnostic import Span
from explainer.model.ids import NodeId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Pack
from explainer.packs.context import Gathered
from explainer.packs.locate import MANIFEST_FILE


def check_story(pack: Pack, gathered: Gathered) -> None:
    """Report what is wrong with a story whose parts are each in order."""
    _dead_ends(pack, gathered)
    _hindsight(pack, gathered)
    _circles(pack, gathered)
    _variables(pack, gathered)
    _early_tellers(pack, gathered)
    _expectations(pack, gathered)


def _at(gathered: Gathered, kind: str, name: str) -> Span:
    return gathered.definitions[kind][name]


def _dead_ends(pack: Pack, gathered: Gathered) -> None:
    for node in pack.nodes.values():
        if not (node.ending or node.choices or node.fork):
            unconditional = any(divert.when is None for divert in node.diverts)
            if not unconditional:
                gathered.findings.add(
                    "E401",
                    _at(gathered, "node", node.id),
                    f"the page '{node.id}' has no choices and is no ending",
                    "Add 'ending: true' as well: its kind says what it is, not that the story may end."
                    if node.kind is NodeKind.ENDING
                    else "Add choices, or 'ending: true' if the story may end here.",
                )


def _hindsight(pack: Pack, gathered: Gathered) -> None:
    late: dict[tuple[str, str], str] = {}
    for node in pack.nodes.values():
        if node.ahead:
            continue
        for claim_id in node.claims:
            claim = pack.claims[claim_id]
            if claim.known_from.first_day > node.date:
                late[node.id, claim_id] = (
                    f"the claim '{claim_id}' is known only from {claim.known_from}, "
                    f"after the page's date {node.date}"
                )
    if not late:
        return
    pages: dict[str, list[tuple[Span, str]]] = {}
    for page, extent in gathered.extents.items():
        pages.setdefault(extent.file, []).append((extent, page))
    for link in gathered.links:
        if link.kind != "claim":
            continue
        message = late.pop((_page_of(link.span, pages.get(link.span.file, [])), link.target), "")
        if message:
            gathered.findings.add(
                "E405",
                link.span,
                message,
                "Rest it on something known by then, move the page's date, or mark it 'ahead: true'.",
            )


def _page_of(span: Span, pages: list[tuple[Span, str]]) -> str:
    """The page a span lies in; a file's pages are in the order they stand."""
    index = bisect.bisect_right(pages, span.start, key=lambda item: item[0].start) - 1
    return pages[index][1] if index >= 0 and span.start <= pages[index][0].end else ""


def _circles(pack: Pack, gathered: Gathered) -> None:
    settled: set[NodeId] = set()
    for start in pack.nodes:
        trail: dict[NodeId, None] = {}
        at = start
        while at not in settled and at not in trail:
            trail[at] = None
            following = _sure_divert(pack.nodes[at])
            if following is None:
                break
            at = following
        else:
            if at in trail:
                walked = list(trail)
                circle = walked[walked.index(at) :]
                gathered.findings.add(
                    "E407",
                    _at(gathered, "node", circle[0]),
                    f"pages divert in a circle: {' → '.join([*circle, circle[0]])}",
                    "Let one of them be shown.",
                )
        settled.update(trail)


def _sure_divert(node: Node) -> NodeId | None:
    first = node.diverts[0] if node.diverts else None
    return first.to if first and first.when is None else None


def _variables(pack: Pack, gathered: Gathered) -> None:
    variables = pack.manifest.variables
    for node in pack.nodes.values():
        for effect in _effects(node):
            if isinstance(effect, (SetVariable, AddTo)):
                counts = not isinstance(variables[effect.variable], bool)
                wants = isinstance(effect, AddTo) or not isinstance(effect.value, bool)
                if counts != wants:
                    kind = "a number" if counts else "true or false"
                    gathered.findings.add(
                        "E408",
                        _at(gathered, "node", node.id),
                        f"an effect on this page does not fit '{effect.variable}', which is {kind}",
                        "Give it the kind of value it starts with in pack.yaml.",
                    )


def _effects(node: Node) -> Iterator[Effect]:
    yield from node.effects
    for choice in node.choices:
        yield from choice.effects


def _early_tellers(pack: Pack, gathered: Gathered) -> None:
    """Ways in that begin on a page which tells what happened at a fork: its forecast is lost."""
    starts = {pack.manifest.start, *(way.start for way in pack.manifest.ways_in)}
    for link in gathered.links:
        if link.kind == "node" and link.span.file == MANIFEST_FILE and link.target in starts:
            forks = pack.told_by.get(NodeId(link.target), ())
            if forks:
                gathered.findings.add(
                    "E413",
                    link.span,
                    f"the page '{link.target}' tells what happened at the fork '{forks[0]}'",
                    "Begin on a page before the fork.",
                )


def _expectations(pack: Pack, gathered: Gathered) -> None:
    """Expectations are of the story's first day, and what came of them is later."""
    as_of = pack.manifest.as_of
    for item in pack.expectations.values():
        expected = pack.claims[item.expected].known_from
        if expected.first_day > as_of:
            gathered.findings.add(
                "E414",
                _at(gathered, "expectation", item.id),
                f"the claim '{item.expected}' is known only from {expected}, after the story's date {as_of}",
                "Name a claim of what was expected by then.",
            )
        for claim in item.came:
            came = pack.claims[claim].known_from
            if came.first_day <= as_of:
                gathered.findings.add(
                    "E414",
                    _at(gathered, "expectation", item.id),
                    f"the claim '{claim}' was known from {came}, so it does not tell what came after {as_of}",
                    "Name claims known only later.",
                )
