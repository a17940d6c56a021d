"""A file as an editor sees it: as YAML 1.2 has it.

``2007-12-19`` and ``no`` are texts, ``2007`` is a number, ``true`` a truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from explainer.packs.yaml_tree import Mapping, Sequence, Tree, parse_tree

_CORE: list[tuple[str, Callable[[str], Any]]] = [
    (r"~|null|Null|NULL|", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
]
"""What a scalar without quotes may be besides a text, in YAML 1.2's core schema."""


def seen(tree: Tree | None) -> Any:
    """What an editor sees of a tree: keys are always words."""
    if isinstance(tree, Mapping):
        return {key.value: seen(value) for key, value in tree.pairs}
    if isinstance(tree, Sequence):
        return [seen(item) for item in tree.items]
    if tree is None or tree.style:
        return tree and tree.value
    found = (make(tree.value) for form, make in _CORE if re.fullmatch(form, tree.value))
    return next(found, tree.value)


def loaded(text: str) -> Any:
    """What an editor sees of a file."""
    return seen(parse_tree(text, lambda *found: pytest.fail(str(found))))
