"""How findings quote what they are about."""

from __future__ import annotations

QUOTED = 60
"""Characters of a text that a finding quotes."""


def opening(text: str) -> str:
    """The first words of a text, between quotation marks."""
    words = " ".join(text.split())
    if len(words) > QUOTED:
        words = (words[:QUOTED].rpartition(" ")[0] or words[: QUOTED - 1]) + "…"
    return f"“{words}”"
