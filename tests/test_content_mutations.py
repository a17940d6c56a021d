"""One slip at a time is made at random in a copy of the flagship, and each is found where it shows."""

from __future__ import annotations

import datetime
import random
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from explainer.model.diagnostic import Severity, Span
from explainer.model.ids import CardId, ClaimId, ExpectationId, NodeId
from explainer.model.pack import Pack
from explainer.packs.context import Gathered
from explainer.packs.load import load_pack, read_pack
from explainer.rules.catalogue import RULES
from explainer.rules.subject import Subject

FLAGSHIP = Path(__file__).resolve().parent.parent / "content" / "kosovo"
SEEDS = (1,)
MANIFEST = "pack.yaml"
IMPOSSIBLE = "when: {all: [{seen: stakeout}, {not: {seen: stakeout}}]}"
CITATION = re.compile(r" ?\[@[^\]]*\]")


@cache
def flagship() -> tuple[Pack, Gathered]:
    pack, gathered = read_pack(FLAGSHIP)
    assert pack is not None
    assert gathered.findings.sorted() == ()
    return pack, gathered


@cache
def known_findings(code: str) -> frozenset[str]:
    """What a rule says of the flagship as it is; of an error nothing, which other tests hold it to."""
    if RULES[code].level is Severity.ERROR:
        return frozenset()
    return frozenset(found.message for found in RULES[code].check(Subject(*flagship())))


@dataclass(frozen=True)
class Expected:
    """What must be found, in which files, and a word of each of its messages."""

    code: str
    files: frozenset[str]
    word: str = ""


def expect(code: str, files: str | Iterable[str], word: str = "") -> Expected:
    return Expected(code, frozenset([files] if isinstance(files, str) else files), word)


@dataclass(frozen=True)
class Block:
    """The lines of a record, from its id to before the next."""

    file: str
    first: int
    end: int


