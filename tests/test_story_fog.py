"""What is beside the pages keeps what comes later to itself: voices, words and places."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from explainer.model.ids import ClaimId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.session import Session
from explainer.story.fog import is_told
from explainer.verbs import nouns
from explainer.verbs.completion import complete
from explainer.verbs.parse import Scene

PACK = """\
format: 1
id: later
title: Later
question: What comes later?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
"""

STORY = """\
sources: [{id: minutes, type: report, title: Minutes}]
claims:
  - {id: now, statement: Now., date: 2024-05-02, sources: [minutes], confidence: high}
  - {id: then, statement: Then., date: 2024-06-01, sources: [minutes], confidence: high}
actors:
  - {id: mayor, name: The mayor, kind: person, text: "She decides. [@now]"}
  - {id: successor, name: The successor, kind: person, text: "He came after her. [@then]", node: hall}
terms:
  - {id: tally, term: tally, text: "A count. [@now]"}
  - {id: recount, term: recount, text: "A second count. [@then]"}
places:
  - {id: annex, name: The annex, text: "It was built for the recount. [@then]", node: hall}
nodes:
  - id: square
    title: The square
    body: Here. [@now]
    choices:
      - {id: on, text: Go on, to: hall}
      - {id: leave, text: Leave, to: lane}
  - id: lane
    title: The lane
    body: They speak of a [[recount]]. [@now]
    choices: [{id: back, text: Back, to: square}]
  - id: hall
    title: The hall
    date: 2024-06-01
    effects: [{advance: 2024-06-01}]
    body: Later. [@then]
    choices: [{id: back, text: Back, to: square}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "story.yaml").write_text(STORY)
    return open_pack(tmp_path)


def names(pack: Pack, session: Session) -> set[str]:
    state = session.state
    found: set[str] = {noun.value for noun in nouns.actors(pack, state)}
    found |= {noun.value for noun in nouns.terms(pack, state)}
    return found | {name for noun in nouns.destinations(pack, state) for name in noun.names}


def test_what_rests_on_a_later_claim_has_no_name_until_the_story_is_there(pack: Pack) -> None:
    session = Session.begin(pack, None, "free")
    assert names(pack, session) >= {"mayor", "tally"}
    assert names(pack, session) & {"successor", "recount", "The annex", "The successor"} == set()
    session.choose(pack.nodes[session.state.node].choices[0].id)
    assert session.state.today == datetime.date(2024, 6, 1)
    assert names(pack, session) >= {"mayor", "tally", "successor", "recount", "The annex", "The successor"}


def test_a_word_of_the_open_page_is_explained_whatever_it_rests_on(pack: Pack) -> None:
    session = Session.begin(pack, None, "free")
    session.choose(pack.nodes[session.state.node].choices[1].id)
    assert "recount" in names(pack, session)
    session.choose(pack.nodes[session.state.node].choices[0].id)
    assert "recount" not in names(pack, session)


def test_a_claim_that_was_met_is_known_whatever_its_date(pack: Pack) -> None:
    session = Session.begin(pack, None, "free")
    state = session.state
    later = next(term for term in pack.terms.values() if term.id == "recount")
    assert not is_told(pack, state, later.text)
    session.choose(pack.nodes[state.node].choices[0].id)
    session.choose(pack.nodes[session.state.node].choices[0].id)
    assert ClaimId("then") in session.state.met
    assert is_told(pack, session.state, later.text)


@pytest.mark.parametrize("typed", ["ask ", "define ", "go "])
def test_completion_names_nothing_of_the_later_story(pack: Pack, typed: str) -> None:
    session = Session.begin(pack, None, "free")
    offered = " ".join(complete(typed, Scene(pack, session.state, session.turn), 99)).casefold()
    assert "successor" not in offered
    assert "recount" not in offered
    assert "annex" not in offered
