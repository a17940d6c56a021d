"""A year of reviewing the flagship, five minutes a day, in seconds: no day too long, no card left out."""

from __future__ import annotations

import statistics
from pathlib import Path
from random import Random

import pytest

from explainer.packs.load import open_pack
from explainer.study.deck import MINUTES, NEW_A_DAY, SECONDS_A_CARD
from tests.study_reader import HandClock, answer, session_where_all_is_met, unseen

DAYS = 365


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_year_of_five_minutes_a_day(flagship_folder: Path, seed: int) -> None:
    clock, dice = HandClock(), Random(seed)
    session = session_where_all_is_met(open_pack(flagship_folder), clock)
    study = session.study
    loads, new, waits, right_answers = [], [], [], 0
    for day in range(DAYS):
        asked = study.sitting()
        known = study.known()
        new.append(sum(card.id not in known for card in asked))
        waits += [(clock.now - known[card.id]).days for card in asked if card.id in known]
        for card in asked:
            right = dice.random() < 0.85
            right_answers += right
            answer(session, card.id, right, dice)
            clock.go_on(seconds=SECONDS_A_CARD)
        loads.append(len(asked))
        clock.go_on(days=1, seconds=-SECONDS_A_CARD * len(asked))
        assert clock.now.hour == 18, day
    median, longest = statistics.median(loads[7:]), max(loads)
    all_seen = max(day for day, count in enumerate(new) if count) + 1
    months = [sum(loads[at : at + 30]) for at in range(0, 360, 30)]
    print(
        f"{seed}: {sum(loads)} answers, {right_answers / sum(loads):.0%} right; {min(loads)} to {longest}"
        f" a day, median {median}; all {len(session.pack.cards)} cards seen by day {all_seen}; a due card "
        f"waits {max(waits)} days at most; by months {months}"
    )
    assert longest <= 2 * median
    assert longest * SECONDS_A_CARD <= MINUTES * 60
    assert max(new) == NEW_A_DAY
    assert unseen(session) == ()
    assert {review.card for review in study.reviews()} == set(session.pack.cards)
    assert max(waits) <= 3, "a due card is put off for a few days at most"
