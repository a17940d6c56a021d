"""What the property tests draw from: texts with the words they must show, small packs, and plays.

A text is drawn together with its words, so that a test need not read Markdown to know what a
reader must see. Packs are model objects whose every link leads somewhere. A play is a list of
numbers: each picks one of the moves that the state then allows.

Examples are the same in every run. ``EXPLAINER_EXPLORE=40`` draws forty times as many, at random.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from explainer.errors import StepError
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
from explainer.prose.clean import clean
from explainer.prose.references import find_references
from explainer.prose.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    NodeLink,
    Paragraph,
    Quote,
    Strong,
    Table,
    TermLink,
    Text,
    WebLink,
)
from explainer.story.engine import closed_fork, is_resolved, offers, shown_passages
from explainer.story.path import Entry, Logged, Path
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Back, Choose, Forward, MakeForecast, OpenClaim, Start, Step, Walk

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


# ---------------------------------------------------------------- words

NASTY_WORDS = (
    "[/x]", "list[int]", "<pack>", "[@click=app.quit]", "[bold", "{curly}", "50%", "C:\\dir", "a|b", "Q&A",
    "100$", "#tag", "@name", "::", "--", "(c)", "^v", "~tilde~", "=same=", "+plus", "x_y_z", "it's", "“so”",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "漢字仮名", "한국어", "Čačak", "e\u0301tude", "עברית", "नमस्ते", "می‌خواهم", "0", "…",
)  # fmt: skip
"""Words that markup of one face or another could take for its own; each must be shown as it is."""

CLAIM_IDS = tuple(ClaimId(f"claim-{letter}") for letter in "abcd")
TERM_KEYS = ("tally", "veto power", "Čeku", "1244")
NODE_IDS = tuple(NodeId(name) for name in ("square", "what-next", "home", "p1"))


def escaped(word: str) -> str:
    """A word as Markdown that shows just it: every sign of punctuation behind a backslash."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in Markdown, and what it must show."""

    text: str
    words: tuple[str, ...]
    """Every word a reader must see, in order, as often as it must be seen."""
    claims: tuple[ClaimId, ...] = ()
    """The claims it cites, in order, as often as it cites them."""
    terms: tuple[str, ...] = ()
    nodes: tuple[NodeId, ...] = ()


_NOTHING = Written("", ())


def _join(parts: Iterable[Written], gap: str = "") -> Written:
    every = list(parts)
    return Written(
        gap.join(part.text for part in every),
        tuple(word for part in every for word in part.words),
        tuple(claim for part in every for claim in part.claims),
        tuple(term for part in every for term in part.terms),
        tuple(node for part in every for node in part.nodes),
    )


@dataclass(slots=True)
class _Ink:
    """Words that differ from each other, so that losing one can't be hidden by another."""

    draw: Any
    used: int = 0
    plain: bool = False
    """Whether nasty words are left out."""

    def word(self) -> str:
        self.used += 1
        return f"w{self.used}x"

    def pick(self, *options: str) -> str:
        return str(self.draw(st.sampled_from(options)))

    def count(self, least: int, most: int) -> int:
        return int(self.draw(st.integers(least, most)))

    def maybe(self) -> bool:
        return bool(self.draw(st.booleans()))


# ---------------------------------------------------------------- Markdown with its words


_PLAIN_NASTY = (
    "[/x]", "list[int]", "<pack>", "[@click=app.quit]", "[bold]", "{curly}", "50%", "C:\\dir", "Q&A",
    "100$", "@name",
)  # fmt: skip
"""Those that Markdown shows as they are, with no backslash."""


def _nasty(ink: _Ink, in_link: bool) -> Written:
    # In a link's words a bracket would make two of them, and two mean a term.
    if not in_link and ink.maybe():
        word = ink.pick(*_PLAIN_NASTY)
        return Written(word, (word,))
    word = ink.pick(*NASTY_WORDS)
    return Written(escaped(word), (word,))


