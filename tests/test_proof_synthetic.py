"""A thousand pages and eight flags are proved to the end, with few states and no doubts."""

from __future__ import annotations

from explainer.model.ids import NodeId
from explainer.proof.answers import Searcher
from explainer.proof.explore import LIMIT
from explainer.proof.facts import Fact, FactKind
from explainer.proof.proof import prove
from explainer.proof.ways import Graph
from explainer.proof.witness import replay
from explainer.story.engine import variable_value
from tests.benchmarks.synthetic import key, synthetic
from tests.every_move import is_stuck

GATE = 700


def test_all_is_proved_of_a_sound_story() -> None:
    proof = prove(synthetic())
    assert proof.doubts == []
    assert (proof.unreached, proof.stuck, proof.circles) == ([], {}, {})
    assert (proof.never, proof.always) == ([], [])
    assert (proof.traps.entrances, proof.traps.proved) == ({}, True)
    # Flags are told apart only where they matter: of the quarter of a million states there could be
    # no search needs more than there are pages.
    assert proof.largest == 1_000
    assert proof.states <= 5_000


def test_every_flag_can_be_told_apart_within_the_limit() -> None:
    flags = [Fact(FactKind.VARIABLE, key(number)) for number in range(8)]
    explored = Searcher(Graph(synthetic())).explore(flags)
    assert 10_000 < len(explored) < LIMIT
    assert len(set(explored.facts)) > 100


def test_a_gate_that_asks_for_every_flag_is_found_shut() -> None:
    pack = synthetic(gate=GATE)
    proof = prove(pack)
    page = NodeId(f"page-{GATE}")
    assert [doubt.words for doubt in proof.doubts if "condition" not in doubt.words] == []
    assert set(proof.stuck) == {page}
    state, steps = replay(pack, proof.stuck[page])
    assert state.node == page
    assert is_stuck(pack, state)
    assert not all(variable_value(pack, state, key(number)) for number in range(8))
    assert len(steps) < GATE
    assert proof.traps.proved
    assert page in proof.traps.entrances
