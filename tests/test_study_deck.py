"""Which cards can be asked, in what order, and how they fill the days."""

from __future__ import annotations

import datetime
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.model.ids import CardId, NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.settings import Settings
from explainer.store.store import open_store
from explainer.study.deck import DAYS, MINUTES, NEW_A_DAY, SECONDS_A_CARD, days_ahead, sitting
from explainer.study.rating import Rating
from tests.strategies import examples
from tests.study_reader import (
    START,
    HandClock,
    answer,
    due,
    having_read_all,
    session_where_all_is_met,
    unseen,
    with_cards,
)
from tests.test_rooms_fog import SHORT, answer_texts, secrets, told, walk

ROOM = MINUTES * 60 // SECONDS_A_CARD


# ---------------------------------------------------------------- only what was met


def test_at_first_only_the_first_page_is_asked_about(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "brief", HandClock())
    asked = {card.claim for card in session.study.cards()}
    assert asked <= set(session.state.met)
    assert len(session.study.cards()) < len(flagship.cards)
    hidden = next(card for card in flagship.cards.values() if card.claim not in session.state.met)
    with pytest.raises(StepError, match="not met"):
        session.study.ask(hidden.id, Random(1))


@pytest.mark.parametrize("seed", range(4))
def test_wherever_one_goes_only_met_claims_are_asked_about_and_nothing_ahead_is_told(
    flagship: Pack, seed: int
) -> None:
    session, dice = (
        Session.begin(flagship, None, ("brief", "guided", "free", "")[seed], HandClock()),
        Random(seed),
    )
    study, asked = session.study, 0
    for _ in range(25):
        walk(session, dice, 3)
        shown = {*study.cards(), *study.sitting(), *due(session), *unseen(session), *study.now().cards}
        state = session.state
        hidden = [text for text in secrets(flagship, state) if len(text) >= SHORT]
        said = told(flagship, state)
        for card in shown:
            assert card.claim in state.met
            question = study.ask(card.id, dice)
            words = "\n".join((question.text, *question.options, *answer_texts(study.reveal(question))))
            assert [text for text in hidden if text in words and text not in said] == [], card.id
            asked += 1
        if shown:
            answer(session, dice.choice(sorted(card.id for card in shown)), dice.random() < 0.5, dice)
    assert asked > 100


def test_what_a_new_run_has_not_met_yet_is_not_asked_in_it_however_due(
    flagship: Pack, walled_off: Path
) -> None:
    clock = HandClock()
    with closing(open_store(walled_off, clock)) as store:
        session = session_where_all_is_met(flagship, clock, store)
        fresh = Session.begin(flagship, store)
        card = next(card for card in session.study.cards() if card not in fresh.study.cards())
        answer(session, card.id, False, Random(1))
        clock.go_on(days=2)
        assert due(session) == session.study.sitting()[:1] == (card,)
        assert [review.card for review in fresh.study.reviews()] == [card.id]
        assert due(fresh) == ()
        assert card not in fresh.study.sitting()
        with pytest.raises(StepError, match="not met"):
            fresh.study.ask(card.id, Random(1))
        fresh.path.head.state = having_read_all(flagship, fresh.state)
        assert due(fresh) == (card,)


def test_what_was_met_only_at_an_open_fork_is_not_asked_before_it_is_told(flagship: Pack) -> None:
    fork, card = NodeId("fork-council-of-europe"), CardId("why-no-vote-in-strasbourg")
    session = Session.begin(flagship, None, clock=HandClock())
    session.walk(fork)
    assert flagship.cards[card].claim in session.state.met
    asked = flagship.nodes[fork].fork
    assert asked is not None
    (road,) = [option.road for option in asked.options if option.road][:1]
    for page in (None, road):
        if page is not None:
            session.forecast(fork, ())
            session.walk(page)
        assert card not in {item.id for item in session.study.cards()}
    with pytest.raises(StepError):
        session.study.ask(card, Random(1))
    session.walk(asked.resolution)
    assert card in {item.id for item in session.study.cards()}


def test_every_card_of_the_flagship_is_asked_of_who_has_read_all(flagship: Pack) -> None:
    session = session_where_all_is_met(flagship, HandClock())
    assert session.study.cards() == tuple(flagship.cards.values())


# ---------------------------------------------------------------- a sitting


def test_due_cards_come_first_the_most_overdue_before_all(bridge: Pack) -> None:
    pack = with_cards(bridge, 20)
    cards = tuple(pack.cards.values())
    known = {
        cards[3].id: START - datetime.timedelta(days=1),
        cards[5].id: START - datetime.timedelta(days=9),
        cards[7].id: START,
        cards[8].id: START + datetime.timedelta(seconds=1),
    }
    asked = sitting(cards, known, {}, START)
    assert asked[:3] == (cards[5], cards[3], cards[7])
    # New ones fill what is left, in the pack's order.
    assert asked[3:] == tuple(card for card in cards if card.id not in known)[: ROOM - 3]
    long = sitting(cards, known, {}, START, minutes=60)
    assert len(long) == 3 + NEW_A_DAY
    first_asked = {cards[3].id: START - datetime.timedelta(hours=1)}
    assert len(sitting(cards, known, first_asked, START, minutes=60)) == 3 + NEW_A_DAY - 1


