"""``explainer new``: a small pack to begin with."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from explainer.cli.exit_codes import ExitCode
from explainer.cli.invocation import command
from explainer.cli.result import CommandResult


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "new",
        parents=[shared],
        help="begin a pack of your own",
        description="Write a small, whole pack into a new folder: a made-up story of eight pages that uses "
        "what most packs need, and says in comments how it is done. With --bare, write one page that tells "
        "nothing yet, to put your own story in its place. The folder's name becomes the pack's id. Nothing "
        "is ever written over.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to make")
    parser.add_argument("--bare", action="store_true", help="one page and no story, instead of the sample")
    parser.add_argument("--title", metavar="TEXT", help="the pack's title")
    parser.add_argument("--question", metavar="TEXT", help="what it is about, as one question")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Write it, or say why not."""
    import shlex
    from datetime import date

    from explainer.model.ids import MAX_ID_LENGTH
    from explainer.packs.new import BARE, SAMPLE, begin, is_free
    from explainer.prose.clean import visible

    folder: Path = options.folder
    shown = visible(str(folder))
    shown = shown if len(shown) <= 200 else f"{shown[:199]}…"
    values = {"id": _id_of(folder)}
    if not values["id"]:
        return _refused(
            f"The name of {shown} makes no id for a pack.",
            f"Name a folder in letters a to z and digits, {MAX_ID_LENGTH} at most, such as my-pack; "
            "the title can be any text.",
        )
    for key in ("title", "question"):
        text = getattr(options, key)
        if text is not None:
            values[key] = " ".join(text.split())
            if trouble := _trouble_with(values[key]):
                return _refused(f"The {key} {trouble}.", f"Nothing was written; give another --{key}.")
    try:
        if not is_free(folder):
            return _refused(
                f"There is something in {shown} already; it was left as it is.", "Name a new folder."
            )
        if options.bare:
            # The latest a story can be told from: whatever is written first is known by then.
            values["as_of"] = date.today().isoformat()
        names = begin(folder, BARE if options.bare else SAMPLE, values)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "it is no name for a folder"
        return _refused(f"No pack can be written to {shown}: {reason}.", "What was there is as it was.")
    named = shlex.quote(str(folder))
    program = command()
    begin_with = f"Begin with {shown}{os.sep}pack.yaml"
    if options.bare:
        todo = f"{begin_with}: set as_of, the day your story is told from, and write a summary."
    else:
        todo = f"{begin_with}: comments in the files tell the rest."
        if len(values) > 1:
            todo += " The story is the sample's, and so are its summary, date and authors."
    return CommandResult(
        talk=f"Wrote a pack of {len(names) - 1} files to {shown}, and a schema for your editor.\n\n"
        f"  {program} play {named}   read it\n"
        f"  {program} check {named}  find every mistake while you make it yours\n\n"
        f"{todo}"
    )


def _refused(what: str, hint: str) -> CommandResult:
    return CommandResult(ExitCode.USAGE, talk=f"{what} {hint}")


def _id_of(folder: Path) -> str:
    """The id that a folder's name makes, or nothing."""
    from explainer.model.ids import is_id
    from explainer.verbs.matching import fold

    name = "-".join(fold(Path(os.path.normpath(folder.absolute())).name).split())
    return name if is_id(name) else ""


def _trouble_with(text: str) -> str:
    """What keeps a text from being a title or a question, or nothing."""
    from explainer.packs.scalars import MAX_LINE
    from explainer.prose.clean import REFUSED, spelt

    if not text:
        return "is empty"
    if len(text) > MAX_LINE:
        return f"has {len(text):,} characters; the most is {MAX_LINE:,}"
    if found := REFUSED.search(text):
        return f"has the character {spelt(found[0])} in it, which no pack may hold"
    return ""
