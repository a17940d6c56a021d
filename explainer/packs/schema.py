"""JSON Schemas of a pack's files, for editors: made from the tables that decode them.

They know one file at a time. Links between files, ids given twice, and what can only be seen on
the story as a whole are for ``check``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from explainer.model.pack import FORMAT
from explainer.packs.fields import Field, schema_of_keys
from explainer.packs.load import CHAPTER_KEY, LISTS, MANIFEST_READER
from explainer.packs.reader import Schema, Shared
from explainer.packs.story_records import MANIFEST

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The metaschema that every schema here follows."""

ANY = "any"
"""Whatever file a pack may have: the one schema for a whole folder."""

KINDS = (ANY, "pack", *LISTS)
"""What there are schemas of: any file, ``pack.yaml``, and a file of each list."""


def schema_of(kind: str) -> Schema:
    """The whole schema of a kind of file, one of ``KINDS``."""
    body = _BODIES.get(kind) or _of_list(kind)
    return {"$schema": DIALECT, "$id": f"urn:explainer:format-{FORMAT}:{kind}", **written(body)}


def written(schema: Schema) -> Schema:
    """A reader's schema as JSON has it, with all that it refers to."""
    shared: dict[str, Schema] = {}
    whole: Schema = _written(schema, shared)
    return {**whole, "$defs": dict(sorted(shared.items()))}


def schema_text(kind: str) -> str:
    """The same as JSON, ending with a newline."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def file_name(kind: str) -> str:
    """What the file with a kind's schema is called."""
    return "schema.json" if kind == ANY else f"{kind}.schema.json"


def _of_lists(title: str, fields: Iterable[Field]) -> Schema:
    return {"title": title, **schema_of_keys(fields)}


def _of_list(kind: str) -> Schema:
    beside = [CHAPTER_KEY] if kind == "nodes" else []
    return {**_of_lists(f"The {kind} of a pack", [LISTS[kind], *beside]), "required": [kind]}


_BODIES: dict[str, Schema] = {
    "pack": MANIFEST_READER.schema,
    ANY: {
        # No key is both the pack's and a file's, so any one of them tells which of the two it is.
        "if": {"type": "object", "anyOf": [{"required": [key]} for key in MANIFEST.keys]},
        "then": MANIFEST_READER.schema,
        "else": _of_lists("A file of a pack", [*LISTS.values(), CHAPTER_KEY]),
    },
}


def _written(part: Any, shared: dict[str, Schema]) -> Any:  # noqa: ANN401 - any piece of a schema
    """A piece of a schema as JSON has it; what it shares is put among the rest of that."""
    if isinstance(part, Shared):
        if part.name not in shared:
            # Its place is taken before it is made, for it may be part of itself.
            shared[part.name] = {}
            shared[part.name] = _written(part.make(), shared)
        return f"#/$defs/{part.name}"
    if isinstance(part, dict):
        return {key: _written(value, shared) for key, value in part.items()}
    if isinstance(part, list):
        return [_written(item, shared) for item in part]
    return part
