"""What happens next, and what stays: a fork from forecast to road, and questions, on a real terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.model.pack import Pack
from tests.pty_screen import DOWN, END, ENTER, ESCAPE, HOME, RIGHT, Terminal


def choose(window: Terminal, words: str, shown: str) -> None:
    """Take the choice of these words by its number, wherever on the page it stands."""
    # A key typed while a page is still being laid out may come before its end is known.
    window.still().type(END).until(
        lambda now: re.search(rf"(\d) {{2}}{re.escape(words)}", now.text), f"choice: {words}"
    )
    found = re.search(rf"(\d) {{2}}{re.escape(words)}", window.text)
    assert found
    window.type(found[1]).until_shown(shown)


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_a_forecast_its_outcome_its_road_and_a_review(
    columns: int, rows: int, tmp_path: Path, flagship: Pack
) -> None:
    with Terminal("play", columns=columns, rows=rows, folder=tmp_path) as window:
        window.until_shown("Kosovo: the impasse", "Roam").type("3").until_shown("Outside the Council chamber")
        choose(window, "What does the Council do now?", "What does the Council do now?")
        window.until_shown("The Council has adopted nothing today.")

        # Forecast by keys, with live bars.
        window.type("f").until_shown("How likely is each", "enter done")
        bars = [line for line in window.lines if "━" in line]
        window.type(DOWN, RIGHT, RIGHT).until(lambda now: [x for x in now.lines if "━" in x] != bars)
        window.type(ENTER).until_gone("How likely is each")
        # It can be made another until what happened is told.
        window.type("f").until_shown("How likely is each", "enter done")
        window.type(ESCAPE).until_gone("How likely is each")

        # What happened, and what the forecast was worth, in a sentence.
        choose(window, "See what happened", "Nothing was put to the vote")
        window.type(HOME).until_shown("What happened: “No decision", "Your forecast scores 0.")
        assert "f forecast" not in window.text

        # The road not taken, marked; and beside what happened.
        choose(window, "What if they had endorsed the plan?", "A road not taken: the plan endorsed")
        window.until_shown("◇ road not taken").type(HOME).until_shown("This is not what happened.")
        window.type("B").until_shown("What its supporters expected", "close ×")
        if columns >= 104:
            window.until_shown(
                "No decision, and the West goes on", "A resolution endorsing the Ahtisaari plan"
            )
        window.type(ESCAPE).until_gone("close ×").until_shown("A road not taken: the plan endorsed")

        # Recap, and questions on what was read: one answered wrong comes back.
        window.type("g").until_shown("Where do you go?")
        window.type(*"outside the council", ENTER).until_gone("Where do you go?")
        window.until_shown("Outside the Council chamber")
        choose(window, "What have I seen here", "What the day has shown")
        review(window, flagship)


def review(window: Terminal, pack: Pack) -> None:
    window.type("e").until_shown("Review 1 of")
    begun = re.search(r"Review +1 of (\d+)", window.text)
    assert begun
    wrong = ""
    for _ in range(20):
        if "The end of this review" in window.words:
            break
        head = re.search(r"Review +(\d+) of (\d+)", window.text)
        assert head
        card = next(card for card in pack.cards.values() if seen(window, card.question))
        if wrong == card.question:
            assert int(head[1]) > int(begun[1]), "after all that was to be asked"
            break
        before = window.text
        if card.kind in ("choose", "who"):
            numbers = {option: number_of(window, option) for option in (card.answer, *card.options)}
            given = numbers[card.answer] if wrong else numbers[card.options[0]]
            window.type(given).until_shown("Right." if wrong else "It comes back soon.")
            wrong = wrong or card.question
            before = window.text
            window.type(ENTER)
        elif card.kind == "order":
            window.type(*(str(n) for n in range(1, len(card.options) + 1)))
            window.until(lambda now: "Next ›" in now.text)
            before = window.text
            window.type(ENTER)
        else:
            window.type(ENTER).until_shown("How well did you know it?")
            before = window.text
            window.type("3")
        window.until(lambda now, old=before: now.text != old).still()  # type: ignore[misc]
    assert wrong
    assert seen(window, wrong)
    window.type(ESCAPE).until_gone("close ×")


def seen(window: Terminal, question: str) -> bool:
    """Whether a question is the one that is asked."""
    return " ".join(question.split()[:6]) in beside(window)


def beside(window: Terminal) -> str:
    return " ".join(" ".join(line.rpartition("│")[2] for line in window.lines).split())


def number_of(window: Terminal, option: str) -> str:
    start = re.escape(" ".join(option.split()[:2]))
    found = re.search(rf"(\d) {{2}}{start}", "\n".join(line.rpartition("│")[2] for line in window.lines))
    assert found, option
    return found[1]
