"""How near forecasts came to what happened: Brier scores, two baselines, and calibration.

Only forks count that are told, and only forecasts that were made: one that was passed by is no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.model.ids import NodeId
from explainer.model.node import Fork
from explainer.model.pack import Pack
from explainer.story.engine import is_resolved
from explainer.story.state import Forecast, StoryState

BEST, WORST = 0, 2
"""The ends of a Brier score over several options: all on what happened, all on something else."""

ENOUGH = 10
"""Forecasts below which calibration says nothing yet."""

FEW = 5
"""Options in a range of points below which it says nothing by itself."""

LIKELY = 60
"""Points from which an option was thought likely, in the one sentence calibration is told in."""

BIN = 20
"""Points in one range of calibration; the last has 100 as well."""


def brier(points: Sequence[int], happened: int) -> float:
    """The sum over the options of the squares between chance given and 1 or 0: 0 best, 2 worst."""
    # In whole points, so that what is equal on paper is equal here.
    off = (point - 100 * (index == happened) for index, point in enumerate(points))
    return sum(distance * distance for distance in off) / 10_000


def even_odds(options: int) -> float:
    """What the same chance for each of so many options scores, whichever happens."""
    return 1 - 1 / options


def stays_as_it_was(fork: Fork) -> float | None:
    """What all points on the option that leaves things as they were score; None: there is none."""
    if not any(option.status_quo for option in fork.options):
        return None
    return BEST if fork.options[fork.happened].status_quo else WORST


@dataclass(frozen=True, slots=True)
class ForkScore:
    """A forecast that can be set beside what happened."""

    node: NodeId
    fork: Fork
    points: Forecast
    score: float
    even: float
    status_quo: float | None


def forecasts_made(pack: Pack, state: StoryState) -> Iterator[tuple[NodeId, Fork, Forecast]]:
    """Each fork a forecast was made at, or passed by, in the pack's order."""
    for name, node in pack.nodes.items():
        if node.fork is not None and name in state.forecasts:
            yield name, node.fork, state.forecasts[name]


def scores_so_far(pack: Pack, state: StoryState) -> tuple[ForkScore, ...]:
    """The score of each forecast made at a fork that is told, in the pack's order."""
    found = []
    for name, fork, points in forecasts_made(pack, state):
        # A fork that has more or fewer options in a newer version of the pack can't be scored.
        if points and len(points) == len(fork.options) and is_resolved(pack, state, name):
            score, even = brier(points, fork.happened), even_odds(len(points))
            found.append(ForkScore(name, fork, points, score, even, stays_as_it_was(fork)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Means:
    """What forecasts score on average, beside the two ways to forecast without thinking."""

    count: int
    mine: float
    even: float
    status_quo_count: int
    """How many of the forks have an option that leaves things as they were."""
    status_quo: float | None
    """What all points on that option score there."""
    mine_there: float | None
    """What the reader's points score at those forks alone."""


def means(scores: Sequence[ForkScore]) -> Means | None:
    """The averages over some forecasts; None over none."""
    if not scores:
        return None
    there = [(item.score, item.status_quo) for item in scores if item.status_quo is not None]
    return Means(
        len(scores),
        _mean(item.score for item in scores),
        _mean(item.even for item in scores),
        len(there),
        _mean(quo for _, quo in there) if there else None,
        _mean(score for score, _ in there) if there else None,
    )


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


@dataclass(frozen=True, slots=True)
class Bin:
    """The options that were given points in one range."""

    low: int
    high: int
    count: int
    happened: int
    points: int
    """The points they were given, added up."""

    @property
    def said(self) -> float:
        """The points they were given on average; 0 if there are none."""
        return self.points / self.count if self.count else 0.0

    @property
    def came(self) -> float:
        """How many of a hundred such options happened; 0 if there are none."""
        return 100 * self.happened / self.count if self.count else 0.0


def calibration(scores: Iterable[ForkScore]) -> tuple[Bin, ...]:
    """Each range of points, from the lowest to the highest, with what became of the options given so many."""
    given = [
        (point, option.happened)
        for item in scores
        for point, option in zip(item.points, item.fork.options, strict=True)
    ]
    bins = []
    for low in range(0, 100, BIN):
        high = 100 if low + BIN == 100 else low + BIN - 1
        within = [(point, came) for point, came in given if low <= point <= high]
        points, came = sum(point for point, _ in within), sum(came for _, came in within)
        bins.append(Bin(low, high, len(within), came, points))
    return tuple(bins)


def thought_likely(scores: Iterable[ForkScore]) -> Bin:
    """The options that were given ``LIKELY`` points or more."""
    upper = [item for item in calibration(scores) if item.low >= LIKELY]
    count, came = sum(item.count for item in upper), sum(item.happened for item in upper)
    return Bin(LIKELY, 100, count, came, sum(item.points for item in upper))


# ---------------------------------------------------------------- in words


def score_words(fork: Fork, points: Sequence[int]) -> str:
    """What a forecast scores and what that means, in a sentence; nothing if it can't be scored."""
    if len(points) != len(fork.options):
        return ""
    score, even = brier(points, fork.happened), even_odds(len(points))
    lead = f"Your forecast scores {score:.2f}, where {BEST} is best and {WORST} is worst"
    if max(points) - min(points) <= 1:
        return f"{lead}: that is even odds."
    beside = "nearer to what happened than" if score < even else "farther from what happened than"
    if score == even:
        beside = "as near to what happened as"
    return f"{lead}: {beside} even odds on the {len(points)} options, which score {even:.2f}."
