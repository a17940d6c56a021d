"""What every reader of a value is: how it reads, and the JSON Schema of what it takes.

Both stand together, so that what an editor completes and what ``check`` accepts can't drift apart.
A schema is plain data; what is needed in many places, or in itself, is a ``Shared`` under ``$ref``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from explainer.packs.context import Context
from explainer.packs.yaml_tree import Tree


class Bad:
    """What a reader gives for a value that was reported and can't be used."""

    def __bool__(self) -> bool:
        return False


BAD = Bad()

Schema = dict[str, Any]
"""JSON Schema, draft 2020-12."""

Read = Callable[[Tree, Context], Any]
"""Gives the value of a tree, or BAD after reporting."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A schema that is written once, under its name."""

    name: str
    make: Callable[[], Schema]
    """Called only when a schema is asked for: decoding needs none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of value."""

    read: Read
    schema: Schema


def reads(schema: Schema) -> Callable[[Read], Reader]:
    """Make a function into the reader of what a schema describes."""
    return lambda read: Reader(read, schema)


def shared(name: str, make: Callable[[], Schema]) -> Schema:
    """A schema that is written once and referred to."""
    return {"$ref": Shared(name, make)}


def sentence(words: str) -> str:
    """A few words as a sentence, for an editor to show."""
    return f"{words[0].upper()}{words[1:]}."
