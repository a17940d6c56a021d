"""The PACK argument, and finding what it names."""

from __future__ import annotations

import argparse
from pathlib import Path

from explainer.errors import PackNotFound


def add_pack(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a pack."""
    parser.add_argument(
        "pack",
        metavar="PACK",
        nargs="?",
        default="",
        help="the id of a shipped pack, or a path; the first shipped one if left out",
    )


def pack_folder(options: argparse.Namespace) -> Path:
    """The folder of the pack that was named, or of the first that ships.

    Raises:
        PackNotFound: nothing goes by that name, or no pack ships.
    """
    from explainer.packs.locate import content_root, find_pack, pack_folders

    root = content_root(options.content)
    name = getattr(options, "pack", "")
    if name:
        return find_pack(name, root)
    for folder in pack_folders(root):
        return folder
    raise PackNotFound(f"There are no packs in {root}. Name one with --content DIR, or a path.")


def pack_words(options: argparse.Namespace) -> tuple[str, ...]:
    """The words that named the pack, for a command that is to mean the same one."""
    root = ("--content", _no_option(str(options.content))) if options.content else ()
    name = getattr(options, "pack", "")
    return (*root, _no_option(name)) if name else root


def _no_option(path: str) -> str:
    """A path that begins with a hyphen, spelt so that it is not read as an option."""
    return f"./{path}" if path.startswith("-") else path
