"""However it ends, the terminal is as it was and the place is kept; where it can't draw, it speaks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from explainer.store.store import Run, open_store
from tests.pty_screen import CTRL_C, DOWN, ENTER, ROOT, Terminal
from tests.tui_screen import manifest, write_pack


@pytest.fixture(scope="session")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with one long page and three that lead round for ever."""
    body = "\n\n".join(" ".join([f"Sentence {n} says that word-{n} is said."] * 4) for n in range(30))
    ring = ["one", "two", "three"]
    return write_pack(
        tmp_path_factory.mktemp("circle"),
        manifest("long"),
        nodes=[
            {
                "id": "long",
                "title": "Long",
                "body": body,
                "choices": [{"id": "on", "text": "On", "to": "one"}],
            },
            *(
                {
                    "id": name,
                    "title": f"Page {name}",
                    "body": f"This is page {name}.",
                    "choices": [{"id": "on", "text": "On", "to": ring[(index + 1) % 3]}],
                }
                for index, name in enumerate(ring)
            ),
        ],
    )


def window_on(pack: Path, **more: str) -> Terminal:
    return Terminal("play", str(pack), columns=80, rows=24, environment=more)


def latest(home: Path, pack: str = "small") -> Run:
    with closing(open_store(home)) as store:
        return store.runs(pack)[0]


_ON = re.compile(rb"\x1b\[\?(\d+)h")


def left_on(raw: bytes) -> set[int]:
    """The modes that the terminal was left in other than it was found."""
    shown_at_first = {7, 25}
    modes = {int(number) for number in _ON.findall(raw)} | shown_at_first
    # Synchronised output switches itself off with each frame; mode 2026 is among them all the same.
    on = {mode for mode in modes if raw.rfind(b"\x1b[?%dh" % mode) > raw.rfind(b"\x1b[?%dl" % mode)}
    on |= {mode for mode in shown_at_first if b"\x1b[?%dl" % mode not in raw}
    return on ^ shown_at_first


def is_restored(window: Terminal) -> None:
    raw = bytes(window.raw)
    assert left_on(raw) == set()
    # The keyboard protocol that was asked for is given back before the other screen is left.
    assert raw.rfind(b"\x1b[<u") > raw.rfind(b"u", 0, raw.rfind(b"\x1b[<u"))
    assert raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h") >= 0
    assert window.attributes_now == window.attributes
    assert b"Traceback" not in raw


def test_the_look_out_sees_what_is_left_on() -> None:
    assert left_on(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1049l") == {25, 1000}
    assert left_on(b"\x1b[?7l\x1b[?1006h\x1b[?1006l\x1b[?7h") == set()


def read_on(window: Terminal) -> None:
    """Begin, and read some lines on."""
    window.until_shown("The only way.").type("1").until_shown("word-0").type(DOWN, DOWN, DOWN, DOWN, DOWN)
    window.until(lambda now: "word-0 " not in now.words, "the first sentence out of sight")


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name
)
def test_a_signal_keeps_the_place_and_restores_the_terminal(
    number: signal.Signals, circle: Path, walled_off: Path
) -> None:
    with window_on(circle) as window:
        read_on(window)
        window.signal(number)
        assert window.ended() == 128 + number
        is_restored(window)
    assert (latest(walled_off).title, bool(latest(walled_off).place)) == ("Long", True)


def test_ctrl_c_leaves_as_quitting_does(circle: Path, walled_off: Path) -> None:
    with window_on(circle) as window:
        read_on(window)
        window.type(CTRL_C)
        assert window.ended() == 0
        is_restored(window)
    assert bool(latest(walled_off).place)


# What opens something over the page or leads on from it; and several at once.
@pytest.mark.parametrize("after", [*"vmceo/nN>?1,", ENTER, "vmec>?"])
def test_what_is_typed_after_leaving_a_page_means_nothing(
    after: str, bridge_folder: Path, walled_off: Path
) -> None:
    with window_on(bridge_folder) as window:
        window.until_shown("Five minutes").type("1").until_shown("The square", "Ask what happens next")
        # In one write: all of it is there before the screens begin to go.
        window.type(f"q{after}")
        assert window.ended() == 0
        is_restored(window)
    assert latest(walled_off, "bridge").title == "The square"


