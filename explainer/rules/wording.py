"""How findings quote what they are about."""

from __future__ import annotations

from explainer.model.node import Choice, Passage
from explainer.proof.proof import Gate

QUOTED = 60
"""Characters of a text that a finding quotes."""


def opening(text: str) -> str:
    """The first words of a text, between quotation marks."""
    words = " ".join(text.split())
    if len(words) > QUOTED:
        words = (words[:QUOTED].rpartition(" ")[0] or words[: QUOTED - 1]) + "…"
    return f"“{words}”"


def gate_words(gate: Gate, how: str) -> str:
    """What a condition decides: ``the choice 'out' is never offered``."""
    if isinstance(gate, Choice):
        return f"the choice '{gate.id}' is {how} offered"
    if isinstance(gate, Passage):
        return f"the passage is {how} shown"
    return f"the page {how} diverts to '{gate.to}'"
