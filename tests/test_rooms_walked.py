"""The path: every step can be stood at again, nothing is ever lost, and the other choice is told of."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.line.reader import LineReader
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.rooms.room import Entry, Mark, numbered
from explainer.rooms.standing import stand_at, stand_back, take_from
from explainer.rooms.step_words import LIES_AHEAD, first_sentences
from explainer.rooms.walked import PathRoom
from explainer.session import Session
from explainer.store.store import Store, open_store
from explainer.story.branches import Log, stays
from explainer.story.path import Logged, replay
from explainer.story.steps import Walk
from tests.strategies import choice, day, examples, fork, node, pack_of, packs
from tests.strategies_plays import legal_steps, plays
from tests.tui_screen import staged

SQUARE, FORK, SIGNED, HOME = map(NodeId, ("square", "what-next", "signed", "home"))


def ticking(minutes: int = 1) -> Callable[[], datetime.datetime]:
    """A clock that moves on by so many minutes each time it is looked at."""
    now = datetime.datetime(2024, 5, 2, 18, 0, tzinfo=datetime.UTC)

    def tick() -> datetime.datetime:
        nonlocal now
        now += datetime.timedelta(minutes=minutes)
        return now

    return tick


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    with closing(open_store(walled_off, ticking())) as opened:
        yield opened


@pytest.fixture
def session(bridge: Pack) -> Session:
    return Session.begin(bridge, None, clock=ticking())


def rows(room: PathRoom) -> list[Entry]:
    return numbered(room.entries())


def texts(room: PathRoom) -> list[str]:
    return [entry.text for entry in rows(room)]


def told(room: PathRoom, entry: str) -> dict[str, tuple[str, ...]]:
    return {detail.label: detail.lines for detail in room.answer(entry).details}


# ---------------------------------------------------------------- what is listed


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


# ---------------------------------------------------------------- line mode


def said_by(pack: Pack, *lines: str) -> tuple[str, LineReader]:
    said: list[str] = []
    reader = LineReader(pack, None, said.append, width=0)
    reader.open()
    reader.run(list(lines), echo=True)
    return "\n".join(said), reader


def test_line_mode_jumps_and_takes_the_other_choice(bridge: Pack) -> None:
    said, reader = said_by(bridge, "1", "1", "back", "jump back two steps", "path", "other 1", "other 1 2")
    assert "The 2 steps you left are kept as a branch of your path." in said
    assert "2  A branch of 2 steps to “The square” (left " in said
    assert "The square: what else could be taken there.\n1  “Ask what happens next” (" in said
    assert "Type other 1 1 to take one of them from there." in said
    assert reader.session
    assert reader.session.turn.node == HOME
    assert reader.answer("jump 1").understood
    assert reader.session.turn.node == SQUARE
    assert reader.answer("path all").understood
    assert reader.answer("jump 2").understood


@pytest.mark.parametrize(
    "line", ["jump", "jump there", "jump 99", "jump back 9", "jump back 0", "other x", "other 9", "other 1 9"]
)
def test_line_mode_says_kindly_what_is_wrong(bridge: Pack, line: str) -> None:
    _, reader = said_by(bridge, "1", "1")
    reply = reader.answer(line)
    assert not reply.understood
    assert reply.lines
    assert reader.session
    assert reader.session.turn.node == FORK


def test_a_path_of_an_earlier_reading_is_left_at_the_title(bridge: Pack) -> None:
    _, reader = said_by(bridge, "1", "1", "path", "title", "1")
    reply = reader.answer("jump 2")
    assert not reply.understood


# ---------------------------------------------------------------- the screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15)])
async def test_enter_stands_at_a_step_and_says_so(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        await stage.press("1", "b", "2", "w")
        assert stage.over == "PathScreen"
        assert "◉ here" in stage.text
        await stage.press("home", "enter")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == SQUARE
        assert "kept as a branch" in stage.notice
        await stage.press("w")
        assert "A branch of 3 steps" in stage.words
        await stage.press("enter")
        assert stage.over == "PathScreen"
        await stage.press("down", "enter")
        assert stage.session.turn.node == HOME


async def test_the_other_choice_is_picked_and_taken(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 24)) as stage:
        await stage.press("1", "w", "home", "o")
        assert stage.over == "PickScreen"
        assert "Go home" in stage.text
        await stage.press("escape")
        assert stage.over == "PathScreen"
        await stage.press("o", "enter")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == HOME
        await stage.press("w", "home", "down", "o")
        assert "There was no other choice there." in stage.words


async def test_a_click_marks_and_a_second_one_stands_there(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 24)) as stage:
        await stage.press("1", "w")
        await stage.click("The square")
        assert stage.over == "PathScreen"
        await stage.press("d")
        assert stage.over == "SheetScreen"
        assert "Other choices there" in stage.words
        await stage.press("escape")
        await stage.click("The square")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.node == SQUARE
        await stage.press("w")
        await stage.click("steps:")
        assert "every step" in stage.words
        await stage.press("escape")
        assert stage.over == "ReadingScreen"


async def test_the_detail_stands_beside_the_list_where_it_is_wide(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "w", "home")
        assert "Other choices there" in stage.words
        assert "“Go home”" in stage.words


async def test_typed_lines_jump_too(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "2", ">")
        await stage.type("jump back one step\n")
        assert stage.session.turn.node != HOME
        await stage.press(">")
        await stage.type("jump 1\n")
        assert stage.session.turn.node == SQUARE
        await stage.press(">")
        await stage.type("other 1 2\n")
        assert stage.session.turn.node == HOME
        await stage.press(">")
        await stage.type("jump 44\n")
        assert "There is no step 44" in stage.notice
        await stage.press(">")
        await stage.type("other 1\n")
        assert stage.over == "PathScreen"
        assert "Other choices there" in stage.words


async def test_standing_before_a_forecast_shows_the_fork_without_it(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", ">")
        await stage.type("forecast 70 30\n")
        assert "70 of 100" in stage.text
        await stage.press("w", "up", "enter")
        assert stage.over == "ReadingScreen"
        assert "70 of 100" not in stage.text


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