class Draft:
    """A copy of the flagship in which a slip is made."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder = folder
        self.dice = dice
        self.pack, self.gathered = flagship()

    def lines(self, file: str) -> list[str]:
        return (self.folder / file).read_text("utf-8").split("\n")

    def write(self, file: str, lines: list[str]) -> None:
        (self.folder / file).write_text("\n".join(lines), "utf-8")

    def place(self, kind: str, name: str) -> Span:
        return self.gathered.definitions[kind][name]

    def block(self, kind: str, name: str) -> Block:
        span = self.place(kind, name)
        lines = self.lines(span.file)
        first = span.start.line - 1
        assert lines[first].startswith("  - "), lines[first]
        end = first + 1
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith("   ")):
            end += 1
        return Block(span.file, first, end)

    def text(self, block: Block) -> list[str]:
        return self.lines(block.file)[block.first : block.end]

    def put(self, block: Block, text: list[str]) -> None:
        lines = self.lines(block.file)
        lines[block.first : block.end] = text
        self.write(block.file, lines)

    def append(self, file: str, text: list[str]) -> None:
        lines = self.lines(file)
        while not lines[-1].strip():
            lines.pop()
        self.write(file, [*lines, *text, ""])

    def insert(self, block: Block, line: str) -> None:
        """Put a line below the id of a record."""
        first, *rest = self.text(block)
        self.put(block, [first, line, *rest])

    def set_key(self, block: Block, key: str, value: str) -> None:
        first, *rest = self.text(block)
        kept = [line for line in rest if not line.startswith(f"    {key}: ")]
        self.put(block, [first, f"    {key}: {value}", *kept])

    def edit(self, file: str, number: int, old: str, new: str) -> None:
        lines = self.lines(file)
        assert old in lines[number], lines[number]
        lines[number] = lines[number].replace(old, new, 1)
        self.write(file, lines)

    def choose(self, kind: str, fits: Callable[[str], bool] = lambda _: True) -> str:
        """The id of a record written over several lines that fits."""
        names = [
            name
            for name, span in self.gathered.definitions[kind].items()
            if self.gathered.findings.lines[span.file][span.start.line - 1].startswith("  - id: ")
            and fits(name)
        ]
        return self.dice.choice(names)

    def page(self, fits: Callable[[str], bool] = lambda _: True) -> str:
        return self.choose("node", fits)

    def plain_page(self) -> str:
        """A page that readers come to, with choices alone to go on by."""
        starts = {self.pack.manifest.start, *(way.start for way in self.pack.manifest.ways_in)}

        def fits(name: str) -> bool:
            node = self.pack.nodes[NodeId(name)]
            plain = not (node.ending or node.fork or node.passes or node.diverts)
            return plain and bool(node.choices) and name not in starts

        return self.page(fits)

    def spot(self, pattern: str, folder: str = "") -> tuple[str, int, re.Match[str]]:
        """A random match of a pattern among the lines of the files whose path begins so."""
        spots = [
            (path.relative_to(self.folder).as_posix(), number, match)
            for path in sorted(self.folder.rglob("*.yaml"))
            if path.relative_to(self.folder).as_posix().startswith(folder)
            for number, line in enumerate(path.read_text("utf-8").split("\n"))
            if (match := re.search(pattern, line))
        ]
        return self.dice.choice(spots)

    def files_that_link(self, kind: str, target: str, outside: Block | None = None) -> frozenset[str]:
        kinds = {"node", "fork"} if kind == "node" else {kind}
        return frozenset(
            link.span.file
            for link in self.gathered.links
            if link.kind in kinds
            and link.target == target
            and not (
                outside
                and link.span.file == outside.file
                and outside.first < link.span.start.line <= outside.end
            )
        )


Mutation = Callable[[Draft], Expected]


def misspelt(name: str, dice: random.Random) -> str:
    """An id with two of its letters doubled, which no other id of the flagship is."""
    at = dice.randrange(len(name))
    return f"{name[:at]}{'qx' if name[at] == '-' else name[at]}{name[at:]}qx"


# What is named is gone.


def drop(kind: str, code: str) -> Mutation:
    def mutate(draft: Draft) -> Expected:
        name = draft.choose(
            kind, lambda name: bool(draft.files_that_link(kind, name, draft.block(kind, name)))
        )
        block = draft.block(kind, name)
        files = draft.files_that_link(kind, name, block)
        draft.put(block, [])
        return expect(code, files, f"'{name}'")

    return mutate


def misspell(pattern: str, code: str, folder: str = "") -> Mutation:
    """Misspell the name that is the pattern's first group."""

    def mutate(draft: Draft) -> Expected:
        file, number, match = draft.spot(pattern, folder)
        wrong = misspelt(match[1], draft.dice)
        lines = draft.lines(file)
        lines[number] = f"{lines[number][: match.start(1)]}{wrong}{lines[number][match.end(1) :]}"
        draft.write(file, lines)
        return expect(code, file, wrong)

    return mutate


def misspell_resolution(draft: Draft) -> Expected:
    return misspell(r"^      resolution: ([a-z0-9-]+)$", "E201", "nodes/")(draft)


# Hindsight.


def claim_known_after_its_page(draft: Draft) -> Expected:
    pages = {claim: set[NodeId]() for claim in draft.pack.claims}
    for node in draft.pack.nodes.values():
        for cited in node.claims:
            if not node.ahead:
                pages[cited].add(node.id)
    claim = draft.choose("claim", lambda name: bool(pages[ClaimId(name)]))
    dates = {page: draft.pack.nodes[page].date for page in pages[ClaimId(claim)]}
    last = max(dates.values())
    draft.set_key(draft.block("claim", claim), "known_from", str(last + datetime.timedelta(days=1)))
    return expect("E405", {draft.place("node", page).file for page in dates}, f"'{claim}'")


def page_before_its_claims(draft: Draft) -> Expected:
    page = draft.page(
        lambda name: bool(draft.pack.nodes[NodeId(name)].claims) and not draft.pack.nodes[NodeId(name)].ahead
    )
    block = draft.block("node", page)
    draft.set_key(block, "date", "1900-01-01")
    return expect("E405", block.file, "1900-01-01")


