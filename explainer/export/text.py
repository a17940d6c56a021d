"""The whole of a pack as plain text: pages in the order of their chapters, then all they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explainer.export.condition_words import condition_words
from explainer.export.order import in_reading_order
from explainer.model.claim import Citation, Claim
from explainer.model.condition import Condition
from explainer.model.date import day_in_words
from explainer.model.ids import ActorId, ClaimId
from explainer.model.node import Fork, Node
from explainer.model.pack import Pack
from explainer.model.people import Basis, Position
from explainer.model.prose import Prose
from explainer.model.reference import reference
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.width import wrap
from explainer.story.answers import CONFIDENCE, STANCE_WORD, VERDICTS, sentence_start
from explainer.story.roads import road_notices

Lines = Iterator[str]

WEIGHTS = {1: "", 2: "*", 3: "**"}
"""How an event's weight is marked before its title."""


class TextBook:
    """A pack laid out as one text."""

    def __init__(self, pack: Pack, width: int = 72) -> None:
        """Lay out a pack in lines of at most ``width`` cells; 0 never breaks a paragraph."""
        self._pack = pack
        self._width = width
        self._nodes = in_reading_order(pack)
        self._pages = {node.id: number for number, node in enumerate(self._nodes, 1)}
        self._source_numbers = {source: number for number, source in enumerate(pack.sources, 1)}
        cited = [claim for node in self._nodes for claim in node.claims]
        self._claims = {
            claim: number for number, claim in enumerate(dict.fromkeys((*cited, *pack.claims)), 1)
        }

    def lines(self) -> Lines:
        """Every line of it."""
        parts = (
            self._title,
            self._story,
            self._positions,
            self._people,
            self._places,
            self._timeline,
            self._expectations,
            self._glossary,
            self._cards,
            self._ledger,
            self._sources,
        )
        for part in parts:
            yield from part()

    # ------------------------------------------------------------ pieces

    def _wrap(self, text: str) -> list[str]:
        return wrap(text, self._width)

    def _hang(self, lead: str, text: str) -> list[str]:
        lines = wrap(text, self._width and max(20, self._width - len(lead)))
        return [lead + lines[0], *(" " * len(lead) + line for line in lines[1:])]

    def _prose(self, prose: Prose) -> list[str]:
        return plain_lines(blocks_of(prose.text), self._claims.get, self._width)

    def _part(self, title: str) -> Lines:
        yield from ("", "", title.upper(), "=" * min(len(title), self._width or len(title)))

    def _cited(self, citations: Iterable[Citation]) -> str:
        """``S12, para. 5; S40.``: sources by their numbers in the list at the end."""
        cited = [
            f"S{self._source_numbers[item.source]}" + (f", {item.locator}" if item.locator else "")
            for item in citations
        ]
        return f"{'; '.join(cited)}." if cited else ""

    # ------------------------------------------------------------ the story

    def _title(self) -> Lines:
        manifest = self._pack.manifest
        yield from self._wrap(manifest.title)
        yield ""
        yield from self._wrap(manifest.question)
        yield ""
        yield from self._wrap(f"As of {day_in_words(manifest.as_of)}.")
        if manifest.summary:
            yield from ("", *self._wrap(manifest.summary))
        authors = f"{', '.join(manifest.authors)}. " if manifest.authors else ""
        yield from ("", *self._wrap(f"{authors}Version {manifest.version}. {manifest.licence}."))
        yield ""
        yield from self._wrap(
            "This is the whole of it on paper: nothing is hidden here, and pages after a fork tell what "
            "happened. Numbers in brackets are claims, listed with their evidence at the end; numbers after "
            "an S are sources, listed last."
        )
        for way in manifest.ways_in:
            minutes = f" ({way.minutes} minutes)" if way.minutes else ""
            route = way.route or (way.start,)
            pages = ", ".join(str(self._pages[name]) for name in route)
            onward = "" if way.route else " and from there as you like"
            words = f"{way.title}{minutes}. {way.text} Page{'s' if way.route else ''} {pages}{onward}."
            yield from ("", *self._wrap(words))

    def _story(self) -> Lines:
        titles = {chapter.id: chapter for chapter in self._pack.manifest.chapters}
        before: str | None = None
        for node in self._nodes:
            if node.chapter != before:
                before = node.chapter
                chapter = titles.get(node.chapter)
                yield from self._part(chapter.title if chapter else self._pack.title)
                if chapter and chapter.text:
                    yield from ("", *self._wrap(chapter.text))
            yield from self._page(node)

    def _page(self, node: Node) -> Lines:
        title = f"{self._pages[node.id]}. {node.title}"
        yield from ("", "", *self._wrap(title))
        place = self._pack.places[node.place].name if node.place else ""
        when = node.period or day_in_words(node.date)
        ahead = " Looks ahead of its date." if node.ahead else ""
        road = "".join(f" {said}" for said in road_notices(self._pack, node.id))
        yield from self._wrap(f"{', '.join(filter(None, (when, place)))}.{ahead}{road}")
        for passage in node.passages:
            yield ""
            if passage.when is not None:
                yield from self._wrap(f"If {self._given(passage.when)}:")
            yield from self._prose(passage.text)
        if node.fork:
            yield from self._fork(node.fork)
        yield from self._ways_on(node)

    def _fork(self, fork: Fork) -> Lines:
        decider = f" To be decided by: {self._pack.who(fork.decider)}." if fork.decider else ""
        yield from ("", *self._wrap(f"Fork: {fork.question}{decider}"))
        for number, option in enumerate(fork.options, 1):
            yield ""
            yield from self._hang(f"{number}. ", f"{option.label}.")
            if option.favoured_by:
                yield from self._wrap(f"Favoured by {', '.join(map(self._pack.who, option.favoured_by))}.")
            yield "For:"
            yield from self._prose(option.argument_for)
            yield "Against:"
            yield from self._prose(option.argument_against)
        page = self._pages[fork.resolution]
        yield from ("", *self._wrap(f"Say how likely each is; then see what happened, on page {page}."))

    def _ways_on(self, node: Node) -> Lines:
        yield ""
        for divert in node.diverts:
            when = f" if {self._given(divert.when)}" if divert.when else ""
            yield from self._hang("- ", f"On{when} → page {self._pages[divert.to]}")
        for choice in node.choices:
            when = f" (if {self._given(choice.when)})" if choice.when else ""
            yield from self._hang("- ", f"{choice.text}{when} → page {self._pages[choice.to]}")
        if node.ending:
            yield from self._wrap("The end.")

    def _given(self, when: Condition) -> str:
        return condition_words(when, self._pack, self._pages.__getitem__)

    # ------------------------------------------------------------ who, where, when, what

    def _positions(self) -> Lines:
        pack = self._pack
        if not pack.positions:
            return
        yield from self._part("Who holds what, and why")
        for question in pack.questions.values():
            yield from ("", "", *self._wrap(question.text))
            asked = [item for item in pack.positions.values() if item.question == question.id]
            silent = [pack.who(item.actor) for item in asked if not item.position]
            for item in asked:
                if item.position:
                    yield from ("", *self._position(item))
            if silent:
                yield from ("", *self._wrap(f"No documented position in this pack: {', '.join(silent)}."))

    def _position(self, item: Position) -> Lines:
        yield from self._wrap(f"{self._name(item.actor)}: {STANCE_WORD[item.stance]}.")
        yield from self._prose(item.position)
        if item.reason:
            yield "Reason given:" if item.reason_is is Basis.STATED else "Reason, as we infer it:"
            yield from self._prose(item.reason)
        if item.quote:
            by = f", {item.quote_by}" if item.quote_by else ""
            yield from self._wrap(f"“{item.quote}”{by}.")
        said = ", ".join(filter(None, (item.speaker, item.date.words() if item.date else "")))
        if said:
            yield from self._wrap(f"{said}.")
        if item.note:
            yield from self._wrap(f"Note: {item.note}")
        yield from self._wrap(self._cited(item.sources))

    def _name(self, actor: ActorId) -> str:
        return self._pack.actors[actor].name

    def _people(self) -> Lines:
        if self._pack.actors:
            yield from self._part("Who is who")
        for actor in self._pack.actors.values():
            page = f" Page {self._pages[actor.node]}." if actor.node else ""
            office = f" {actor.office}." if actor.office else ""
            yield from ("", *self._wrap(f"{actor.name}.{office}{page}"), *self._prose(actor.text))

    def _places(self) -> Lines:
        if self._pack.places:
            yield from self._part("Places")
        for place in self._pack.places.values():
            names = ", ".join(f"{name} ({language})" for language, name in place.names)
            where = ""
            if place.latitude is not None and place.longitude is not None:
                where = f" {place.latitude:g}° N, {place.longitude:g}° E."
            yield from ("", *self._wrap(f"{place.name}{f' ({names})' if names else ''}.{where}"))
            if place.text:
                yield from self._prose(place.text)
        outline = self._pack.outline
        if outline:
            yield from ("", *self._wrap(f"Of the map: {outline.note} {self._cited(outline.sources)}"))

    def _timeline(self) -> Lines:
        if not self._pack.events:
            return
        yield from self._part("Timeline")
        yield from ("", *self._wrap("** a turning point, * a major event."), "")
        for event in self._pack.events.values():
            when = event.date.words() + (f" to {event.until.words()}" if event.until else "")
            place = f", {self._pack.places[event.place].name}" if event.place else ""
            mark = WEIGHTS[event.weight]
            rests = self._numbers(event.claims)
            title = f"{mark} {event.title}".strip().rstrip(".")
            yield from self._hang("- ", f"{when}{place}: {title}. {rests}")

    def _expectations(self) -> Lines:
        if not self._pack.expectations:
            return
        day = day_in_words(self._pack.manifest.as_of)
        yield from self._part("What was expected")
        yield from ("", *self._wrap(f"On {day}, and what came of it, by the numbers of the claims."))
        for item in self._pack.expectations.values():
            who = sentence_start(", ".join(self._pack.who(actor) for actor in item.who))
            said = self._pack.claims[item.expected].statement
            yield from ("", *self._wrap(f"{who}. {said} {self._numbers([item.expected])}"))
            verdict = sentence_start(VERDICTS[item.verdict])
            note = f" {item.note}" if item.note else ""
            yield from self._hang("   ", f"{verdict}: {self._numbers(item.came)}.{note}")

    def _numbers(self, claims: Sequence[ClaimId]) -> str:
        return f"[{', '.join(str(self._claims[claim]) for claim in claims)}]"

    def _glossary(self) -> Lines:
        if self._pack.terms:
            yield from self._part("Glossary")
        for term in sorted(self._pack.terms.values(), key=lambda item: item.term.casefold()):
            say = f" (say {term.say})" if term.say else ""
            yield from ("", *self._wrap(f"{sentence_start(term.term)}{say}"), *self._prose(term.text))

    def _cards(self) -> Lines:
        if self._pack.cards:
            yield from self._part("Questions to test yourself")
        for number, card in enumerate(self._pack.cards.values(), 1):
            yield from ("", *self._hang(f"{number}. ", card.question))
            answers = sorted([card.answer, *card.options]) if str(card.kind) in ("choose", "who") else ()
            for answer in answers:
                yield from self._hang("   - ", answer)
            yield from self._hang("   Answer: ", f"{card.answer.rstrip('.')}. {self._numbers([card.claim])}")
            if card.why:
                yield from self._hang("   ", card.why)
        if self._pack.misconceptions:
            yield from ("", *self._wrap("Often believed, and not so; the page says how it is:"))
        for item in self._pack.misconceptions.values():
            page = self._pack.nodes[item.remedy].title
            yield from self._hang("   - ", f"{item.belief} See “{page}”.")

    # ------------------------------------------------------------ the evidence

    def _ledger(self) -> Lines:
        if self._claims:
            yield from self._part("The claims and what they rest on")
        for name, number in self._claims.items():
            yield from ("", *self._claim(self._pack.claims[name], number))

    def _claim(self, claim: Claim, number: int) -> Lines:
        yield from self._hang(f"[{number}] ", claim.statement)
        known = f", known since {claim.known_from.words()}" if claim.known_from != claim.date else ""
        yield from self._hang("    ", f"{claim.date.words()}{known}. {CONFIDENCE[claim.confidence]}.")
        for dispute in claim.disputed:
            who = sentence_start(self._pack.who(dispute.by))
            yield from self._hang("    ", f"Disputed. {who}: {dispute.how}")
        if claim.note:
            yield from self._hang("    ", f"Note: {claim.note}")
        yield from self._hang("    ", self._cited(claim.sources))

    def _sources(self) -> Lines:
        if self._pack.sources:
            yield from self._part("Sources")
            yield ""
        for source in self._pack.sources.values():
            address = f" <{source.url}>" if source.url else ""
            note = f" {source.note}" if source.note else ""
            lead = f"S{self._source_numbers[source.id]}  "
            yield from self._hang(lead, f"{reference(source)}{address}{note}")


def as_text(pack: Pack, width: int = 72) -> str:
    """The whole of a pack as one text that ends with a newline."""
    return "\n".join(line.rstrip() for line in TextBook(pack, width).lines()) + "\n"
