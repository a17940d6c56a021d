"""Hostile folders and files: findings in bounded time, never an exception, never a refused character."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli.main import run
from explainer.cli.reporters import as_data, as_text
from explainer.model.diagnostic import Diagnostic, Mark
from explainer.model.pack import Pack
from explainer.packs import conditions, files, report
from explainer.packs.atlas_records import EVENT, MAP, SHAPE, VIEW
from explainer.packs.card_records import CARD, MISCONCEPTION
from explainer.packs.card_records import OPTION as WRONG_ANSWER
from explainer.packs.codes import CODES
from explainer.packs.context import Context, Gathered
from explainer.packs.fields import Record, list_of
from explainer.packs.ledger_records import (
    ACTOR,
    CITATION,
    CLAIM,
    DISPUTE,
    NAME,
    PLACE,
    POSITION,
    QUESTION,
    SOURCE,
    TERM,
)
from explainer.packs.load import LISTS, load_pack, open_pack
from explainer.packs.reader import BAD, Bad, Reader
from explainer.packs.rule_records import RULE_LEVEL
from explainer.packs.story_records import (
    BALANCE_PROMISE,
    CHAPTER,
    CHOICE,
    DIVERT,
    FORK,
    MANIFEST,
    NODE,
    OPTION,
    PASSAGE,
    PROMISES,
    RENAMES,
    SIDE,
    VOICES_PROMISE,
    WAY_IN,
)
from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, parse_tree
from explainer.prose.clean import REFUSED, spelt
from explainer.rules.catalogue import RULES
from explainer.rules.check import Checked, check_pack
from tests.strategies import examples
from tests.test_packs_codes import whole_pack

# ---------------------------------------------------------------- a pack with every key

FULL = {
    "pack.yaml": """\
format: 1
id: full
title: Every key
question: Does every key work?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
summary: One of each.
authors: [Ana, Ben]
ways_in:
  - {id: short, title: Short, minutes: 0, start: square, text: A way in., route: [square]}
chapters:
  - {id: vote, title: The vote, text: How it went.}
sides:
  - {id: town, name: The town}
  - {id: drivers, name: The drivers}
promises:
  every_paragraph_cited: false
  core_on_every_way: true
  voices: [{sides: [town], actors: [mayor], within: 2}]
  balance: [{sides: [town, drivers], within: 100}]
rules:
  - {rule: W601, level: off, because: Its words are not for reading.}
  - {rule: W602, level: error, because: Its one claim is met at once.}
verdict_words: [betrayal, traitors]
variables: {trust: 0, open: true}
renames:
  nodes: {plaza: square}
  claims: {ballot: vote}
""",
    "ledger.yaml": """\
sources:
  - id: minutes
    type: report
    title: Minutes
    author: [{family: Doe, given: Ana}, {literal: Town Hall}]
    publisher: Town Hall
    container_title: Gazette
    issued: 2024-05
    number: TC/24
    url: https://example.org/minutes
    genre: Verbatim
    note: Scanned.
claims:
  - id: vote
    statement: The vote was nine to six.
    date: 2024-05-02
    sources: [minutes, {source: minutes, locator: item 4}]
    confidence: high
    label: Nine to six
    known_from: 2024-05-01
    disputed: [{by: mayor, how: She counts ten.}, {by: Somebody else, how: He counts eight.}]
    core: true
    argues: [town]
    actors: [mayor]
    places: [old-square]
    note: Counted twice.
""",
    "story.yaml": """\
