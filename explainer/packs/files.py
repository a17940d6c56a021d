"""Reading a pack's files within limits: bounded sizes, plain files, nothing outside the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from explainer.packs.locate import MANIFEST_FILE
from explainer.prose.clean import REFUSED, spelt

if TYPE_CHECKING:
    from explainer.packs.report import Findings

MAX_FILE_BYTES = 2_000_000
"""One file; the flagship's largest is about a tenth of it."""

MAX_PACK_BYTES = 256_000_000
"""All files of a pack together."""

MAX_FILES = 20_000
"""Files in a pack."""

MAX_FOLDER_DEPTH = 8
"""Folders inside each other."""


class Noter(Protocol):
    """Somebody who takes note of what is wrong with a file as a whole."""

    def for_file(self, file: str, code: str, message: str, hint: str = "") -> None:
        """Note it."""


def yaml_files(root: Path, findings: Noter) -> list[Path]:
    """The YAML files of a pack, ``pack.yaml`` first, the rest by path."""
    found = sorted(_walk(root, root, 0, findings), key=lambda path: path.relative_to(root).parts)
    manifest = root / MANIFEST_FILE
    files = [path for path in found if path != manifest]
    if len(files) > MAX_FILES:
        findings.for_file(MANIFEST_FILE, "E005", f"the pack has more than {MAX_FILES:,} files")
        files = files[:MAX_FILES]
    if manifest in found:
        return [manifest, *files]
    return files


def _walk(folder: Path, root: Path, depth: int, findings: Noter) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        findings.for_file(_shown(folder, root), "E009", f"the folder can't be read: {error.strerror}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not leads_inside(path, root):
            if _is_yaml(path) or path.is_dir():
                findings.for_file(
                    _shown(path, root),
                    "E010",
                    "the link leads out of the pack's folder",
                    "Copy what it points to into the pack.",
                )
        elif entry.is_dir(follow_symlinks=False):
            if depth < MAX_FOLDER_DEPTH:
                yield from _walk(path, root, depth + 1, findings)
            else:
                findings.for_file(_shown(path, root), "E004", "folders are nested too deep")
        elif _is_yaml(path):
            yield path


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def leads_inside(path: Path, root: Path) -> bool:
    """Whether what a link points to exists and lies in the pack's folder."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path != root else "."


def read_text(path: Path, root: Path, findings: Findings, budget: int) -> str | None:
    """The text of one file, or None after reporting why not.

    Refused characters are reported where they stand and taken out; ``Findings.places_in`` keeps the
    columns of everything after them right.
    """
    file = _shown(path, root)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            findings.for_file(file, "E009", "it is not a plain file")
            return None
        if status.st_size > min(MAX_FILE_BYTES, budget):
            findings.for_file(
                file,
                "E005",
                f"the file has {status.st_size:,} bytes; the most is {min(MAX_FILE_BYTES, budget):,}",
                "Split it into several files.",
            )
            return None
        data = path.read_bytes()[: MAX_FILE_BYTES + 1]
    except OSError as error:
        findings.for_file(file, "E009", f"the file can't be read: {error.strerror}")
        return None
    # In a one-byte encoding the rest can still be checked.
    text = _one_newline(data.decode("utf-8-sig", errors="replace"))
    findings.lines[file] = text.split("\n")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _one_newline(error.object[: error.start].decode("utf-8"))
        from explainer.model.diagnostic import Mark, Span

        at = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        findings.add(
            "E006", Span(file, at, at), "the file is not UTF-8 from here on", "Save it in the UTF-8 encoding."
        )
        if b"\0" in data:
            return None
    return _without_refused(text, file, findings)


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_refused(text: str, file: str, findings: Findings) -> str:
    if REFUSED.search(text) is None:
        return text
    from explainer.model.diagnostic import Mark, Span

    for number, line in enumerate(findings.lines[file], 1):
        columns = [match.start() + 1 for match in REFUSED.finditer(line)]
        if columns:
            findings.took_out(file, number, columns)
        for column in columns:
            findings.add(
                "E007",
                Span(file, Mark(number, column), Mark(number, column + 1)),
                f"the character {spelt(line[column - 1])} is not allowed in a pack",
                "Take it out; it is left out when the pack is played.",
                mended=True,
            )
    return REFUSED.sub("", text)
