"""How the program was called, so that a command it prints can be copied as it stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "explainer"


def command() -> str:
    """The words that call the program, as whoever called it did: ``uv run explainer``, say."""
    called = Path(sys.argv[0]) if sys.argv else Path()
    if called.name == "__main__.py":
        return f"python -m {NAME}"
    # Set by `uv run` for what it runs: https://docs.astral.sh/uv/reference/environment/
    if called.stem == NAME and "UV_RUN_RECURSION_DEPTH" in os.environ:
        return f"uv run {NAME}"
    return NAME
