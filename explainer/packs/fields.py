r"""The tables of the format, and reading by them.

A ``Record`` is a table of ``Field``\\ s; the same table drives decoding and the schema that
editors complete and check by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from explainer.model.diagnostic import Mark, Span
from explainer.packs.context import Context
from explainer.packs.reader import BAD, Bad, Read, Reader, Schema, reads, sentence, shared
from explainer.packs.report import did_you_mean
from explainer.packs.scalars import key_name
from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, describe


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    name: str
    reader: Reader
    doc: str
    """For authors: what it says, in a few words."""
    required: bool = False

    @property
    def schema(self) -> Schema:
        """The schema of its value, with what it says."""
        return {"description": sentence(self.doc), **self.reader.schema}


@dataclass(frozen=True, slots=True)
class Record:
    """A group of keys that means one thing."""

    name: str
    """With its article: ``a claim``."""
    fields: tuple[Field, ...]
    build: Callable[[dict[str, Any], Context, Mapping], Any]
    """Makes the value; called only when every required key was good."""
    together: tuple[Schema, ...] = ()
    """What a schema can say of its keys together, as ``build`` judges them."""

    @property
    def keys(self) -> list[str]:
        """The keys it knows, in order."""
        return [field.name for field in self.fields]

    @property
    def schema(self) -> Schema:
        """The schema of the group."""
        found: Schema = {"title": self.name.capitalize(), **schema_of_keys(self.fields)}
        if self.together:
            found["allOf"] = list(self.together)
        return found


def schema_of_keys(fields: Iterable[Field]) -> Schema:
    """The schema of a group of just these keys."""
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {field.name: field.schema for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def record(kind: Record) -> Reader:
    """A reader of a group of keys."""
    name = "-".join(kind.name.removeprefix("a ").removeprefix("an ").split())

    @reads(shared(name, lambda: kind.schema))
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401 - what the record builds
        if not isinstance(tree, Mapping):
            example = kind.fields[0].name
            context.add(
                "E104",
                tree,
                f"expected {kind.name}, found {describe(tree)}",
                f"Write its keys, such as '{example}: …', one a line.",
            )
            return BAD
        outer = context.owner
        before = context.gathered.findings.grave
        values, complete = read_keys(kind, tree, context)
        # The whole is judged only where its parts are in order: one slip is one finding.
        sound = complete and context.gathered.findings.grave == before
        built = kind.build(values, context, tree) if sound else BAD
        context.owner = outer
        return built

    return read


def read_keys(kind: Record, tree: Mapping, context: Context) -> tuple[dict[str, Any], bool]:
    """The values of the keys given, and whether the record can be built from them."""
    by_name = {field.name: field for field in kind.fields}
    given: dict[str, tuple[Scalar, Tree]] = {}
    complete = True
    for key, value in tree.pairs:
        if context.gathered.findings.hopeless:
            return {}, False
        name = key_name(key, context)
        if name not in by_name:
            hint = did_you_mean(name, by_name) or f"{kind.name.capitalize()} has: {', '.join(by_name)}."
            context.add("E101", key, f"unknown key '{name}' in {kind.name}", hint)
        elif name in given:
            context.add(
                "E102",
                key,
                f"the key '{name}' is given twice in {kind.name}",
                f"It was first given on line {given[name][0].start.line}; keep one.",
            )
        else:
            given[name] = (key, value)
    values: dict[str, Any] = {}
    # In the table's order, so that an id is known before what it owns is read.
    for field in kind.fields:
        if field.name in given:
            value = field.reader.read(given[field.name][1], context)
            if not isinstance(value, Bad):
                values[field.name] = value
            elif field.required:
                complete = False
        elif field.required:
            complete = False
            at = Span(context.file, tree.start, Mark(tree.start.line, tree.start.column + 1))
            context.gathered.findings.add(
                "E103",
                at,
                f"{kind.name} has no '{field.name}'",
                f"Add '{field.name}: …' ({field.doc}).",
            )
    return values, complete


def list_of(item: Reader, *, at_least: int = 0) -> Reader:
    """A reader of a list; items that are bad are reported and left out."""
    # A key with nothing behind it is an empty list.
    schema: Schema = {"type": "array", "minItems": at_least} if at_least else {"type": ["array", "null"]}

    @reads({**schema, "items": item.schema})
    def read_list(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        if isinstance(tree, Scalar) and not tree.value and not tree.style:
            items: list[Tree] = []
        elif isinstance(tree, Sequence):
            items = tree.items
        else:
            context.add(
                "E104",
                tree,
                f"expected a list, found {describe(tree)}",
                "Write one item a line, each after '- ', or all between [ and ].",
            )
            return BAD
        if len(items) < at_least:
            context.add("E112", tree, "the list is empty", "Give at least one, each after '- '.")
            return BAD
        good = tuple(_good_values(item.read, items, context))
        return good if good or not at_least else BAD

    return read_list


def _good_values(read: Read, items: Iterable[Tree], context: Context) -> Iterator[Any]:
    for item in items:
        if context.gathered.findings.hopeless:
            return
        value = read(item, context)
        if not isinstance(value, Bad):
            yield value
