"""``explainer stats``: how much is in a pack."""

from __future__ import annotations

import argparse

from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.result import CommandResult


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "stats",
        parents=[shared],
        help="count what is in a pack",
        description="Count a pack's pages, claims, sources, terms, voices, forks, cards and words.",
    )
    add_pack(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Count one pack."""
    from explainer.packs.load import open_pack
    from explainer.packs.statistics import statistics

    pack = open_pack(pack_folder(options))
    counts = statistics(pack)
    lines = [f"{pack.title} ({pack.manifest.version})", ""]
    for key, value in counts.items():
        label = key.replace("_", " ")
        if isinstance(value, int):
            lines.append(f"{label:<16} {value:>7,}")
        elif isinstance(value, dict):
            parts = ", ".join(f"{kind} {count:,}" for kind, count in value.items())
            lines += ["", f"{label}: {parts}"]
    return CommandResult(text="\n".join(lines), data=counts)
