"""Points of a forecast, shared out."""

from __future__ import annotations


def spread(count: int, option: int, points: int) -> tuple[int, ...]:
    """So many points for one option, the rest shared by the others, 100 in all."""
    others = count - 1
    share, over = divmod(100 - points, others) if others else (0, 0)
    shares = [share + (index < over) for index in range(others)]
    shares.insert(option, points if others else 100)
    return tuple(shares)
