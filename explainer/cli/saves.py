"""``explainer saves``: the runs that were kept."""

from __future__ import annotations

import argparse

from explainer.cli.progress import kept_progress
from explainer.cli.result import CommandResult
from explainer.model.plural import counted


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "saves",
        parents=[shared],
        help="the runs that were kept",
        description="Every run is kept; starting afresh loses none.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verbs.add_parser("list", parents=[shared], help="list them, the one read last first")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    listing.set_defaults(run=run_list)


def run_list(options: argparse.Namespace) -> CommandResult:
    """List every run in the store, without making one."""
    from explainer.model.date import on_the_clock

    with kept_progress(options) as store:
        if store is None:
            return CommandResult(text="No run was kept yet.", data={"saves": []})
        runs = store.runs()
    lines = [
        f"{run.id:>4}  {run.pack}  {run.title}  "
        f"({counted(run.steps, 'step')}, read {on_the_clock(run.updated):%Y-%m-%d %H:%M})"
        for run in runs
    ]
    data = [
        {
            "run": run.id,
            "pack": run.pack,
            "pack_version": run.pack_version,
            "way_in": run.way_in,
            "page": run.title,
            "steps": run.steps,
            "started": run.started.isoformat(),
            "updated": run.updated.isoformat(),
        }
        for run in runs
    ]
    return CommandResult(
        text="\n".join(lines) or "No run was kept yet.", data={"saves": data}, talk=store.notice
    )
