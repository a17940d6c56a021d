"""Where a pack's files are, for programs that know the repository and not the pack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath


def below(base: Path, path: Path) -> PurePath:
    """The path relative to a folder if it lies below that, else the whole of it; links are followed."""
    real = Path(os.path.realpath(path))
    top = os.path.realpath(base)
    return real.relative_to(top) if real.is_relative_to(top) else real


class Places:
    """The files of one pack as paths in its repository, or whole ones if it is in none.

    The repository is the folder that ``GITHUB_WORKSPACE`` names if the pack lies below that (in
    GitHub's words the default location of a repository in a workflow; a step may run in a folder
    of it), else the current folder. A command that is run at the top of a checkout, as most are,
    tells the same paths on every machine. Links are followed, as GitHub shows nothing at the place
    of a link; one that leads out of the pack stands for itself, for that is what is wrong with it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._base = next((base for base in _tops() if self._folder.is_relative_to(base)), None)
        self._paths: dict[str, PurePath] = {}

    @property
    def inside(self) -> bool:
        """Whether the paths are relative to a repository."""
        return self._base is not None

    @property
    def folder(self) -> PurePath:
        """The pack's own."""
        return self._told(self._folder)

    def of(self, file: str) -> PurePath:
        """The path of a file, given as a finding has it."""
        if file not in self._paths:
            named = self._folder / file
            real = Path(os.path.realpath(named))
            self._paths[file] = self._told(real if real.is_relative_to(self._folder) else named)
        return self._paths[file]

    def _told(self, path: Path) -> PurePath:
        return path if self._base is None else path.relative_to(self._base)


def _tops() -> Iterator[Path]:
    if workspace := os.environ.get("GITHUB_WORKSPACE"):
        yield Path(os.path.realpath(workspace))
    yield Path(os.path.realpath(os.curdir))
