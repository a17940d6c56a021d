"""The sources: who says so? A bibliography by kind and date, each with what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from explainer.model.claim import Source
from explainer.model.ids import ClaimId, SourceId
from explainer.model.plural import counted
from explainer.model.reference import reference
from explainer.rooms.room import Entry, Facet, Room
from explainer.session import Session
from explainer.story.answers import Answer, Detail, in_dispute
from explainer.story.cross_references import cross_references
from explainer.story.fog import claim_is_told, known_source_uses, pages_on_claims, source_is_told
from explainer.verbs.matching import fold

KINDS: dict[str, tuple[str, ...]] = {
    "laws, treaties and resolutions": ("treaty", "legislation", "regulation", "bill", "standard"),
    "court cases": ("legal_case", "hearing"),
    "reports": ("report", "dataset"),
    "speeches and interviews": ("speech", "interview", "broadcast", "event", "personal_communication"),
    "news": ("article", "article-newspaper", "article-magazine", "post", "post-weblog", "periodical"),
    "books and studies": (
        "book", "chapter", "article-journal", "thesis", "paper-conference", "review", "review-book",
        "collection", "pamphlet", "manuscript", "entry", "entry-dictionary", "entry-encyclopedia",
    ),
    "web pages": ("webpage",),
}  # fmt: skip
"""The kinds a reader looks under, with the CSL types of each; the rest are other documents."""

OTHER = "other documents"


def kind_of(source: Source) -> str:
    """The kind a reader looks for a source under."""
    return next((kind for kind, types in KINDS.items() if source.type in types), OTHER)


def when_issued(source: Source) -> str:
    """What sources are ordered by: the date in ISO form, those without one last."""
    return str(source.issued) if source.issued else "9999"


class SourcesRoom(Room):
    """The bibliography as far as the story has come."""

    name: ClassVar[str] = "sources"
    title: ClassVar[str] = "Sources"
    question: ClassVar[str] = "Who says so?"
    usage: ClassVar[str] = "Type sources and words of a title, an author or a symbol to narrow it."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.kind = ""
        self.by_author = False
        self.words = ""

    def absent(self) -> str:
        """A pack may name none."""
        return "" if self.pack.sources else "This pack names no sources."

    def _told(self) -> list[Source]:
        return [
            source
            for source in self.pack.sources.values()
            if source_is_told(self.pack, self.state, source.id)
        ]

    def _shown(self) -> list[Source]:
        wanted = fold(self.words).split()
        found = [
            source
            for source in self._told()
            if (not self.kind or kind_of(source) == self.kind)
            and all(word in fold(reference(source)) for word in wanted)
        ]
        key = _author if self.by_author else when_issued
        return sorted(found, key=lambda source: (key(source), source.title))

    def lead(self) -> str:
        """How many there are, and how many bear only what is still ahead."""
        told = self._told()
        ahead = len(self.pack.sources) - len(told)
        said = f"{counted(len(self._shown()), 'source')} of {len(told)} that bear what is told so far."
        if ahead:
            said += f" {ahead} more {'bears' if ahead == 1 else 'bear'} what lies ahead of the story."
        return said

    def empty(self) -> str:
        """Nothing fits."""
        return "No source so far fits."

    def entries(self) -> Sequence[Entry]:
        """The sources under their kinds."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        shown = self._shown()
        for kind in (*KINDS, OTHER):
            of_kind = [source for source in shown if kind_of(source) == kind]
            if of_kind:
                yield Entry("", kind[:1].upper() + kind[1:])
            for source in of_kind:
                yield Entry(source.id, _line(source, by_author=self.by_author), self._bears(source), level=1)

    def _bears(self, source: Source) -> str:
        claims = len(self._claims(source.id))
        return counted(claims, "claim") if claims else ""

    def _claims(self, source: SourceId) -> tuple[ClaimId, ...]:
        return tuple(
            claim
            for claim in cross_references(self.pack).claims_of_source.get(source, ())
            if claim_is_told(self.pack, self.state, claim)
        )

    def answer(self, entry: str) -> Answer:
        """A source: its whole reference, its address as words, and what rests on it."""
        source = self.pack.sources[SourceId(entry)]
        claims = self._claims(source.id)
        details = [Detail("Reference", (reference(source),))]
        if source.number:
            details.append(Detail("Symbol", (source.number,)))
        if source.note:
            details.append(Detail("Note", (source.note,)))
        if source.url:
            details.append(Detail("Address", (source.url,)))
        if claims:
            rows = tuple(self._row(claim) for claim in claims)
            details.append(Detail("Claims resting on it", rows))
        if also := known_source_uses(self.pack, self.state, source.id):
            details.append(Detail("Also behind", also))
        doors = pages_on_claims(self.pack, self.state, claims)
        return Answer(source.title, kind_of(source), (), tuple(details), claims=claims, doors=doors)

    def references(self, entry: str) -> tuple[str, ...]:
        """The reference itself."""
        return (reference(self.pack.sources[SourceId(entry)]),)

    def address(self, entry: str) -> str:
        """Where the author of the pack found it."""
        return self.pack.sources[SourceId(entry)].url

    def _row(self, claim: ClaimId) -> str:
        found = self.pack.claims[claim]
        dispute = f" ({in_dispute(found)})" if found.disputed else ""
        return f"{found.heading()}{dispute}"

    def facets(self) -> tuple[Facet, ...]:
        """Kind, order, words."""
        order = "author" if self.by_author else ""
        words = Facet("words", "words", "yes", self.words) if self.words else None
        return (
            Facet("kind", "kind", self.kind, self.kind or "all"),
            Facet("order", "by", order, "author" if order else "date"),
            *((words,) if words else ()),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to."""
        match facet:
            case "kind":
                there = {kind_of(source) for source in self._told()}
                return [("", "every kind"), *((kind, kind) for kind in (*KINDS, OTHER) if kind in there)]
            case "order":
                return [("", "date"), ("author", "author")]
            case "words":
                return [("yes", self.words), ("", "any words")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        match facet:
            case "kind":
                self.kind = value
            case "order":
                self.by_author = bool(value)
            case "words":
                self.words = self.words if value else ""
            case _:
                raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """Words of a title, an author or a symbol, or a kind."""
        wanted = fold(words)
        kinds = [kind for kind in (*KINDS, OTHER) if wanted and fold(kind).startswith(wanted)]
        if len(kinds) == 1:
            self.kind = kinds[0]
        else:
            self.words = words
            if words and not self._shown():
                return f"No source so far holds “{words[:40]}”. {self.usage}"
        return ""


def _author(source: Source) -> str:
    name = source.author[0] if source.author else None
    return fold((name.family or name.literal) if name else source.publisher or source.title)


def _line(source: Source, *, by_author: bool) -> str:
    when = source.issued.words() if source.issued else "undated"
    who = ", ".join(name.words() for name in source.author[:2]) or source.publisher or source.container_title
    title = f"{source.title} ({source.number})" if source.number else source.title
    parts = (who, title, when) if by_author else (when, who, title)
    return ". ".join(part.rstrip(".") for part in parts if part)
