"""``explainer review``: questions from the shell, whatever is kept and whatever is typed."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.cli.review import NOTHING_READ
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.paths import DATABASE
from explainer.store.store import open_store
from explainer.verbs.study_words import LONGEST

ASKED = "How did the council vote?"


@pytest.fixture
def read(walled_off: Path, bridge: Pack) -> Path:
    """The data folder of a reader who has read the page that the one card of the pack is about."""
    with closing(open_store(walled_off)) as store:
        Session.begin(bridge, store, "short")
    return walled_off


def review(monkeypatch: pytest.MonkeyPatch, *words: str | Path, typed: str | bytes = "") -> int:
    """Run the command with these lines coming from a pipe."""
    raw = typed.encode() if isinstance(typed, str) else typed
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
    return run(["review", *map(str, words)])


def answers(folder: Path) -> list[str]:
    with closing(open_store(folder)) as store:
        return [item.rating for item in store.reviews.of("bridge") if not item.undone]


def spoil(folder: Path) -> None:
    """Write over the store as a failing disk would."""
    (folder / DATABASE).write_bytes(b"no database " * 1000)


# ---------------------------------------------------------------- what is kept


def test_where_nothing_is_kept_it_says_so_and_makes_nothing(
    bridge_folder: Path, walled_off: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder) == 0
    assert capsys.readouterr() == ("", f"{NOTHING_READ}\n")
    assert not list(walled_off.glob("*.sqlite3"))


def test_a_store_without_a_run_of_this_pack_is_nothing_read(
    bridge_folder: Path, walled_off: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_store(walled_off).close()
    assert review(monkeypatch, bridge_folder, "--steelman") == 0
    assert capsys.readouterr() == ("", f"{NOTHING_READ}\n")


def test_that_a_damaged_store_was_set_aside_is_told(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(read)
    assert review(monkeypatch, bridge_folder) == 0
    out, said = capsys.readouterr()
    assert out == ""
    assert said.startswith("The file that keeps your progress was damaged. It was set aside as ")
    assert said.endswith(f"you start afresh. {NOTHING_READ}\n")
    assert len(list(read.glob("*.damaged-*.sqlite3"))) == 1


@pytest.mark.parametrize("off", [False, True])
def test_that_a_backup_took_its_place_is_told_before_anything_is_asked(
    off: bool,
    bridge_folder: Path,
    read: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(open_store(read)) as store:
        store.set_setting("study", "off" if off else "on")
    for backup in read.glob("*.backup"):
        backup.unlink()
    # Opened once more, which makes the day's backup.
    open_store(read).close()
    spoil(read)
    assert review(monkeypatch, bridge_folder, typed="stop\n") == 0
    out, err = capsys.readouterr()
    said = err if off else out
    assert "took its place: the newest steps may be missing." in said.partition("\n")[0]
    assert ("turned off" in err, ASKED in out) == (off, not off)


def test_a_run_that_can_not_be_followed_is_told_and_kept_and_none_is_begun(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(read)) as store:
        store._connection.execute("UPDATE steps SET node = 'gone', kind = 'Walk', data = '[\"gone\"]'")
        before = store.runs()
    for more in ([], ["--steelman"]):
        assert review(monkeypatch, bridge_folder, *more, typed="show\n") == 4
        out, err = capsys.readouterr()
        assert (out, "can't be followed. It is kept." in err) == ("", True)
    with closing(open_store(read)) as store:
        assert store.runs() == before


@pytest.mark.parametrize("more", [[], ["--steelman"], ["--minutes", "20"]])
def test_turned_off_it_asks_nothing(
    more: list[str],
    bridge_folder: Path,
    read: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(open_store(read)) as store:
        store.set_setting("study", "off")
    assert review(monkeypatch, bridge_folder, *more, typed="show\ngood\n") == 0
    out, err = capsys.readouterr()
    assert (out, "turned off" in err) == ("", True)
    assert answers(read) == []


# ---------------------------------------------------------------- what is typed


def test_answers_from_a_pipe_are_kept(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder, typed="show\ngood\nread no further\n") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.index(ASKED) < out.index("Nine to six.") < out.index("1 answer: 1 known.")
    assert answers(read) == ["good"]
    # Nothing is due now: that is said, and no line is read.
    assert review(monkeypatch, bridge_folder, typed="nonsense\n") == 0
    assert "Nothing is due" in capsys.readouterr().out


def test_a_pipe_that_ends_early_leaves_what_was_answered(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder) == 0
    assert ASKED in capsys.readouterr().out
    assert review(monkeypatch, bridge_folder, typed="show") == 0
    assert answers(read) == []
    assert review(monkeypatch, bridge_folder, typed="show\nagain") == 0
    assert answers(read) == ["again"]


@pytest.mark.parametrize("line", ["nonsense", "7", "good"])
def test_a_line_that_is_not_understood_is_told_by_the_exit_code_too(
    line: str,
    bridge_folder: Path,
    read: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert review(monkeypatch, bridge_folder, typed=f"{line}\nshow\nhard\n") == 1
    assert "1 answer: 1 known." in capsys.readouterr().out
    assert answers(read) == ["hard"]


def test_help_is_understood(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder, typed="help\nstop\n") == 0
    assert "Type show or stop." in capsys.readouterr().out
    assert answers(read) == []


def test_bytes_that_are_no_letters_are_a_line_not_understood(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder, typed=b"\xff\xfe\x80\n\x1b[2J\nshow\neasy\n") == 1
    out, err = capsys.readouterr()
    assert ("\x1b" in out, err) == (False, "")
    assert out.count("Type show or stop.") == 2
    assert answers(read) == ["easy"]


def test_a_page_that_is_gone_to_is_where_reading_goes_on(
    bridge_folder: Path, read: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder, typed="show\ngo what happens next\n") == 0
    assert "Your place is on “What happens next?” now; explainer goes on there." in capsys.readouterr().out
    with closing(open_store(read)) as store:
        assert store.runs()[0].title == "What happens next?"


# ---------------------------------------------------------------- how long


@pytest.mark.parametrize("minutes", ["0", "-5", str(LONGEST + 1), "2.5", "1e2", "", "five", "9" * 30])
@pytest.mark.usefixtures("read")
def test_minutes_have_bounds(
    minutes: str, bridge_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        review(monkeypatch, bridge_folder, f"--minutes={minutes}", typed="stop\n")
    assert ended.value.code == 2
    assert f"give whole minutes, from 1 to {LONGEST}" in capsys.readouterr().err


@pytest.mark.parametrize("minutes", ["1", str(LONGEST), "10m", "10 minutes"])
@pytest.mark.usefixtures("read")
def test_minutes_within_them_are_taken(
    minutes: str, bridge_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, bridge_folder, "--minutes", minutes, typed="stop\n") == 0
    assert ASKED in capsys.readouterr().out
