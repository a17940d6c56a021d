"""``explainer review``: a few minutes of questions on what was read, in line mode."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.progress import CAN_NOT_BE_FOLLOWED, kept_progress, settings_of
from explainer.cli.result import CommandResult
from explainer.errors import StepError
from explainer.prose.clean import clean

if TYPE_CHECKING:
    from explainer.rooms.sitting import Sitting

NOTHING_READ = "Nothing was read of this pack yet. Read some pages first; questions come of what you read."


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "review",
        parents=[shared],
        help="questions on what you have read",
        description="Questions on what the newest run of a pack has read: those due today, and a few new "
        "ones. Each line typed is an answer; stop ends it, and what was answered is kept.",
    )
    add_pack(parser)
    parser.add_argument(
        "--minutes", type=_minutes, default=5, metavar="N", help="how long it may last (default: 5)"
    )
    parser.add_argument(
        "--steelman", action="store_true", help="ask whose positions these are, and why they hold them"
    )
    parser.set_defaults(run=run)


def _minutes(text: str) -> int:
    from explainer.verbs.study_words import LONGEST, minutes_of

    minutes = minutes_of(text)
    if minutes is None:
        raise argparse.ArgumentTypeError(f"give whole minutes, from 1 to {LONGEST}")
    return minutes


def run(options: argparse.Namespace) -> CommandResult:
    """Ask, and keep what is answered."""
    from random import Random

    from explainer.cli.read import ready_streams, typed, widest
    from explainer.packs.open import open_pack
    from explainer.rooms.sitting import sitting_of
    from explainer.rooms.steelman_sitting import SteelmanSitting
    from explainer.session import Session, path_of_run
    from explainer.store.paths import cache_folder

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    with kept_progress(options) as store:
        runs = store.runs(pack.id) if store else []
        if store is None or not runs:
            said = f"{store.notice} {NOTHING_READ}" if store else NOTHING_READ
            return CommandResult(talk=said.strip())
        if path_of_run(pack, store, runs[0]) is None:
            # Going on with it would begin another, which nobody asked for.
            return CommandResult(ExitCode.SAVE, talk=f"{store.notice} {CAN_NOT_BE_FOLLOWED}".strip())
        ready_streams()
        session, settings, dice = Session.resume(pack, store, runs[0]), settings_of(options, store), Random()
        session.study.settings = settings
        notices = [*filter(None, (store.notice, *settings.file.findings)), *session.take_notices()]
        try:
            sitting: Sitting = (
                SteelmanSitting(session, dice)
                if options.steelman
                else sitting_of(session, dice, options.minutes)
            )
        except StepError as error:
            return CommandResult(talk="\n".join((*notices, str(error))))
        width = min(settings.width, widest() or settings.width)
        for notice in notices:
            print(clean(notice))
        understood = _converse(sitting, typed() if sys.stdin.isatty() else sys.stdin, width)
    # As for a script of commands: a line that was not understood is told by the exit code too.
    return CommandResult(ExitCode.DONE if understood or sys.stdin.isatty() else ExitCode.FINDINGS)


def _converse(sitting: Sitting, lines: Iterable[str], width: int) -> bool:
    """Ask until it is over or nothing more is typed; gives whether every line was understood."""
    from explainer.line.sitting import begin_lines, reply_to
    from explainer.rooms.sitting import Stage

    understood = True
    for line in begin_lines(sitting, width):
        print(clean(line))
    if sitting.stage is Stage.OVER:
        return True
    for line in lines:
        reply = reply_to(sitting, line.strip(), width)
        understood &= reply.understood
        said = reply.lines
        if reply.page is not None:
            page = sitting.session.pack.nodes[reply.page].title
            said = [f"Your place is on “{page}” now; explainer goes on there."]
        print()
        for text in (*sitting.session.take_notices(), *said):
            print(clean(text))
        if reply.ends:
            break
    return understood
