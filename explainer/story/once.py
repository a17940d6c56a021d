"""What is made once of a pack, and kept while it is in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from explainer.model.pack import Pack

Made = TypeVar("Made")

MOST_KEPT = 2
"""Packs of which it is kept; a program has one open, a test several."""


def once_a_pack(make: Callable[[Pack], Made]) -> Callable[[Pack], Made]:
    """A function of a pack, run once for each; a pack can't be changed, so what it gives stays true."""
    known: list[tuple[Pack, Made]] = []

    @wraps(make)
    def kept(pack: Pack) -> Made:
        for other, made in known:
            # By identity: packs are large, and comparing two would take longer than many lookups.
            if other is pack:
                return made
        made = make(pack)
        known.insert(0, (pack, made))
        del known[MOST_KEPT:]
        return made

    return kept
