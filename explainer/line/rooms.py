"""A room in line mode: what it answers, how it is narrowed, and its entries, numbered."""

from __future__ import annotations

from explainer.errors import StepError
from explainer.line.render import Lines, answer_lines, numbered_lines
from explainer.model.ids import NodeId
from explainer.model.plural import counted
from explainer.prose.width import wrap
from explainer.rooms.room import Entry, Room, numbered
from explainer.story.answers import Answer, claim_answer


def room_lines(room: Room, width: int) -> Lines:
    """All of a room as it is narrowed."""
    lines = wrap(f"{room.title}. {room.question}", width)
    if lead := room.lead():
        lines += wrap(lead, width)
    narrowed = [f"{facet.label}: {facet.words}" for facet in room.facets() if facet.value]
    if narrowed:
        lines += wrap(f"Narrowed by {'; '.join(narrowed)}.", width)
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


def opened_lines(room: Room, number: int, claim: int, width: int) -> Lines | NodeId:
    """An entry by its number, or a claim it rests on: what it holds, or the page it leads straight to.

    Raises:
        StepError: there is no entry or no claim of that number, or the story does not allow it.
    """
    entries = numbered(room.entries())
    if not 1 <= number <= len(entries):
        last = f"they go from 1 to {len(entries)}" if entries else "the list is empty"
        raise StepError(f"There is no entry {number}; {last}.")
    entry = entries[number - 1].id
    if claim:
        return _claim_lines(room, entry, claim, width)
    opened = room.open(entry)
    if not isinstance(opened, Answer):
        return opened
    lines = answer_lines(opened, width)
    if len(opened.claims) > 1 or (opened.claims and opened.claims[0] != entry):
        lines += ["", *wrap(f"Rests on {_claims(len(opened.claims))}; type show {number} claim 1.", width)]
    return lines


def _claim_lines(room: Room, entry: str, claim: int, width: int) -> Lines:
    claims = room.answer(entry).claims
    if not 1 <= claim <= len(claims):
        raise StepError(f"That entry rests on {_claims(len(claims))}.")
    room.session.open_claim(claims[claim - 1])
    return answer_lines(claim_answer(room.pack, claims[claim - 1]), width)


def _claims(count: int) -> str:
    return counted(count, "claim") if count else "no claims"
