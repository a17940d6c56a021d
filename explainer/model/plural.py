"""Numbers with their nouns."""

from __future__ import annotations


def counted(count: int, noun: str, many: str = "") -> str:
    """``1 page``, ``2 pages``; ``many`` where an s does not make the plural."""
    return f"{count:,} {noun if count == 1 else many or f'{noun}s'}"
