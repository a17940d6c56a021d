"""What is meant by the verbs that lead to other steps of a reader's path."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.verbs.commands import Command, EnterRoom, JumpTo, NotUnderstood, OtherChoice
from explainer.verbs.matching import fold

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_COUNTS = {
    "once": 1, "one": 1, "a": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
"""Small numbers as people write them."""

_BACK = re.compile(r"back(?: by)?(?: (\w+))?(?: (?:steps?|moves?|pages?|times?))?")
_STEP = re.compile(r"(?:(?:to|at|from) )?(?:(?:step|entry|number|no) )?(\d{1,9})")
_OTHER = re.compile(
    r"(?:(?:choices?|branch|branches|ways?) )?(?:(?:at|from|of) )?(?:step )?(\d{1,9})"
    r"(?:(?: (?:choice|take|to))* (\d{1,9}))?"
)


def jump(rest: str, _scene: Scene) -> Command:
    """``jump 5``, ``jump back 6``, ``jump back six steps``."""
    words = fold(rest)
    if match := _BACK.fullmatch(words):
        count = _count(match[1] or "one")
        if count:
            return JumpTo(back=count)
    if match := _STEP.fullmatch(words):
        return JumpTo(number=int(match[1]))
    return NotUnderstood("Jump where? Type jump back 6, or path, then jump and the number of a step there.")


def other(rest: str, _scene: Scene) -> Command:
    """``other 5`` for the choices not taken at a step, ``other 5 2`` to take the second of them."""
    words = fold(rest)
    if not words:
        return EnterRoom("path")
    if match := _OTHER.fullmatch(words):
        return OtherChoice(int(match[1]), int(match[2] or 0))
    return NotUnderstood(
        "Type path, then other and the number of a step there; a second number takes that choice."
    )


def _count(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) < 10:
        return int(word)
    return _COUNTS.get(word, 0)


PATH: dict[str, Callable[[str, Scene], Command]] = {"jump": jump, "other": other}
"""The meaning of each of these verbs."""
