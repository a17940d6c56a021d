"""Forecasts in the progress room: each with its score, their averages, calibration, and how it is counted.

Only forks that are told have a score or say what happened; what is ahead is not even counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from explainer.model.ids import NodeId
from explainer.model.node import Fork
from explainer.model.pack import Pack
from explainer.model.plural import counted
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry
from explainer.story.answers import Answer, Detail, forecast_in_words, outcome_words, sentence_start
from explainer.story.engine import is_resolved
from explainer.story.fog import door, page_is_told
from explainer.story.scores import (
    BEST,
    ENOUGH,
    FEW,
    LIKELY,
    WORST,
    Bin,
    ForkScore,
    Means,
    calibration,
    forecasts_made,
    means,
    scores_so_far,
    thought_likely,
)
from explainer.story.state import Forecast, StoryState

SCORES = "forecasts/score"
"""The entry of the averages."""

CALIBRATION = "forecasts/calibration"
"""The entry of what was said and what happened."""

COUNTING = "forecasts/counting"
"""The entry that explains both."""


class Forecasts:
    """The forecasts of one run as they stand."""

    def __init__(self, pack: Pack, state: StoryState) -> None:
        self.pack = pack
        """What is read."""
        self.state = state
        """Where the reader stands."""

    @cached_property
    def scores(self) -> tuple[ForkScore, ...]:
        """Each forecast that has a score."""
        return scores_so_far(self.pack, self.state)

    @property
    def means(self) -> Means | None:
        """Their averages."""
        return means(self.scores)

    def bins(self) -> tuple[Bin, ...]:
        """What became of the options given points in each range."""
        return calibration(self.scores)

    def made(self) -> tuple[tuple[NodeId, Fork, Forecast], ...]:
        """Each fork a forecast was made at, or passed by, in the pack's order."""
        return tuple(forecasts_made(self.pack, self.state))

    def options(self, name: NodeId) -> list[tuple[str, int, bool | None]]:
        """Of a fork each option, the points it was given, and whether it happened, once that is told."""
        fork, points = self.pack.nodes[name].fork, self.state.forecasts.get(name)
        if fork is None or not points:
            return []
        told = is_resolved(self.pack, self.state, name)
        return [
            (option.label, given, option.happened if told else None)
            for option, given in zip(fork.options, points, strict=False)
        ]

    def records(self) -> list[dict[str, object]]:
        """Each forecast as data, with what happened and its score once that is told."""
        found: list[dict[str, object]] = []
        for name, fork, points in self.made():
            score, told = self._score(name), is_resolved(self.pack, self.state, name)
            found.append(
                {
                    "fork": name,
                    "question": fork.question,
                    "points": {option.id: given for option, given in zip(fork.options, points, strict=False)},
                    "happened": fork.options[fork.happened].id if told else None,
                    "score": score and score.score,
                    "even_odds": score and score.even,
                    "status_quo": score and score.status_quo,
                }
            )
        return found

    # ------------------------------------------------------------ entries

    def entries(self) -> Iterator[Entry]:
        """The averages first, then each fork; nothing in a pack without forks."""
        if not any(node.fork for node in self.pack.nodes.values()):
            return
        made = self.made()
        yield Entry("", "Forecasts", "" if made else "none made yet")
        found = self.means
        if found:
            note = f"{found.mine:.2f} over {counted(found.count, 'forecast')}"
            yield Entry(SCORES, "Score so far", note, about=Snippet(means_in_words(found)), level=1)
            options = counted(sum(item.count for item in self.bins()), "option")
            said = Snippet(self._calibration_words())
            yield Entry(CALIBRATION, "What you said, and what happened", options, about=said, level=1)
        yield Entry(COUNTING, "How this is counted", level=1)
        for name, fork, points in made:
            yield self._fork_entry(name, fork, points)

    def _fork_entry(self, name: NodeId, fork: Fork, points: Forecast) -> Entry:
        said = f"{sentence_start(forecast_in_words(fork, points))}."
        note = "not told yet"
        if is_resolved(self.pack, self.state, name):
            note = "told"
            said = f"{said} {outcome_words(fork, points)}" if points else outcome_words(fork, points)
        score = self._score(name)
        if score:
            note = f"told, score {score.score:.2f}"
        return Entry(f"fork/{name}", fork.question, note, about=Snippet(said), level=1)

    def _score(self, name: NodeId) -> ForkScore | None:
        return next((item for item in self.scores if item.node == name), None)

    def _calibration_words(self) -> str:
        """Whether there is enough to say anything, and each range in short."""
        each = (
            f"{item.low} to {item.high} points: {bin_in_short(item)}." for item in self.bins() if item.count
        )
        return " ".join((self.calibration_note(), *each))

    def calibration_note(self) -> str:
        """How far what is drawn can be trusted, with the numbers."""
        made = counted(len(self.scores), "forecast")
        is_are = "is" if len(self.scores) == 1 else "are"
        if len(self.scores) < ENOUGH:
            return (
                f"{made} {is_are} too few to say how well your points fit; it takes {ENOUGH} to begin to see."
            )
        return f"{made} give a rough picture; a fine one takes hundreds."

    # ------------------------------------------------------------ one of them

    def answer(self, entry: str) -> Answer:
        """What is behind an entry."""
        if entry == SCORES:
            return self._score_answer()
        if entry == CALIBRATION:
            return self._calibration_answer()
        if entry == COUNTING:
            return counting_answer()
        return self._fork_answer(NodeId(entry.partition("/")[2]))

    def _fork_answer(self, name: NodeId) -> Answer:
        node = self.pack.nodes[name]
        assert node.fork is not None
        points = self.state.forecasts[name]
        said = sentence_start(forecast_in_words(node.fork, points)) + "."
        details = [Detail("Your forecast", (said,))]
        pages = [name]
        if is_resolved(self.pack, self.state, name):
            details.append(Detail("Told", (outcome_words(node.fork, points),)))
            score = self._score(name)
            if score and score.status_quo is not None:
                stays = "All points on things staying as they were would have scored"
                details.append(Detail("Beside it", (f"{stays} {score.status_quo:.0f}.",)))
            pages.append(node.fork.resolution)
        else:
            details.append(Detail("Told", ("Not yet: you can still change it, at the fork.",)))
        told = [page for page in dict.fromkeys(pages) if page_is_told(self.pack, self.state, page)]
        doors = tuple(door(self.pack, self.state, page) for page in told)
        return Answer(node.fork.question, node.title, (), tuple(details), doors=doors)

    def _score_answer(self) -> Answer:
        found = self.means
        assert found is not None
        lead = f"{found.mine:.2f} on average over {counted(found.count, 'forecast')}"
        each = tuple(f"{item.score:.2f}: {item.fork.question}" for item in self.scores)
        details = [
            Detail("What it means", (f"{BEST} is best, {WORST} is worst. {_beside_even(found)}",)),
            Detail("Always even odds", (f"The same chance for each option would score {found.even:.2f}.",)),
        ]
        if stays := staying_in_words(found):
            details.append(Detail("Always as things were", (stays,)))
        details.append(Detail("Fork by fork", each))
        return Answer("Score so far", lead, (), tuple(details))

    def _calibration_answer(self) -> Answer:
        bins = [item for item in self.bins() if item.count]
        details = [
            Detail("How much it says", (self.calibration_note(),)),
            Detail("By the points you gave", tuple(bin_in_words(item) for item in bins)),
        ]
        if likely := self._likely_words():
            details.append(Detail("What you thought likely", (likely,)))
        fits = "Where fewer happen than you said, you were surer than events bore out; where more, less sure."
        details.append(Detail("What it means", (fits,)))
        lead = f"{counted(sum(item.count for item in bins), 'option')} by the points you gave them"
        return Answer("What you said, and what happened", lead, (), tuple(details))

    def _likely_words(self) -> str:
        """What became of the options given many points, in a sentence."""
        likely = thought_likely(self.scores)
        if not likely.count:
            return ""
        expected = likely.points / 100
        lead = f"Of the {counted(likely.count, 'option')} you gave {LIKELY} points or more, "
        return f"{lead}{likely.happened} happened; by your points one would expect {expected:.1f}."


