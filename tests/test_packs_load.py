"""From files to a pack: what is filled in, what is linked, and that one slip is one finding."""

from __future__ import annotations

import datetime
import gc
import re
import shutil
from pathlib import Path

import pytest

from explainer.errors import PackInvalid, PackNotFound
from explainer.model import condition as c
from explainer.model.date import PartialDate
from explainer.model.diagnostic import Diagnostic
from explainer.model.ids import MAX_ID_LENGTH, ActorId, ChoiceId, ClaimId, NodeId
from explainer.model.node import Divert
from explainer.model.pack import Pack
from explainer.packs import load, resolve
from explainer.packs.conditions import MAX_COUNT, condition, effect
from explainer.packs.context import Context, Gathered
from explainer.packs.load import load_manifest, load_pack, open_pack
from explainer.packs.locate import content_root, find_pack, pack_folders
from explainer.packs.prose_field import prose
from explainer.packs.reader import BAD, Reader
from explainer.packs.scalars import (
    MAX_LINE,
    MAX_TEXT,
    boolean,
    date,
    day,
    integer,
    line,
    new_id,
    number,
    ref,
)
from explainer.packs.yaml_tree import parse_tree
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from tests.test_packs_codes import NODES, PACK, shown, whole_pack


@pytest.fixture
def town(tmp_path: Path, bridge_folder: Path) -> Path:
    """The bridge pack, to be spoilt."""
    return Path(shutil.copytree(bridge_folder, tmp_path / "town"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


SIGN = re.compile("⟦([EW]\\d{3})⟧")
"""Stands in a spoilt text right before what a finding must point to."""


def spoil(path: Path, old: str, new: str) -> list[str]:
    """Change a file; gives the findings that the signs in the new text ask for."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    wanted, lines = [], []
    for index, signed in enumerate(text.replace(old, new).split("\n"), 1):
        plain = signed
        while sign := SIGN.search(plain):
            wanted.append(f"{path.name}:{index}:{sign.start() + 1}: error {sign[1]}")
            plain = plain[: sign.start()] + plain[sign.end() :]
        lines.append(plain)
    path.write_text("\n".join(lines), "utf-8")
    return wanted


def heads(folder: Path) -> list[str]:
    return [" ".join(text.split()[:3]) for text in found(folder)]


def place(path: Path, before: str) -> str:
    """Where the first character after these stands."""
    head, there, _ = path.read_text("utf-8").partition(before)
    assert there, before
    head += there
    return f"{path.name}:{head.count(chr(10)) + 1}:{len(head) - head.rfind(chr(10))}"


def found(folder: Path) -> list[str]:
    return [shown(item) for item in load_pack(folder).diagnostics]


def codes(folder: Path) -> list[str]:
    return [item.code for item in load_pack(folder).diagnostics]


def only(folder: Path) -> Diagnostic:
    [item] = load_pack(folder).diagnostics
    return item


def played(folder: Path) -> Pack:
    result = load_pack(folder)
    assert result.diagnostics == ()
    assert result.pack is not None
    return result.pack


# ---------------------------------------------------------------- a pack in order


def test_a_pack_in_order_has_no_findings_and_keeps_the_order_of_its_files(bridge: Pack) -> None:
    assert list(bridge.nodes) == ["square", "what-next", "signed", "refused", "home"]
    assert list(bridge.claims) == ["vote-nine-six", "count-disputed"]


def test_what_a_record_leaves_out_is_filled_in(bridge: Pack) -> None:
    assert {datetime.date(2024, 5, 2)} == {node.date for node in bridge.nodes.values()}
    assert {"vote"} == {node.chapter for node in bridge.nodes.values()}
    claim = bridge.claims[ClaimId("vote-nine-six")]
    assert (PartialDate(2024, 5, 2), False, ()) == (claim.known_from, not claim.core, claim.disputed)


def test_a_page_knows_the_forks_it_answers(bridge: Pack) -> None:
    assert bridge.told_by == {"signed": ("what-next",), "refused": ("what-next",)}


@pytest.mark.parametrize(
    ("term", "written", "read"),
    [
        ("Tally Sheet", "Here the [[tally]] is.", "Here the Tally Sheet is."),
        (
            "Tally Sheet, aliases: [Strichliste]",
            "Here [[Strichliste]] and [[tally|it]].",
            "Here Strichliste and it.",
        ),
        ("Tally", "A [[tally]] and a [[Tally]].", "A tally and a Tally."),
        ("Tally Sheet", "Here `[[tally]]` and [[tally]].", "Here [[tally]] and Tally Sheet."),
        (
            "Tally Sheet",
            "| a | b |\n|---|---|\n| [[tally]] | c |",
            "a           | b\n------------+--\nTally Sheet | c",
        ),
    ],
)
def test_a_link_to_a_term_by_its_id_reads_as_the_term(town: Path, term: str, written: str, read: str) -> None:
    change(town / "people.yaml", "term: tally,", f"term: {term},")
    body = "".join(f"\n        {line}" for line in written.splitlines())
    (town / "more.yaml").write_text(
        f"nodes:\n  - id: more\n    title: More\n    ending: true\n    body: |{body}\n"
    )
    pack = load_pack(town).pack
    assert pack is not None
    [passage] = pack.nodes[NodeId("more")].passages
    assert "\n".join(plain_lines(blocks_of(passage.text.text), lambda _claim: None)) == read


def test_a_term_is_found_by_id_by_word_and_by_alias_in_any_case(town: Path) -> None:
    change(town / "people.yaml", "term: tally,", "term: Tally Sheet, aliases: [Strichliste],")
    pack = played(town)
    assert {"tally", "tally sheet", "strichliste"} == set(pack.term_keys)
    assert pack.find_term("STRICHLISTE") is pack.find_term("tally")


@pytest.mark.parametrize("at_end", [False, True])
def test_the_chapter_of_a_file_counts_for_all_its_pages_wherever_it_stands(town: Path, at_end: bool) -> None:
    text = (town / "nodes.yaml").read_text("utf-8")
    head, body = text.split("\n", 1)
    (town / "nodes.yaml").write_text(f"{body}{head}\n" if at_end else text, "utf-8")
    assert {"vote"} == {node.chapter for node in played(town).nodes.values()}


def test_a_page_of_its_own_chapter_keeps_it(town: Path) -> None:
    change(
        town / "pack.yaml",
        "  - {id: vote, title: The vote}",
        "  - {id: vote, title: The vote}\n  - {id: end, title: End}",
    )
    change(town / "nodes.yaml", "title: Home\n", "title: Home\n    chapter: end\n")
    assert [node.chapter for node in played(town).nodes.values()] == ["vote"] * 4 + ["end"]


def test_files_may_be_split_and_named_at_will(town: Path, bridge: Pack) -> None:
    (town / "a" / "b").mkdir(parents=True)
    shutil.move(town / "people.yaml", town / "a" / "b" / "w.yml")
    shutil.move(town / "nodes.yaml", town / "a" / "0.yaml")
    assert bridge == played(town)


def test_hidden_and_other_files_are_no_part_of_a_pack(town: Path, bridge: Pack) -> None:
    for name in (".hidden.yaml", "notes.txt", "nodes.yaml~", "README.md"):
        (town / name).write_text("\x1b: *not: yaml\n")
    (town / ".git").mkdir()
    (town / ".git" / "more.yaml").write_text("nonsense: true\n")
    assert bridge == played(town)


def test_line_ends_and_a_byte_order_mark_make_no_difference(town: Path, bridge: Pack) -> None:
    for path in town.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert bridge == played(town)


def test_loading_leaves_the_collector_as_it_was(bridge_folder: Path) -> None:
    was = gc.isenabled()
    try:
        for on in (True, False):
            (gc.enable if on else gc.disable)()
            load_pack(bridge_folder)
            assert on == gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()


# ---------------------------------------------------------------- one slip, one finding


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("nodes.yaml", "title: The square", "title: The square⟦E001⟧: a view"),
        ("claims.yaml", "confidence: medium\n    disputed", "confidence: ⟦E001⟧[medium\n    disputed"),
        ("people.yaml", "kind: person", "kind: ⟦E002⟧&kind person"),
        ("pack.yaml", "title: The bridge", "title: ⟦E002⟧*bridge"),
        ("sources.yaml", "sources:", "sources: ⟦E003⟧!!seq"),
        ("nodes.yaml", "id: square\n    title: The square\n", "⟦E103⟧id: square\n"),
        (
            "nodes.yaml",
            "id: square\n    title: The square\n",
            "⟦E103⟧id: square\n    ⟦E101⟧titel: The square\n",
        ),
        (
            "nodes.yaml",
            "id: signs\n          label: She signs\n          for: The vote was clear. [@vote-nine-six]\n",
            "⟦E103⟧id: signs\n          label: She signs\n",
        ),
        ("nodes.yaml", "kind: fork", "kind: ⟦E107⟧frok"),
        ("nodes.yaml", "question: Does the mayor sign the decision?", 'question: ⟦E112⟧""'),
        ("nodes.yaml", "happened: true", "happened: ⟦E107⟧yes"),
        ("nodes.yaml", "- id: refuses", "- id: ⟦E105⟧Refuses"),
        (
            "claims.yaml",
            "id: count-disputed",
            "⟦E103⟧id: count-disputed\n    ⟦E101⟧date_: 2024\n    ⟦E101⟧dat: 2024",
        ),
        ("claims.yaml", "sources: [minutes]", "sources: [⟦E105⟧Minutes]"),
        ("sources.yaml", "type: report", "type: ⟦E107⟧rapport"),
        ("people.yaml", "position: The", "⟦E101⟧postion: The"),
        ("people.yaml", "sources: [minutes]", "sources: [⟦E204⟧minuts]"),
        ("people.yaml", "sources: [minutes]", "sources: ⟦E104⟧minutes"),
        ("people.yaml", "sources: [minutes]", "sources: [⟦E105⟧no such]"),
        (
            "people.yaml",
            "{id: tally, term: tally, text: A count",
            "⟦E103⟧{id: tally, term: tally, ⟦E101⟧txt: A count",
        ),
        ("people.yaml", "id: tally, term: tally", "id: ⟦E105⟧Tally!, term: tally"),
        ("people.yaml", "id: mayor", "id: mayor\n    side: ⟦E209⟧town"),
        ("people.yaml", "short: Cars", "⟦E101⟧shrt: Cars"),
        ("people.yaml", "kind: recall", "kind: choose, options: ⟦E104⟧{}"),
        ("people.yaml", "kind: recall", "kind: choose, options: [⟦E112⟧'']"),
        ("pack.yaml", "id: vote,", "id: vote, text: ⟦E104⟧{},"),
        ("pack.yaml", "start: square\n", "start: ⟦E201⟧squire\n"),
    ],
)
def test_one_slip_is_found_where_it_is_and_nothing_else_is(town: Path, file: str, old: str, new: str) -> None:
    """What hangs on the slip is not reported as missing: an author reads the cause, not the echo."""
    if "date_" in new:
        change(
            town / "claims.yaml",
            "two votes were cast after the bell.\n    date: 2024-05-02\n",
            "two votes.\n",
        )
    wanted = spoil(town / file, old, new)
    assert wanted
    assert wanted == heads(town)


def test_a_page_that_was_copied_and_not_renamed_is_one_finding(town: Path) -> None:
    text = (town / "nodes.yaml").read_text("utf-8")
    page = text[text.index("  - id: square") : text.index("  - id: what-next")]
    (town / "nodes.yaml").write_text(text + page, "utf-8")
    item = only(town)
    where = place(town / "nodes.yaml", "quiet tonight.\n  - id: ")
    assert f"{where}: error E106 the page id 'square' is given twice" == shown(item)
    assert item.hint == "It was first given at nodes.yaml:3:9."


def test_pages_without_ids_do_not_clash_in_the_ids_of_their_choices(town: Path) -> None:
    page = "  - title: T\n    body: B.\n    choices: [{id: on, text: On, to: home}]\n"
    (town / "more.yaml").write_text("nodes:\n" + page + page, "utf-8")
    assert found(town) == [
        "more.yaml:2:5: error E103 a page has no 'id'",
        "more.yaml:5:5: error E103 a page has no 'id'",
    ]


def test_a_file_in_a_one_byte_encoding_is_one_finding(town: Path) -> None:
    text = (town / "people.yaml").read_text("utf-8").replace("The mayor", "Le maire élu")
    (town / "people.yaml").write_bytes(text.encode("latin-1"))
    assert found(town) == ["people.yaml:3:20: error E006 the file is not UTF-8 from here on"]


def test_links_are_still_checked_beside_a_file_that_is_not_yaml(town: Path) -> None:
    """Only what the broken file may define is let be."""
    wanted = spoil(town / "claims.yaml", "label: The vote was", "label: The vote⟦E001⟧: was")
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    wanted += spoil(town / "nodes.yaml", "[@vote-nine-six]\n      Not", "⟦E202⟧[@vote-nine-sex]\n      Not")
    wanted += [place(town / "nodes.yaml", "happens next, to: ") + ": error E201"]
    assert wanted == heads(town)


def test_the_story_as_a_whole_is_judged_once_its_parts_are_in_order(town: Path) -> None:
    change(town / "nodes.yaml", "    ending: true\n", "")
    assert codes(town) == ["E401"]
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    assert codes(town) == ["E201"]


def test_findings_come_by_file_line_and_column(town: Path) -> None:
    (town / "a.yaml").write_text("x: 1\ny: 2\n")
    (town / "z.yaml").write_text("terms:\n  - {b: 1, a: 2}\n")
    places = [(item.span.file, item.span.start) for item in load_pack(town).diagnostics]
    assert len(places) == 7
    assert sorted(places) == places


# ---------------------------------------------------------------- given twice


@pytest.mark.parametrize(
    ("record", "what", "file", "before"),
    [
        ("claims: [{id: count-disputed}]", "claim id 'count-disputed'", "claims.yaml", "true\n  - id: "),
        ("sources: [{id: minutes}]", "source id 'minutes'", "sources.yaml", "{id: "),
        ("actors: [{id: mayor}]", "actor id 'mayor'", "people.yaml", "- id: "),
        ("places: [{id: old-square}]", "place id 'old-square'", "people.yaml", "places:\n  - {id: "),
        ("questions: [{id: cars}]", "question id 'cars'", "people.yaml", "questions:\n  - {id: "),
        ("terms: [{id: tally}]", "term id 'tally'", "people.yaml", "terms:\n  - {id: "),
        ("cards: [{id: how-many}]", "card id 'how-many'", "people.yaml", "cards:\n  - {id: "),
        ("nodes: [{id: what-next}]", "page id 'what-next'", "nodes.yaml", "to: home}\n  - id: "),
    ],
)  # fmt: skip
def test_an_id_given_twice_names_where_the_first_one_stands(
    town: Path, record: str, what: str, file: str, before: str
) -> None:
    (town / "zz.yaml").write_text(record + "\n", "utf-8")
    [item] = [item for item in load_pack(town).diagnostics if item.code == "E106"]
    assert f"the {what} is given twice" == item.message
    assert f"It was first given at {place(town / file, before)}." == item.hint
    assert (item.span.file, item.span.start.line) == ("zz.yaml", 1)


def test_files_are_read_by_name_so_the_first_is_the_first_by_name(town: Path) -> None:
    (town / "a.yaml").write_text("sources: [{id: minutes, type: report, title: M}]\n", "utf-8")
    item = only(town)
    assert shown(item) == "sources.yaml:2:10: error E106 the source id 'minutes' is given twice"
    assert item.hint == "It was first given at a.yaml:1:16."


def test_a_choice_id_is_unique_on_its_page_only(town: Path) -> None:
    change(town / "nodes.yaml", "{id: leave, text", "{id: ask, text")
    item = only(town)
    assert shown(item) == "nodes.yaml:12:14: error E106 the choice id 'ask' is given twice"
    assert item.hint == "It was first given at nodes.yaml:11:14."


def test_ids_of_the_manifest_are_given_once(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(
        text + "  - {id: vote, title: Again}\n"
        "sides: [{id: a, name: A}, {id: a, name: B}]\n"
        "variables: {n: 1, n: 2}\n",
        "utf-8",
    )
    assert found(town) == [
        "pack.yaml:14:10: error E106 the chapter id 'vote' is given twice",
        "pack.yaml:15:32: error E106 the side id 'a' is given twice",
        "pack.yaml:16:19: error E106 the variable id 'n' is given twice",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terms: []\nclaims: []\nterms: []\n", "3:1: error E102 the key 'terms' is given twice"),
        ("chapter: vote\nchapter: vote\n", "2:1: error E102 the key 'chapter' is given twice"),
        (
            "places:\n  - id: p\n    name: P\n    names: {sr: A, sq: B, sr: C}\n",
            "4:27: error E102 the language 'sr' is given twice",
        ),
    ],
)
def test_a_key_given_twice_is_never_taken_silently(town: Path, text: str, expected: str) -> None:
    (town / "zz.yaml").write_text(text, "utf-8")
    assert [f"zz.yaml:{expected}"] == found(town)


def test_a_page_renamed_twice_is_found(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(text + "renames: {nodes: {plaza: square, plaza: home}}\n", "utf-8")
    assert found(town) == ["pack.yaml:14:34: error E102 'plaza' is renamed twice"]


def test_renames_keep_old_ids_alive(town: Path) -> None:
    text = (town / "pack.yaml").read_text("utf-8")
    (town / "pack.yaml").write_text(
        text + "renames: {nodes: {plaza: square}, claims: {vote: vote-nine-six}}\n", "utf-8"
    )
    manifest = played(town).manifest
    assert (
        manifest.renamed_nodes,
        manifest.renamed_claims,
    ) == ({"plaza": "square"}, {"vote": "vote-nine-six"})


# ---------------------------------------------------------------- did you mean


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        ("nodes.yaml", "place: old-square", "plaec: old-square", "Did you mean 'place'?"),
        ("nodes.yaml", "kind: outcome", "kind: outcom", "Did you mean 'outcome'?"),
        ("nodes.yaml", "to: what-next", "to: what-nxt", "Did you mean 'what-next'?"),
        ("nodes.yaml", "[[tally|count]]", "[[taly|count]]", "Did you mean 'tally'?"),
        ("nodes.yaml", "decider: mayor", "decider: mayer", "Did you mean 'mayor'?"),
        ("nodes.yaml", "place: old-square", "place: oldsquare", "Did you mean 'old-square'?"),
        ("nodes.yaml", "chapter: vote", "chapter: votes", "Did you mean 'vote'?"),
        ("nodes.yaml", "nodes:", "node:", "Did you mean 'nodes'?"),
        ("nodes.yaml", "to: what-next}", "to: what-next, when: {sen: square}}", "Did you mean 'seen'?"),
        ("nodes.yaml", "what-next}", "what-next, effects: [{advanse: x}]}", "Did you mean 'advance'?"),
        ("nodes.yaml", "next}", "next, when: {chosen: square/leeve}}", "Did you mean 'square/leave'?"),
        ("claims.yaml", "sources: [minutes]", "sources: [minuts]", "Did you mean 'minutes'?"),
        ("people.yaml", "question: cars", "question: cats", "Did you mean 'cars'?"),
        ("people.yaml", "claim: vote-nine-six", "claim: vote-nine-six-", "Write it as 'vote-nine-six'."),
        ("people.yaml", "stance: against", "stance: agianst", "Did you mean 'against'?"),
        # Nothing is near: what there is, if it is little.
        ("people.yaml", "question: cars", "question: xylophone", "Known: cars."),
        ("people.yaml", "id: mayor\n", "id: mayor\n    side: town\n", "The pack defines no side yet."),
        ("people.yaml", "short: Cars", "zzz: Cars", "A question has: id, text, short, aliases."),
    ],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_nearest_right_one(
    town: Path, file: str, old: str, new: str, hint: str
) -> None:
    change(town / file, old, new)
    assert hint in [item.hint for item in load_pack(town).diagnostics]


def test_a_name_near_to_none_of_many_is_not_answered_with_all(town: Path) -> None:
    many = "".join(f"  - {{id: page-{n}, title: T, body: B., ending: true}}\n" for n in range(13))
    (town / "more.yaml").write_text("nodes:\n" + many)
    change(town / "nodes.yaml", "to: what-next", "to: xylophone")
    assert only(town).hint == ""


def test_the_nearest_name_is_looked_for_a_bounded_number_of_times(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes as long as the pack has names, so a pack of broken links would take its square."""
    asked: list[str] = []

    def guess(wrong: str, _known: object) -> str:
        asked.append(wrong)
        return ""

    monkeypatch.setattr(resolve, "did_you_mean", guess)
    links = " ".join(f"[@c{number}]" for number in range(resolve.MAX_GUESSES + 50))
    (town / "more.yaml").write_text(f"terms: [{{id: t, term: t, text: '{links}'}}]\n")
    assert codes(town) == ["E202"] * (resolve.MAX_GUESSES + 50)
    assert len(asked) == resolve.MAX_GUESSES


# ---------------------------------------------------------------- references in texts


def cited(folder: Path, body: str) -> list[str]:
    (folder / "more.yaml").write_text(f"terms:\n  - id: t\n    term: t\n    text: {body}\n", "utf-8")
    return [
        f"{item.code}:{item.span.start.line}:{item.span.start.column}"
        for item in load_pack(folder).diagnostics
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One. [@no]", ["E202:4:16"]),
        ('"One. [@no]"', ["E202:4:17"]),
        ("|\n      One.\n\n      Two 界é. [@no]", ["E202:7:15"]),
        (">-\n      One.\n      Two. [@no] and\n      [[no]].", ["E202:6:12", "E203:7:7"]),
        ("One.\n      Two. [@no]", ["E202:5:12"]),
        # The same wrong name again is another place.
        ("[@no] and [@no] and [@no].", None),
        ("One [@no], two [@no] and\n      [@no].", ["E202:4:15", "E202:4:26", "E202:5:7"]),
        # Two names in one citation share its place.
        ("One. [@no; @nay; @vote-nine-six; @no]", ["E202:4:16", "E202:4:16", "E202:4:16"]),
        ("One [a](node:no), two [b](node:no).", ["E201:4:17", "E201:4:35"]),
        # What stands in code or behind a backslash is no reference.
        ("A `[@no]` and `` [[no]] `` and \\[@no].", []),
        ("|\n      ```\n      [@no]\n      ```", []),
        ("A `[@no]` and [@no], `[@no]`.", ["E202:4:25"]),
        ("A \\[@no], `` `[[no]] `` and [[no|x]], [@no].", ["E203:4:39", "E202:4:49"]),
        ("A `[w](node:no)` and [w](node:no).", ["E201:4:34"]),
        # Where the letters of the file are not those of the text, the whole text is meant.
        ('"One. \\x5b@no]"', ["E202:4:11"]),
        ("One. [@No Such]", ["E301:4:16"]),
        ("One. [[|words]]", ["E301:4:16"]),
        ("One. [a](node:No)", ["E301:4:18"]),
    ],
)
def test_a_wrong_reference_is_found_at_its_own_place(
    town: Path, body: str, expected: list[str] | None
) -> None:
    if expected is None:
        # Plain YAML can't begin with a bracket; that is a finding of its own.
        assert [item.partition(":")[0] for item in cited(town, body)] == ["E001"]
    else:
        assert expected == cited(town, body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One &#x202e;two", ["E302:4:15"]),
        ("One &#8238; two &rlm;", ["E302:4:15", "E302:4:27"]),
        ("One &ZeroWidthSpace;two&shy;", ["E302:4:15", "E302:4:34"]),
        ("One &#27;[31m", ["E302:4:15"]),
        ("One &amp; two &eacute; &nosuch; &copy &zwj; &#x41;", []),
        ("A `&#x202e;` and \\&#x202e; are letters", []),
        ("`&rlm;` then &rlm;", None),
    ],
)
def test_an_entity_for_a_refused_character_is_found_and_keeps_nothing_from_opening(
    town: Path, body: str, expected: list[str] | None
) -> None:
    found_codes = cited(town, body)
    if expected is None:
        assert [item.partition(":")[0] for item in found_codes] == ["E001"]
        return
    assert expected == found_codes
    assert load_pack(town).pack is not None


