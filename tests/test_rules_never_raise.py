"""No rule raises, whatever a pack holds: on packs drawn at random, with texts of every kind in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.claim import SOURCE_TYPES, Citation, Claim, Dispute
from explainer.model.date import PartialDate
from explainer.model.diagnostic import Mark, Span
from explainer.model.event import Event
from explainer.model.ids import EventId, PlaceId, SourceId
from explainer.model.node import Node
from explainer.model.outline import MapView, Outline, Point, Shape
from explainer.model.pack import Pack, Side
from explainer.model.people import Stance
from explainer.model.prose import NO_PROSE, Prose
from explainer.packs.context import Gathered
from explainer.rules.catalogue import RULES
from explainer.rules.rule import Rule
from explainer.rules.subject import Subject
from tests.strategies import examples, node, pack_from, pack_of, packs, prose
from tests.strategies_prose import NASTY_WORDS, wild_texts, written_texts

FILE = "all.yaml"

LINES = ("KFOR is here.", "Терор", "a betrayal", "", "→", "“so”", "http://", "www.", "=" * 50, *NASTY_WORDS)
"""Texts of one line, some with what a rule looks for."""


def gathered_of(pack: Pack) -> Gathered:
    """Where everything of a pack would stand if it were written down page by page."""
    gathered = Gathered()
    lines = gathered.findings.lines.setdefault(FILE, [])

    def define(kind: str, name: str, *texts: str) -> Span:
        start = Mark(len(lines) + 1, 1)
        lines.extend((name, *(line for text in texts for line in text.split("\n"))))
        span = Span(FILE, start, Mark(start.line, len(name) + 1))
        gathered.definitions.setdefault(kind, {})[name] = span
        return Span(FILE, start, Mark(len(lines), 1))

    for page in pack.nodes.values():
        gathered.extents[page.id] = define("node", page.id, *(text.text for text in page.texts))
        for choice in page.choices:
            define("choice", f"{page.id}/{choice.id}", choice.text)
    for claim in pack.claims.values():
        define("claim", claim.id, claim.statement)
    named: dict[str, Iterable[str]] = {
        "source": pack.sources, "actor": pack.actors, "place": pack.places, "question": pack.questions,
        "term": pack.terms, "card": pack.cards, "event": pack.events, "expectation": pack.expectations,
        "misconception": pack.misconceptions,
        "way in": [way.id for way in pack.manifest.ways_in],
        "chapter": [chapter.id for chapter in pack.manifest.chapters],
        "side": [side.id for side in pack.manifest.sides],
        "map": ["map"] if pack.outline else [],
        "view": [view.id for view in pack.outline.views] if pack.outline else [],
    }  # fmt: skip
    for kind, names in named.items():
        for name in names:
            define(kind, name)
    for position in pack.positions.values():
        define("position", f"{position.actor}/{position.question}", position.position.text)
    return gathered


class _Spoiler:
    """Gives a pack other texts, dates, degrees and words, each from a seed or from those drawn."""

    def __init__(self, of: Pack, seed: int, texts: list[str]) -> None:
        self.of = of
        self.chance = Random(seed)
        self.texts = texts

    def line(self) -> str:
        return self.chance.choice(LINES)

    def text(self) -> Prose:
        """One of the texts; its links lead somewhere, as those of every pack that opens do."""
        found = prose(self.chance.choice(self.texts))
        return dataclasses.replace(
            found,
            claims=tuple(name for name in found.claims if name in self.of.claims),
            nodes=tuple(name for name in found.nodes if name in self.of.nodes),
        )

    def date(self) -> PartialDate:
        year = self.chance.choice((1, 1999, 2007, 2008, 9999))
        month = self.chance.choice((0, 1, 12))
        return PartialDate(year, month, self.chance.choice((0, 1, 28)) if month else 0)

    def degrees(self) -> float | None:
        return self.chance.choice((None, -90.0, -20.5, 0.0, 20.5, 42.5, 90.0))

    def node(self, node: Node) -> Node:
        passages = [
            dataclasses.replace(passage, text=self.text()) if self.chance.randrange(2) else passage
            for passage in node.passages
        ]
        choices = [
            dataclasses.replace(choice, text=self.line(), to=self.chance.choice((choice.to, node.id)))
            for choice in node.choices
        ]
        fork = node.fork and dataclasses.replace(node.fork, date=self.date())
        return dataclasses.replace(
            node, title=self.line(), passages=tuple(passages), choices=tuple(choices), fork=fork
        )

    def claim(self, claim: Claim) -> Claim:
        sources = tuple(
            Citation(SourceId(name), self.chance.choice(("", "p. 1", "p. 2")))
            for name in self.chance.sample(("minutes", "letter"), self.chance.randint(1, 2))
        )
        return dataclasses.replace(
            claim,
            statement=self.line(),
            date=self.date(),
            known_from=self.date(),
            sources=sources,
            argues=self.chance.choice(((), ("town",))),
            disputed=self.chance.choice(((), (Dispute("mayor", self.line()),))),
        )

    def pack(self) -> Pack:
        pack = self.of
        spare = dataclasses.replace(pack.sources[SourceId("minutes")], id=SourceId("spare"))
        letter = dataclasses.replace(pack.sources[SourceId("minutes")], id=SourceId("letter"))
        sources = {
            source.id: dataclasses.replace(
                source,
                type=self.chance.choice(SOURCE_TYPES),
                issued=self.chance.choice((None, self.date())),
            )
            for source in (*pack.sources.values(), letter, spare)
        }
        terms = {
            name: dataclasses.replace(term, text=self.text(), aliases=("KFOR", "UN", self.line()))
            for name, term in pack.terms.items()
        }
        events = {
            EventId(name): Event(
                EventId(name), self.date(), self.line(), 1, tuple(pack.claims)[:2], PlaceId("old-square")
            )
            for name in ("first", "second")
        }
        positions = {
            key: dataclasses.replace(
                position,
                stance=self.chance.choice(list(Stance)),
                reason=self.chance.choice((NO_PROSE, self.text())),
            )
            for key, position in pack.positions.items()
        }
        view = MapView("region", self.line(), -20.0, -20.0, 30.0, 50.0)
        ring = (Point(0.0, 0.0), Point(1.0, 1.0), Point(2.0, 0.0))
        manifest = dataclasses.replace(
            pack.manifest,
            language=self.chance.choice(("en", "en-GB", "de", "sr-Cyrl", "zz", "")),
            verdict_words=self.chance.choice(((), ("betrayal", "Терор", "(", "“so”"))),
            sides=self.chance.choice(((), (Side("town", self.line()),))),
        )
        return dataclasses.replace(
            pack,
            manifest=manifest,
            nodes={name: self.node(node) for name, node in pack.nodes.items()},
            claims={name: self.claim(claim) for name, claim in pack.claims.items()},
            sources=sources,
            terms=terms,
            events=events,
            positions=positions,
            places={
                name: dataclasses.replace(place, latitude=self.degrees(), longitude=self.degrees())
                for name, place in pack.places.items()
            },
            outline=self.chance.choice(
                (None, Outline(self.line(), (Shape("one", "One", "subject", (ring,)),), (view,)))
            ),
        )


TEXTS = st.lists(st.one_of(wild_texts(), written_texts().map(lambda item: item.text)), min_size=1, max_size=4)


def findings(pack: Pack, rule: Rule) -> int:
    gathered = gathered_of(pack)
    found = list(rule.check(Subject(pack, gathered)))
    for item in found:
        # Each is told of a line that there is, in words.
        assert item.span.file in (FILE, "pack.yaml")
        assert item.span.start <= item.span.end
        assert item.message
    return len(found)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
@given(packs(), st.integers(0, 2**32), TEXTS)
@examples(25)
def test_a_rule_raises_for_no_pack(rule: Rule, pack: Pack, seed: int, texts: list[str]) -> None:
    findings(_Spoiler(pack, seed, texts).pack(), rule)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_raises_for_no_pack_of_one_page(rule: Rule) -> None:
    findings(pack_of([node("square")]), rule)


def test_the_packs_drawn_are_such_that_most_rules_find_something() -> None:
    """Or that none raises would say little."""
    texts = ["# One\n\n### Two", "Near KFOR the BBC has http://x.org → a betrayal.", "[@claim-a]"]
    quiet = set(RULES)
    for seed in range(60):
        pack = _Spoiler(pack_from(seed), seed, texts).pack()
        quiet -= {code for code in quiet if findings(pack, RULES[code])}
    assert {code for code in quiet if code[1] in "789"} <= {"N804", "N805", "N806", "W711"}