def expectation_of_hindsight(draft: Draft) -> Expected:
    name = draft.choose("expectation")
    block = draft.block("expectation", name)
    pack, came = draft.pack, draft.pack.expectations[ExpectationId(name)].came
    later = [
        claim.id
        for claim in pack.claims.values()
        if claim.known_from.first_day > pack.manifest.as_of and claim.id not in came
    ]
    wrong = draft.dice.choice(later)
    draft.set_key(block, "expected", wrong)
    return expect("E414", block.file, f"'{wrong}'")


def way_that_tells_the_outcome(draft: Draft) -> Expected:
    page = draft.dice.choice(list(draft.pack.told_by))
    lines = draft.lines(MANIFEST)
    numbers = [number for number, line in enumerate(lines) if line.strip().startswith("start: ")]
    number = draft.dice.choice(numbers)
    lines[number] = f"{lines[number].partition('start: ')[0]}start: {page}"
    draft.write(MANIFEST, lines)
    return expect("E413", MANIFEST, f"'{page}'")


# Forks.


def fork_page(draft: Draft) -> tuple[str, Block]:
    page = draft.page(lambda name: draft.pack.nodes[NodeId(name)].fork is not None)
    return page, draft.block("node", page)


def two_happened(draft: Draft) -> Expected:
    page, block = fork_page(draft)
    fork = draft.pack.nodes[NodeId(page)].fork
    assert fork
    wrong = draft.dice.choice([option.id for option in fork.options if not option.happened])
    text = draft.text(block)
    at = text.index(f"        - id: {wrong}")
    draft.put(block, [*text[: at + 1], "          happened: true", *text[at + 1 :]])
    return expect("E402", block.file)


def none_happened(draft: Draft) -> Expected:
    _, block = fork_page(draft)
    draft.put(block, [line for line in draft.text(block) if line.strip() != "happened: true"])
    return expect("E402", block.file)


def fork_of_another_kind(draft: Draft) -> Expected:
    _, block = fork_page(draft)
    draft.set_key(block, "kind", "scene")
    return expect("E406", block.file)


# Ways through the story.


def divert_in_a_circle(draft: Draft) -> Expected:
    one = draft.plain_page()
    other = draft.page(lambda name: name != one and not draft.pack.nodes[NodeId(name)].diverts)
    draft.insert(draft.block("node", one), f"    divert: [{{to: {other}}}]")
    draft.insert(draft.block("node", other), f"    divert: [{{to: {one}}}]")
    first = next(name for name in draft.pack.nodes if name in (one, other))
    return expect("E407", draft.place("node", first).file, other)


def dead_end(draft: Draft) -> Expected:
    page = draft.plain_page()
    block = draft.block("node", page)
    text = draft.text(block)
    draft.put(block, text[: text.index("    choices:")])
    return expect("E401", block.file, f"'{page}'")


def only_choice_shut(draft: Draft) -> Expected:
    page = draft.page(lambda name: len(draft.pack.nodes[NodeId(name)].choices) == 1)
    block = draft.block("node", page)
    text = draft.text(block)
    at = next(number for number, line in enumerate(text) if re.match(r"      - \{?id: ", line))
    if text[at].endswith("}"):
        text[at] = f"{text[at][:-1]}, {IMPOSSIBLE}}}"
    else:
        text.insert(at + 1, f"        {IMPOSSIBLE}")
    draft.put(block, text)
    return expect("E501", block.file, f"'{page}'")


def trap(draft: Draft) -> Expected:
    page = draft.plain_page()
    block = draft.block("node", page)
    draft.put(block, [re.sub(r"\bto: [a-z0-9-]+", f"to: {page}", line) for line in draft.text(block)])
    return expect("E502", block.file, f"'{page}'")


def no_ending(draft: Draft) -> Expected:
    page = draft.page(lambda name: draft.pack.nodes[NodeId(name)].ending)
    block = draft.block("node", page)
    draft.put(block, [line for line in draft.text(block) if line.strip() != "ending: true"])
    if draft.pack.nodes[NodeId(page)].choices:
        return expect("E502", MANIFEST)
    return expect("E401", block.file, f"'{page}'")