# ---------------------------------------------------------------- the story as a whole


def story(folder: Path, nodes: str, *, more: str = "") -> list[str]:
    whole_pack(folder)
    (folder / "nodes.yaml").write_text("nodes:\n" + nodes, "utf-8")
    if more:
        (folder / "more.yaml").write_text(more, "utf-8")
    return [
        f"{item.code}:{item.span.start.line}:{item.span.start.column}"
        for item in load_pack(folder).diagnostics
    ]


LEDGER = (
    "sources: [{id: s, type: book, title: S}]\n"
    "claims: [{id: c, statement: C., sources: [s], confidence: low, %s}]\n"
)
SQUARE = "  - {id: square, title: S, body: S., "
LANE = "  - {id: %s, title: L, body: L., divert: %s}\n"
END = "  - {id: end, title: E, body: E., ending: true}\n"


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (SQUARE + "divert: end}\n" + END, []),
        (SQUARE + "divert: [{to: end}]}\n" + END, []),
        (SQUARE + "divert: [{to: end, when: {seen: end}}]}\n" + END, ["E401:2:10"]),
        (SQUARE + "divert: [{to: end, when: {seen: end}}, {to: square}]}\n" + END, []),
        (SQUARE + "divert: square}\n", ["E407:2:10"]),
        (SQUARE + "divert: a}\n" + LANE % ("a", "b") + LANE % ("b", "a"), ["E407:3:10"]),
        (SQUARE + "choices: [{id: on, text: On, to: square}]}\n" + END, []),
    ],
)  # fmt: skip
def test_the_whole_story_is_judged(tmp_path: Path, nodes: str, expected: list[str]) -> None:
    assert expected == story(tmp_path / "made", nodes)


