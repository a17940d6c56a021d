"""``explainer stats``: how much is in a pack; with ``--mine``, how a reader's forecasts did."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder
from explainer.cli.progress import CAN_NOT_BE_FOLLOWED, kept_progress
from explainer.cli.result import CommandResult

if TYPE_CHECKING:
    from explainer.model.pack import Pack
    from explainer.rooms.forecasts import Forecasts

WIDTH = 72
"""Cells a line of one's own forecasts takes."""

EVENT_WEIGHTS = {"1": "details", "2": "major events", "3": "turning points"}
"""What the number means that an author gives an event."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "stats",
        parents=[shared],
        help="count what is in a pack, or look at your forecasts",
        description="Count a pack's pages, claims, sources, terms, voices, forks, cards and words. With "
        "--mine, the scores of the forecasts in your newest run of it; nothing is changed by looking, and "
        "what the story has not told yet is not counted.",
    )
    add_pack(parser)
    parser.add_argument("--mine", action="store_true", help="your forecasts and their scores instead")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Count one pack, or the forecasts of its newest run."""
    from explainer.packs.load import open_pack
    from explainer.packs.statistics import statistics

    if options.mine:
        return _mine(options)
    pack = open_pack(pack_folder(options))
    counts = statistics(pack)
    lines = [f"{pack.title} ({pack.manifest.version})", ""]
    for key, value in counts.items():
        label = key.replace("_", " ")
        if isinstance(value, int):
            lines.append(f"{label:<16} {value:>7,}")
        elif isinstance(value, dict):
            named = EVENT_WEIGHTS if key == "events_by_weight" else {}
            parts = ", ".join(f"{named.get(kind, kind)} {count:,}" for kind, count in value.items())
            lines += ["", f"{label}: {parts or 'none'}"]
    return CommandResult(text="\n".join(lines), data=counts)


# ---------------------------------------------------------------- one's own forecasts


def _mine(options: argparse.Namespace) -> CommandResult:
    """The forecasts of the newest run; makes no store where there is none."""
    from explainer.packs.open import open_pack
    from explainer.rooms.forecasts import Forecasts
    from explainer.session import path_of_run
    from explainer.store.paths import cache_folder

    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    none_yet = CommandResult(text=f"No run of “{pack.title}” was kept yet.", data=_data(pack, None, 0))
    with kept_progress(options) as store:
        if store is None:
            return none_yet
        runs = store.runs(pack.id)
        if not runs:
            return CommandResult(text=none_yet.text, data=none_yet.data, talk=store.notice)
        path = path_of_run(pack, store, runs[0])
        if path is None:
            return CommandResult(ExitCode.SAVE, talk=f"{store.notice}\n{CAN_NOT_BE_FOLLOWED}".strip())
        found = Forecasts(pack, path.state)
        return CommandResult(text=_text(found), data=_data(pack, found, runs[0].id), talk=store.notice)


def _text(found: Forecasts) -> str:
    from explainer.line.render import numbered_lines
    from explainer.prose.width import wrap
    from explainer.rooms.forecasts import COUNTING

    lines = wrap(f"{found.pack.title}: the forecasts of your newest run", WIDTH)
    if not found.made():
        return "\n".join([*lines, "", "You have made none yet."])
    if not found.scores:
        lines += ["", *wrap("None that you made is told yet, so there is no score.", WIDTH)]
    for entry in found.entries():
        if entry.heading or entry.id == COUNTING:
            continue
        note = f" ({entry.note})" if entry.note else ""
        lines += ["", *wrap(f"{entry.text}{note}", WIDTH)]
        lines += numbered_lines(" ", entry.about.text, WIDTH) if entry.about else []
    told = "How this is counted is told in the progress room, under the forecasts."
    return "\n".join([*lines, "", *wrap(told, WIDTH)] if found.scores else lines)


def _data(pack: Pack, found: Forecasts | None, run: int) -> dict[str, object]:
    if found is None:
        return {
            "pack": pack.id, "run": None, "story_date": None,
            "forecasts": [], "score": None, "calibration": [],
        }  # fmt: skip
    averages = found.means
    return {
        "pack": pack.id,
        "run": run,
        "story_date": found.state.today.isoformat(),
        "forecasts": found.records(),
        "score": averages
        and {
            "forecasts": averages.count,
            "mine": averages.mine,
            "even_odds": averages.even,
            "forks_with_status_quo": averages.status_quo_count,
            "status_quo": averages.status_quo,
            "mine_at_those": averages.mine_there,
        },
        "calibration": [
            {
                "from": item.low,
                "to": item.high,
                "options": item.count,
                "happened": item.happened,
                "said": item.said,
            }
            for item in found.bins()
            if item.count
        ],
    }
