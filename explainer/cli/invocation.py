"""How the program was called, so that a command it prints can be copied as it stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "explainer"


def command() -> str:
    """The words that call the program, as whoever called it did: ``uv run explainer``, say."""
    called = Path(sys.argv[0]) if sys.argv else Path()
    # Set by `uv run` for what it runs: https://docs.astral.sh/uv/reference/environment/
    by_uv = "uv run " if "UV_RUN_RECURSION_DEPTH" in os.environ else ""
    if called.name == "__main__.py":
        return f"{by_uv}python -m {NAME}"
    return f"{by_uv}{NAME}" if called.stem == NAME else NAME
