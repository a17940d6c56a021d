"""The packs of this repository that no test changes, each opened once for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from explainer.model.pack import Pack
from explainer.packs.load import open_pack

ROOT = Path(__file__).resolve().parent.parent

FLAGSHIP = ROOT / "content" / "kosovo"
"""The pack that ships."""

BRIDGE = ROOT / "tests" / "packs" / "good" / "bridge"
"""The small pack that the writer's guide shows."""


@cache
def opened(folder: Path) -> Pack:
    """The pack of one of these folders: nothing changes a pack, so all may share it."""
    assert folder in (FLAGSHIP, BRIDGE)
    return open_pack(folder)
