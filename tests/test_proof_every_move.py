"""Proofs held against every move there is, on small stories full of gates, and cases they once got wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.model.condition import All, Any, Not, Visited
from explainer.model.date import PartialDate
from explainer.model.ids import NodeId
from explainer.model.node import Divert
from explainer.model.pack import Pack
from explainer.proof.plan import alternatives
from explainer.proof.proof import Gated, Proof, gated, prove
from explainer.proof.questions import CanHold
from explainer.proof.walks import hunt
from explainer.proof.ways import Graph
from explainer.proof.witness import replay
from explainer.rules.check import check_pack
from tests.every_move import Searched, TooMany, is_stuck, lost, met, search
from tests.small_stories import story_from
from tests.strategies import choice, examples, pack_of
from tests.strategies import node as a_page

MOST = 250
"""States of a story that is tried; larger ones are let be."""

BROKEN = (1, 17, 23, 25, 29, 32, 40, 43, 57, 65, 70, 108, 1544, 2121)
"""Seeds of stories that proofs once judged wrongly."""


def tried(pack: Pack) -> tuple[Searched, Searched] | None:
    """All that readers can do, without and with going to pages by their names."""
    try:
        return search(pack, most=MOST), search(pack, by_name=True, most=MOST)
    except TooMany:
        return None


def agrees_on_pages(pack: Pack, proof: Proof, found: Searched) -> None:
    led_to = proof.graph.led_to
    assert set(found.entered) <= led_to
    assert proof.unreached == [node for node in pack.nodes if node in led_to and node not in found.entered]
    assert set(proof.stuck) == {state.node for state in found.states if is_stuck(pack, state)}
    assert bool(proof.traps.entrances) == any(lost(pack, found))
    assert proof.traps.proved
    assert [doubt.words for doubt in proof.doubts if "condition" not in doubt.words] == []
    # A circle is told of once, on the first of its pages.
    assert bool(proof.circles) == bool(found.circles)
    assert len(proof.circles) <= len(found.circles)


def agrees_on_conditions(pack: Pack, proof: Proof, found: Searched, by_name: Searched) -> None:
    in_doubt = {doubt.node for doubt in proof.doubts}

    def told(kept: list[Gated]) -> set[tuple[NodeId, int]]:
        return {(item.node, id(item.gate)) for item in kept}

    never, always = told(proof.never), told(proof.always)
    for item in gated(proof.graph, set(found.entered)):
        key, diverts = (item.node, id(item.gate)), isinstance(item.gate, Divert)
        states = by_name.entered.get(item.node, []) if diverts else by_name.on(item.node)
        truths = met(pack, states, item.condition)
        assert not (key in never and True in truths)
        assert not (key in always and False in truths)
        if item.node not in in_doubt:
            assert (key in never) == (True not in truths)
            assert (key in always) == (truths == {True} and not diverts)


def shows_what_it_is_of(pack: Pack, proof: Proof) -> None:
    for node, witness in proof.stuck.items():
        state, _ = replay(pack, witness)
        assert state.node == node
        assert is_stuck(pack, state)
    for node, witness in proof.traps.entrances.items():
        state, _ = replay(pack, witness)
        assert state.node == node
        assert all(lost(pack, search(pack, state)))
    for witness in proof.circles.values():
        with pytest.raises(StepError, match="leads in a circle"):
            replay(pack, witness)


@examples(60)
@given(st.integers(0, 100_000))
def test_what_is_proved_is_just_what_trying_everything_shows(seed: int) -> None:
    agrees(seed)


@pytest.mark.parametrize("seed", BROKEN)
def test_stories_once_judged_wrongly(seed: int) -> None:
    agrees(seed)


def agrees(seed: int) -> None:
    pack = story_from(seed)
    everything = tried(pack)
    if everything is None:
        return
    proof = prove(pack)
    agrees_on_pages(pack, proof, everything[0])
    agrees_on_conditions(pack, proof, *everything)
    shows_what_it_is_of(pack, proof)


def test_the_stories_are_broken_in_every_way() -> None:
    met_with: set[str] = set()
    for seed in range(60):
        pack = story_from(seed)
        if tried(pack) is not None:
            proof = prove(pack)
            kinds = {
                "unreached": proof.unreached,
                "stuck": proof.stuck,
                "trap": proof.traps.entrances.keys() - proof.stuck.keys(),
                "circle": proof.circles,
                "never": proof.never,
                "always": proof.always,
            }
            met_with |= {kind for kind, found in kinds.items() if found} or {"sound"}
    assert met_with == {"unreached", "stuck", "trap", "circle", "never", "always", "sound"}


# ---------------------------------------------------------------- cases, as authors would write them

MANIFEST = """\
format: 1
id: gates
title: Gates
question: Which of them opens?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: hall
"""

END = "  - {id: end, title: The end, body: It ends., ending: true}\n"


def found_in(folder: Path, nodes: str, manifest: str = "") -> list[str]:
    (folder / "pack.yaml").write_text(MANIFEST + manifest)
    (folder / "nodes.yaml").write_text("nodes:\n" + nodes)
    return [f"{item.code} {item.span.start.line}" for item in check_pack(folder).diagnostics]


def test_the_page_of_an_actor_is_gone_to_by_the_actors_name(tmp_path: Path) -> None:
    """No way leads to it, and yet a reader may come there with the variable set."""
    hall = """\
  - id: hall
    title: The hall
    body: Two doors.
    choices:
      - {id: out, text: Go out, to: end}
      - {id: key, text: Take the key, to: hall, effects: [{set: [key, true]}]}
  - id: den
    title: The den
    body: It is dark.
    choices:
      - {id: gate, text: Open the gate, to: end, when: {is: [key, true]}}
