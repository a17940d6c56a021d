"""Fixtures every test may use: the developer's own home and settings are walled off."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.pack import Pack
from explainer.packs.load import open_pack

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def walled_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test; gives the data folder."""
    home = tmp_path / "home"
    for name in ("EXPLAINER_CONTENT", "NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    monkeypatch.setenv("EXPLAINER_HOME", str(home / "explainer"))
    monkeypatch.setenv("TZ", "UTC")
    return home / "explainer"


@pytest.fixture(scope="session")
def bridge_folder() -> Path:
    """The small pack that the writer's guide shows, as a folder."""
    return ROOT / "tests" / "packs" / "good" / "bridge"


@pytest.fixture(scope="session")
def bridge(bridge_folder: Path) -> Pack:
    """The small pack, opened."""
    return open_pack(bridge_folder)


@pytest.fixture(scope="session")
def flagship_folder() -> Path:
    """The pack that ships."""
    return ROOT / "content" / "kosovo"
