"""``explainer list``: the packs that are here."""

from __future__ import annotations

import argparse

from explainer.cli.invocation import command
from explainer.cli.result import CommandResult


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "list",
        parents=[shared],
        help="list the packs that are here",
        description="List the shipped packs, or those in the folder named with --content.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """List them, reading no more than each pack's own file."""
    from explainer.packs.load import load_manifest
    from explainer.packs.locate import content_root, pack_folders

    packs = []
    lines = []
    for folder in pack_folders(content_root(options.content)):
        manifest = load_manifest(folder)
        if manifest is None:
            lines.append(f"{folder.name}\n  can't be read; see: {command()} check {folder.name}")
            continue
        packs.append(
            {
                "id": manifest.id,
                "title": manifest.title,
                "question": manifest.question,
                "version": manifest.version,
                "language": manifest.language,
                "licence": manifest.licence,
                "as_of": manifest.as_of.isoformat(),
            }
        )
        lines.append(f"{manifest.id}  {manifest.title} ({manifest.version})\n  {manifest.question}")
    return CommandResult(text="\n".join(lines) or "There are no packs here.", data={"packs": packs})