def _inline(ink: _Ink, depth: int, in_link: bool = False) -> Written:
    """One run of text without a bar, a newline or a reference that a table would split."""
    kinds = ["word"] * 3 + ["nasty", "code", "emphasis", "strong", "entity", "html", "image", "auto"]
    if depth <= 0:
        kinds = [kind for kind in kinds if kind not in ("emphasis", "strong")]
    if not in_link:
        kinds += ["cite", "term", "node", "web"]
    kind = ink.pick(*kinds)
    if kind == "nasty" and not ink.plain:
        return _nasty(ink, in_link)
    if kind == "code":
        inner = ink.pick("`[@claim-a]`", "`<b>`", "``a`b``", "`[x](node:home)`", f"`{ink.word()}`")
        return Written(inner, (inner.strip("`"),))
    if kind in ("emphasis", "strong"):
        mark = ink.pick("*", "_") * (1 if kind == "emphasis" else 2)
        inner_text = _inlines(ink, depth - 1, ink.count(1, 2), in_link)
        lead, tail = ink.word(), ink.word()
        return _join([Written(f"{mark}{lead} ", (lead,)), inner_text, Written(f" {tail}{mark}", (tail,))])
    if kind == "cite":
        word = ink.word()
        ids = [ClaimId(ink.pick(*CLAIM_IDS)) for _ in range(ink.count(1, 2))]
        inner = ink.pick("; ", ";").join(f"@{name}" for name in ids)
        return Written(f"{word}. [{inner}]", (f"{word}.",), tuple(ids))
    if kind == "entity":
        word = ink.word()
        return Written(f"{word}&amp;&#x202e;&#27;&eacute;{word}", (f"{word}&", f"é{word}"))
    if kind == "html":
        word = ink.word()
        return Written(f"<b>{word}</b>", (f"<b>{word}</b>",))
    if kind == "image":
        word = ink.word()
        return Written(f"![{word}](pic.png)", (word,))
    if kind == "auto" and not in_link:
        word = ink.word()
        return Written(f"<https://x.org/{word}>", (f"https://x.org/{word}",))
    if kind == "term":
        return _term(ink, bar="|")
    if kind == "node":
        target = ink.pick(*NODE_IDS)
        inner_text = _inlines(ink, depth - 1, 1, in_link=True)
        address = ink.pick(f"node:{target}", f"<node:{target}>", f'node:{target} "title"')
        link = _join([Written("[", ()), inner_text, Written(f"]({address})", ())])
        return replace(link, nodes=(NodeId(target), *link.nodes))
    if kind == "web":
        inner_text = _inlines(ink, depth - 1, 1, in_link=True)
        return _join([Written("[", ()), inner_text, Written("](https://x.org)", ())])
    word = ink.word()
    return Written(word, (word,))


def _term(ink: _Ink, bar: str) -> Written:
    key = ink.pick(*TERM_KEYS)
    if ink.maybe():
        return Written(f"[[{key}]]", tuple(key.split()), (), (key,))
    word = ink.word()
    return Written(f"[[{key}{bar}{word}]]", (word,), (), (key,))


def _inlines(ink: _Ink, depth: int, count: int, in_link: bool = False) -> Written:
    return _join([_inline(ink, depth, in_link) for _ in range(count)], " ")


def _lines(ink: _Ink) -> Written:
    """A paragraph of one line or several, some broken on purpose."""
    lead = ink.word()
    lines = [_join([Written(lead, (lead,)), _inlines(ink, 2, ink.count(1, 4))], " ")]
    for _ in range(ink.count(0, 2)):
        word = ink.word()
        lines.append(_join([Written(word, (word,)), _inlines(ink, 2, ink.count(0, 3))], " "))
    return _join(lines, ink.pick("\n", "  \n", "\\\n"))


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])


def _block(ink: _Ink, depth: int) -> Written:
    kinds = ["paragraph"] * 3 + ["heading", "setext", "fence", "table", "rule", "html", "deep", "long"]
    if depth > 0:
        kinds += ["points", "numbers", "quote"]
    kind = ink.pick(*kinds)
    if kind == "heading":
        line = _inlines(ink, 1, ink.count(1, 3))
        return replace(line, text=f"{'#' * ink.count(1, 6)} {line.text}")
    if kind == "setext":
        word = ink.word()
        line = _join([Written(word, (word,)), _inlines(ink, 1, 1)], " ")
        return replace(line, text=f"{line.text}\n{ink.pick('===', '---')}")
    if kind == "fence":
        return _fence(ink)
    if kind == "table":
        return _table(ink)
    if kind == "rule":
        return Written(ink.pick("***", "- - -", "___"), ())
    if kind == "html":
        word = ink.word()
        return Written(f"<div>\n<!-- {word} -->\n</div>", ("<div>", "<!--", word, "-->", "</div>"))
    if kind == "deep":
        word = ink.word()
        return Written(f"      {word}", (word,))
    if kind == "long":
        word = ink.word() * (1000 if ink.count(0, 9) == 0 else 30)
        return Written(word, (word,))
    if kind == "quote":
        inner = _blocks(ink, depth - 1, ink.count(1, 2))
        return replace(inner, text=_indented(inner.text, "> ", "> "))
    if kind in ("points", "numbers"):
        items = []
        for index in range(ink.count(1, 3)):
            item = _join([_lines(ink), _blocks(ink, depth - 1, ink.count(0, 1))], "\n\n")
            lead = "- " if kind == "points" else f"{index + 1}. "
            items.append(replace(item, text=_indented(item.text.rstrip("\n"), lead, " " * len(lead))))
        return _join(items, ink.pick("\n", "\n\n"))
    return _lines(ink)