def test_a_sitting_takes_its_minutes_and_no_more(bridge: Pack) -> None:
    pack = with_cards(bridge, 40)
    cards = tuple(pack.cards.values())
    known = {card.id: START - datetime.timedelta(hours=1) for card in cards[:30]}
    assert len(sitting(cards, known, {}, START)) == ROOM
    assert len(sitting(cards, known, {}, START, minutes=10)) == 2 * ROOM + 1
    assert len(sitting(cards, known, {}, START, minutes=0)) == 1
    assert sitting((), {}, {}, START) == ()


def test_new_cards_are_let_in_day_by_day(bridge: Pack) -> None:
    clock = HandClock()
    session = session_where_all_is_met(with_cards(bridge, 4 * NEW_A_DAY), clock)
    for day in range(3):
        new = [card for card in session.study.sitting(60) if card in unseen(session)]
        assert len(new) == NEW_A_DAY, day
        for card in new:
            answer(session, card.id, True, Random(day))
        assert not set(session.study.sitting(60)) & set(unseen(session))
        clock.go_on(days=1)


def test_a_day_is_one_of_the_readers_clock(bridge: Pack) -> None:
    cards = tuple(with_cards(bridge, NEW_A_DAY + 3).cards.values())
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    evening = datetime.datetime(2026, 1, 1, 16, tzinfo=datetime.UTC)
    # All of the day's but one in the afternoon, and one more in the evening.
    asked = {card.id: evening - datetime.timedelta(hours=2) for card in cards[: NEW_A_DAY - 1]}
    asked[cards[NEW_A_DAY - 1].id] = evening
    known = {card: evening + datetime.timedelta(days=9) for card in asked}
    assert sitting(cards, known, asked, evening) == ()
    assert sitting(cards, known, asked, evening.astimezone(tokyo)) == cards[NEW_A_DAY:]


# ---------------------------------------------------------------- the days to come


def test_the_days_ahead_count_what_is_due_on_each(bridge: Pack) -> None:
    cards = tuple(with_cards(bridge, 9).cards.values())
    dues = [-30, -1, 0, 0, 1, 3, 6, 7]
    moments = [START + datetime.timedelta(days=days) for days in dues]
    known = {card.id: moment for card, moment in zip(cards, moments, strict=False)}
    found = days_ahead(cards, known, START)
    assert [day.cards for day in found] == [4, 1, 0, 1, 0, 0, 1]
    assert [day.day for day in found] == [START.date() + datetime.timedelta(days=at) for at in range(DAYS)]
    assert [day.cards for day in days_ahead(cards[:1], known, START, 2)] == [1, 0]


@pytest.mark.parametrize("hours", [-12, 14])
def test_what_no_clock_reaches_is_due_today_and_let_in_on_no_day(bridge: Pack, hours: int) -> None:
    cards = tuple(with_cards(bridge, NEW_A_DAY + 1).cards.values())
    there = START.astimezone(datetime.timezone(datetime.timedelta(hours=hours)))
    first = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    known = {cards[0].id: first}
    assert days_ahead(cards, known, there)[0].cards == 1
    assert sitting(cards, known, {cards[0].id: first}, there) == cards


answers_to_cards = st.tuples(st.integers(0, 19), st.sampled_from(list(Rating)), st.integers(1, 10**6))


@examples(50)
@given(st.lists(answers_to_cards, max_size=25))
def test_what_is_due_in_the_days_ahead_is_due_when_they_come(
    bridge: Pack, answers: list[tuple[int, Rating, int]]
) -> None:
    clock = HandClock()
    session = session_where_all_is_met(with_cards(bridge, 20), clock)
    for number, rating, seconds in answers:
        session.study._log.add(f"card-{number}", rating, "square")
        clock.go_on(seconds=seconds)
    ahead = session.study.ahead()
    clock.now = clock.now.replace(hour=23, minute=59, second=59, microsecond=999999)
    total = 0
    for day in ahead:
        total += day.cards
        assert len(due(session)) == total
        clock.go_on(days=1)


# ---------------------------------------------------------------- turned off


def test_turned_off_nothing_is_asked_and_nothing_lost(bridge: Pack) -> None:
    clock = HandClock()
    session = session_where_all_is_met(with_cards(bridge, 9), clock)
    study = session.study
    answer(session, CardId("card-1"), False, Random(1))
    clock.go_on(days=1)
    before = (due(session), study.sitting(), study.ahead())
    study.settings = settings = Settings()
    assert study.on
    settings.change("study", "off")
    assert (study.cards(), due(session), unseen(session), study.sitting(), study.now().cards) == ((),) * 5
    assert [day.cards for day in study.ahead()] == [0] * DAYS
    with pytest.raises(StepError, match="turned off"):
        study.ask(CardId("card-2"), Random(1))
    settings.change("study", "on")
    assert (due(session), study.sitting(), study.ahead()) == before


def test_a_pack_without_cards_asks_nothing(bridge: Pack) -> None:
    session = session_where_all_is_met(replace(bridge, cards={}), HandClock())
    assert session.study.sitting() == session.study.now().cards == ()