chapter: vote
nodes:
  - id: square
    title: The square
    kind: scene
    chapter: vote
    place: old-square
    date: 2024-05-02
    period: One evening
    voices: [mayor]
    aliases: [plaza, piazza]
    body: |
      It was *nine* to six. [@vote]

      Ask about the [[veto|no]], or [go on](node:fork).
    passages:
      - text: Trusted now.
        when:
          all: [{at_least: [trust, 1]}, {not: {is: [open, true]}}, {any: [{seen: fork}, {visits: [lane, 2]}]}]
    choices:
      - id: on
        text: Go on
        to: fork
        when:
          any:
            - {met: vote}
            - {heard: mayor}
            - {chosen: square/on}
            - {on_or_after: 2024-05-02}
            - {at_most: [trust, 5]}
        locked: Not yet
        once: true
        effects: [{set: [open, false]}, {add: [trust, 1]}]
        hint: Try this.
    effects: [{advance: 2024-05-03}]
  - id: lane
    title: The lane
    body: Never shown.
    divert: [{to: square, when: {forecast: fork}}, {to: home, when: {skipped: fork}}, {to: home}]
  - id: fork
    title: The fork
    kind: fork
    body: What next?
    fork:
      question: Does she sign?
      decider: mayor
      date: 2024-06
      resolution: home
      options:
        - {id: signs, label: She signs, for: Clear., against: Close., happened: true, status_quo: true}
        - {id: refuses, label: She refuses, for: Close., against: Clear., road: lane, favoured_by: [Press]}
  - {id: home, title: Home, kind: ending, body: The end., ending: true, ahead: true}
""",
    "who.yaml": """\
actors:
  - id: mayor
    name: The mayor
    kind: person
    text: She signs. [@vote]
    office: Mayor
    side: town
    short: Mayor
    aliases: [Her Honour]
    place: old-square
    node: square
places:
  - id: old-square
    name: The old square
    latitude: 42.1
    longitude: 20.7
    names: {sr: Stari trg, sq: Sheshi}
    text: Where it is.
    node: square
    aliases: [the plaza]
questions:
  - {id: cars, text: Should cars cross?, short: Cars, aliases: [traffic]}
positions:
  - actor: mayor
    question: cars
    stance: against
    position: No cars.
    reason: The stones are old.
    reason_is: stated
    speaker: Ana Doe, mayor
    date: 2024-05
    quote: no more cars
    quote_by: Ana Doe
    sources: [{source: minutes, locator: p. 2}]
    note: Said twice.
terms:
  - {id: veto, term: veto, text: A no., say: VEE-toe, aliases: [nay], see: [veto], sources: [minutes]}
cards:
  - id: how
    kind: choose
    claim: vote
    question: How was it?
    answer: Nine to six.
    options: [{text: Ten to five., shows: landslide}]
    why: It was counted.
  - {id: again, kind: recall, claim: vote, question: "By how many?", answer: Three.}
misconceptions:
  - {id: landslide, belief: It was a clear vote., remedy: square, transfer: again}
""",
    "atlas.yaml": """\
events:
  - id: the-vote
    date: 2024-05-02
    until: 2024-05-03
    title: The vote
    weight: 3
    place: old-square
    actors: [mayor]
    claims: [vote]
map:
  note: Lines are for orientation.
  sources: [minutes]
  shapes:
    - {id: town-line, name: The town, kind: subject, rings: ["20.5 42, 21 42.5, 20.75 43"]}
  views:
    - {id: near, title: The town, west: 20, south: 41, east: 22, north: 44}
""",
}
"""A small pack that uses every key of the format."""

SAMPLES = (
    "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\xad"
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060"
    "\u2066\u2069\u206a\ufeff\ufff9\ufffe\uffff\U000e0001\U000e007f"
)
"""Of each kind of refused character at least one, the ends of the ranges among them."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("full")
    write(folder, FULL)
    result = load_pack(folder)
    assert result.diagnostics == ()
    assert result.pack is not None
    return result.pack


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


def tree_of(text: str) -> Tree:
    tree = parse_tree(text, lambda *found: pytest.fail(str(found)))
    assert tree is not None
    return tree


def scalars(tree: Tree) -> Iterator[Scalar]:
    if isinstance(tree, Mapping):
        for key, value in tree.pairs:
            yield key
            yield from scalars(value)
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from scalars(item)
    else:
        yield tree


def keys_at(tree: Tree, path: str) -> set[str]:
    """Every key used in the mappings at a path such as ``nodes.choices``."""
    at = [tree]
    for part in [*path.split("."), ""] if path else [""]:
        at = [inner for item in at for inner in (item.items if isinstance(item, Sequence) else [item])]
        if part:
            at = [
                value
                for item in at
                if isinstance(item, Mapping)
                for key, value in item.pairs
                if key.value == part
            ]
    return {key.value for item in at if isinstance(item, Mapping) for key, _ in item.pairs}


