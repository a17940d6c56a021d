"""Decoding conditions and effects: each is one key with its value, never code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explainer.model.condition import (
    AddTo,
    Advance,
    All,
    Chosen,
    Compares,
    Comparison,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    SetVariable,
    Value,
    Visited,
)
from explainer.model.condition import Any as AnyOf
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, is_id
from explainer.packs.context import Context
from explainer.packs.fields import BAD, Bad, boolean, day, integer, key_name, line, list_of, ref
from explainer.packs.report import did_you_mean
from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, describe
from explainer.prose.clean import clean

MAX_COUNT = 1_000_000
"""The largest number a variable, a comparison or a count of visits may name."""

Decode = Callable[[Tree, Context], Any]


def condition(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """One condition."""
    return _one_of(tree, context, _CONDITIONS, "E110", "condition", "{seen: page-id}")


def effect(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """One effect."""
    return _one_of(tree, context, _EFFECTS, "E111", "effect", "{set: [name, 1]}")


def _one_of(
    tree: Tree, context: Context, table: dict[str, Decode], code: str, what: str, example: str
) -> Any:  # noqa: ANN401
    if not isinstance(tree, Mapping) or len(tree.pairs) != 1:
        found = describe(tree)
        if isinstance(tree, Mapping):
            found = f"{len(tree.pairs)} keys"
        hint = f"Write it as in {example}."
        if what == "condition" and isinstance(tree, Mapping) and len(tree.pairs) > 1:
            hint = "To ask for several, use {all: [{…: …}, {…: …}]}."
        context.add(code, tree, f"expected one {what}, found {found}", hint)
        return BAD
    key, value = tree.pairs[0]
    name = key_name(key, context)
    decode = table.get(name)
    if decode is None:
        hint = did_you_mean(name, table) or f"Known: {', '.join(table)}."
        context.add(code, key, f"'{name[:40]}' is not a kind of {what}", hint)
        return BAD
    return decode(value, context)


def _pair(tree: Tree, context: Context, example: str) -> tuple[Tree, Tree] | Bad:
    if isinstance(tree, Sequence) and len(tree.items) == 2:
        return tree.items[0], tree.items[1]
    context.add("E110", tree, f"expected a list of two, found {describe(tree)}", f"Write it as in {example}.")
    return BAD


def variable_name(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """The name of a variable of the pack, noted for resolving."""
    return ref("variable")(tree, context)


def value(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A whole number, or true or false."""
    if isinstance(tree, Scalar) and clean(tree.value).strip() in ("true", "false"):
        return boolean(tree, context)
    return integer(-MAX_COUNT, MAX_COUNT)(tree, context)


def _visited(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    node = ref("node")(tree, context)
    return node if isinstance(node, Bad) else Visited(NodeId(node))


def _visits(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    pair = _pair(tree, context, "{visits: [page-id, 2]}")
    if isinstance(pair, Bad):
        return BAD
    node, times = ref("node")(pair[0], context), integer(1, MAX_COUNT)(pair[1], context)
    return BAD if isinstance(node, Bad) or isinstance(times, Bad) else Visited(NodeId(node), times)


def _chosen(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    text = line(tree, context)
    if isinstance(text, Bad):
        return BAD
    node, slash, choice = text.partition("/")
    if not slash or not is_id(node) or not is_id(choice):
        context.add(
            "E110", tree, f"'{text[:60]}' names no choice", "Write the page's id, a slash, the choice's id."
        )
        return BAD
    context.link("choice", text, context.span(tree))
    return Chosen(NodeId(node), ChoiceId(choice))


def _met(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    claim = ref("claim")(tree, context)
    return claim if isinstance(claim, Bad) else Met(ClaimId(claim))


def _heard(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    actor = ref("actor")(tree, context)
    return actor if isinstance(actor, Bad) else Heard(ActorId(actor))


def _forecast(*, skipped: bool) -> Decode:
    def decode(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        fork = ref("fork")(tree, context)
        return fork if isinstance(fork, Bad) else Forecasted(NodeId(fork), skipped)

    return decode


def _compares(comparison: Comparison) -> Decode:
    def decode(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        example = f"{{{comparison}: [name, 1]}}"
        found = _named_value(tree, context, example)
        if isinstance(found, Bad):
            return BAD
        name, wanted = found
        if comparison is not Comparison.IS and isinstance(wanted, bool):
            context.add(
                "E110",
                tree,
                f"'{comparison}' compares numbers, not true or false",
                f"Write {{is: [{name}, {str(wanted).lower()}]}}.",
            )
            return BAD
        return Compares(name, comparison, wanted)

    return decode


def _named_value(tree: Tree, context: Context, example: str) -> tuple[str, Value] | Bad:
    pair = _pair(tree, context, example)
    if isinstance(pair, Bad):
        return BAD
    name, wanted = variable_name(pair[0], context), value(pair[1], context)
    return BAD if isinstance(name, Bad) or isinstance(wanted, Bad) else (name, wanted)


def _on_or_after(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    when = day(tree, context)
    return when if isinstance(when, Bad) else OnOrAfter(when)


def _several(kind: type[All] | type[AnyOf]) -> Decode:
    def decode(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        conditions = list_of(condition, at_least=1)(tree, context)
        return conditions if isinstance(conditions, Bad) else kind(conditions)

    return decode


def _not(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    inner = condition(tree, context)
    return inner if isinstance(inner, Bad) else Not(inner)


def _set(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    found = _named_value(tree, context, "{set: [name, 1]}")
    return found if isinstance(found, Bad) else SetVariable(*found)


def _add(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    pair = _pair(tree, context, "{add: [name, 1]}")
    if isinstance(pair, Bad):
        return BAD
    name = variable_name(pair[0], context)
    amount = integer(-MAX_COUNT, MAX_COUNT)(pair[1], context)
    return BAD if isinstance(name, Bad) or isinstance(amount, Bad) else AddTo(name, amount)


def _advance(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    when = day(tree, context)
    return when if isinstance(when, Bad) else Advance(when)


_CONDITIONS: dict[str, Decode] = {
    "seen": _visited,
    "visits": _visits,
    "chosen": _chosen,
    "met": _met,
    "heard": _heard,
    "forecast": _forecast(skipped=False),
    "skipped": _forecast(skipped=True),
    "is": _compares(Comparison.IS),
    "at_least": _compares(Comparison.AT_LEAST),
    "at_most": _compares(Comparison.AT_MOST),
    "on_or_after": _on_or_after,
    "all": _several(All),
    "any": _several(AnyOf),
    "not": _not,
}

_EFFECTS: dict[str, Decode] = {"set": _set, "add": _add, "advance": _advance}
