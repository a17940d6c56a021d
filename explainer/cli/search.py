"""``explainer search``: where something stands in a pack, as far as the reader has come."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import pack_folder
from explainer.cli.result import CommandResult

if TYPE_CHECKING:
    from explainer.rooms.search import SearchRoom
    from explainer.session import Session

WIDTH = 72
"""Cells a line takes."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "search",
        parents=[shared],
        help="find words in a pack, as far as the story has come",
        description="Find words in pages, claims, positions, voices, words, sources and your notes. What "
        "lies ahead of the story is counted, not told: the story is where your newest run of the pack "
        "has come, or at its first day. Exit code 1 if nothing is found.",
    )
    parser.add_argument("words", nargs="+", metavar="WORDS", help='what to look for; "in quotes" as a phrase')
    parser.add_argument("--pack", default="", metavar="PACK", help="the id of a shipped pack or a path")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Search a pack."""
    from explainer.cli.progress import CAN_NOT_BE_FOLLOWED, open_progress
    from explainer.packs.open import open_pack
    from explainer.rooms.search import SearchRoom
    from explainer.session import Session, path_of_run
    from explainer.store.paths import cache_folder

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    store, notice = open_progress(options)
    try:
        runs = store.runs(pack.id) if store is not None else []
        if runs and store is not None and path_of_run(pack, store, runs[0]) is not None:
            session: Session = Session.resume(pack, store, runs[0])
        else:
            # A run that can't be followed is as none: looking something up begins no other.
            session = Session.begin(pack, None)
            notice = f"{notice}\n{CAN_NOT_BE_FOLLOWED}".strip() if runs else notice
        room = SearchRoom(session)
        # What the shell was told to keep together is a phrase.
        parts = (f'"{word}"' if " " in word and '"' not in word else word for word in options.words)
        room.take_words(" ".join(parts))
        code = ExitCode.DONE if room.found.hits else ExitCode.FINDINGS
        return CommandResult(code, text=_text(room), data=_data(room), talk=notice)
    finally:
        if store is not None:
            store.close()


def _text(room: SearchRoom) -> str:
    from explainer.line.render import numbered_lines
    from explainer.prose.width import wrap

    lines = wrap(room.lead(), WIDTH) if room.found.hits or room.found.ahead else []
    for entry in room.entries():
        notes = "; ".join(filter(None, (str(entry.mark), entry.note)))
        lines += numbered_lines("-", f"{entry.text} ({notes})", WIDTH)
        if entry.about and entry.about.text:
            lines += numbered_lines(" ", entry.about.text, WIDTH)
    return "\n".join(lines or wrap(room.empty(), WIDTH))


def _data(room: SearchRoom) -> dict[str, object]:
    found = room.found
    return {
        "pack": room.pack.id,
        "story_date": room.state.today.isoformat(),
        "words": room.line,
        "further": found.further,
        "ahead": found.ahead,
        "did_you_mean": found.instead,
        "hits": [
            {
                "kind": hit.document.kind,
                "id": hit.document.id,
                "title": entry.text,
                "snippet": hit.snippet.text,
            }
            for hit, entry in zip(found.hits, room.entries(), strict=True)
        ],
    }
