"""A run met again by another version of its pack: nothing raises, and the reader stands near by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.model.ids import ChoiceId, NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.store import Store, open_store
from explainer.story.turn import Turn
from tests.kept_runs import FORK, HOME, REFUSED, SIGNED, SQUARE, resumed, rows, ticking


@pytest.fixture
def folder(walled_off: Path) -> Path:
    return walled_off


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder, ticking())) as opened:
        yield opened


def without_page(pack: Pack, gone: NodeId) -> Pack:
    """The pack as its author left it after taking a page out, with every way to it."""
    nodes = {
        node.id: replace(node, choices=tuple(choice for choice in node.choices if choice.to != gone))
        for node in pack.nodes.values()
        if node.id != gone
    }
    return replace(pack, nodes=nodes)


def with_page_renamed(pack: Pack, old: NodeId, new: NodeId, *, told: bool) -> Pack:
    """The pack after a page got another id, with or without an entry among its renames."""
    nodes = {}
    for node in pack.nodes.values():
        choices = tuple(replace(choice, to=new) if choice.to == old else choice for choice in node.choices)
        name = new if node.id == old else node.id
        nodes[name] = replace(node, id=name, choices=choices)
    renames = {old: new} if told else {}
    return replace(pack, nodes=nodes, manifest=replace(pack.manifest, renamed_nodes=renames))


def with_choices(pack: Pack, node: NodeId, **targets: NodeId) -> Pack:
    """The pack with only these choices on a page."""
    model = pack.nodes[SQUARE].choices[0]
    choices = tuple(replace(model, id=ChoiceId(name), to=to) for name, to in targets.items())
    return replace(pack, nodes={**pack.nodes, node: replace(pack.nodes[node], choices=choices)})


def walked_home(pack: Pack, store: Store) -> Session:
    """A run along square, fork, square, home."""
    session = Session.begin(pack, store)
    for choice in ("ask", "back", "leave"):
        session.choose(choice)
    session.keep_place("1:2")
    return session


def test_a_page_that_is_gone_gives_the_nearest_read_with_a_notice(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    kept = (store.runs(), rows(store, session))
    again = resumed(without_page(bridge, HOME), store, session.run)
    assert (again.turn.node, again.place) == (SQUARE, "")
    assert again.take_notices() == [
        "The page you were on is no longer in the pack. You are on “The square”, "
        "the nearest page you had read."
    ]
    # Nothing was written by looking: with the page back, the reader is back on it.
    assert (store.runs(), rows(store, session)) == kept
    assert resumed(bridge, store, session.run).state == session.state


def test_a_reading_goes_on_from_the_nearest_page_and_is_kept(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    changed = without_page(bridge, HOME)
    again = resumed(changed, store, session.run)
    again.choose("ask")
    last = resumed(changed, store, session.run)
    assert (last.turn.node, last.take_notices()) == (FORK, [])
    assert len(rows(store, session)) == 5


def test_the_nearest_page_is_the_last_one_that_is_left(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.forecast(FORK, ())
    session.choose("what-happened")
    session.choose("road")
    changed = without_page(without_page(bridge, REFUSED), HOME)
    again = resumed(changed, store, session.run)
    assert again.turn.node == SIGNED
    assert "“She signed”" in again.take_notices()[0]


def test_a_page_that_was_renamed_is_the_same_page(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    evening = NodeId("evening")
    again = resumed(with_page_renamed(bridge, HOME, evening, told=True), store, session.run)
    assert (again.turn.node, again.place, again.take_notices()) == (evening, "1:2", [])
    assert len(again.path.line()) == 4


def test_a_fork_that_was_renamed_keeps_its_forecast(bridge: Pack, store: Store) -> None:
    session = Session.begin(bridge, store)
    session.choose("ask")
    session.forecast(FORK, (80, 20))
    verdict = NodeId("verdict")
    again = resumed(with_page_renamed(bridge, FORK, verdict, told=True), store, session.run)
    assert again.state.forecasts.get(verdict) == (80, 20)
    assert again.take_notices() == []


def test_a_page_renamed_without_telling_is_a_page_that_is_gone(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    again = resumed(with_page_renamed(bridge, HOME, NodeId("evening"), told=False), store, session.run)
    assert again.turn.node == SQUARE
    assert len(again.take_notices()) == 1


def test_a_page_on_the_way_that_is_gone_leaves_the_reader_where_they_were(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    again = resumed(without_page(bridge, FORK), store, session.run)
    assert (again.turn.node, again.place) == (HOME, "1:2")
    assert again.take_notices() == ["The pack has changed since you read it; some steps were left out."]


def test_a_choice_that_is_gone_leaves_the_reader_where_they_were(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    again = resumed(with_choices(bridge, SQUARE, ask=FORK), store, session.run)
    assert (again.turn.node, again.place) == (HOME, "1:2")
    assert [entry.state.node for entry in again.path.line()] == [SQUARE, FORK, SQUARE, HOME]
    assert again.take_notices() == []


def test_a_choice_that_leads_elsewhere_now_leaves_the_reader_where_they_were(
    bridge: Pack, store: Store
) -> None:
    session = walked_home(bridge, store)
    again = resumed(with_choices(bridge, SQUARE, ask=HOME, leave=FORK), store, session.run)
    assert again.turn.node == HOME
    assert again.take_notices() == []


def test_an_undone_step_to_a_page_that_is_gone_cannot_be_redone(bridge: Pack, store: Store) -> None:
    session = walked_home(bridge, store)
    session.undo()
    again = resumed(without_page(bridge, HOME), store, session.run)
    assert (again.turn.node, again.take_notices()) == (SQUARE, [])
    assert not again.redo()
    assert again.turn.node == SQUARE
    assert resumed(bridge, store, session.run).redo()


def test_a_pack_with_nothing_left_of_the_run_begins_a_new_one_and_keeps_the_old(
    bridge: Pack, store: Store
) -> None:
    session = Session.begin(bridge, store)
    other = with_page_renamed(bridge, SQUARE, NodeId("market"), told=False)
    other = replace(other, manifest=replace(other.manifest, start=NodeId("market"), ways_in=()))
    again = resumed(other, store, session.run)
    assert again.run != session.run
    assert (again.turn.node, again.kept) == (NodeId("market"), True)
    assert len(again.take_notices()) == 1
    assert {run.id for run in store.runs("bridge")} == {session.run, again.run}
    assert resumed(bridge, store, session.run).state == session.state


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("Teleport", '["home"]'),
        ("Choose", "not json"),
        ("Choose", '["square"]'),
        ("Choose", "[1,2]"),
        ("Choose", "[" * 100_000),
        ("MakeForecast", '["what-next","half"]'),
        ("", ""),
    ],
)
def test_a_step_that_cannot_be_read_is_walked_over(bridge: Pack, store: Store, kind: str, data: str) -> None:
    session = walked_home(bridge, store)
    second = rows(store, session)[1]
    store._connection.execute("UPDATE steps SET kind = ?, data = ? WHERE id = ?", (kind, data, second.id))
    again = resumed(bridge, store, session.run)
    assert [entry.state.node for entry in again.path.line()] == [SQUARE, FORK, SQUARE, HOME]
    assert again.take_notices() == ["The pack has changed since you read it; some steps were left out."]


@pytest.mark.parametrize("damage", ["circle", "no parent", "no head", "own parent"])
def test_a_log_that_hangs_together_no_more_still_opens(bridge: Pack, store: Store, damage: str) -> None:
    session = walked_home(bridge, store)
    first, second, *_ = (row.id for row in rows(store, session))
    change = {
        "circle": f"UPDATE steps SET parent = (SELECT max(id) FROM steps) WHERE id = {first}",
        "no parent": f"UPDATE steps SET parent = 999 WHERE id = {second}",
        "no head": "UPDATE runs SET head = 999",
        "own parent": f"UPDATE steps SET parent = id WHERE id = {second}",
    }[damage]
    store._connection.execute(change)
    again = resumed(bridge, store, session.run)
    assert isinstance(again.turn, Turn)
    again.walk(HOME)
    assert again.kept
    assert resumed(bridge, store, again.run).turn.node == HOME
