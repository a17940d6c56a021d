"""What is asked between pages: at a chapter's end a few questions, and soon again what was not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.card import Card, CardKind
from explainer.model.ids import CardId, ClaimId, NodeId
from explainer.model.node import NodeKind
from explainer.model.pack import Chapter, Pack
from explainer.packs.load import open_pack
from explainer.session import Session
from explainer.study import between_pages, schedule
from explainer.study.between_pages import (
    FEWEST,
    MOST,
    PAGES_UNTIL_AGAIN,
    AskedNow,
    asked_now,
    chapter_ended,
)
from explainer.study.schedule import Schedule
from tests.strategies import examples
from tests.study_reader import HandClock, answer, due

PAGES = (("a", 5), ("b", 4), ("c", 2))
"""Two chapters, and one of two pages; each page rests on two claims with a card each."""


def town() -> Pack:
    """A pack where one can walk from every page to every other."""
    bridge = open_pack(Path(__file__).resolve().parent / "packs" / "good" / "bridge")
    model, page = bridge.claims[ClaimId("vote-nine-six")], bridge.nodes[NodeId("home")]
    nodes, claims, cards = {}, {}, {}
    for chapter, count in PAGES:
        for number in range(1, count + 1):
            name = NodeId(f"{chapter}{number}")
            own = [ClaimId(f"{name}-one"), ClaimId(f"{name}-two")]
            for claim in own:
                claims[claim] = replace(model, id=claim)
                cards[CardId(claim)] = Card(CardId(claim), CardKind.RECALL, claim, f"{claim}?", "Yes")
            text = replace(page.passages[0].text, text=f"Words. [@{own[0]}; @{own[1]}]", claims=tuple(own))
            nodes[name] = replace(
                page, id=name, title=name, kind=NodeKind.SCENE, chapter=chapter, ending=False,
                passages=(replace(page.passages[0], text=text),),
            )  # fmt: skip
        recap = NodeId(f"{chapter}-recap")
        nodes[recap] = replace(page, id=recap, title=recap, kind=NodeKind.RECAP, chapter=chapter)
    chapters = tuple(Chapter(name, name.upper()) for name, _ in PAGES)
    manifest = replace(bridge.manifest, start=NodeId("a1"), chapters=chapters, ways_in=())
    return replace(
        bridge, manifest=manifest, nodes=nodes, claims=claims, cards=cards, told_by={}, gated=(), passing=()
    )


TOWN = town()


def reader() -> tuple[Session, HandClock]:
    clock = HandClock()
    return Session.begin(TOWN, None, clock=clock), clock


def go(session: Session, clock: HandClock, *pages: str) -> AskedNow:
    """Walk over the pages, a minute each; gives what is asked on the last."""
    for page in pages:
        clock.go_on(minutes=1)
        session.walk(NodeId(page))
    return session.study.now()


def ids(cards: Sequence[Card]) -> list[str]:
    return [card.id for card in cards]


# ---------------------------------------------------------------- when a chapter is ended


@pytest.mark.parametrize(
    ("pages", "ended"),
    [
        ((), ""),
        (("a2", "a3"), ""),
        (("a2", "b1"), ""),
        (("a2", "a3", "b1"), "a"),
        (("a2", "a1", "a2", "b1"), ""),
        (("a2", "a3", "b1", "b2"), ""),
        (("a2", "a3", "b1", "a4"), ""),
        (("a2", "b1", "a3", "c1"), ""),
        (("c1", "b1"), ""),
        (("c1", "c2", "b1"), "c"),
        (("a2", "a3", "a-recap"), "a"),
        (("a2", "b1", "a3", "a-recap"), "a"),
        (("a2", "a-recap"), ""),
        (("a2", "a3", "a-recap", "b1"), ""),
        (("a2", "a3", "b-recap"), "a"),
        (("b1", "b2", "b3", "c1", "c2", "b-recap"), "b"),
    ],
)
def test_a_chapter_is_ended_by_leaving_it_or_by_its_recap(pages: tuple[str, ...], ended: str) -> None:
    session, clock = reader()
    go(session, clock, *pages)
    found = chapter_ended(TOWN, session.state)
    assert (found.id if found else "") == ended


# ---------------------------------------------------------------- its questions


def test_a_chapters_end_asks_a_few_cards_of_claims_met_in_it() -> None:
    session, clock = reader()
    asked = go(session, clock, "a2", "a3", "b1")
    assert asked.chapter is not None
    assert asked.chapter.title == "A"
    assert ids(asked.questions) == ["a1-one", "a1-two", "a2-one", "a2-two", "a3-one"]
    assert asked.cards == asked.questions
    assert asked.again == ()


def test_what_was_answered_is_asked_no_more_and_no_other_takes_its_place() -> None:
    session, clock = reader()
    asked = go(session, clock, "a2", "a3", "b1")
    left = ids(asked.questions)
    while left:
        answer(session, CardId(left.pop(0)), True, Random(1))
        clock.go_on(seconds=30)
        now = session.study.now()
        assert ids(now.questions) == left
        assert (now.chapter is None) == (not left)
    assert session.study.now() == AskedNow()


def test_those_never_asked_come_first_then_those_that_are_due() -> None:
    session, clock = reader()
    go(session, clock, "a2", "a3", "b1")
    for card in session.study.now().questions:
        answer(session, card.id, True, Random(1))
    # One card of the first three pages was not asked: too few, and nothing else is due.
    assert go(session, clock, "a1", "a2", "a3", "b1").questions == ()
    go(session, clock, "a4", "a1", "a2")
    assert ids(go(session, clock, "b1").questions) == ["a3-two", "a4-one", "a4-two"]
    clock.go_on(days=30)
    assert ids(go(session, clock, "a1", "a2", "a3", "b1").questions) == [
        "a3-two", "a4-one", "a4-two", "a1-one", "a1-two",
    ]  # fmt: skip


def test_fewer_than_a_few_are_not_asked() -> None:
    session, clock = reader()
    go(session, clock, "a2", "a3")
    for card in session.study.cards()[: 6 - FEWEST + 1]:
        answer(session, card.id, True, Random(1))
    assert go(session, clock, "b1").questions == ()


def test_who_walks_on_has_passed_them_by_and_who_goes_back_has_them_again() -> None:
    session, clock = reader()
    asked = go(session, clock, "a2", "a3", "b1")
    assert go(session, clock, "b2") == AskedNow()
    session.back()
    assert session.study.now() == asked
    answer(session, asked.questions[0].id, True, Random(1))
    session.forward()
    session.back()
    assert session.study.now().questions == asked.questions[1:]


def test_a_new_run_asks_as_the_page_is_entered_again() -> None:
    session, clock = reader()
    go(session, clock, "a2", "a3", "b1")
    for card in session.study.now().questions[:2]:
        answer(session, card.id, True, Random(1))
    entered = clock.now
    clock.go_on(minutes=1)
    reviews, own = session.study.reviews(), Schedule()
    then = asked_now(TOWN, session.state, reviews, own, entered)
    assert len(then.questions) == MOST - 2
    assert ids(asked_now(TOWN, session.state, reviews, own, clock.now).questions) == [
        "a2-one", "a2-two", "a3-one", "a3-two",
    ]  # fmt: skip
    # Where it is not known when the page was entered, what was answered on it counts as answered here.
    assert asked_now(TOWN, session.state, reviews, own) == then


# ---------------------------------------------------------------- again soon


def test_what_was_not_known_is_asked_again_within_two_pages() -> None:
    session, clock = reader()
    card = go(session, clock, "a2").again or session.study.cards()
    answer(session, card[0].id, False, Random(1))
    assert session.study.now().again == (), "not on the page it was answered on"
    for page in ("a3", "a4"):
        assert ids(go(session, clock, page).again) == [card[0].id]
    assert go(session, clock, "a5").again == (), "who passed it by twice has it in the next sitting"
    assert ids(due(session)) == []
    clock.go_on(minutes=10)
    assert ids(due(session)) == [card[0].id]


def test_once_it_is_known_it_is_asked_no_more_and_if_not_again_soon() -> None:
    session, clock = reader()
    card = session.study.cards()[0].id
    answer(session, card, False, Random(1))
    go(session, clock, "a2")
    answer(session, card, False, Random(1))
    go(session, clock, "a3")
    assert ids(go(session, clock, "a4").again) == [card]
    answer(session, card, True, Random(1))
    assert session.study.now().again == ()
    session.study.undo()
    assert ids(session.study.now().again) == [card]


def test_a_card_is_asked_once_where_both_ask_it() -> None:
    session, clock = reader()
    go(session, clock, "a2", "a3")
    answer(session, CardId("a1-one"), False, Random(1))
    clock.go_on(days=1)
    asked = go(session, clock, "b1")
    assert ids(asked.again) == ["a1-one"]
    assert "a1-one" not in ids(asked.questions)
    assert len(asked.questions) >= FEWEST


# ---------------------------------------------------------------- what it costs


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often all cards were looked through, and how often answers were replayed."""
    found: Counter[str] = Counter()

    def counted(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def look(*args: object) -> object:
            found[name] += 1
            return real(*args)

        monkeypatch.setattr(module, name, look)

    counted(between_pages, "askable")
    counted(schedule, "due_of")
    return found


def test_a_page_that_asks_nothing_looks_through_nothing(looks: Counter[str]) -> None:
    session, clock = reader()
    for card in session.study.cards():
        answer(session, card.id, True, Random(1))
    for page in ("a2", "b1", "a3", "c1"):
        assert go(session, clock, page) == AskedNow()
    assert not looks


def test_a_chapters_end_replays_answers_only_where_new_cards_are_too_few(looks: Counter[str]) -> None:
    session, clock = reader()
    answer(session, CardId("a1-one"), True, Random(1))
    assert ids(go(session, clock, "a2", "a3", "b1").questions) == [
        "a1-two", "a2-one", "a2-two", "a3-one", "a3-two",
    ]  # fmt: skip
    assert looks == {"askable": 1}
    for _ in range(3):
        session.study.now()
    assert looks == {"askable": 1}, "asked again it is not looked up again"
    answer(session, CardId("a1-two"), True, Random(1))
    looks.clear()
    go(session, clock, "a1", "a2", "a3", "b1")
    # Of the two cards that were asked the answers, of no other.
    assert looks == {"askable": 1, "due_of": 2}
    go(session, clock, "a1", "a2", "a3", "b1")
    assert looks == {"askable": 2, "due_of": 2}, "what was replayed once is known"


def test_a_card_that_was_not_known_is_looked_up_while_it_may_come_again(looks: Counter[str]) -> None:
    session, clock = reader()
    answer(session, CardId("a1-one"), False, Random(1))
    for page, times in (("a2", 1), ("a3", 2), ("a4", 2), ("a5", 2)):
        go(session, clock, page)
        assert looks == {"askable": times}


moves = st.lists(
    st.tuples(st.sampled_from(sorted(TOWN.nodes)), st.integers(0, 3), st.booleans()), min_size=1, max_size=30
)


@examples(80)
@given(moves)
def test_whatever_way_one_goes(way: list[tuple[str, int, bool]]) -> None:
    session, clock = reader()
    wrong: dict[str, int] = {}
    for turn, (page, answers, right) in enumerate(way):
        asked = go(session, clock, page)
        assert len(asked.questions) <= MOST
        assert not asked.questions or len(asked.questions) >= FEWEST
        assert (asked.chapter is None) == (not asked.questions)
        assert len(set(ids(asked.cards))) == len(asked.cards)
        for card in asked.questions:
            assert asked.chapter is not None
            assert card.claim in session.state.met
            assert card.id.startswith(asked.chapter.id)
        for card in asked.again:
            assert turn - wrong[card.id] <= PAGES_UNTIL_AGAIN
        for card in asked.cards[:answers]:
            answer(session, card.id, right, Random(1))
            wrong[card.id] = turn
        assert not set(session.study.now().cards) & set(asked.cards[:answers])


def test_the_brief_of_the_flagship_asks_at_the_end_of_each_chapter(flagship_folder: Path) -> None:
    pack, clock = open_pack(flagship_folder), HandClock()
    way = next(way for way in pack.manifest.ways_in if way.id == "brief")
    session = Session.begin(pack, None, "brief", clock)
    asked = {}
    for page in way.route[1:]:
        if session.turn.fork:
            session.forecast(session.state.node, ())
        now = go(session, clock, page)
        if now.chapter:
            asked[page] = (now.chapter.id, len(now.questions))
        for card in now.cards:
            answer(session, card.id, True, Random(1))
    assert [chapter for chapter, _ in asked.values()] == ["history", "reading-room", "people"]
    assert all(FEWEST <= count <= MOST for _, count in asked.values())
