"""The texts of a pack that rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.prose.blocks import blocks_of
from explainer.prose.sentences import running_texts

_NAMED = {"node": "page"}
"""What an author calls a kind of record, where that is not its name in the program."""

_WORD = re.compile(r"\w[\w'’./-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A text that readers see, and the record it belongs to."""

    kind: str
    """Such as ``node`` or ``claim``; ``pack`` for what ``pack.yaml`` itself says."""
    name: str
    """The record's id."""
    text: str
    prose: bool = False
    """Whether it is Markdown; else it is plain."""

    @property
    def owner(self) -> str:
        """The record in a sentence: ``the page 'square'``."""
        return f"the {_NAMED.get(self.kind, self.kind)} '{self.name}'" if self.name else "pack.yaml"


def read_pages(pack: Pack) -> Iterator[Node]:
    """The pages that anybody reads: those that always walk on are none of them."""
    yield from (node for node in pack.nodes.values() if not node.passes)


@lru_cache(maxsize=20_000)
def running(text: str) -> tuple[str, ...]:
    """The running words of a text in Markdown: a part for each paragraph, point, quote or cell."""
    return tuple(running_texts(blocks_of(text)))


def running_words(node: Node) -> str:
    """All running words of a page, a line for each part."""
    return "\n".join(part for text in node.texts for part in running(text.text))


def words_of(text: str) -> list[str]:
    """The words of a running text, numbers among them."""
    return _WORD.findall(text)


def all_texts(pack: Pack) -> Iterator[Told]:
    """Every text of a pack that readers see, but for the bibliography."""
    yield from _manifest(pack)
    for node in pack.nodes.values():
        yield from _page(node)
    for claim in pack.claims.values():
        for line in (claim.label, claim.statement, claim.note, *(item.how for item in claim.disputed)):
            yield Told("claim", claim.id, line)
    for actor in pack.actors.values():
        yield from _told("actor", actor.id, actor.name, actor.short, actor.office, actor.text)
    for place in pack.places.values():
        yield from _told("place", place.id, place.name, place.text)
    for question in pack.questions.values():
        yield from _told("question", question.id, question.text, question.short)
    for position in pack.positions.values():
        name = f"{position.actor}/{position.question}"
        lines = (position.speaker, position.quote, position.note)
        yield from _told("position", name, position.position, position.reason, *lines)
    for term in pack.terms.values():
        yield from _told("term", term.id, term.term, term.say, term.text)
    for card in pack.cards.values():
        yield from _told("card", card.id, card.question, card.answer, *card.options, card.why)
    for item in pack.misconceptions.values():
        yield Told("misconception", item.id, item.belief)
    for event in pack.events.values():
        yield Told("event", event.id, event.title)
    for expectation in pack.expectations.values():
        yield Told("expectation", expectation.id, expectation.note)
    if pack.outline:
        yield Told("map", "map", pack.outline.note)


def _manifest(pack: Pack) -> Iterator[Told]:
    manifest = pack.manifest
    yield from _told("pack", "", manifest.title, manifest.question, manifest.summary)
    for way in manifest.ways_in:
        yield from _told("way in", way.id, way.title, way.text)
    for chapter in manifest.chapters:
        yield from _told("chapter", chapter.id, chapter.title, chapter.text)
    for side in manifest.sides:
        yield Told("side", side.id, side.name)


def _page(node: Node) -> Iterator[Told]:
    yield from _told("node", node.id, node.title, node.period, *node.texts)
    for choice in node.choices:
        yield from _told("node", node.id, choice.text, choice.locked, choice.hint)
    if node.fork:
        yield from _told("node", node.id, node.fork.question, *(item.label for item in node.fork.options))


def _told(kind: str, name: str, *texts: str | Prose) -> Iterator[Told]:
    for text in texts:
        if isinstance(text, Prose):
            yield Told(kind, name, text.text, prose=True)
        else:
            yield Told(kind, name, text)
