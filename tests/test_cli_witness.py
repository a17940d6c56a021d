"""A finding of ``check``, opened where a reader meets it: by the very line that ``check`` prints."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from explainer.cli.finding import NOTHING_KEPT, ON_THE_TITLE_PAGE
from explainer.cli.main import run
from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.proof.follow import follow
from explainer.proof.witness import Witness
from explainer.rules.check import check_pack
from explainer.session import Session
from explainer.store.paths import DATABASE
from tests.findings import BAD, BAD_PACKS, checked
from tests.pty_screen import ESCAPE, Terminal
from tests.test_cli_commands import explainer
from tests.tui_screen import manifest, write_pack

STUCK = BAD / "E501-no-open-choice"
LOST = BAD / "E502-no-way-to-an-ending"
ROUND = BAD / "E503-diverts-without-end"

Capture = pytest.CaptureFixture[str]
Read = Callable[..., tuple[int, str, str]]


@pytest.fixture
def read(capsys: Capture, tmp_path: Path) -> Read:
    """Line mode with a witness and a script of commands; gives exit code, text and talk."""

    def reading(pack: Path, witness: str, *script: str) -> tuple[int, str, str]:
        file = tmp_path / "script.txt"
        file.write_text("\n".join(script), "utf-8")
        capsys.readouterr()
        code = run(["read", str(pack), "--witness", witness, "--script", str(file), "--width", "0"])
        return code, *capsys.readouterr()

    return reading


def walks_of(text: str) -> list[list[str]]:
    """The commands that ``check`` prints with its findings, as a shell takes them apart."""
    return [shlex.split(line) for line in re.findall(r"^ *To walk it: (.*)$", text, re.MULTILINE)]


# ---------------------------------------------------------------- line mode


def test_the_way_is_told_step_by_step_and_then_the_last_page_whole(bridge_folder: Path, read: Read) -> None:
    code, text, talk = read(bridge_folder, "square ask forecast:none what-happened")
    assert (code, talk) == (0, "")
    assert text.startswith(
        f"{NOTHING_KEPT}\n\n"
        "The way there:\n"
        "1  On “The square” you choose “Ask what happens next”.\n"
        "2  On “What happens next?” you pass the forecast by.\n"
        "3  On “What happens next?” you choose “See what happened”.\n\n"
        "She signed\n"
    )
    assert "The mayor signed the same evening." in text
    assert "Walk the road not taken" in text
    assert "Not everybody trusts" not in text


def test_every_kind_of_move_is_told(bridge: Pack, bridge_folder: Path, read: Read) -> None:
    actor, question = next(iter(bridge.positions))
    claim = next(iter(bridge.claims))
    moves = f"ask:{actor}/{question} claim:{claim} walk:what-next forecast:60/40"
    code, text, _ = read(bridge_folder, f"square {moves}")
    assert code == 0
    assert "1  On “The square” you ask " in text
    assert f"2  On “The square” you open the claim '{claim}'." in text
    assert "3  On “The square” you go to “What happens next?”." in text
    assert "4  On “What happens next?” you make a forecast." in text
    assert "Your forecast: " in text


def test_a_witness_of_no_moves_opens_the_first_page(bridge_folder: Path, read: Read) -> None:
    code, text, _ = read(bridge_folder, "square")
    assert code == 0
    assert text.startswith(f"{NOTHING_KEPT}\n\nThe square\n")


def test_the_reader_goes_on_by_hand_and_back_along_the_way(bridge_folder: Path, read: Read) -> None:
    witness = "square ask forecast:none what-happened"
    code, text, _ = read(bridge_folder, witness, "path", "back", "undo", "undo", "look", "2", "quit")
    assert code == 0
    _, path, back, once, twice, look, home, leave = text.split("\n> ")
    assert path.startswith("path")
    assert "“Ask what happens next”" in path
    assert "What happens next?" in back
    assert "She signed" in once
    assert "What happens next?" in twice
    assert "Does the mayor sign the decision?" in look
    assert "The square" in home
    assert leave == "quit\n\nNothing was kept. Until next time.\n"


def test_a_command_that_is_not_understood_is_told_by_the_exit_code(bridge_folder: Path, read: Read) -> None:
    assert read(bridge_folder, "square", "sing a song")[0] == 1


def test_on_the_title_page_it_is_told_that_nothing_is_kept(bridge_folder: Path, read: Read) -> None:
    _, text, _ = read(bridge_folder, "square leave", "title", "0", "title")
    assert text.count(ON_THE_TITLE_PAGE) == 1
    assert "0  Continue: Home. It is not kept, and goes when you leave." in text


def test_a_circle_is_told_in_words_before_the_page_from_which_it_leads(read: Read) -> None:
    code, text, _ = read(ROUND, "hall left", "1")
    assert code == 1  # For the line of the script: the move is no more open by hand.
    assert text.startswith(
        f"{NOTHING_KEPT}\n\n"
        "The last move is “Take the left door”. This move leads in a circle through “The room” and "
        "“The corridor”: no page of it is ever shown. You stand before it.\n\nThe hall\n"
    )
    assert "leads in a circle" in text.partition("> 1")[2]


# ---------------------------------------------------------------- what can't be shown


@pytest.mark.parametrize(
    ("witness", "said"),
    [
        ("", "A witness begins with the id of a page."),
        ("   ", "A witness begins with the id of a page."),
        ("The hall", "A witness begins with the id of a page."),
        ("hall Left", "“Left” is no move of a witness."),
        ("hall jump:room", "“jump:room” is no move of a witness."),
        ("hall forecast:much", "“forecast:much” is no move of a witness."),
        ("hall forecast:٣", "“forecast:٣” is no move of a witness."),
        ("hall ask:mayor", "“ask:mayor” is no move of a witness."),
        ("hall claim:", "“claim:” is no move of a witness."),
        ("hall \x1b[2J", "“\\x1b[2J” is no move of a witness."),
        ("hall " + "a" * 900, f"“{'a' * 60}” is no move of a witness."),
        ("hall" + " left" * 20_000, "A witness has at most 10,000 moves."),
    ],
)
def test_what_is_no_witness_is_a_wrong_use(witness: str, said: str, read: Read) -> None:
    hint = "Copy it as explainer check prints it: --witness 'page move move …'."
    assert read(STUCK, witness) == (2, "", f"{said} {hint}\n")


@pytest.mark.parametrize(
    ("witness", "said"),
    [
        ("hal left", "There is no page 'hal' in this pack. Did you mean 'hall'?\n"),
        ("hall left walk:gardn", "There is no page 'gardn' in this pack. Did you mean 'garden'?\n"),
        (
            "x9",
            f"There is no page 'x9' in this pack. See what is found now with: explainer check {STUCK}\n",
        ),
    ],
)
def test_a_page_there_is_not_is_a_wrong_use(witness: str, said: str, read: Read) -> None:
    assert read(STUCK, witness) == (2, "", said)


def test_a_way_that_is_open_no_more_is_told_as_far_as_it_goes(tmp_path: Path, read: Read) -> None:
    folder = shutil.copytree(STUCK, tmp_path / "my pack")
    nodes = folder / "nodes.yaml"
    nodes.write_text(nodes.read_text("utf-8").replace("id: left,", "id: door,"), "utf-8")
    assert read(folder, "hall right", "quit")[0] == 0
    code, text, talk = read(folder, "hall left")
    assert (code, text) == (1, "")
    assert talk == (
        "The witness can be walked only as far as “The hall”: 0 of 1 move. There 'left' is not open: "
        "This page offers no choice 'left'. The pack may have been changed since. Nothing was kept. "
        f"See what is found now with: explainer check '{folder}'\n"
    )


def test_a_reason_an_author_left_without_a_full_stop_is_given_one(tmp_path: Path, read: Read) -> None:
    folder = write_pack(
        tmp_path / "shut",
        manifest("hall"),
        nodes=[
            {
                "id": "hall",
                "title": "The hall",
                "body": "Two doors.",
                "choices": [
                    {"id": "out", "text": "Out", "to": "out"},
                    {
                        "id": "door",
                        "text": "A door",
                        "to": "out",
                        "when": {"seen": "out"},
                        "locked": "Not yet",
                    },
                ],
            },
            {"id": "out", "title": "Out", "body": "All.", "ending": True},
        ],
    )
    _, _, talk = read(folder, "hall door")
    assert "There 'door' is not open: Not yet. The pack may have been changed since." in talk


@pytest.mark.parametrize(
    ("witness", "page", "count", "reason"),
    [
        ("square ask what-happened", "What happens next?", "1 of 2 moves", "First say what you expect"),
        ("square ask forecast:1/2", "What happens next?", "1 of 2 moves", "The points must add up to 100"),
        ("square claim:none-such leave", "The square", "0 of 2 moves", "There is no claim 'none-such'."),
        ("square ask:nobody/why", "The square", "0 of 1 move", "There is nobody of that name"),
        ("square walk:signed", "The square", "0 of 1 move", "First say what you expect"),
    ],
)
def test_the_reason_is_the_storys_own(
    witness: str, page: str, count: str, reason: str, bridge_folder: Path, read: Read
) -> None:
    code, text, talk = read(bridge_folder, witness)
    assert (code, text) == (1, "")
    assert f"as far as “{page}”: {count}. There " in talk
    assert reason in talk


def test_a_circle_with_moves_behind_it_is_no_way(read: Read) -> None:
    code, text, talk = read(ROUND, "hall left out")
    assert (code, text) == (1, "")
    assert "There 'left' is not open: This move leads in a circle through “The room”" in talk


def test_a_page_on_which_nobody_begins_is_told(read: Read) -> None:
    code, text, talk = read(STUCK, "room")
    assert (code, text) == (1, "")
    assert talk.startswith(
        "No reader can begin on “The room”. No way in begins on that page. Nothing was kept."
    )


def test_a_first_page_in_a_circle_is_told(tmp_path: Path, read: Read) -> None:
    folder = shutil.copytree(ROUND, tmp_path / "made")
    nodes = folder / "nodes.yaml"
    text = nodes.read_text("utf-8")
    nodes.write_text(text.replace("body: Two doors.", "body: Two.\n    divert:\n      - {to: room}"), "utf-8")
    code, text, talk = read(folder, "hall")
    assert (code, text) == (1, "")
    assert talk.startswith(
        "No reader can begin on “The hall”. This beginning leads in a circle through “The "
    )


def test_a_pack_that_can_not_be_opened_is_refused_as_always(read: Read) -> None:
    code, text, talk = read(BAD / "twenty", "square")
    assert (code, text) == (3, "")
    assert "has errors and can't be opened" in talk


@pytest.mark.parametrize("command", ["play", "read"])
def test_a_witness_with_no_moves_after_it_is_a_wrong_use(command: str) -> None:
    done = explainer(command, STUCK, "--witness")
    assert (done.returncode, done.stdout) == (2, "")


# ---------------------------------------------------------------- the line that check prints


@pytest.mark.parametrize("command", ["play", "read"])
@pytest.mark.parametrize(
    ("pack", "title"),
    [(STUCK, "The room"), (LOST, "The cellar"), (ROUND, "The hall")],
    ids=lambda x: str(x)[-9:],
)
def test_the_line_that_check_prints_can_be_pasted(
    command: str, pack: Path, title: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = shutil.copytree(pack, tmp_path / "it's a 'pack' $HOME")
    [program, play, *words], *_ = walks_of(checked(capsys, str(folder))[1])
    assert (program, play) == ("explainer", "play")
    done = explainer(command, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(NOTHING_KEPT)
    assert f"\n\n{title}\n" in done.stdout


@pytest.mark.parametrize(
    "words", [["--", "-odd"], ["--content", "."], ["--content=-packs"], ["bad", "--content=-packs"]]
)
def test_it_names_the_pack_so_that_it_is_found_again(
    words: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(STUCK, tmp_path / "-odd")
    shutil.copytree(STUCK, tmp_path / "-packs" / "bad")
    monkeypatch.chdir(tmp_path)
    [_, play, *pasted], *_ = walks_of(checked(capsys, *words)[1])
    done = explainer(play, *pasted)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n\nThe room\n" in done.stdout


def test_every_witness_that_is_found_in_the_bad_packs_leads_to_its_finding() -> None:
    codes = set()
    for folder in BAD_PACKS:
        found = check_pack(folder)
        for item in found.diagnostics:
            if found.pack and item.witness:
                witness = Witness.parse(item.witness)
                followed = follow(found.pack, witness)
                assert followed.refused is None or followed.circle, folder.name
                assert len(followed.steps) == 1 + len(witness.moves) - bool(followed.circle)
                codes.add(item.code)
    assert {"E501", "E502", "E503"} <= codes


# ---------------------------------------------------------------- nothing kept


def runs_kept(home: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        tables = ("runs", "steps", "notes")
        return [row for table in tables for row in connection.execute(f"SELECT * FROM {table}").fetchall()]


def test_nothing_is_kept_and_the_readers_own_runs_are_left(
    bridge_folder: Path, walled_off: Path, read: Read, tmp_path: Path
) -> None:
    walk = ("1", "note of my own", "back", "title", "1", "quit")
    assert read(bridge_folder, "square ask", *walk)[0] in (0, 1)
    assert not (walled_off / DATABASE).exists()

    script = tmp_path / "own.txt"
    script.write_text("1\n2\nquit\n", "utf-8")
    assert run(["read", str(bridge_folder), "--script", str(script)]) == 0
    kept = runs_kept(walled_off)
    assert len(kept) > 2
    code, text, _ = read(bridge_folder, "square ask", *walk)
    assert code in (0, 1)
    assert "Home" not in text.partition("Ways in:")[2].partition("1  ")[0]
    assert runs_kept(walled_off) == kept


def test_the_readers_settings_hold_and_what_is_wrong_in_them_is_told(
    bridge_folder: Path, walled_off: Path, read: Read
) -> None:
    walled_off.mkdir(parents=True)
    (walled_off / "settings.toml").write_text('width = "60"\nloook = "night"\n', "utf-8")
    _, text, _ = read(bridge_folder, "square")
    assert text.startswith(NOTHING_KEPT)
    assert "settings.toml:2: " in text.partition("The square")[0]


def test_progress_that_can_not_be_read_is_left_alone(
    bridge_folder: Path, walled_off: Path, read: Read
) -> None:
    walled_off.parent.mkdir(parents=True)
    walled_off.write_text("no folder")
    assert read(bridge_folder, "square leave")[0] == 0
    assert walled_off.read_text() == "no folder"


# ---------------------------------------------------------------- the screens


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_last_page_opens_in_the_reading_room_with_the_way_behind_it(
    columns: int, rows: int, bridge_folder: Path, walled_off: Path
) -> None:
    witness = "square ask forecast:none what-happened"
    with Terminal("play", str(bridge_folder), "--witness", witness, columns=columns, rows=rows) as window:
        window.until_shown("She signed", "The mayor signed", NOTHING_KEPT)
        window.type("b").until_shown("Does the mayor sign the decision?")
        window.type("u").until_shown("The mayor signed")
        window.type("u").until_shown("Does the mayor sign the decision?")
        window.type("q")
        assert window.ended() == 0
    assert "Your place is kept" not in bytes(window.raw).decode("utf-8", "replace")
    assert not (walled_off / DATABASE).exists()


def test_on_the_screens_the_path_room_tells_the_way_and_the_title_page_that_nothing_is_kept(
    bridge_folder: Path,
) -> None:
    with Terminal(
        "play", str(bridge_folder), "--witness", "square ask forecast:none", columns=80, rows=24
    ) as window:
        window.until_shown("Does the mayor sign the decision?", NOTHING_KEPT)
        window.type("w").until_shown("Your path", "“Ask what happens next”", "You passed a forecast by")
        window.type(ESCAPE).until_gone("Your path")
        window.type(ESCAPE).until_shown("Continue", "It is not kept", ON_THE_TITLE_PAGE)
        window.type("q")
        assert window.ended() == 0


def test_on_the_screens_a_circle_is_told_under_the_page_before_it() -> None:
    with Terminal("play", str(ROUND), "--witness", "hall left", columns=80, rows=24) as window:
        window.until_shown("The hall", "Two doors.", NOTHING_KEPT, "This move leads in a circle through")
        window.type("1").until_shown("leads in a circle").type("2").until_shown("Roses.")
        window.type("q")
        assert window.ended() == 0


@pytest.mark.parametrize(
    ("witness", "code", "said"),
    [("hall jump:1", 2, "is no move"), ("nowhere", 2, "There is no page"), ("hall left on", 1, "as far as")],
)
def test_at_a_terminal_a_refusal_draws_no_screen(witness: str, code: int, said: str) -> None:
    with Terminal("play", str(STUCK), "--witness", witness, columns=80, rows=24) as window:
        assert window.ended() == code
        assert said in window.words
    assert b"\x1b[?1049h" not in window.raw


# ---------------------------------------------------------------- underneath


def test_a_reading_along_a_witness_is_the_same_as_one_by_hand(bridge: Pack) -> None:
    followed = follow(bridge, Witness.parse("square ask forecast:60/40 what-happened"))
    along = Session.along(bridge, NodeId("square"), followed.steps[1:])
    by_hand = Session.begin(bridge, None, "short")
    by_hand.choose("ask")
    by_hand.forecast(NodeId("what-next"), (60, 40))
    by_hand.choose("what-happened")
    assert (along.state, along.turn) == (by_hand.state, by_hand.turn)
    assert [entry.key for entry in along.path.line()] == [entry.key for entry in by_hand.path.line()]
    assert (along.kept, along.run, len(along.log)) == (False, 0, 4)
    assert followed.page == along.state.node
    with pytest.raises(StepError):
        along.forecast(NodeId("what-next"), (50, 50))


def test_following_a_page_there_is_not_is_an_error() -> None:
    with pytest.raises(StepError, match="There is no page 'attic' in this pack"):
        follow(open_pack(STUCK), Witness.parse("attic"))
