"""The command line from outside: what each command says, its exit code, and how it bears being cut off."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from explainer import __version__
from explainer.cli.exit_codes import ExitCode
from explainer.cli.main import run
from explainer.model.pack import Pack
from explainer.packs.words import words_in
from explainer.prose.clean import REFUSED
from explainer.session import Session
from explainer.store.store import open_store
from tests.test_packs_codes import BAD, whole_pack

COMMANDS = [
    "play",
    "read",
    "list",
    "new",
    "check",
    "schema",
    "stats",
    "search",
    "export",
    "graph",
    "saves",
    "doctor",
]

Capture = pytest.CaptureFixture[str]

DRIVER = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""Whoever starts the tests may have told their processes to ignore Ctrl+C."""

MAIN = "from explainer.__main__ import main; sys.exit(main())"

INTERRUPT = "lambda *_: signal.raise_signal(signal.SIGINT)"


def environment(**settings: str) -> dict[str, str]:
    """Output is held back until it fills a buffer or the program ends, as it is for everybody."""
    return {name: value for name, value in {**os.environ, **settings}.items() if name != "PYTHONUNBUFFERED"}


def explainer(*arguments: str | Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "explainer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=environment(**settings),
    )


def shell(command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A line of shell in which EXPLAINER is the command."""
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=60, check=False,
        env=environment(EXPLAINER=f"{sys.executable} -m explainer", **settings),
    )  # fmt: skip


def outcome(capsys: Capture, *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([*map(str, arguments)])
    return code, *capsys.readouterr()


def data_of(capsys: Capture, *arguments: str | Path) -> dict[str, Any]:
    code, text, talk = outcome(capsys, *arguments)
    found: dict[str, Any] = json.loads(text)
    assert (talk, next(iter(found)), found["schema"]) == ("", "schema", 1)
    assert code in (0, 1)
    return found


@pytest.fixture(scope="module")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with more findings than a pipe holds, so that writing them has to wait for a reader."""
    folder = whole_pack(tmp_path_factory.mktemp("flood") / "made")
    # Each says where its id was first given, so none is told together with another.
    twice = [f"  - {{id: t{number}, term: t{number}, text: T.}}\n" * 2 for number in range(1_000)]
    (folder / "zz.yaml").write_text("terms:\n" + "".join(twice))
    return folder


# ---------------------------------------------------------------- exit codes, each from a process


def test_exit_code_0_all_went_well(bridge_folder: Path) -> None:
    done = explainer("check", bridge_folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "bridge: all in order.\n")


def test_exit_code_1_findings_in_a_pack() -> None:
    done = explainer("check", BAD / "E101-unknown-key")
    assert done.returncode == 1
    assert done.stdout.startswith("nodes.yaml:3:5: error E101 ")


def test_exit_code_1_a_command_of_a_script_that_was_not_understood(bridge_folder: Path) -> None:
    done = explainer("read", bridge_folder, stdin="1\nsing a song\nquit\n")
    assert done.returncode == 1
    assert "> sing a song" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["no-such-command"], ["check", "--no-such-option"], ["check", "--format", "xml"], ["saves"]]
)
def test_exit_code_2_a_command_line_that_was_not_understood(arguments: list[str]) -> None:
    done = explainer(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: explainer")


def test_exit_code_2_a_script_that_can_not_be_read(bridge_folder: Path, tmp_path: Path) -> None:
    done = explainer("read", bridge_folder, "--script", tmp_path / "none.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"The script {tmp_path / 'none.txt'} can't be read: No such file or directory.\n" == done.stderr


def test_exit_code_3_a_pack_that_is_not_there_and_what_is(bridge_folder: Path) -> None:
    done = explainer("check", "brigde", "--content", bridge_folder.parent)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "There is no pack or folder 'brigde'. Did you mean 'bridge'?\n"


def test_exit_code_3_a_pack_with_errors() -> None:
    done = explainer("read", BAD / "E101-unknown-key", stdin="1\n")
    assert (done.returncode, done.stdout) == (3, "")
    assert "python -m explainer check " in done.stderr.partition("See all of them with: ")[2]


@pytest.mark.parametrize("arguments", [["saves", "list"], ["read"]])
def test_exit_code_4_a_save_of_a_later_version_which_is_left_alone(
    arguments: list[str], bridge_folder: Path, walled_off: Path
) -> None:
    assert explainer("read", bridge_folder, stdin="1\nquit\n").returncode == 0
    path = walled_off / "progress.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    done = explainer(*arguments, "--content", bridge_folder.parent, stdin="1\nquit\n")
    assert done.returncode == 4
    assert done.stdout == ""
    assert "later version" in done.stderr or "newer" in done.stderr
    assert before == path.read_bytes()


# ---------------------------------------------------------------- help and version


def test_the_version_is_told() -> None:
    done = explainer("--version")
    assert (0, f"explainer {__version__}\n", "") == (done.returncode, done.stdout, done.stderr)


def test_help_has_every_command_examples_and_exit_codes() -> None:
    done = explainer("--help", COLUMNS="80")
    assert done.returncode == 0
    assert all(f"\n    {name} " in done.stdout for name in COMMANDS)
    head, _, tail = done.stdout.partition("\nexamples:\n")
    assert "--data-dir" in head
    assert all(line.startswith("  explainer") for line in tail.split("\n\n")[0].split("\n"))
    codes = tail.partition("exit codes: ")[2]
    assert [str(int(code)) for code in ExitCode] == [part[0] for part in codes.strip().split(" · ")]


def test_the_examples_of_the_help_are_commands_that_are_understood(
    bridge_folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    examples = [
        line.split("  ")[1]
        for line in capsys.readouterr().out.partition("examples:\n")[2].split("\n\n")[0].split("\n")
    ]
    assert len(examples) >= 5
    shutil.copytree(bridge_folder, tmp_path / "mypack")
    (tmp_path / "walk.txt").write_text("1\nquit\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPLAINER_CONTENT", str(tmp_path))
    for example in examples[2:]:
        # What the example looks for the small pack does not hold.
        wanted = 1 if "search" in example else 0
        assert (example, wanted) == (example, run(example.split()[1:]))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        run([name, "--help"])
    text = capsys.readouterr().out
    assert left.value.code == 0
    assert text.startswith(f"usage: explainer {name}")
    assert "--content DIR" in text


# ---------------------------------------------------------------- list


def test_list_names_the_packs_of_a_folder(bridge_folder: Path, tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(bridge_folder, tmp_path / "bridge")
    shutil.copytree(BAD / "twenty", tmp_path / "zz-twenty")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("id: [\n")
    (tmp_path / "no-pack").mkdir()
    (tmp_path / "file").write_text("")
    code, text, talk = outcome(capsys, "list", "--content", tmp_path)
    assert (code, talk) == (0, "")
    assert text == (
        "bridge  The bridge (1.0.0)\n  Should the town close its old bridge to cars?\n"
        "broken\n  can't be read; see: explainer check broken\n"
        "zz-twenty\n  can't be read; see: explainer check zz-twenty\n"
    )
    assert data_of(capsys, "list", "--json", "--content", tmp_path)["packs"] == [
        {
            "id": "bridge",
            "title": "The bridge",
            "question": "Should the town close its old bridge to cars?",
            "version": "1.0.0",
            "language": "en",
            "licence": "CC-BY-4.0",
            "as_of": "2024-05-02",
        }
    ]


def test_list_reads_no_more_than_each_packs_own_file(
    bridge_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = Path(shutil.copytree(bridge_folder, tmp_path / "bridge"))
    (folder / "nodes.yaml").write_text("nodes: [\n")
    assert "bridge  The bridge" in outcome(capsys, "list", "--content", tmp_path)[1]


@pytest.mark.parametrize("there", [True, False])
def test_an_empty_folder_and_one_that_is_not_there_have_no_packs(
    there: bool, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path if there else tmp_path / "none"
    assert outcome(capsys, "list", "--content", folder) == (0, "There are no packs here.\n", "")
    assert data_of(capsys, "list", "--json", "--content", folder)["packs"] == []
    code, _, talk = outcome(capsys, "stats", "--content", folder)
    assert (3, f"There are no packs in {folder}. Name one with --content DIR, or a path.\n") == (code, talk)


def test_the_packs_that_ship_are_listed(capsys: Capture) -> None:
    assert "kosovo" in [pack["id"] for pack in data_of(capsys, "list", "--json")["packs"]]


# ---------------------------------------------------------------- stats

BRIDGE_COUNTS = {
    "pack": "bridge",
    "version": "1.0.0",
    "nodes": 5,
    "claims": 2,
    "core_claims": 1,
    "disputed_claims": 1,
    "sources": 1,
    "terms": 1,
    "actors": 1,
    "places": 1,
    "questions": 1,
    "positions": 1,
    "forks": 1,
    "options": 2,
    "cards": 1,
    "misconceptions": 0,
    "events": 0,
    "expectations": 0,
    "choices": 6,
    # All words of the pages but the 19 of their choices.
    "page_words": 84,
    "words": 160,
    "nodes_by_kind": {"scene": 1, "fork": 1, "outcome": 1, "road": 1, "ending": 1},
    "nodes_by_chapter": {"vote": 5},
    "claims_by_confidence": {"high": 1, "medium": 1},
    "sources_by_type": {"report": 1},
    "positions_by_stance": {"against": 1},
    "cards_by_kind": {"recall": 1},
    "events_by_weight": {},
    "expectations_by_verdict": {},
    "words_argued": {},
    # square 24, what-next 40, signed 15, refused 18, home 6; claims 12 and 11; and so on, by hand.
    "words_by_kind": {
        "nodes": 103, "claims": 23, "positions": 13, "actors": 6, "places": 0, "terms": 7, "cards": 8,
    },
}  # fmt: skip


def test_stats_count_what_was_counted_by_hand(bridge_folder: Path, capsys: Capture) -> None:
    assert data_of(capsys, "stats", bridge_folder, "--json") == {"schema": 1, **BRIDGE_COUNTS}
    assert data_of(capsys, "stats", bridge_folder, "--format", "json") == {"schema": 1, **BRIDGE_COUNTS}
    assert data_of(capsys, "--json", "stats", bridge_folder) == {"schema": 1, **BRIDGE_COUNTS}


def test_stats_as_text_have_every_count(bridge_folder: Path, capsys: Capture) -> None:
    code, text, talk = outcome(capsys, "stats", bridge_folder)
    assert (code, talk) == (0, "")
    lines = text.split("\n")
    assert lines[0] == "The bridge (1.0.0)"
    for key, count in BRIDGE_COUNTS.items():
        label = key.replace("_", " ")
        if isinstance(count, int):
            assert f"{label:<16} {count:>7,}" in lines
        elif isinstance(count, dict):
            told = ", ".join(f"{kind} {number}" for kind, number in count.items())
            assert f"{label}: {told or 'none'}" in lines


def test_stats_tell_in_words_what_the_weight_of_an_event_means(
    flagship: Pack, flagship_folder: Path, capsys: Capture
) -> None:
    turning = sum(event.weight == 3 for event in flagship.events.values())
    _, text, _ = outcome(capsys, "stats", flagship_folder)
    [line] = [line for line in text.split("\n") if line.startswith("events by weight: details ")]
    assert line.endswith(f", turning points {turning}")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One two three.", 3),
        ("It rests. [@a-claim; @another]", 2),
        ("The [[veto|right to refuse]] and [[veto]].", 6),
        ("Go to [the square](node:square) now.", 5),
        ("S/RES/1244, Priština’s well-known 3.5 — *not* two.", 6),
        ("安理会 met", 2),
        ("[[" * 50_000 + "](" * 50_000 + "[@" * 50_000, 0),
    ],
)
def test_only_the_words_a_reader_sees_are_counted(text: str, count: int) -> None:
    assert count == words_in(text)


# ---------------------------------------------------------------- saves and doctor


def test_saves_are_none_until_something_was_read_and_asking_makes_none(
    walled_off: Path, capsys: Capture
) -> None:
    assert outcome(capsys, "saves", "list") == (0, "No run was kept yet.\n", "")
    assert data_of(capsys, "saves", "list", "--json")["saves"] == []
    assert not walled_off.exists()


def test_saves_are_listed_the_one_read_last_first(
    bridge_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    for walk in ("1\nquit\n", "1\n1\nforecast 60 40\nquit\n"):
        script = tmp_path / "walk.txt"
        script.write_text(walk)
        assert (
            run(["read", str(bridge_folder), "--script", str(script), "--data-dir", str(tmp_path / "kept")])
            == 0
        )
    for form in (["--json"], ["--format", "json"]):
        found = data_of(capsys, "saves", "list", "--data-dir", tmp_path / "kept", *form)["saves"]
        keys = ["run", "pack", "pack_version", "way_in", "page", "steps", "started", "updated"]
        assert [keys, keys] == [list(item) for item in found]
        assert [(item["run"], item["page"], item["steps"]) for item in found] == [
            (2, "What happens next?", 3),
            (1, "The square", 1),
        ]
    code, text, _ = outcome(capsys, "saves", "list", "--data-dir", tmp_path / "kept")
    assert code == 0
    assert [line.partition("  (")[0] for line in text.splitlines()] == [
        "   2  bridge  What happens next?",
        "   1  bridge  The square",
    ]


def test_doctor_finds_a_sound_installation_sound_and_makes_nothing(
    bridge_folder: Path, walled_off: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda *_: "UTF-8")
    arguments: list[str | Path] = ["doctor", "--content", bridge_folder.parent]
    data = data_of(capsys, *arguments, "--json")
    checks = {item["name"]: item for item in data["checks"]}
    assert all(list(item) == ["name", "found", "ok"] for item in data["checks"])
    assert {
        "explainer", "python", "textual", "markdown-it-py", "pyyaml", "fsrs", "platformdirs", "libyaml",
        "sqlite", "terminal", "encoding", "settings", "progress", "pack bridge",
    } == set(checks)  # fmt: skip
    assert (__version__, True) == (checks["explainer"]["found"], checks["explainer"]["ok"])
    assert checks["pack bridge"]["found"] == "all in order"
    assert f"none yet; it will be kept in {walled_off}" == checks["progress"]["found"]
    assert not walled_off.exists()
    code, text, talk = outcome(capsys, *arguments)
    assert talk == ""
    assert [item["name"] for item in data["checks"]] == [
        line[4:].partition(":")[0] for line in text.splitlines()
    ]
    assert code == int(any(line.startswith("BAD ") for line in text.splitlines()))


def test_doctor_counts_the_runs_that_were_kept(
    bridge: Pack, bridge_folder: Path, walled_off: Path, capsys: Capture
) -> None:
    with closing(open_store(walled_off)) as store:
        for told in ("1 run", "2 runs"):
            Session.begin(bridge, store)
            assert f", {told}, ok" in outcome(capsys, "doctor", "--content", bridge_folder.parent)[1]


def test_doctor_finds_a_sound_installation_sound_from_a_process(bridge_folder: Path) -> None:
    done = explainer("doctor", "--content", bridge_folder.parent, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BAD" not in done.stdout


@pytest.mark.parametrize("kept", [b"not a database at all", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_doctor_tells_of_damage_and_leaves_it_alone(
    kept: bytes, bridge_folder: Path, walled_off: Path, capsys: Capture
) -> None:
    walled_off.mkdir(parents=True)
    (walled_off / "progress.sqlite3").write_bytes(kept)
    code, text, _ = outcome(capsys, "doctor", "--content", bridge_folder.parent)
    assert code == 1
    assert any(line.startswith("BAD progress: ") and "can't be read" in line for line in text.splitlines())
    assert [path.name for path in walled_off.iterdir()] == ["progress.sqlite3"]
    assert kept == (walled_off / "progress.sqlite3").read_bytes()


def test_no_refused_character_of_a_path_reaches_what_doctor_prints(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "\x1b[31m\u202e\x9b"
    arguments: list[str | Path] = ["doctor", "--content", folder, "--data-dir", folder]
    for form in ([], ["--json"]):
        code, text, _ = outcome(capsys, *arguments, *form)
        assert code == 1
        assert REFUSED.search(text) is None
    # As data it is still the path itself.
    assert f"none in {folder}" in [item["found"] for item in json.loads(text)["checks"]]


def test_doctor_tells_of_a_pack_with_errors_and_of_none(tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(BAD / "twenty", tmp_path / "packs" / "twenty")
    code, text, _ = outcome(capsys, "doctor", "--content", tmp_path / "packs")
    assert (code, "BAD pack twenty: 20 errors" in text.splitlines()) == (1, True)
    code, text, _ = outcome(capsys, "doctor", "--content", tmp_path / "none")
    assert (code, f"BAD packs: none in {tmp_path / 'none'}" in text.splitlines()) == (1, True)


# ---------------------------------------------------------------- without a terminal


def test_without_a_command_or_a_terminal_the_first_pack_is_read_as_lines(bridge_folder: Path) -> None:
    done = explainer(stdin="1\nquit\n", EXPLAINER_CONTENT=str(bridge_folder.parent))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The bridge\n\nShould the town close its old bridge to cars?\n")


@pytest.mark.parametrize(
    "arguments", [["check", BAD / "twenty"], ["list"], ["--help"], ["check", BAD / "twenty", "--json"]]
)
def test_a_terminal_of_another_encoding_shows_what_it_can(arguments: list[str | Path]) -> None:
    done = explainer(*arguments, PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr
    assert done.returncode == int("check" in arguments)
    assert done.stdout.isascii()
    if "--json" in arguments:
        found = json.loads(done.stdout)["findings"]
        # As data nothing is lost: what the encoding lacks is escaped.
        assert any("鐘が鳴った" in item["source"] for item in found)


# ---------------------------------------------------------------- cut off


@pytest.mark.parametrize("form", ["", "--json", "2>&1"])
def test_the_reader_of_a_pipe_may_leave(form: str, flood: Path) -> None:
    done = shell(f"$EXPLAINER check '{flood}' {form} | head -1")
    assert done.returncode == 0
    assert done.stderr.replace("made: 2000 errors.\n", "") == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", ["list", "--help", "--version"])
def test_the_reader_of_a_pipe_may_have_left(command: str, tmp_path: Path) -> None:
    # The command starts only once its reader is gone: a FIFO says so.
    os.mkfifo(tmp_path / "gone")
    reader = f"exec <&-; : > '{tmp_path}/gone'"
    done = shell(f"(: < '{tmp_path}/gone'; $EXPLAINER {command}; echo $? >&2) | ({reader})")
    assert done.stderr == "0\n"


@pytest.mark.parametrize("command", ["list", "--help"])
def test_a_full_disk_is_told_and_not_thrown(command: str) -> None:
    done = shell(f"$EXPLAINER {command} > /dev/full")
    assert (done.returncode, done.stderr) == (1, "The output can't be written: No space left on device.\n")


@pytest.mark.parametrize("command", ["stats", "check", "list", "read"])
def test_no_output_at_all_is_no_mistake(command: str, bridge_folder: Path) -> None:
    pack = "" if command == "list" else f"'{bridge_folder}'"
    done = shell(f"echo quit | $EXPLAINER {command} {pack} >&-")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def interrupted(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert talk.strip() == ""


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-c", DRIVER + MAIN, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def test_ctrl_c_while_a_line_is_waited_for_shows_no_traceback(bridge_folder: Path) -> None:
    process = start("read", bridge_folder)
    assert process.stdout is not None
    while "quit leaves" not in process.stdout.readline():
        pass
    interrupted(process)


def test_ctrl_c_while_findings_are_printed_shows_no_traceback(flood: Path) -> None:
    process = start("check", flood)
    assert process.stdout is not None
    process.stdout.readline()
    interrupted(process)


@pytest.mark.parametrize(
    "place",
    [
        f"import explainer.rules.check as check; check.check_pack = {INTERRUPT}",
        f"import explainer.cli.main as top; top.parser = {INTERRUPT}",
        f"sys.modules['explainer.cli.main'] = type('Late', (), {{'__getattr__': {INTERRUPT}}})()",
    ],
    ids=["while a pack is read", "while the command line is read", "while modules are imported"],
)
def test_ctrl_c_at_work_shows_no_traceback(place: str, bridge_folder: Path) -> None:
    code = f"{DRIVER}{place}; {MAIN}"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(bridge_folder)],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")
