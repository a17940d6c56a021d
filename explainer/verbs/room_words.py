"""What is typed to go into a room, and to open an entry of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.verbs.commands import Command, EnterRoom, NotUnderstood, OpenEntry
from explainer.verbs.matching import fold
from explainer.verbs.vocabulary import VERBS

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_SHOWN = re.compile(r"(\d{1,9})(?: claims? (\d{1,9}))?")

FILLERS = ("", "again", "around", "here", "please", "now", "page", "one")
"""Words after such a verb that change nothing."""


def _room(name: str) -> Callable[[str, Scene], Command]:
    """The meaning of a verb that leads into a room: the room itself reads the words after it."""

    def mean(rest: str, _scene: Scene) -> Command:
        return EnterRoom(name, "" if fold(rest) in FILLERS else rest)

    return mean


def _show(rest: str, _scene: Scene) -> Command:
    match = _SHOWN.fullmatch(fold(rest))
    if match is None:
        return NotUnderstood("Show which? Type show and the number of an entry in the list above.")
    return OpenEntry(int(match[1]), int(match[2] or 0))


ROOM_WORDS: dict[str, Callable[[str, Scene], Command]] = {
    "show": _show,
    **{verb.name: _room(verb.name) for verb in VERBS if verb.room},
}
