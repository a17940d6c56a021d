"""The tables of what readers are asked: cards, and the misconceptions that wrong answers show."""

from __future__ import annotations

from collections import Counter
from typing import Any

from explainer.model.card import Card, CardKind, Misconception
from explainer.packs.context import Context
from explainer.packs.fields import Field, Record, list_of, record
from explainer.packs.reader import BAD, Bad, Schema, reads
from explainer.packs.scalars import line, new_id, ref, word
from explainer.packs.yaml_tree import Mapping, Tree

Values = dict[str, Any]

OPTION = Record(
    "a wrong answer",
    (
        Field("text", line, "what it says", required=True),
        Field("shows", ref("misconception"), "the misconception that giving it as the answer shows"),
    ),
    lambda values, _context, _tree: (values["text"], values.get("shows")),
)


_OPTION = record(OPTION)


@reads({"anyOf": [line.schema, _OPTION.schema]})
def _option(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """An option as ``(text, misconception or None)``; one that shows none may be its text alone."""
    if isinstance(tree, Mapping):
        return _OPTION.read(tree, context)
    text = line.read(tree, context)
    return BAD if isinstance(text, Bad) else (text, None)


_FEWEST_OPTIONS = {CardKind.CHOOSE: 1, CardKind.WHO: 1, CardKind.ORDER: 2}
"""How many options a card of some kinds must have."""


def _card(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    kind = values["kind"] = CardKind(values["kind"])
    options = values.pop("options", ())
    values["options"] = tuple(text for text, _ in options)
    values["shows"] = {text: shows for text, shows in options if shows}
    if len(options) < _FEWEST_OPTIONS.get(kind, 0):
        context.add(
            "E410",
            tree,
            f"a card of kind '{kind}' has too few options",
            "Give the wrong answers, or for order the items in their order.",
        )
        return BAD
    if kind is not CardKind.ORDER and values["answer"] in values["options"]:
        context.add("E410", tree, "the answer stands among the wrong ones too", "Take it out of 'options'.")
        return BAD
    given = Counter[str](values["options"])
    for text in given:
        if given[text] > 1:
            context.add("E410", tree, f"the option '{text[:40]}' is given twice", "Take one of them out.")
            return BAD
    if kind not in (CardKind.CHOOSE, CardKind.WHO) and values["shows"]:
        context.add(
            "E410",
            tree,
            f"an option of a card of kind '{kind}' is no answer, so it shows no misconception",
            "Give 'shows' to the wrong answers of a card of kind choose or who.",
        )
        return BAD
    return Card(**values)


_HAS_OPTIONS: Schema = {
    "if": {"properties": {"kind": {"enum": [str(kind) for kind in _FEWEST_OPTIONS]}}, "required": ["kind"]},
    "then": {"required": ["options"]},
}

CARD = Record(
    "a card",
    (
        Field("id", new_id("card"), "its name in this pack", required=True),
        Field("kind", word(CardKind), "how it asks", required=True),
        Field("claim", ref("claim"), "the claim it rests on", required=True),
        Field("question", line, "what it asks", required=True),
        Field("answer", line, "the answer", required=True),
        Field("options", list_of(_option), "wrong answers, or the items in order"),
        Field("why", line, "the reason behind the answer"),
    ),
    _card,
    (_HAS_OPTIONS,),
)

MISCONCEPTION = Record(
    "a misconception",
    (
        Field("id", new_id("misconception"), "its name in this pack", required=True),
        Field("belief", line, "what is believed, as a sentence", required=True),
        Field("remedy", ref("node"), "the page that says how it is", required=True),
        Field("transfer", ref("card"), "a card that asks later whether it was mended"),
    ),
    lambda values, _context, _tree: Misconception(**values),
)