@pytest.mark.parametrize("after", ["1", "?", ",", ENTER, "1v?"])
def test_what_is_typed_after_leaving_the_title_page_means_nothing(
    after: str, bridge_folder: Path, walled_off: Path
) -> None:
    with window_on(bridge_folder) as window:
        window.until_shown("Five minutes").type(f"q{after}")
        assert window.ended() == 0
        is_restored(window)
    with closing(open_store(walled_off)) as store:
        assert store.runs("bridge") == []


def test_a_window_that_is_closed_keeps_the_place(circle: Path, walled_off: Path) -> None:
    with window_on(circle) as window:
        read_on(window)
        window.hang_up()
        # Its exit code is nobody's any more: what it says last can't be written.
        assert window.ended() > 0
    assert (latest(walled_off).title, bool(latest(walled_off).place)) == ("Long", True)


def test_a_choice_that_was_seen_outlives_a_kill(circle: Path, walled_off: Path) -> None:
    with window_on(circle) as window:
        window.until_shown("The only way.").type("1").until_shown("word-0")
        window.type("1").until_shown("This is page one.")
        window.kill()
    # Each time one page further, and killed as soon as it is painted.
    for before, after in (("one", "two"), ("two", "three"), ("three", "one")):
        with window_on(circle) as window:
            window.until_shown("Continue", f"“Page {before}”").type(ENTER)
            window.until_shown(f"This is page {before}.").type("1")
            window.until_shown(f"This is page {after}.")
            window.kill()
        assert latest(walled_off).title == f"Page {after}"


# ---------------------------------------------------------------- where no screen can be drawn


def test_a_pack_with_errors_is_left_with_the_terminal_restored_and_the_errors_shown(
    circle: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in circle.iterdir():
        (folder / file.name).write_text(file.read_text().replace('"to": "three"', '"to": "four"'))
    with window_on(folder) as window:
        assert window.ended() == 3
        is_restored(window)
        raw = bytes(window.raw)
        said = raw[raw.rfind(b"\x1b[?1049l") :].decode()
    assert "has errors and can't be opened." in said
    assert "error E201" in said
    assert "explainer check" in said


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_draw_gets_line_mode(term: str, circle: Path, walled_off: Path) -> None:
    with Terminal("play", str(circle), columns=80, rows=24, term=term) as window:
        window.until_shown("Type a number.").type("1\r").until_shown("What do you do?").type("quit\r")
        assert window.ended() == 0
        assert b"\x1b" not in window.raw
        assert window.attributes_now == window.attributes
    assert latest(walled_off).title == "Long"


def test_ctrl_c_ends_line_mode_without_a_trace(circle: Path, walled_off: Path) -> None:
    with Terminal("play", str(circle), columns=80, rows=24, term="dumb") as window:
        window.until_shown("Type a number.").type("1\r").until_shown("What do you do?", "1 On")
        window.type("1\r").until_shown("This is page one.", "What do you do?").type(CTRL_C)
        assert window.ended() == 130
        assert b"Traceback" not in window.raw
        assert window.attributes_now == window.attributes
    assert latest(walled_off).title == "Page one"


def test_pipes_get_line_mode(circle: Path, walled_off: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "explainer", "play", str(circle)],
        input=b"1\n1\nquit\n", capture_output=True, cwd=ROOT, env=_with_a_good_term(), timeout=30,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert b"This is page one." in done.stdout
    assert latest(walled_off).title == "Page one"


@pytest.mark.parametrize("piped", ["stdin", "stdout", "stderr"])
def test_one_stream_that_is_no_terminal_is_enough_for_line_mode(
    piped: str, circle: Path, walled_off: Path
) -> None:
    master, slave = os.openpty()
    try:
        streams: dict[str, Any] = {"stdin": slave, "stdout": slave, "stderr": slave, piped: subprocess.PIPE}
        with subprocess.Popen(
            [sys.executable, "-m", "explainer", "play", str(circle)],
            cwd=ROOT, env=_with_a_good_term(), start_new_session=True, **streams,
        ) as process:  # fmt: skip
            if process.stdin is not None:
                process.stdin.write(b"1\nquit\n")
                process.stdin.close()
            else:
                os.write(master, b"1\rquit\r")
            out = process.stdout.read() if process.stdout is not None else b""
            err = process.stderr.read() if process.stderr is not None else b""
            assert process.wait(30) == 0
        out += os.read(master, 65536)
        assert b"Ways in:" in out
        assert b"\x1b[?1049h" not in out + err
    finally:
        os.close(slave)
        os.close(master)
    assert latest(walled_off).title == "Long"


def _with_a_good_term() -> dict[str, str]:
    return {**os.environ, "TERM": "xterm-256color"}
