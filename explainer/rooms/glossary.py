"""The glossary: what each word means, as far as the story has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from explainer.model.ids import TermId
from explainer.model.people import Term
from explainer.rooms.room import Entry, Facet, Room
from explainer.session import Session
from explainer.story.answers import Answer, Door, term_answer
from explainer.story.fog import door, page_is_told
from explainer.verbs import nouns
from explainer.verbs.matching import fold


class GlossaryRoom(Room):
    """The words explained so far, in the order of the alphabet."""

    name: ClassVar[str] = "glossary"
    title: ClassVar[str] = "Glossary"
    question: ClassVar[str] = "What does this word mean?"
    usage: ClassVar[str] = (
        "Type glossary and a word or the beginning of one; define WORD explains one at once."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.here = False
        self.words = ""

    def absent(self) -> str:
        """A pack may explain none."""
        return "" if self.pack.terms else "This pack has no glossary."

    def _told(self) -> list[Term]:
        named = {noun.value for noun in nouns.terms(self.pack, self.state)}
        return [term for term in self.pack.terms.values() if term.id in named]

    def _shown(self) -> list[Term]:
        on_page = {term.id for term in self.session.turn.terms}
        wanted = fold(self.words)
        found = [
            term
            for term in self._told()
            if (not self.here or term.id in on_page)
            and any(wanted in fold(name) for name in (term.term, *term.aliases))
        ]
        return sorted(found, key=lambda term: fold(term.term))

    def lead(self) -> str:
        """How many there are, and how many belong to later."""
        told = self._told()
        ahead = len(self.pack.terms) - len(told)
        said = f"{len(self._shown())} of {len(told)} words."
        if ahead:
            said += f" {ahead} more {'belongs' if ahead == 1 else 'belong'} to what lies ahead."
        return said

    def empty(self) -> str:
        """Nothing fits."""
        return "This page explains no words." if self.here else "No word so far fits."

    def entries(self) -> Sequence[Entry]:
        """The words under their letters."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        on_page = {term.id for term in self.session.turn.terms}
        letter = ""
        for term in self._shown():
            first = fold(term.term)[:1].upper()
            if first != letter:
                letter = first
                yield Entry("", letter)
            yield Entry(term.id, term.term, "on this page" if term.id in on_page else "", level=1)

    def answer(self, entry: str) -> Answer:
        """A word explained, and the pages that use it."""
        term = TermId(entry)
        return replace(term_answer(self.pack, term), doors=self._pages(term))

    def _pages(self, term: TermId) -> tuple[Door, ...]:
        keys = {fold(name) for name in (self.pack.terms[term].term, *self.pack.terms[term].aliases, term)}
        found = [
            door(self.pack, self.state, node.id)
            for node in self.pack.nodes.values()
            if any(fold(key) in keys for text in node.texts for key in text.terms)
            and page_is_told(self.pack, self.state, node.id)
        ]
        return tuple(sorted(found, key=lambda item: not item.read))

    def facets(self) -> tuple[Facet, ...]:
        """Of this page or all; words."""
        words = Facet("words", "words", "yes", self.words) if self.words else None
        return (
            Facet(
                "here",
                "where",
                "yes" if self.here else "",
                "on this page" if self.here else "everywhere",
            ),
            *((words,) if words else ()),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to."""
        if facet == "words":
            return [("yes", self.words), ("", "any words")]
        if facet == "here":
            return [("", "everywhere"), ("yes", "on this page")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        if facet == "here":
            self.here = bool(value)
        elif facet == "words":
            self.words = self.words if value else ""
        else:
            raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """A word, or the beginning of one."""
        self.words = words
        if words and not self._shown():
            return f"No word so far holds “{words[:40]}”. {self.usage}"
        return ""