"""
    actors = "actors: [{id: mayor, name: The mayor, kind: person, text: She keeps the key., node: den}]\n"
    assert found_in(tmp_path, hall + END + actors, "variables: {key: false}\n") == ["E501 8"]


def test_a_page_behind_a_condition_is_gone_back_to_by_its_name(tmp_path: Path) -> None:
    """So its passage is read, though no way leads there once the yard was seen."""
    nodes = """\
  - id: hall
    title: The hall
    body: Two doors.
    choices:
      - {id: in, text: Go in, to: vault, when: {not: {seen: yard}}}
      - {id: out, text: Go out, to: yard}
  - id: vault
    title: The vault
    body: It is empty.
    passages:
      - {text: From the yard it looked larger., when: {seen: yard}}
    choices:
      - {id: out, text: Go out, to: yard}
  - {id: yard, title: The yard, body: It is wide., ending: true}
"""
    assert found_in(tmp_path, nodes) == []


def test_a_page_that_diverts_is_not_come_to_through_a_shut_gate(tmp_path: Path) -> None:
    nodes = """\
  - id: hall
    title: The hall
    body: Two doors.
    choices:
      - {id: out, text: Go out, to: end}
      - {id: in, text: Go in, to: lock, when: {seen: end}}
  - id: lock
    title: The lock
    body: It turns.
    divert: [{to: end, when: {seen: hall}}]
    choices:
      - {id: out, text: Go out, to: end}
"""
    assert "W511 8" in found_in(tmp_path, nodes + END)


def test_a_way_in_that_leads_in_a_circle_is_told_of(tmp_path: Path) -> None:
    ways = "ways_in: [{id: side, title: The side door, minutes: 0, start: front, text: Push.}]\n"
    nodes = """\
  - id: hall
    title: The hall
    body: One door.
    choices:
      - {id: out, text: Go out, to: end}
      - {id: in, text: Go in, to: back, when: {seen: front}}
  - id: front
    title: The front
    body: It turns.
    divert: [{to: back, when: {not: {seen: end}}}]
    choices: [{id: out, text: Go out, to: end}]
  - id: back
    title: The back
    body: It turns.
    divert: [{to: front, when: {not: {seen: end}}}]
    choices: [{id: out, text: Go out, to: end}]
"""
    assert "E503 8" in found_in(tmp_path, nodes + END, ways)


def test_a_fork_does_not_divert_past_its_own_forecast() -> None:
    """What happened there is shut as one comes, so the page is shown, and its only choice is hidden."""
    pack = story_from(108)
    assert pack.nodes[NodeId("p2")].diverts[0].to in pack.told_by
    assert set(prove(pack).stuck) >= {NodeId("p2")}


def test_parts_that_exclude_one_another_are_left_out_in_good_time() -> None:
    pairs = tuple(Any((Visited(NodeId(f"a{n}")), Visited(NodeId(f"b{n}")))) for n in range(60))
    seen = Visited(NodeId("hall"))
    assert list(alternatives(All((seen, Not(seen))))) == []
    assert len(list(islice(alternatives(All((*pairs, seen, Not(seen)))), 5))) == 5


def test_readings_by_chance_go_to_no_page_by_a_name_that_is_not_told() -> None:
    """The page's text rests on what becomes known after the story's last day."""
    hall, far = a_page("hall", "One door.", [choice("far")]), a_page("far", "A way.", [choice("yard")])
    yard = a_page("yard", "It fell. [@claim-a]", [choice("end"), choice("hall")])
    pack = pack_of([hall, far, yard, a_page("end", "It ends.", [], ending=True)])
    claims = {name: replace(claim, known_from=PartialDate(2031)) for name, claim in pack.claims.items()}
    graph = Graph(replace(pack, claims=claims), by_name=True)
    without = Not(Visited(far.id))
    question = CanHold(yard.id, without, wanted=True, arriving=False)
    assert yard.id in graph.doors
    assert question not in hunt(graph, question, [without.condition], 10, 1_000).met
    assert question in hunt(Graph(pack, by_name=True), question, [without.condition], 10, 1_000).met
