"""A notebook as Markdown: each note as it was typed, with its page, its claim and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from explainer.model.date import moment_in_words
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.model.reference import reference
from explainer.prose.clean import clean
from explainer.rooms.notebook import counted_kinds, in_page_order, page_title
from explainer.store.notes import Note, NoteKind

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
_AT_FIRST = re.compile(r"^(\d+)([.)])|^([-+=])")


def notes_as_markdown(pack: Pack, notes: Sequence[Note]) -> str:
    """Every note and bookmark by chapter and page, ending with a newline.

    A note stands in a quotation, so that no heading, list or fence in it reaches beyond it. Claims
    are told whole: the reader who wrote about them had them open.
    """
    return "\n".join(_lines(pack, in_page_order(pack, notes))).rstrip("\n") + "\n"


def _lines(pack: Pack, notes: Sequence[Note]) -> Iterator[str]:
    yield from (f"# Notes on {_plain(pack.title)}", "", f"{counted_kinds(notes)}.", "")
    for chapter, of_chapter in groupby(notes, lambda note: _chapter(pack, note)):
        if chapter:
            yield from (f"## {_plain(chapter)}", "")
        for _, of_page in groupby(of_chapter, lambda note: note.node):
            here = list(of_page)
            yield from (f"### {_plain(page_title(pack, here[0]))}", "")
            for note in here:
                yield from _note(pack, note)


def _chapter(pack: Pack, note: Note) -> str:
    node = pack.nodes.get(NodeId(note.node))
    return pack.chapter_title(node) if node else ""


def _note(pack: Pack, note: Note) -> Iterator[str]:
    made = moment_in_words(note.created)
    if note.kind is NoteKind.BOOKMARK:
        yield from (f"Bookmarked {made}.", "")
        return
    changed = f", changed {moment_in_words(note.updated)}" if note.updated != note.created else ""
    yield from (f"*{made}{changed}*", "")
    for line in note.text.split("\n"):
        yield f"> {clean(line)}".rstrip()
    yield ""
    claim = pack.claims.get(ClaimId(note.claim))
    if claim is None:
        return
    yield from (f"About the claim: {_plain(claim.statement)}", "")
    for citation in claim.sources:
        yield f"- {_plain(reference(pack.sources[citation.source], citation.locator))}"
    yield ""


def _plain(text: str) -> str:
    """Text of a pack on one line, no sign of it read as Markdown."""
    line = _SIGNS.sub(r"\\\1", " ".join(clean(text).split()))
    return _AT_FIRST.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)
