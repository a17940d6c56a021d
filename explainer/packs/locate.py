"""Where packs are: a folder that was named, the packs that ship, the checkout beside the code."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from explainer.errors import PackNotFound
from explainer.model.ids import is_id

MANIFEST_FILE = "pack.yaml"
"""The one file name that is fixed; a folder that has it is a pack."""

_PACKAGE = Path(__file__).resolve().parent.parent


def content_root(named: Path | None = None) -> Path:
    """The folder whose sub-folders are packs.

    The folder named on the command line, else ``EXPLAINER_CONTENT``, else the packs inside
    the installed package, else ``content/`` beside the package in a checkout.
    """
    if named is not None:
        return named
    if chosen := os.environ.get("EXPLAINER_CONTENT"):
        return Path(chosen)
    installed = _PACKAGE / "_content"
    return installed if installed.is_dir() else _PACKAGE.parent / "content"


def pack_folders(root: Path) -> Iterator[Path]:
    """The packs in a folder, by name; what can't be looked into is none.

    Raises:
        PackNotFound: the folder itself can't be read.
    """
    try:
        folders = sorted(root.iterdir()) if root.is_dir() else []
    except OSError as error:
        raise PackNotFound(f"The folder {_shortened(str(root))} can't be read: {error.strerror}.") from error
    for folder in folders:
        is_pack = False
        with contextlib.suppress(OSError):
            is_pack = folder.is_dir() and (folder / MANIFEST_FILE).is_file()
        if is_pack:
            yield folder


def _shortened(name: str) -> str:
    return name if len(name) <= 200 else name[:199] + "…"


def find_pack(name: str, root: Path) -> Path:
    """The folder of a pack given by the id of a shipped one or by a path.

    Raises:
        PackNotFound: nothing goes by that name.
    """
    folder = Path(name)
    # A name too long for a path, or with a NUL in it, raises rather than being no folder.
    with contextlib.suppress(OSError, ValueError):
        if is_id(name) and (root / name / MANIFEST_FILE).is_file():
            return root / name
        if folder.name == MANIFEST_FILE and folder.is_file():
            return folder.parent
        if folder.is_dir():
            return folder
    # Deferred: only a name that is no folder's needs them.
    from explainer.packs.load import load_manifest
    from explainer.packs.report import did_you_mean

    known = list(pack_folders(root))
    for path in known:
        manifest = load_manifest(path)
        if manifest is not None and manifest.id == name:
            return path
    names = [path.name for path in known]
    hint = did_you_mean(name, names) or (f"Packs here: {', '.join(names)}." if names else "")
    raise PackNotFound(f"There is no pack or folder '{_shortened(name)}'. {hint}".rstrip())
