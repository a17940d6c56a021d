"""What is typed about a forecast: points for each option, one option and how sure, or passing it by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explainer.verbs.commands import Command, GiveForecast, NotUnderstood
from explainer.verbs.matching import Noun, either, find, fold, said_back
from explainer.verbs.points import even, spread
from explainer.verbs.vocabulary import SURENESS

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_NEGATIVE = re.compile(r"(?:^|[\s,;/])[-−]\d")


def forecast(rest: str, scene: Scene) -> Command:
    """``forecast 60 30 10``, ``forecast 2 likely``, ``forecast even``."""
    fork = scene.turn.fork
    if fork is None:
        return NotUnderstood("There is nothing to forecast on this page.")
    count = len(fork.fork.options)
    example = " ".join(str(point) for point in spread(count, 0, 60))
    usage = f"Type forecast {example}, or forecast 1 likely, or skip."
    if not rest:
        return NotUnderstood(f"How likely is each of the {count} options? {usage}")
    if _NEGATIVE.search(rest):
        return NotUnderstood(f"No option can have less than 0 points. {usage}")
    # Nine digits say "far too many" as well as nine thousand do.
    numbers = [int(digits[:9]) for digits in re.findall(r"\d+", rest)]
    words = fold(re.sub(r"\d+|%", " ", rest))
    if not numbers and words == "even":
        return GiveForecast(even(count))
    if len(numbers) == count and not words:
        if sum(numbers) != 100:
            return NotUnderstood(f"The points must add up to 100; these make {sum(numbers)}. {usage}")
        return GiveForecast(tuple(numbers))
    if len(numbers) == 1 and 1 <= numbers[0] <= count:
        sure = find(words or "likely", [Noun(value, (word,)) for word, value in SURENESS.items()])
        if words in SURENESS:
            return GiveForecast(spread(count, numbers[0] - 1, SURENESS[words]))
        if sure.sure:
            return GiveForecast(spread(count, numbers[0] - 1, sure.sure.value))
        return NotUnderstood(f"How sure is “{said_back(words)}”? Say {either(SURENESS, most=12)}.")
    return NotUnderstood(f"There are {count} options. {usage}")


def skip(_rest: str, scene: Scene) -> Command:
    """``skip``: pass a forecast by."""
    if scene.turn.fork is None:
        return NotUnderstood("There is no forecast to pass by on this page.")
    return GiveForecast(())
