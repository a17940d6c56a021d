"""What each step does: conditions, effects, choices, diverts, back and forward, forks, claims."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from explainer.errors import StepError
from explainer.model import condition as c
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.model.node import Divert, NodeKind, Passage
from explainer.model.pack import Pack
from explainer.story.engine import (
    FORK_NOT_CLOSED,
    apply,
    choices_of,
    closed_fork,
    holds,
    is_resolved,
    offers,
    shown_passages,
    start,
    variable_value,
)
from explainer.story.pmap import PMap
from explainer.story.state import StoryState, Trail
from explainer.story.steps import Ask, Back, Choose, Forward, MakeForecast, OpenClaim, Start, Step, Walk
from tests.strategies import FIRST_DAY, choice, day, examples, fork, node, pack_of, packs, prose
from tests.strategies_plays import allowed, legal_steps, play, plays

P, Q, R = NodeId("p"), NodeId("q"), NodeId("r")
RUSSIA, STATUS = ActorId("russia"), QuestionId("status")


def claim(letter: str) -> ClaimId:
    return ClaimId(f"claim-{letter}")


def walk(pack: Pack, *steps: Step, state: StoryState | None = None) -> StoryState:
    """The state after some steps from the start."""
    state = state or start(pack)
    for step in steps:
        state = apply(pack, state, step)
    return state


def choose(page: str, name: str) -> Choose:
    return Choose(NodeId(page), ChoiceId(name))


def offered(pack: Pack, state: StoryState) -> list[tuple[str, bool, str]]:
    """What is offered: name, whether it is open, and why not."""
    return [(item.choice.id, item.open, item.reason) for item in offers(pack, state)]


# ---------------------------------------------------------------- starting


def test_a_start_enters_the_first_page_on_the_packs_day() -> None:
    pack = pack_of([node("p", "So. [@claim-a]", voices=(RUSSIA,))])
    state = start(pack)
    assert (state.node, state.today, state.turn) == (P, FIRST_DAY, 1)
    assert (state.behind, state.before) == (None, None)
    assert (dict(state.visits), dict(state.met), dict(state.heard)) == (
        {P: 1},
        {claim("a"): False},
        {RUSSIA: 1},
    )
    assert (len(state.taken), len(state.variables), len(state.asked), len(state.forecasts)) == (0, 0, 0, 0)
    assert start(pack, P) == state


# ---------------------------------------------------------------- conditions

ON_P = pack_of([node("p", choices=[choice("q")]), node("q")])


def a_state(**changes: object) -> StoryState:
    return dataclasses.replace(StoryState(P, day(2)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "state", "expected"),
    [
        (None, a_state(), True),
        (c.Visited(Q), a_state(), False),
        (c.Visited(Q), a_state(visits=PMap({Q: 1})), True),
        (c.Visited(Q, 2), a_state(visits=PMap({Q: 1})), False),
        (c.Visited(Q, 2), a_state(visits=PMap({Q: 3})), True),
        (c.Chosen(P, ChoiceId("q")), a_state(), False),
        (c.Chosen(P, ChoiceId("q")), a_state(taken=PMap({(Q, "q"): 1, (P, "r"): 1})), False),
        (c.Chosen(P, ChoiceId("q")), a_state(taken=PMap({(P, "q"): 1})), True),
        (c.Met(claim("a")), a_state(), False),
        (c.Met(claim("a")), a_state(met=PMap({claim("a"): False})), True),
        (c.Heard(RUSSIA), a_state(), False),
        (c.Heard(RUSSIA), a_state(heard=PMap({RUSSIA: 1})), True),
        (c.Forecasted(P), a_state(), False),
        (c.Forecasted(P), a_state(forecasts=PMap({P: (60, 40)})), True),
        (c.Forecasted(P), a_state(forecasts=PMap({P: ()})), False),
        (c.Forecasted(P, skipped=True), a_state(forecasts=PMap({P: ()})), True),
        (c.Forecasted(P, skipped=True), a_state(forecasts=PMap({P: (100, 0)})), False),
        (c.Forecasted(P, skipped=True), a_state(), False),
        (c.Compares("trust", c.Comparison.IS, 0), a_state(), True),
        (c.Compares("trust", c.Comparison.IS, 2), a_state(variables=PMap({"trust": 2})), True),
        (c.Compares("trust", c.Comparison.AT_LEAST, 2), a_state(variables=PMap({"trust": 2})), True),
        (c.Compares("trust", c.Comparison.AT_LEAST, 3), a_state(variables=PMap({"trust": 2})), False),
        (c.Compares("trust", c.Comparison.AT_MOST, 2), a_state(variables=PMap({"trust": 2})), True),
        (c.Compares("trust", c.Comparison.AT_MOST, 1), a_state(variables=PMap({"trust": 2})), False),
        (c.Compares("open", c.Comparison.IS, False), a_state(), True),
        (c.Compares("open", c.Comparison.IS, True), a_state(), False),
        (c.Compares("open", c.Comparison.IS, True), a_state(variables=PMap({"open": True})), True),
        (c.OnOrAfter(day(2)), a_state(), True),
        (c.OnOrAfter(day(3)), a_state(), False),
        (c.All(()), a_state(), True),
        (c.Any(()), a_state(), False),
        (c.All((c.OnOrAfter(day(1)), c.Visited(Q))), a_state(), False),
        (c.All((c.OnOrAfter(day(1)), c.OnOrAfter(day(2)))), a_state(), True),
        (c.Any((c.Visited(Q), c.OnOrAfter(day(1)))), a_state(), True),
        (c.Any((c.Visited(Q), c.Visited(P))), a_state(), False),
        (c.Not(c.Visited(Q)), a_state(), True),
        (c.Not(c.Not(c.Visited(Q))), a_state(), False),
    ],
)
def test_a_condition_holds_or_not(condition: c.Condition | None, state: StoryState, expected: bool) -> None:
    assert holds(ON_P, state, condition) is expected


# ---------------------------------------------------------------- effects


def test_effects_happen_in_order_those_of_the_choice_before_those_of_the_page() -> None:
    effects = (c.SetVariable("trust", 5), c.AddTo("trust", -2), c.SetVariable("open", True))
    arriving = (c.AddTo("trust", 10),)
    pack = pack_of([node("p", choices=[choice("q", effects=effects)]), node("q", effects=arriving)])
    state = walk(pack, choose("p", "q"))
    assert dict(state.variables) == {"trust": 13, "open": True}
    assert variable_value(pack, start(pack), "trust") == 0
    assert variable_value(pack, state, "trust") == 13


def test_a_variable_may_come_back_to_nothing_without_its_first_value_coming_back() -> None:
    effects = (
        c.AddTo("trust", 2),
        c.AddTo("trust", -2),
        c.SetVariable("open", True),
        c.SetVariable("open", False),
    )
    pack = pack_of([node("p", effects=effects)])
    pack = dataclasses.replace(
        pack, manifest=dataclasses.replace(pack.manifest, variables={"trust": 7, "open": True})
    )
    state = start(pack)
    assert variable_value(pack, state, "trust") == 7
    assert variable_value(pack, state, "open") is False


def test_the_storys_date_only_ever_moves_forward() -> None:
    pack = pack_of(
        [
            node("p", choices=[choice("q", effects=(c.Advance(day(5)),)), choice("r")]),
            node("q", effects=(c.Advance(day(3)),), choices=[choice("p")]),
            node("r", effects=(c.Advance(day(-9)),)),
        ]
    )
    state = walk(pack, choose("p", "q"))
    assert state.today == day(5)
    assert walk(pack, choose("q", "p"), state=state).today == day(5)
    assert walk(pack, choose("p", "r")).today == FIRST_DAY


def test_effects_on_arrival_happen_at_every_arrival_but_not_on_going_back() -> None:
    pack = pack_of(
        [node("p", choices=[choice("q")], effects=(c.AddTo("trust", 1),)), node("q", "[p](node:p)")]
    )
    state = walk(pack, choose("p", "q"), Back())
    assert variable_value(pack, state, "trust") == 1
    assert variable_value(pack, walk(pack, Walk(P), state=state), "trust") == 2


# ---------------------------------------------------------------- choices


def test_a_choice_leads_on_and_is_counted() -> None:
    pack = pack_of([node("p", choices=[choice("q")]), node("q", choices=[choice("p")])])
    state = walk(pack, choose("p", "q"), choose("q", "p"), choose("p", "q"))
    assert (state.node, state.turn) == (Q, 4)
    assert dict(state.visits) == {P: 2, Q: 2}
    assert dict(state.taken) == {(P, "q"): 2, (Q, "p"): 1}
    assert state.behind is not None
    assert list(state.behind) == [P, Q, P]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (choose("q", "q"), "That choice belongs to another page."),
        (choose("p", "no-such"), "This page offers no choice 'no-such'."),
        (choose("p", "locked"), "The door is shut."),
        (choose("p", "hidden"), "This page offers no choice 'hidden'."),
        (Walk(NodeId("no-such")), "There is no page 'no-such'."),
        (Start(NodeId("no-such")), "There is no page 'no-such'."),
        (Back(), "This is where you came in; there is no page before it."),
        (Forward(), "There is no page to go forward to."),
        (MakeForecast(P, (100,)), "There is nothing to forecast here."),
        (MakeForecast(NodeId("no-such"), ()), "There is nothing to forecast here."),
        (Ask(ActorId("nobody"), STATUS), "There is nobody of that name, or no such question."),
        (Ask(RUSSIA, QuestionId("nothing")), "There is nobody of that name, or no such question."),
        (OpenClaim(ClaimId("no-such")), "There is no claim 'no-such'."),
    ],
)
def test_what_is_not_allowed_is_told_in_words(step: Step, words: str) -> None:
    never = c.Visited(NodeId("q"))
    pack = pack_of(
        [
            node(
                "p",
                choices=[
                    choice("q", "locked", when=never, locked="The door is shut."),
                    choice("q", "hidden", when=never),
                ],
            ),
            node("q"),
        ]
    )
    with pytest.raises(StepError) as caught:
        walk(pack, step)
    assert str(caught.value) == words


def test_a_choice_that_is_not_yet_open_is_hidden_or_shown_with_its_reason() -> None:
    when = c.Heard(RUSSIA)
    ways = [choice("q", when=when), choice("q", "shown", when=when, locked="Ask first.")]
    pack = pack_of([node("p", choices=ways), node("q")])
    assert offered(pack, start(pack)) == [("shown", False, "Ask first.")]
    after = walk(pack, Ask(RUSSIA, STATUS))
    assert offered(pack, after) == [("q", True, ""), ("shown", True, "")]
    assert walk(pack, choose("p", "q"), state=after).node == Q


def test_a_choice_for_once_goes_when_it_was_taken_and_not_before() -> None:
    pack = pack_of([node("p", choices=[choice("q", once=True), choice("r")]), node("q"), node("r")])
    assert [name for name, _, _ in offered(pack, start(pack))] == ["q", "r"]
    taken = walk(pack, choose("p", "q"), Back())
    assert [name for name, _, _ in offered(pack, taken)] == ["r"]
    assert not allowed(pack, taken, choose("p", "q"))
    other = walk(pack, choose("p", "r"), Back())
    assert [name for name, _, _ in offered(pack, other)] == ["q", "r"]


def test_a_choice_for_once_of_one_page_is_not_that_of_another() -> None:
    pack = pack_of(
        [node("p", choices=[choice("q", "on", once=True)]), node("q", choices=[choice("p", "on", once=True)])]
    )
    assert offered(pack, walk(pack, choose("p", "on"))) == [("on", True, "")]


# ---------------------------------------------------------------- diverts


def test_a_divert_walks_on_without_showing_its_page() -> None:
    pack = pack_of(
        [
            node("p", choices=[choice("q")]),
            node(
                "q",
                "Unseen. [@claim-a]",
                diverts=(Divert(R),),
                voices=(RUSSIA,),
                effects=(c.AddTo("trust", 1),),
            ),
            node("r", "Seen. [@claim-b]"),
        ]
    )
    state = walk(pack, choose("p", "q"))
    assert (state.node, state.turn) == (R, 2)
    assert (dict(state.met), dict(state.heard)) == ({claim("b"): False}, {})
    assert (dict(state.visits), dict(state.variables)) == ({P: 1, Q: 1, R: 1}, {"trust": 1})
    assert walk(pack, Back(), state=state).node == P


def test_the_first_divert_that_holds_is_taken_and_without_one_the_page_is_shown() -> None:
    diverts = (Divert(Q, c.Visited(P, 3)), Divert(R, c.Visited(P, 2)))
    pack = pack_of([node("p", "[p](node:p)", choices=[choice("p")], diverts=diverts), node("q"), node("r")])
    assert start(pack).node == P
    assert walk(pack, Walk(P)).node == R
    assert walk(pack, Walk(P), Walk(P)).node == Q


def test_diverts_see_what_the_pages_before_them_did() -> None:
    pack = pack_of(
        [
            node("p", diverts=(Divert(Q),), effects=(c.SetVariable("open", True),)),
            node(
                "q",
                diverts=(Divert(R, c.Compares("open", c.Comparison.IS, True)),),
                effects=(c.Advance(day(4)),),
            ),
            node("r"),
        ]
    )
    state = start(pack)
    assert (state.node, state.today) == (R, day(4))


def test_pages_that_divert_in_a_circle_are_no_place_to_go() -> None:
    always = c.Not(c.Heard(RUSSIA))
    pack = pack_of(
        [
            node("p", choices=[choice("q")]),
            node("q", diverts=(Divert(R, always),)),
            node("r", diverts=(Divert(Q, always),)),
        ]
    )
    before = start(pack)
    for step in (choose("p", "q"), Walk(Q), Walk(R)):
        with pytest.raises(StepError, match="leads in a circle"):
            apply(pack, before, step)
    assert before == start(pack)
    heard = walk(pack, Ask(RUSSIA, STATUS), Walk(R))
    assert heard.node == R


def test_a_long_row_of_diverts_is_no_circle() -> None:
    row = [node(f"p{index}", diverts=(Divert(NodeId(f"p{index + 1}")),)) for index in range(50)]
    assert start(pack_of([*row, node("p50")])).node == "p50"


# ---------------------------------------------------------------- back and forward


def test_back_and_forward_walk_along_the_pages_and_unlearn_nothing() -> None:
    pack = pack_of(
        [
            node("p", choices=[choice("q")]),
            node("q", "So. [@claim-a]", [choice("r")], voices=(RUSSIA,)),
            node("r"),
        ]
    )
    at_r = walk(pack, choose("p", "q"), choose("q", "r"))
    at_q = walk(pack, Back(), state=at_r)
    at_p = walk(pack, Back(), state=at_q)
    assert (at_q.node, at_p.node) == (Q, P)
    for field in ("visits", "taken", "met", "heard", "variables", "asked", "forecasts", "today"):
        assert getattr(at_p, field) == getattr(at_r, field)
    assert not allowed(pack, at_p, Back())
    again = walk(pack, Forward(), Forward(), state=at_p)
    assert (again.node, again.turn) == (R, at_p.turn + 2)
    assert not allowed(pack, again, Forward())
    assert dataclasses.replace(again, turn=0) == dataclasses.replace(at_r, turn=0)


def test_going_elsewhere_forgets_what_was_forward() -> None:
    pack = pack_of([node("p", choices=[choice("q"), choice("r")]), node("q"), node("r")])
    state = walk(pack, choose("p", "q"), Back(), choose("p", "r"))
    assert not allowed(pack, state, Forward())
    assert walk(pack, Back(), state=state).node == P


def test_looking_something_up_leaves_the_reader_on_the_page() -> None:
    pack = pack_of([node("p", "So. [@claim-a]", choices=[choice("q")]), node("q")])
    before = walk(pack, choose("p", "q"), Back())
    after = walk(pack, Ask(RUSSIA, STATUS), Ask(RUSSIA, STATUS), OpenClaim(claim("a")), state=before)
    assert (after.node, after.behind, after.before) == (before.node, before.behind, before.before)
    assert (dict(after.heard), dict(after.asked)) == ({RUSSIA: 2}, {(RUSSIA, STATUS): 2})
    assert dict(after.met) == {claim("a"): True}
    assert after.turn == before.turn + 3
    assert walk(pack, Forward(), state=after).node == Q


def test_a_claim_once_opened_stays_open_when_its_page_is_read_again() -> None:
    pack = pack_of([node("p", "So. [@claim-a] [p](node:p)")])
    assert dict(walk(pack, OpenClaim(claim("a")), Walk(P)).met) == {claim("a"): True}


# ---------------------------------------------------------------- claims


def test_claims_are_met_only_from_passages_that_are_shown() -> None:
    passages = [
        Passage(prose("Then. [@claim-b]"), c.Visited(Q)),
        Passage(prose("Now. [@claim-c]"), c.Visited(P)),
    ]
    pack = pack_of([node("p", "So. [@claim-a]", [choice("q")], passages=passages), node("q")])
    assert set(start(pack).met) == {claim("a"), claim("c")}
    assert set(walk(pack, choose("p", "q")).met) == {claim("a"), claim("c")}
    assert set(walk(pack, choose("p", "q"), Walk(P)).met) == {claim("a"), claim("b"), claim("c")}


@pytest.mark.parametrize(
    "step",
    [Ask(RUSSIA, STATUS), OpenClaim(claim("d")), Back(), MakeForecast(P, ())],
    ids=lambda s: type(s).__name__,
)
def test_a_passage_that_any_step_brings_out_is_read_too(step: Step) -> None:
    """A face shows it at once, with its claims among those of the page."""
    passages = [
        Passage(prose("Asked. [@claim-b]"), c.Heard(RUSSIA)),
        Passage(prose("Opened. [@claim-b]"), c.Met(claim("d"))),
        Passage(prose("Returned. [@claim-b]"), c.Visited(Q)),
        Passage(prose("Passed by. [@claim-b]"), c.Forecasted(P, skipped=True)),
    ]
    pack = pack_of([node("p", "So.", passages=passages, fork=fork("r")), node("q"), node("r")])
    before = walk(pack, Walk(Q)) if isinstance(step, Back) else start(pack)
    assert claim("b") not in before.met
    assert claim("b") in walk(pack, step, state=before).met


def test_a_passage_brought_out_by_the_pages_own_claims_and_voices_is_read_with_it() -> None:
    passages = [
        Passage(prose("And so. [@claim-c]"), c.Met(claim("b"))),
        Passage(prose("Therefore. [@claim-b]"), c.All((c.Met(claim("a")), c.Heard(RUSSIA)))),
    ]
    pack = pack_of([node("p", "So. [@claim-a]", passages=passages, voices=(RUSSIA,))])
    assert set(start(pack).met) == {claim("a"), claim("b"), claim("c")}


def test_a_forks_arguments_are_read_with_its_page() -> None:
    pack = pack_of([node("p", "So.", fork=fork("q")), node("q")])
    assert set(start(pack).met) == {claim("a")}


@given(packs(), plays())
@examples(150)
def test_every_claim_that_is_shown_was_met_and_none_came_from_nowhere(pack: Pack, picks: list[int]) -> None:
    played = play(pack, picks)
    sources = {
        name for page in pack.nodes.values() if page.id in played.path.state.visits for name in page.claims
    }
    opened = {entry.step.claim for entry in played.entries if isinstance(entry.step, OpenClaim)}
    for entry in played.entries:
        state = entry.state
        shown = [
            name for item in shown_passages(pack, state, pack.nodes[state.node]) for name in item.text.claims
        ]
        assert [name for name in shown if name not in state.met] == []
    assert set(played.path.state.met) <= sources | opened


# ---------------------------------------------------------------- forks


def gated() -> Pack:
    """A fork with its resolution and a road, and every kind of way to them."""
    ways = [choice("told", "tell"), choice("road", "road"), choice("via", "via"), choice("fork", "fork")]
    return pack_of(
        [
            node("p", "[told](node:told) [road](node:road)", ways),
            node("fork", fork=fork("told", "road"), choices=[choice("p", "leave")]),
            node("told", "It happened.", ways, kind=NodeKind.OUTCOME),
            node("road", "It did not.", ways, kind=NodeKind.ROAD),
            node("via", "Nothing yet.", diverts=(Divert(NodeId("told")), Divert(NodeId("road")))),
        ]
    )


FORK, TOLD, ROAD, VIA = NodeId("fork"), NodeId("told"), NodeId("road"), NodeId("via")
INTO = [Walk(TOLD), Walk(ROAD), choose("p", "tell"), choose("p", "road")]


@pytest.mark.parametrize("step", INTO, ids=str)
def test_what_happened_is_shut_until_the_forecast_is_made_or_passed_by(step: Step) -> None:
    pack = gated()
    before = start(pack)
    with pytest.raises(StepError, match=FORK_NOT_CLOSED):
        apply(pack, before, step)
    for points in ((60, 40), (100, 0), ()):
        after = walk(pack, Walk(FORK), MakeForecast(FORK, points), Walk(P), step)
        assert after.node in (TOLD, ROAD)


def test_ways_into_what_happened_are_shown_locked_with_the_reason() -> None:
    pack = gated()
    shut = [
        ("tell", False, FORK_NOT_CLOSED),
        ("road", False, FORK_NOT_CLOSED),
        ("via", True, ""),
        ("fork", True, ""),
    ]
    assert offered(pack, start(pack)) == shut
    forecast = walk(pack, Walk(FORK), MakeForecast(FORK, ()), Walk(P))
    assert [is_open for _, is_open, _ in offered(pack, forecast)] == [True] * 4


def test_a_divert_into_what_happened_waits_for_the_forecast() -> None:
    pack = gated()
    assert walk(pack, Walk(VIA)).node == VIA
    assert walk(pack, choose("p", "via")).node == VIA
    assert walk(pack, MakeForecast(FORK, ()), Walk(VIA)).node == TOLD


def test_a_fork_without_a_choice_to_what_happened_gets_one_that_waits() -> None:
    pack = gated()
    assert [item.id for item in choices_of(pack.nodes[FORK])] == ["what-happened", "leave"]
    at_fork = walk(pack, Walk(FORK))
    assert offered(pack, at_fork)[0] == ("what-happened", False, FORK_NOT_CLOSED)
    assert not allowed(pack, at_fork, choose("fork", "what-happened"))
    assert (
        walk(pack, MakeForecast(FORK, (50, 50)), choose("fork", "what-happened"), state=at_fork).node == TOLD
    )
    own = node("fork", fork=fork("told"), choices=[choice("told", "see")])
    assert [item.id for item in choices_of(own)] == ["see"]


@pytest.mark.parametrize("seen", [TOLD, ROAD])
def test_a_forecast_can_be_changed_until_what_happened_or_a_road_was_seen(seen: NodeId) -> None:
    pack = gated()
    made = walk(pack, Walk(FORK), MakeForecast(FORK, (60, 40)))
    assert made.forecasts[FORK] == (60, 40)
    for points in ((0, 100), (), (30, 70)):
        made = walk(pack, MakeForecast(FORK, points), Walk(P), Walk(FORK), state=made)
        assert made.forecasts[FORK] == points
        assert not is_resolved(pack, made, FORK)
    resolved = walk(pack, Walk(seen), state=made)
    assert is_resolved(pack, resolved, FORK)
    for back in (resolved, walk(pack, Back(), state=resolved)):
        for points in ((0, 100), ()):
            with pytest.raises(StepError, match="the forecast stands as it is"):
                apply(pack, back, MakeForecast(FORK, points))
    assert not is_resolved(pack, resolved, P)


def test_a_page_that_two_forks_lead_to_waits_for_both() -> None:
    pack = pack_of(
        [
            node("p", choices=[choice("told")]),
            node("f1", fork=fork("told", "r1")),
            node("f2", fork=fork("told")),
            node("told"),
            node("r1"),
        ]
    )
    f1, f2 = NodeId("f1"), NodeId("f2")
    assert closed_fork(pack, start(pack), TOLD) == f1
    first = walk(pack, MakeForecast(f1, ()))
    assert closed_fork(pack, first, TOLD) == f2
    assert not allowed(pack, first, choose("p", "told"))
    assert allowed(pack, first, Walk(NodeId("r1")))
    assert walk(pack, MakeForecast(f2, ()), choose("p", "told"), state=first).node == TOLD


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ((100,), "There are 2 options: give 2 numbers."),
        ((50, 30, 20), "There are 2 options: give 2 numbers."),
        ((50, 49), "The points must add up to 100; these make 99."),
        ((150, -50), "The points must add up to 100; these make 100."),
        ((0, 0), "The points must add up to 100; these make 0."),
    ],
)
def test_points_that_are_no_forecast_are_refused(points: tuple[int, ...], words: str) -> None:
    with pytest.raises(StepError) as caught:
        walk(gated(), MakeForecast(FORK, points))
    assert str(caught.value) == words


@given(packs(), plays())
@examples(150)
def test_no_play_enters_what_happened_before_its_forecast_was_made(pack: Pack, picks: list[int]) -> None:
    for entry in play(pack, picks).entries:
        before = entry.parent.state if entry.parent else StoryState(entry.state.node, FIRST_DAY)
        for page in entry.state.visits:
            if page not in before.visits:
                shut = [name for name in pack.told_by.get(page, ()) if name not in entry.state.forecasts]
                assert (page, shut) == (page, [])


@given(packs(), plays())
@examples(150)
def test_no_forecast_changes_once_it_is_final(pack: Pack, picks: list[int]) -> None:
    for entry in play(pack, picks).entries:
        if entry.parent:
            for name, points in entry.parent.state.forecasts.items():
                if is_resolved(pack, entry.parent.state, name):
                    assert entry.state.forecasts[name] == points


# ---------------------------------------------------------------- what always holds


@given(packs(), plays())
@examples(200)
def test_no_legal_play_raises_and_every_step_keeps_its_promises(pack: Pack, picks: list[int]) -> None:
    for entry in play(pack, picks).entries:
        state, before = entry.state, entry.parent.state if entry.parent else None
        assert state.node in pack.nodes
        assert state.visits[state.node] >= 1
        assert [item.choice.to for item in offers(pack, state) if item.choice.to not in pack.nodes] == []
        for item in offers(pack, state):
            assert item.open != bool(item.reason)
            assert allowed(pack, state, Choose(state.node, item.choice.id)) == item.open
        if before is None:
            continue
        assert state.turn == before.turn + 1
        assert state.today >= before.today
        for grown, old in (
            (state.visits, before.visits),
            (state.heard, before.heard),
            (state.asked, before.asked),
        ):
            assert [name for name, often in old.items() if grown[name] < often] == []  # type: ignore[index]
        assert set(before.met) <= set(state.met)
        assert set(before.taken) <= set(state.taken)


@given(packs(), plays(15))
@examples(100)
def test_a_step_never_changes_the_state_it_is_taken_in(pack: Pack, picks: list[int]) -> None:
    state = play(pack, picks).path.state
    kept = dataclasses.replace(
        state,
        visits=PMap(dict(state.visits)),
        taken=PMap(dict(state.taken)),
        variables=PMap(dict(state.variables)),
        met=PMap(dict(state.met)),
        heard=PMap(dict(state.heard)),
        asked=PMap(dict(state.asked)),
        forecasts=PMap(dict(state.forecasts)),
    )
    for step in legal_steps(pack, state):
        first, second = apply(pack, state, step), apply(pack, state, step)
        assert first == second
        assert state == kept


def test_states_with_a_trail_of_any_length_can_be_compared_hashed_and_shown() -> None:
    """A reading of some hundred pages; compared field by field it ended in a RecursionError."""

    def trail(length: int, last: str = "end") -> Trail:
        made = Trail(NodeId(last))
        for index in range(length):
            made = Trail(NodeId(f"p{index}"), made)
        return made

    one, other = a_state(behind=trail(20_000)), a_state(behind=trail(20_000))
    assert one == other
    assert hash(one) == hash(other)
    assert one != a_state(behind=trail(20_000, "start"))
    assert one != a_state(behind=trail(19_999))
    assert one != a_state(behind=None)
    assert repr(Trail(P, Trail(Q))) == "Trail(p < q)"
    assert "p19999" in repr(one)