@pytest.mark.parametrize(
    ("file", "path", "record"),
    [
        ("pack.yaml", "", MANIFEST),
        ("pack.yaml", "ways_in", WAY_IN),
        ("pack.yaml", "chapters", CHAPTER),
        ("pack.yaml", "sides", SIDE),
        ("pack.yaml", "renames", RENAMES),
        ("ledger.yaml", "sources", SOURCE),
        ("ledger.yaml", "sources.author", NAME),
        ("ledger.yaml", "claims", CLAIM),
        ("ledger.yaml", "claims.sources", CITATION),
        ("ledger.yaml", "claims.disputed", DISPUTE),
        ("story.yaml", "nodes", NODE),
        ("story.yaml", "nodes.passages", PASSAGE),
        ("story.yaml", "nodes.choices", CHOICE),
        ("story.yaml", "nodes.divert", DIVERT),
        ("story.yaml", "nodes.fork", FORK),
        ("story.yaml", "nodes.fork.options", OPTION),
        ("who.yaml", "actors", ACTOR),
        ("who.yaml", "places", PLACE),
        ("who.yaml", "questions", QUESTION),
        ("who.yaml", "positions", POSITION),
        ("who.yaml", "terms", TERM),
        ("who.yaml", "cards", CARD),
        ("who.yaml", "cards.options", WRONG_ANSWER),
        ("who.yaml", "misconceptions", MISCONCEPTION),
        ("pack.yaml", "promises", PROMISES),
        ("pack.yaml", "promises.voices", VOICES_PROMISE),
        ("pack.yaml", "promises.balance", BALANCE_PROMISE),
        ("pack.yaml", "rules", RULE_LEVEL),
        ("atlas.yaml", "events", EVENT),
        ("atlas.yaml", "map", MAP),
        ("atlas.yaml", "map.shapes", SHAPE),
        ("atlas.yaml", "map.views", VIEW),
    ],
    ids=lambda item: item.name.split()[-1] if isinstance(item, Record) else item,
)
def test_the_full_pack_uses_every_key(file: str, path: str, record: Record) -> None:
    """Or a new key would go untested below."""
    assert set(record.keys) == keys_at(tree_of(FULL[file]), path)


def test_the_full_pack_uses_every_condition_and_effect() -> None:
    written = {scalar.value for scalar in scalars(tree_of(FULL["story.yaml"]))}
    assert {*conditions._CONDITIONS, *conditions._EFFECTS} <= written


# ---------------------------------------------------------------- refused characters


def raw(text: str, character: str) -> tuple[str, list[Mark]]:
    """A character put into every key and value as it is; gives where each then stands."""
    lines = text.split("\n")
    marks: list[Mark] = []
    for scalar in reversed(list(scalars(tree_of(text)))):
        number, column = scalar.start.line, scalar.start.column
        if scalar.style in ("|", ">"):
            number, column = number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1
        line = lines[number - 1]
        lines[number - 1] = line[:column] + character + line[column:]
        marks.append(Mark(number, column + 1))
    # Those put in later stand before others of the same line.
    shifted = [
        Mark(
            mark.line,
            mark.column + sum(other.line == mark.line and other.column < mark.column for other in marks),
        )
        for mark in marks
    ]
    return "\n".join(lines), sorted(shifted)


def escaped(tree: Tree, character: str) -> str:
    """A tree in double quotes, a character put into every key and value as a YAML escape."""
    if isinstance(tree, Mapping):
        pairs = (f"{escaped(key, character)}: {escaped(value, character)}" for key, value in tree.pairs)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(tree, Sequence):
        return f"[{', '.join(escaped(item, character) for item in tree.items)}]"
    half = (
        json.dumps(tree.value[0], ensure_ascii=False)[1:-1],
        json.dumps(tree.value[1:], ensure_ascii=False)[1:-1],
    )
    return f'"{half[0]}{spelt(character)}{half[1]}"'


def outputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, dict[str, Any]]:
    capsys.readouterr()
    code = run(["check", str(folder)])
    text, talk = capsys.readouterr()
    assert code == run(["check", str(folder), "--format", "json"])
    data, more_talk = capsys.readouterr()
    for shown in (text, talk, data, more_talk):
        assert REFUSED.search(shown) is None
    found: dict[str, Any] = json.loads(data)
    # What a program reads from it must be as harmless as what a person sees.
    assert REFUSED.search(json.dumps(found, ensure_ascii=False)) is None
    return code, text, found


@pytest.mark.parametrize("character", SAMPLES, ids=spelt)
def test_a_refused_character_in_every_key_and_value_is_found_and_left_out(
    character: str, tmp_path: Path, full: Pack
) -> None:
    spoilt = {name: raw(text, character) for name, text in FULL.items()}
    folder = write(tmp_path / "spoilt", {name: text for name, (text, _) in spoilt.items()})
    result = load_pack(folder)
    assert {"E007"} == {item.code for item in result.diagnostics}
    assert all(item.mended for item in result.diagnostics)
    assert [(name, mark) for name in sorted(spoilt) for mark in spoilt[name][1]] == [
        (item.span.file, item.span.start) for item in result.diagnostics
    ]
    assert full == result.pack


@pytest.mark.parametrize("character", SAMPLES, ids=spelt)
def test_a_refused_character_written_as_an_escape_is_found_and_left_out(
    character: str, tmp_path: Path, full: Pack
) -> None:
    folder = write(
        tmp_path / "spoilt", {name: escaped(tree_of(text), character) for name, text in FULL.items()}
    )
    result = load_pack(folder)
    assert {"E007"} == {item.code for item in result.diagnostics}
    assert all(item.mended for item in result.diagnostics)
    wanted = sum(1 for text in FULL.values() for _ in scalars(tree_of(text)))
    assert wanted == len(result.diagnostics)
    assert full == result.pack


def test_a_refused_character_moves_no_other_finding_from_its_place(tmp_path: Path) -> None:
    """It is taken out before YAML is read, so every column behind it must be counted back in."""
    line = "  - {\u202eid: \x00s, t\x9btype: book, title: é\u200b, issued: 24\u200b, n\u200bote: \ufeff[a]}"
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": f"\ufeffsources:\n{line}\n  - {{title: T}}\n"})
    found = [item for item in load_pack(folder).diagnostics if item.code != "E007"]
    assert [
        ("E103", 2, line.index("{") + 1),
        ("E101", 2, line.index("t\x9btype") + 1),
        ("E108", 2, line.index("24") + 1),
        ("E104", 2, line.index("[a]") + 1),
        ("E103", 3, 5),
        ("E103", 3, 5),
    ] == [(item.code, item.span.start.line, item.span.start.column) for item in found]
    assert [item.span.end.column - item.span.start.column for item in found[1:4]] == [6, 3, 3]


