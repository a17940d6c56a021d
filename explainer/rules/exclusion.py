"""Conditions of which at most one can hold, as far as that can be read off their words."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.condition import All, Any, Compares, Comparison, Condition, Forecasted, Not

MOST = 200
"""Parts of two conditions together that are compared with each other."""


def exclude_each_other(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions are seen to exclude each other; None always holds.

    That they are not seen to does not say that both can hold: a condition's truth can depend on the
    whole story.
    """
    parts, others = set(_parts(one)), set(_parts(other))
    together = parts | others
    if len(together) > MOST:
        return False
    return any(_clash(part, together) for part in together)


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """What must hold for it to hold, itself among it."""
    todo = [condition] if condition is not None else []
    while todo:
        part = todo.pop()
        yield part
        if isinstance(part, All):
            todo.extend(part.conditions)


def _clash(part: Condition, together: set[Condition]) -> bool:
    if isinstance(part, Not):
        return _follows(part.condition, together)
    if isinstance(part, Compares):
        return any(isinstance(item, Compares) and _apart(part, item) for item in together)
    if isinstance(part, Forecasted):
        return Forecasted(part.fork, not part.skipped) in together
    return False


def _follows(condition: Condition, from_these: set[Condition]) -> bool:
    """Whether a condition holds wherever all of these do."""
    if condition in from_these:
        return True
    if isinstance(condition, All):
        return all(_follows(part, from_these) for part in condition.conditions)
    if isinstance(condition, Any):
        return any(_follows(part, from_these) for part in condition.conditions)
    return False


def _apart(one: Compares, other: Compares) -> bool:
    if one.variable != other.variable:
        return False
    low, high = _bounds(one)
    other_low, other_high = _bounds(other)
    return low > other_high or other_low > high


def _bounds(item: Compares) -> tuple[float, float]:
    value = float(item.value)
    low = float("-inf") if item.comparison is Comparison.AT_MOST else value
    high = float("inf") if item.comparison is Comparison.AT_LEAST else value
    return low, high
