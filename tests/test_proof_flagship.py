"""The shipped pack proved, against readings by chance; and spaces against every state there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.model.condition import Condition
from explainer.model.node import Choice
from explainer.model.pack import Pack
from explainer.proof.answers import Searcher
from explainer.proof.facts import facts_of
from explainer.proof.proof import prove
from explainer.proof.walks import walk
from explainer.proof.ways import Graph
from tests.every_move import TooMany, search
from tests.small_stories import story_from
from tests.strategies import examples


@examples(30)
@given(st.integers(0, 100_000))
def test_every_state_of_the_engine_is_one_of_the_space(seed: int) -> None:
    pack = story_from(seed)
    try:
        found = search(pack, most=250)
    except TooMany:
        return
    graph = Graph(pack)
    asked: list[Condition | None] = [way.when for page in graph.pages.values() for way in page.ways]
    asked += [when for page in graph.pages.values() for _, when in page.diverts]
    asked += [when for page in graph.pages.values() for _, when in page.claims]
    asked += [passage.when for node in pack.nodes.values() for passage in node.passages]
    facts = set(facts_of(*asked))
    for page in graph.pages.values():
        facts |= {fact for way in page.ways for fact in (way.shuts, way.closes) if fact}
    explored = Searcher(graph).explore(facts)
    space = explored.moves.space
    states = {(explored.node(at), explored.facts[at]): at for at in range(len(explored))}
    real = {(state.node, space.of(state)) for state in found.states}
    assert real <= states.keys()
    # More are allowed only where somebody would have to be asked of what may not be told yet.
    assert {name for name, at in states.items() if explored.is_sure(at)} <= real


def test_readings_by_chance_and_the_proof_agree_on_what_can_be_reached(flagship: Pack) -> None:
    graph = Graph(flagship)
    short, long = walk(graph, 9_940, moves=4), walk(graph, 60)
    assert short.count + long.count == 10_000
    assert short.visited | long.visited == graph.led_to == set(flagship.nodes)
    assert short.stuck == long.stuck == short.circles == long.circles == {}


def test_the_shipped_pack_is_proved(flagship: Pack) -> None:
    proof = prove(flagship)
    assert (proof.unreached, proof.stuck, proof.circles) == ([], {}, {})
    assert proof.traps.proved
    assert proof.traps.entrances == {}
    assert (proof.never, [item.node for item in proof.always if isinstance(item.gate, Choice)]) == ([], [])
    assert proof.doubts == []
