"""What a card asks, how an answer is checked, what is told after it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError, StoreError
from explainer.model.card import Card, CardKind
from explainer.model.ids import CardId, ClaimId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.store import open_store
from explainer.story.answers import claim_answer
from explainer.story.fog import pages_on_claims
from explainer.study.question import SELF_GRADED, ask
from explainer.study.rating import Rating
from tests.strategies import examples
from tests.study_reader import HandClock, answer, due, numbers, session_where_all_is_met, unseen, with_cards


def card_of(kind: CardKind, answer: str = "D", options: tuple[str, ...] = ("A", "B", "C")) -> Card:
    return Card(CardId("c"), kind, ClaimId("claim"), "Which?", answer, options)


# ---------------------------------------------------------------- asking


def test_every_card_of_the_flagship_can_be_asked_and_answered(flagship: Pack) -> None:
    session, dice = session_where_all_is_met(flagship, HandClock()), Random(7)
    for card in flagship.cards.values():
        asked = session.study.ask(card.id, dice)
        assert asked.text == card.question
        assert asked.hint
        assert asked.self_graded == (card.kind in SELF_GRADED)
        if asked.self_graded:
            assert asked.options == ()
            continue
        assert asked.is_right(numbers(asked, True))
        assert not asked.is_right(numbers(asked, False))
        dealt = [card.answer, *card.options] if card.kind is not CardKind.ORDER else card.options
        assert sorted(asked.options) == sorted(dealt)


@examples(100)
@given(st.integers(0, 10**6), st.sampled_from([CardKind.CHOOSE, CardKind.WHO, CardKind.ORDER]))
def test_the_dice_alone_decide_how_options_lie(seed: int, kind: CardKind) -> None:
    card = card_of(kind)
    asked = ask(card, Random(seed))
    assert asked == ask(card, Random(seed))
    if kind is CardKind.ORDER:
        assert asked.options != card.options, "not dealt in its order"


def test_the_answer_lies_anywhere() -> None:
    places = {ask(card_of(CardKind.CHOOSE), Random(seed)).options.index("D") for seed in range(60)}
    assert places == {0, 1, 2, 3}


@pytest.mark.parametrize("given", [(), (0,), (5,), (-1,), (1, 2)])
def test_what_is_no_choice_is_told_with_what_is(given: tuple[int, ...]) -> None:
    with pytest.raises(StepError, match=r"Name one of 1 to 4\."):
        ask(card_of(CardKind.WHO), Random(1)).is_right(given)


@pytest.mark.parametrize("given", [(), (1,), (1, 2, 2), (1, 2, 4), (0, 1, 2), (1, 2, 3, 3)])
def test_what_is_no_order_is_told_with_what_is(given: tuple[int, ...]) -> None:
    with pytest.raises(StepError, match="all of 1 to 3, each once"):
        ask(card_of(CardKind.ORDER), Random(1)).is_right(given)


@pytest.mark.parametrize("kind", sorted(SELF_GRADED))
def test_what_only_the_reader_can_check_is_not_checked(kind: CardKind) -> None:
    with pytest.raises(StepError, match="only you"):
        ask(card_of(kind), Random(1)).is_right((1,))


# ---------------------------------------------------------------- what is told after it


def test_an_answer_tells_why_and_the_claim_with_its_sources_and_pages(flagship: Pack) -> None:
    session = session_where_all_is_met(flagship, HandClock())
    for card in flagship.cards.values():
        asked = session.study.ask(card.id, Random(1))
        told = session.study.reveal(asked)
        labels = {detail.label: detail.lines for detail in told.details}
        assert told.title == card.question
        assert told.lead == ""
        assert card.answer.rstrip(".") in str(told.blocks)
        assert labels.get("Why", ("",)) == (card.why,)
        assert labels["The claim"][0].startswith(flagship.claims[card.claim].statement)
        assert (
            claim_answer(flagship, card.claim).details
            == told.details[-len(claim_answer(flagship, card.claim).details) :]
        )
        assert told.claims == (card.claim,)
        assert told.disputed == bool(flagship.claims[card.claim].disputed)
        assert told.doors == pages_on_claims(flagship, session.state, [card.claim])
        assert ("In order" in labels) == (card.kind is CardKind.ORDER)


@pytest.mark.parametrize("kind", [CardKind.CHOOSE, CardKind.WHO, CardKind.ORDER])
def test_an_answer_that_was_checked_says_whether_it_was_right(bridge: Pack, kind: CardKind) -> None:
    session = session_where_all_is_met(with_cards(bridge, 5), HandClock())
    (card,) = [card for card in session.study.cards() if card.kind is kind]
    asked = session.study.ask(card.id, Random(1))
    right = session.study.answer(asked, numbers(asked, True))
    assert (right.right, right.answer.lead) == (True, "Right.")
    wrong = session.study.answer(asked, numbers(asked, False))
    assert not wrong.right
    assert [review.rating for review in session.study.reviews()] == ["good", "again"]
    assert wrong.answer.lead.startswith("Not ")
    assert "comes back soon" in wrong.answer.lead


# ---------------------------------------------------------------- keeping


@pytest.fixture
def session(walled_off: Path, bridge: Pack) -> Iterator[Session]:
    clock = HandClock()
    with closing(open_store(walled_off, clock)) as store:
        yield session_where_all_is_met(with_cards(bridge, 10), clock, store)


def card(session: Session, kind: CardKind) -> CardId:
    return next(card.id for card in session.study.cards() if card.kind is kind)


def test_an_answer_that_can_not_be_one_keeps_nothing(session: Session) -> None:
    asked = session.study.ask(card(session, CardKind.CHOOSE), Random(1))
    with pytest.raises(StepError):
        session.study.answer(asked, (9,))
    with pytest.raises(StepError, match="Answer it"):
        session.study.grade(asked, Rating.EASY)
    with pytest.raises(StepError, match="only you"):
        session.study.answer(session.study.ask(card(session, CardKind.RECALL), Random(1)), (1,))
    assert session.study.reviews() == ()
    with pytest.raises(StepError, match="Nothing was answered"):
        session.study.undo()


def test_what_was_right_may_be_said_to_be_hard_or_easy(session: Session) -> None:
    study = session.study
    asked = study.ask(card(session, CardKind.WHO), Random(1))
    words = (Rating.HARD, Rating.GOOD, Rating.EASY)
    now = session._clock()
    said = [study.wait(asked.card.id, rating) for rating in words]
    study.answer(asked, numbers(asked, True))
    for rating, wait in zip(words, said, strict=True):
        assert study.wait(asked.card.id, rating, instead=True) == wait
        study.regrade(rating)
        assert study.known()[asked.card.id] == now + wait
    assert said == sorted(said)
    assert len(study.reviews()) == 1
    with pytest.raises(StepError, match="how hard it was is"):
        study.regrade(Rating.AGAIN)


def test_what_was_wrong_stays_wrong(session: Session) -> None:
    asked = session.study.ask(card(session, CardKind.CHOOSE), Random(1))
    session.study.answer(asked, numbers(asked, False))
    with pytest.raises(StepError, match="not yours to say"):
        session.study.regrade(Rating.EASY)
    assert session.study.reviews()[-1].rating == "again"


def test_of_ones_own_answer_anything_may_be_said(session: Session) -> None:
    study = session.study
    with pytest.raises(StepError, match="no answer"):
        study.regrade(Rating.EASY)
    study.grade(study.ask(card(session, CardKind.ARGUE), Random(1)), Rating.GOOD)
    assert study.regrade(Rating.AGAIN).rating == "again"
    assert study.regrade(Rating.EASY).rating == "easy"


def test_the_page_that_was_open_is_kept_with_it(session: Session) -> None:
    answer(session, card(session, CardKind.RECALL), True, Random(1))
    assert session.study.reviews()[0].node == session.state.node


answers = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 10**6)), max_size=12)


@examples(60)
@given(answers, st.integers(0, 9), st.booleans())
def test_undo_restores_exactly(
    bridge: Pack, before: list[tuple[int, bool, int]], number: int, right: bool
) -> None:
    clock, dice = HandClock(), Random(3)
    session = session_where_all_is_met(with_cards(bridge, 10), clock)
    study = session.study
    for which, was_right, seconds in before:
        answer(session, CardId(f"card-{which}"), was_right, dice)
        clock.go_on(seconds=seconds)

    def everything() -> object:
        return (
            study.reviews(),
            due(session),
            unseen(session),
            study.sitting(),
            study.ahead(),
            study.now(),
            study.known(),
        )

    stood = everything()
    answer(session, CardId(f"card-{number}"), right, dice)
    assert everything() != stood
    assert study.undo().card == f"card-{number}"
    assert everything() == stood
    for which, _, _ in reversed(before):
        assert study.undo().card == f"card-{which}"
    assert study.reviews() == ()
    with pytest.raises(StepError, match="Nothing was answered"):
        study.undo()


def test_what_was_undone_is_so_for_the_next_start_too(session: Session, walled_off: Path) -> None:
    answer(session, CardId("card-0"), True, Random(1))
    answer(session, CardId("card-1"), False, Random(1))
    session.study.undo()
    with closing(open_store(walled_off)) as store:
        again = Session.begin(session.pack, store)
        assert [review.card for review in again.study.reviews()] == ["card-0"]
        with pytest.raises(StepError, match="Nothing was answered"):
            # Only what this window answered.
            again.study.undo()


def test_a_store_that_fails_mid_way_is_told_once_and_answers_go_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(session, CardId("card-0"), True, Random(1))
    store = session._store
    assert store is not None

    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store.reviews, "add", fail)
    answer(session, CardId("card-1"), False, Random(1))
    answer(session, CardId("card-2"), False, Random(1))
    assert not session.kept
    assert len(session.take_notices()) == 1
    assert [review.card for review in session.study.reviews()] == ["card-0", "card-1", "card-2"]
    session.study.undo()
    session.add_note("Notes go on too.")
    assert len(session.study.reviews()) == 2
    assert session.take_notices() == []


def test_looking_is_no_answer(session: Session) -> None:
    looks: list[Callable[[], object]] = [
        session.study.sitting, session.study.known, session.study.ahead, session.study.now,
        session.study.cards,
        lambda: session.study.reveal(session.study.ask(CardId("card-1"), Random(1))),
        lambda: session.study.wait(CardId("card-1"), Rating.EASY),
    ]  # fmt: skip
    for look in looks:
        look()
    assert session.study.reviews() == ()
    assert session.path.head.parent is None


def test_a_card_the_pack_does_not_hold_any_more_is_passed_over(session: Session) -> None:
    clock = session._clock
    assert isinstance(clock, HandClock)
    pack, store = session.pack, session._store
    for number in (0, 1):
        answer(session, CardId(f"card-{number}"), False, Random(1))
    clock.go_on(days=1)
    left = {name: card for name, card in pack.cards.items() if name != "card-0"}
    fewer = session_where_all_is_met(replace(pack, cards=left), clock, store)
    assert [review.card for review in fewer.study.reviews()] == ["card-0", "card-1"]
    assert [card.id for card in due(fewer)] == ["card-1"]
    assert "card-0" not in [card.id for card in fewer.study.sitting()]
    assert fewer.study.ahead()[0].cards == 1
    # What was answered waits for it.
    assert [card.id for card in due(session_where_all_is_met(pack, clock, store))] == ["card-0", "card-1"]
