"""The writer's guide: its example is the pack in tests/packs/good/bridge, whole and playable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.card import CardKind
from explainer.model.claim import Confidence
from explainer.model.diagnostic import Severity
from explainer.model.expectation import Verdict
from explainer.model.node import NodeKind
from explainer.model.outline import SHAPE_KINDS
from explainer.model.pack import FORMAT
from explainer.model.people import ACTOR_KINDS, Basis, Stance
from explainer.packs import card_records
from explainer.packs.atlas_records import EVENT, MAP, SHAPE, VIEW
from explainer.packs.card_records import CARD
from explainer.packs.codes import CODES
from explainer.packs.conditions import _CONDITIONS, _EFFECTS, condition, effect
from explainer.packs.context import Context, Gathered
from explainer.packs.fields import Record, list_of, record
from explainer.packs.files import MAX_FILE_BYTES
from explainer.packs.ledger_records import ACTOR, CLAIM, EXPECTATION, PLACE, POSITION, QUESTION, SOURCE, TERM
from explainer.packs.load import LISTS, open_pack
from explainer.packs.reader import Reader
from explainer.packs.rule_records import RULE_LEVEL
from explainer.packs.story_records import (
    BALANCE_PROMISE,
    CHAPTER,
    CHOICE,
    FORK,
    MANIFEST,
    NODE,
    OPTION,
    PASSAGE,
    PROMISES,
    SIDE,
    VOICES_PROMISE,
    WAY_IN,
)
from explainer.packs.yaml_tree import parse_tree
from explainer.prose.parse import parse
from explainer.prose.tree import Cite, NodeLink, TermLink, inlines_of
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
BRIDGE = ROOT / "tests" / "packs" / "good" / "bridge"


def section(title: str) -> str:
    _, _, rest = GUIDE.partition(f"\n## {title}\n")
    assert rest, title
    return rest.partition("\n## ")[0]


def example() -> dict[str, str]:
    """The files of the example, each named at the head of the paragraph before its block."""
    blocks = re.findall(
        r"^`(\w+\.yaml)`[^\n]*\n\n```yaml\n(.*?)^```$", section("A whole pack"), re.MULTILINE | re.DOTALL
    )
    return dict(blocks)


def rows(title: str) -> list[list[str]]:
    """The cells of a section's table, its head left out."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


# ---------------------------------------------------------------- the example


def test_every_block_of_the_example_is_a_named_file() -> None:
    assert len(example()) == GUIDE.count("```yaml") == section("A whole pack").count("```yaml")


def test_the_example_is_the_bridge_pack_to_the_letter() -> None:
    assert {path.name: path.read_text("utf-8") for path in BRIDGE.iterdir()} == example()


def test_the_example_opens_without_one_finding(tmp_path: Path) -> None:
    for name, text in example().items():
        (tmp_path / name).write_text(text, "utf-8")
    assert check_pack(tmp_path).diagnostics == ()


def test_the_example_can_be_walked_to_its_ending(tmp_path: Path) -> None:
    for name, text in example().items():
        (tmp_path / name).write_text(text, "utf-8")
    said: list[str] = []
    reader = LineReader(open_pack(tmp_path), None, said.append)
    reader.open()
    walk = ["1", "claim 1", "define tally", "ask mayor about cars", "1", "forecast 60 40", "1", "1", "1"]
    assert reader.run(walk, echo=True)
    titles = ["The square", "What happens next?", "She signed", "If she had refused", "Home"]
    places = [said.index(title) for title in titles]
    assert sorted(places) == places
    assert "The bridge is quiet tonight." in said
    assert any(line.startswith("The end.") for line in said)


# ---------------------------------------------------------------- the tables

RECORDS: dict[str, Record] = {
    "`pack.yaml`": MANIFEST,
    "a way in": WAY_IN,
    "a chapter": CHAPTER,
    "a side": SIDE,
    "promises": PROMISES,
    "a promise of voices": VOICES_PROMISE,
    "a promise of balance": BALANCE_PROMISE,
    "a rule's level": RULE_LEVEL,
    "a source": SOURCE,
    "a claim": CLAIM,
    "an expectation": EXPECTATION,
    "a node": NODE,
    "a passage": PASSAGE,
    "a choice": CHOICE,
    "a fork": FORK,
    "an option": OPTION,
    "an actor": ACTOR,
    "a place": PLACE,
    "a question": QUESTION,
    "a position": POSITION,
    "a term": TERM,
    "an event": EVENT,
    "a map": MAP,
    "a shape": SHAPE,
    "a view": VIEW,
    "a card": CARD,
    "a wrong answer": card_records.OPTION,
    "a misconception": card_records.MISCONCEPTION,
}

# A position that is documented must have these: a rule on the whole of it, not on the keys.
CONDITIONAL = {"a position": {"position", "sources"}}


def told(cell: str) -> tuple[list[str], set[str]]:
    """The keys a cell names, in order, and those among them that are bold.

    Each item begins with its key, or two joined by *and*; the words after it explain.
    """
    keys: list[str] = []
    bold: set[str] = set()
    for item in re.split(r" · ", cell):
        lead = re.match(r"(\*\*\w+\*\*|\w+)(?: and (\*\*\w+\*\*|\w+))?", item)
        assert lead, item
        for word in filter(None, lead.groups()):
            keys.append(word.strip("*"))
            if word.startswith("**"):
                bold.add(word.strip("*"))
    return keys, bold


