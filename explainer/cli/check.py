"""``explainer check``: every mistake of a pack at once."""

from __future__ import annotations

import argparse

from explainer.cli.exit_codes import ExitCode
from explainer.cli.packs_option import add_pack, pack_folder, pack_words
from explainer.cli.result import CommandResult


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
    parser.add_argument("--format", choices=("text", "json"), default="text")
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
    from explainer.cli.read import widest
    from explainer.cli.reporters.data import as_document
    from explainer.cli.reporters.text import as_text, broken, in_words, tally
    from explainer.prose.clean import visible
    from explainer.rules.check import check_pack

    folder = pack_folder(options)
    checked = check_pack(folder)
    errors, warnings, notes = tally(checked.diagnostics)
    failed = errors or (warnings and options.strict)
    name = visible(checked.pack.id if checked.pack else folder.resolve().name)
    found = in_words(errors, warnings, notes) if checked.diagnostics else "all in order"
    verdict = f"{name}: {found}."
    off = [(item.rule, visible(item.because)) for item in checked.turned_off]
    width = widest()
    text = as_text(checked.diagnostics, pack_words(options), width)
    if off:
        told = ", ".join(f"{rule} (because {because})" for rule, because in off)
        lines = broken(f"Turned off by the pack: {told}", width)
        text = "\n".join([text, "", *lines]).lstrip("\n")
    data = as_document(name, folder, checked.diagnostics, checked.turned_off)
    code = ExitCode.FINDINGS if failed else ExitCode.DONE
    talk = verdict if options.format == "text" and not getattr(options, "json", False) else ""
    return CommandResult(code, text, data, talk)
