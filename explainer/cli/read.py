"""``explainer read``: line mode."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from explainer.cli.exit_codes import ExitCode
from explainer.cli.finding import ON_THE_TITLE_PAGE, add_witness, settings_only, shown
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.result import CommandResult


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "read",
        parents=[shared],
        help="read as plain lines, or run a script of commands",
        description="The same adventure as plain lines: no colour, no cursor control, only new text. "
        "Chosen by itself when input or output is no terminal, or TERM is dumb. With --script, or "
        "input from a pipe, every line is a command; exit code 1 if one was not understood.",
    )
    add_pack(parser)
    add_witness(parser)
    parser.add_argument("--script", type=Path, metavar="FILE", help="a file of commands, one a line")
    parser.add_argument(
        "--width",
        type=int,
        metavar="N",
        help="cells a line may take; 0 never breaks one (default: the setting's, at most the terminal's)",
    )
    parser.add_argument(
        "--say",
        metavar="CMD",
        default="",
        help="pipe each turn's text to a command that speaks, such as espeak-ng; it is run without a shell",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Read a pack line by line."""
    from explainer.cli.progress import open_progress, settings_of
    from explainer.cli.say import Speaker
    from explainer.line.reader import LineReader
    from explainer.packs.open import open_pack
    from explainer.store.paths import cache_folder

    finding = shown(options) if getattr(options, "witness", None) is not None else None
    if isinstance(finding, CommandResult):
        return finding
    script = getattr(options, "script", None)
    source: TextIO | None = None
    if script is not None:
        try:
            source = script.open(encoding="utf-8", errors="replace")
        except OSError as error:
            return CommandResult(ExitCode.USAGE, talk=f"The script {script} can't be read: {error.strerror}.")
    elif not sys.stdin.isatty():
        source = sys.stdin
    with contextlib.ExitStack() as stack:
        if source is not None and source is not sys.stdin:
            stack.enter_context(source)
        if finding:
            store, notice = None, ON_THE_TITLE_PAGE
            settings = stack.enter_context(settings_only(options, finding.session))
            pack = finding.session.pack
        else:
            pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
            store, notice = open_progress(options)
            if store is not None:
                stack.callback(store.close)
            settings = settings_of(options, store)
            notice = " ".join(filter(None, (notice, *settings.file.findings)))
        ready_streams()
        wanted: int | None = getattr(options, "width", None)
        speaker = Speaker(options.say, print) if getattr(options, "say", "") else None
        if speaker is not None:
            stack.callback(speaker.finish)
        reader = LineReader(
            pack,
            store,
            print,
            width=wanted if wanted is None else max(0, wanted),
            widest=widest(),
            notice=notice,
            settings=settings,
            heard=speaker.speak if speaker else None,
        )
        if finding:
            reader.open_at(finding.session, finding.end)
        else:
            reader.open()
        if source is not None:
            understood = reader.run(source, echo=True)
            return CommandResult(ExitCode.DONE if understood else ExitCode.FINDINGS)
        reader.run(typed(), echo=False)
        return CommandResult()


def ready_streams() -> None:
    """Have any bytes read, and each line heard at the other end of a pipe before it must answer."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)


def widest() -> int:
    """Cells a line may take in this terminal; 0 if there is none."""
    import shutil

    return max(20, shutil.get_terminal_size().columns - 1) if sys.stdout.isatty() else 0


def typed() -> Iterator[str]:
    """Lines as they are typed, until there are no more."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - gives input() its line editing and history

    while True:
        print()
        try:
            yield input("> ")
        except EOFError:
            print()
            return
