"""YAML as a tree that remembers where everything stood.

Built from the parser's events rather than from composed nodes: nothing recurses, so no depth
of nesting can exhaust a stack, and aliases, tags and further documents are refused where they
stand. Scalars stay the text they were written as; what they mean is the decoder's business,
so ``no`` never becomes false nor ``1:30`` ninety.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from explainer.model.diagnostic import Mark
from explainer.packs.yaml_errors import slip_of

MAX_DEPTH = 32
"""Mappings and lists inside each other; the deepest the format needs is about twelve."""

Report = Callable[[str, Mark, Mark, str, str], None]
"""Called with code, start, end, message and hint."""

Place = Callable[[int, int], Mark]
"""Where a line and column of the text stand in its file."""

HAS_LIBYAML = hasattr(yaml, "CSafeLoader")
"""Whether the fast parser is there; without it opening a pack takes about six times as long."""

# Typed as Any: the stubs know no event stream of the C loader.
_LOADER: Any = yaml.CSafeLoader if HAS_LIBYAML else yaml.SafeLoader


@dataclass(slots=True)
class Scalar:
    """A text, a number, a word: whatever was written, undecided."""

    value: str
    start: Mark
    end: Mark
    style: str = ""
    """``""`` plain, ``'`` or ``"`` quoted, ``|`` or ``>`` a block."""


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order they were written, repeated keys and all."""

    start: Mark
    end: Mark
    pairs: list[tuple[Scalar, Tree]] = field(default_factory=list)


@dataclass(slots=True)
class Sequence:
    """A list."""

    start: Mark
    end: Mark
    items: list[Tree] = field(default_factory=list)


Tree = Scalar | Mapping | Sequence


def describe(tree: Tree) -> str:
    """What was found, in an author's words: ``a list``, ``text 'seven'``."""
    if isinstance(tree, Mapping):
        return "a group of keys"
    if isinstance(tree, Sequence):
        return "a list"
    if not tree.value and not tree.style:
        return "nothing"
    shown = tree.value if len(tree.value) <= 32 else tree.value[:31] + "…"
    return f"{shown!r}"


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    tree: Mapping | Sequence
    key: Scalar | None = None
    awaits_value: bool = False


def parse_tree(text: str, report: Report, place: Place = Mark) -> Tree | None:
    """The one document in the text, or None after reporting why there is none.

    An alias, a tag or too deep a nesting is reported and stops the reading of this file.
    """
    try:
        return _build(text, report, place)
    except yaml.MarkedYAMLError as error:
        if "maximum nesting depth" in (error.problem or ""):
            at = _mark(error.problem_mark or error.context_mark, place)
            report("E004", at, at, f"nested more than {MAX_DEPTH} deep", "")
            return None
        slip = slip_of(error, text)
        at = place(slip.line + 1, slip.column + 1)
        report("E001", at, at, slip.message, slip.hint)
    except (ValueError, OverflowError):
        # Only the slow parser: it takes any number after a backslash for a character.
        report("E001", Mark(1, 1), Mark(1, 1), "an escape such as \\U stands for no character", "")
    except yaml.YAMLError as error:
        # ReaderError has no mark; refused characters were taken out before, so this is rare.
        at = Mark(1, 1)
        report("E001", at, at, str(error).splitlines()[0], "")
    return None


def _build(text: str, report: Report, place: Place) -> Tree | None:
    root: Tree | None = None
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
            continue
        start, end = _mark(event.start_mark, place), _mark(event.end_mark, place)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                report("E008", start, end, "a second document begins here", "One file, one list.")
                return root
            continue
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            report(
                "E002",
                start,
                end,
                "anchors and aliases (& and *) are not used in packs",
                "Write the value out. Text that begins with & or * goes in quotes.",
            )
            return None
        if getattr(event, "tag", None):
            report(
                "E003",
                start,
                end,
                "tags (!) are not used in packs",
                "Leave the tag out. Text that begins with ! goes in quotes.",
            )
            return None
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = stack.pop().tree
            done.end = end
            continue
        tree: Tree
        if isinstance(event, yaml.ScalarEvent):
            style = event.style or ""
            tree = Scalar(event.value, start, end, "" if style == "plain" else style)
        elif isinstance(event, yaml.MappingStartEvent):
            tree = Mapping(start, end)
        else:
            tree = Sequence(start, end)
        if not stack:
            root = tree
        elif not _attach(stack[-1], tree, report):
            return None
        if not isinstance(tree, Scalar):
            if len(stack) >= MAX_DEPTH:
                report("E004", start, end, f"nested more than {MAX_DEPTH} deep", "")
                return None
            stack.append(_Open(tree))
    return root


def _attach(parent: _Open, child: Tree, report: Report) -> bool:
    if isinstance(parent.tree, Sequence):
        parent.tree.items.append(child)
    elif not parent.awaits_value:
        if not isinstance(child, Scalar):
            report(
                "E104",
                child.start,
                child.end,
                f"a key must be a word, not {describe(child)}",
                "Text that begins with { or [ goes in quotes.",
            )
            return False
        parent.key, parent.awaits_value = child, True
    else:
        assert parent.key is not None
        parent.tree.pairs.append((parent.key, child))
        parent.awaits_value = False
    return True


def _mark(mark: Any, place: Place) -> Mark:  # noqa: ANN401 - yaml's marks are untyped in the C loader
    return place(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
