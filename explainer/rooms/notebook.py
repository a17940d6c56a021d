"""The notebook: notes and bookmarks, by page or newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from explainer.model.date import day_in_words, moment_in_words, on_the_clock
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.model.plural import counted
from explainer.prose.tree import Block, Break, Inline, Paragraph, Text
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.store.notes import Note, NoteKind
from explainer.story.answers import Answer, Detail, claim_references, claim_row
from explainer.story.fog import claim_is_told, door, page_is_told
from explainer.story.roads import is_known_road
from explainer.verbs.matching import fold

FIRST_WORDS = 96
"""Letters of a note that its line shows."""

GONE = "A page that is no longer in the pack"
"""Stands where the title of a page would."""

_KINDS = {"note": "notes", "bookmark": "bookmarks"}


def page_title(pack: Pack, note: Note) -> str:
    """The title of the page a note belongs to; a reader who wrote on it has read it."""
    node = pack.nodes.get(NodeId(note.node))
    return node.title if node else GONE


def first_words(text: str) -> str:
    """The first line of a note that says something, no longer than a line of the list may be."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    line = " ".join(line.split())
    if len(line) <= FIRST_WORDS:
        return line
    cut = line[: FIRST_WORDS - 1]
    # At a word, unless it is all one.
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def counted_kinds(notes: Sequence[Note]) -> str:
    """``2 notes and 1 bookmark``."""
    kinds = [note.kind for note in notes]
    said = []
    for kind, many in _KINDS.items():
        count = kinds.count(NoteKind(kind))
        if count:
            said.append(counted(count, kind, many))
    return " and ".join(said) or "Nothing"


def kept_here(session: Session) -> tuple[str, ...]:
    """What the reader keeps of the open page, in words; nothing if nothing."""
    here = [note.kind for note in session.notes() if note.node == session.state.node]
    count = here.count(NoteKind.NOTE)
    notes = (f"{counted(count, 'note')} here",) if count else ()
    return (*notes, "bookmarked") if NoteKind.BOOKMARK in here else notes


def claims_to_note(session: Session, page: NodeId, also: ClaimId | None = None) -> dict[ClaimId, str]:
    """The claims of a page that a note can be about, in words: those met, and one it is about already."""
    pack, state = session.pack, session.state
    if page == state.node:
        found = {
            item.claim.id: f"claim {item.number}, {item.claim.heading()}" for item in session.turn.claims
        }
    else:
        here = pack.nodes[page].claims if page in state.visits else ()
        found = {claim: pack.claims[claim].heading() for claim in here if claim in state.met}
    if also and also in pack.claims and also not in found and claim_is_told(pack, state, also):
        found[also] = pack.claims[also].heading()
    return found


def in_page_order(pack: Pack, notes: Sequence[Note]) -> list[Note]:
    """Notes by chapter, page and time; what belongs to no page of the pack comes last."""
    chapters = {chapter.id: at for at, chapter in enumerate(pack.manifest.chapters)}
    pages = {node: at for at, node in enumerate(pack.nodes)}

    def place(note: Note) -> tuple[int, int, bool]:
        node = pack.nodes.get(NodeId(note.node))
        if node is None:
            return len(chapters) + 1, 0, False
        first = note.kind is not NoteKind.BOOKMARK
        return chapters.get(node.chapter, len(chapters)), pages[node.id], first

    return sorted(notes, key=place)


