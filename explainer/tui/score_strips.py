"""Scores and calibration as bars and dots, the same in words beside each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from explainer.prose.width import cell_width
from explainer.rooms.forecasts import Forecasts, bin_in_words, staying_in_words
from explainer.story.scores import BEST, WORST, Bin, Means
from explainer.tui.lines import INK_SOFT, set_content
from explainer.tui.screens.story_map import bar
from explainer.tui.signs import signs
from explainer.tui.words import Words, words

LEAST = 12
"""Cells below which a bar or a strip says nothing; the words stand alone then."""

MOST = 40
"""Cells above which it says no more."""


def score_strip(found: Means, width: int) -> list[Content]:
    """The reader's score and the two baselines as bars, the shorter the better."""
    rows = [("yours", found.mine), ("always even odds", found.even)]
    if found.status_quo is not None:
        rows.append(("always as things were", found.status_quo))
    names = max(len(name) for name, _ in rows)
    cells = min(MOST, width - names - 8)
    drawn: list[Content] = []
    for name, score in rows:
        told = words(f"{score:.2f}", INK_SOFT)
        if width < names + 6:
            # Too narrow for a column of names: each is a line of words, broken where it must be.
            drawn += (line.content for line in set_content(words(f"{name}: ") + told, width, 0, 2, words("")))
            continue
        row = words(f"{name:<{names}}  ")
        if cells >= LEAST:
            row += bar(round(100 * score), 100 * WORST, cells) + words("  ")
        drawn.append(row + told)
    said = f"{BEST} is best, {WORST} is worst: the shorter, the nearer to what happened."
    if found.status_quo_count != found.count:
        said = f"{said} {staying_in_words(found)}".rstrip()
    return [*drawn, *_soft(said, width)]


def calibration_strip(forecasts: Forecasts, width: int) -> list[Content]:
    """For each range of points, on a line from 0 to 100, what was said and how often it happened."""
    bins = forecasts.bins()
    cells = min(MOST, width - 11 - max(cell_width(_beside(item)) for item in bins))
    if cells < LEAST:
        said = [bin_in_words(item) for item in bins if item.count]
        return [line for text in (*said, forecasts.calibration_note()) for line in _soft(text, width)]
    drawn = []
    for item in bins:
        built = Words().add(f"{f'{item.low}–{item.high}':<7}  ")
        for sign, role in _line(item, cells):
            built.add(sign, role)
        drawn.append(built.add(f"  {_beside(item)}", INK_SOFT).content())
    legend = Words().add("of 100   ", INK_SOFT)
    for sign, meaning in ((signs().said, "you said"), (signs().came, "happened"), (signs().both, "both")):
        legend.add(f"{sign}\u00a0", "$accent").add(f"{meaning}   ".replace(" ", "\u00a0", 1), INK_SOFT)
    return [
        *drawn,
        *(line.content for line in set_content(legend.content(), width, 0)),
        *_soft(forecasts.calibration_note(), width),
    ]


def _line(item: Bin, cells: int) -> Sequence[tuple[str, str]]:
    """A rule from 0 to 100 with a sign where the points lie on average, and one where what happened does."""
    rule = "─" if signs().small_figures else "-"
    signs_at = [(rule, "$rule")] * cells
    if item.count:
        said, came = (round(share * (cells - 1) / 100) for share in (item.said, item.came))
        signs_at[said] = (signs().said, "$accent")
        signs_at[came] = (signs().both if came == said else signs().came, "$accent")
    return signs_at


def _beside(item: Bin) -> str:
    """The words of a range beside its rule."""
    if not item.count:
        return "none yet"
    return f"{item.happened} of {item.count} happened; said {item.said:.0f}"


def _soft(text: str, width: int) -> list[Content]:
    return [line.content for line in set_content(words(text, INK_SOFT), width, 0)]
