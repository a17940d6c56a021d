"""Opening the screens on a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explainer.errors import PackInvalid
from explainer.packs.open import open_manifest
from explainer.settings import Settings
from explainer.store.store import Store
from explainer.tui.app import ExplainerApp

if TYPE_CHECKING:
    from explainer.session import Session


def play(
    folder: Path,
    cache: Path,
    store: Store | None,
    settings: Settings,
    notice: str = "",
    session: Session | None = None,
) -> tuple[int, str]:
    """Run the screens until the reader leaves; gives the exit code and what to say after.

    With a session they open on its page rather than on the title page; it is to be one that is not kept.

    Raises:
        PackInvalid: the pack has errors; the terminal is as it was.
    """
    manifest = session.pack.manifest if session else open_manifest(folder, cache)
    if manifest is None:
        from explainer.packs.load import load_pack

        raise PackInvalid(folder.resolve().name, load_pack(folder).diagnostics)
    app = ExplainerApp(folder, manifest, store, notice, cache=cache, settings=settings, session=session)
    code = app.run(mouse=settings["mouse"] == "on")
    if app.failure is not None:
        raise app.failure
    farewell = f"Your place is kept: “{app.last_page}”." if app.last_page else ""
    return code or app.return_code or 0, farewell
