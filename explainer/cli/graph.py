"""``explainer graph``: a pack drawn, its pages and the ways between them."""

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
    from explainer.export.graph.graph import Graph
    from explainer.model.pack import Pack

FORMATS = {
    "mermaid": "text that many sites and editors draw",
    "dot": "text that Graphviz and others draw",
    "svg": "the drawing itself, for a browser or for print",
}
"""What a drawing can be written as."""

ENDINGS = {".mmd": "mermaid", ".mermaid": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg"}
"""The format that the ending of a file's name asks for."""

STEPS = 2
"""How many steps around a page are drawn if nobody says."""

MOST_PAGES = 2_000
"""Pages that are drawn on one sheet; DOT has no bound, for it is read by programs made for more."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "graph",
        parents=[shared],
        help="draw the pages of a pack and the ways between them",
        description="Draw every page of a pack by chapter, with the ways between them: choices, what walks "
        "on without asking, links in the text, and what forks lead to. A way whose pages stand far apart is "
        "a mark on the page it leaves, with the number of the page it leads to; so are ways to pages that "
        "a great many lead to. Nothing is hidden in it: it tells what happened.",
    )
    add_pack(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), help=f"{_formats()}; else by the ending of FILE")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--chapter", metavar="ID", help="only the pages of this chapter")
    part.add_argument(
        "--around", metavar="NODE", help="only the pages that lead to this one, and those it leads to"
    )
    parser.add_argument(
        "--steps", type=_steps, metavar="N", help=f"with --around, in how many steps (else {STEPS})"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; else to stdout")
    parser.set_defaults(run=run)


def _formats() -> str:
    return "; ".join(f"{name}: {words}" for name, words in FORMATS.items())


def _steps(words: str) -> int:
    try:
        steps = int(words)
    except ValueError:
        steps = 0
    if steps < 1:
        raise argparse.ArgumentTypeError("a number of steps, 1 or more")
    return steps


def run(options: argparse.Namespace) -> CommandResult:
    """Draw one pack, or a part of it."""
    from explainer.packs.open import open_pack
    from explainer.store.paths import cache_folder

    if options.steps is not None and options.around is None:
        return CommandResult(ExitCode.USAGE, talk="--steps goes with --around: say around which page.")
    pack = open_pack(pack_folder(options), cache_folder(options.data_dir))
    graph = _part(pack, options)
    if isinstance(graph, str):
        return CommandResult(ExitCode.USAGE, talk=graph)
    ending = options.output.suffix.lower() if options.output else ""
    form = options.format or ENDINGS.get(ending, "mermaid")
    if len(graph.pages) > MOST_PAGES and form != "dot":
        return CommandResult(ExitCode.USAGE, talk=_too_many(graph))
    text, talk = _drawn(graph, form)
    if options.output is None:
        return CommandResult(text=text.removesuffix("\n"), talk=talk)
    try:
        write_whole(options.output, text, over=True)
    except OSError as error:
        failed = f"{options.output} can't be written: {error.strerror}. What was there is as it was."
        return CommandResult(ExitCode.USAGE, talk=failed)
    pages = counted(len(graph.pages), "page")
    return CommandResult(
        talk=f"Wrote {pages} and the ways between them to {options.output}.\n{talk}".rstrip()
    )


def _part(pack: Pack, options: argparse.Namespace) -> Graph | str:
    """The graph that was asked for, or why there is none."""
    from explainer.export.graph.graph import graph_of
    from explainer.export.graph.part import around, of_chapter
    from explainer.packs.report import did_you_mean

    graph = graph_of(pack)
    if options.chapter is not None:
        if options.chapter not in graph.chapters:
            hint = did_you_mean(options.chapter, graph.chapters)
            hint = hint or (
                f"Its chapters: {', '.join(graph.chapters)}." if graph.chapters else "It has none."
            )
            return f"There is no chapter '{_short(options.chapter)}' in {pack.id}. {hint}"
        part = of_chapter(graph, options.chapter)
        return part if part.pages else f"The chapter '{options.chapter}' has no pages."
    if options.around is not None:
        page = pack.manifest.renamed_nodes.get(options.around, options.around)
        if page not in graph.pages:
            hint = did_you_mean(options.around, graph.pages)
            return f"There is no page '{_short(options.around)}' in {pack.id}. {hint}".rstrip()
        return around(graph, page, options.steps or STEPS)
    return graph


def _short(name: str) -> str:
    return name if len(name) <= 200 else name[:199] + "…"


def _too_many(graph: Graph) -> str:
    much = f"These are {len(graph.pages):,} pages, more than one sheet can show ({MOST_PAGES:,})."
    if graph.steps is not None:
        return f"{much} Take fewer --steps, or --format dot for a program that draws large graphs."
    return (
        f"{much} Draw a part of them with --chapter ID or --around NODE, or take --format dot for a program "
        "that draws large graphs."
    )


def _drawn(graph: Graph, form: str) -> tuple[str, str]:
    """The drawing as text, and what is to be said of it."""
    if form == "svg":
        from explainer.export.graph.svg.write import as_svg

        return as_svg(graph), ""
    if form == "dot":
        from explainer.export.graph.dot import as_dot

        return as_dot(graph), ""
    from explainer.export.graph.mermaid import MOST_LETTERS, MOST_LINES, as_mermaid, lines_in

    text = as_mermaid(graph)
    if len(text) <= MOST_LETTERS and lines_in(text) <= MOST_LINES:
        return text, ""
    return text, (
        f"Mermaid draws at most {MOST_LETTERS:,} letters and {MOST_LINES} lines, and this is more. Draw a "
        "part with --chapter ID or --around NODE, or set maxTextSize and maxEdges where it is shown."
    )