def orphan_page(draft: Draft) -> Expected:
    file = draft.place("node", draft.page()).file
    text = ["  - id: nobody-comes", "    title: Nobody comes here", "    body: Dust. [@-]", "    choices:"]
    draft.append(file, [*text, "      - {id: out, text: Go out, to: stakeout}"])
    return expect("W501", file, "'nobody-comes'")


def route_without_a_page(draft: Draft) -> Expected:
    gaps = [
        (way.id, gone)
        for way in draft.pack.manifest.ways_in
        for here, gone, there in zip(way.route, way.route[1:], way.route[2:], strict=False)
        if not any(re.search(rf"\b{there}\b", line) for line in draft.text(draft.block("node", here)))
    ]
    way_id, gone = draft.dice.choice(gaps)
    lines = draft.lines(MANIFEST)
    first = lines.index(f"  - id: {way_id}")
    route = next(number for number in range(first, len(lines)) if lines[number].startswith("    route: ["))
    number = next(
        number for number in range(route + 1, len(lines)) if re.search(rf"(?<![\w-]){gone},", lines[number])
    )
    lines[number] = re.sub(rf"(?<![\w-]){gone}, ?", "", lines[number])
    draft.write(MANIFEST, lines)
    return expect("W603", MANIFEST, f"'{way_id}'")


def way_of_300_minutes(draft: Draft) -> Expected:
    file, number, match = draft.spot(r"^    minutes: ([1-9]\d*)$", MANIFEST)
    draft.edit(file, number, match[1], "300")
    return expect("W604", MANIFEST, "300 minutes")


# The ledger.


def unused_claim(draft: Draft) -> Expected:
    block = draft.block("claim", draft.choose("claim"))
    _, *rest = draft.text(block)
    draft.append(block.file, ["  - id: nobody-cites-it", *rest])
    return expect("W502", block.file, "'nobody-cites-it'")


def uncited_source(draft: Draft) -> Expected:
    block = draft.block("source", draft.choose("source"))
    _, *rest = draft.text(block)
    draft.append(block.file, ["  - id: nobody-cites-it", *rest])
    return expect("W702", block.file, "'nobody-cites-it'")


def uncited_paragraph(draft: Draft) -> Expected:
    page = draft.page(lambda name: not draft.pack.nodes[NodeId(name)].passes)
    block = draft.block("node", page)
    text = draft.text(block)
    first = text.index("    body: |") + 1
    last = next(
        (n for n in range(first, len(text)) if text[n] and not text[n].startswith("      ")), len(text)
    )
    starts = [n for n in range(first, last) if text[n].strip() and not (n > first and text[n - 1].strip())]
    at = draft.dice.choice(starts)
    while at < last and text[at].strip():
        text[at] = CITATION.sub("", text[at])
        at += 1
    draft.put(block, text)
    return expect("W601", block.file, f"'{page}'")


def claim_before_its_time(draft: Draft) -> Expected:
    claim = draft.choose("claim", lambda name: draft.pack.claims[ClaimId(name)].date.first_day.year > 1950)
    block = draft.block("claim", claim)
    draft.set_key(block, "known_from", "1900-01-01")
    return expect("N706", block.file, f"'{claim}'")


# Single records.


def again(kind: str) -> Mutation:
    def mutate(draft: Draft) -> Expected:
        name = draft.choose(kind)
        block = draft.block(kind, name)
        draft.append(block.file, draft.text(block))
        return expect("E106", block.file, f"'{name}'")

    return mutate


def in_page(line: str, code: str, word: str = "") -> Mutation:
    """Put a line among the keys of a page that has no such key."""
    key = line.strip().partition(":")[0]

    def mutate(draft: Draft) -> Expected:
        page = draft.page(
            lambda name: (
                not any(text.startswith(f"    {key}:") for text in draft.text(draft.block("node", name)))
            )
        )
        block = draft.block("node", page)
        draft.insert(block, f"    {line}")
        return expect(code, block.file, word)

    return mutate


