"""Scores of forecasts: by hand, by a second implementation, and what holds of every one of them."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.story.engine import is_resolved
from explainer.story.scores import (
    LIKELY,
    Bin,
    ForkScore,
    brier,
    calibration,
    even_odds,
    means,
    score_words,
    scores_so_far,
    stays_as_it_was,
    thought_likely,
)
from tests.strategies import choice, examples, fork, node, pack_of, packs
from tests.strategies_plays import play, plays


@st.composite
def forecasts(draw: st.DrawFn) -> tuple[tuple[int, ...], int]:
    """Points over two to six options, 100 in all, and which of them happened."""
    count = draw(st.integers(2, 6))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    points = tuple(high - low for low, high in pairwise([0, *cuts, 100]))
    return points, draw(st.integers(0, count - 1))


def scored(points: tuple[int, ...], happened: int, status_quo: int | None = None) -> ForkScore:
    told = fork("q", options=len(points), happened=happened, status_quo=status_quo)
    score, even = brier(points, happened), even_odds(len(points))
    return ForkScore(NodeId("f"), told, points, score, even, stays_as_it_was(told))


# ---------------------------------------------------------------- one forecast


@pytest.mark.parametrize(
    ("points", "happened", "by_hand"),
    [
        ((60, 30, 10), 0, 0.16 + 0.09 + 0.01),
        ((60, 30, 10), 1, 0.36 + 0.49 + 0.01),
        ((60, 30, 10), 2, 0.36 + 0.09 + 0.81),
        ((100, 0), 0, 0),
        ((100, 0), 1, 2),
        ((50, 50), 1, 0.5),
        ((25, 25, 25, 25), 3, 0.75),
        ((34, 33, 33), 0, 0.66**2 + 2 * 0.33**2),
    ],
)
def test_a_score_is_what_comes_out_by_hand(points: tuple[int, ...], happened: int, by_hand: float) -> None:
    assert brier(points, happened) == pytest.approx(by_hand, abs=1e-12)


@given(forecasts())
@examples(300)
def test_a_score_is_what_numpy_makes_of_it(made: tuple[tuple[int, ...], int]) -> None:
    points, happened = made
    came = np.eye(len(points))[happened]
    assert brier(points, happened) == pytest.approx(float(np.sum((np.array(points) / 100 - came) ** 2)))


@given(forecasts(), st.randoms(use_true_random=False))
@examples(200)
def test_a_score_lies_between_its_ends_and_hangs_on_no_order(
    made: tuple[tuple[int, ...], int], chance: Random
) -> None:
    points, happened = made
    assert 0 <= brier(points, happened) <= 2
    assert (brier(points, happened) == 0) == (points[happened] == 100)
    assert (brier(points, happened) == 2) == (points[happened] == 0 and 100 in points)
    order = list(range(len(points)))
    chance.shuffle(order)
    shuffled = tuple(points[index] for index in order)
    assert brier(shuffled, order.index(happened)) == brier(points, happened)


@pytest.mark.parametrize(("options", "score"), [(2, 0.5), (4, 0.75), (5, 0.8), (10, 0.9)])
def test_even_odds_score_the_same_whatever_happens(options: int, score: float) -> None:
    assert even_odds(options) == pytest.approx(score)
    for happened in range(options):
        assert brier((100 // options,) * options, happened) == pytest.approx(even_odds(options))


@given(forecasts())
@examples(200)
def test_honest_points_are_the_best_one_can_expect(made: tuple[tuple[int, ...], int]) -> None:
    """Whoever believes in some chances scores best, on average, by saying just these."""
    believed, _ = made
    said = Random(sum(believed[:1])).sample(believed, len(believed))

    def expected(points: tuple[int, ...]) -> float:
        return sum(chance / 100 * brier(points, index) for index, chance in enumerate(believed))

    assert expected(believed) <= expected(tuple(said)) + 1e-12


def test_things_staying_as_they_were_scores_either_end_or_not_at_all() -> None:
    assert stays_as_it_was(fork("q", happened=1, status_quo=1)) == 0
    assert stays_as_it_was(fork("q", happened=1, status_quo=0)) == 2
    assert stays_as_it_was(fork("q")) is None


# ---------------------------------------------------------------- in words


@pytest.mark.parametrize(
    ("points", "means_that"),
    [
        ((60, 30, 10), "scores 0.26, where 0 is best and 2 is worst: nearer to what happened than even odds"),
        ((10, 60, 30), "scores 1.26, where 0 is best and 2 is worst: farther from what happened than even"),
        ((34, 33, 33), "scores 0.65, where 0 is best and 2 is worst: that is even odds."),
    ],
)
def test_a_score_is_told_in_one_sentence_with_what_it_means(points: tuple[int, ...], means_that: str) -> None:
    told = score_words(fork("q", options=3), points)
    assert means_that in told
    assert told.count(". ") == 0
    assert told.endswith(".")


def test_a_score_as_near_as_even_odds_says_so() -> None:
    # Over five options: 0.7, 0.55 and three times 0.05 squared are the 0.8 of even odds.
    told = score_words(fork("q", options=5), (30, 55, 5, 5, 5))
    assert "scores 0.80, " in told
    assert "as near to what happened as even odds on the 5 options, which score 0.80." in told


def test_points_for_options_that_are_gone_have_no_score() -> None:
    assert score_words(fork("q", options=3), (50, 50)) == ""
    assert score_words(fork("q"), ()) == ""


# ---------------------------------------------------------------- calibration


def test_calibration_is_what_comes_out_by_hand() -> None:
    scores = [scored((70, 20, 10), 0), scored((70, 30), 1), scored((100, 0), 0), scored((0, 19, 81), 1)]
    assert calibration(scores) == (
        # 10, 0, 0, 19: of these the 19 happened.
        Bin(0, 19, 4, 1, 29),
        # 20, 30: the 30 happened.
        Bin(20, 39, 2, 1, 50),
        Bin(40, 59, 0, 0, 0),
        # 70, 70: the first happened.
        Bin(60, 79, 2, 1, 140),
        # 100, 81: the 100 happened.
        Bin(80, 100, 2, 1, 181),
    )
    likely = thought_likely(scores)
    assert (likely.low, likely.count, likely.happened, likely.points) == (LIKELY, 4, 2, 321)
    assert likely.said == pytest.approx(80.25)
    assert likely.came == 50
    assert (calibration([])[2].said, calibration([])[2].came) == (0, 0)


@given(st.lists(forecasts(), max_size=30))
@examples(150)
def test_calibration_is_what_numpy_makes_of_it(made: list[tuple[tuple[int, ...], int]]) -> None:
    bins = calibration(scored(points, happened) for points, happened in made)
    said = np.array([point for points, _ in made for point in points], dtype=float)
    came = np.array([index == happened for points, happened in made for index in range(len(points))], float)
    edges = [item.low for item in bins] + [100]
    counts, _ = np.histogram(said, edges)
    happened_counts, _ = np.histogram(said, edges, weights=came)
    sums, _ = np.histogram(said, edges, weights=said)
    assert [item.count for item in bins] == counts.tolist()
    assert [item.happened for item in bins] == pytest.approx(happened_counts.tolist())
    assert [item.points for item in bins] == pytest.approx(sums.tolist())
    # Each forecast is 100 points and one thing that happened.
    assert sum(item.happened for item in bins) == len(made)
    assert sum(item.points for item in bins) == 100 * len(made)


def test_averages_count_a_fork_for_staying_as_it_was_only_where_an_option_does() -> None:
    scores = [scored((60, 30, 10), 0, 1), scored((50, 50), 0), scored((100, 0), 1, 1)]
    found = means(scores)
    assert found
    assert found.count == 3
    assert found.mine == pytest.approx((0.26 + 0.5 + 2) / 3)
    assert found.even == pytest.approx((2 / 3 + 0.5 + 0.5) / 3)
    assert (found.status_quo_count, found.status_quo) == (2, 1)
    assert found.mine_there == pytest.approx(1.13)
    assert means([]) is None
    bare = means(scores[1:2])
    assert bare
    assert (bare.status_quo_count, bare.status_quo, bare.mine_there) == (0, None, None)


# ---------------------------------------------------------------- what counts


def two_forks() -> Pack:
    return pack_of(
        [
            node("p", choices=[choice("f"), choice("g")]),
            node("f", fork=fork("q", options=3, status_quo=1), choices=[choice("q"), choice("p")]),
            node("q", choices=[choice("p")]),
            node("g", fork=fork("r", "road"), choices=[choice("r"), choice("road"), choice("p")]),
            node("r", choices=[choice("p")]),
            node("road", choices=[choice("p")]),
        ]
    )


def test_a_forecast_counts_once_what_happened_is_told_and_not_before() -> None:
    session = Session.begin(two_forks(), None)
    session.walk(NodeId("f"))
    session.forecast(NodeId("f"), (60, 30, 10))
    assert scores_so_far(session.pack, session.state) == ()
    session.forecast(NodeId("f"), (10, 60, 30))
    session.choose("q")
    [found] = scores_so_far(session.pack, session.state)
    assert (found.node, found.points, found.status_quo) == ("f", (10, 60, 30), 2)
    assert found.score == pytest.approx(0.81 + 0.36 + 0.09)


def test_a_forecast_passed_by_changes_no_score() -> None:
    session = Session.begin(two_forks(), None)
    session.forecast(NodeId("f"), (60, 30, 10))
    session.walk(NodeId("q"))
    before = scores_so_far(session.pack, session.state)
    session.forecast(NodeId("g"), ())
    session.walk(NodeId("r"))
    assert is_resolved(session.pack, session.state, NodeId("g"))
    assert scores_so_far(session.pack, session.state) == before
    assert len(before) == 1


@given(packs(), plays(25))
@examples(120)
def test_of_any_play_just_the_told_forecasts_count(pack: Pack, picks: list[int]) -> None:
    state = play(pack, picks).path.state
    scores = scores_so_far(pack, state)
    assert {item.node for item in scores} == {
        name for name, points in state.forecasts.items() if points and is_resolved(pack, state, name)
    }
    for item in scores:
        assert 0 <= item.score <= 2
        assert item.fork.happened == 0
    found = means(scores)
    assert (found is None) == (not scores)
    if found:
        assert math.isclose(found.mine, sum(item.score for item in scores) / len(scores))
        assert 0 <= found.status_quo_count <= found.count


def test_a_fork_that_has_other_options_now_is_not_scored() -> None:
    session = Session.begin(two_forks(), None)
    session.forecast(NodeId("f"), (60, 30, 10))
    session.walk(NodeId("q"))
    fewer = two_forks()
    changed = dataclasses.replace(fewer.nodes[NodeId("f")], fork=fork("q", options=2))
    nodes = {**fewer.nodes, NodeId("f"): changed}
    assert scores_so_far(dataclasses.replace(fewer, nodes=nodes), session.state) == ()
