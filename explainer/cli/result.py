"""What a command gives back, and the one place that prints it: data to stdout, talk to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.cli.exit_codes import ExitCode

SCHEMA = 1
"""The version of every JSON document the commands print; it grows when a key changes meaning."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The outcome of a command."""

    code: ExitCode = ExitCode.DONE
    text: str = ""
    """For a person, to stdout."""
    data: Mapping[str, object] | None = None
    """For a program, to stdout as JSON when it was asked for."""
    talk: str = ""
    """About the run, to stderr."""


def render(result: CommandResult, *, as_json: bool) -> int:
    """Print a result and give its exit code."""
    if as_json and result.data is not None:
        document = {"schema": SCHEMA, **result.data}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif result.text:
        print(result.text)
    if result.talk:
        sys.stdout.flush()
        print(result.talk, file=sys.stderr)
    return int(result.code)