@pytest.mark.parametrize(
    ("known", "page", "expected"),
    [
        ("date: 2024-05-02", "", []),
        ("date: 2024-05-03", "", ["E405:3:15"]),
        ("date: 2024-06", "", ["E405:3:15"]),
        # A year, a month: known from its first day.
        ("date: 2024-05", "", []),
        ("date: 2024", "", []),
        ("date: 2024-05-03", ", ahead: true", []),
        ("date: 2024-05-03", ", date: 2024-05-03", []),
        ("date: 2020, known_from: 2030", "", ["E405:3:15"]),
        ("date: 2030, known_from: 2020", "", []),
    ],
)
def test_a_page_rests_on_nothing_known_only_later(
    tmp_path: Path, known: str, page: str, expected: list[str]
) -> None:
    more = LEDGER % known
    nodes = f"  - {{id: square, title: S, ending: true{page}, body: \n     'It was. [@c]'}}\n"
    assert expected == story(tmp_path / "made", nodes, more=more)


def test_hindsight_in_a_fork_is_found_on_the_page_that_has_it(tmp_path: Path) -> None:
    more = LEDGER % "date: 2030"
    late = "  - {id: later, title: L, ahead: true, body: '[@c]', ending: true}\n"
    nodes = (
        "  - id: square\n    title: S\n    kind: fork\n    body: S.\n"
        "    fork:\n      question: Q?\n      resolution: later\n"
        "      options:\n        - {id: a, label: A, for: 'F. [@c]', against: 'A. [@c]', happened: true}\n"
        "        - {id: b, label: B, for: F., against: A.}\n"
    )
    assert story(tmp_path / "made", late + nodes, more=more) == ["E405:11:38"]


