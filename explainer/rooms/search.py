"""Search: where did I read about something? Pages, claims, voices, words, sources and notes."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId, SourceId, TermId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.model.reference import reference
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Heading
from explainer.rooms.glossary import GlossaryRoom
from explainer.rooms.ledger import LedgerRoom
from explainer.rooms.notebook import NotebookRoom, page_title
from explainer.rooms.query import Query, Snippet, snippet
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.rooms.search_index import Document, SearchIndex, vocabulary
from explainer.rooms.sources import SourcesRoom
from explainer.session import Session
from explainer.store.notes import NoteKind
from explainer.story.answers import (
    Answer,
    Detail,
    actor_answer,
    known_position,
    position_answer,
)
from explainer.story.engine import holds, shown_passages
from explainer.story.fog import (
    claim_is_told,
    claims_are_told,
    door,
    is_told,
    page_is_told,
    source_is_told,
)
from explainer.story.once import once_a_pack
from explainer.story.roads import is_known_road
from explainer.story.state import StoryState
from explainer.verbs.matching import fold

KINDS = {
    "page": "pages",
    "claim": "claims",
    "position": "positions",
    "voice": "voices",
    "term": "words",
    "source": "sources",
    "note": "notes",
}
"""What can be found, with the name of many."""

_BOOST = {"page": 1.0, "claim": 0.9, "position": 0.9, "voice": 1.2, "term": 1.3, "source": 0.6, "note": 1.4}

_ROOMS: dict[str, type[Room]] = {
    "claim": LedgerRoom,
    "term": GlossaryRoom,
    "source": SourcesRoom,
    "note": NotebookRoom,
}
"""The rooms that tell what was found of a kind; a search tells no more and no less than they do."""

MOST = 50
"""Hits that are listed; of further ones just the number."""

_LIKE = 0.74
"""How alike a word must be to one that is there, to be offered in its place (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found and may be shown."""

    document: Document
    snippet: Snippet

    @property
    def key(self) -> str:
        """Its name in the room."""
        return f"{self.document.kind}:{self.document.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found as far as the story has come."""

    hits: tuple[Hit, ...]
    """The best, at most ``MOST``, of every kind."""
    further: int
    """How many more there are."""
    ahead: int
    """How many lie ahead of the story."""
    some: bool = False
    """Whether nothing holds all the words, and these hold some."""
    instead: str = ""
    """The query with words that are there, where one was nowhere."""


def documents_of(pack: Pack) -> Iterator[Document]:
    """Everything of a pack that can be found."""
    for node in pack.nodes.values():
        for part, text in enumerate(node.texts):
            yield _document("page", node.id, node.title, _plain(text), part)
        if not node.texts:
            yield _document("page", node.id, node.title, "")
    for claim in pack.claims.values():
        disputes = " ".join(f"{pack.who(item.by)}: {item.how}" for item in claim.disputed)
        yield _document("claim", claim.id, claim.label, f"{claim.statement} {disputes} {claim.note}")
    for (actor, question), position in pack.positions.items():
        if position.position:
            title = f"{pack.actors[actor].brief} on {pack.questions[question].within}"
            said = (
                f"{_plain(position.position)} {_plain(position.reason)} {position.quote} {position.speaker}"
            )
            yield _document("position", f"{actor}/{question}", title, said)
    for actor_ in pack.actors.values():
        names = " ".join((actor_.short, *actor_.aliases, actor_.office))
        yield _document("voice", actor_.id, actor_.name, f"{_plain(actor_.text)} {names}")
    for term in pack.terms.values():
        yield _document("term", term.id, " ".join((term.term, *term.aliases)), _plain(term.text))
    for source in pack.sources.values():
        yield _document("source", source.id, source.number, reference(source))


def _document(kind: str, name: str, title: str, text: str, part: int = 0) -> Document:
    return Document(kind, name, title, " ".join(text.split()), part, _BOOST[kind])


def _plain(text: Prose) -> str:
    """The words of a text on one line, a colon after each heading in it."""
    if not text.text:
        return ""
    said = []
    for block in blocks_of(text.text):
        words = " ".join(plain_lines((block,), lambda _claim: None, 0))
        said.append(f"{words}:" if isinstance(block, Heading) else words)
    return " ".join(said)


def is_shown(pack: Pack, state: StoryState, document: Document) -> bool:
    """Whether something that was found may be shown: the story has come to it."""
    name = document.id
    match document.kind:
        case "page":
            node = pack.nodes[NodeId(name)]
            return page_is_told(pack, state, node.id) and _part_is_shown(pack, state, node, document.part)
        case "claim":
            return claim_is_told(pack, state, ClaimId(name))
        case "position":
            actor, _, question = name.partition("/")
            told = is_told(pack, state, pack.actors[ActorId(actor)].text)
            return told and known_position(pack, state, ActorId(actor), QuestionId(question)) is not None
        case "voice":
            return is_told(pack, state, pack.actors[ActorId(name)].text)
        case "term":
            return is_told(pack, state, pack.terms[TermId(name)].text)
        case "source":
            return source_is_told(pack, state, SourceId(name))
        case _:
            return True


def _part_is_shown(pack: Pack, state: StoryState, node: Node, part: int) -> bool:
    """Whether a passage of a page that may be named would be on it now, and tells nothing later."""
    if not node.texts:
        return True
    if not claims_are_told(pack, state, node.texts[part].claims):
        return False
    # A fork's arguments come after the passages, and are always on its page.
    return part >= len(node.passages) or holds(pack, state, node.passages[part].when)


class SearchRoom(Room):
    """What some words found, narrowed by kind."""

    name: ClassVar[str] = "search"
    title: ClassVar[str] = "Search"
    question: ClassVar[str] = "Where did I read about it?"
    usage: ClassVar[str] = 'Type search and words; "words in quotes" must follow each other.'

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.line = ""
        """What is searched for, as it was typed."""
        self.kind = ""
        """The kind it is narrowed to, or nothing."""
        self._found: tuple[object, Found] | None = None

    @cached_property
    def index(self) -> SearchIndex:
        """The pack and the notes as they are on entering the room."""
        return SearchIndex([*_pack_documents(self.pack), *self._notes()])

    def _notes(self) -> Iterable[Document]:
        for note in self.session.notes():
            if note.kind is NoteKind.NOTE:
                yield _document("note", str(note.id), page_title(self.pack, note), note.text)

    @property
    def found(self) -> Found:
        """What is found now."""
        key = (self.line, self.kind, self.state)
        if self._found is None or self._found[0] != key:
            self._found = (key, search(self.pack, self.state, self.index, self.line, self.kind))
        return self._found[1]

    # ------------------------------------------------------------ what is in it

    def lead(self) -> str:
        """How much was found, and what might have been meant."""
        if not self.line.strip():
            return "Pages, claims, positions, voices, words, sources and your notes."
        found = self.found
        said = []
        if found.some:
            said.append("Nothing holds all of these words; these hold some.")
        total = len(found.hits) + found.further
        if total:
            said.append(f"{total} found" + (f", the best {len(found.hits)} shown." if found.further else "."))
        if found.ahead:
            said.append(f"{found.ahead} more {'lies' if found.ahead == 1 else 'lie'} ahead of the story.")
        if found.instead:
            said.append(f"Did you mean “{found.instead}”?")
        return " ".join(said)

    def empty(self) -> str:
        """Nothing was asked for, or nothing found."""
        if not self.line.strip():
            return "Type what you look for."
        return f"Nothing so far holds “{self.line[:60]}”."

    def entries(self) -> Sequence[Entry]:
        """The hits, best first."""
        return [self._entry(hit) for hit in self.found.hits]

    def _entry(self, hit: Hit) -> Entry:
        document = hit.document
        mark = Mark.NONE
        if document.kind == "page":
            mark = Mark.READ if document.id in self.state.visits else Mark.NEW
            if is_known_road(self.pack, self.state, NodeId(document.id)):
                return Entry(
                    hit.key, document.title, f"{document.kind}, {mark}", Mark.ROAD, about=hit.snippet
                )
        elif document.kind == "claim" and self.pack.claims[ClaimId(document.id)].disputed:
            mark = Mark.DISPUTED
        return Entry(hit.key, self._name(document), document.kind, mark, about=hit.snippet)

    def _name(self, document: Document) -> str:
        match document.kind:
            case "claim":
                return self.pack.claims[ClaimId(document.id)].heading()
            case "term":
                return self.pack.terms[TermId(document.id)].term
            case "source":
                return self.pack.sources[SourceId(document.id)].title
            case _:
                return document.title

    def answer(self, entry: str) -> Answer:
        """What was found, whole."""
        kind, _, name = entry.partition(":")
        match kind:
            case "page":
                return self._page(NodeId(name))
            case "position":
                actor, _, question = name.partition("/")
                return position_answer(self.pack, self.state, ActorId(actor), QuestionId(question))
            case "voice":
                found = actor_answer(self.pack, self.state, ActorId(name))
                page = self.pack.actors[ActorId(name)].node
                told = page is not None and page_is_told(self.pack, self.state, page)
                return replace(found, doors=(door(self.pack, self.state, page),) if page and told else ())
            case _:
                return _ROOMS[kind](self.session).answer(name)

    def _page(self, page: NodeId) -> Answer:
        node = self.pack.nodes[page]
        shown = [
            _plain(passage.text)
            for passage in shown_passages(self.pack, self.state, node)
            if claims_are_told(self.pack, self.state, passage.text.claims)
        ]
        piece = snippet(" ".join(shown), Query.of(self.line), 500)
        lead = self.pack.chapter_title(node)
        return Answer(
            node.title,
            lead,
            (),
            (Detail("There", (piece.text,)),),
            doors=(door(self.pack, self.state, page),),
        )

    def open(self, entry: str) -> Answer | NodeId:
        """Walk to a page, open a claim, hear a voice; read the rest."""
        kind, _, name = entry.partition(":")
        if kind == "page":
            return NodeId(name)
        if kind == "claim":
            self.session.open_claim(ClaimId(name))
        elif kind == "position":
            actor, _, question = name.partition("/")
            self.session.ask(ActorId(actor), QuestionId(question))
        return self.answer(entry)

    def references(self, entry: str) -> tuple[str, ...]:
        """Those of a claim, or the source found."""
        kind, _, name = entry.partition(":")
        return _ROOMS[kind](self.session).references(name) if kind in _ROOMS else ()

    def address(self, entry: str) -> str:
        """That of a source found."""
        kind, _, name = entry.partition(":")
        return _ROOMS[kind](self.session).address(name) if kind in _ROOMS else ""

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """The kind."""
        return (Facet("kind", "kind", self.kind, KINDS.get(self.kind, "all")),)

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """Every kind that something was found of, with how many."""
        if facet != "kind":
            raise KeyError(facet)
        every = search(self.pack, self.state, self.index, self.line, "", most=len(self.index.documents))
        counts = Counter(hit.document.kind for hit in every.hits)
        kinds = [(kind, f"{words} ({counts[kind]})") for kind, words in KINDS.items() if counts[kind]]
        return [("", f"all ({counts.total()})"), *kinds]

    def narrow(self, facet: str, value: str) -> None:
        """One kind, or all."""
        if facet != "kind":
            raise KeyError(facet)
        self.kind = value

    def take_words(self, words: str) -> str:
        """What to look for."""
        self.line = words
        return ""


@once_a_pack
def _pack_documents(pack: Pack) -> tuple[Document, ...]:
    """The documents of a pack: reading every text takes a third of a second."""
    return tuple(documents_of(pack))


def search(
    pack: Pack, state: StoryState, index: SearchIndex, line: str, kind: str = "", most: int = MOST
) -> Found:
    """What a line finds as far as the story has come."""
    query = Query.of(line)
    hits, further, ahead = _hits(pack, state, index, query, kind, most, every=True)
    some, instead = False, ""
    if not hits:
        instead = _instead(pack, state, index, query)
        if len(query.parts) > 1:
            hits, further, ahead_of_some = _hits(pack, state, index, query, kind, most, every=False)
            some = bool(hits)
            ahead = ahead or (ahead_of_some if some else 0)
    return Found(tuple(hits), further, ahead, some, instead)


def _hits(
    pack: Pack, state: StoryState, index: SearchIndex, query: Query, kind: str, most: int, *, every: bool
) -> tuple[list[Hit], int, int]:
    """The hits to show, how many more there are, and how many lie ahead."""
    shown: dict[str, Document] = {}
    hidden: set[str] = set()
    for match in index.matches(query, every=every):
        document = match.document
        if kind and document.kind != kind:
            continue
        key = f"{document.kind}:{document.id}"
        if key in shown:
            continue
        if is_shown(pack, state, document):
            shown[key] = document
        else:
            hidden.add(key)
    hits = [Hit(document, snippet(document.text, query)) for document in list(shown.values())[:most]]
    return hits, len(shown) - len(hits), len(hidden - set(shown))


def _instead(pack: Pack, state: StoryState, index: SearchIndex, query: Query) -> str:
    """The query with each word that is nowhere replaced by one that is, or nothing."""
    told = (item for item in index.documents if is_shown(pack, state, item))
    known = vocabulary(f"{item.title} {item.text}" for item in told)
    words, changed = [], False
    for part in query.parts:
        for word in part.words:
            fits = word in known or (part.prefix and any(other.startswith(word) for other in known))
            near = [] if fits else difflib.get_close_matches(word, known, 1, _LIKE)
            words.append(known[near[0]] if near else word)
            changed |= bool(near)
    return " ".join(words) if changed and fold(" ".join(words)) else ""
