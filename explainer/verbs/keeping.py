"""What is typed about notes and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.verbs.commands import (
    ChangeNote,
    Command,
    DeleteNote,
    EnterRoom,
    ExportNotes,
    NotUnderstood,
    RestoreNote,
    ShowNote,
    WriteNote,
)
from explainer.verbs.matching import fold

if TYPE_CHECKING:
    from explainer.verbs.parse import Scene

_ON_CLAIM = re.compile(r"(?:(?:on|about)\s+)?claim\s+#?(\d{1,9})(?:\s*[:,–—-]\s*|\s+|$)(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"#?(\d{1,9})\.?")
_DEED = re.compile(r"(change|delete|remove)\s+(?:note\s+)?#?(\d{1,9})(?:\s*[:,]\s*|\s+|$)(.*)", re.IGNORECASE)
_EXPORT = re.compile(r"export(?:\s+(?:to\s+)?(.*))?", re.IGNORECASE)


def _note(rest: str, scene: Scene) -> Command:
    match = _ON_CLAIM.fullmatch(rest)
    if match is None:
        return WriteNote(rest)
    number, count = int(match[1]), len(scene.turn.claims)
    if not count:
        return NotUnderstood("This page rests on no claims; nothing was written.")
    if not 1 <= number <= count:
        return NotUnderstood(f"There is no claim {number} on this page, so nothing was written.")
    return WriteNote(match[2], number)


def _notes(rest: str, _scene: Scene) -> Command:
    if match := _NUMBER.fullmatch(rest):
        return ShowNote(int(match[1]))
    if match := _DEED.fullmatch(rest):
        number, text = int(match[2]), match[3]
        if match[1].lower() != "change":
            return DeleteNote(number)
        if not text:
            return NotUnderstood(f"Type notes change {number} and what it shall say.")
        return ChangeNote(number, text)
    if fold(rest) in ("undo", "restore"):
        return RestoreNote()
    if match := _EXPORT.fullmatch(rest):
        return ExportNotes(match[1] or "")
    return EnterRoom("notes", "" if fold(rest) in ("all", "again", "here", "please") else rest)


def _bookmarks(rest: str, _scene: Scene) -> Command:
    return EnterRoom("notes", f"bookmarks {rest}".strip())


KEEPING: dict[str, Callable[[str, Scene], Command]] = {
    "note": _note,
    "notes": _notes,
    "bookmarks": _bookmarks,
}
"""The meaning of each verb that takes more than filling words."""