@pytest.mark.parametrize(
    ("effect_written", "fits"),
    [
        ("{set: [open, false]}", True),
        ("{set: [open, 1]}", False),
        ("{add: [open, 1]}", False),
        ("{set: [trust, -3]}", True),
        ("{set: [trust, true]}", False),
        ("{add: [trust, 1]}", True),
    ],
)
def test_an_effect_fits_its_variable(tmp_path: Path, effect_written: str, fits: bool) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "pack.yaml").write_text(PACK + "variables: {open: true, trust: 0}\n")
    for text in (
        NODES + f"    effects: [{effect_written}]\n",
        NODES.replace(
            "    ending: true\n",
            f"    choices: [{{id: a, text: A, to: square, effects: [{effect_written}]}}]\n",
        ),
    ):
        (folder / "nodes.yaml").write_text(text)
        assert ([] if fits else ["E408"]) == codes(folder)


# ---------------------------------------------------------------- single values


def read(reader: Reader, text: str) -> tuple[object, list[str]]:
    gathered = Gathered()
    context = Context("x.yaml", gathered)
    tree = parse_tree(text, context.report)
    assert tree is not None
    value = reader.read(tree, context)
    return value, [item.code for item in gathered.findings.items]


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (line, " two\n  lines ", "two lines"),
        (line, "no", "no"),
        (line, '"a\\tb"', "a b"),
        (line, "x" * MAX_LINE, "x" * MAX_LINE),
        (boolean, "true", True),
        (boolean, "'false'", False),
        (integer(0, 10), "010", 10),
        (integer(0, 10), "0", 0),
        (integer(-5, 10), "-5", -5),
        (number(-90, 90), "-90", -90.0),
        (number(-90, 90), "42.66", 42.66),
        (date, "2007", PartialDate(2007)),
        (date, "2007-12", PartialDate(2007, 12)),
        (date, "2008-02-29", PartialDate(2008, 2, 29)),
        (day, "2007-12-19", datetime.date(2007, 12, 19)),
        (new_id("node"), "a-1-b", "a-1-b"),
        (new_id("node"), "a" * MAX_ID_LENGTH, "a" * MAX_ID_LENGTH),
        (ref("node"), "2007", "2007"),
    ],
)
def test_a_good_value_is_read_without_a_finding(reader: Reader, text: str, value: object) -> None:
    assert (value, []) == read(reader, text)


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (line, "''", "E112"),
        (line, "' '", "E112"),
        (line, "[a]", "E104"),
        (line, "{a: b}", "E104"),
        (line, "x" * (MAX_LINE + 1), "E114"),
        (prose, "x" * (MAX_TEXT + 1), "E114"),
        (prose, '" \\n "', "E112"),
        (boolean, "yes", "E107"),
        (boolean, "True", "E107"),
        (integer(0, 10), "11", "E109"),
        (integer(0, 10), "-1", "E109"),
        (integer(0, 10), "1.0", "E109"),
        (integer(0, 10), "１", "E109"),
        (integer(0, 10), "'-'", "E109"),
        (integer(0, 10), "9" * 5_000, "E114"),
        (integer(0, 10), "9" * 1_500, "E109"),
        (number(-90, 90), "90.1", "E109"),
        (number(-90, 90), "nan", "E109"),
        (number(-90, 90), "inf", "E109"),
        (number(-90, 90), "north", "E109"),
        (number(-90, 90), "٤", "E109"),
        (date, "2007-2-1", "E108"),
        (date, "2007-13", "E108"),
        (date, "2007-00", "E108"),
        (date, "2007-02-29", "E108"),
        (date, "0000", "E108"),
        (date, "19 December 2007", "E108"),
        (date, "２００７", "E108"),
        (day, "2007-12", "E108"),
        (new_id("node"), "a" * (MAX_ID_LENGTH + 1), "E105"),
        (new_id("node"), "Aa", "E105"),
        (new_id("node"), "a--b", "E105"),
        (new_id("node"), "-a", "E105"),
        (new_id("node"), "a_b", "E105"),
        (ref("node"), "é", "E105"),
    ],
)
def test_a_wrong_value_is_one_finding(reader: Reader, text: str, code: str) -> None:
    assert (BAD, [code]) == read(reader, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{seen: square}", c.Visited(NodeId("square"))),
        ("{visits: [square, 2]}", c.Visited(NodeId("square"), 2)),
        ("{chosen: square/ask}", c.Chosen(NodeId("square"), ChoiceId("ask"))),
        ("{met: vote}", c.Met(ClaimId("vote"))),
        ("{heard: mayor}", c.Heard(ActorId("mayor"))),
        ("{forecast: fork}", c.Forecasted(NodeId("fork"))),
        ("{skipped: fork}", c.Forecasted(NodeId("fork"), skipped=True)),
        ("{is: [open, true]}", c.Compares("open", c.Comparison.IS, True)),
        ("{is: [trust, 2]}", c.Compares("trust", c.Comparison.IS, 2)),
        ("{at_least: [trust, 2]}", c.Compares("trust", c.Comparison.AT_LEAST, 2)),
        ("{at_most: [trust, -2]}", c.Compares("trust", c.Comparison.AT_MOST, -2)),
        ("{on_or_after: 2024-06-01}", c.OnOrAfter(datetime.date(2024, 6, 1))),
        ("{all: [{met: a}, {met: b}]}", c.All((c.Met(ClaimId("a")), c.Met(ClaimId("b"))))),
        ("{any: [{met: a}]}", c.Any((c.Met(ClaimId("a")),))),
        ("{not: {not: {met: a}}}", c.Not(c.Not(c.Met(ClaimId("a"))))),
    ],
)
def test_each_kind_of_condition_is_read(text: str, value: c.Condition) -> None:
    assert (value, []) == read(condition, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{set: [open, false]}", c.SetVariable("open", False)),
        ("{set: [trust, 1]}", c.SetVariable("trust", 1)),
        ("{add: [trust, -1]}", c.AddTo("trust", -1)),
        ("{advance: 2024-06-01}", c.Advance(datetime.date(2024, 6, 1))),
    ],
)
def test_each_kind_of_effect_is_read(text: str, value: c.Effect) -> None:
    assert (value, []) == read(effect, text)


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (condition, "seen", "E110"),
        (condition, "[]", "E110"),
        (condition, "{}", "E110"),
        (condition, "{seen: a, met: b}", "E110"),
        (condition, "{seem: a}", "E110"),
        (condition, "{seen: A}", "E105"),
        (condition, "{visits: a}", "E110"),
        (condition, "{visits: [a]}", "E110"),
        (condition, "{visits: [a, 0]}", "E109"),
        (condition, "{chosen: a}", "E110"),
        (condition, "{chosen: a/b/c}", "E110"),
        (condition, "{at_least: [trust, true]}", "E110"),
        (condition, f"{{is: [trust, {MAX_COUNT + 1}]}}", "E109"),
        (condition, "{is: [trust, maybe]}", "E109"),
        (condition, "{on_or_after: 2024-06}", "E108"),
        (condition, "{all: []}", "E112"),
        (condition, "{all: {met: a}}", "E104"),
        (condition, "{any: [{met: A}]}", "E105"),
        (condition, "{not: [{met: a}]}", "E110"),
        (condition, "{set: [open, 1]}", "E110"),
        (effect, "{seen: a}", "E111"),
        (effect, "set", "E111"),
        (effect, "{add: [trust, true]}", "E109"),
        (effect, "{advance: 2024}", "E108"),
    ],
)
def test_a_wrong_condition_or_effect_is_one_finding(reader: Reader, text: str, code: str) -> None:
    assert (BAD, [code]) == read(reader, text)