# ---------------------------------------------------------------- in words


def means_in_words(found: Means) -> str:
    """The averages as a few sentences."""
    over = counted(found.count, "forecast")
    lead = f"Over {over} you score {found.mine:.2f} on average ({BEST} is best, {WORST} is worst)."
    return " ".join(filter(None, (lead, _beside_even(found), staying_in_words(found))))


def _beside_even(found: Means) -> str:
    if f"{found.mine:.2f}" == f"{found.even:.2f}":
        return "Always giving even odds would score the same."
    came = "nearer to what happened" if found.mine < found.even else "farther from what happened"
    return f"That is {came} than always giving even odds, which would score {found.even:.2f}."


def staying_in_words(found: Means) -> str:
    """What it would score always to expect that things stay as they were; nothing if it never could be."""
    if found.status_quo is None or found.mine_there is None:
        return ""
    if found.status_quo_count == found.count:
        return f"Always expecting things to stay as they were would score {found.status_quo:.2f}."
    where = counted(found.status_quo_count, "fork")
    return (
        f"At the {where} where something would have left things as they were, always expecting that "
        f"would score {found.status_quo:.2f}; you score {found.mine_there:.2f} there."
    )


def bin_in_words(item: Bin) -> str:
    """One range of points: how many options were given so many, and how many of them happened."""
    lead = f"{item.low} to {item.high} points: {item.happened} of {counted(item.count, 'option')} happened"
    said = _said(item)
    had = f"where you had {'said ' + said if said else 'given no points'}"
    if item.count < FEW:
        return f"{lead}, {had}; too few to say."
    if not item.happened:
        return f"{lead}, {had}."
    return f"{lead}, {item.came:.0f} in 100, {had.removesuffix(' in 100')}."