class NotebookRoom(Room):
    """What the reader kept, of every run of the pack."""

    name: ClassVar[str] = "notes"
    title: ClassVar[str] = "Notebook"
    question: ClassVar[str] = "What did I want to keep?"
    usage: ClassVar[str] = (
        "Type notes change 1 and words, notes delete 1, notes undo, or notes export and a file; "
        "notes newest and bookmarks list them otherwise."
    )
    opening: ClassVar[str] = "read"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.kind = ""
        """The kind it is narrowed to, or nothing."""
        self.newest = False
        """Whether the newest comes first, whatever its page."""

    def notes(self) -> list[Note]:
        """What is shown, in its order."""
        found = [note for note in self.session.notes() if self.kind in ("", note.kind)]
        if self.newest:
            return sorted(found, key=lambda note: note.updated, reverse=True)
        return in_page_order(self.pack, found)

    def note(self, entry: str) -> Note | None:
        """The note of an entry; None if it was deleted meanwhile."""
        return next((note for note in self.session.notes() if str(note.id) == entry), None)

    # ------------------------------------------------------------ what is in it

    def lead(self) -> str:
        """How much was kept."""
        notes = self.notes()
        if not notes:
            return ""
        unkept = "" if self.session.kept else " They are not kept on the disk, and go when you leave."
        return f"{counted_kinds(notes)}.{unkept}"

    def empty(self) -> str:
        """What to do about it."""
        if self.kind == NoteKind.BOOKMARK:
            return "You bookmarked no page yet. On a page: x, or type bookmark."
        return "You kept nothing yet. On a page, n or note writes a note; x or bookmark keeps the page."

    def entries(self) -> Sequence[Entry]:
        """Notes and bookmarks under their pages or days; bookmarks alone under their chapters."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        for heading, notes in groupby(self.notes(), self._heading):
            if heading.text:
                yield heading
            for note in notes:
                yield self._entry(note)

    def _heading(self, note: Note) -> Entry:
        if self.newest:
            return Entry("", _day(note))
        node = self.pack.nodes.get(NodeId(note.node))
        chapter = self.pack.chapter_title(node) if node else ""
        if self.kind == NoteKind.BOOKMARK:
            return Entry("", chapter)
        return Entry("", page_title(self.pack, note), chapter)

    def _entry(self, note: Note) -> Entry:
        title = page_title(self.pack, note)
        marked = note.kind is NoteKind.BOOKMARK
        about = self._claim(note)
        said = Snippet(f"On the claim: {self.pack.claims[about].heading()}") if about else None
        page = NodeId(note.node)
        known = page in self.pack.nodes and is_known_road(self.pack, self.state, page)
        road = Mark.ROAD if known else Mark.NONE
        if marked and (self.newest or self.kind):
            return Entry(str(note.id), title, "bookmark" if self.newest else _day(note), road, level=1)
        text = "Bookmark" if marked else first_words(note.text)
        return Entry(str(note.id), text, title if self.newest else _day(note), road, said, level=1)

    def _claim(self, note: Note) -> ClaimId | None:
        """The claim a note is about, if it may be shown: the story may be at an earlier date again."""
        claim = ClaimId(note.claim)
        if claim in self.pack.claims and claim_is_told(self.pack, self.state, claim):
            return claim
        return None

    def answer(self, entry: str) -> Answer:
        """A note whole, what it is about, and the way to its page."""
        note = self.note(entry)
        if note is None:
            return Answer("This note is there no more.")
        page = NodeId(note.node)
        told = page in self.pack.nodes and page_is_told(self.pack, self.state, page)
        doors = (door(self.pack, self.state, page),) if told else ()
        claim = self._claim(note)
        details = [Detail("About the claim", (claim_row(self.pack, claim),))] if claim else []
        if note.claim and claim is None:
            details.append(Detail("About", ("A claim this reading has not come to.",)))
        if page in self.pack.nodes and not told:
            details.append(Detail("Page", ("This reading has not come to it.",)))
        lead = f"{note.kind.capitalize()} of {moment_in_words(note.created)}"
        if note.updated != note.created:
            lead += f"; changed {moment_in_words(note.updated)}"
        return Answer(
            page_title(self.pack, note),
            lead,
            as_typed(note.text),
            tuple(details),
            claims=(claim,) if claim else (),
            doors=doors,
        )

    def open(self, entry: str) -> Answer | NodeId:
        """A bookmark leads to its page; a note is read."""
        answer = self.answer(entry)
        note = self.note(entry)
        if note is not None and note.kind is NoteKind.BOOKMARK and answer.doors:
            return answer.doors[0].node
        return answer

    def references(self, entry: str) -> tuple[str, ...]:
        """Those of the claim a note is about."""
        claims = self.answer(entry).claims
        return claim_references(self.pack, claims[0]) if claims else ()

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """The kind, and the order."""
        return (
            Facet("kind", "show", self.kind, _KINDS.get(self.kind, "all")),
            Facet(
                "order",
                "order",
                "newest" if self.newest else "",
                "newest first" if self.newest else "by page",
            ),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """Each kind; each order."""
        if facet == "kind":
            return [("", "notes and bookmarks"), ("note", "notes"), ("bookmark", "bookmarks")]
        if facet == "order":
            return [("", "by page"), ("newest", "newest first")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Show one kind, or take another order."""
        if facet == "kind":
            self.kind = value
        elif facet == "order":
            self.newest = bool(value)
        else:
            raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """``bookmarks``, ``notes``, ``newest``, in any company; ``list`` and ``all`` change nothing."""
        for word in fold(words).split():
            if word in ("newest", "new", "latest", "first"):
                self.newest = True
            elif word in ("bookmarks", "bookmark", "marks"):
                self.kind = "bookmark"
            elif word in ("notes", "note"):
                self.kind = "note"
            elif word not in ("list", "all"):
                kept = "bookmarks" if self.kind == "bookmark" else "notes"
                return f"I do not know which {kept} “{word[:40]}” would be. {self.usage}"
        return ""


def _day(note: Note) -> str:
    return day_in_words(on_the_clock(note.updated).date())


def as_typed(text: str) -> tuple[Block, ...]:
    """A note as paragraphs: its words and its line breaks, no sign in it read as markup."""
    blocks: list[Block] = []
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        inlines: list[Inline] = []
        for line in lines:
            inlines += [Break(), Text(line)] if inlines else [Text(line)]
        if inlines:
            blocks.append(Paragraph(tuple(inlines)))
    return tuple(blocks)
