"""What a newcomer is asked to find, done on a real terminal by the keyboard alone and by the mouse alone.

Words that must be written are typed, or pasted with the mouse's middle button.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pty_screen import ENTER, ESCAPE, UP, Terminal

SIZES = ((120, 40), (80, 24))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def window(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """The shipped pack on its first page outside the Council."""
    columns, rows = request.param
    with Terminal("play", columns=columns, rows=rows) as opened:
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
    window.click("o\u00a0on").until_shown("Positions: by on")
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
