"""The path as a room: each step with its page and its choice, what else there was, and nothing ahead."""

from __future__ import annotations

import dataclasses

import pytest

from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.rooms.room import Mark
from explainer.rooms.standing import stand_back
from explainer.rooms.step_words import LIES_AHEAD, first_sentences
from explainer.rooms.walked import PathRoom
from explainer.session import Session
from tests.path_rows import FORK, HOME, SQUARE, rows, texts, ticking, told
from tests.strategies import choice, day, fork, node, pack_of


@pytest.fixture
def session(bridge: Pack) -> Session:
    return Session.begin(bridge, None, clock=ticking())


def test_each_step_has_its_page_its_choice_and_its_time(session: Session) -> None:
    session.choose("ask")
    session.forecast(FORK, (70, 30))
    session.choose("back")
    session.walk(HOME)
    session.back()
    room = PathRoom(session)
    assert [entry.text for entry in room.entries() if entry.heading] == ["2 May 2024"]
    assert [(entry.text, entry.note) for entry in rows(room)][:2] == [
        ("The square", "18:01"),
        ("What happens next?", "18:02"),
    ]
    assert texts(room)[2].startswith("You forecast 70 for ")
    abouts = [entry.about.text if entry.about else "" for entry in rows(room)]
    assert abouts[0] == "You came in here."
    assert abouts[1] == "“Ask what happens next”"
    assert abouts[4:] == ["You went there by a link or by name.", "You went back."]
    assert [entry.mark for entry in rows(room)] == [Mark.NONE] * 5 + [Mark.HERE]
    assert room.first() == rows(room)[-1].id
    assert room.lead() == "6 steps to here."


def test_what_was_looked_at_is_folded_and_unfolds(session: Session) -> None:
    session.open_claim(ClaimId("vote-nine-six"))
    session.ask(ActorId("mayor"), QuestionId("cars"))
    session.choose("ask")
    room = PathRoom(session)
    assert [entry.note for entry in rows(room)] == ["1 heard, 1 claim opened, 18:01", "18:04"]
    assert "You opened a claim" in " ".join(told(room, rows(room)[0].id)["Looked at"])
    assert room.take_words("all") == ""
    assert len(rows(room)) == 4
    assert texts(room)[2].startswith("You heard ")
    room.narrow("steps", "")
    assert len(rows(room)) == 2
    assert "no path" not in room.take_words("5")
    assert "yesterday" in room.take_words("yesterday")


def test_a_step_tells_what_was_chosen_and_what_else_could_have_been(session: Session) -> None:
    session.choose("ask")
    room = PathRoom(session)
    first, second = (entry.id for entry in rows(room))
    answer = told(room, first)
    assert answer["When"] == ("2 May 2024, 18:01, for a minute",)
    assert answer["There you took"] == ("“Ask what happens next”",)
    (other,) = answer["Other choices there"]
    assert other.startswith("2. “Go home” (new). “Home”")
    assert [door.node for door in room.answer(first).doors] == [SQUARE, HOME]
    locked = next(line for line in told(room, second)["Choices there"] if "was not open" in line)
    assert "First say what you expect" in locked


def test_what_lies_ahead_is_not_told_of_a_choice_not_taken() -> None:
    pack = pack_of(
        [
            node("a", choices=[choice("b"), choice("later"), choice("secret")]),
            node("b", choices=[choice("a")]),
            node("later", "It came so.", date=day(40)),
            node("secret", "Two sentences. But it rests on that. [@claim-a]", [choice("a")]),
        ]
    )
    claims = dict(pack.claims)
    claims[ClaimId("claim-a")] = dataclasses.replace(
        claims[ClaimId("claim-a")], known_from=dataclasses.replace(claims[ClaimId("claim-a")].date, year=2010)
    )
    room = PathRoom(Session.begin(dataclasses.replace(pack, claims=claims), None))
    room.session.choose("b")
    lines = told(room, rows(room)[0].id)["Other choices there"]
    assert lines == (
        f"2. “Go on to later” (new). {LIES_AHEAD}",
        f"3. “Go on to secret” (new). {LIES_AHEAD}",
    )
    assert [door.node for door in room.answer(rows(room)[0].id).doors] == ["a"]


def test_the_first_sentences_are_cut_where_one_ends() -> None:
    long = "It was said of the bridge that nobody would ever cross it by car again."
    assert first_sentences(f"{long} And more.") == long
    assert first_sentences("Short. Then more words, and the second sentence ends here too. Third.") == (
        "Short. Then more words, and the second sentence ends here too."
    )
    cut = first_sentences("word " * 100)
    assert cut.endswith("word …")
    assert len(cut) <= 222
    assert first_sentences("") == ""


def test_the_shipped_packs_path_is_told(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    for _ in range(8):
        offers = [offer for offer in session.turn.offers if offer.open]
        session.choose(offers[0].choice)
    stand_back(session, 6)
    room = PathRoom(session)
    for entry in rows(room):
        assert room.answer(entry.id).title


def test_a_fork_told_of_in_a_step_is_told_only_once_it_is() -> None:
    pack = pack_of([node("f", fork=fork("q"), choices=[choice("q")]), node("q", choices=[choice("f")])])
    session = Session.begin(pack, None)
    session.forecast(NodeId("f"), (60, 40))
    room = PathRoom(session)
    assert told(room, rows(room)[1].id)["Your forecast"] == ("60 for “Option 0”; 40 for “Option 1”.",)
    session.choose("q")
    assert "What happened" in told(room, rows(room)[1].id)["Your forecast"][1]
