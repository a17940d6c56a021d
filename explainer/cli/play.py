"""``explainer play``, and ``explainer`` alone: the screens, or line mode where there can be none."""

from __future__ import annotations

import argparse
import os
import sys

from explainer.cli import progress, read
from explainer.cli.finding import ON_THE_TITLE_PAGE, add_witness, settings_only, shown
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.result import CommandResult


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "play",
        parents=[shared],
        help="open a pack at its title page",
        description="Open a pack at its title page. Where input or output is no terminal, or TERM is "
        "dumb, the same adventure runs in line mode.",
    )
    add_pack(parser)
    add_witness(parser)
    parser.set_defaults(run=run)


def wants_lines() -> bool:
    """Whether there is no terminal to draw on."""
    # The screens are drawn on stderr, so that one must be a terminal too.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    # Windows names no kind of terminal, and its own can be drawn on.
    kind = os.environ.get("TERM") or ("windows" if os.name == "nt" else "dumb")
    return not all(stream.isatty() for stream in streams) or kind == "dumb"


def run(options: argparse.Namespace) -> CommandResult:
    """Open the screens on a pack."""
    if wants_lines():
        return read.run(options)
    if getattr(options, "witness", None) is not None:
        return _show_finding(options)
    folder = pack_folder(options)
    store, notice = progress.open_progress(options)
    # Deferred: Textual costs a quarter of a second, and line mode must not pay it.
    from explainer.store.paths import cache_folder
    from explainer.tui.start import play

    try:
        settings = progress.settings_of(options, store)
        code, farewell = play(folder, cache_folder(options.data_dir), store, settings, notice)
        return CommandResult(code, talk=farewell)
    finally:
        if store is not None:
            store.close()


def _show_finding(options: argparse.Namespace) -> CommandResult:
    """Open the screens where a witness leads."""
    finding = shown(options)
    if isinstance(finding, CommandResult):
        return finding
    # Deferred as above.
    from explainer.store.paths import cache_folder
    from explainer.tui.start import play

    session = finding.session
    if finding.end:
        session.tell(finding.end)
    with settings_only(options, session) as settings:
        folder, cache = pack_folder(options), cache_folder(options.data_dir)
        return CommandResult(play(folder, cache, None, settings, ON_THE_TITLE_PAGE, session)[0])
