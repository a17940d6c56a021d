"""``explainer schema``: what an editor needs to help with writing a pack."""

from __future__ import annotations

import argparse
from pathlib import Path

from explainer.cli.exit_codes import ExitCode
from explainer.cli.invocation import command
from explainer.cli.result import CommandResult
from explainer.export.files import write_whole

ALL = "all"
"""Every kind, each in a file of its own."""

_HOW = """\
In VS Code with the YAML extension, and in every other editor that has yaml-language-server, say in
the first line of a file where the schema lies, by its path from there:

  # yaml-language-server: $schema=schema.json

or once for a whole folder, in VS Code's settings:

  "yaml.schemas": {"mypack/schema.json": "mypack/**/*.yaml"}

A schema knows one file at a time; whether all of it fits together, explainer check says.
"""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "schema",
        parents=[shared],
        help="what an editor needs to help with a pack",
        description="Print the JSON Schema of a pack's files, by which an editor completes keys, says what\n"
        "they mean and marks mistakes while you write.",
        epilog=_HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        default="",
        help="pack for pack.yaml, or what a file lists, such as nodes; all of them, with -o; "
        "any file of a pack if left out",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="the folder to write schema.json in; else to stdout"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Print a schema, or write it."""
    from explainer.packs.report import did_you_mean
    from explainer.packs.schema import ANY, KINDS, file_name, schema_text
    from explainer.prose.clean import visible

    kind: str = options.kind or ANY
    if kind not in (*KINDS, ALL):
        hint = did_you_mean(kind, KINDS) or f"There are: {', '.join(KINDS)}."
        return CommandResult(ExitCode.USAGE, talk=f"There is no schema of '{visible(kind[:80])}'. {hint}")
    if options.output is None:
        if kind == ALL:
            return CommandResult(
                ExitCode.USAGE, talk=f"Say where to write them all: {command()} schema all -o DIR"
            )
        return CommandResult(text=schema_text(kind).removesuffix("\n"))
    folder: Path = options.output
    kinds = KINDS if kind == ALL else (kind,)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in kinds:
            write_whole(folder / file_name(each), schema_text(each), over=True)
    except OSError as error:
        talk = f"{folder} can't be written in: {error.strerror}. Name another folder with -o."
        return CommandResult(ExitCode.USAGE, talk=talk)
    written = f"{len(kinds)} schemas" if len(kinds) > 1 else file_name(kind)
    return CommandResult(talk=f"Wrote {written} to {folder}.")
