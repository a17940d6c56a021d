"""Standing at a step again: nothing is ever lost, and every branch can be come back to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.model.ids import ChoiceId, ClaimId
from explainer.model.pack import Pack
from explainer.rooms.standing import stand_at, stand_back, take_from
from explainer.rooms.walked import PathRoom
from explainer.session import Session
from explainer.store.store import Store, open_store
from explainer.story.branches import Log, stays
from explainer.story.path import Logged, replay
from explainer.story.steps import Walk
from tests.path_rows import FORK, HOME, SQUARE, rows, texts, ticking, told
from tests.strategies import examples, packs
from tests.strategies_plays import legal_steps, plays


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    with closing(open_store(walled_off, ticking())) as opened:
        yield opened


@pytest.fixture
def session(bridge: Pack) -> Session:
    return Session.begin(bridge, None, clock=ticking())


# ---------------------------------------------------------------- jumping


def test_jump_back_six_steps_and_see_the_other_branch(bridge: Pack) -> None:
    """What the room is for."""
    session = Session.begin(bridge, None, clock=ticking())
    for step in ("ask", "back", "ask", "back", "ask", "back"):
        session.choose(step)
    state = session.path.line()[0].state
    stand_back(session, 6)
    assert session.turn.node == SQUARE
    assert session.state == state
    (said,) = session.take_notices()
    assert said == "You stand at “The square” again. The 6 steps you left are kept as a branch of your path."
    room = PathRoom(session)
    assert texts(room) == ["The square", "A branch of 6 steps to “The square”"]
    assert [entry.note for entry in rows(room)] == ["18:01", "left 18:07"]
    assert room.lead() == "1 step to here; 1 branch left beside it."
    room.take_other(rows(room)[0].id, 2)
    assert session.turn.node == HOME
    assert texts(room) == ["The square", "A branch of 6 steps to “The square”", "Home"]
    # Its end can be stood at again, and what is left then is a branch in turn.
    room.jump(rows(room)[1].id)
    assert session.turn.node == SQUARE
    assert len(stays(session.path.line())) == 7
    assert texts(room)[1] == "A branch of 1 step to “Home”"
    assert "“Go home” → Home" in told(room, rows(room)[1].id)["Its steps"]


def test_a_jump_keeps_what_was_looked_at_on_the_page(session: Session) -> None:
    session.open_claim(ClaimId("vote-nine-six"))
    stood = session.state
    session.choose("leave")
    room = PathRoom(session)
    room.jump(rows(room)[0].id)
    assert session.state == stood
    with pytest.raises(StepError, match="You stand there now"):
        room.jump(rows(room)[0].id)
    # Unfolded, each step is stood at as it was.
    room.narrow("steps", "every")
    room.jump(rows(room)[0].id)
    assert not session.state.met[ClaimId("vote-nine-six")]


def test_too_far_back_or_no_such_choice_changes_nothing(session: Session) -> None:
    session.choose("ask")
    room = PathRoom(session)
    stood = session.path.head
    for wrong in (
        lambda: stand_back(session, 2),
        lambda: stand_back(session, 0),
        lambda: stand_at(session, 77),
        lambda: take_from(session, stood.key, ChoiceId("what-happened")),
        lambda: take_from(session, stood.key, ChoiceId("nothing")),
        lambda: room.take_other(rows(room)[0].id, 1),
        lambda: room.entry_of(3),
        lambda: room.entry_of(0),
    ):
        with pytest.raises(StepError):
            wrong()
        assert session.path.head is stood
    assert session.take_notices() == []


def test_branches_of_branches_are_set_under_them(session: Session) -> None:
    session.choose("ask")
    session.choose("back")
    stand_back(session, 1)
    session.forecast(FORK, ())
    stand_back(session, 2)
    session.choose("leave")
    room = PathRoom(session)
    assert [(entry.text, entry.level) for entry in rows(room)] == [
        ("The square", 1),
        ("A branch of 2 steps to “What happens next?”", 3),
        ("A branch of 1 step to “The square”", 4),
        ("Home", 1),
    ]
    room.narrow("steps", "every")
    inside = [entry.text for entry in rows(room) if "in that branch" in entry.note]
    assert inside == ["What happens next?", "You passed a forecast by.", "The square"]


def test_branches_are_there_after_a_restart_and_from_another_window(bridge: Pack, store: Store) -> None:
    first = Session.begin(bridge, store)
    first.choose("ask")
    first.undo()
    first.choose("leave")
    kept = store.run(first.run)
    assert kept is not None
    again = Session.resume(bridge, store, kept)
    room = PathRoom(again)
    assert texts(room) == texts(PathRoom(first))
    assert [entry.note for entry in rows(room)] == ["18:02", "left 18:03", "18:05"]
    stand_back(first, 1)
    first.choose("ask")
    assert sum("branch" in text for text in texts(PathRoom(again))) == 2
    room = PathRoom(again)
    room.jump(rows(room)[1].id)
    assert again.turn.node == FORK
    last = store.run(first.run)
    assert last is not None
    assert Session.resume(bridge, store, last).state == again.state


def test_a_store_that_fails_loses_no_branch(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    store._connection.execute("PRAGMA query_only = ON")
    session.choose("back")
    session.choose("leave")
    stand_back(session, 3)
    room = PathRoom(session)
    assert texts(room) == ["The square", "A branch of 3 steps to “Home”"]
    room.jump(rows(room)[1].id)
    assert session.turn.node == HOME


def test_a_pack_that_lost_pages_still_lists_what_was_walked(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("leave")
    session.undo()
    session.choose("ask")
    run = store.run(session.run)
    assert run is not None
    nodes = {name: page for name, page in bridge.nodes.items() if name != HOME}
    square = dataclasses.replace(
        nodes[SQUARE], choices=tuple(item for item in nodes[SQUARE].choices if item.to != HOME)
    )
    changed = dataclasses.replace(bridge, nodes={**nodes, SQUARE: square})
    room = PathRoom(Session.resume(changed, store, run))
    assert "A branch of 1 step to “a page that is gone”" in texts(room)
    branch = next(entry.id for entry in rows(room) if entry.text.startswith("A branch"))
    assert room.answer(branch).title
    assert room.others(branch) == []
    with pytest.raises(StepError, match="The pack has changed"):
        room.jump(branch)
    room.narrow("steps", "every")
    assert [room.answer(entry.id).title for entry in rows(room)]


def test_a_log_that_leads_in_circles_is_told_as_far_as_it_goes() -> None:
    log = Log(
        [Logged(1, 2, Walk(HOME), HOME), Logged(2, 1, Walk(HOME), HOME), Logged(3, 9, Walk(HOME), HOME)]
    )
    assert [branch.tip.key for branch in log.branches([5])[5]] == [3]
    assert log.branches([1]) == {1: log.branches([1])[1]}


# ---------------------------------------------------------------- properties


def wander(session: Session, picks: list[int]) -> None:
    """Take steps, undo, redo and jump about."""
    for pick in picks:
        what, which = divmod(pick, 10)
        if which == 0:
            session.undo()
        elif which == 1:
            session.redo()
        elif which == 2:
            keys = [item.key for item in session.log.items]
            stand_at(session, keys[what % len(keys)])
        else:
            steps = legal_steps(session.pack, session.state)
            session._take(steps[pick % len(steps)])


@given(packs(), plays(40))
@examples(60)
def test_every_step_ever_taken_can_be_stood_at_from_the_path(pack: Pack, picks: list[int]) -> None:
    session = Session.begin(pack, None, clock=ticking())
    taken = {session.path.head.key: session.state}
    add = session.log.add

    def noting(entry: object) -> None:
        add(entry)  # type: ignore[arg-type]
        taken[session.path.head.key] = session.state

    session.log.add = noting  # type: ignore[method-assign]
    wander(session, picks)
    room = PathRoom(session)
    room.narrow("steps", "every")
    stood = {room._look()[entry.id].stand for entry in rows(room)}
    assert stood == set(taken) == {item.key for item in session.log.items}
    ids = [entry.id for entry in rows(room)]
    assert len(set(ids)) == len(ids)
    for key, state in list(taken.items())[::3]:
        stand_at(session, key)
        assert session.state == state
    # Folded, what is listed is fewer, and opens no less.
    room.narrow("steps", "")
    for entry in rows(room):
        assert room.answer(entry.id).title
        room.others(entry.id)
    assert room.first() in [entry.id for entry in rows(room)]


@given(packs(), plays(30), st.integers(0, 2**32))
@examples(60)
def test_a_jump_and_a_replay_give_the_same_state(pack: Pack, picks: list[int], seed: int) -> None:
    session = Session.begin(pack, None)
    wander(session, picks)
    items = session.log.items
    for item in Random(seed).sample(items, min(4, len(items))):
        stand_at(session, item.key)
        replayed = replay(pack, items, item.key)
        assert replayed is not None
        assert replayed.path.state == session.state