def _fence(ink: _Ink) -> Written:
    word, other = ink.word(), ink.word()
    mark = ink.pick("```", "~~~", "````")
    inner = f"{word}  [@claim-a] [[tally]]\n\n[x](node:home) {other}"
    return Written(f"{mark}\n{inner}\n{mark}", tuple(inner.split()))


def _cell(ink: _Ink) -> Written:
    if ink.count(0, 3) == 0:
        return _term(ink, bar="\\|")
    word = ink.word()
    kind = ink.pick("word", "bar", "cite", "strong")
    if kind == "bar":
        return Written(f"{word}\\|{word}", (f"{word}|{word}",))
    if kind == "cite":
        return Written(f"{word} [@claim-b]", (word,), (ClaimId("claim-b"),))
    return Written(f"**{word}**" if kind == "strong" else word, (word,))


def _table(ink: _Ink) -> Written:
    columns = ink.count(1, 4)
    rows = [_join([_cell(ink) for _ in range(columns)], " | ") for _ in range(ink.count(1, 3))]
    lines = [replace(row, text=f"| {row.text} |") for row in rows]
    rule = Written("|" + "|".join(ink.pick("---", ":-:", "--:", ":--") for _ in range(columns)) + "|", ())
    return _join([lines[0], rule, *lines[1:]], "\n")


def _blocks(ink: _Ink, depth: int, count: int) -> Written:
    blocks: list[Written] = []
    for _ in range(count):
        block = _block(ink, depth)
        if blocks:
            # Two lists one after the other would be one; a comment in between keeps them apart.
            word = ink.word()
            blocks.append(Written(word, (word,)))
        blocks.append(block)
    return _join(blocks, "\n\n")


@st.composite
def written_texts(draw: st.DrawFn, most_blocks: int = 4, plain: bool = False) -> Written:
    """A text of every construct the dialect has, with the words it must show."""
    ink = _Ink(draw, plain=plain)
    return _blocks(ink, 2, ink.count(1, most_blocks))


_SCRAPS = (
    "`", "``", "```", "~~~", "\\", "\n", "\n\n", "\n- ", "\n  - ", "\n> ", "\n1. ", "\n# ", "\n    ",
    "\n|-|-|\n", "\n---\n", "|", "\\|", "[", "]", "(", ")", "<", ">", "!", "![", "](", "*", "**", "_", " ",
    "  \n", "\"", "'", "&", "&#91;", "&#x202e;", "&amp;", "[@claim-a]", "[@claim-a; @claim-b]", "[@BAD]",
    "[@]", "[[tally]]", "[[tally|count]]", "[[tally\\|count]]", "[[]]", "[[|x]]", "[x](node:home)",
    "[x](node:BAD)", "[x](<node:home>)", "](node:home)", "](node:home 'title')", "(node:home)",
    "<node:home>", "<node:BAD>", "node:home", "https://x.org", "<https://x.org>", "[x](https://x.org)",
    "[x]: https://x.org", "word", "Čačak", "漢字", "a b",
)  # fmt: skip

_TAME_SCRAPS = tuple(scrap for scrap in _SCRAPS if not re.search(r"[`\\\\<!~]", scrap))
"""Those among which the scanner of references does without the parser."""


def wild_texts() -> st.SearchStrategy[str]:
    """Any text that a pack may hold: scraps of markup in any order, and arbitrary characters."""
    scraps = st.lists(st.sampled_from(_SCRAPS), max_size=24).map("".join)
    tame = st.lists(st.sampled_from(_TAME_SCRAPS), max_size=24).map("".join)
    anything = st.text(max_size=60)
    return st.one_of(scraps, tame, anything, st.builds(str.__add__, scraps, anything)).map(
        # What the YAML reader lets through: newlines are newlines, refused characters are none.
        lambda text: "\n".join(clean(line) for line in text.split("\n"))
    )


