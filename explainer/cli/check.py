"""``explainer check``: every mistake of a pack at once."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder, pack_words
from explainer.cli.result import CommandResult

if TYPE_CHECKING:
    from explainer.rules.check import Checked

FORMATS = ("text", "json", "sarif", "github")
"""How findings can be written."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "check",
        parents=[shared],
        help="find every mistake in a pack",
        description="Read a pack and report everything that is wrong with it, each finding with "
        "file:line:column, the line itself and what to do. Exit code 1 if there are errors; with "
        "--strict also if there are warnings; notes never fail.",
    )
    add_pack(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text for a person; json; sarif for code scanning and editors; github to mark lines of a "
        "change in a workflow",
    )
    parser.add_argument("--strict", action="store_true", help="let warnings fail too")
    parser.add_argument(
        "--explain",
        metavar="CODE",
        help="tell what the code of a finding means, with samples; CODE may be a rule's name, or all",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Check one pack, or tell what a code means."""
    if options.explain is not None:
        from explainer.cli.explain import explain_code

        return explain_code(options.explain)
    from explainer.cli.reporters.text import heads, in_words, tally
    from explainer.prose.clean import visible
    from explainer.rules.check import check_pack

    folder = pack_folder(options)
    checked = check_pack(folder)
    errors, warnings, notes = tally(checked.diagnostics)
    failed = errors or (warnings and options.strict)
    name = visible(checked.pack.id if checked.pack else folder.resolve().name)
    found = in_words(errors, warnings, notes) if checked.diagnostics else "all in order"
    different = heads(checked.diagnostics)
    if different < len(checked.diagnostics):
        found += f", {different:,} different" if different > 1 else ", all the same"
    code = ExitCode.FINDINGS if failed else ExitCode.DONE
    return _written(options, name, folder, checked, CommandResult(code, talk=f"{name}: {found}."))


def _written(
    options: argparse.Namespace, name: str, folder: Path, checked: Checked, result: CommandResult
) -> CommandResult:
    """The result with what was found, in the format that was asked for."""
    # A format that was named is meant more than --json, which every command takes.
    if options.format == "json" or (options.format == "text" and getattr(options, "json", False)):
        from explainer.cli.reporters.data import as_document

        data = as_document(name, folder, checked.diagnostics, checked.turned_off)
        return replace(result, data=data, talk="")
    if options.format == "sarif":
        from explainer.cli.reporters.sarif import as_sarif

        return replace(result, text=as_sarif(folder, checked.diagnostics, checked.turned_off))
    if options.format == "github":
        from explainer.cli.reporters.github import MOST, as_commands, left_out

        talk = [result.talk]
        if more := left_out(checked.diagnostics):
            talk.append(f"GitHub shows {MOST} of each kind; left out here: {more}.")
        if checked.turned_off:
            talk.append(_turned_off(checked))
        return replace(result, text=as_commands(folder, checked.diagnostics), talk="\n".join(talk))
    return replace(result, text=_for_a_person(checked, pack_words(options)))


def _for_a_person(checked: Checked, pack: tuple[str, ...]) -> str:
    from explainer.cli.read import widest
    from explainer.cli.reporters.text import as_text, broken

    width = widest()
    text = as_text(checked.diagnostics, pack, width)
    if checked.turned_off:
        text = "\n".join([text, "", *broken(_turned_off(checked), width)]).lstrip("\n")
    return text


def _turned_off(checked: Checked) -> str:
    from explainer.prose.clean import visible

    told = ", ".join(f"{item.rule} (because {visible(item.because)})" for item in checked.turned_off)
    return f"Turned off by the pack: {told}"
