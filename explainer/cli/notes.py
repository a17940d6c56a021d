"""``explainer notes``: what a reader wanted to keep of a pack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.progress import kept_progress
from explainer.cli.result import CommandResult

if TYPE_CHECKING:
    from explainer.model.pack import Pack
    from explainer.store.notes import Note

NOTHING = "No note was kept yet."


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "notes",
        parents=[shared],
        help="your notes and bookmarks",
        description="Notes and bookmarks belong to a pack; every run of it has the same ones.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verbs.add_parser("list", parents=[shared], help="list them by page")
    add_pack(listing)
    listing.add_argument("--format", choices=("text", "json"), default="text")
    listing.set_defaults(run=run_list)
    export = verbs.add_parser(
        "export",
        parents=[shared],
        help="write them as Markdown",
        description="Write every note with its page, and the claim it is about with its sources, as "
        "Markdown. Notes stand in it as they were typed. A file of that name is written over.",
    )
    add_pack(export)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; else to stdout")
    export.set_defaults(run=run_export)


def _kept(options: argparse.Namespace) -> tuple[Pack, list[Note], str]:
    """The pack, its notes by page, and what must be said; makes no store where there is none."""
    from explainer.packs.open import open_pack
    from explainer.rooms.notebook import in_page_order
    from explainer.session import as_of_today
    from explainer.store.paths import cache_folder

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    with kept_progress(options) as store:
        if store is None:
            return pack, [], ""
        notes = [as_of_today(pack, note) for note in store.notes.of(pack.id)]
        return pack, in_page_order(pack, notes), store.notice


def run_list(options: argparse.Namespace) -> CommandResult:
    """List the notes of a pack."""
    pack, notes, talk = _kept(options)
    data = {"pack": pack.id, "notes": [_record(pack, note) for note in notes]}
    return CommandResult(text="\n".join(_lines(pack, notes)) or NOTHING, data=data, talk=talk)


def _lines(pack: Pack, notes: list[Note]) -> list[str]:
    from explainer.line.render import numbered_lines
    from explainer.rooms.notebook import page_title
    from explainer.store.notes import NoteKind

    lines, page = [], ""
    for note in notes:
        if note.node != page:
            lines += ([""] if page else []) + [page_title(pack, note)]
            page = note.node
        if note.kind is NoteKind.BOOKMARK:
            lines.append("-  bookmarked")
            continue
        first, *rest = note.text.split("\n")
        lines += numbered_lines("-", first + (" (about a claim)" if note.claim and not rest else ""), 0)
        lines += [f"   {line}".rstrip() for line in rest]
        lines += ["   (about a claim)"] if note.claim and rest else []
    return lines


def _record(pack: Pack, note: Note) -> dict[str, object]:
    from explainer.rooms.notebook import page_title

    return {
        "id": note.id,
        "kind": str(note.kind),
        "page": note.node,
        "title": page_title(pack, note),
        "claim": note.claim,
        "text": note.text,
        "created": note.created.isoformat(),
        "updated": note.updated.isoformat(),
    }


def run_export(options: argparse.Namespace) -> CommandResult:
    """Write the notes of a pack as Markdown."""
    from explainer.export.files import write_whole
    from explainer.export.notes import notes_as_markdown
    from explainer.rooms.notebook import counted_kinds

    pack, notes, talk = _kept(options)
    if not notes:
        return CommandResult(talk=f"{talk} {NOTHING} Nothing was written.".strip())
    text = notes_as_markdown(pack, notes)
    if options.output is None:
        return CommandResult(text=text.removesuffix("\n"), talk=talk)
    try:
        write_whole(options.output, text, over=True)
    except OSError as error:
        said = f"{options.output} can't be written: {error.strerror}. What was there is as it was."
        return CommandResult(ExitCode.USAGE, talk=said)
    said = f"Wrote {counted_kinds(notes)} to {options.output}."
    return CommandResult(talk=f"{talk}\n{said}".strip())
