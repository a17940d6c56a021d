"""Draws the pictures of the README from the shipped pack.

usage: python -m tests.make_pictures
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from explainer.packs.load import load_manifest
from explainer.store.store import open_store
from explainer.tui.app import ExplainerApp

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / ".github" / "pictures"

SHOTS = {
    "reading-room": ("night", ["3"]),
    "claim": ("paper", ["3", "c", *["right"] * 4]),
}
"""Each picture's look, and the keys that lead to it from the title page."""

FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
"""What stands in for the font Textual would fetch: a picture must fetch nothing."""


async def draw(name: str, look: str, keys: list[str], data: Path) -> str:
    """One picture as SVG."""
    pack = ROOT / "content" / "kosovo"
    manifest = load_manifest(pack)
    assert manifest is not None, "the shipped pack can't be read"
    store = open_store(data / name)
    app = ExplainerApp(pack, manifest, store)
    async with app.run_test(size=(120, 36)) as pilot:
        app.set_look(look)
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(title="explainer")
    store.close()
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*Fira Code[^;]*;", f"font-family: {FONTS};", svg)
    # The ids Textual draws at random would change a picture that shows the same.
    return re.sub(r"terminal-\d+", f"terminal-{name}", svg)


def main() -> None:
    """Draw them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, (look, keys) in SHOTS.items():
            svg = asyncio.run(draw(name, look, keys, Path(scratch)))
            (PICTURES / f"{name}.svg").write_text(svg + "\n", "utf-8")


if __name__ == "__main__":
    main()
