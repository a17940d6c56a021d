"""The flagship as a whole: how much it holds; and each walk through it goes on and tells nothing early."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from explainer.model.card import CardKind
from explainer.model.diagnostic import Severity
from explainer.model.ids import ActorId, NodeId, QuestionId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Pack, WayIn
from explainer.model.people import Stance
from explainer.packs.statistics import statistics
from explainer.rules.check import Checked, check_pack
from explainer.rules.minutes_that_are_not import route_minutes
from explainer.session import Session
from explainer.story.turn import Turn

WALKS = 60
STEPS = 120


@pytest.fixture(scope="module")
def checked(flagship_folder: Path) -> Checked:
    return check_pack(flagship_folder)


@pytest.fixture(scope="module")
def pack(checked: Checked) -> Pack:
    assert checked.pack is not None
    return checked.pack


def test_it_keeps_all_its_promises_without_one_error_or_warning(checked: Checked, pack: Pack) -> None:
    assert [item for item in checked.diagnostics if item.severity is not Severity.NOTE] == []
    promises = pack.manifest.promises
    assert promises.every_paragraph_cited
    assert promises.core_on_every_way
    assert [(item.sides, item.within) for item in promises.voices] == [(("belgrade", "pristina"), 5)]
    assert [(item.sides, item.within) for item in promises.balance] == [
        (("belgrade", "pristina"), 15),
        (("council-decides", "act-without"), 15),
    ]


def test_it_holds_as_much_as_it_should(pack: Pack) -> None:
    counts = statistics(pack)
    least = {
        "nodes": 180, "claims": 350, "forks": 20, "options": 65, "terms": 60, "cards": 100, "places": 16,
        "positions": 160, "events": 100,
    }  # fmt: skip
    assert {key: counts[key] for key, number in least.items() if int(str(counts[key])) < number} == {}
    assert int(str(counts["page_words"])) >= 25_000
    assert 55 <= int(str(counts["core_claims"])) <= 75


def test_every_chapter_has_its_recap(pack: Pack) -> None:
    recaps = {node.chapter for node in pack.nodes.values() if node.kind is NodeKind.RECAP}
    assert {chapter.id for chapter in pack.manifest.chapters} <= recaps


def test_whoever_answers_answers_all_ten_questions(pack: Pack) -> None:
    asked = Counter(actor for actor, _ in pack.positions)
    assert len(asked) >= 16
    assert set(asked.values()) == {10}
    wanted = {
        "kosovo-serbs-north", "kosovo-serbs-south", "serbian-orthodox-church", "vetevendosje",
        "roma-ashkali-egyptian", "bosniak-turkish",
    }  # fmt: skip
    assert wanted <= set(asked)
    for (actor, question), position in pack.positions.items():
        assert (ActorId(actor), QuestionId(question)) == (position.actor, position.question)
        if position.stance is not Stance.NOT_DOCUMENTED:
            assert position.speaker, (actor, question)
            assert len(position.quote.split()) <= 12, (actor, question)


def test_a_third_of_the_cards_ask_why_or_who_would_say_it(pack: Pack) -> None:
    deep = [
        card
        for card in pack.cards.values()
        if card.kind in (CardKind.WHO, CardKind.ARGUE) or card.question.casefold().startswith(("why", "who"))
    ]
    assert len(deep) * 3 >= len(pack.cards)


def test_a_quotation_has_a_dozen_words_at_most(pack: Pack) -> None:
    long = [
        (node.id, quoted)
        for node in pack.nodes.values()
        for text in node.texts
        for quoted in text.text.split('"')[1::2]
        if len(quoted.split()) > 12
    ]
    assert long == []


def test_a_road_says_at_once_that_it_was_not_taken(pack: Pack) -> None:
    for node in pack.nodes.values():
        if node.kind is NodeKind.ROAD:
            assert node.passages[0].text.text.startswith("This did not happen"), node.id
            assert node.id in pack.told_by, node.id


# ---------------------------------------------------------------- walks


def routed(pack: Pack) -> list[WayIn]:
    return [way for way in pack.manifest.ways_in if way.route]


def test_the_two_timed_ways_have_routes_of_about_their_minutes(pack: Pack) -> None:
    assert {way.id: way.minutes for way in routed(pack)} == {"brief": 10, "guided": 30}
    for way in routed(pack):
        assert abs(route_minutes(pack, way) - way.minutes) <= way.minutes / 4


@pytest.mark.parametrize("way_id", ["brief", "guided"])
def test_a_route_can_be_walked_as_it_stands(pack: Pack, way_id: str) -> None:
    [way] = [way for way in routed(pack) if way.id == way_id]
    session = Session.begin(pack, None, way.id)
    for here, there in zip(way.route, way.route[1:], strict=False):
        assert session.turn.node == here
        if session.turn.fork:
            options = len(session.turn.fork.fork.options)
            session.forecast(here, (100, *[0] * (options - 1)))
        ways = [offer for offer in session.turn.offers if offer.open and offer.to == there]
        assert ways, f"{here} offers no way to {there}"
        session.choose(ways[0].choice)
    assert session.turn.node == way.route[-1]
    core = {claim.id for claim in pack.claims.values() if claim.core}
    assert core - set(session.state.met) == set()


def tells_nothing_early(pack: Pack, turn: Turn, session: Session) -> None:
    node = pack.nodes[turn.node]
    for fork in pack.told_by.get(node.id, ()):
        assert fork in session.state.forecasts, f"{node.id} tells of {fork} before its forecast is closed"
    if not node.ahead:
        late = [
            item.claim.id for item in turn.claims if item.claim.known_from.first_day > session.state.today
        ]
        assert late == [], f"{node.id} tells on {session.state.today} what is known only later"


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_walk_at_random_never_ends_where_nothing_is_open_and_hears_nothing_early(
    pack: Pack, seed: int
) -> None:
    chance = random.Random(seed)
    ways = pack.manifest.ways_in
    session = Session.begin(pack, None, ways[seed % len(ways)].id)
    for _ in range(STEPS):
        turn = session.turn
        tells_nothing_early(pack, turn, session)
        if turn.fork and turn.node not in session.state.forecasts:
            points = (100, *[0] * (len(turn.fork.fork.options) - 1))
            session.forecast(turn.node, points if chance.random() < 0.7 else ())
            continue
        ways_on = [offer for offer in turn.offers if offer.open]
        if not ways_on:
            assert pack.nodes[turn.node].ending
            break
        # What is new is taken first, so that a walk gets far.
        fresh = [offer for offer in ways_on if offer.to not in session.state.visits]
        session.choose(chance.choice(fresh or ways_on).choice)


def always_leads_to(node: Node) -> list[NodeId]:
    """The pages that every reader of a page may go to; walks at random try the rest."""
    return [
        *(choice.to for choice in node.choices if choice.when is None),
        *(divert.to for divert in node.diverts if divert.when is None),
        *node.passages[0].text.nodes,
    ]


def test_no_page_of_the_later_story_can_be_reached_before_a_forecast(pack: Pack) -> None:
    reached: set[NodeId] = set()
    todo = [pack.manifest.start, *(way.start for way in pack.manifest.ways_in)]
    while todo:
        at = todo.pop()
        # Pages that tell what happened open only when the forecast is made or passed by.
        if at not in reached and at not in pack.told_by:
            reached.add(at)
            todo.extend(always_leads_to(pack.nodes[at]))
    early = [pack.nodes[name] for name in reached]
    late = [node.id for node in early if node.date > pack.manifest.as_of and not node.ahead]
    assert late == []


def test_the_forks_can_be_walked_from_the_first_to_the_present(pack: Pack) -> None:
    """From each outcome a choice leads on, page by page, to the next fork; the date never turns back."""
    forks = [node.id for node in pack.nodes.values() if node.fork]
    session = Session.begin(pack, None, "free")
    session.walk(NodeId("fork-council"))
    met: list[NodeId] = []
    dates = []
    while session.turn.node != "recap-forks":
        here = session.turn.node
        if session.turn.fork:
            met.append(here)
            session.forecast(here, ())
            goal = session.turn.fork.fork.resolution
            offers = [offer for offer in session.turn.offers if offer.to == goal]
        else:
            offers = [offer for offer in session.turn.offers if offer.to in ONWARD]
            offers = [offer for offer in offers if offer.to not in session.state.visits]
        assert offers, f"nothing leads on from {here}"
        session.choose(offers[-1].choice)
        dates.append(session.state.today)
    assert sorted(met) == sorted(forks)
    assert len(met) == 20
    assert dates == sorted(dates)
    assert dates[-1].year >= 2025


ONWARD = {
    "fork-timing", "fork-eu-mission", "fork-shape", "declaration", "fork-recognition",
    "fork-serbian-response", "fork-kosovo-serbs", "fork-serbia-eu", "fork-unmik", "fork-icj",
    "fork-six-points", "first-two-years", "icj-opinion", "fork-after-opinion", "fork-north",
    "dialogue-and-footnote", "end-of-supervision", "fork-brussels", "the-association",
    "between-2015-and-2018", "fork-border", "fork-washington", "fork-plates", "fork-walkout",
    "fork-ohrid", "after-the-walkout", "banjska", "fork-council-of-europe", "the-present",
    "the-present-people", "the-present-courts", "recap-forks",
}  # fmt: skip
"""The pages of the later story on which something happens, between one fork and the next."""
