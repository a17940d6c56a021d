"""What a face shows of a page: numbers, marks, notices, the fork as it stands."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from explainer.model import condition as c
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, PlaceId, TermId
from explainer.model.node import Fork, NodeKind, Passage
from explainer.model.pack import Pack
from explainer.prose.tree import Paragraph, Text, claims_of
from explainer.story.engine import apply, offers, start
from explainer.story.roads import NOT_WHAT_HAPPENED
from explainer.story.state import StoryState
from explainer.story.steps import Choose, MakeForecast, OpenClaim, Step, Walk
from explainer.story.turn import OfferMark, Turn, view
from tests.strategies import choice, day, examples, fork, node, pack_of, packs, prose
from tests.strategies_plays import play, plays

F, P, Q = NodeId("f"), NodeId("p"), NodeId("q")


def turn_after(pack: Pack, *steps: Step) -> Turn:
    state = start(pack)
    for step in steps:
        state = apply(pack, state, step)
    return view(pack, state)


def test_a_turn_says_where_when_and_how_far() -> None:
    pack = pack_of(
        [
            node(
                "p",
                "So.",
                [choice("q")],
                chapter="only",
                place=PlaceId("old-square"),
                voices=(ActorId("mayor"),),
            ),
            node("q", "Then.", date=day(12), period="1974 to 1989", ahead=True, title="Another page"),
        ]
    )
    first = turn_after(pack)
    assert (first.node, first.title, first.kind, first.chapter) == (
        "p",
        "P",
        NodeKind.SCENE,
        "The only chapter",
    )
    assert first.place is not None
    assert (first.place.name, first.when, first.notices) == ("old square", "19 December 2007", ())
    assert first.blocks == (Paragraph((Text("So."),)),)
    assert [actor.id for actor in first.voices] == ["mayor"]
    assert (first.pages_read, first.pages, first.voices_heard, first.voices_all) == (1, 2, 1, 3)
    assert (first.ending, first.fork) == (False, None)
    second = turn_after(pack, Walk(Q))
    assert (second.title, second.place, second.chapter, second.ending) == ("Another page", None, "", True)
    assert (second.when, second.pages_read) == ("1974 to 1989", 2)
    assert second.notices == ("This page looks beyond 31 December 2007.",)


def test_a_road_says_that_it_did_not_happen() -> None:
    assert turn_after(pack_of([node("p", kind=NodeKind.ROAD)])).notices == (NOT_WHAT_HAPPENED,)


def test_claims_are_numbered_in_the_order_of_the_page_each_once() -> None:
    more = [
        Passage(prose("Shown. [@claim-c; @claim-a]"), c.Visited(P)),
        Passage(prose("Not shown. [@claim-d]"), c.Visited(Q)),
    ]
    pack = pack_of([node("p", "B. [@claim-b] A. [@claim-a] B. [@claim-b]", passages=more), node("q")])
    turn = turn_after(pack, OpenClaim(ClaimId("claim-a")))
    shown = [(item.number, item.claim.id, item.opened) for item in turn.claims]
    assert shown == [(1, "claim-b", False), (2, "claim-a", True), (3, "claim-c", False)]
    assert [turn.number_of(ClaimId(f"claim-{letter}")) for letter in "abcd"] == [2, 1, 3, None]


def test_terms_are_those_the_page_links_by_any_name_each_once() -> None:
    turn = turn_after(pack_of([node("p", "[[Tally|A count]], [[veto]] and [[tally]]; [[nothing]].")]))
    assert [term.id for term in turn.terms] == [TermId("tally"), TermId("veto")]


def test_offers_are_numbered_and_marked_by_what_they_lead_to() -> None:
    ways = [
        choice("p", "here", text="Here again", hint="You are here."),
        choice("q"),
        choice("f"),
        choice("q", "hidden", when=c.Visited(Q)),
        choice("q", "locked", when=c.Visited(Q), locked="Not yet."),
    ]
    pack = pack_of([node("p", choices=ways), node("q", choices=[choice("p")]), node("f", fork=fork("q"))])
    shown = [(o.number, o.choice, o.to, o.mark, o.open, o.reason, o.hint) for o in turn_after(pack).offers]
    assert shown == [
        (1, "here", "p", OfferMark.READ, True, "", "You are here."),
        (2, "q", "q", OfferMark.NEW, False, "First say what you expect, or pass the forecast by.", ""),
        (3, "f", "f", OfferMark.FORK, True, "", ""),
        (4, "locked", "q", OfferMark.NEW, False, "Not yet.", ""),
    ]
    later = turn_after(pack, MakeForecast(F, ()), Walk(Q), Walk(F), Walk(P))
    assert [offer.mark for offer in later.offers] == [OfferMark.READ] * 5


def test_a_fork_shows_its_arguments_and_how_the_forecast_stands() -> None:
    told = fork("q")
    told = Fork(told.question, told.options, told.resolution, decider="mayor")
    pack = pack_of([node("f", fork=told), node("q")])
    before, made = turn_after(pack), turn_after(pack, MakeForecast(F, (60, 40)))
    seen = turn_after(pack, MakeForecast(F, (60, 40)), Choose(F, ChoiceId("what-happened")), Walk(F))
    assert before.fork is not None
    assert made.fork is not None
    assert seen.fork is not None
    assert (before.fork.node, before.fork.fork, before.fork.decider) == ("f", told, "Mayor")
    assert [(turn.forecast, turn.final) for turn in (before.fork, made.fork, seen.fork)] == [
        (None, False),
        ((60, 40), False),
        ((60, 40), True),
    ]
    assert claims_of(before.fork.arguments[0][0]) == ("claim-a",)
    assert [item.claim.id for item in before.claims] == ["claim-a"]
    skipped = turn_after(pack, MakeForecast(F, ()))
    assert skipped.fork is not None
    assert skipped.fork.forecast == ()


@given(packs(), plays())
@examples(100)
def test_every_turn_of_every_play_hangs_together(pack: Pack, picks: list[int]) -> None:
    for entry in play(pack, picks).entries:
        state = entry.state
        turn = view(pack, state)
        assert turn == view(pack, state)
        assert [item.number for item in turn.claims] == list(range(1, len(turn.claims) + 1))
        assert [item.number for item in turn.offers] == list(range(1, len(turn.offers) + 1))
        assert [item.choice.id for item in offers(pack, state)] == [offer.choice for offer in turn.offers]
        assert [claim for claim in claims_of(turn.blocks) if turn.number_of(claim) is None] == []
        assert [item.claim.id for item in turn.claims if item.claim.id not in state.met] == []
        assert 1 <= turn.pages_read <= turn.pages
        assert 0 <= turn.voices_heard <= turn.voices_all
        assert (turn.fork is None) == (pack.nodes[turn.node].fork is None)


@pytest.mark.parametrize("claims", [0, 3])
def test_a_page_may_rest_on_claims_that_the_pack_no_longer_has(claims: int) -> None:
    """The pack under a run may change; what it no longer knows is left out, not an error."""
    pack = pack_of([node("p", "So. [@claim-d] Too. [@claim-a]")])
    fewer = pack_of([node("p", "So. [@claim-d] Too. [@claim-a]")])
    state: StoryState = start(pack)
    assert len(view(pack, state).claims) == 2
    known = dict(list(fewer.claims.items())[:claims])
    turn = view(dataclasses.replace(fewer, claims=known), state)
    assert [item.claim.id for item in turn.claims] == (["claim-a"] if claims else [])
