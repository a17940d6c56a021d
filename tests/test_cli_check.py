"""``explainer check``: all of it in one run, each at its place, for a person and for a program."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest

from explainer.cli.main import run
from explainer.cli.reporters import in_words
from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId
from explainer.proof.witness import Witness
from explainer.rules.catalogue import RULES
from explainer.rules.explain import all_codes
from explainer.rules.rule import Finding, Rule
from explainer.rules.subject import Subject
from tests.test_packs_codes import BAD, NODES, whole_pack

TWENTY = BAD / "twenty"
EXPECTED = (TWENTY / "expected.txt").read_text("utf-8").splitlines()

Capture = pytest.CaptureFixture[str]


def checked(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["check", *arguments])
    return code, *capsys.readouterr()


def data_of(capsys: Capture, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(capsys, *arguments, "--format", "json")[1])
    return found


def file_lines(name: str) -> list[str]:
    return (TWENTY / name).read_text("utf-8").split("\n")


# ---------------------------------------------------------------- twenty mistakes at once


def test_the_twenty_mistakes_are_of_twenty_kinds() -> None:
    assert 20 == len(EXPECTED) == len({line.split()[2] for line in EXPECTED})
    assert len({line.partition(":")[0] for line in EXPECTED}) >= 6


def test_twenty_mistakes_are_all_listed_in_one_run_and_nothing_else(capsys: Capture) -> None:
    code, text, talk = checked(capsys, str(TWENTY))
    assert [block.split("\n")[0] for block in text.split("\n\n")] == EXPECTED
    assert (code, talk) == (1, "twenty: 20 errors.\n")


def test_twenty_mistakes_are_each_shown_with_their_line(capsys: Capture) -> None:
    _, text, _ = checked(capsys, str(TWENTY))
    for block in text.rstrip("\n").split("\n\n"):
        head, source, *_ = block.split("\n")
        file, line, *_ = head.split(":")
        whole = file_lines(file)[int(line) - 1].replace("\u202e", "\\u202e")
        assert source[2:].strip("…") in whole


def test_the_caret_of_each_of_twenty_mistakes_stands_under_the_right_cell(capsys: Capture) -> None:
    """As a terminal draws it: letters before it that take two cells, or none, must not move it."""
    _, text, _ = checked(capsys, str(TWENTY))
    lines = text.split("\n")
    screen = pyte.Screen(240, len(lines))
    pyte.Stream(screen).feed("\r\n".join(lines))
    seen = 0
    for row, text_line in enumerate(lines):
        if text_line not in EXPECTED:
            continue
        file, line, column, _ = text_line.split(":", 3)
        drawn = [screen.buffer[row + 2][cell].data for cell in range(240)]
        caret = drawn.index("^")
        meant = file_lines(file)[int(line) - 1][int(column) - 1 :]
        under = screen.buffer[row + 1][caret].data
        assert meant.replace("\u202e", "\\")[0] == under[0], text_line
        seen += 1
    assert seen == 20


@pytest.mark.parametrize(
    "block",
    [
        """\
claims/ledger.yaml:12:55: error E101 unknown key 'soures' in a claim
    - {id: bell, statement: "鐘が鳴った。", date: 2024-05-02, soures: [minutes], sources: [minutes], \
confidence: low}
                                                              ^^^^^^
  Did you mean 'sources'?
""",
        """\
claims/ledger.yaml:13:9: error E106 the claim id 'vote-nine-six' is given twice
    - id: vote-nine-six
          ^^^^^^^^^^^^^
  It was first given at claims/ledger.yaml:2:9.
""",
        """\
nodes/town.yaml:7:31: error E202 there is no claim 'vote-nine-sex' in this pack
        Cafe\u0301 議会は九対六で橋を閉じることにした。[@vote-nine-sex]
                                                 ^^^^^^^^^^^^^^^^
  Did you mean 'vote-nine-six'?
""",
        """\
