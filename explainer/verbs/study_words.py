"""What is typed to be asked about what was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.verbs.commands import Command, NotUnderstood, StartReview, StartSteelman
from explainer.verbs.matching import fold
from explainer.verbs.room_words import FILLERS

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_MINUTES = re.compile(r"(?:for )?(\d{1,3})(?: ?m| min| mins| minutes?)?")

LONGEST = 120
"""Minutes a sitting can be asked to last."""


def _review(rest: str, _scene: Scene) -> Command:
    word = fold(rest)
    if word in FILLERS:
        return StartReview()
    minutes = minutes_of(word)
    if minutes is None:
        return NotUnderstood(f"Type review, or review and the minutes it may last, from 1 to {LONGEST}.")
    return StartReview(minutes)


def minutes_of(text: str) -> int | None:
    """The minutes a sitting may last, as they are typed; None if they are none, or too many."""
    match = _MINUTES.fullmatch(text)
    return int(match[1]) if match and 1 <= int(match[1]) <= LONGEST else None


def _steelman(rest: str, _scene: Scene) -> Command:
    if fold(rest) in FILLERS:
        return StartSteelman()
    return NotUnderstood("Type steelman alone: whose position you are asked for is not yours to choose.")


STUDYING: dict[str, Callable[[str, Scene], Command]] = {"review": _review, "steelman": _steelman}
