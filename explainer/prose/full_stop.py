"""The full stop that an author may leave out, as behind an answer or the words of a shut choice."""

from __future__ import annotations


def as_sentence(text: str) -> str:
    """The text with a full stop, unless it ends like a sentence already, within quotation marks or not."""
    return text if text.rstrip("”’\"')")[-1:] in (".", "!", "?", "…") else f"{text}."