def test_the_table_of_keys_has_a_row_for_each_record() -> None:
    assert sorted([*RECORDS, "variables"]) == sorted(row[0] for row in rows("Every key"))


@pytest.mark.parametrize("name", RECORDS)
def test_the_table_of_keys_names_just_the_keys_there_are(name: str) -> None:
    [cell] = [row[1] for row in rows("Every key") if row[0] == name]
    keys, _ = told(cell)
    assert len(keys) == len(set(keys))
    assert set(RECORDS[name].keys) == set(keys)


@pytest.mark.parametrize("name", RECORDS)
def test_the_table_of_keys_has_the_required_ones_bold(name: str) -> None:
    [cell] = [row[1] for row in rows("Every key") if row[0] == name]
    required = {field.name for field in RECORDS[name].fields if field.required}
    assert required | CONDITIONAL.get(name, set()) == told(cell)[1]


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("a node", "kind", [str(kind) for kind in NodeKind]),
        ("an actor", "kind", list(ACTOR_KINDS)),
        ("a position", "stance", [str(stance) for stance in Stance]),
        ("a card", "kind", [str(kind) for kind in CardKind]),
        ("a shape", "kind", list(SHAPE_KINDS)),
        ("a rule's level", "level", ["off", *reversed(Severity)]),
    ],
)
def test_the_table_of_keys_names_just_the_words_allowed(name: str, key: str, words: list[str]) -> None:
    [cell] = [row[1] for row in rows("Every key") if row[0] == name]
    [item] = [item for item in cell.split(" · ") if item.replace("*", "").startswith(f"{key}:")]
    listed = re.sub(r"\(.*?\)", "", item.partition(":")[2])
    assert words == [word.strip() for word in listed.split(",")]


def test_the_table_of_keys_names_the_other_words_allowed() -> None:
    cells = {row[0]: row[1] for row in rows("Every key")}
    assert f"**confidence** {'/'.join(Confidence)}" in cells["a claim"]
    assert f"**verdict** {'/'.join(Verdict)}" in cells["an expectation"]
    assert f"reason_is {'/'.join(Basis)}" in cells["a position"]
    assert f"**format** ({FORMAT})" in cells["`pack.yaml`"]


def read_example(reader: Reader, text: str) -> list[str]:
    gathered = Gathered()
    context = Context("x.yaml", gathered)
    # The guide writes three dots for any condition.
    tree = parse_tree(text.replace("...", "{seen: square}"), context.report)
    assert tree is not None
    reader.read(tree, context)
    return [f"{item.code} {item.message}" for item in gathered.findings.items]


def test_every_condition_of_the_guide_is_one_and_none_is_left_out() -> None:
    shown = [text for row in rows("Conditions and effects") for text in re.findall(r"`(\{.*?\})`", row[0])]
    assert [[]] * len(shown) == [read_example(condition, text) for text in shown]
    assert list(_CONDITIONS) == [text[1 : text.index(":")] for text in shown]


def test_every_effect_of_the_guide_is_one_and_none_is_left_out() -> None:
    _, _, after = section("Conditions and effects").partition("`effects` is a list of ")
    shown = re.findall(r"`(\{\w+: .*?\})`", after.partition("`divert`")[0])
    assert [[]] * len(shown) == [read_example(effect, text) for text in shown]
    assert list(_EFFECTS) == [text[1 : text.index(":")] for text in shown]


def test_the_levels_of_the_guide_are_read_and_are_of_rules_there_are() -> None:
    [block] = re.findall(r"```text\n(.*?)```", section("Rules and their levels"), re.DOTALL)
    given = block.removeprefix("rules:\n")
    assert given != block
    assert read_example(list_of(record(RULE_LEVEL)), given) == []
    named = re.findall(r"rule: (\w+)", given)
    assert named
    assert [code for code in named if code not in RULES] == []


def test_the_guide_names_the_codes_that_no_pack_can_change() -> None:
    told = section("Rules and their levels").rpartition("Mistakes that are found while the pack is read (")[2]
    first, last, *warned = re.findall(r"[EW]\d{3}", told.partition(")")[0])
    assert [first, last] == [min(CODES), max(code for code in CODES if code.startswith("E"))]
    assert warned == [code for code in CODES if code.startswith("W")]


def test_the_four_additions_of_the_guide_are_read_as_it_says() -> None:
    shown = [re.findall(r"`(.+?)`", row[0]) for row in rows("Text")]
    kinds = []
    for texts in shown:
        found = {
            type(inline)
            for text in texts
            for block in parse(text.replace("\\|", "|"))
            for inline in inlines_of(block)
        }
        kinds.append(found & {Cite, TermLink, NodeLink})
    assert [{Cite}, {Cite}, {TermLink}, {NodeLink}] == kinds


def test_the_guide_names_just_the_lists_a_file_may_hold() -> None:
    sentence = (
        section("Files").partition("Its top keys say what it holds: ")[2].partition(". Name and split")[0]
    )
    assert {*LISTS, "chapter"} == set(re.findall(r"`(\w+)`", sentence))


def test_the_size_the_guide_gives_is_the_size_allowed() -> None:
    assert f"a file is at most {MAX_FILE_BYTES // 1_000_000} MB" in GUIDE
    assert MAX_FILE_BYTES % 1_000_000 == 0
