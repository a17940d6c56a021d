"""``explainer export``: a pack to take away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.result import CommandResult
from explainer.export.files import write_whole
from explainer.model.plural import counted

if TYPE_CHECKING:
    from explainer.model.pack import Pack

FORMATS = {
    "text": "plain text, UTF-8",
    "csl": "its sources as CSL-JSON",
    "bibtex": "its sources as BibTeX",
}
"""What a pack can be made into."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        parents=[shared],
        help="write a whole pack as one document, or its bibliography",
        description="Write every page, position, event, term, card, claim and source of a pack as one "
        "document, to be read in one go or printed; or its sources alone, for a reference manager. "
        "Nothing is hidden in it: it tells what happened.",
    )
    parser.add_argument("form", metavar="FORMAT", choices=list(FORMATS), help=_forms())
    add_pack(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; else to stdout")
    parser.add_argument(
        "--width", type=int, default=72, metavar="N", help="cells a line may take; 0 never breaks one"
    )
    parser.set_defaults(run=run)


def _forms() -> str:
    return "; ".join(f"{name}: {words}" for name, words in FORMATS.items())


def _written(pack: Pack, form: str, width: int) -> str:
    if form == "csl":
        from explainer.export.csl import as_csl

        return as_csl(pack)
    if form == "bibtex":
        from explainer.export.bibtex import as_bibtex

        return as_bibtex(pack)
    from explainer.export.text import as_text

    return as_text(pack, max(0, width))


def run(options: argparse.Namespace) -> CommandResult:
    """Write one pack."""
    from explainer.packs.open import open_pack
    from explainer.store.paths import cache_folder

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    text = _written(pack, options.form, options.width)
    if options.output is None:
        return CommandResult(text=text.removesuffix("\n"))
    try:
        write_whole(options.output, text, over=True)
    except OSError as error:
        talk = f"{options.output} can't be written: {error.strerror}. What was there is as it was."
        return CommandResult(ExitCode.USAGE, talk=talk)
    if options.form != "text":
        count = counted(len(pack.sources), "source")
        return CommandResult(talk=f"Wrote {count} to {options.output}.")
    words = len(text.split())
    return CommandResult(talk=f"Wrote {len(pack.nodes)} pages, {words:,} words in all, to {options.output}.")
