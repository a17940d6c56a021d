"""A reading: it is kept before it is shown, comes back exactly, and goes on where it can't be kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from explainer.errors import StepError, StoreError
from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.paths import DATABASE
from explainer.store.store import Store, open_store
from explainer.story.steps import Walk, encode_step
from tests.kept_runs import FORK, HOME, SIGNED, SQUARE, latest, resumed, rows, ticking


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder, ticking())) as opened:
        yield opened


# ---------------------------------------------------------------- beginning


def test_a_run_begins_on_the_page_of_its_way_in(bridge: Pack, store: Store) -> None:
    way = replace(bridge.manifest.ways_in[0], start=HOME)
    pack = replace(bridge, manifest=replace(bridge.manifest, ways_in=(way,)))
    session = Session.begin(pack, store, "short")
    assert session.turn.node == HOME
    kept = latest(store)
    assert (kept.way_in, kept.title, kept.steps, kept.pack_version) == ("short", "Home", 1, "1.0.0")


def test_a_run_by_no_way_in_begins_on_the_packs_first_page(bridge: Pack, store: Store) -> None:
    assert Session.begin(bridge, store).turn.node == SQUARE
    assert Session.begin(bridge, store, "long").turn.node == SQUARE


def test_starting_afresh_keeps_every_run_and_lists_it(bridge: Pack, store: Store) -> None:
    first = Session.begin(bridge, store, "short")
    first.choose("ask")
    second = Session.begin(bridge, store)
    third = Session.begin(bridge, store)
    third.choose("leave")
    assert [(run.id, run.title, run.steps) for run in store.runs("bridge")] == [
        (third.run, "Home", 2),
        (second.run, "The square", 1),
        (first.run, "What happens next?", 2),
    ]
    # One goes on with the oldest, and it is the newest again.
    resumed(bridge, store, first.run).choose("back")
    assert [run.id for run in store.runs("bridge")] == [first.run, third.run, second.run]
    assert resumed(bridge, store, third.run).turn.node == HOME


# ---------------------------------------------------------------- resuming


def take_any_step(session: Session, dice: random.Random) -> None:
    """Something a reader might do on this page."""
    turn = session.turn
    open_offers = [offer.choice for offer in turn.offers if offer.open]
    can: list[Callable[[], object]] = [
        session.undo,
        session.redo,
        lambda: session.jump(dice.choice(session.path.line())),
        lambda: session.ask(ActorId("mayor"), QuestionId("cars")),
        lambda: session.walk(SQUARE),
        lambda: session.keep_place(f"{dice.randrange(9)}:{dice.randrange(9)}"),
        lambda: session.keep_place(f"{dice.randrange(9)}:{dice.randrange(9)}"),
    ]
    can += [lambda choice=choice: session.choose(choice) for choice in open_offers * 2]  # type: ignore[misc]
    if turn.claims:
        can.append(lambda: session.open_claim(dice.choice(turn.claims).claim.id))
    if turn.fork and not turn.fork.final:
        share = dice.randrange(101)
        can += [lambda: session.forecast(turn.node, (share, 100 - share))] * 3
        can.append(lambda: session.forecast(turn.node, ()))
    if session.state.behind:
        can.append(session.back)
    if session.state.before:
        can.append(session.forward)
    dice.choice(can)()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_done_resuming_gives_the_same_page_state_and_place(
    bridge: Pack, folder: Path, seed: int
) -> None:
    dice = random.Random(seed)
    with closing(open_store(folder)) as store:
        session = Session.begin(bridge, store, "short")
        for _ in range(30):
            take_any_step(session, dice)
            again = resumed(bridge, store, session.run)
            assert again.state == session.state
            assert again.turn == session.turn
            assert again.place == session.place
            assert [entry.key for entry in again.path.line()] == [e.key for e in session.path.line()]
            assert again.take_notices() == []
        state, place, run = session.state, session.place, session.run
    with closing(open_store(folder)) as store:
        assert (resumed(bridge, store, run).state, resumed(bridge, store, run).place) == (state, place)
        # A run that was interrupted again and again goes on like one that was not.
        again = resumed(bridge, store, run)
        for _ in range(10):
            take_any_step(again, dice)
            again = resumed(bridge, store, run)
        assert again.state.turn >= 1


def test_looking_again_at_a_claim_is_no_new_step(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    for _ in range(3):
        session.open_claim(ClaimId("vote-nine-six"))
    assert [row.kind for row in rows(store, session)] == ["Start", "OpenClaim"]


def test_a_place_is_of_its_page_and_goes_with_it(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.keep_place("2:1")
    assert resumed(bridge, store, session.run).place == "2:1"
    session.choose("ask")
    assert session.place == ""
    assert resumed(bridge, store, session.run).place == ""
    session.keep_place("1:4")
    session.undo()
    assert resumed(bridge, store, session.run).place == ""


def test_a_place_that_did_not_change_is_not_written_again(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.keep_place("2:1")
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    session.keep_place("2:1")
    assert said == []


# ---------------------------------------------------------------- undo, redo, jump


def test_what_was_undone_stays_in_the_log_as_a_branch(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    assert session.undo()
    session.choose("leave")
    kept = rows(store, session)
    start, asked, left = kept
    assert [(row.kind, row.node) for row in kept] == [
        ("Start", SQUARE),
        ("Choose", FORK),
        ("Choose", HOME),
    ]
    assert [row.parent for row in kept] == [0, start.id, start.id]
    assert latest(store).head == left.id
    again = resumed(bridge, store, session.run)
    assert [entry.key for entry in again.path.line()] == [start.id, left.id]
    assert asked.id not in [entry.key for entry in again.path.line()]


def test_undo_and_redo_survive_a_restart(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.forecast(FORK, (70, 30))
    session.choose("what-happened")
    seen = session.state
    assert session.undo()
    assert session.undo()
    again = resumed(bridge, store, session.run)
    assert again.turn.node == FORK
    assert FORK not in again.state.forecasts
    assert again.redo()
    assert again.redo()
    assert again.state == seen
    assert not again.redo()
    # And once more, so that what redo gave was kept under its old numbers.
    last = resumed(bridge, store, session.run)
    assert last.state == seen
    assert len(rows(store, session)) == 4
    assert last.undo()
    assert last.turn.node == FORK


def test_redo_after_a_restart_leads_along_the_newest_branch(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.undo()
    session.choose("leave")
    session.undo()
    again = resumed(bridge, store, session.run)
    assert again.redo()
    assert again.turn.node == HOME


def test_a_jump_survives_a_restart(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.choose("back")
    session.choose("leave")
    target = session.path.line()[1]
    session.jump(target)
    again = resumed(bridge, store, session.run)
    assert (again.turn.node, again.state) == (FORK, target.state)
    assert len(rows(store, session)) == 4
    assert latest(store).title == "What happens next?"


def test_undo_and_redo_at_their_ends_change_nothing(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.open_claim(ClaimId("vote-nine-six"))
    session.keep_place("2:1")
    before = (session.state, session.place, store.runs(), rows(store, session))
    assert not session.undo()
    assert not session.redo()
    assert (session.state, session.place, store.runs(), rows(store, session)) == before


def test_a_step_that_is_refused_is_not_kept(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.keep_place("2:1")
    before = (session.state, session.place, store.runs(), rows(store, session))
    for refused in (
        lambda: session.choose("nothing"),
        lambda: session.walk(SIGNED),
        lambda: session.walk(NodeId("nowhere")),
        lambda: session.forecast(FORK, (1, 2)),
        lambda: session.ask(ActorId("nobody"), QuestionId("cars")),
        lambda: session.open_claim(ClaimId("nothing")),
        session.back,
        session.forward,
    ):
        with pytest.raises(StepError):
            refused()  # type: ignore[no-untyped-call]
        assert (session.state, session.place, store.runs(), rows(store, session)) == before
    assert session.kept


# ---------------------------------------------------------------- two windows


def test_two_windows_on_one_run_lose_nothing(bridge: Pack, folder: Path) -> None:
    with closing(open_store(folder)) as one, closing(open_store(folder)) as two:
        left = Session.begin(bridge, one)
        right = resumed(bridge, two, left.run)
        taken: list[int] = []
        dice = random.Random(5)
        for _ in range(40):
            session = dice.choice((left, right))
            session.walk(dice.choice((SQUARE, FORK, HOME)))
            taken.append(session.path.head.key)
        kept = {row.id: row for row in one.steps(left.run)}
        assert list(kept) == [left.path.line()[0].key, *taken]
        # Each window's way is whole in the log, whatever the other did meanwhile.
        for session in (left, right):
            line = session.path.line()
            assert [kept[entry.key].parent for entry in line] == [0, *(entry.key for entry in line[:-1])]
            assert [kept[entry.key].node for entry in line] == [entry.state.node for entry in line]
        # The next start goes on from where somebody last was.
        again = resumed(bridge, one, left.run)
        assert again.path.head.key == taken[-1]
        found = one.run(left.run)
        assert found is not None
        assert found.steps == 41


def test_a_place_of_one_window_is_not_put_on_the_page_of_another(bridge: Pack, folder: Path) -> None:
    with closing(open_store(folder)) as one, closing(open_store(folder)) as two:
        left = Session.begin(bridge, one)
        right = resumed(bridge, two, left.run)
        right.choose("leave")
        left.keep_place("7:7")
        again = resumed(bridge, one, left.run)
        assert (again.turn.node, again.place) == (HOME, "")


# ---------------------------------------------------------------- the store fails


def no_writing(store: Store) -> None:
    """What a home that became read-only does to SQLite."""
    store._connection.execute("PRAGMA query_only = ON")


FIRST_TO_FAIL: dict[str, Callable[[Session], object]] = {
    "choose": lambda session: session.choose("back"),
    "undo": lambda session: session.undo(),
    "jump": lambda session: session.jump(session.path.line()[0]),
    "forecast": lambda session: session.forecast(FORK, (50, 50)),
    "keep_place": lambda session: session.keep_place("1:1"),
}


@pytest.mark.parametrize("act", FIRST_TO_FAIL.values(), ids=FIRST_TO_FAIL)
def test_a_store_that_fails_is_told_once_and_the_reading_goes_on(
    bridge: Pack, store: Store, act: Callable[[Session], object]
) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    kept = (store.runs(), rows(store, session))
    assert session.take_notices() == []
    no_writing(store)
    act(session)
    assert not session.kept
    (notice,) = session.take_notices()
    assert notice.startswith("Progress can't be kept in ")
    assert notice.endswith("You can go on reading; from here on nothing is kept.")
    session.walk(FORK)
    session.forecast(FORK, (90, 10))
    session.choose("what-happened")
    session.keep_place("3:3")
    assert (session.turn.node, session.place) == (SIGNED, "3:3")
    assert session.undo()
    assert session.redo()
    assert session.turn.node == SIGNED
    assert session.take_notices() == []
    assert (store.runs(), rows(store, session)) == kept


def test_a_store_that_fails_at_the_beginning_is_told_once_too(bridge: Pack, store: Store) -> None:
    no_writing(store)
    session = Session.begin(bridge, store, "short")
    assert (session.kept, len(session.take_notices()), session.run) == (False, 1, 0)
    assert session.choose("ask").node == FORK
    assert session.undo()
    assert session.take_notices() == []
    assert store.runs() == []


def test_a_reading_without_a_store_says_nothing_of_it(bridge: Pack) -> None:
    session = Session.begin(bridge, None)
    session.choose("ask")
    session.keep_place("1:1")
    assert session.undo()
    assert (session.kept, session.take_notices(), session.turn.node) == (False, [], SQUARE)


def test_a_run_that_cannot_be_read_is_an_error_in_words(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    run = latest(store)
    assert session.kept
    store._connection.execute("ALTER TABLE steps RENAME TO strides")
    with pytest.raises(StoreError, match=r"^Progress in .* can't be read: .*\.$"):
        Session.resume(bridge, store, run)


# ---------------------------------------------------------------- long runs


def long_run(pack: Pack, store: Store, steps: int) -> int:
    """A run of so many steps, put into the store at once."""
    session = Session.begin(pack, store)
    start = session.path.head.key
    walks = {node: encode_step(Walk(node)) for node in (HOME, SQUARE)}
    taken = []
    for number in range(steps):
        node = HOME if number % 2 == 0 else SQUARE
        key = start + 1 + number
        taken.append((key, session.run, key - 1, *walks[node], node, "2024-05-02T00:00:00+00:00"))
    connection = store._connection
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?, ?)", taken)
    connection.execute("UPDATE runs SET head = ?, steps = ?", (start + steps, steps + 1))
    connection.execute("COMMIT")
    return session.run


def test_a_step_after_five_thousand_writes_no_more_than_the_first(bridge: Pack, folder: Path) -> None:
    with closing(open_store(folder)) as store:
        run = long_run(bridge, store, 5_000)
    # Opened again the journal is empty, and grows by what each step writes.
    with closing(open_store(folder)) as store:
        session = resumed(bridge, store, run)
        assert session.state.turn == 5_001
        journal = folder / f"{DATABASE}-wal"
        sizes = [journal.stat().st_size]
        for number in range(60):
            session.walk(HOME if number % 2 else SQUARE)
            sizes.append(journal.stat().st_size)
    grown = sorted(after - before for before, after in pairwise(sizes))
    assert grown[0] > 0, "the journal was emptied on the way: the measure is wrong"
    assert sum(grown) / len(grown) < 20_000
    # Three pages and their headers; one in thirty or so also splits a page.
    assert grown[len(grown) // 2] < 13_000
    assert grown[-1] < 45_000


def test_a_forecast_is_final_once_what_happened_was_seen_even_if_that_is_undone(
    bridge: Pack, tmp_path: Path
) -> None:
    store = open_store(tmp_path)
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.forecast(NodeId("what-next"), (60, 40))
    session.choose("what-happened")
    session.undo()

    turn = session.turn
    assert turn.node == "what-next"
    assert turn.fork is not None
    assert turn.fork.final
    with pytest.raises(StepError, match="stands as it is"):
        session.forecast(NodeId("what-next"), (10, 90))

    resumed = Session.resume(bridge, store, store.runs()[0])
    with pytest.raises(StepError, match="stands as it is"):
        resumed.forecast(NodeId("what-next"), (10, 90))
    assert resumed.state.forecasts[NodeId("what-next")] == (60, 40)
