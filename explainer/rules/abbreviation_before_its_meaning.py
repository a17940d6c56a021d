"""An abbreviation of the glossary that readers can meet before it is explained.

The glossary explains it, but only a link leads there. A page explains it if it links the term,
writes out one of its longer names, or says in passing what it is: ``KFOR, the force led by NATO``.
If from the first page or a way in readers can come to a page that uses the abbreviation, over pages
none of which explains it, the shortest such way is told. Every choice counts as open.

Fails::

    # glossary.yaml
    terms:
      - {id: council, term: Town Council, aliases: [TC], text: Those who decide for the town.}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The TC has voted.
        choices: [{id: on, text: Go on, to: yard}]
      - {id: yard, title: The yard, body: "Here the [[council|TC]] meets.", ending: true}

Passes::

    # glossary.yaml
    terms:
      - {id: council, term: Town Council, aliases: [TC], text: Those who decide for the town.}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The [[council|TC]] has voted.
        choices: [{id: on, text: Go on, to: yard}]
      - {id: yard, title: The yard, body: Here the TC meets., ending: true}
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId, TermId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.model.people import Term
from explainer.rules.abbreviations import abbreviations, is_abbreviation, said_beside
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, read_pages, running_words
from explainer.rules.ways import leads_to
from explainer.rules.where import Where

CODE = "N808"
LEVEL = Severity.NOTE

MOST = 100
"""Abbreviations that are followed through the story, each by a walk over the whole of it; the glossary
of the flagship has 27."""


@dataclass(slots=True)
class _Uses:
    """Where an abbreviation of a term stands, and which pages explain the term."""

    word: str
    term: Term
    on: list[NodeId] = field(default_factory=list)
    explained: set[NodeId] = field(default_factory=set)


def check(subject: Subject) -> Iterator[Finding]:
    """Find each page on which one can be met so."""
    pack = subject.pack
    where = Where(subject)
    for uses in list(_uses(pack).values())[:MOST]:
        bare = {page for page in uses.on if page not in uses.explained}
        for page, way in _ways(pack, uses.explained, bare):
            yield Finding(
                where.words(Told("node", page, "", prose=True), uses.word),
                f"'{uses.word}' can be met on the page '{page}' before it is explained: {' → '.join(way)}",
                f"Link it there, as in [[{uses.term.id}|{uses.word}]].",
            )


def _uses(pack: Pack) -> dict[str, _Uses]:
    """By abbreviation, in the order of the glossary; those that no page uses are left out."""
    every = {
        name: _Uses(name, term)
        for term in pack.terms.values()
        for name in (term.term, *term.aliases)
        if is_abbreviation(name)
    }
    linked: dict[TermId, set[NodeId]] = {}
    for node in read_pages(pack) if every else ():
        for term in _linked(pack, node):
            linked.setdefault(term, set()).add(node.id)
        text = running_words(node)
        first: dict[str, int] = {}
        for word, start in abbreviations(text):
            if word in every:
                first.setdefault(word, start)
        for word, start in first.items():
            uses = every[word]
            uses.on.append(node.id)
            if _says(text, start, uses):
                uses.explained.add(node.id)
    for uses in every.values():
        uses.explained |= linked.get(uses.term.id, set())
    return {word: uses for word, uses in every.items() if uses.on}


def _linked(pack: Pack, node: Node) -> Iterator[TermId]:
    for text in node.texts:
        for key in text.terms:
            term = pack.term_keys.get(key.casefold())
            if term is not None:
                yield term


def _says(text: str, start: int, uses: _Uses) -> bool:
    """Whether a page says what it is: beside the abbreviation, or by one of the term's longer names."""
    if said_beside(text, uses.word, start):
        return True
    folded = text.casefold()
    names = (uses.term.term, *uses.term.aliases)
    return any(name.casefold() in folded for name in names if not is_abbreviation(name))


def _ways(pack: Pack, explained: Set[NodeId], bare: Set[NodeId]) -> Iterator[tuple[NodeId, list[NodeId]]]:
    """Each page of ``bare`` that can be come to over no page that explains it, and the shortest way."""
    if not bare:
        return
    starts = dict.fromkeys((pack.manifest.start, *(way.start for way in pack.manifest.ways_in)))
    came_from: dict[NodeId, NodeId | None] = dict.fromkeys(starts)
    todo = deque(starts)
    while todo:
        at = todo.popleft()
        if at in explained:
            continue
        if at in bare:
            way = [at]
            while (before := came_from[way[-1]]) is not None:
                way.append(before)
            yield at, way[::-1]
        for there in leads_to(pack.nodes[at]):
            if there not in came_from:
                came_from[there] = at
                todo.append(there)
