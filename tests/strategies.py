"""What the property tests draw from: how many examples, and small packs.

Packs are model objects whose every link leads somewhere.

Examples are the same in every run. ``EXPLAINER_EXPLORE=40`` draws forty times as many, at random.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from explainer.model import condition as c
from explainer.model.claim import Citation, Claim, Confidence, Dispute, Source
from explainer.model.date import PartialDate
from explainer.model.ids import (
    ActorId,
    ChoiceId,
    ClaimId,
    NodeId,
    OptionId,
    PackId,
    PlaceId,
    QuestionId,
    SourceId,
    TermId,
)
from explainer.model.node import Choice, Divert, Fork, ForkOption, Node, NodeKind, Passage
from explainer.model.pack import Chapter, Manifest, Pack, WayIn
from explainer.model.people import Actor, Place, Position, Question, Stance, Term
from explainer.model.prose import Prose
from explainer.packs.gates import gated_pages
from explainer.prose.references import find_references
from tests.strategies_prose import CLAIM_IDS

_EXPLORE = int(os.environ.get("EXPLAINER_EXPLORE", "0"))


def examples(most: int) -> settings:
    """Settings for a property test: so many examples, no clock, the same ones every time."""
    return settings(
        max_examples=most * max(1, _EXPLORE),
        deadline=None,
        derandomize=not _EXPLORE,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


FIRST_DAY = datetime.date(2007, 12, 19)


def day(number: int) -> datetime.date:
    """A day of the story, counted from its first."""
    return FIRST_DAY + datetime.timedelta(days=number)


def prose(text: str) -> Prose:
    """A text with the references that the loader would find in it."""
    found = [item for item in find_references(text) if not item.problem]

    def of(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.target for item in found if item.kind == kind))

    return Prose(
        text,
        tuple(ClaimId(name) for name in of("claim")),
        of("term"),
        tuple(NodeId(name) for name in of("node")),
    )


def node(
    name: str,
    body: str = "Words.",
    choices: Sequence[Choice] = (),
    *,
    passages: Sequence[Passage] = (),
    date: datetime.date = FIRST_DAY,
    **rest: Any,
) -> Node:
    """A page; one with a fork is of that kind, one without choices is an ending."""
    kind = rest.pop("kind", NodeKind.SCENE)
    if rest.get("fork"):
        kind = NodeKind.FORK
    title = rest.pop("title", name.replace("-", " ").capitalize())
    return Node(
        NodeId(name),
        title,
        kind,
        (Passage(prose(body)), *passages),
        date,
        choices=tuple(choices),
        ending=rest.pop("ending", not choices and not rest.get("fork") and not rest.get("diverts")),
        **rest,
    )


def choice(to: str, name: str = "", **rest: Any) -> Choice:
    """A choice that goes by its target's name."""
    text = rest.pop("text", f"Go on to {to}")
    return Choice(ChoiceId(name or to), text, NodeId(to), **rest)