def body(words: str, code: str) -> Mutation:
    def mutate(draft: Draft) -> Expected:
        page = draft.plain_page()
        block = draft.block("node", page)
        text = draft.text(block)
        first = text.index("    body: |")
        last = next(n for n in range(first + 1, len(text)) if text[n] and not text[n].startswith("      "))
        draft.put(block, [*text[:first], f"    body: {words}", *text[last:]])
        return expect(code, block.file)

    return mutate


def set_in(kind: str, key: str, value: str, code: str) -> Mutation:
    def mutate(draft: Draft) -> Expected:
        block = draft.block(kind, draft.choose(kind))
        draft.set_key(block, key, value)
        return expect(code, block.file)

    return mutate


def no_title(draft: Draft) -> Expected:
    block = draft.block("node", draft.page())
    draft.put(block, [line for line in draft.text(block) if not line.startswith("    title: ")])
    return expect("E103", block.file, "title")


def title_twice(draft: Draft) -> Expected:
    block = draft.block("node", draft.page())
    draft.insert(block, "    title: Another")
    return expect("E102", block.file, "title")


def same_title(draft: Draft) -> Expected:
    one = draft.plain_page()
    other = draft.page(lambda name: name != one)
    for page in (one, other):
        draft.set_key(draft.block("node", page), "title", "Twice the same")
    files = [draft.place("node", name).file for name in draft.pack.nodes if name in (one, other)]
    return expect("W811", files[1], "Twice the same")


def answer_among_the_wrong(draft: Draft) -> Expected:
    choosable = ("choose", "who")
    card = draft.choose("card", lambda name: draft.pack.cards[CardId(name)].kind in choosable)
    block = draft.block("card", card)
    text = draft.text(block)
    answer = next(line for line in text if line.startswith("    answer: ")).removeprefix("    answer: ")
    at = next(number for number, line in enumerate(text) if line.startswith("    options:"))
    if text[at] == "    options:":
        text.insert(at + 1, f"      - {answer}")
    else:
        quoted = answer if answer.startswith('"') else f'"{answer}"'
        text[at] = text[at].replace("[", f"[{quoted}, ", 1)
    draft.put(block, text)
    return expect("E410", block.file, "wrong ones")


def control_character(draft: Draft) -> Expected:
    file, number, match = draft.spot(r"^      [A-Z]\w+ (\w+)", "nodes/")
    lines = draft.lines(file)
    at = match.start(1)
    lines[number] = f"{lines[number][:at]}\x07{lines[number][at:]}"
    draft.write(file, lines)
    return expect("E007", file)


def broken_indentation(draft: Draft) -> Expected:
    file, number, _ = draft.spot(r"^    (?:title|statement|name|text): ")
    lines = draft.lines(file)
    lines[number] = lines[number][1:]
    draft.write(file, lines)
    return expect("E001", file)


def unknown_list(draft: Draft) -> Expected:
    file = draft.place("claim", draft.choose("claim")).file
    draft.append(file, ["clams: []"])
    return expect("E101", file, "'clams'")


def manifest(old: str, new: str, code: str, word: str = "") -> Mutation:
    def mutate(draft: Draft) -> Expected:
        lines = draft.lines(MANIFEST)
        lines[lines.index(old)] = new
        draft.write(MANIFEST, lines)
        return expect(code, MANIFEST, word)

    return mutate


SPARE = "variables: {guided: false, spare: 0}"

