"""What a command gives back, and the one place that prints it: data to stdout, talk to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.cli.exit_codes import ExitCode
from explainer.prose.clean import REFUSED, spelt

SCHEMA = 1
"""The version of every JSON document the commands print; it grows when a key changes meaning."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The outcome of a command."""

    code: int = ExitCode.DONE
    """One of ``ExitCode``, or 128 and the number of the signal that ended it."""
    text: str = ""
    """For a person, to stdout."""
    data: Mapping[str, object] | None = None
    """For a program, to stdout as JSON when it was asked for."""
    talk: str = ""
    """About the run, to stderr."""


def render(result: CommandResult, *, as_json: bool) -> int:
    """Print a result and give its exit code. No character that could drive a terminal passes."""
    if as_json and result.data is not None:
        document = json.dumps({"schema": SCHEMA, **result.data}, ensure_ascii=not _speaks_unicode(), indent=2)
        print(REFUSED.sub(lambda match: json.dumps(match[0])[1:-1], document))
    elif result.text:
        print(_harmless(result.text))
    if result.talk:
        sys.stdout.flush()
        print(_harmless(result.talk), file=sys.stderr)
    return int(result.code)


def _speaks_unicode() -> bool:
    encoding: str = getattr(sys.stdout, "encoding", None) or ""
    return encoding.lower().startswith("utf")


def _harmless(text: str) -> str:
    return REFUSED.sub(lambda match: spelt(match[0]), text)
