"""Opening the screens on a pack."""

from __future__ import annotations

from pathlib import Path

from explainer.errors import PackInvalid
from explainer.packs.load import load_manifest, load_pack
from explainer.store.store import Store
from explainer.tui.app import ExplainerApp


def play(folder: Path, store: Store | None, notice: str = "") -> int:
    """Run the screens until the reader leaves; gives the exit code.

    Raises:
        PackInvalid: the pack has errors; the terminal is as it was.
    """
    manifest = load_manifest(folder)
    if manifest is None:
        raise PackInvalid(folder.name, load_pack(folder).diagnostics)
    app = ExplainerApp(folder, manifest, store, notice)
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or app.return_code or 0
