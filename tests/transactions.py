"""What a store does to its database while something is kept."""

from __future__ import annotations

from collections.abc import Callable

from explainer.store.store import Store


def assert_one_transaction(store: Store, write: Callable[[], object]) -> None:
    """Whatever is written is there whole or not at all."""
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    write()
    store._connection.set_trace_callback(None)
    assert (said[0], said[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
