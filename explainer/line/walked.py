"""Standing at other steps of the path, in line mode."""

from __future__ import annotations

from explainer.line.render import Lines, numbered_lines
from explainer.prose.width import wrap
from explainer.rooms.standing import stand_back
from explainer.rooms.walked import PathRoom
from explainer.verbs.commands import JumpTo, OtherChoice


def carry_out(room: PathRoom, command: JumpTo | OtherChoice, width: int) -> Lines | None:
    """Stand elsewhere, which changes the page, or say what else could be taken at a step.

    Raises:
        StepError: there is no such step or choice; nothing has changed.
    """
    match command:
        case JumpTo(0, back):
            stand_back(room.session, back)
        case JumpTo(number, _):
            room.jump(room.entry_of(number))
        case OtherChoice(number, 0):
            return _others(room, number, width)
        case OtherChoice(number, choice):
            room.take_other(room.entry_of(number), choice)
    return None


def _others(room: PathRoom, number: int, width: int) -> Lines:
    entry = room.entry_of(number)
    others = room.others(entry)
    if not others:
        return wrap(room.no_other(entry), width)
    lines = wrap(f"{room.answer(entry).title}: what else could be taken there.", width)
    for item in others:
        lines += numbered_lines(str(item.number), item.unnumbered, width)
    first = next((item.number for item in others if item.open), others[0].number)
    return [*lines, "", *wrap(f"Type other {number} {first} to take one of them from there.", width)]