MUTATIONS: dict[str, Mutation] = {
    "drop a page": drop("node", "E201"),
    "drop a claim": drop("claim", "E202"),
    "drop a term": drop("term", "E203"),
    "drop a source": drop("source", "E204"),
    "drop a place": drop("place", "E205"),
    "drop an actor": drop("actor", "E206"),
    "drop a question": drop("question", "E207"),
    "misspell where a choice leads": misspell(r"^      - \{id: .* to: ([a-z0-9-]+)[,}]", "E201", "nodes/"),
    "misspell a resolution": misspell_resolution,
    "misspell a citation": misspell(r"\[@([a-z0-9][a-z0-9-]+)", "E202"),
    "misspell a linked term": misspell(r"\[\[([a-z0-9-]+)[|\]]", "E203", "nodes/"),
    "misspell a claim's source": misspell(r"^    sources: \[([a-z0-9-]+)", "E204", "claims/"),
    "misspell a page's place": misspell(r"^    place: ([a-z0-9-]+)$", "E205", "nodes/"),
    "misspell a voice": misspell(r"^    voices: \[([a-z0-9-]+)", "E206", "nodes/"),
    "misspell a position's question": misspell(r"^    question: ([a-z0-9-]+)$", "E207", "positions"),
    "misspell a chapter": misspell(r"^chapter: ([a-z0-9-]+)$", "E208", "nodes/"),
    "misspell an actor's side": misspell(r"^    side: ([a-z0-9-]+)$", "E209", "actors"),
    "misspell a variable": misspell(r"when: \{is: \[([a-z]+),", "E210", "nodes/"),
    "a claim known after its page": claim_known_after_its_page,
    "a page before its claims": page_before_its_claims,
    "an expectation of hindsight": expectation_of_hindsight,
    "a way in that tells the outcome": way_that_tells_the_outcome,
    "two options happened": two_happened,
    "no option happened": none_happened,
    "a fork of another kind": fork_of_another_kind,
    "diverts in a circle": divert_in_a_circle,
    "a dead end": dead_end,
    "the only choice shut": only_choice_shut,
    "a trap": trap,
    "no ending": no_ending,
    "an orphan page": orphan_page,
    "a route without a page": route_without_a_page,
    "a way of 300 minutes": way_of_300_minutes,
    "an unused claim": unused_claim,
    "an uncited source": uncited_source,
    "an uncited paragraph": uncited_paragraph,
    "a claim before its time": claim_before_its_time,
    "a page twice": again("node"),
    "a claim twice": again("claim"),
    "an unknown key": in_page("boddy: Words", "E101", "'boddy'"),
    "an unknown list": unknown_list,
    "an effect of the wrong kind": in_page("effects: [{add: [guided, 1]}]", "E408", "'guided'"),
    "not an effect": in_page("effects: [{ad: [guided, 1]}]", "E111"),
    "an anchor": in_page("place: &here pristina", "E002"),
    "a tag": in_page("place: !here pristina", "E003"),
    "no such kind": set_in("node", "kind", "foork", "E107"),
    "no such day": set_in("node", "date", "2007-13-40", "E108"),
    "off the globe": set_in("place", "latitude", "400", "E109"),
    "an empty body": body('""', "E112"),
    "a body without words": body('"[@-]"', "W812"),
    "no title": no_title,
    "a title twice": title_twice,
    "two pages of one title": same_title,
    "an answer among the wrong ones": answer_among_the_wrong,
    "a control character": control_character,
    "broken indentation": broken_indentation,
    "a format of another day": manifest("format: 1", "format: 2", "E113"),
    "a variable nobody asks for": manifest("variables: {guided: false}", SPARE, "W515", "'spare'"),
}


def found_in(folder: Path, code: str, word: str) -> set[str]:
    """The files in which something new of a code is found, with a word in its message."""
    if code not in RULES:
        return {
            item.span.file
            for item in load_pack(folder).diagnostics
            if item.code == code and word in item.message
        }
    pack, gathered = read_pack(folder)
    assert pack is not None, [item.message for item in gathered.findings.sorted()]
    found = RULES[code].check(Subject(pack, gathered))
    return {
        item.span.file for item in found if word in item.message and item.message not in known_findings(code)
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_slip_in_the_flagship_is_found_where_it_shows(kind: str, seed: int, tmp_path: Path) -> None:
    folder = tmp_path / "kosovo"
    shutil.copytree(FLAGSHIP, folder)
    expected = MUTATIONS[kind](Draft(folder, random.Random(f"{kind} {seed}")))
    assert found_in(folder, expected.code, expected.word) == expected.files