# ---------------------------------------------------------------- finding and opening


def test_opening_a_pack_with_errors_raises_all_its_findings(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(town / "nodes.yaml", "to: what-next", "to: what-nxt")
    monkeypatch.chdir(town)
    for root in (town, Path()):
        with pytest.raises(PackInvalid, match="The pack 'town' has errors and can't be opened") as caught:
            open_pack(root)
        assert load_pack(town).diagnostics == caught.value.diagnostics


def test_the_manifest_is_read_alone(town: Path, bridge: Pack) -> None:
    (town / "nodes.yaml").write_text("nonsense: *x\n")
    assert bridge.manifest == load_manifest(town)


@pytest.mark.parametrize("text", ["", "title: [\n", "- a\n", "id: town\n", "&x\n", "\x00\n"])
def test_a_manifest_that_can_not_be_told_is_none(town: Path, text: str) -> None:
    (town / "pack.yaml").write_text(text)
    assert load_manifest(town) is None
    assert load_pack(town).pack is None


def test_a_manifest_is_never_read_through_a_link_out_of_the_pack(town: Path, tmp_path: Path) -> None:
    shutil.move(town / "pack.yaml", tmp_path / "elsewhere.yaml")
    (town / "pack.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert load_manifest(town) is None
    assert codes(town) == ["E010", "E011"]


def test_a_pack_is_found_by_id_by_folder_and_by_its_own_file(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town.parent.parent)
    root = town.parent
    assert town == find_pack("town", root)
    assert town == find_pack(str(town), Path("nowhere"))
    assert town == find_pack(str(town / "pack.yaml"), Path("nowhere"))
    assert [town] == list(pack_folders(root))
    assert list(pack_folders(root / "nowhere")) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("twon", "There is no pack or folder 'twon'. Did you mean 'town'?"),
        ("zzz", "There is no pack or folder 'zzz'. Packs here: town."),
        ("a/b", "There is no pack or folder 'a/b'. Packs here: town."),
        ("a" * 5_000, f"There is no pack or folder '{'a' * 199}…'. Packs here: town."),
        ("nul\0byte", "There is no pack or folder 'nul\0byte'. Packs here: town."),
    ],
)
def test_a_pack_that_is_not_there_says_what_is(town: Path, name: str, words: str) -> None:
    with pytest.raises(PackNotFound) as caught:
        find_pack(name, town.parent)
    assert words == str(caught.value)


def test_the_folder_of_packs_is_the_named_one_then_the_environments_then_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = content_root()
    assert "kosovo" in [path.name for path in pack_folders(own)]
    monkeypatch.setenv("EXPLAINER_CONTENT", str(tmp_path / "env"))
    assert tmp_path / "env" == content_root()
    assert tmp_path / "named" == content_root(tmp_path / "named")


def test_nothing_in_a_pack_is_written_to(town: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in town.iterdir()}
    load_pack(town)
    assert before == {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in town.iterdir()}
    assert set(town.iterdir()) == set(before)


def test_a_divert_is_a_page_or_a_list_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    story(folder, SQUARE + "divert: end}\n" + END)
    assert (Divert(NodeId("end")),) == played(folder).nodes[NodeId("square")].diverts


def test_each_list_of_a_file_has_its_reader() -> None:
    assert list(load.LISTS) == [
        "sources", "claims", "nodes", "actors", "places", "questions", "positions", "terms", "cards",
        "misconceptions", "events", "expectations", "map",
    ]  # fmt: skip
