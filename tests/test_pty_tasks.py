"""What a newcomer is asked to find, done on a real terminal by the keyboard alone and by the mouse alone.

Words that must be written are typed, or pasted with the mouse's middle button.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty_screen import CTRL_S, ENTER, ESCAPE, UP, Terminal

SIZES = ((120, 40), (80, 24))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def window(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """The shipped pack on its title page, started from a folder of its own."""
    columns, rows = request.param
    with Terminal("play", columns=columns, rows=rows, folder=tmp_path) as opened:
        opened.until_shown("Kosovo: the impasse", "Roam")
        yield opened


def begin_by_keys(window: Terminal) -> None:
    window.type("3").until_shown("Outside the Council chamber", "You are at United Nations")


def begin_by_mouse(window: Terminal) -> None:
    window.click("Roam").until_shown("Outside the Council chamber")


# ---------------------------------------------------------------- who disputes claim 3 here?


def test_who_disputes_a_claim_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    window.type("c").until_shown("1 of", "Disputed by")
    window.type("3").until_shown("3 of", "Disputed by")
    window.type(ESCAPE).until_gone("Disputed by").until_shown("You are at United Nations")


def test_who_disputes_a_claim_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    window.click("³").until_shown("3 of", "Disputed by")
    window.click("close ×").until_gone("Disputed by")


# ---------------------------------------------------------------- what does Spain say of precedent?


def test_what_spain_says_of_precedent_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    window.type("a").until_shown("Whom do you ask?")
    window.type("spain", ENTER).until_shown("What do you ask?")
    window.type("precedent", ENTER).until_shown("Spain", "precedent")
    window.until(lambda now: "Rests on" in now.words or "Because" in now.words or "more lines" in now.words)


def test_what_spain_says_of_precedent_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    window.click("p positions").until_shown("Who wants what, and why?")
    window.click("v\u00a0voice").until_shown("Positions: by voice").paste("spain")
    window.until(lambda now: now.text.count("›") == 1 or "› Spain" in now.text)
    window.click("› Spain", by=2).until_shown("voice: Madrid").until(is_a_list)
    window.click("case of its own").until_shown("Is Kosovo a case")
    if window.screen.columns < 104:
        # Narrow, the answer lies over the list.
        window.until_shown("close ×")
    window.until(lambda now: "Because" in now.words or "Rests on" in now.words or "more lines" in now.words)


# ---------------------------------------------------------------- Belgrade and Moscow on more talks


def test_belgrade_and_moscow_side_by_side_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    window.type(">").until_shown("a number")
    window.type("compare belgrade and moscow on more talks", ENTER)
    window.until_shown("The government of Serbia", "talks").until(lambda now: both_are_shown(now))


def test_belgrade_and_moscow_side_by_side_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    window.click("p positions").until_shown("Who wants what, and why?")
    window.click("o\u00a0question").until_shown("Positions: by question")
    window.paste("talks").until_shown("› More talks: Should")
    window.click("› More talks", by=2).until_shown("More talks", "x compare").until(is_a_list)
    mark(window, "Belgrade")
    window.click("x compare").until_shown("Belgrade is taken")
    mark(window, "Moscow")
    window.click("x compare").until(lambda now: both_are_shown(now))


def is_a_list(window: Terminal) -> bool:
    """Whether the matrix and its legend have given way to a single row or column, laid out whole."""
    return "✓ heard" not in window.text and "on conditions" in window.text and "close" in window.lines[-1]


def marked(window: Terminal, name: str) -> bool:
    return any(f"› {name}" in line for line in window.lines)


def mark(window: Terminal, name: str) -> None:
    """Click a voice; narrow, that opens what it says, which is closed again."""
    window.click(name)
    if window.screen.columns < 104:
        window.until_shown("close ×").click("close ×").until_shown("x compare")
    window.until(lambda now: marked(now, name), f"marked: {name}")


def both_are_shown(window: Terminal) -> bool:
    """Both, side by side; or in a narrow window the first, and more below."""
    both = "The government of Serbia" in window.words and "Russia" in window.words
    return both or ("The government of Serbia" in window.words and "more lines" in window.words)


# ---------------------------------------------------------------- what is annex V about?


def test_what_annex_v_is_about_by_search_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    window.type("/").until_shown("Where did I read about it?")
    window.type("annex V").until_shown("6 found", "Annex V: churches and monasteries")
    window.type(ENTER).until_shown("Annex V: churches and monasteries", "What it says")


def test_what_annex_v_is_about_by_search_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    window.click("/ search")
    window.until_shown("Where did I read about it?")
    window.paste("annex V").until_shown("6 found")
    window.click("Annex V: churches")
    if window.screen.columns >= 104:
        # The first hit is marked already, so one click opens it; another page would need two.
        window.until_gone("6 found")
    window.until_shown("What it says")


# ---------------------------------------------------------------- to Mitrovica by the map


def test_to_mitrovica_by_the_map_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    window.type("m").until_shown("Where is this, and where can I go?")
    for _ in range(30):
        if marked(window, "Mitrovica"):
            break
        before = window.text
        window.type(UP).until(lambda now, old=before: now.text != old)  # type: ignore[misc]
    assert marked(window, "Mitrovica")
    window.type("1").until_shown("The Serbs of northern Kosovo")


def test_to_mitrovica_by_the_map_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    window.click("m map").until_shown("Where is this, and where can I go?")
    window.click("Mitrovica")
    if window.screen.columns >= 104:
        window.until_shown("A town on the river Ibar.")
    else:
        window.until_shown("close ×", "A town on the river Ibar.")
        window.until(lambda now: "Pages" in now.words or "more lines" in now.words)
        while "1  " not in window.text:
            before = window.text
            window.click("more lines").until(lambda now, old=before: now.text != old)  # type: ignore[misc]
    window.click("1  ", by=4).until_shown("The Serbs of northern Kosovo", "claim")


# ---------------------------------------------------------------- six steps back, and the other branch

STOOD_AT = "Who spoke, and as what"
"""The page one step from the first; the way goes on from it by first choices."""

OTHER = "Why were the doors closed?"
"""A choice of it that the way does not take."""


def test_six_steps_back_and_the_other_branch_by_keys(window: Terminal) -> None:
    begin_by_keys(window)
    for _ in range(7):
        before = window.text
        window.type("1").until(lambda now, old=before: now.text != old).still()  # type: ignore[misc]
    window.type("w").until_shown("Your path", "8 steps to here").until(lambda now: "◉ here" in now.text)
    for _ in range(6):
        before = window.text
        window.type(UP).until(lambda now, old=before: now.text != old)  # type: ignore[misc]
    window.until(lambda now: marked(now, STOOD_AT), STOOD_AT)
    window.type(ENTER).until_shown(
        f"You stand at “{STOOD_AT}” again", "The 6 steps you left are kept as a branch"
    )
    window.type("w").until_shown("2 steps to here; 1 branch left beside it", "A branch of 6 steps")
    window.type("o").until_shown(OTHER, "type to narrow down")
    window.type("doors", ENTER).until_shown("Why behind closed doors")
    window.type("w").until_shown("3 steps to here; 1 branch left beside it")
    # Nothing is lost: the branch can be stood at the end of again.
    window.type(UP).until(lambda now: marked(now, "  A branch of 6 steps"))
    window.type(ENTER).until_shown("You stand at", "again", "kept as a branch")


def test_six_steps_back_in_a_typed_line(window: Terminal) -> None:
    begin_by_keys(window)
    for _ in range(7):
        before = window.text
        window.type("1").until(lambda now, old=before: now.text != old).still()  # type: ignore[misc]
    window.type(">").until_shown("a number")
    window.type("jump back six steps", ENTER).until_shown(f"You stand at “{STOOD_AT}” again")


def test_six_steps_back_and_the_other_branch_by_mouse(window: Terminal) -> None:
    begin_by_mouse(window)
    for _ in range(7):
        window.still()
        while "› 1  " not in window.text:
            read_on_by_mouse(window)
        before = window.text
        window.click("› 1  ", by=4).until(lambda now, old=before: now.text != old)  # type: ignore[misc]
    open_by_mouse(window, "Every step; stand at one again.")
    window.until_shown("Your path", "8 steps to here")
    window.click(STOOD_AT).until(lambda now: marked(now, STOOD_AT), STOOD_AT)
    window.click(f"› {STOOD_AT}", by=2).until_shown(
        f"You stand at “{STOOD_AT}” again", "The 6 steps you left are kept as a branch"
    )
    open_by_mouse(window, "Every step; stand at one again.")
    window.until_shown("2 steps to here; 1 branch left beside it", "A branch of 6 steps")
    window.click("o other choice").click("Why were the doors").until_shown("Why behind closed doors")


def open_by_mouse(window: Terminal, deed: str) -> None:
    """Do what has no room in the key line: by a click on its line in help."""
    window.click("? help").until_shown("The reading room", "esc close").still()
    while deed not in window.text:
        read_on_by_mouse(window)
    window.click(deed)


def read_on_by_mouse(window: Terminal) -> None:
    before = window.text
    window.click("more line").until(lambda now: now.text != before).still()


# ---------------------------------------------------------------- a note on a claim, and its export

NOTE = "Ask who counted."


def test_a_note_on_a_claim_and_its_export_by_keys(window: Terminal, tmp_path: Path) -> None:
    begin_by_keys(window)
    window.type("c").until_shown("1 of", "Disputed by")
    window.type("3").until_shown("3 of", "Disputed by")
    window.type("n").until_shown("A note", "about: claim 3")
    window.type(*NOTE).until_shown(NOTE)
    window.type(CTRL_S).until_shown("Disputed by").until_gone(NOTE)
    window.type(ESCAPE).until_gone("Disputed by").until_shown("The note is kept.")
    window.type("N").until_shown("1 note.", NOTE, "On the claim:")
    window.type("e").until_shown("Write to › kosovo-notes.md")
    window.type(ENTER).until_shown("1 note written to")
    assert_exported(tmp_path)


def test_a_note_on_a_claim_and_its_export_by_mouse(window: Terminal, tmp_path: Path) -> None:
    begin_by_mouse(window)
    window.click("³").until_shown("3 of", "Disputed by")
    window.click("n note").until_shown("A note", "about: claim 3")
    window.paste(NOTE).until_shown(NOTE)
    window.click("keep and close").until_shown("Disputed by").until_gone(NOTE)
    window.click("close ×").until_gone("Disputed by").until_shown("The note is kept.")
    open_by_mouse(window, "Your notes and bookmarks.")
    window.until_shown("1 note.", NOTE, "On the claim:")
    window.click("e export").until_shown("Write to › kosovo-notes.md")
    window.click("enter write").until_shown("1 note written to")
    assert_exported(tmp_path)


def assert_exported(folder: Path) -> None:
    """The note, the claim it is about and the source that rests on, in the file of the name offered."""
    written = (folder / "kosovo-notes.md").read_text("utf-8")
    assert f"> {NOTE}" in written
    after = written[written.index(NOTE) :]
    assert "About the claim: " in after
    assert "\n- " in after
