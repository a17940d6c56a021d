"""Decoding conditions and effects: each is one key with its value, never code."""

from __future__ import annotations

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
from explainer.model.ids import ID, ActorId, ChoiceId, ClaimId, NodeId, is_id
from explainer.packs.context import Context
from explainer.packs.fields import Field, list_of, schema_of_keys
from explainer.packs.reader import BAD, Bad, Reader, Schema, reads, shared
from explainer.packs.report import did_you_mean
from explainer.packs.scalars import boolean, day, integer, key_name, line, ref
from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, describe
from explainer.prose.clean import clean

MAX_COUNT = 1_000_000
"""The largest number a variable, a comparison or a count of visits may name."""


@reads(shared("condition", lambda: _schema_of("A condition", _CONDITIONS)))
def condition(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """One condition."""
    found = _one_of(tree, context, _CONDITIONS, "E110", "condition", "{seen: page-id}")
    if not isinstance(found, Bad):
        context.gathered.nameless[id(found)] = context.span(tree)
    return found


@reads(shared("effect", lambda: _schema_of("An effect", _EFFECTS)))
def effect(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """One effect."""
    return _one_of(tree, context, _EFFECTS, "E111", "effect", "{set: [name, 1]}")


def _schema_of(title: str, table: dict[str, Field]) -> Schema:
    return {"title": title, **schema_of_keys(table.values()), "minProperties": 1, "maxProperties": 1}


def _one_of(tree: Tree, context: Context, table: dict[str, Field], code: str, what: str, example: str) -> Any:  # noqa: ANN401
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
    kind = table.get(name)
    if kind is None:
        hint = did_you_mean(name, table) or f"Known: {', '.join(table)}."
        context.add(code, key, f"'{name[:40]}' is not a kind of {what}", hint)
        return BAD
    return kind.reader.read(value, context)


def _pair_of(first: Reader, second: Reader) -> Schema:
    return {"type": "array", "prefixItems": [first.schema, second.schema], "minItems": 2, "maxItems": 2}


def _pair(tree: Tree, context: Context, example: str) -> tuple[Tree, Tree] | Bad:
    if isinstance(tree, Sequence) and len(tree.items) == 2:
        return tree.items[0], tree.items[1]
    context.add("E110", tree, f"expected a list of two, found {describe(tree)}", f"Write it as in {example}.")
    return BAD


_NODE, _CLAIM, _ACTOR, _FORK, _VARIABLE = map(ref, ("node", "claim", "actor", "fork", "variable"))
_TIMES = integer(1, MAX_COUNT)
_NUMBER = integer(-MAX_COUNT, MAX_COUNT)


@reads({**_NUMBER.schema, "type": ["integer", "boolean"]})
def value(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A whole number, or true or false."""
    if isinstance(tree, Scalar) and clean(tree.value).strip() in ("true", "false"):
        return boolean.read(tree, context)
    return _NUMBER.read(tree, context)


@reads(_NODE.schema)
def _visited(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    node = _NODE.read(tree, context)
    return node if isinstance(node, Bad) else Visited(NodeId(node))


@reads(_pair_of(_NODE, _TIMES))
def _visits(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    pair = _pair(tree, context, "{visits: [page-id, 2]}")
    if isinstance(pair, Bad):
        return BAD
    node, times = _NODE.read(pair[0], context), _TIMES.read(pair[1], context)
    return BAD if isinstance(node, Bad) or isinstance(times, Bad) else Visited(NodeId(node), times)


@reads(
    {
        "type": "string",
        "pattern": f"^{ID.pattern}/{ID.pattern}$",
        "patternErrorMessage": "Write the page's id, a slash, the choice's id.",
    }
)
def _chosen(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    text = line.read(tree, context)
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


@reads(_CLAIM.schema)
def _met(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    claim = _CLAIM.read(tree, context)
    return claim if isinstance(claim, Bad) else Met(ClaimId(claim))


@reads(_ACTOR.schema)
def _heard(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    actor = _ACTOR.read(tree, context)
    return actor if isinstance(actor, Bad) else Heard(ActorId(actor))


def _forecast(*, skipped: bool) -> Reader:
    @reads(_FORK.schema)
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        fork = _FORK.read(tree, context)
        return fork if isinstance(fork, Bad) else Forecasted(NodeId(fork), skipped)

    return read


def _compares(comparison: Comparison) -> Reader:
    @reads(_pair_of(_VARIABLE, value if comparison is Comparison.IS else _NUMBER))
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
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

    return read


def _named_value(tree: Tree, context: Context, example: str) -> tuple[str, Value] | Bad:
    pair = _pair(tree, context, example)
    if isinstance(pair, Bad):
        return BAD
    name, wanted = _VARIABLE.read(pair[0], context), value.read(pair[1], context)
    return BAD if isinstance(name, Bad) or isinstance(wanted, Bad) else (name, wanted)


@reads(day.schema)
def _on_or_after(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    when = day.read(tree, context)
    return when if isinstance(when, Bad) else OnOrAfter(when)


_SEVERAL = list_of(condition, at_least=1)


def _several(kind: type[All] | type[AnyOf]) -> Reader:
    @reads(_SEVERAL.schema)
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        conditions = _SEVERAL.read(tree, context)
        return conditions if isinstance(conditions, Bad) else kind(conditions)

    return read


@reads(condition.schema)
def _not(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    inner = condition.read(tree, context)
    return inner if isinstance(inner, Bad) else Not(inner)


@reads(_pair_of(_VARIABLE, value))
def _set(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    found = _named_value(tree, context, "{set: [name, 1]}")
    return found if isinstance(found, Bad) else SetVariable(*found)


@reads(_pair_of(_VARIABLE, _NUMBER))
def _add(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    pair = _pair(tree, context, "{add: [name, 1]}")
    if isinstance(pair, Bad):
        return BAD
    name, amount = _VARIABLE.read(pair[0], context), _NUMBER.read(pair[1], context)
    return BAD if isinstance(name, Bad) or isinstance(amount, Bad) else AddTo(name, amount)


@reads(day.schema)
def _advance(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    when = day.read(tree, context)
    return when if isinstance(when, Bad) else Advance(when)


def _by_name(*kinds: Field) -> dict[str, Field]:
    return {kind.name: kind for kind in kinds}


_CONDITIONS: dict[str, Field] = _by_name(
    Field("seen", _visited, "the page has been visited"),
    Field("visits", _visits, "the page has been visited at least so many times, as in [square, 2]"),
    Field("chosen", _chosen, "the choice of the page was taken, as in square/ask"),
    Field("met", _met, "a page resting on the claim was read"),
    Field("heard", _heard, "the actor was heard, on a page or by asking"),
    Field("forecast", _forecast(skipped=False), "the reader made the forecast of that fork"),
    Field("skipped", _forecast(skipped=True), "the reader passed the forecast of that fork by"),
    Field("is", _compares(Comparison.IS), "the variable has the value, as in [open, true]"),
    Field("at_least", _compares(Comparison.AT_LEAST), "the variable is that large or larger"),
    Field("at_most", _compares(Comparison.AT_MOST), "the variable is that large or smaller"),
    Field("on_or_after", _on_or_after, "the story's date is that far"),
    Field("all", _several(All), "all of these hold"),
    Field("any", _several(AnyOf), "one of these holds"),
    Field("not", _not, "this does not hold"),
)

_EFFECTS: dict[str, Field] = _by_name(
    Field("set", _set, "gives a variable a value, as in [open, true]"),
    Field("add", _add, "adds to a variable, as in [trust, 1]"),
    Field("advance", _advance, "moves the story's date, only ever forward"),
)