@pytest.mark.parametrize("how", ["raw", "escaped"])
def test_no_refused_character_reaches_what_check_prints(
    how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for index, character in enumerate("\x1b\x9b\u202e\U000e0041"):
        texts = {
            name: raw(text, character)[0] if how == "raw" else escaped(tree_of(text), character)
            for name, text in FULL.items()
        }
        written = spelt(character)
        texts["bad.yaml"] = (
            f'"ti{written}tle": 1\nti{character}tle: "x{written}"\nte{character}rms: {character}*x\n'
        )
        code, text, data = outputs(write(tmp_path / f"spoilt-{index}", texts), capsys)
        assert code == 1
        assert spelt(character) in text
        assert data["errors"] == len(data["findings"])


def test_no_refused_character_of_a_file_or_folder_name_reaches_what_check_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of files are not UTF-8 of necessity, and can hold all but a slash and a NUL."""
    top = os.fsencode(tmp_path) + b"/pa\x1b[31mck\xff\xc2\x9b\xe2\x80\xae"
    Path(os.fsdecode(top + b"/fol\x1b[2Jder")).mkdir(parents=True)
    for name in (
        b"/a\xe2\x80\xae.yaml",
        b"/b\xff\x80.yaml",
        b"/fol\x1b[2Jder/c\n\t.yaml",
        b"/d\xc2\x85.yaml",
    ):
        Path(os.fsdecode(top + name)).write_text("sources: [{id: s}]\n*\n")
    Path(os.fsdecode(top + b"/e\x07")).symlink_to("/etc")
    os.mkfifo(top + b"/f\x1b.yaml")
    Path(os.fsdecode(top + b"/pack.yaml")).write_text("id: [\n")
    code, text, data = outputs(Path(os.fsdecode(top)), capsys)
    assert code == 1
    assert sorted({item["file"] for item in data["findings"]}) == [
        "a\\u202e.yaml",
        "b\\udcff\\udc80.yaml",
        "d\\x85.yaml",
        "e\\x07",
        "f\\x1b.yaml",
        "fol\\x1b[2Jder/c\\n .yaml",
        "pack.yaml",
    ]
    assert "a\\u202e.yaml:" in text
    assert REFUSED.search(as_text(load_pack(Path(os.fsdecode(top))).diagnostics)) is None
    assert run(["read", os.fsdecode(top)]) == 3
    shown = "".join(capsys.readouterr())
    assert REFUSED.search(shown) is None


def test_a_pack_that_is_not_there_is_named_without_its_refused_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(tmp_path / "no\x1b]0;pack\x07\u202e")]) == 3
    _, talk = capsys.readouterr()
    assert "no\\x1b]0;pack\\x07\\u202e'" in talk


def test_joiners_that_scripts_need_are_no_mistake(tmp_path: Path) -> None:
    folder = whole_pack(tmp_path / "made")
    text = (
        (folder / "nodes.yaml")
        .read_text("utf-8")
        .replace("Nothing is", "می\u200cخواهم 👩\u200d🚀 e\u0301 is")
    )
    (folder / "nodes.yaml").write_text(text, "utf-8")
    assert load_pack(folder).diagnostics == ()


# ---------------------------------------------------------------- bombs and floods

LAUGHS = "x: &x0 ha\n" + "".join(f"x{n}: &x{n + 1} [*x{n}, *x{n}]\n" for n in range(30))

TEXT = "terms: [{id: t, term: t, text: 'a "

BOMBS: dict[str, tuple[str, str]] = {
    "nested lists": ("[" * 10_000, "E004"),
    "nested groups": ("{a: " * 10_000, "E004"),
    "nested dashes": ("- " * 10_000, "E004"),
    "nested keys": ("? " * 10_000, "E104"),
    "nested in a list of pages": ("nodes: " + "[" * 10_000 + "]" * 10_000, "E004"),
    "nested conditions": ("nodes: [{passages: [{text: T, when: " + "{not: " * 10_000, "E004"),
    "billion laughs": (LAUGHS, "E002"),
    "alias of itself": ("&a [*a, *a]", "E002"),
    "merge key": ("nodes: [{<<: {id: a}}]", "E101"),
    "python tag": ("nodes: !!python/object/apply:os.system ['echo pwned > pwned']", "E003"),
    "binary tag": ("nodes: !!binary aGVsbG8=", "E003"),
    "many documents": ("---\n" * 100_000, "E008"),
    "quotes": ('"' * 1_000_000, "E001"),
    "colons": (": " * 500_000, "E001"),
    "a key as long as a file": ("? " + "k" * 1_900_000 + "\n: 1\n", "E101"),
    "an id as long as a file": ("sources: [{id: " + "a" * 1_900_000 + "}]", "E114"),
    "unclosed": ('nodes: "' + "x" * 1_900_000, "E001"),
    "backticks": (TEXT + " ".join("`" * n for n in range(1, 400)) + "'}]", ""),
    "brackets": (TEXT + "[" * 90_000 + "'}]", ""),
    "citations": (TEXT + "[@no;]" * 8_000 + "'}]", "E301"),
    "links": (TEXT + "](node:" * 14_000 + "'}]", ""),
    "fences": ("terms:\n - id: t\n   term: t\n   text: |\n" + "    ```a\n    [@b]\n" * 6_000, ""),
    "entities": (TEXT + "&#27;" * 3_000 + "'}]", "E302"),
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_finding_in_bounded_time(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code = BOMBS[name]
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": text})
    _, shown, data = outputs(folder, capsys)
    assert not code or code in [item["code"] for item in data["findings"]]
    # Nothing of a huge line or name comes back whole.
    assert len(shown) < 5_000 + 3_000 * len(data["findings"])
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
    assert not (Path.cwd() / "pwned").exists()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "#" + "\x00" * 50_000,
        "\x1b\n" * 20_000,
        "zz: 1\n" * 20_000,
        "nodes: [" + "a," * 30_000 + "]",
        "nodes:\n" + "- {id: q}\n" * 10_000,
        "nodes:\n- {" + "id: q, " * 20_000 + "}",
    ],
    ids=["one line", "many lines", "unknown keys", "one list", "ids twice", "keys twice"],
)
def test_a_flood_of_mistakes_is_listed_up_to_its_bound(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of each finding is printed with it: unbounded, one long line would be squared."""
    monkeypatch.setattr(report, "MAX_FINDINGS", 200)
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": text})
    code, shown, data = outputs(folder, capsys)
    assert code == 1
    assert 201 == len(data["findings"]) == data["errors"]
    assert "E013" in {item["code"] for item in data["findings"]}
    assert len(shown) < 201 * 2_000
    assert len(json.dumps(data)) < 201 * 5_000


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    return read


def test_reading_stops_where_nothing_more_would_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pack of thousands of broken files costs no more than what is told of it."""
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    folder = write(whole_pack(tmp_path / "made"), {f"z{n}.yaml": "zz: 1\nzy: 1\n" for n in range(9)})
    read = files_read(monkeypatch)
    assert load_pack(folder).pack is None
    assert read == ["pack.yaml", "nodes.yaml", "z0.yaml", "z1.yaml"]


def test_a_list_is_not_read_on_where_nothing_more_would_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    context = Context("zz.yaml", Gathered())
    tried: list[Tree] = []

    def refuse(tree: Tree, context: Context) -> Bad:
        tried.append(tree)
        context.add("E104", tree, "no")
        return BAD

    list_of(Reader(refuse, {})).read(tree_of("[" + "a, " * 100 + "]"), context)
    assert len(tried) == 4


def test_a_circle_of_many_pages_is_walked_once(tmp_path: Path) -> None:
    """Each page diverts to the next: looking for the start of a circle from each would take the square."""
    count = 3_000
    pages = "".join(f"- {{id: n{n}, title: N, body: N., divert: n{(n + 1) % count}}}\n" for n in range(count))
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": "nodes:\n" + pages})
    [circle] = [item for item in load_pack(folder).diagnostics if item.code == "E407"]
    assert circle.message.startswith("pages divert in a circle: n0 → n1 → n2 → ")
    assert circle.message.endswith("…")


@pytest.mark.parametrize("size", [3_000_000, 2_000_001])
def test_a_file_too_large_is_not_even_read(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = whole_pack(tmp_path / "made")
    with (folder / "huge.yaml").open("wb") as file:
        file.truncate(size)
    read = files_read(monkeypatch)
    assert [item.code for item in load_pack(folder).diagnostics] == ["E005"]
    assert read == ["pack.yaml", "nodes.yaml"]


def test_the_largest_file_allowed_is_read(tmp_path: Path) -> None:
    folder = write(
        whole_pack(tmp_path / "made"), {"large.yaml": "terms: []\n#" + "x" * (files.MAX_FILE_BYTES - 11)}
    )
    assert (folder / "large.yaml").stat().st_size == files.MAX_FILE_BYTES
    assert load_pack(folder).diagnostics == ()


# ---------------------------------------------------------------- strange folders


def link(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def make_folder(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).mkdir()


def make_socket(folder: Path) -> None:
    # A socket's path is short by nature, so it is bound from inside its folder.
    before = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("s.yaml")
    finally:
        os.chdir(before)


def make_file(name: str, text: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return make


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        ([lambda folder: os.mkfifo(folder / "x.yaml")], ["E009 x.yaml"]),
        ([make_socket], ["E009 s.yaml"]),
        ([make_folder("x.yaml")], []),
        ([make_file("x.yaml/y.yaml", "terms: [{}]\n")], ["E103 x.yaml/y.yaml"] * 3),
        ([link("x.yaml", "x.yaml")], ["E010 x.yaml"]),
        ([link("x.yaml", "y.yaml"), link("y.yaml", "x.yaml")], ["E010 x.yaml", "E010 y.yaml"]),
        ([link("x.yaml", "nowhere")], ["E010 x.yaml"]),
        ([link("x.yaml", "/dev/zero")], ["E010 x.yaml"]),
        ([link("x.yaml", "/etc/passwd")], ["E010 x.yaml"]),
        ([link("x.yaml", "..")], ["E010 x.yaml"]),
        ([link("up", "..")], ["E010 up"]),
        ([link("round", ".")], []),
        ([link("round.yaml", ".")], ["E009 round.yaml"]),
        ([make_file("a/b/t.yaml", "terms: []\n"), link("a/b/top", "../..")], []),
        ([make_file("t.txt", "terms: [{}]\n"), link("t.yaml", "t.txt")], ["E103 t.yaml"] * 3),
        ([make_file("notes.txt", "x"), link("elsewhere.txt", "/etc/passwd")], []),
        ([make_file("x.yaml", "")], []),
    ],
    ids=[
        "fifo", "socket", "folder", "file in a folder", "link to itself", "links in a ring", "broken link",
        "device", "file outside", "parent as a file", "parent", "round", "round as a file", "round below",
        "link inside", "other files", "empty file",
    ],
)  # fmt: skip
def test_a_strange_folder_gives_findings_and_no_more(
    make: list[Callable[[Path], None]], expected: list[str], tmp_path: Path
) -> None:
    folder = whole_pack(tmp_path / "made")
    for step in make:
        step(folder)
    assert expected == [f"{item.code} {item.span.file}" for item in load_pack(folder).diagnostics]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("fifo", ["E009"]),
        ("folder", ["E011"]),
        ("broken link", ["E010", "E011"]),
        ("none", ["E011"]),
        ("no folder", ["E009", "E011"]),
    ],
)
def test_a_pack_without_a_file_of_its_own_does_not_open(
    kind: str, expected: list[str], tmp_path: Path
) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "pack.yaml").unlink()
    if kind == "fifo":
        os.mkfifo(folder / "pack.yaml")
    elif kind == "folder":
        (folder / "pack.yaml").mkdir()
    elif kind == "broken link":
        (folder / "pack.yaml").symlink_to("nowhere")
    elif kind == "no folder":
        shutil.rmtree(folder)
    result = load_pack(folder)
    assert result.pack is None
    assert expected == [item.code for item in result.diagnostics]


def test_a_file_that_vanishes_while_it_is_looked_for_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = whole_pack(tmp_path / "made")
    found = files.yaml_files

    def late(root: Path, findings: Any) -> list[Path]:
        return [*found(root, findings), root / "gone.yaml"]

    monkeypatch.setattr("explainer.packs.load.yaml_files", late)
    assert [item.code for item in load_pack(folder).diagnostics] == ["E009"]


# ---------------------------------------------------------------- anything at all


def sane(result: Checked, texts: dict[str, str]) -> None:
    """What must hold of any result: known codes, places inside their files, harmless words."""
    grave = False
    for item in result.diagnostics:
        assert item.code in CODES or item.code in RULES
        assert item.message
        grave |= item.severity == "error" and not item.mended
        check_place(item, texts)
    assert grave == (result.pack is None)
    assert list(result.diagnostics) == sorted(
        result.diagnostics, key=lambda item: (*item.span.key(), item.code)
    )
    assert REFUSED.search(as_text(result.diagnostics)) is None
    assert (
        REFUSED.search("".join(str(value) for item in result.diagnostics for value in as_data(item).values()))
        is None
    )


def check_place(item: Diagnostic, texts: dict[str, str]) -> None:
    start, end = item.span.start, item.span.end
    assert (1, 1) <= (start.line, start.column) <= (end.line, end.column)
    text = texts.get(item.span.file)
    if text is not None:
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # A file that ends in its middle ends one line further for YAML.
        assert start.line <= len(lines) + 1
        if start.line <= len(lines):
            assert start.column <= len(lines[start.line - 1]) + 1
            assert item.code == "E006" or lines[start.line - 1] == item.source


def loaded(texts: dict[str, str | bytes]) -> Checked:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in texts.items():
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return check_pack(folder)


@given(st.binary(max_size=80), st.binary(max_size=80))
@examples(80)
def test_any_bytes_in_files_are_findings(manifest: bytes, other: bytes) -> None:
    sane(loaded({"pack.yaml": manifest, "x.yaml": other}), {})


_TOKENS = st.sampled_from(
    ["nodes", "id", "title", ": ", ":", "- ", "\n", "\n  ", "\n    - ", "{", "}", "[", "]", ", ", '"', "'",
     "|\n", ">-\n", "&a", "*a", "!t ", "# ", "%", "---\n", "...\n", "\t", "? ", "\\", "\x00", "\x1b",
     "\u202e", "\ufeff", "\x85", "\u2028", "界", "e\u0301", "📜", "[@c]", "[[t|w]]", "(node:n)", "`",
     "a" * 90, "2024-02-30", "true", "-1", "\r\n", "\r"]
)  # fmt: skip


@given(st.lists(_TOKENS, max_size=30).map("".join), st.lists(_TOKENS, max_size=30).map("".join))
@examples(120)
def test_any_text_in_files_is_findings(manifest: str, other: str) -> None:
    sane(loaded({"pack.yaml": manifest, "x.yaml": other}), {"pack.yaml": manifest, "x.yaml": other})


_KEYS = sorted(
    {
        name
        for text in FULL.values()
        for scalar in scalars(tree_of(text))
        if re.fullmatch("[a-z_]+", name := scalar.value)
    }
)
_VALUES = sorted({scalar.value for text in FULL.values() for scalar in scalars(tree_of(text))})
_LEAVES = st.sampled_from(
    [*_VALUES, "", "x\u202ey", "[@vote]", "[[veto]]", "[w](node:home)", "[@", "&rlm;"]
) | st.text("aé界\x00\u202e [@]()|`&;:\n", max_size=12)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS) | _LEAVES, inner, max_size=5)
    ),
    max_leaves=25,
)


@given(
    st.dictionaries(st.sampled_from([item.name for item in MANIFEST.fields]), _TREES, max_size=8),
    st.dictionaries(st.sampled_from([*LISTS, "chapter"]), st.lists(_TREES, max_size=4) | _TREES, max_size=5),
)
@examples(70)
def test_any_tree_in_files_is_findings(manifest: dict[str, Any], other: dict[str, Any]) -> None:
    """JSON is YAML: what is drawn goes in without a writer of YAML between."""
    texts = {
        "pack.yaml": json.dumps(manifest),
        "x.yaml": json.dumps(other, ensure_ascii=False).replace("\x7f", ""),
    }
    sane(loaded({**texts}), texts)


@given(st.integers(0, 2**32), st.integers(1, 6))
@examples(100)
def test_any_damage_to_a_good_pack_is_findings(seed: int, cuts: int) -> None:
    """Near to right is where a decoder trips: pieces of a whole pack are cut, doubled, swapped or changed."""
    dice = random.Random(seed)
    texts = dict(FULL)
    for _ in range(cuts):
        name = dice.choice(sorted(texts))
        text = texts[name]
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.choice([0, 1, 2, 5, 20, 60]))
        piece = dice.choice(
            [
                "",
                "",
                text[at:to] * 2,
                dice.choice(_VALUES),
                "\u202e",
                "\x00",
                "\n",
                " ",
                "  ",
                ": ",
                "- ",
                "[",
                "{",
                '"',
                "[@no]",
            ]
        )
        texts[name] = text[:at] + piece + text[to:]
    sane(loaded({**texts}), texts)


def test_a_pack_whose_only_mistakes_are_mended_can_be_opened_and_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "spoilt", {name: raw(text, "\u202e")[0] for name, text in FULL.items()})
    assert open_pack(folder).title == "Every key"
    script = tmp_path / "walk.txt"
    script.write_text("1\nask mayor about cars\nclaim 1\npath\nquit\n")
    monkeypatch.setenv("EXPLAINER_HOME", str(tmp_path / "home"))
    assert run(["read", str(folder), "--script", str(script)]) == 0
    shown = "".join(capsys.readouterr())
    assert "It was nine to six. [1]" in shown
    assert REFUSED.search(shown) is None
