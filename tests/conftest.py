"""Fixtures every test may use: the developer's own home and settings are walled off."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from tests.opened import BRIDGE, FLAGSHIP, opened


@pytest.fixture(autouse=True)
def walled_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test; gives the data folder."""
    home = tmp_path / "home"
    for name in ("EXPLAINER_CONTENT", "GITHUB_WORKSPACE", "NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    monkeypatch.setenv("EXPLAINER_HOME", str(home / "explainer"))
    monkeypatch.setenv("TZ", "UTC")
    # Without this the clock stays where the tests were started.
    time.tzset()
    return home / "explainer"


@pytest.fixture(scope="session")
def bridge_folder() -> Path:
    """The small pack that the writer's guide shows, as a folder."""
    return BRIDGE


@pytest.fixture(scope="session")
def bridge(bridge_folder: Path) -> Pack:
    """The small pack, opened."""
    return opened(bridge_folder)


@pytest.fixture(scope="session")
def flagship_folder() -> Path:
    """The pack that ships."""
    return FLAGSHIP


@pytest.fixture(scope="session")
def flagship(flagship_folder: Path) -> Pack:
    """The pack that ships, opened once for all: nothing changes a pack."""
    return opened(flagship_folder)


@pytest.fixture
def at_an_outcome(flagship: Pack) -> Session:
    """On the outcome of the first fork of the pack that ships, forecast 60, 30, 10; its road is in reach."""
    session = Session.begin(flagship, None, "free")
    fork = NodeId("fork-council")
    session.walk(fork)
    session.forecast(fork, (60, 30, 10))
    session.walk(NodeId("council-decided"))
    return session
