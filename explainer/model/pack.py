"""A pack: everything an author wrote, resolved and ready to be read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explainer.model.diagnostic import Severity
from explainer.model.ids import (
    ActorId,
    CardId,
    ClaimId,
    EventId,
    ExpectationId,
    MisconceptionId,
    NodeId,
    PackId,
    PlaceId,
    QuestionId,
    SourceId,
    TermId,
)

if TYPE_CHECKING:
    # A title page needs the manifest alone; making these classes costs as much as reading it.
    from explainer.model.card import Card, Misconception
    from explainer.model.claim import Claim, Source
    from explainer.model.condition import Value
    from explainer.model.event import Event
    from explainer.model.expectation import Expectation
    from explainer.model.node import Node
    from explainer.model.outline import Outline
from explainer.model.people import Actor, Place, Position, Question, Term, inside_sentence

FORMAT = 1
"""The version of the pack format that this program reads."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way into the story, for the time a reader has."""

    id: str
    title: str
    minutes: int
    """About how long; 0 is as long as one likes."""
    start: NodeId
    text: str
    route: tuple[NodeId, ...] = ()
    """The pages it leads over, first to last; without one it is free to go anywhere."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the story."""

    id: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A camp whose voice should be heard as evenly as the others'."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class VoicesPromise:
    """That whichever way a reader goes, each of these sides and actors is heard early."""

    sides: tuple[str, ...] = ()
    within: int = 1
    """In how many pages, the first among them."""
    actors: tuple[ActorId, ...] = ()


@dataclass(frozen=True, slots=True)
class BalancePromise:
    """That the arguments of these sides are given about as many words as each other."""

    sides: tuple[str, ...]
    within: int
    """By how many per cent of the longest the shortest may fall behind."""


@dataclass(frozen=True, slots=True)
class Promises:
    """What a pack promises its readers; ``check`` holds it to them."""

    every_paragraph_cited: bool = False
    """Each paragraph of a page rests on a claim, or says that it rests on none."""
    core_on_every_way: bool = False
    """Each way in meets every core claim."""
    voices: tuple[VoicesPromise, ...] = ()
    balance: tuple[BalancePromise, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """How grave a pack takes one rule of ``check``."""

    rule: str
    """Its code; there may be no such rule."""
    level: Severity | None
    """None turns it off."""
    because: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``pack.yaml`` says: enough to list a pack and open its title page."""

    format: int
    id: PackId
    title: str
    question: str
    as_of: datetime.date
    language: str
    version: str
    licence: str
    start: NodeId
    summary: str = ""
    authors: tuple[str, ...] = ()
    ways_in: tuple[WayIn, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    sides: tuple[Side, ...] = ()
    promises: Promises = Promises()
    rules: tuple[RuleLevel, ...] = ()
    variables: Mapping[str, Value] = field(default_factory=dict)
    verdict_words: tuple[str, ...] = ()
    """Words that the pack means to keep out of its own voice."""
    renamed_nodes: Mapping[NodeId, NodeId] = field(default_factory=dict)
    renamed_claims: Mapping[ClaimId, ClaimId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. Every id in it leads somewhere; mappings keep the authors' order."""

    manifest: Manifest
    nodes: Mapping[NodeId, Node]
    claims: Mapping[ClaimId, Claim]
    sources: Mapping[SourceId, Source]
    actors: Mapping[ActorId, Actor]
    places: Mapping[PlaceId, Place]
    questions: Mapping[QuestionId, Question]
    positions: Mapping[tuple[ActorId, QuestionId], Position]
    terms: Mapping[TermId, Term]
    cards: Mapping[CardId, Card]
    term_keys: Mapping[str, TermId]
    """Every name a term goes by, casefolded."""
    told_by: Mapping[NodeId, tuple[NodeId, ...]]
    """For a page that tells what happened at forks, or walks a road not taken, those forks."""
    events: Mapping[EventId, Event] = field(default_factory=dict)
    """By date, then as written."""
    misconceptions: Mapping[MisconceptionId, Misconception] = field(default_factory=dict)
    """What is often believed and is not so, which wrong answers of cards show."""
    expectations: Mapping[ExpectationId, Expectation] = field(default_factory=dict)
    outline: Outline | None = None
    """The map, if the pack has one."""
    passing: tuple[NodeId, ...] = ()
    """Pages that always walk on to another, so that nobody reads them."""
    gated: tuple[NodeId, ...] = ()
    """Pages that every way to is under a condition: a name alone must not lead past it."""

    @property
    def id(self) -> PackId:
        """The pack's id."""
        return self.manifest.id

    @property
    def title(self) -> str:
        """The pack's title."""
        return self.manifest.title

    def who(self, name: str) -> str:
        """The name of an actor given by id, as inside a sentence, or the name in words as it stands."""
        actor = self.actors.get(ActorId(name))
        return name if actor is None else inside_sentence(actor.name)

    def find_term(self, key: str) -> Term | None:
        """The glossary entry that goes by an id, a term or an alias, in any case."""
        found = self.term_keys.get(key.casefold())
        return self.terms[found] if found else None

    def chapter_title(self, node: Node) -> str:
        """The title of the chapter a page belongs to, or nothing."""
        for chapter in self.manifest.chapters:
            if chapter.id == node.chapter:
                return chapter.title
        return ""
