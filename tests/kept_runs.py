"""Runs that are kept, and met again."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.store import Run, StepRow, Store

SQUARE, FORK, SIGNED, REFUSED, HOME = map(NodeId, ("square", "what-next", "signed", "refused", "home"))


def ticking() -> Callable[[], datetime.datetime]:
    """A clock that moves on by a minute each time it is looked at."""
    now = datetime.datetime(2024, 5, 2, tzinfo=datetime.UTC)

    def tick() -> datetime.datetime:
        nonlocal now
        now += datetime.timedelta(minutes=1)
        return now

    return tick


def latest(store: Store) -> Run:
    return store.runs("bridge")[0]


def resumed(pack: Pack, store: Store, run: int) -> Session:
    kept = store.run(run)
    assert kept is not None
    return Session.resume(pack, store, kept)


def rows(store: Store, session: Session) -> list[StepRow]:
    return store.steps(session.run)