def bin_in_short(item: Bin) -> str:
    """The same in a few words."""
    said = _said(item)
    return f"{item.happened} of {item.count} happened; you {'said ' + said if said else 'gave no points'}"


def _said(item: Bin) -> str:
    """What was said of the options of a range, on average; nothing where no points were given."""
    said = f"{item.said:.0f}"
    return "" if said == "0" else f"{said} in 100"


def counting_answer() -> Answer:
    """How scores and calibration are counted, with an example."""
    return Answer(
        "How this is counted",
        "A Brier score, after Glenn Brier, who proposed it for weather forecasts in 1950",
        (),
        (
            Detail(
                "A score",
                (
                    "Of each option take the chance you gave it (60 points are 0.60), and how far that "
                    "lies from what came: 1 for what happened, 0 for the rest. Square each of these, and "
                    "add them up. "
                    f"All points on what happened score {BEST}, all on something else {WORST}.",
                ),
            ),
            Detail(
                "An example",
                (
                    "You give three options 60, 30 and 10 points, and the first happens. The first is "
                    "0.40 away, which squared is 0.16; the others 0.30 and 0.10, squared 0.09 and 0.01. "
                    "The score is 0.16 + 0.09 + 0.01 = 0.26.",
                ),
            ),
            Detail(
                "Why squares",
                ("Whatever you believe, you can expect the best score by saying just that.",),
            ),
            Detail(
                "What stands beside it",
                (
                    "Even odds: the same chance for each option, as if you knew nothing. With three "
                    "options that scores 0.67.",
                    f"As things were: all points on the option that changes least. It scores {BEST} or "
                    f"{WORST}, and counts only at forks that have such an option.",
                ),
            ),
            Detail(
                "What you said, and what happened",
                (
                    "This is called calibration. Things you give 70 of 100 should happen about 7 times "
                    "in 10. Every option of every forecast counts, by the points you gave it. "
                    f"Under {ENOUGH} forecasts, chance decides more than you do.",
                ),
            ),
            Detail(
                "What does not count",
                (
                    "A forecast you passed by, and a fork whose outcome you have not seen. A surprise "
                    "scores badly however well one thought; one score says little, many say more.",
                ),
            ),
        ),
    )
