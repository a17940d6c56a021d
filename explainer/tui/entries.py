"""Entries of a room as lines: words at the left, at the right a column of notes and one of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explainer.prose.width import cell_width
from explainer.rooms.room import Entry, Mark
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

GAP = 2
"""Cells between words, note and mark."""

ROOMY = 40
"""Cells from which marks have a column of their own; below, a row without one uses its cells."""

LEAST = 12
"""Cells below which words beside a note or a mark would be broken letter by letter."""

NARROW = 7
"""Cells of a column of marks that is kept free even where it costs a line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What all entries of a list share, so that their parts stand under each other."""

    marks: int = 0
    """Cells of the widest mark."""
    hang: int = 0
    """How much deeper an entry's second line stands than its first."""


def columns_of(entries: Sequence[Entry]) -> Columns:
    """The columns of a list. Entries hang unless something stands under one: that is set in itself."""
    marks = [cell_width(mark_words(entry.mark)[0]) for entry in entries if entry.mark is not Mark.NONE]
    return Columns(max(marks, default=0), 0 if any(entry.about for entry in entries) else 2)


def entry_lines(entry: Entry, index: int, width: int, columns: Columns, *, marked: bool) -> list[Line]:
    """An entry or a heading; ``index`` is the entry's place among those that can be opened."""
    block = max(0, index)
    indent = 0 if entry.heading else 2 + max(0, entry.level - 1)
    lead = words("" if entry.heading else ("› " if marked else "  ").ljust(indent), "$accent")
    mark, role = mark_words(entry.mark) if entry.mark is not Mark.NONE else ("", "")
    note, text = cell_width(entry.note), cell_width(entry.text)
    column = cell_width(mark)
    if width >= ROOMY and not entry.heading:
        spare = width - (note + GAP if note else 0) - columns.marks - GAP
        # An empty column is not worth breaking the words for, unless it is a narrow one.
        column = columns.marks if mark or columns.marks <= NARROW or indent + text <= spare else 0
    aside = (note + GAP if note else 0) + (column + GAP if column and (note or mark) else 0)
    # A long note goes under the words instead of squeezing them; at last its mark does too.
    under = (note > width // 2 or width - aside < LEAST) and indent + text + aside > width
    below: tuple[str, str] = ("", "")
    if under:
        aside = column + GAP if mark else 0
        if width - aside < LEAST and indent + text + aside > width:
            aside, below, mark = 0, (mark, role), ""
    room = width - aside
    hang = 0 if entry.heading or indent + text <= room else columns.hang
    style = "bold" if marked or entry.heading else ""
    lines = set_content(words(entry.text, style), room, block, indent + hang, lead)
    beside = "" if under else entry.note
    if beside or mark:
        built = Words().add(beside, INK_SOFT)
        if mark or (column and beside):
            built.add(" " * (GAP if beside else 0)).add(mark, role).add(" " * (column - cell_width(mark)))
        first, content = lines[0].content, built.content()
        gap = width - cell_width(first.plain) - cell_width(content.plain)
        lines[0] = Line((first + words(" " * max(1, gap)) + content).rstrip(), block)
    if under:
        built = Words().add(entry.note, INK_SOFT).add(" " * GAP if entry.note and below[0] else "")
        built.add(below[0].replace(" ", "\u00a0"), below[1])
        lines += set_content(built.content(), width, block, indent + 2, words(" " * (indent + 2)))
    if entry.heading:
        return lines
    if entry.about and entry.about.text:
        content = words(entry.about.text, INK_SOFT)
        for start, end in entry.about.hits:
            content = content.stylize("bold $ink", start, end)
        lines += set_content(content, width, block, indent + 2, words(" " * (indent + 2)))
    meaning = clickable(Target("row", str(index)))
    return [Line(line.content.pad_right(1).stylize(meaning), line.block) for line in lines]


def mark_words(mark: Mark) -> tuple[str, str]:
    """The sign and word of a mark, and their role."""
    sign = {
        Mark.NEW: signs().new,
        Mark.READ: signs().read,
        Mark.HERE: signs().here,
        Mark.BEEN: signs().read,
        Mark.HEARD: signs().read,
        Mark.FORK: signs().fork,
        Mark.DISPUTED: signs().disputed,
        Mark.ROAD: signs().road,
    }[mark]
    role = {
        Mark.HERE: "$accent",
        Mark.BEEN: "$mark-read",
        Mark.HEARD: "$mark-read",
        Mark.ROAD: "$mark-disputed",
    }.get(mark, f"$mark-{mark}")
    return f"{sign} {mark}", role
