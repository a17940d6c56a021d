"""Both faces say the same: claims, terms, positions and choices, page by page, for a hundred walks."""

from __future__ import annotations

import re
from random import Random

import pytest

from explainer.line.reader import LineReader
from explainer.line.render import turn_lines
from explainer.line.rooms import room_lines
from explainer.model.ids import ActorId
from explainer.model.pack import Pack
from explainer.prose.plain import plain_lines
from explainer.rooms.doors import ROOMS, room_named
from explainer.rooms.room import numbered
from explainer.session import Session
from explainer.story.answers import STANCE_WORD, stance_of
from explainer.tui.lines import Line
from explainer.tui.pages import answer_lines, offer_lines, page_lines, panel_lines
from explainer.tui.screens.room import RoomScreen
from explainer.tui.words import Target, target_of
from tests.test_rooms_fog import walk

WALKS = 100


def targets(lines: list[Line], kind: str) -> set[str]:
    """What the screen's words of one kind mean."""
    found = set()
    for line in lines:
        for span in line.content.spans:
            target = target_of(span.style)
            if isinstance(target, Target) and target.kind == kind:
                found.add(target.value)
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def screen_words(lines: list[Line]) -> str:
    return squeezed("".join(line.content.plain for line in lines))


def drawn(session: Session) -> list[Line]:
    """The reading room as the screens set it: page, choices, side panel."""
    turn = session.turn
    lines = page_lines(session.pack, session.state, turn, 70, dateline=True)
    for offer in turn.offers:
        lines += offer_lines(offer, 70, offer.number, chosen=False)
    return [*lines, *panel_lines(turn, 40)]


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_page_shows_the_same_in_both_faces(flagship: Pack, seed: int) -> None:
    chance = Random(seed)
    session = Session.begin(flagship, None, chance.choice(["brief", "guided", "free"]))
    for _ in range(4):
        walk(session, chance, chance.randrange(1, 12))
        turn = session.turn
        screen = drawn(session)
        line = "\n".join(turn_lines(flagship, session.state, turn, 0))
        # Claims: each has its number in the line, and a place to click on the screen.
        numbers = {int(found) for found in re.findall(r"^\[(\d+)\]", line, re.MULTILINE)}
        assert {turn.number_of(claim) for claim in targets(screen, "claim")} == numbers  # type: ignore[arg-type]
        assert numbers == set(range(1, len(turn.claims) + 1))
        # Choices, by number.
        offered = {
            int(found) for found in re.findall(r"^(\d+)  ", line.rpartition("What do you do?")[2], re.M)
        }
        assert (
            {int(value) for value in targets(screen, "offer")}
            == offered
            == set(range(1, len(turn.offers) + 1))
        )
        # Terms: what can be clicked is what "define" names here.
        reader = LineReader(flagship, None, lambda _said: None, width=0)
        reader.session = session
        said = " ".join(reader.answer("define").lines)
        named = {term.id for term in turn.terms if term.term in said}
        assert targets(screen, "term") == named == {term.id for term in turn.terms}
        # Every word of the text is in both, but for the numbers of claims, which each sets its own way.
        words = screen_words(screen)
        for sentence in plain_lines(turn.blocks, lambda _claim: None, 0):
            assert all(word in words for word in sentence.split())
            assert all(word in line for word in sentence.split())


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_voice_says_the_same_in_both_faces(flagship: Pack, seed: int) -> None:
    chance = Random(seed)
    session = Session.begin(flagship, None, "free")
    walk(session, chance, chance.randrange(1, 20))
    reader = LineReader(flagship, None, lambda _said: None, width=0)
    reader.session = session
    room = room_named("positions", session)
    voices = [entry.id.partition("/")[0] for entry in numbered(room.entries())]
    for actor in chance.sample(voices, min(3, len(voices))):
        question = chance.choice(list(flagship.questions))
        entry = f"{actor}/{question}"
        stance = STANCE_WORD[stance_of(flagship, session.state, actor, question)]  # type: ignore[arg-type]
        said = squeezed(
            " ".join(reader.answer(f"positions {flagship.actors[ActorId(actor)].name} on {question}").lines)
        )
        assert squeezed(stance) in said
        answer = room.answer(entry)
        screen = screen_words(answer_lines(answer, 60))
        heard = squeezed("".join(reader.answer("show 1").lines))
        parts = [answer.title, *plain_lines(answer.blocks, lambda _claim: None, 0)]
        parts += [text for detail in answer.details for text in (detail.label, *detail.lines)]
        parts += [door.text for door in answer.doors]
        for part in parts:
            assert all(word in screen for word in part.split())
            assert squeezed(part) in heard


@pytest.mark.parametrize("seed", range(20))
def test_a_room_lists_the_same_in_both_faces(flagship: Pack, seed: int) -> None:
    chance = Random(seed)
    session = Session.begin(flagship, None, "free")
    walk(session, chance, chance.randrange(1, 40))
    for name in ROOMS:
        room = room_named(name, session)
        if room.absent():
            continue
        if name == "search":
            room.take_words("kosovo")
        line = squeezed("".join(room_lines(room, 0)))
        screen = RoomScreen(room)
        screen._entries = room.entries()
        lines = screen._entry_lines(70)
        entries = numbered(room.entries())
        assert targets(lines, "row") == {str(index) for index in range(len(entries))}
        shown = screen_words(lines)
        for entry in room.entries():
            assert (name, squeezed(entry.text) in line) == (name, True)
            assert (name, squeezed(entry.note) in line) == (name, True)
            assert (name, all(squeezed(word) in shown for word in entry.text.split())) == (name, True)
        for facet in room.facets():
            if facet.value:
                assert squeezed(f"{facet.label}: {facet.words}") in line
        assert squeezed(room.lead()) in line
