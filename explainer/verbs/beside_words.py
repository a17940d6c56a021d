"""What is meant by the verb that sets an option of a fork beside what happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.story.beside import fork_here, is_told_here
from explainer.verbs.commands import Command, NotUnderstood, SetBeside
from explainer.verbs.matching import Noun, find, fold

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_NUMBERS = re.compile(r"(?:(?:option |number |no )?(\d{1,9}))?(?: ?claims? (\d{1,9}))?")
_LETTER = re.compile(r"(?:option )?([a-z])")
_FILLERS = ("what happened", "it", "here", "please", "again", "now", "this")


def beside(rest: str, scene: Scene) -> Command:
    """``beside 2``, ``beside b``, ``beside more talks``, ``beside 2 claim 3``."""
    words = fold(rest)
    if words in _FILLERS or not is_told_here(scene.pack, scene.state):
        # Before a fork is told the answer is the same to whatever was named: that it waits.
        return SetBeside()
    if match := _NUMBERS.fullmatch(words):
        return SetBeside(int(match[1] or 0), int(match[2] or 0))
    options = options_here(scene)
    if (match := _LETTER.fullmatch(words)) and ord(match[1]) - ord("a") < len(options):
        return SetBeside(ord(match[1]) - ord("a") + 1)
    found = find(rest, options).sure
    if found is None:
        return NotUnderstood(f"I know no option “{rest[:40]}” of this fork. Type beside and its number.")
    return SetBeside(found.value)


def options_here(scene: Scene) -> list[Noun[int]]:
    """The options of the fork this page is of, by their numbers; none before it is told."""
    name = fork_here(scene.pack, scene.state)
    fork = scene.pack.nodes[name].fork if name else None
    if fork is None or not is_told_here(scene.pack, scene.state):
        return []
    return [Noun(number, (option.label,)) for number, option in enumerate(fork.options, 1)]


BESIDE: dict[str, Callable[[str, Scene], Command]] = {"beside": beside}
"""The meaning of the verb."""
