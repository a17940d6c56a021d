"""A room in line mode: what it answers, how it is narrowed, and its entries, numbered."""

from __future__ import annotations

from explainer.line.render import Lines, answer_lines, numbered_lines
from explainer.model.ids import NodeId
from explainer.prose.width import wrap
from explainer.rooms.room import Entry, Room, numbered
from explainer.story.answers import Answer


def room_lines(room: Room, width: int) -> Lines:
    """All of a room as it is narrowed."""
    lines = wrap(f"{room.title}. {room.question}", width)
    if lead := room.lead():
        lines += wrap(lead, width)
    narrowed = [f"{facet.label}: {facet.words}" for facet in room.facets() if facet.value]
    if narrowed:
        lines += wrap(f"Narrowed to {'; '.join(narrowed)}.", width)
    lines += room.picture_lines(width)
    entries = room.entries()
    if not entries:
        return [*lines, "", *wrap(room.empty(), width)]
    number = 0
    for entry in entries:
        if entry.heading:
            lines += ["", *wrap(f"{entry.text}{_note(entry)}", width)]
        else:
            number += 1
            lines += numbered_lines(str(number), f"{entry.text}{_note(entry)}", width)
            if entry.about and entry.about.text:
                lines += numbered_lines(" " * len(str(number)), entry.about.text, width)
    usage = f" {room.usage}" if room.usage else ""
    return [*lines, "", *wrap(f"Type show and a number to {room.opening} one.{usage}", width)]


def _note(entry: Entry) -> str:
    notes = "; ".join(filter(None, (str(entry.mark), entry.note)))
    return f" ({notes})" if notes else ""


def opened_lines(room: Room, number: int, width: int) -> Lines | NodeId:
    """An entry by its number: what it holds, or the page it leads straight to.

    Raises:
        IndexError: there is no entry of that number.
    """
    entries = numbered(room.entries())
    if not 1 <= number <= len(entries):
        raise IndexError(number)
    opened = room.open(entries[number - 1].id)
    return answer_lines(opened, width) if isinstance(opened, Answer) else opened
