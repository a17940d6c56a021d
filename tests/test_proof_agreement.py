"""Proofs against every state there is, on packs made at random, and against readings by chance."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.model.condition import (
    AddTo,
    Advance,
    All,
    Chosen,
    Compares,
    Comparison,
    Condition,
    Forecasted,
    Not,
    OnOrAfter,
    SetVariable,
    Visited,
)
from explainer.model.condition import (
    Any as AnyOf,
)
from explainer.model.ids import ChoiceId, NodeId, OptionId
from explainer.model.node import Choice, Divert, Fork, ForkOption, Node, NodeKind, Passage
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.packs.gates import gated_pages
from explainer.packs.load import read_pack
from explainer.proof.answers import Searcher
from explainer.proof.facts import facts_of
from explainer.proof.proof import prove
from explainer.proof.walks import walk
from explainer.proof.ways import Graph
from explainer.proof.witness import replay
from explainer.story.engine import offers
from tests.brute_force import can_end, search, truths

BASE = Path(__file__).with_name("packs") / "base"
FIRST = datetime.date(2024, 5, 2)
LATER = datetime.date(2024, 6, 1)
FORK, TOLD, ROAD = NodeId("fork"), NodeId("told"), NodeId("road")


@st.composite
def conditions(draw: st.DrawFn, pages: list[NodeId], depth: int = 2) -> Condition:
    kind = draw(st.integers(0, 9 if depth else 6))
    page = draw(st.sampled_from(pages))
    if kind <= 1:
        return Visited(page, draw(st.sampled_from([1, 1, 2])))
    if kind == 2:
        return Chosen(page, ChoiceId("c0"))
    if kind == 3:
        return Compares("key", Comparison.IS, draw(st.booleans()))
    if kind == 4:
        return Compares("count", draw(st.sampled_from(list(Comparison))), draw(st.integers(0, 2)))
    if kind == 5:
        return OnOrAfter(LATER)
    if kind == 6:
        return Forecasted(FORK, draw(st.booleans())) if FORK in pages else Visited(page)
    if kind == 7:
        return Not(draw(conditions(pages, depth - 1)))
    parts = tuple(draw(st.lists(conditions(pages, depth - 1), min_size=1, max_size=3)))
    return All(parts) if kind == 8 else AnyOf(parts)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    pack, _ = read_pack(BASE)
    assert pack
    with_fork = draw(st.booleans())
    pages = [NodeId(f"p{number}") for number in range(draw(st.integers(2, 5)))]
    every = [*pages, FORK, TOLD, ROAD] if with_fork else pages
    maybe = st.one_of(st.none(), st.none(), conditions(every))
    effects = st.one_of(
        st.just(()),
        st.just(()),
        st.builds(lambda value: (SetVariable("key", value),), st.booleans()),
        st.just((AddTo("count", 1),)),
        st.just((Advance(LATER),)),
    )
    nodes: dict[NodeId, Node] = {}
    for name in every:
        ending = name == pages[-1] and draw(st.integers(0, 3)) > 0
        targets = [page for page in every if page != ROAD]
        choices = tuple(
            Choice(
                ChoiceId(f"c{number}"),
                "On",
                draw(st.sampled_from(targets)),
                draw(maybe),
                once=draw(st.integers(0, 5)) == 0,
                effects=draw(effects),
            )
            for number in range(draw(st.integers(1, 2)))
        )
        links = tuple(draw(st.lists(st.sampled_from(targets), max_size=1)))
        passages = (
            Passage(Prose("text")),
            Passage(Prose("text", nodes=links), draw(conditions(every))),
        )
        diverts = (
            (Divert(draw(st.sampled_from(targets)), draw(conditions(every))),)
            if name != pages[0] and draw(st.integers(0, 4)) == 0
            else ()
        )
        fork = None
        if name == FORK:
            options = (
                ForkOption(OptionId("a"), "A", Prose("for"), Prose("against"), happened=True),
                ForkOption(OptionId("b"), "B", Prose("for"), Prose("against"), road=ROAD),
            )
            fork = Fork("Which?", options, TOLD)
        nodes[name] = Node(
            name,
            "Page",
            NodeKind.FORK if fork else NodeKind.SCENE,
            passages,
            FIRST,
            choices=() if ending else choices,
            effects=draw(effects),
            diverts=() if ending or fork else diverts,
            fork=fork,
            ending=ending,
        )
    manifest = replace(
        pack.manifest, start=pages[0], ways_in=(), as_of=FIRST, variables={"key": False, "count": 0}
    )
    return replace(
        pack,
        manifest=manifest,
        nodes=nodes,
        told_by={TOLD: (FORK,), ROAD: (FORK,)} if with_fork else {},
        passing=(),
        gated=gated_pages(manifest, nodes),
        actors={},
        places={},
        positions={},
    )


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs())
def test_what_is_proved_is_what_every_state_shows(pack: Pack) -> None:
    found = search(pack)
    if found is None:
        return
    proof = prove(pack)
    story = [doubt.words for doubt in proof.doubts if "condition" not in doubt.words]
    assert story == []
    never_visited = proof.graph.led_to - found.visited
    assert set(proof.unreached) <= never_visited
    # A page that is entered only to divert in a circle is not out of reach; it is told of as a circle.
    assert found.circles or set(proof.unreached) == never_visited
    assert set(proof.stuck) == found.stuck
    for node, witness in proof.stuck.items():
        state, _ = replay(pack, witness)
        assert state.node == node
        assert not any(offer.open for offer in offers(pack, state))
    if any(node.ending for node in pack.nodes.values()):
        lost = found.lost(pack)
        assert bool(proof.traps.entrances) == bool(lost)
        for node, witness in proof.traps.entrances.items():
            state, _ = replay(pack, witness)
            assert state.node == node
            assert not can_end(pack, state)
    assert bool(proof.circles) == found.circles
    # Those who come by a page's name are asked about conditions too, so only this way round.
    for item in proof.never:
        if item.gate not in pack.nodes[item.node].diverts:
            assert True not in truths(pack, found, item.node, item.condition)
    for item in proof.always:
        assert False not in truths(pack, found, item.node, item.condition)


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs())
def test_every_state_of_the_engine_is_one_of_the_space(pack: Pack) -> None:
    found = search(pack)
    if found is None:
        return
    graph = Graph(pack)
    asked: list[Any] = [way.when for page in graph.pages.values() for way in page.ways]
    asked += [when for page in graph.pages.values() for _, when in page.diverts]
    asked += [passage.when for node in pack.nodes.values() for passage in node.passages]
    searcher = Searcher(graph)
    shuts = {way.shuts for page in graph.pages.values() for way in page.ways if way.shuts}
    closes = {way.closes for page in graph.pages.values() for way in page.ways if way.closes}
    explored = searcher.explore(facts_of(*asked) | shuts | closes)
    space = explored.moves.space
    states = {(explored.node(at), explored.facts[at]) for at in range(len(explored))}
    assert states == {(state.node, space.of(state)) for state in found.states.values()}


def test_readings_by_chance_meet_no_page_that_is_out_of_reach(flagship: Pack) -> None:
    graph = Graph(flagship)
    assert graph.led_to == set(flagship.nodes)
    short, long = walk(graph, 10_000, moves=4), walk(graph, 40)
    assert short.count == 10_000
    assert short.visited | long.visited <= graph.led_to
    assert len(long.visited) > 100
    assert short.stuck == long.stuck == short.circles == long.circles == {}


def test_the_shipped_pack_is_proved(flagship: Pack) -> None:
    proof = prove(flagship)
    assert (proof.unreached, proof.stuck, proof.circles) == ([], {}, {})
    assert proof.traps.proved
    assert proof.traps.entrances == {}
    assert (proof.never, [item.node for item in proof.always if isinstance(item.gate, Choice)]) == ([], [])
    # What is left open is whether some conditions of recaps make a difference, and nothing else.
    assert all("condition" in doubt.words for doubt in proof.doubts)