_TYPED = """
look back go ask read claim define compare
beside side by expectations positions forecast skip help quit walk to the about on and with of
russia mayor mayro bridge cars tally square home votes 1 2 60 40% -5 likely ? #1 , & / (
"""


def typed_lines() -> st.SearchStrategy[str]:
    """What somebody, or a cat on the keyboard, may type at the prompt."""
    words = st.sampled_from((*_TYPED.split(), *NASTY_WORDS))
    lines = st.lists(words, max_size=7).map(" ".join)
    return st.one_of(lines, lines, st.text(max_size=40), st.builds(lambda a, b: f"{a} {b}", words, st.text()))


# ---------------------------------------------------------------- what a tree shows


def tree_words(blocks: Iterable[Block]) -> str:
    """Everything a tree shows, its pieces apart; addresses of links outside included."""
    return "\n".join(_shown(blocks))


def _shown(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield "".join(_shown_inline(block.children))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _shown(item)
        elif isinstance(block, Quote):
            yield from _shown(block.children)
        elif isinstance(block, CodeBlock):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield "".join(_shown_inline(cell))


def _shown_inline(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, (Text, Code)):
            yield inline.text
        elif isinstance(inline, Break):
            yield "\n"
        elif isinstance(inline, TermLink):
            yield inline.words
        elif isinstance(inline, (Emphasis, Strong, NodeLink, WebLink)):
            yield from _shown_inline(inline.children)


def squeezed(lines: Iterable[str]) -> str:
    """Lines without white space and the marks of quotes, so that a word cut at a margin is whole."""
    return "".join(re.sub(r"[ \u3000]", "", re.sub(r"^(?:> ?| )+", "", line)) for line in lines)


# ---------------------------------------------------------------- packs

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


# ---------------------------------------------------------------- plays


def legal_steps(pack: Pack, state: StoryState) -> list[Step]:
    """Every step that the state allows, as a face could offer it."""
    page = pack.nodes[state.node]
    found: list[Step] = [
        Choose(state.node, item.choice.id) for item in offers(pack, state) if item.open
    ]  # fmt: skip
    linked = [to for passage in shown_passages(pack, state, page) for to in passage.text.nodes]
    found += [Walk(to) for to in (*linked, page.id) if not closed_fork(pack, state, to)]
    if state.behind:
        found.append(Back())
    if state.before:
        found.append(Forward())
    if page.fork and not is_resolved(pack, state, page.id):
        found += [MakeForecast(page.id, ()), MakeForecast(page.id, (70, 30)), MakeForecast(page.id, (0, 100))]
    found += [Ask(who, what) for who, what in list(pack.positions)[:2]]
    found += [OpenClaim(claim) for claim in page.claims]
    return found


@dataclass(slots=True)
class Played:
    """A play that was carried out."""

    path: Path
    entries: list[Entry]
    """Every step that was ever taken, undone ones among them."""

    def log(self) -> list[Logged]:
        """The steps as a store keeps them."""
        return [
            Logged(item.key, item.parent.key if item.parent else 0, item.step, item.state.node)
            for item in self.entries
        ]


def plays(most: int = 25) -> st.SearchStrategy[list[int]]:
    """Numbers for ``play``."""
    return st.lists(st.integers(0, 999), max_size=most)


def begun(pack: Pack) -> Played:
    """A play at its first step."""
    start = Start(pack.manifest.start)
    first = Entry(start, _started(pack, start), None, 1)
    return Played(Path(first), [first])


def _started(pack: Pack, start: Start) -> StoryState:
    from explainer.story.engine import start as begin

    return begin(pack, start.node)


def play(pack: Pack, picks: Iterable[int]) -> Played:
    """Carry a play out: most numbers take a step, some undo, redo or jump."""
    played = begun(pack)
    for pick in picks:
        what, which = divmod(pick, 10)
        if which == 0:
            played.path.undo()
        elif which == 1:
            played.path.redo()
        elif which == 2:
            played.path.jump(played.entries[what % len(played.entries)])
        else:
            steps = legal_steps(pack, played.path.state)
            take(pack, played, steps[pick % len(steps)])
    return played


def take(pack: Pack, played: Played, step: Step) -> None:
    """Take one step of a play, as the session does."""
    entry = played.path.take(pack, step)
    entry.key = len(played.entries) + 1
    played.entries.append(entry)


def allowed(pack: Pack, state: StoryState, step: Step) -> bool:
    """Whether the engine lets a step be taken."""
    from explainer.story.engine import apply

    try:
        apply(pack, state, step)
    except StepError:
        return False
    return True
