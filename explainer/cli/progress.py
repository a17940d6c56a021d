"""What a reader has kept, as commands open it."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.settings import Settings
    from explainer.store.store import Store

CAN_NOT_BE_FOLLOWED = "The pack has changed so much that your newest run of it can't be followed. It is kept."
"""What is said of a run that was asked for, and that no face could go on with."""


@contextlib.contextmanager
def kept_progress(options: argparse.Namespace) -> Iterator[Store | None]:
    """The store, or None where there is none yet: asking what was kept makes none.

    Raises:
        StoreError: it can't be opened.
    """
    from explainer.store.paths import DATABASE, data_folder
    from explainer.store.store import open_store

    folder = data_folder(options.data_dir)
    none_yet = False
    # A name that is too long for one raises here, and is told when the store is opened.
    with contextlib.suppress(OSError):
        none_yet = not (folder / DATABASE).is_file() and (folder.is_dir() or not folder.exists())
    if none_yet:
        yield None
        return
    with closing(open_store(folder)) as store:
        yield store


def open_progress(options: argparse.Namespace) -> tuple[Store | None, str]:
    """The store, or None with what the reader must be told: reading goes on without it.

    Raises:
        StoreTooNew: a later version wrote it; reading on would lose what is in it.
    """
    from explainer.errors import StoreError, StoreTooNew
    from explainer.store.paths import data_folder
    from explainer.store.store import open_store

    try:
        store = open_store(data_folder(options.data_dir))
    except StoreTooNew:
        raise
    except StoreError as error:
        return None, f"{error} You can read all the same; nothing is kept."
    return store, store.notice


def settings_of(options: argparse.Namespace, store: Store | None) -> Settings:
    """How the reader wants it: what is kept, and over it what their file fixes."""
    from explainer.settings import Settings, read_settings_file
    from explainer.store.paths import settings_file

    return Settings(store, read_settings_file(settings_file(options.data_dir)))
