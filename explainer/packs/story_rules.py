"""What can only be seen on the whole story: dead ends, hindsight, circles, lost pages."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from explainer.model.condition import AddTo, Effect, SetVariable
from explainer.model.diagnostic import Span
from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.model.prose import Prose
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
    _lost_pages(pack, gathered)
    _unused_claims(pack, gathered)
    _unshown_misconceptions(pack, gathered)


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
                    "Add choices, or 'ending: true' if the story may end here.",
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


def leads_to(node: Node) -> Iterator[NodeId]:
    """Every page a reader may come to next, open or not."""
    yield from (choice.to for choice in node.choices)
    yield from (divert.to for divert in node.diverts)
    for passage in node.passages:
        yield from passage.text.nodes
    if node.fork:
        yield node.fork.resolution
        yield from (option.road for option in node.fork.options if option.road)


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


def _lost_pages(pack: Pack, gathered: Gathered) -> None:
    manifest = pack.manifest
    todo = [manifest.start, *(way.start for way in manifest.ways_in)]
    todo += [actor.node for actor in pack.actors.values() if actor.node]
    todo += [place.node for place in pack.places.values() if place.node]
    reached: set[NodeId] = set()
    while todo:
        at = todo.pop()
        if at not in reached:
            reached.add(at)
            todo.extend(leads_to(pack.nodes[at]))
    for node_id in pack.nodes:
        if node_id not in reached:
            gathered.findings.add(
                "W501",
                _at(gathered, "node", node_id),
                f"no way leads to the page '{node_id}'",
                "Link it from another page, or take it out.",
            )


def _texts(pack: Pack) -> Iterator[Prose]:
    for node in pack.nodes.values():
        yield from node.texts
    yield from (actor.text for actor in pack.actors.values())
    yield from (place.text for place in pack.places.values())
    yield from (term.text for term in pack.terms.values())
    for position in pack.positions.values():
        yield position.position
        yield position.reason


def _unused_claims(pack: Pack, gathered: Gathered) -> None:
    used = {claim for text in _texts(pack) for claim in text.claims}
    used |= {claim for item in pack.expectations.values() for claim in (item.expected, *item.came)}
    for claim_id in pack.claims:
        if claim_id not in used:
            gathered.findings.add(
                "W502",
                _at(gathered, "claim", claim_id),
                f"no page rests on the claim '{claim_id}'",
                "Cite it, or take it out.",
            )


def _unshown_misconceptions(pack: Pack, gathered: Gathered) -> None:
    shown = {item for card in pack.cards.values() for item in card.shows}
    for name in pack.misconceptions:
        if name not in shown:
            gathered.findings.add(
                "W505",
                _at(gathered, "misconception", name),
                f"no wrong answer shows the misconception '{name}'",
                "Name it under 'shows' of an option that somebody who believes it would choose.",
            )
