"""Small stories from a seed that are full of gates: their every state can be tried, and many are broken.

Readers may get stuck in them, be trapped, be sent in circles or never come to a page; which of them do is
for the proof to say. A counter only ever rises or only falls, so that there is an end to its values.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from explainer.model import condition as c
from explainer.model.ids import ActorId, ChoiceId, NodeId
from explainer.model.node import Choice, Divert, Fork, Node, NodeKind, Passage
from explainer.model.pack import Pack, WayIn
from tests.strategies import choice, day, fork, node, pack_of, prose
from tests.strategies_prose import CLAIM_IDS

VOICES = (ActorId("russia"), ActorId("mayor"))
CHOICES = ("c0", "c1", "c2")


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.names = [f"p{number}" for number in range(self.chance.randint(2, 7))]
        self.fork = self.chance.choice(self.names) if len(self.names) > 2 and self.one_in(2) else ""
        self.step = self.chance.choice((1, 2, -1, 0))
        """What the counter is changed by."""
        self.openness = self.chance.choice((2, 3, 6))
        """One in so many gates is open to all."""
        self.rare = self.one_in(4)
        """Whether conditions ask for claims, voices and days as well."""

    def one_in(self, often: int) -> bool:
        return self.chance.randrange(often) == 0

    def page(self, after: int = 0) -> NodeId:
        return NodeId(self.chance.choice(self.names[after:]))

    def condition(self, depth: int = 2) -> c.Condition:
        chance, pick = self.chance, self.chance.choice
        kind = chance.randrange(12 if depth else 8)
        if kind <= 1:
            return c.Visited(self.page(), pick((1, 1, 1, 2, 3)))
        if kind == 2:
            return c.Chosen(self.page(), ChoiceId(pick(CHOICES)))
        if kind == 3:
            return c.Compares("trust", pick(list(c.Comparison)), chance.randint(-3, 4))
        if kind == 4:
            return c.Compares("open", c.Comparison.IS, self.one_in(2))
        if kind == 5 and self.fork:
            return c.Forecasted(NodeId(self.fork), skipped=self.one_in(2))
        if kind == 6 and self.rare:
            return pick(
                (c.Met(pick(CLAIM_IDS)), c.Heard(pick(VOICES)), c.OnOrAfter(day(chance.randint(0, 4))))
            )
        if kind <= 7:
            return c.Not(c.Visited(self.page()))
        if kind == 8:
            return c.Not(self.condition(depth - 1))
        inner = tuple(self.condition(depth - 1) for _ in range(chance.randint(1, 3)))
        return c.All(inner) if kind <= 10 else c.Any(inner)

    def perhaps(self) -> c.Condition | None:
        return None if self.one_in(self.openness) else self.condition()

    def effects(self) -> tuple[c.Effect, ...]:
        chance = self.chance
        every: list[c.Effect] = [
            c.SetVariable("open", self.one_in(2)),
            c.SetVariable("trust", chance.randint(-2, 3)),
        ]
        if self.step:
            every.append(c.AddTo("trust", self.step))
        if self.rare:
            every.append(c.Advance(day(chance.randint(0, 4))))
        return tuple(chance.sample(every, chance.choice((0, 0, 1, 2))))

    def body(self) -> str:
        words = "Words."
        if self.one_in(4):
            words += f" See [there](node:{self.page()})."
        if self.one_in(4):
            words += f" So it is. [@{self.chance.choice(CLAIM_IDS)}]"
        return words

    def choices(self) -> list[Choice]:
        return [
            choice(
                self.page(),
                name,
                when=self.perhaps(),
                locked=self.chance.choice(("", "Not yet.")),
                once=self.one_in(4),
                effects=self.effects(),
            )
            for name in CHOICES[: self.chance.randint(1, 3)]
        ]

    def diverts(self, index: int) -> tuple[Divert, ...]:
        if self.one_in(4):
            return (Divert(self.page(), self.condition()),)
        if self.one_in(8) and index + 1 < len(self.names):
            # Without a condition only onward: a circle of such is found as the pack is read.
            return (Divert(self.page(), self.condition()), Divert(self.page(index + 1), None))
        return ()

    def forked(self, name: str) -> Fork | None:
        if name != self.fork:
            return None
        others = [other for other in self.names[1:] if other != name]
        roads = self.chance.sample(others, self.chance.randint(0, 1))
        return fork(self.chance.choice(others), *roads)

    def node(self, index: int, name: str) -> Node:
        ending = self.one_in(4) and name != self.fork
        return node(
            name,
            self.body(),
            [] if ending else self.choices(),
            passages=[Passage(prose(self.body()), self.condition()) for _ in range(self.one_in(3))],
            date=day(self.chance.choice((-1, 0, 0, 1))),
            kind=self.chance.choice((NodeKind.SCENE, NodeKind.SCENE, NodeKind.DOCUMENT)),
            effects=self.effects() if self.one_in(3) else (),
            voices=tuple(self.chance.sample(VOICES, self.one_in(4))),
            diverts=() if ending else self.diverts(index),
            fork=self.forked(name),
            ending=ending,
            chapter="only",
        )


def story_from(seed: int) -> Pack:
    """A small story."""
    writer = _Writer(seed)
    pages = [writer.node(index, name) for index, name in enumerate(writer.names)]
    # No way in may tell what happened at a fork.
    told = {writer.names[0]} | {
        name for item in pages if item.fork for name in (item.fork.resolution, *_roads(item.fork))
    }
    ways = tuple(
        WayIn(name, name, 0, NodeId(name), "Go in.")
        for name in writer.names
        if name not in told and writer.one_in(6)
    )
    passing = tuple(page.id for page in pages if page.passes)
    return replace(pack_of(pages, ways_in=ways), passing=passing)


def _roads(fork: Fork) -> list[NodeId]:
    return [option.road for option in fork.options if option.road]
