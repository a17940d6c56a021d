"""What a reader gets who asks: the same words in every face, and nothing from beyond the story's date."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest
from hypothesis import given

from explainer.model.claim import Confidence
from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, ClaimId, QuestionId, TermId
from explainer.model.pack import Pack
from explainer.model.people import Basis, Stance
from explainer.prose.plain import plain_lines
from explainer.story.answers import (
    STANCE_SIGN,
    STANCE_WORD,
    Answer,
    actor_answer,
    claim_answer,
    comparison_answers,
    comparison_overview,
    in_dispute,
    outcome_words,
    position_answer,
    question_answer,
    questions_answer,
    term_answer,
)
from explainer.story.engine import start
from tests.opened import ROOT
from tests.strategies import FIRST_DAY, choice, day, examples, fork, node, pack_of, packs, prose
from tests.strategies_plays import play, plays

RUSSIA, SERBIA, MAYOR = ActorId("russia"), ActorId("serbia"), ActorId("mayor")
STATUS, CARS = QuestionId("status"), QuestionId("cars")
PACK = pack_of([node("p", "So. [@claim-a]", [choice("q")], chapter="only"), node("q", chapter="only")])


def said(answer: Answer) -> dict[str, tuple[str, ...]]:
    return {detail.label: detail.lines for detail in answer.details}


def words(answer: Answer) -> str:
    return "\n".join(plain_lines(answer.blocks, lambda _claim: None, 0))


def with_position(who: ActorId, what: QuestionId, **changes: object) -> Pack:
    position = dataclasses.replace(PACK.positions[RUSSIA, STATUS], actor=who, question=what, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(PACK, positions={**PACK.positions, (who, what): position})


def test_a_claim_is_told_with_all_that_it_rests_on() -> None:
    plain = claim_answer(PACK, ClaimId("claim-a"), 3)
    assert plain.title == "Claim 3: What claim-a says"
    assert words(plain) == "What claim-a says."
    assert said(plain)["When"] == ("19 December 2007",)
    assert said(plain)["Rests on"] == ("Minutes.",)
    assert said(plain)["Certainty"][0].lower().startswith("high")
    assert "Known since" not in said(plain)
    assert plain.lead == ""
    disputed = claim_answer(PACK, ClaimId("claim-b"))
    assert disputed.title == "What claim-b says"
    assert said(disputed)["Disputed by"] == ("Mayor: She doubts it.",)
    assert "disputed by one voice" in disputed.lead
    assert in_dispute(PACK.claims[ClaimId("claim-b")]) == "disputed by one voice"


def test_a_claim_tells_when_it_became_known_and_its_note() -> None:
    claim = dataclasses.replace(
        PACK.claims[ClaimId("claim-a")],
        known_from=PartialDate(2008, 2),
        note="Nota bene.",
        confidence=Confidence.LOW,
    )
    answer = claim_answer(dataclasses.replace(PACK, claims={claim.id: claim}), claim.id)
    assert said(answer)["Known since"] == ("February 2008",)
    assert said(answer)["Note"] == ("Nota bene.",)
    assert said(answer)["Certainty"][0].lower().startswith("low")


def test_a_word_is_explained() -> None:
    term = dataclasses.replace(PACK.terms[TermId("tally")], say="TAL-ee", see=(TermId("veto"),))
    pack = dataclasses.replace(PACK, terms={**PACK.terms, term.id: term})
    answer = term_answer(pack, term.id)
    assert (answer.title, answer.lead, words(answer)) == ("Tally", "say TAL-ee", "What tally means.")
    assert said(answer) == {"See also": ("veto",)}


def test_a_voice_is_told_with_its_reason_and_words() -> None:
    pack = with_position(
        MAYOR,
        STATUS,
        stance=Stance.CONDITIONAL,
        reason=prose("It **is** right."),
        reason_is=Basis.INFERRED,
        quote="So be it.",
        quote_by="The mayor",
        speaker="A. Mayor",
        date=PartialDate(2007),
        note="Once.",
    )
    answer = position_answer(pack, start(pack), MAYOR, STATUS)
    assert (answer.title, words(answer)) == ("Mayor", "It should be so.")
    assert STANCE_WORD[Stance.CONDITIONAL] in answer.lead
    assert said(answer) == {
        "Because, as we infer": ("It is right.",),
        "In their words": ("“So be it.” (The mayor)",),
        "Spoken for by": ("A. Mayor",),
        "When": ("2007",),
        "Rests on": ("Minutes.",),
        "Note": ("Once.",),
    }


def test_a_name_that_begins_with_an_article_is_set_as_its_place_in_the_sentence_asks() -> None:
    actors = {**PACK.actors, MAYOR: dataclasses.replace(PACK.actors[MAYOR], name="The mayor", short="")}
    pack = dataclasses.replace(PACK, actors=actors)
    state = start(pack, pack.manifest.start)
    other = next(item for item in pack.questions if (MAYOR, item) not in pack.positions)
    answer = position_answer(pack, state, MAYOR, other)
    assert answer.title == "The mayor"
    assert " the mayor " in words(answer)
    both = comparison_overview(pack, state, MAYOR, RUSSIA), comparison_overview(pack, state, RUSSIA, MAYOR)
    russia = pack.actors[RUSSIA].brief
    assert [answer.title for answer in both] == [f"The mayor and {russia}", f"{russia} and the mayor"]
    assert all(", the mayor " in line for detail in both[1].details for line in detail.lines)


def test_silence_is_told_as_silence_and_never_invented() -> None:
    answer = position_answer(PACK, start(PACK), RUSSIA, CARS)
    assert words(answer)
    assert "It should be so" not in words(answer)
    assert said(answer) == {}
    silent = with_position(MAYOR, STATUS, stance=Stance.NOT_DOCUMENTED, note="Nothing was found.")
    told = position_answer(silent, start(silent), MAYOR, STATUS)
    assert "It should be so" not in words(told)
    assert said(told) == {"Note": ("Nothing was found.",)}


def test_what_was_said_after_the_storys_date_is_not_told_yet() -> None:
    pack = with_position(MAYOR, STATUS, date=PartialDate(2007, 12, 25))
    late = dataclasses.replace(start(pack), today=day(6))
    for state, known in ((start(pack), False), (late, True)):
        told = position_answer(pack, state, MAYOR, STATUS)
        assert ("It should be so." in words(told)) == known
        rows = said(question_answer(pack, state, STATUS))
        assert ("Mayor" in rows) == known


def test_everybody_on_one_question_and_everything_somebody_can_be_asked() -> None:
    state = start(PACK)
    assert list(said(question_answer(PACK, state, STATUS))) == ["Russia", "Serbia"]
    everybody = said(questions_answer(PACK))
    assert everybody["You can ask"] == ("Russia", "Serbia", "Mayor")
    assert len(everybody["About"]) == 2
    asked = said(actor_answer(PACK, state, RUSSIA))["Can be asked about"]
    assert len(asked) == 1
    assert "status" in asked[0]
    assert actor_answer(dataclasses.replace(PACK, positions={}), state, RUSSIA).details == ()


def test_two_voices_are_put_side_by_side() -> None:
    state = start(PACK)
    one = comparison_answers(PACK, state, RUSSIA, SERBIA, STATUS)
    assert one == [
        (position_answer(PACK, state, RUSSIA, STATUS), position_answer(PACK, state, SERBIA, STATUS))
    ]
    every = comparison_answers(PACK, state, RUSSIA, MAYOR, None)
    assert len(every) == 2


def test_every_stance_has_a_sign_and_a_word_of_its_own() -> None:
    for table in (STANCE_SIGN, STANCE_WORD):
        assert set(table) == set(Stance)
        assert len(set(table.values())) == len(Stance)


@pytest.mark.parametrize(("points", "has"), [((60, 40), "60"), ((), "passed"), (None, "passed"), ((1,), "1")])
def test_what_happened_is_set_beside_the_forecast(points: tuple[int, ...] | None, has: str) -> None:
    told = outcome_words(fork("q"), points)
    assert "Option 0" in told
    assert has in told
    # Only points for each option have a score; a forecast passed by has nothing held against it.
    assert ("scores 0.32, where 0 is best and 2 is worst" in told) == (points == (60, 40))


@given(packs(), plays(12))
@examples(60)
def test_no_answer_of_any_play_raises_or_is_empty(pack: Pack, picks: list[int]) -> None:
    state = play(pack, picks).path.state
    answers = [questions_answer(pack)]
    answers += [claim_answer(pack, claim) for claim in pack.claims]
    answers += [term_answer(pack, term) for term in pack.terms]
    answers += [actor_answer(pack, state, actor) for actor in pack.actors]
    answers += [position_answer(pack, state, a, q) for a in pack.actors for q in pack.questions]
    answers += [question_answer(pack, state, q) for q in pack.questions]
    assert [answer for answer in answers if not answer.title] == []
    assert state.today >= FIRST_DAY


def test_answers_are_the_same_in_every_process() -> None:
    """Hashes of text differ from process to process; no order that a reader sees may hang on them."""
    code = (
        "from tests.strategies import pack_from\n"
        "from tests.strategies_plays import play\n"
        "from explainer.rooms.progress import ProgressRoom\n"
        "from explainer.session import Session\n"
        "from explainer.story.turn import view\n"
        "from explainer.verbs import nouns\n"
        "for seed in range(8):\n"
        "    pack = pack_from(seed)\n"
        "    path = play(pack, [7 * n + seed for n in range(40)]).path\n"
        "    state, room = path.state, ProgressRoom(Session(pack, None, path))\n"
        "    print([(row, row.id and room.answer(row.id)) for row in room.entries()])\n"
        "    print(view(pack, state).offers, nouns.destinations(pack, state))\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(found) == 1
    assert len(found.pop()) > 1000
