"""A condition in words, for a page on paper, where nothing can be hidden."""

from __future__ import annotations

from collections.abc import Callable

from explainer.model.condition import (
    All,
    Any,
    Chosen,
    Compares,
    Comparison,
    Condition,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    Visited,
)
from explainer.model.date import day_in_words
from explainer.model.ids import NodeId
from explainer.model.pack import Pack

PageNumber = Callable[[NodeId], int]
"""Gives the number of a page in the document."""

_COMPARED = {
    Comparison.IS: "is",
    Comparison.AT_LEAST: "is at least",
    Comparison.AT_MOST: "is at most",
}


def condition_words(condition: Condition, pack: Pack, page: PageNumber) -> str:
    """What must hold, to stand after *if*: ``you have read page 12``."""
    if isinstance(condition, Visited):
        times = "" if condition.times == 1 else f" {condition.times} times"
        return f"you have read page {page(condition.node)}{times}"
    if isinstance(condition, Chosen):
        node = pack.nodes[condition.node]
        text = next(choice.text for choice in node.choices if choice.id == condition.choice)
        return f"you chose “{text}” on page {page(condition.node)}"
    if isinstance(condition, Met):
        return f"you have met the claim “{pack.claims[condition.claim].heading()}”"
    if isinstance(condition, Heard):
        return f"you have heard {pack.who(condition.actor)}"
    if isinstance(condition, Forecasted):
        did = "passed by" if condition.skipped else "made"
        return f"you have {did} the forecast of page {page(condition.fork)}"
    if isinstance(condition, Compares):
        return f"{condition.variable} {_COMPARED[condition.comparison]} {_value(condition.value)}"
    if isinstance(condition, OnOrAfter):
        return f"the story has come to {day_in_words(condition.day)}"
    if isinstance(condition, Not):
        return f"it is not so that {condition_words(condition.condition, pack, page)}"
    joint, none = (" and ", "nothing else is asked") if isinstance(condition, All) else (" or ", "never")
    assert isinstance(condition, (All, Any))
    parts = [condition_words(part, pack, page) for part in condition.conditions]
    return joint.join(parts) if parts else none


def _value(value: int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
