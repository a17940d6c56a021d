"""``explainer study``: answers and notes to take to another machine, and taking them in there."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.progress import kept_progress
from explainer.cli.result import CommandResult
from explainer.model.plural import counted

NOTES = ("note or bookmark", "notes or bookmarks")

NOTHING = "Nothing was answered, noted or forecast yet. Nothing was written."


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "study",
        parents=[shared],
        help="take your answers and notes to another machine",
        description="Answers to a pack's questions and notes on it, as one JSON file.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = verbs.add_parser(
        "export",
        parents=[shared],
        help="write them to a file",
        description="Write every answer and note, and the forecasts of the newest run, as JSON. "
        "A file of that name is written over.",
    )
    add_pack(export)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; else to stdout")
    export.set_defaults(run=run_export)
    taking = verbs.add_parser(
        "import",
        parents=[shared],
        help="take in such a file",
        description="Take in the answers and notes that are not here yet; what is here stays. "
        "Doing so twice adds nothing. Forecasts belong to the run they were made in and stay in the file.",
    )
    taking.add_argument("file", type=Path, metavar="FILE", help="what “study export” wrote")
    add_pack(taking)
    taking.set_defaults(run=run_import)


def run_export(options: argparse.Namespace) -> CommandResult:
    """Write the answers and notes of a pack."""
    from explainer.export.files import write_whole
    from explainer.packs.open import open_pack
    from explainer.session import path_of_run
    from explainer.store.paths import cache_folder
    from explainer.study.portable import as_json, forecast_records, study_document

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    with kept_progress(options) as store:
        if store is None:
            return CommandResult(talk=NOTHING)
        reviews, notes = store.reviews.of(pack.id), store.notes.of(pack.id)
        runs, talk = store.runs(pack.id), store.notice
        path = path_of_run(pack, store, runs[0]) if runs else None
        made = forecast_records(pack, path) if path else []
        document = study_document(pack, store.clock(), reviews, notes, made)
    if runs and path is None:
        lost = (
            "The pack has changed so much that your newest run can't be followed; its forecasts are left out."
        )
        talk = f"{talk}\n{lost}".strip()
    forecasts = len(made)
    if not (reviews or notes or forecasts):
        return CommandResult(talk=f"{talk} {NOTHING}".strip())
    if options.output is None:
        # Plain letters: a terminal of another encoding would lose what a note says.
        return CommandResult(text=as_json(document, plain=True).removesuffix("\n"), talk=talk)
    try:
        write_whole(options.output, as_json(document), over=True)
    except OSError as error:
        said = f"{options.output} can't be written: {error.strerror}. What was there is as it was."
        return CommandResult(ExitCode.USAGE, talk=said)
    # Those taken back are in the file too, so that the other machine takes them back as well.
    said = f"Wrote {_answers(len(reviews), sum(review.undone for review in reviews))}, "
    said += f"{counted(len(notes), *NOTES)} and {counted(forecasts, 'forecast')} to {options.output}."
    return CommandResult(talk=f"{talk}\n{said}".strip())


def _answers(count: int, undone: int) -> str:
    return counted(count, "answer") + (f" ({undone:,} of them taken back)" if undone else "")


def run_import(options: argparse.Namespace) -> CommandResult:
    """Take in the answers and notes of a file."""
    from explainer.errors import StudyFileRefused
    from explainer.packs.open import open_pack
    from explainer.store.paths import cache_folder, data_folder
    from explainer.store.store import open_store
    from explainer.study.portable import MAX_BYTES, read_document

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    try:
        with options.file.open("rb") as file:
            # One more than may be: a pipe or a device need never end.
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return CommandResult(ExitCode.USAGE, talk=f"{options.file} can't be read: {error.strerror}.")
    try:
        found = read_document(data, pack.id)
    except StudyFileRefused as error:
        raise StudyFileRefused(f"{options.file} was not taken in. {error} Nothing was changed.") from None
    with closing(open_store(data_folder(options.data_dir))) as store:
        reviews, notes = store.take_in(pack.id, found.reviews, found.notes)
        talk = store.notice
    said = f"Took in {counted(reviews, 'answer')} and {counted(notes, *NOTES)}."
    known = len(found.reviews) - reviews + len(found.notes) - notes
    said += f" {known:,} more {'was' if known == 1 else 'were'} here already." if known else ""
    if found.forecasts:
        its = counted(found.forecasts, "forecast")
        said += f" Its {its} stayed in the file: a forecast belongs to the run it was made in."
    data_out = {
        "pack": pack.id,
        "reviews": {"added": reviews, "known": len(found.reviews) - reviews},
        "notes": {"added": notes, "known": len(found.notes) - notes},
        "forecasts_left": found.forecasts,
    }
    return CommandResult(data=data_out, talk=f"{talk}\n{said}".strip())
