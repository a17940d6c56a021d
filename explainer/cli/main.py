"""The ``explainer`` command: its parser, and running what it names."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from explainer import __version__
from explainer.cli import (
    check,
    doctor,
    export,
    graph,
    list_packs,
    new,
    notes,
    play,
    read,
    review,
    saves,
    schema,
    search,
    stats,
    study,
)
from explainer.cli.exit_codes import ExitCode
from explainer.cli.result import CommandResult, render
from explainer.errors import ExplainerError, PackInvalid, PackNotFound, StoreError

_COMMANDS = (
    play, read, review, list_packs, new, check, schema, graph, stats, search, export, notes, study, saves,
    doctor,
)  # fmt: skip

_EXAMPLES = """\
examples:
  explainer                         open the shipped pack at its title page
  explainer read                    the same adventure as plain lines, for a screen reader or a pipe
  explainer read --script walk.txt  run a walk, one command a line
  explainer new bridge              a small pack to begin with, which teaches in comments
  explainer check mypack            every mistake in a pack, with its place and what to do
  explainer schema -o mypack        what your editor needs to complete and check as you write
  explainer stats --format json     how much is in the pack
  explainer search annex V          where something stands, as far as the story has come
  explainer export text -o all.txt  the whole pack as one text, to read in one go or print
  explainer graph -o pack.svg       its pages and the ways between them, drawn
  explainer notes export -o my.md   your notes, with the claims they are about and their sources
  explainer study export -o s.json  your answers and notes, to be taken in on another machine
  explainer saves list              every run that was kept

exit codes: 0 done · 1 findings · 2 usage · 3 the pack can't be opened · 4 a save can't be read or written
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; making it imports no engine and no screen."""
    shared = _shared_options()
    top = argparse.ArgumentParser(
        prog="explainer",
        description="Learn a hard public issue at the terminal: every sentence with its evidence, "
        "every side from the inside, and forks to forecast before you see what happened.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for module in _COMMANDS:
        module.add_parser(commands, shared)
    return top


def _shared_options() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where progress is kept (also EXPLAINER_HOME)"
    )
    shared.add_argument(
        "--content",
        type=Path,
        metavar="DIR",
        help="the folder packs are looked for in (also EXPLAINER_CONTENT)",
    )
    shared.add_argument("--json", action="store_true", help="print data as JSON, where there is data")
    return shared


def run(argv: Sequence[str]) -> int:
    """Run one command line; give the process's exit code. Never raises for bad input."""
    _ready_streams()
    options = argparse.Namespace()
    try:
        try:
            options = parser().parse_args(argv)
        finally:
            # Help is printed while the line is read, and then ends the program.
            sys.stdout.flush()
        for name in ("data_dir", "content"):
            if not hasattr(options, name):
                setattr(options, name, None)
        command = getattr(options, "run", play.run)
        as_json = getattr(options, "json", False) or getattr(options, "format", "") == "json"
        code = render(command(options), as_json=as_json)
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            # A folder that was named can't be looked into, or is no name for one.
            named = str(error.filename)
            shown = named if len(named) <= 200 else named[:199] + "…"
            talk = f"{shown} can't be read: {error.strerror}."
            return render(CommandResult(ExitCode.USAGE, talk=talk), as_json=False)
        # Output failed. What was read is kept; what is left unwritten must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            # The reader of a pipe has left, and there is nobody to tell.
            return int(ExitCode.DONE)
        talk = f"The output can't be written: {error.strerror}."
        return render(CommandResult(ExitCode.FINDINGS, talk=talk), as_json=False)
    except PackNotFound as error:
        return render(CommandResult(ExitCode.PACK, talk=str(error)), as_json=False)
    except PackInvalid as error:
        named = getattr(options, "pack", "") or error.name
        return render(CommandResult(ExitCode.PACK, talk=_refusal(error, named)), as_json=False)
    except StoreError as error:
        return render(CommandResult(ExitCode.SAVE, talk=str(error)), as_json=False)
    except ExplainerError as error:
        return render(CommandResult(ExitCode.FINDINGS, talk=str(error)), as_json=False)
    return code


def _ready_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # Started without one, as by some schedulers: what is said goes nowhere.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of another encoding shows a question mark where it must, and never stops.
        sys.stdout.reconfigure(errors="replace")


def _refusal(error: PackInvalid, named: str) -> str:
    import shlex

    from explainer.cli.invocation import command
    from explainer.cli.reporters import as_text

    grave = [item for item in error.diagnostics if item.severity == "error" and not item.mended]
    shown = as_text(grave[:3])
    more = f"\n… and {len(grave) - 3} more." if len(grave) > 3 else ""
    return f"{error}\n\n{shown}{more}\n\nSee all of them with: {command()} check {shlex.quote(named)}"
