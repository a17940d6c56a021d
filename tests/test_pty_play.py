"""A whole reading of the shipped pack on a real terminal, by its keys, at two sizes.

What to press is read off the window. A second reading without screens goes the same way beside
it, and says what must be seen.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

import pytest

from explainer.model.pack import Pack
from explainer.session import Session
from explainer.story.answers import STANCE_WORD, position_answer
from explainer.story.engine import apply, offers
from explainer.story.steps import Choose
from explainer.verbs.commands import AskActor
from explainer.verbs.parse import Scene, parse
from tests.pty_screen import DOWN, END, ENTER, ESCAPE, HOME, RIGHT, UP, Terminal

SIZES = ((120, 40), (80, 24))

_CHOICE = re.compile(r" *(?:› )? *(\d) {2}(\S.*?) {2,}(• new|✓ read|⑂ fork|locked)$")
_BAR = re.compile(r"━*─* +(\d{1,3})$")


def page(window: Terminal) -> list[str]:
    """The lines of the page itself: no head, no keys, nothing that stands beside it."""
    return [line.partition("│")[0].rstrip() for line in window.lines[2:-2]]


def in_order(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def top(window: Terminal) -> list[str]:
    """The first lines in sight, enough of them to tell one place from another."""
    return page(window)[:4]


def choices(window: Terminal) -> list[tuple[int, str]]:
    """The choices in sight: number and mark."""
    found = [_CHOICE.fullmatch(line) for line in page(window)]
    return [(int(match[1]), match[3]) for match in found if match]


@dataclass
class Reader:
    """Somebody at the window, and the same reading without one."""

    window: Terminal
    beside: Session

    def at_the_page(self) -> None:
        """Wait until the page is in sight, from its top."""
        self.window.until_shown(self.beside.turn.title)

    def take(self, number: int) -> None:
        offer = self.beside.turn.offers[number - 1]
        self.beside.choose(offer.choice)
        self.window.type(str(number))
        self.at_the_page()

    def take_the_first_new(self) -> None:
        """Look at the end of the page where the choices are, and take the first that is new."""
        last = self.beside.turn.offers[-1].number
        self.window.type(END).until(lambda window: last in [number for number, _ in choices(window)])
        number = next(number for number, mark in choices(self.window) if mark == "• new")
        self.take(number)

    def close(self, shown: str) -> None:
        self.window.type(ESCAPE).until_gone(shown)


def way_to_a_fork(session: Session) -> list[int]:
    """The numbers of the choices that lead to the nearest fork that is still open."""
    pack = session.pack
    ahead = deque([(session.state, list[int]())])
    seen = {session.state.node}
    while ahead:
        state, numbers = ahead.popleft()
        if numbers and pack.nodes[state.node].fork:
            return numbers
        for number, offered in enumerate(offers(pack, state), 1):
            if offered.open and offered.choice.to not in seen:
                seen.add(offered.choice.to)
                onward = apply(pack, state, Choose(state.node, offered.choice.id))
                ahead.append((onward, [*numbers, number]))
    raise AssertionError("no fork can be reached from here")


def scrolled(window: Terminal) -> list[str]:
    """Read a few lines on from the top of the page; gives the lines then at the top."""
    before = top(window.type(HOME).still())
    for _ in range(3):
        here = top(window)
        window.type(DOWN).until(lambda now, here=here: top(now) != here)  # type: ignore[misc]
    assert top(window) != before
    return top(window)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_reading_by_keys_goes_on_at_the_same_line_after_it_was_left(
    columns: int, rows: int, flagship: Pack
) -> None:
    other = SIZES[1 - SIZES.index((columns, rows))]
    with Terminal(columns=columns, rows=rows) as window:
        window.until_shown(flagship.title, "As of", flagship.manifest.ways_in[0].title)
        assert "Continue" not in window.text
        reader = Reader(window.type("1"), Session.begin(flagship, None, flagship.manifest.ways_in[0].id))
        reader.at_the_page()
        for _ in range(3):
            reader.take_the_first_new()
        window.type("b")
        reader.beside.back()
        reader.at_the_page()
        look_at_a_claim(reader)
        hear_somebody(reader, flagship)
        type_a_question(reader)
        for number in way_to_a_fork(reader.beside):
            reader.take(number)
        forecast(reader)
        place = scrolled(window)
        window.resize(15, 5).until_shown("too small")
        window.resize(columns, rows).until(lambda now: top(now) == place, f"{place} at the top again")
        window.type("q")
        assert window.ended() == 0

    title = reader.beside.turn.title
    with Terminal(columns=columns, rows=rows) as window:
        goes_on(window, title)
        window.until(lambda now: top(now) == place, f"{place} at the top")
        window.type("q")
        assert window.ended() == 0

    # At another size the lines are others, but the words that were at the top are in sight.
    words = " ".join(next(line for line in place if line).split()[:3])
    with Terminal(columns=other[0], rows=other[1]) as window:
        goes_on(window, title)
        window.still().until(lambda now: words in in_order(page(now)), f"{words!r} in sight")
        window.type("q")
        assert window.ended() == 0


def goes_on(window: Terminal, title: str) -> None:
    """Continue is the first thing offered, and Enter takes it."""
    window.until_shown("Continue", title.split()[0])
    rows = [line for line in window.lines if re.match(r" +(› )?[c1-9] {2}\S", line)]
    assert rows[0].split() == ["›", "c", "Continue"]
    window.type(ENTER)
    window.until(lambda now: "Continue" not in now.text, "the page in place of the title page")


def look_at_a_claim(reader: Reader) -> None:
    window, turn = reader.window, reader.beside.turn
    assert turn.claims
    claim = turn.claims[0].claim
    window.type("c").until_shown(f"1 of {len(turn.claims)} ›", "Certainty", "Rests on")
    assert claim.heading().split()[0] in window.words
    reader.beside.open_claim(claim.id)
    reader.close("Certainty")


def hear_somebody(reader: Reader, pack: Pack) -> None:
    window = reader.window
    window.type("a").until_shown("Whom do you ask?")
    actor_id, question_id = list(pack.positions)[-1]
    actor = pack.actors[actor_id]
    window.type(*actor.name.casefold()).until(
        lambda now: actor.name.split()[-1] in now.text and "›" in now.text, f"{actor.name} among the rows"
    )
    window.type(ENTER).until_shown("What do you ask?")
    # The first row asks who it is; then come the questions.
    first = next(iter(pack.questions))
    window.type(DOWN, ENTER).until_gone("What do you ask?")
    position = pack.positions.get((actor_id, first))
    window.until_shown(actor.name, STANCE_WORD[position.stance] if position else "not documented")
    assert question_id in pack.questions
    reader.beside.ask(actor_id, first)
    reader.close("close ×")


def type_a_question(reader: Reader) -> None:
    window, beside = reader.window, reader.beside
    line = "ask russia about more talks"
    meant = parse(line, Scene(beside.pack, beside.state, beside.turn))
    assert isinstance(meant, AskActor)
    assert meant.actor is not None
    assert meant.question is not None
    answer = position_answer(beside.pack, beside.state, meant.actor, meant.question)
    window.type(">").until(lambda now: any(row.strip() == "›" for row in now.lines), "an open prompt")
    window.type(*line).until_shown(f"› {line}")
    window.type(ENTER).until_shown("close ×", answer.title, answer.details[0].label)
    beside.ask(meant.actor, meant.question)
    reader.close("close ×")


def forecast(reader: Reader) -> None:
    window, fork = reader.window, reader.beside.turn.fork
    assert fork is not None
    window.type("f").until_shown("in points out of 100", "done")

    def points(now: Terminal) -> list[int]:
        return [int(match[1]) for line in now.lines if (match := _BAR.search(line)) and "─" in line]

    even = points(window)
    assert len(even) == len(fork.fork.options)
    window.type(DOWN, RIGHT, RIGHT, RIGHT).until(lambda now: points(now)[1] == even[1] + 15)
    first = points(window)[0]
    window.type(UP, RIGHT).until(lambda now: points(now)[0] == first + 5)
    made = points(window)
    assert sum(made) == 100
    window.type(ENTER).until_gone("in points out of 100")
    reader.beside.forecast(fork.node, tuple(made))
    for number in made:
        read_on_to(window, f"{number} of 100")


def read_on_to(window: Terminal, words: str) -> None:
    """Read the page from its top until the words are in sight."""
    window.type(HOME).still()
    while words not in in_order(page(window)):
        here = top(window)
        window.type(DOWN).until(lambda now, here=here: top(now) != here, f"{words} further on")  # type: ignore[misc]