def fork(
    resolution: str, *roads: str, options: int = 2, happened: int = 0, status_quo: int | None = None
) -> Fork:
    """A fork whose first option happened, if no other is named; the others have the roads."""
    return Fork(
        "What happens next?",
        tuple(
            ForkOption(
                OptionId(f"option-{index}"),
                f"Option {index}",
                prose(f"For it. [@{CLAIM_IDS[0]}]"),
                prose("Against it."),
                happened=index == happened,
                status_quo=index == status_quo,
                road=NodeId(roads[index - 1]) if 0 < index <= len(roads) else None,
            )
            for index in range(options)
        ),
        NodeId(resolution),
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything of a pack but its pages."""

    claims: tuple[str, ...] = CLAIM_IDS
    terms: tuple[str, ...] = ("tally", "veto")
    actors: tuple[str, ...] = ("russia", "serbia", "mayor")
    questions: tuple[str, ...] = ("status", "cars")
    places: tuple[str, ...] = ("old-square",)
    positions: tuple[tuple[str, str], ...] = (("russia", "status"), ("serbia", "status"), ("mayor", "cars"))
    variables: dict[str, c.Value] = field(default_factory=lambda: {"trust": 0, "open": False})


_CAST = Cast()


def pack_of(nodes: Sequence[Node], cast: Cast = _CAST, **manifest: Any) -> Pack:
    """A pack of these pages; the first is where it starts."""
    source = Source(SourceId("minutes"), "report", "Minutes")
    date = PartialDate(2007, 12, 19)
    told: dict[NodeId, tuple[NodeId, ...]] = {}
    for item in nodes:
        if item.fork:
            roads = [option.road for option in item.fork.options if option.road]
            for target in dict.fromkeys((item.fork.resolution, *roads)):
                told[target] = (*told.get(target, ()), item.id)
    claims = {
        ClaimId(name): Claim(
            ClaimId(name), f"What {name} says.", date, date, (Citation(source.id),), Confidence.HIGH,
            disputed=(Dispute("mayor", "She doubts it."),) if index % 2 else (), core=not index,
        )
        for index, name in enumerate(cast.claims)
    }  # fmt: skip
    terms = {TermId(name): Term(TermId(name), name, prose(f"What {name} means.")) for name in cast.terms}
    pages = {item.id: item for item in nodes}
    made = Manifest(
        **{
            "format": 1,
            "id": PackId("small"),
            "title": "Small",
            "question": "What next?",
            "as_of": FIRST_DAY,
            "language": "en",
            "version": "1.0.0",
            "licence": "CC0-1.0",
            "start": nodes[0].id,
            "ways_in": (WayIn("free", "Free", 0, nodes[0].id, "Roam."),),
            "chapters": (Chapter("only", "The only chapter"),),
            "variables": cast.variables,
            **manifest,
        }
    )
    return Pack(
        manifest=made,
        nodes=pages,
        gated=gated_pages(made, pages),
        claims=claims,
        sources={source.id: source},
        actors={
            ActorId(name): Actor(ActorId(name), name.capitalize(), "person", prose("Somebody."))
            for name in cast.actors
        },
        places={PlaceId(name): Place(PlaceId(name), name.replace("-", " ")) for name in cast.places},
        questions={
            QuestionId(name): Question(QuestionId(name), f"What of {name}?", name) for name in cast.questions
        },
        positions={
            (ActorId(who), QuestionId(what)): Position(
                ActorId(who), QuestionId(what), Stance.FOR, prose("It should be so."), prose("It is right."),
                sources=(Citation(source.id),),
            )
            for who, what in cast.positions
        },
        terms=terms,
        cards={},
        term_keys={name.casefold(): TermId(name) for name in cast.terms},
        told_by=told,
    )  # fmt: skip


@dataclass(slots=True)
class _PackMaker:
    """A small pack from a seed: drawing each of its hundred values apart would cost a tenth of a second."""

    chance: Random
    names: list[str]
    forks: list[str]

    def page(self, after: int = 0) -> NodeId:
        return NodeId(self.chance.choice(self.names[after:]))

    def one_in(self, often: int) -> bool:
        return self.chance.randrange(often) == 0

    def condition(self, depth: int = 2) -> c.Condition:
        pick, chance = self.chance.choice, self.chance
        kind = chance.randrange(10 if depth else 7)
        if kind == 0:
            return c.Visited(self.page(), pick((1, 1, 2, 3)))
        if kind == 1:
            return c.Chosen(self.page(), ChoiceId(pick(("c0", "c1"))))
        if kind == 2:
            return c.Met(pick(CLAIM_IDS)) if self.one_in(2) else c.Heard(pick(_VOICES))
        if kind == 3:
            return c.Compares("trust", pick(list(c.Comparison)), chance.randint(-1, 3))
        if kind == 4:
            return c.Compares("open", c.Comparison.IS, self.one_in(2))
        if kind == 5 or (kind == 6 and not self.forks):
            return c.OnOrAfter(day(chance.randint(-1, 5)))
        if kind == 6:
            return c.Forecasted(NodeId(pick(self.forks)), skipped=self.one_in(2))
        inner = tuple(self.condition(depth - 1) for _ in range(chance.randint(0, 2)))
        if kind == 7:
            return c.All(inner)
        return c.Any(inner) if kind == 8 else c.Not(self.condition(depth - 1))

    def perhaps(self) -> c.Condition | None:
        return self.condition() if self.one_in(3) else None

    def effects(self) -> tuple[c.Effect, ...]:
        chance = self.chance
        every: tuple[c.Effect, ...] = (
            c.SetVariable("open", self.one_in(2)),
            c.SetVariable("trust", chance.randint(-2, 3)),
            c.AddTo("trust", chance.randint(-2, 2)),
            c.Advance(day(chance.randint(-3, 6))),
        )
        return tuple(chance.sample(every, chance.choice((0, 0, 1, 2))))

    def body(self) -> str:
        words = [self.chance.choice(("Words.", "It is said.", "[[tally|Counted]] twice."))]
        if self.one_in(2):
            words.append(f"So it is. [@{self.chance.choice(CLAIM_IDS)}]")
        if self.one_in(2):
            words.append(f"See [there](node:{self.page()}).")
        return " ".join(words)

    def choices(self) -> list[Choice]:
        return [
            choice(
                self.page(),
                f"c{index}",
                when=self.perhaps(),
                locked=self.chance.choice(("", "Not yet.")),
                once=self.one_in(3),
                effects=self.effects(),
            )
            for index in range(self.chance.randint(0, 3))
        ]

    def fork(self, name: str) -> Fork | None:
        if name not in self.forks:
            return None
        others = [other for other in self.names[1:] if other != name]
        roads = self.chance.sample(others, self.chance.randint(0, 1))
        return fork(self.chance.choice(others), *roads, status_quo=self.chance.choice((None, 0, 1)))

    def node(self, index: int, name: str) -> Node:
        onward: list[Divert] = []
        if index + 1 < len(self.names) and self.one_in(5):
            # Only to later pages, so that no walk goes round in a circle.
            onward = [Divert(self.page(index + 1), self.perhaps())]
        return node(
            name,
            self.body(),
            self.choices(),
            passages=[
                Passage(prose(self.body()), self.condition()) for _ in range(self.chance.randint(0, 2))
            ],
            date=day(self.chance.randint(-2, 4)),
            kind=self.chance.choice((NodeKind.SCENE, NodeKind.DOCUMENT, NodeKind.EVENT)),
            effects=self.effects(),
            voices=tuple(self.chance.sample(_VOICES, self.chance.randint(0, 1))),
            diverts=tuple(onward),
            fork=self.fork(name),
            chapter="only",
            place=self.chance.choice((None, PlaceId("old-square"))),
        )


_VOICES = (ActorId("russia"), ActorId("mayor"))


def pack_from(seed: int) -> Pack:
    """A small pack whose every link leads somewhere, forks and their gates among it."""
    chance = Random(seed)
    names = [f"p{index}" for index in range(chance.randint(2, 8))]
    # A fork needs another page that tells what happened, and that is never the first one.
    forks = [name for name in names if len(names) > 2 and chance.randrange(3) == 0]
    maker = _PackMaker(chance, names, forks)
    return pack_of([maker.node(index, name) for index, name in enumerate(names)])


def packs() -> st.SearchStrategy[Pack]:
    """Small packs. They do not get smaller when a test fails; the plays on them do."""
    return st.integers(0, 2**32).map(pack_from)