nodes/town.yaml:24:53: error E007 the character \\u202e is not allowed in a pack
    - {id: home, title: "家", body: Мост је те ноћи тих\\u202e., ending: true}
                                                       ^^^^^^
  Take it out; it is left out when the pack is played.
""",
        """\
pack.yaml:12:53: error E201 there is no page 'sqaure' in this pack
    - {id: long, title: Dugi put, minutes: 30, start: sqaure, text: Све редом.}
                                                      ^^^^^^
  Did you mean 'square'?
""",
        """\
claims/sources.yaml:2:70: error E108 '2. maj 2024' is not a date
  …minutes, type: report, title: "Записник скупштине", issued: 2. maj 2024}
                                                               ^^^^^^^^^^^
  Write 2007, 2007-12 or 2007-12-19.
""",
    ],
    ids=["E101", "E106", "E202", "E007", "E201", "E108"],
)
def test_a_mistake_is_shown_with_line_caret_and_what_to_do(block: str, capsys: Capture) -> None:
    _, text, _ = checked(capsys, str(TWENTY))
    assert block in text


def test_twenty_mistakes_as_data_have_the_same_places(capsys: Capture) -> None:
    data = data_of(capsys, str(TWENTY))
    assert (data["schema"], data["pack"], data["errors"], data["warnings"]) == (1, "twenty", 20, 0)
    assert [
        f"{item['file']}:{item['line']}:{item['column']}: {item['severity']} {item['code']} {item['message']}"
        for item in data["findings"]
    ] == EXPECTED


def test_as_data_a_place_reaches_from_its_first_letter_to_behind_its_last(capsys: Capture) -> None:
    pieces = {}
    for item in data_of(capsys, str(TWENTY))["findings"]:
        line = file_lines(item["file"])[item["line"] - 1]
        if item["end_line"] == item["line"]:
            pieces[item["code"]] = line[item["column"] - 1 : item["end_column"] - 1]
        assert line.replace("\u202e", "\\u202e") == item["source"]
    assert {
        "E007": "\u202e",
        "E101": "soures",
        "E102": "title",
        "E103": "{",
        "E104": "[Шта, следи]",
        "E105": "Home_Again",
        "E106": "vote-nine-six",
        "E107": "meduim",
        "E108": "2. maj 2024",
        "E109": "five",
        "E110": "{seen: square, met: bell}",
        "E112": '""',
        "E201": "sqaure",
        "E202": "[@vote-nine-sex]",
        "E203": "[[vto|вето]]",
        "E301": "[@Vote Nine Six]",
    }.items() <= pieces.items()


def test_data_goes_to_stdout_and_nothing_beside_it(capsys: Capture) -> None:
    for form in (["--format", "json"], ["--json"]):
        code, text, talk = checked(capsys, str(TWENTY), *form)
        assert (code, talk) == (1, "")
        assert data_of(capsys, str(TWENTY)) == json.loads(text)
    assert run(["--json", "check", str(TWENTY)]) == 1
    assert text == capsys.readouterr().out


# ---------------------------------------------------------------- other packs


def test_a_pack_in_order_says_so_and_prints_nothing(bridge_folder: Path, capsys: Capture) -> None:
    assert checked(capsys, str(bridge_folder)) == (0, "", "bridge: all in order.\n")
    assert data_of(capsys, str(bridge_folder))["findings"] == []


def test_a_warning_fails_only_if_that_is_asked_for(capsys: Capture) -> None:
    folder = str(BAD / "W501-lost-page")
    code, text, talk = checked(capsys, folder)
    assert (code, talk) == (0, "bad: 1 warning.\n")
    assert "warning W501" in text
    assert checked(capsys, folder, "--strict")[0] == 1


def test_a_pack_in_order_is_in_order_however_strict(bridge_folder: Path, capsys: Capture) -> None:
    assert checked(capsys, str(bridge_folder), "--strict")[0] == 0


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "words"),
    [
        (0, 0, 0, "0 errors"),
        (1, 0, 0, "1 error"),
        (2, 1, 0, "2 errors, 1 warning"),
        (0, 2, 0, "2 warnings"),
        (1, 2, 3, "1 error, 2 warnings, 3 notes"),
        (0, 0, 1, "1 note"),
    ],
)
def test_a_tally_is_said_in_words(errors: int, warnings: int, notes: int, words: str) -> None:
    assert words == in_words(errors, warnings, notes)


def find_the_way_home(subject: Subject) -> Iterator[Finding]:
    yield Finding(
        subject.page(NodeId("home")), "here it ends", "Go on.", Witness(NodeId("square"), ("leave",))
    )


@pytest.fixture
def a_note(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """A rule of its own, that finds one thing in the bridge pack, with the way to it."""
    rule = Rule("N999", "the-way-home", Severity.NOTE, find_the_way_home, "An end.")
    monkeypatch.setitem(RULES, rule.code, rule)
    return rule


def test_a_note_is_told_and_never_fails(a_note: Rule, bridge_folder: Path, capsys: Capture) -> None:
    code, text, talk = checked(capsys, str(bridge_folder), "--strict")
    assert (code, talk) == (0, "bridge: 1 note.\n")
    assert text.startswith("nodes.yaml:48:9: note N999 here it ends\n")
    data = data_of(capsys, str(bridge_folder))
    assert (data["errors"], data["warnings"], data["notes"]) == (0, 0, 1)
    assert data["findings"][0]["severity"] == a_note.level


def test_a_finding_with_a_witness_says_how_to_walk_there(
    a_note: Rule, tmp_path: Path, bridge_folder: Path, capsys: Capture
) -> None:
    folder = shutil.copytree(bridge_folder, tmp_path / "the bridge")
    _, text, _ = checked(capsys, str(folder))
    *_, hint, walk = text.rstrip("\n").split("\n")
    assert hint == "  Go on. The shortest way there: “The square” → “Go home”."
    assert walk == f"  To walk it: explainer play '{folder}' --witness 'square leave'"
    _, text, _ = checked(capsys, "--content", str(bridge_folder.parent))
    assert f"explainer play --content {bridge_folder.parent} --witness 'square leave'" in text
    [found] = data_of(capsys, str(folder))["findings"]
    assert (found["code"], found["witness"]) == (a_note.code, "square leave")


def test_a_mended_mistake_fails_the_check_though_the_pack_can_be_played(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = str(BAD / "E007-refused-character")
    assert checked(capsys, folder)[0] == 1
    script = tmp_path / "quit.txt"
    script.write_text("1\nquit\n")
    assert run(["read", folder, "--script", str(script)]) == 0
    assert "Nothing is here." in capsys.readouterr().out


def test_the_pack_is_the_first_of_the_folder_unless_one_is_named(
    bridge_folder: Path, capsys: Capture
) -> None:
    content = ["--content", str(bridge_folder.parent)]
    assert checked(capsys, *content)[2] == "bridge: all in order.\n"
    assert checked(capsys, "bridge", *content)[2] == "bridge: all in order.\n"
    assert checked(capsys, str(bridge_folder / "pack.yaml"))[2] == "bridge: all in order.\n"


def test_a_long_line_is_shown_around_its_mistake(tmp_path: Path, capsys: Capture) -> None:
    folder = whole_pack(tmp_path / "made")
    text = NODES.replace("Nothing is here.", "'" + "界" * 300 + " [@no] " + "é" * 300 + "'")
    (folder / "nodes.yaml").write_text(text, "utf-8")
    _, shown, _ = checked(capsys, str(folder))
    _, source, caret, *_ = shown.split("\n")
    assert source == "  …" + "界" * 59 + " [@no] " + "é" * 54 + "…"
    assert caret == "  " + " " * (1 + 2 * 59 + 1) + "^^^^^"


def test_the_caret_is_as_long_as_what_it_marks_is_wide(tmp_path: Path, capsys: Capture) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "nodes.yaml").write_text(NODES.replace("id: square", "id: 広e\u0301場"), "utf-8")
    _, shown, _ = checked(capsys, str(folder))
    assert shown.split("\n")[1:3] == ["    - id: 広e\u0301場", "          ^^^^^"]


def test_a_tab_before_a_mistake_moves_its_caret_by_one(tmp_path: Path, capsys: Capture) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "nodes.yaml").write_text(NODES.replace("Nothing is here.", "'a\tb [@no]'"), "utf-8")
    _, shown, _ = checked(capsys, str(folder))
    head, source, caret, *_ = shown.split("\n")
    assert head.startswith("nodes.yaml:4:16: ")
    assert source == "      body: 'a b [@no]'"
    assert caret == "                 ^^^^^"


def test_a_mistake_of_several_lines_is_marked_to_the_end_of_its_first(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = whole_pack(tmp_path / "made")
    (folder / "more.yaml").write_text("terms: {a: b,\n  c: d}\n")
    _, shown, _ = checked(capsys, str(folder))
    assert shown.split("\n")[1:3] == ["  terms: {a: b,", "         ^^^^^^"]


def test_a_finding_about_a_file_as_a_whole_shows_no_line(capsys: Capture) -> None:
    _, shown, _ = checked(capsys, str(BAD / "E011-no-manifest"))
    assert shown == (
        "pack.yaml:1:1: error E011 the folder has no pack.yaml\n"
        "  Every pack has one: its id, title, question, as_of, start …\n"
    )


# ---------------------------------------------------------------- levels of its own


def levelled(folder: Path, *rules: str, source: str = "W501-lost-page") -> str:
    shutil.copytree(BAD / source, folder)
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules))
    return str(folder)


def test_a_rule_made_an_error_fails_and_the_pack_is_played_all_the_same(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = levelled(tmp_path / "made", "rule: W501, level: error, because: Nobody may be lost.")
    code, text, talk = checked(capsys, folder)
    assert (code, talk) == (1, "bad: 1 error.\n")
    assert "nodes.yaml:6:10: error W501 no way leads to the page 'cellar'" in text
    assert run(["stats", folder]) == 0


def test_a_rule_made_a_note_never_fails(tmp_path: Path, capsys: Capture) -> None:
    folder = levelled(tmp_path / "made", "rule: W501, level: note, because: It grows.")
    assert checked(capsys, folder, "--strict")[::2] == (0, "bad: 1 note.\n")


def test_what_is_turned_off_is_told_at_the_end_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    folder = levelled(
        tmp_path / "made",
        "rule: W601, level: off, because: It states nothing.",
        "rule: W501, level: off, because: The cellar\u202e comes later.",
        "rule: W502, level: note, because: Some are for later.",
    )
    code, text, talk = checked(capsys, folder)
    assert code == 1  # For the character.
    assert text.rstrip("\n").split("\n")[-2:] == [
        "",
        "Turned off by the pack: W501 (because The cellar comes later.), W601 (because It states nothing.)",
    ]
    assert talk == "bad: 1 error.\n"
    assert data_of(capsys, folder)["turned_off"] == [
        {"rule": "W501", "because": "The cellar comes later."},
        {"rule": "W601", "because": "It states nothing."},
    ]


def test_with_nothing_else_to_tell_what_is_turned_off_stands_alone(tmp_path: Path, capsys: Capture) -> None:
    folder = levelled(tmp_path / "made", "rule: W501, level: off, because: The cellar comes later.")
    told = "Turned off by the pack: W501 (because The cellar comes later.)\n"
    assert checked(capsys, folder, "--strict") == (0, told, "bad: all in order.\n")


# ---------------------------------------------------------------- what a code means


@pytest.mark.parametrize("word", ["W601", "w601", "uncited-paragraph", "Uncited_Paragraph"])
def test_the_manual_of_a_rule_is_told_by_its_code_and_by_its_name(word: str, capsys: Capture) -> None:
    code, text, talk = checked(capsys, "--explain", word)
    assert (code, talk) == (0, "")
    assert text.startswith(
        "W601 uncited-paragraph (warning)\n\nA paragraph that rests on no claim.\n\nWhere `promises` says"
    )
    assert "\n\nFails:\n\n    # pack.yaml\n    promises: {every_paragraph_cited: true}\n" in text
    assert "\n\nPasses:\n\n    # pack.yaml\n" in text
    assert text.endswith("under 'rules' in pack.yaml: {rule: W601, level: …}.\n")


def test_the_manual_of_a_code_of_the_reader_is_told_in_the_same_form(capsys: Capture) -> None:
    code, text, _ = checked(capsys, "--explain", "E401", "nothing-of-this-name")
    assert code == 0
    assert text.startswith("E401 (error)\n\nA dead end.\n\nA page has no choices")
    assert "\n\nFails:\n\n    # nodes.yaml\n" in text
    assert "under 'rules'" not in text


@pytest.mark.parametrize("code", all_codes())
def test_every_manual_fits_a_terminal_and_is_data_too(code: str, capsys: Capture) -> None:
    status, text, _ = checked(capsys, "--explain", code)
    assert status == 0
    assert "``" not in text
    prose = [line for line in text.split("\n") if not line.startswith("    ")]
    assert max(map(len, prose)) <= 80
    data = json.loads(checked(capsys, "--explain", code, "--json")[1])
    keys = ["schema", "code", "name", "level", "heading", "paragraphs", "fails", "passes"]
    assert (list(data), data["code"]) == (keys, code)


def test_all_codes_are_listed_with_level_and_heading(capsys: Capture) -> None:
    code, text, talk = checked(capsys, "--explain", "all")
    assert (code, talk) == (0, "")
    lines = text.rstrip("\n").split("\n")
    assert [line.split()[0] for line in lines] == all_codes()
    assert "E401  error    A dead end" in lines
    assert "W501  warning  A page that no way leads to" in lines
    data = json.loads(checked(capsys, "--explain", "all", "--format", "json")[1])
    assert data["codes"][0] == {
        "code": "E001",
        "name": "",
        "level": "error",
        "heading": "The file is not valid YAML",
    }


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("e-401", "Did you mean 'E401'?"),
        ("W/501", "Did you mean 'W501'?"),
        ("lost-pages", "Did you mean 'lost-page'?"),
        ("", "All of them: explainer check --explain all."),
        ("\x1b[2J", "All of them: explainer check --explain all."),
        ("x" * 9_000, "All of them: explainer check --explain all."),
    ],
)
def test_a_code_there_is_not_is_a_wrong_use_with_a_hint(word: str, hint: str, capsys: Capture) -> None:
    code, text, talk = checked(capsys, "--explain", word)
    assert (code, text) == (2, "")
    assert talk.startswith("There is no code '")
    assert talk.endswith(f"'. {hint}\n")
    assert "\x1b" not in talk
    assert len(talk) < 200


# ---------------------------------------------------------------- other commands on a pack with errors


@pytest.mark.parametrize("command", ["read", "play", "stats"])
def test_a_pack_with_errors_is_refused_with_the_first_few_and_how_to_see_all(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = shutil.copytree(TWENTY, tmp_path / "my pack")
    assert run([command, str(folder)]) == 3
    text, talk = capsys.readouterr()
    assert text == ""
    assert talk.startswith(
        "The pack 'my pack' has errors and can't be opened.\n\nclaims/ledger.yaml:11:17: error E107"
    )
    assert sum(line in EXPECTED for line in talk.split("\n")) == 3
    # The mended one is not counted: it keeps nothing from opening.
    assert f"… and 16 more.\n\nSee all of them with: explainer check '{folder}'\n" in talk


def test_a_refusal_names_the_pack_as_it_was_named(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BAD / "E201-unknown-page", tmp_path / "town")
    monkeypatch.chdir(tmp_path / "town")
    assert run(["stats", "."]) == 3
    talk = capsys.readouterr().err
    assert talk.startswith("The pack 'town' has errors")
    assert talk.endswith("See all of them with: explainer check .\n")
    assert run(["stats", "town", "--content", str(tmp_path)]) == 3
    assert capsys.readouterr().err.endswith("See all of them with: explainer check town\n")
