"""Where progress is kept. Asking never creates anything."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE = "progress.sqlite3"
"""The file's name in the data folder."""


CACHE = "cache"
"""The folder in the data folder that holds what can be made again."""


SETTINGS = "settings.toml"
"""The file in the data folder in which a reader may fix what can be set."""


def settings_file(named: Path | None = None) -> Path:
    """Where a reader's own settings would be."""
    return data_folder(named) / SETTINGS


def cache_folder(named: Path | None = None) -> Path:
    """Where opened packs are kept."""
    return data_folder(named) / CACHE


def data_folder(named: Path | None = None) -> Path:
    """The folder named on the command line, else ``EXPLAINER_HOME``, else the system's own place."""
    if named is not None:
        return named
    if home := os.environ.get("EXPLAINER_HOME"):
        return Path(home)
    # Deferred: not needed where a folder was named.
    from platformdirs import user_data_path

    return user_data_path("explainer", appauthor=False)
