"""A sitting: what is asked one after the other, in the model, in line mode and on the screen."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from explainer.errors import StepError
from explainer.line.reader import LineReader
from explainer.line.sitting import begin_lines, reply_to
from explainer.model.card import Card, CardKind
from explainer.model.pack import Pack
from explainer.rooms.sitting import CardSitting, Stage, asked_here, sitting_of, week_in_words
from explainer.rooms.steelman_sitting import SteelmanSitting
from explainer.rooms.transfer import misconception_shown, to_try_again
from explainer.session import Session
from explainer.settings import Settings
from explainer.study.deck import DAYS
from explainer.study.rating import Rating
from explainer.tui.screens.review import ReviewScreen
from tests.study_reader import HandClock, numbers, session_where_all_is_met
from tests.tui_screen import Stage as Hand
from tests.tui_screen import staged


@pytest.fixture
def session(flagship: Pack) -> Session:
    return session_where_all_is_met(flagship, HandClock())


def a_card(pack: Pack, kind: CardKind, *, shows: bool = False) -> Card:
    return next(card for card in pack.cards.values() if card.kind is kind and (bool(card.shows) or not shows))


def number_of(sitting: CardSitting, card: Card, *, right: bool) -> int:
    options = sitting.put.options
    return next(at for at, text in enumerate(options, 1) if (text == card.answer) is right)


# ---------------------------------------------------------------- the model


def test_what_was_not_known_is_asked_once_more_at_the_end(session: Session, flagship: Pack) -> None:
    chosen, recalled = a_card(flagship, CardKind.CHOOSE), a_card(flagship, CardKind.RECALL)
    sitting = CardSitting(session, [chosen, recalled], Random(1))
    assert (sitting.at, sitting.count) == (1, 2)
    sitting.choose([number_of(sitting, chosen, right=False)])
    assert sitting.answer is not None
    assert sitting.answer.lead.startswith("Not ")
    assert chosen.why in [line for detail in sitting.answer.details for line in detail.lines]
    # The claim, its sources and a page that uses it.
    assert {"The claim", "Rests on"} <= {detail.label for detail in sitting.answer.details}
    assert sitting.answer.doors
    sitting.go_on()
    with pytest.raises(StepError, match="say it to yourself"):
        sitting.choose([1])
    sitting.reveal()
    sitting.rate(Rating.GOOD)
    assert (sitting.at, sitting.stage) == (sitting.count, Stage.ASKED)
    assert sitting.put.text == chosen.question
    sitting.choose([number_of(sitting, chosen, right=True)])
    sitting.go_on()
    assert sitting.stage is Stage.OVER
    assert (sitting.right, sitting.wrong) == (2, 1)
    assert "3 answers: 2 known, 1 to come back soon." in str(sitting.summary())
    assert [review.rating for review in session.study.reviews()] == ["again", "good", "good"]


def test_of_the_days_to_come_those_are_told_on_which_something_is_due(
    session: Session, flagship: Pack
) -> None:
    assert week_in_words(session) == ("Nothing in the next seven days.",)
    card = a_card(flagship, CardKind.RECALL)
    sitting = CardSitting(session, [card], Random(1))
    sitting.reveal()
    sitting.rate(Rating.GOOD)
    day = next(at for at, day in enumerate(session.study.ahead(30)) if day.cards)
    assert day < DAYS
    [line] = week_in_words(session)
    assert line.endswith(", 1 card")
    assert line.startswith(("Today", "Tomorrow")) == (day < 2)


def test_undo_asks_again_as_if_nothing_had_been_answered(session: Session, flagship: Pack) -> None:
    chosen, recalled = a_card(flagship, CardKind.CHOOSE), a_card(flagship, CardKind.RECALL)
    sitting = CardSitting(session, [chosen, recalled], Random(1))
    with pytest.raises(StepError, match="no answer"):
        sitting.undo()
    sitting.choose([number_of(sitting, chosen, right=False)])
    sitting.go_on()
    sitting.undo()
    assert (sitting.at, sitting.count, sitting.stage) == (1, 2, Stage.ASKED)
    assert (sitting.right, sitting.wrong) == (0, 0)
    assert session.study.reviews() == ()
    sitting.choose([number_of(sitting, chosen, right=True)])
    assert sitting.ratings == (Rating.HARD, Rating.EASY)
    sitting.rate(Rating.HARD)
    assert [review.rating for review in session.study.reviews()] == ["hard"]
    assert sitting.count == 2


def test_beside_each_rating_stands_when_the_card_comes_back(session: Session, flagship: Pack) -> None:
    recalled, chosen = a_card(flagship, CardKind.RECALL), a_card(flagship, CardKind.CHOOSE)
    sitting = CardSitting(session, [recalled, chosen], Random(1))
    sitting.reveal()
    firsts = ["back in this review", "back in 15 minutes", "back in 2 days", "back in 8 days"]
    assert [sitting.back(rating) for rating in Rating] == firsts
    sitting.rate(Rating.AGAIN)
    # What was checked and right is good until it is said otherwise, as if it had been said at once.
    sitting.choose([number_of(sitting, chosen, right=True)])
    assert [sitting.back(rating) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)] == firsts[1:]
    sitting.go_on()
    # The same card again: a sitting asks it a second time, and no third.
    sitting.reveal()
    lapsed = ["back in 10 minutes", "back in 15 minutes", "back in 1 day", "back in 1 day"]
    assert [sitting.back(rating) for rating in Rating] == lapsed
    sitting.rate(Rating.EASY)
    assert sitting.stage is Stage.OVER
    with pytest.raises(StepError, match="nothing here to call good"):
        SteelmanSitting(session, Random(1)).back(Rating.GOOD)


def test_items_are_put_in_order(session: Session, flagship: Pack) -> None:
    card = a_card(flagship, CardKind.ORDER)
    sitting = CardSitting(session, [card], Random(1))
    with pytest.raises(StepError):
        sitting.choose([1])
    options = sitting.put.options
    sitting.choose([options.index(item) + 1 for item in card.options])
    assert sitting.answer is not None
    assert sitting.answer.lead == "Right."


def test_a_misconception_leads_to_the_page_that_mends_it_and_is_tried_later(
    session: Session, flagship: Pack
) -> None:
    card = next(card for card in flagship.cards.values() if card.shows)
    wrong = next(iter(card.shows))
    shown = misconception_shown(flagship, card, wrong)
    assert shown is not None
    assert misconception_shown(flagship, card, card.answer) is None
    sitting = CardSitting(session, [card], Random(2))
    sitting.choose([sitting.put.options.index(wrong) + 1])
    assert sitting.answer is not None
    assert sitting.answer.details[0].lines == (shown.belief,)
    assert sitting.answer.doors[0].node == shown.remedy
    sitting.go_on()
    assert sitting.put.text == card.question
    sitting.choose([number_of(sitting, card, right=True)])
    sitting.go_on()
    assert shown.transfer is not None
    assert sitting.put.text == flagship.cards[shown.transfer].question
    # Another day it is asked too, until it was answered.
    cards = session.study.cards()
    again = CardSitting(session_where_all_is_met(flagship, HandClock()), [card], Random(2))
    again.choose([number_of(again, card, right=False)])
    assert shown.transfer in [
        item.id for item in to_try_again(flagship, cards, again.session.study.reviews())
    ]


def test_every_misconception_of_the_flagship_is_shown_and_mended(flagship: Pack) -> None:
    assert len(flagship.misconceptions) >= 8
    for item in flagship.misconceptions.values():
        showing = [card for card in flagship.cards.values() if item.id in card.shows.values()]
        assert showing
        assert item.transfer not in [card.id for card in showing]
        assert item.transfer is not None


def test_steelman_asks_whose_and_why(session: Session, flagship: Pack) -> None:
    sitting = SteelmanSitting(session, Random(4))
    heard = dict(session.state.asked)
    told = []
    while sitting.stage is not Stage.OVER:
        put = sitting.put
        open_ = sitting._open
        assert open_ is not None
        if put.options == open_.reasons:
            sitting.choose([open_.reason + 1])
            told.append(open_.cell)
        else:
            assert flagship.actors[open_.actor].brief not in put.quoted
            sitting.choose([open_.holders.index(open_.actor) + 1])
        assert sitting.answer is not None
        assert "Right." in (sitting.answer.title + sitting.answer.lead)
        with pytest.raises(StepError):
            sitting.choose([1])
        sitting.go_on()
    assert sitting.right == sitting.count == 8
    assert "8 of 8 right" in str(sitting.summary())
    assert set(told) == set(session.state.asked) - set(heard)


def test_a_page_with_questions_says_so_and_review_asks_them_first(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "brief")
    assert asked_here(session) == ()
    for _ in range(60):
        if session.study.now().questions:
            break
        fork = session.turn.fork
        if fork and fork.forecast is None:
            session.forecast(fork.node, ())
        new = [offer for offer in session.turn.offers if offer.open]
        session.choose(new[0].choice)
    now = session.study.now()
    assert 3 <= len(now.cards) <= 5
    assert now.chapter is not None
    assert asked_here(session) == (f"{len(now.cards)} questions on “{now.chapter.title}”: review",)
    sitting = sitting_of(session, Random(1))
    assert sitting.put.text == now.cards[0].question
    settings = Settings(None)
    settings.change("study", "off")
    session.study.settings = settings
    assert asked_here(session) == ()


# ---------------------------------------------------------------- line mode


def test_any_line_of_a_sitting_is_answered_kindly(session: Session, flagship: Pack) -> None:
    cards = [a_card(flagship, kind) for kind in CardKind]
    sitting = CardSitting(session, cards, Random(1))
    assert "1 of 5" in "\n".join(begin_lines(sitting, 72))
    for line in ("", "nonsense", "99", "again", "go 1", "go", "0", "1 1", "undo", "²", "1 2 3 4 5 6", "next"):
        before = (sitting.stage, sitting.at)
        reply = reply_to(sitting, line, 60)
        assert not reply.understood or (sitting.stage, sitting.at) != before
        assert reply.lines
        assert not reply.ends


def test_line_mode_says_beside_each_rating_when_the_card_comes_back(session: Session, flagship: Pack) -> None:
    chosen, recalled = a_card(flagship, CardKind.CHOOSE), a_card(flagship, CardKind.RECALL)
    sitting = CardSitting(session, [chosen, recalled], Random(1))
    said = reply_to(sitting, str(number_of(sitting, chosen, right=True)), 200).lines[-1]
    assert said.startswith("Type next (back in 2 days), hard (back in 15 minutes) or easy (back in 8 days), ")
    reply_to(sitting, "hard", 200)
    assert [" ".join(line.split()) for line in reply_to(sitting, "show", 200).lines[-4:]] == [
        "again: I did not know it (back in this review).",
        "hard: I knew it, with effort (back in 15 minutes).",
        "good: I knew it (back in 2 days).",
        "easy: I knew it at once (back in 8 days).",
    ]
    sitting = CardSitting(session, [chosen], Random(1))
    said = reply_to(sitting, str(number_of(sitting, chosen, right=False)), 200).lines[-1]
    assert said.startswith("Type next, go and a page")


def test_a_review_in_line_mode_from_first_to_last(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append, dice=Random(5))
    reader.open()
    assert reader.run(["3", "1", "1", "1", "review"], echo=True)
    assert any("Review. Stop ends it" in line for line in said)
    for _ in range(40):
        sitting = reader._sitting
        if sitting is None:
            break
        if sitting.stage is Stage.ASKED:
            line = "1" if sitting.put.options and not sitting.put.in_order else "show"
            line = (
                " ".join(str(n + 1) for n in range(len(sitting.put.options)))
                if sitting.put.in_order
                else line
            )
        else:
            line = "next" if sitting.stage is Stage.CHECKED else "hard"
        assert reader.run([line], echo=True), line
    words = " ".join(" ".join(said).split())
    assert "The end of this review" in words
    assert "Due in the days to come: " in words
    for verb in ("review", "steelman"):
        assert not reader.run(["set study off", verb], echo=True)
        assert "turned off" in " ".join(said[-4:])


# ---------------------------------------------------------------- on the screen


def open_sitting(hand: Hand) -> CardSitting:
    screen = hand.app.screen
    assert isinstance(screen, ReviewScreen)
    assert isinstance(screen.sitting, CardSitting)
    return screen.sitting


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_review_by_keys(flagship_folder: Path, size: tuple[int, int]) -> None:
    async with staged(flagship_folder, size=size) as hand:
        await hand.press("1", "1", "1", "e")
        sitting = open_sitting(hand)
        wrong_once = False
        for _ in range(60):
            if sitting.stage is Stage.OVER:
                break
            if sitting.stage is Stage.ASKED and sitting.put.options:
                asked = sitting._asked
                assert asked is not None
                right = (
                    asked.options.index(asked.card.answer) + 1 if asked.card.answer in asked.options else 1
                )
                if not wrong_once:
                    right, wrong_once = right % len(asked.options) + 1, True
                await hand.press(*([str(n) for n in range(1, 5)] if sitting.put.in_order else [str(right)]))
            elif sitting.stage is Stage.REVEALED:
                await hand.press("3")
            else:
                await hand.press("enter")
        assert wrong_once
        assert sitting.wrong >= 1
        assert "The end of this review" in hand.words_of("ReviewScreen")
        await hand.press("escape")
        assert hand.over == "ReadingScreen"


async def test_a_review_by_mouse_and_its_page(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as hand:
        await hand.press("1", "1", "1", "e")
        sitting = open_sitting(hand)
        while not sitting.put.options or sitting.put.in_order:
            await hand.click("Show the answer")
            await hand.click("Good: I knew it (back in 2 days)")
        await choose_by_mouse(hand, right=True)
        assert open_sitting(hand).stage is Stage.CHECKED
        assert "Next › (back in 2 days)" in hand.words_of("ReviewScreen")
        await hand.click("u undo")
        assert open_sitting(hand).stage is Stage.ASKED
        await choose_by_mouse(hand, right=True)
        await hand.click("h  It was hard (back in 15 minutes)")
        assert [review.rating for review in hand.session.study.reviews()][-1] == "hard"
        while not sitting.put.options or sitting.put.in_order:
            await hand.click("Show the answer")
            await hand.click("Good:")
        await choose_by_mouse(hand, right=False)
        assert sitting.answer is not None
        page = sitting.answer.doors[0]
        await hand.click("g page")
        if hand.over == "PickScreen":
            await hand.press("enter")
        assert hand.over == "ReadingScreen"
        assert hand.session.state.node == page.node


async def choose_by_mouse(hand: Hand, *, right: bool) -> None:
    sitting = open_sitting(hand)
    assert sitting._asked is not None
    option = sitting.put.options[numbers(sitting._asked, right)[0] - 1]
    at = sitting.put.options.index(option) + 1
    await hand.click(f"{at}  {' '.join(option.split()[:2])}", by=4)


async def test_pages_have_a_key_of_their_own_where_numbers_are_answers(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as hand:
        await hand.press("1", "1", "1", "e")
        sitting = open_sitting(hand)
        while not sitting.put.options or sitting.put.in_order:
            await hand.press("enter", "3")
        assert sitting._asked is not None
        await hand.press(str(numbers(sitting._asked, True)[0]))
        before = hand.session.study.reviews()
        await hand.press("1", "2", "9")
        assert (sitting.stage, hand.session.study.reviews()) == (Stage.CHECKED, before)
        await hand.press("question_mark")
        assert hand.over == "HelpScreen"
        await hand.press("escape", "g")
        assert hand.over in ("PickScreen", "ReadingScreen")


async def test_turned_off_nothing_is_asked(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as hand:
        hand.app.change_setting("study", "off")
        await hand.press("e")
        assert hand.over == "ReadingScreen"
        assert "turned off" in hand.notice
        hand.app.change_setting("study", "on")
        await hand.press("E")
        assert hand.over == "ReviewScreen"
