"""The log: undo, redo and jump; replaying it, on the same pack and on one that changed; its cost."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model import condition as c
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.model.node import Divert, Fork, Node, Passage
from explainer.model.pack import Pack
from explainer.story import pmap
from explainer.story.engine import holds, is_resolved
from explainer.story.path import Entry, Logged, Path, Replayed, renamed, renamed_node, replay
from explainer.story.steps import (
    MOVES,
    Ask,
    Back,
    Choose,
    Forward,
    MakeForecast,
    OpenClaim,
    Start,
    Step,
    Walk,
    decode_step,
    encode_step,
)
from explainer.story.turn import view
from tests.strategies import choice, examples, fork, node, pack_from, pack_of, packs, prose
from tests.strategies_plays import Played, begun, legal_steps, play, plays, take

P, Q, R = NodeId("p"), NodeId("q"), NodeId("r")
ASK = Ask(ActorId("russia"), QuestionId("status"))
OPEN = OpenClaim(ClaimId("claim-a"))


def choose(page: str, name: str) -> Choose:
    return Choose(NodeId(page), ChoiceId(name))


def a_round() -> Pack:
    """Three pages in a circle, the way round counted."""
    counted = (c.AddTo("trust", 1),)
    return pack_of(
        [
            node("p", "So. [@claim-a]", [choice("q", effects=counted), choice("r")]),
            node("q", "Then. [@claim-b]", [choice("r")]),
            node("r", choices=[choice("p")]),
        ]
    )


def taken(pack: Pack, *steps: Step) -> Played:
    played = begun(pack)
    for step in steps:
        take(pack, played, step)
    return played


# ---------------------------------------------------------------- along the path


def test_undo_is_as_if_the_move_had_not_been_and_redo_takes_that_back() -> None:
    pack = a_round()
    played = taken(pack, choose("p", "q"), choose("q", "r"))
    path, (first, second, third) = played.path, played.entries
    assert path.undo()
    assert path.head is second
    assert path.undo()
    assert path.head is first
    assert (dict(path.state.visits), dict(path.state.variables)) == ({P: 1}, {})
    assert not path.undo()
    assert path.head is first
    assert path.redo()
    assert path.redo()
    assert path.head is third
    assert not path.redo()
    assert path.state == third.state


def test_what_was_looked_up_goes_and_comes_with_the_move_it_follows() -> None:
    pack = a_round()
    played = taken(pack, choose("p", "q"), ASK, OPEN)
    path = played.path
    assert path.undo()
    assert (path.state.node, len(path.state.heard), path.state.met[ClaimId("claim-a")]) == (P, 0, False)
    assert path.redo()
    assert path.head is played.entries[-1]


def test_at_the_start_there_is_nothing_to_undo_and_nothing_is_lost() -> None:
    played = taken(a_round(), ASK, OPEN)
    assert not played.path.undo()
    assert played.path.head is played.entries[-1]
    assert not played.path.redo()


def test_a_forecast_is_undone_like_a_move() -> None:
    pack = pack_of([node("p", fork=fork("q")), node("q")])
    played = taken(pack, MakeForecast(P, (60, 40)), MakeForecast(P, (10, 90)))
    assert played.path.undo()
    assert dict(played.path.state.forecasts) == {P: (60, 40)}
    assert played.path.undo()
    assert dict(played.path.state.forecasts) == {}


def test_another_way_after_an_undo_leaves_a_branch_that_can_be_jumped_to() -> None:
    pack = a_round()
    played = taken(pack, choose("p", "q"))
    branch = played.entries[-1]
    played.path.undo()
    take(pack, played, choose("p", "r"))
    assert not played.path.redo()
    played.path.jump(branch)
    assert (played.path.state.node, played.path.state.variables["trust"]) == (Q, 1)
    assert [entry.state.node for entry in played.path.line()] == [P, Q]
    assert played.path.undo()
    assert played.path.redo()
    assert played.path.head is branch


def test_a_step_that_is_refused_leaves_the_path_as_it_was() -> None:
    pack = a_round()
    played = taken(pack, choose("p", "q"))
    played.path.undo()
    with pytest.raises(Exception, match="no choice"):
        played.path.take(pack, choose("p", "nothing"))
    assert played.path.head is played.entries[0]
    assert played.path.redo()


@given(packs(), plays())
@examples(100)
def test_undo_redo_and_jump_only_ever_stand_on_steps_that_were_taken(pack: Pack, picks: list[int]) -> None:
    played = play(pack, picks)
    path = played.path
    assert path.line()[0] is played.entries[0]
    assert path.line()[-1] is path.head
    assert all(entry in played.entries for entry in path.line())
    before, moves = path.head, sum(isinstance(entry.step, MOVES) for entry in path.line()[1:])
    undone = 0
    while path.undo():
        undone += 1
    assert undone == moves
    for _ in range(undone):
        assert path.redo()
    assert before in path.line()


# ---------------------------------------------------------------- replaying


def again(pack: Pack, played: Played, head: Entry | None = None) -> Replayed:
    """The play replayed from its log, every step through its written form."""
    log = [dataclasses.replace(item, step=decode_step(*encode_step(item.step))) for item in played.log()]
    found = replay(pack, log, (head or played.path.head).key)
    assert found is not None
    return found


@given(packs(), plays())
@examples(150)
def test_a_log_gives_its_state_again_undone_branches_or_not(pack: Pack, picks: list[int]) -> None:
    played = play(pack, picks)
    for head in (played.path.head, played.entries[-1], played.entries[len(played.entries) // 2]):
        found = again(pack, played, head)
        assert found.path.state == head.state
        assert (found.lost, found.moved) == (0, False)
        line, expected = found.path.line(), Path(head).line()
        assert [entry.key for entry in line] == [entry.key for entry in expected]
        assert [entry.state for entry in line] == [entry.state for entry in expected]


@given(packs(), plays())
@examples(50)
def test_a_replayed_path_can_be_walked_on(pack: Pack, picks: list[int]) -> None:
    played = play(pack, picks)
    found = again(pack, played)
    for step in legal_steps(pack, played.path.state):
        one = found.path.take(pack, step)
        other = played.path.take(pack, step)
        assert one.state == other.state
        found.path.jump(one.parent or one)
        played.path.jump(other.parent or other)


def test_a_log_without_its_head_or_any_step_gives_nothing() -> None:
    pack = a_round()
    assert replay(pack, [], 1) is None
    assert replay(pack, taken(pack).log(), 7) is None


def test_a_log_that_leads_in_a_circle_comes_to_an_end() -> None:
    pack = a_round()
    log = [Logged(1, 2, Start(P), P), Logged(2, 1, choose("p", "q"), Q)]
    found = replay(pack, log, 2)
    assert found is not None
    assert found.path.state.node == Q


# ---------------------------------------------------------------- on a pack that changed


def without(pack: Pack, *pages: str) -> Pack:
    """The pack less some pages, and every way that led to them."""

    def passages(page: Node) -> Iterator[Passage]:
        for item in page.passages:
            text = item.text.text
            for name in pages:
                text = text.replace(f"[there](node:{name})", "there")
            yield dataclasses.replace(item, text=prose(text))

    def left_of(told: Fork | None) -> Fork | None:
        if told is None or told.resolution in pages:
            return None
        options = [dataclasses.replace(i, road=None if i.road in pages else i.road) for i in told.options]
        return dataclasses.replace(told, options=tuple(options))

    left = [
        dataclasses.replace(
            page,
            passages=tuple(passages(page)),
            choices=tuple(item for item in page.choices if item.to not in pages),
            diverts=tuple(item for item in page.diverts if item.to not in pages),
            fork=left_of(page.fork),
        )
        for page in pack.nodes.values()
        if page.id not in pages
    ]
    return pack_of(left)


def with_page(pack: Pack, name: str, **changes: Any) -> Pack:
    pages = [dataclasses.replace(p, **changes) if p.id == name else p for p in pack.nodes.values()]
    return pack_of(pages)


def renaming(pack: Pack, nodes: Mapping[str, str]) -> Pack:
    """The pack with pages renamed in it, and told so."""

    def new(name: str) -> NodeId:
        return NodeId(nodes.get(name, name))

    pages = [
        dataclasses.replace(
            page, id=new(page.id), choices=tuple(dataclasses.replace(i, to=new(i.to)) for i in page.choices)
        )
        for page in pack.nodes.values()
    ]
    return pack_of(pages, renamed_nodes=nodes)


def test_a_page_that_is_gone_leaves_the_reader_on_the_newest_that_is_left() -> None:
    pack = a_round()
    found = again(without(pack, "r"), taken(pack, choose("p", "q"), choose("q", "r")))
    assert (found.path.state.node, found.lost, found.moved) == (Q, 1, True)
    assert found.path.state.variables["trust"] == 1


def test_a_page_on_the_way_that_is_gone_is_walked_round() -> None:
    pack = a_round()
    found = again(without(pack, "q"), taken(pack, choose("p", "q"), choose("q", "r")))
    assert (found.path.state.node, found.lost, found.moved) == (R, 1, False)
    assert [entry.step for entry in found.path.line()] == [Start(P), Walk(R)]


def test_a_first_page_that_is_gone_makes_the_next_one_first() -> None:
    pack = a_round()
    found = again(without(pack, "p"), taken(pack, choose("p", "q"), choose("q", "r")))
    assert (found.path.state.node, found.lost, found.moved) == (R, 1, False)
    assert [entry.step for entry in found.path.line()] == [Start(Q), choose("q", "r")]


def test_nothing_that_is_left_is_nothing() -> None:
    pack = a_round()
    other = pack_of([node("elsewhere")])
    played = taken(pack, choose("p", "q"))
    assert replay(other, played.log(), played.path.head.key) is None


def test_a_choice_that_is_gone_becomes_a_walk_to_where_it_led() -> None:
    pack = a_round()
    found = again(
        with_page(pack, "p", choices=(choice("r"),)), taken(pack, choose("p", "q"), choose("q", "r"))
    )
    assert (found.path.state.node, found.lost, found.moved) == (R, 0, False)
    assert [entry.step for entry in found.path.line()] == [Start(P), Walk(Q), choose("q", "r")]
    assert found.path.state.behind is not None
    assert list(found.path.state.behind) == [Q, P]


def test_a_choice_that_is_locked_now_becomes_a_walk_too() -> None:
    pack = a_round()
    locked = choice("q", when=c.Visited(R), locked="Not yet.")
    found = again(with_page(pack, "p", choices=(locked,)), taken(pack, choose("p", "q")))
    assert (found.path.state.node, found.lost, found.moved) == (Q, 0, False)


def test_a_choice_that_leads_elsewhere_now_leaves_the_reader_where_they_were() -> None:
    pack = a_round()
    moved = with_page(pack, "p", choices=(choice("r", "q"),))
    found = again(moved, taken(pack, choose("p", "q")))
    assert (found.path.state.node, found.lost, found.moved) == (Q, 0, False)
    assert R not in found.path.state.visits


def test_a_choice_that_leads_elsewhere_now_is_left_out_when_its_page_is_gone() -> None:
    """Nobody is put on a page they never chose to see."""
    pack = a_round()
    moved = without(with_page(pack, "p", choices=(choice("r", "q"),)), "q")
    found = again(moved, taken(pack, choose("p", "q")))
    assert (found.path.state.node, found.lost, found.moved) == (P, 1, True)
    assert R not in found.path.state.visits


def test_a_page_that_only_diverts_now_leads_on_and_never_raises() -> None:
    pack = a_round()
    onward = with_page(pack, "q", diverts=(Divert(R),))
    found = again(onward, taken(pack, choose("p", "q")))
    assert (found.path.state.node, found.moved) == (R, True)
    always = c.Not(c.Heard(ActorId("nobody")))
    circle = with_page(with_page(pack, "q", diverts=(Divert(R, always),)), "r", diverts=(Divert(Q, always),))
    assert again(circle, taken(pack, choose("p", "q"))).path.state.node == P
    # The choice leads elsewhere, and the page it led to goes round in a circle: still no exception.
    elsewhere = with_page(circle, "p", choices=(choice("p", "q"),))
    assert again(elsewhere, taken(pack, choose("p", "q"))).path.state.node == P


def test_pages_that_were_renamed_are_the_same_pages() -> None:
    pack = a_round()
    played = taken(pack, choose("p", "q"), choose("q", "r"), Back(), Walk(P), Walk(Q))
    found = again(renaming(pack, {"q": "quay", "p": "pier"}), played)
    assert (found.path.state.node, found.lost, found.moved) == ("quay", 0, False)
    assert dict(found.path.state.visits) == {"pier": 2, "quay": 2, "r": 1}
    assert dict(found.path.state.taken) == {("pier", "q"): 1, ("quay", "r"): 1}


def test_a_fork_and_a_claim_that_were_renamed_keep_what_was_said_of_them() -> None:
    pack = pack_of([node("p", "So. [@claim-a]", fork=fork("q")), node("q")])
    played = taken(pack, OPEN, MakeForecast(P, (60, 40)), choose("p", "what-happened"))
    new = renaming(pack, {"p": "pier"})
    told = dataclasses.replace(new.manifest, renamed_claims={ClaimId("claim-a"): ClaimId("claim-d")})
    found = again(dataclasses.replace(new, manifest=told), played)
    assert dict(found.path.state.forecasts) == {"pier": (60, 40)}
    assert found.path.state.met[ClaimId("claim-d")] is True
    assert (found.path.state.node, found.lost, found.moved) == (Q, 0, False)


def test_renamings_are_followed_to_their_end_and_in_a_circle_no_further() -> None:
    manifest = pack_of([node("c")], renamed_nodes={"a": "b", "b": "c"}).manifest
    assert [renamed_node(manifest, NodeId(name)) for name in "abcd"] == ["c", "c", "c", "d"]
    circle = dataclasses.replace(
        manifest,
        renamed_nodes={NodeId("a"): NodeId("b"), NodeId("b"): NodeId("a")},
        renamed_claims={ClaimId("x"): ClaimId("y"), ClaimId("y"): ClaimId("x")},
    )
    assert renamed_node(circle, NodeId("a")) in ("a", "b")
    assert renamed(circle, OpenClaim(ClaimId("x"))) in (OpenClaim(ClaimId("x")), OpenClaim(ClaimId("y")))
    assert renamed(manifest, choose("a", "b")) == choose("c", "b")
    assert renamed(manifest, MakeForecast(NodeId("a"), (1, 99))) == MakeForecast(NodeId("c"), (1, 99))
    for step in (Back(), Forward(), ASK):
        assert renamed(manifest, step) == step


def test_what_was_looked_up_and_is_gone_is_left_out_and_no_page_entered_for_it() -> None:
    pack = a_round()
    fewer = dataclasses.replace(pack, claims={}, actors={})
    found = again(fewer, taken(pack, choose("p", "q"), ASK, OPEN))
    assert (found.path.state.node, found.lost, found.moved) == (Q, 2, False)
    assert found.path.state.visits[Q] == 1
    assert found.path.state.behind is not None
    assert list(found.path.state.behind) == [P]


def test_a_forecast_that_no_longer_fits_is_left_out_and_what_happened_stays_shut() -> None:
    pack = pack_of([node("p", fork=fork("q")), node("q")])
    played = taken(pack, MakeForecast(P, (60, 40)), choose("p", "what-happened"))
    more = with_page(pack, "p", fork=fork("q", options=3))
    found = again(more, played)
    assert (found.path.state.node, found.lost, found.moved) == (P, 2, True)
    assert (len(found.path.state.forecasts), Q in found.path.state.visits) == (0, False)


def test_what_happened_is_no_first_page_when_all_before_it_is_gone() -> None:
    pack = pack_of([node("p", choices=[choice("q")]), node("q"), node("f", fork=fork("q"))])
    played = taken(pack, MakeForecast(NodeId("f"), ()), choose("p", "q"))
    log = [item for item in played.log() if not isinstance(item.step, Start)]
    gone = pack_of([page for page in pack.nodes.values() if page.id != "p"])
    assert replay(gone, log, played.path.head.key) is None


@given(packs(), packs(), plays(), st.integers(0, 2**32))
@examples(150)
def test_a_log_on_any_other_pack_never_raises(pack: Pack, other: Pack, picks: list[int], seed: int) -> None:
    """Pages of the same names with other choices, conditions, forks and diverts; some gone, some renamed."""
    played = play(pack, picks)
    chance = Random(seed)
    names = list(other.nodes)
    gone = chance.sample(names[1:], chance.randint(0, len(names) - 1))
    fewer = without(other, *gone)
    rename = {
        NodeId(name): NodeId(chance.choice(list(fewer.nodes))) for name in gone if chance.random() < 0.5
    }
    told = dataclasses.replace(fewer.manifest, renamed_nodes=rename)
    changed = dataclasses.replace(fewer, manifest=told)
    found = replay(changed, played.log(), played.path.head.key)
    if found is None:
        return
    state = found.path.state
    assert state.node in changed.nodes
    assert found.moved == (state.node != renamed_node(told, played.path.state.node))
    assert found.lost <= len(played.path.line())
    assert view(changed, state).node == state.node
    for page in state.visits:
        if page != found.path.line()[0].state.node:
            assert [name for name in changed.told_by.get(page, ()) if name not in state.forecasts] == []
    for step in legal_steps(changed, state):
        found.path.take(changed, step)
        break


# ---------------------------------------------------------------- what it costs


def test_a_step_makes_no_more_after_twenty_thousand_steps_than_after_ten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted in branches of the maps made, not by a clock."""
    counted = (c.AddTo("trust", 1),)
    pack = pack_of(
        [
            node(
                f"p{i}",
                f"So. [@claim-{'abcd'[i % 4]}]",
                [choice(f"p{(i * 7 + 1) % 400}", "on", effects=counted)],
                voices=(ActorId("russia"),),
            )
            for i in range(400)
        ]
    )
    made = 0
    plain = pmap._Branch.__init__

    def counting(self: pmap._Branch, *values: Any) -> None:
        nonlocal made
        made += 1
        plain(self, *values)

    played = begun(pack)
    path = played.path

    def steps(count: int) -> Iterator[int]:
        """Take so many steps; gives what each made."""
        nonlocal made
        for number in range(count):
            made = 0
            walk: Step = Walk(NodeId(f"p{number * 11 % 400}"))
            step = walk if number % 5 == 0 else choose(path.state.node, "on")
            take(pack, played, ASK if number % 7 == 0 else step)
            yield made

    list(steps(20_000))
    with monkeypatch.context() as patch:
        patch.setattr(pmap._Branch, "__init__", counting)
        late = max(steps(300))
        path.jump(played.entries[10])
        early = max(steps(300))
        # A step sets a few keys, each in a tree of two or three levels.
        assert 4 <= early <= 16
        assert 4 <= late <= 16
        path.jump(played.entries[20_000])
        made = 0
        for _ in range(100):
            assert path.undo()
        for _ in range(100):
            assert path.redo()
        assert made == 0
    assert path.head.key > 20_000


def test_the_packs_of_these_tests_have_forks_that_are_forecast_and_resolved() -> None:
    """What the properties say of forks would be empty if no play came to one."""
    resolved = forecast = locked = 0
    for seed in range(150):
        pack, chance = pack_from(seed), Random(seed)
        states = [entry.state for entry in play(pack, [chance.randrange(1000) for _ in range(20)]).entries]
        forecast += any(len(state.forecasts) > 0 for state in states)
        resolved += any(is_resolved(pack, state, name) for state in states for name in state.forecasts)
        locked += any(
            not holds(pack, state, item.when) for state in states for item in pack.nodes[state.node].choices
        )
    assert min(forecast, locked) >= 30
    assert resolved >= 8
