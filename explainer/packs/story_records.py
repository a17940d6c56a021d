"""The tables of the story and of ``pack.yaml``: nodes, choices, forks, ways in."""

from __future__ import annotations

from typing import Any

from explainer.model.node import Choice, Divert, Fork, ForkOption, Node, NodeKind, Passage
from explainer.model.pack import (
    FORMAT,
    BalancePromise,
    Chapter,
    Manifest,
    Promises,
    Side,
    VoicesPromise,
    WayIn,
)
from explainer.model.prose import Prose
from explainer.packs.conditions import condition, effect, value
from explainer.packs.context import Context
from explainer.packs.fields import Field, Record, list_of, record
from explainer.packs.prose_field import prose
from explainer.packs.reader import BAD, Bad, Reader, Schema, reads
from explainer.packs.rule_records import RULE_LEVEL
from explainer.packs.scalars import actor_or_name, boolean, date, day, integer, line, new_id, ref, word
from explainer.packs.yaml_tree import Mapping, Scalar, Tree, describe

Values = dict[str, Any]

PASSAGE = Record(
    "a passage",
    (
        Field("text", prose, "its words", required=True),
        Field("when", condition, "the condition under which it is shown", required=True),
    ),
    lambda values, _context, _tree: Passage(**values),
)

CHOICE = Record(
    "a choice",
    (
        Field("id", new_id("choice", within=True), "its name on this page", required=True),
        Field("text", line, "the reader's words", required=True),
        Field("to", ref("node"), "the page it leads to", required=True),
        Field("when", condition, "the condition under which it is offered"),
        Field("locked", line, "words shown while it is not offered"),
        Field("once", boolean, "whether it goes once taken"),
        Field("effects", list_of(effect), "what it changes"),
        Field("hint", line, "a nudge for a reader who asks"),
    ),
    lambda values, _context, _tree: Choice(**values),
)

DIVERT = Record(
    "a divert",
    (
        Field("to", ref("node"), "the page it leads to", required=True),
        Field("when", condition, "the condition under which it is taken"),
    ),
    lambda values, _context, _tree: Divert(**values),
)


_TO = ref("node")
_DIVERTS = list_of(record(DIVERT), at_least=1)


@reads({"anyOf": [_TO.schema, _DIVERTS.schema]})
def _diverts(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    if isinstance(tree, Scalar):
        to = _TO.read(tree, context)
        return to if isinstance(to, Bad) else (Divert(to),)
    return _DIVERTS.read(tree, context)


def _option(values: Values, _context: Context, _tree: Mapping) -> ForkOption:
    values["argument_for"] = values.pop("for")
    values["argument_against"] = values.pop("against")
    return ForkOption(**values)


OPTION = Record(
    "an option",
    (
        Field("id", new_id("option", within=True), "its name at this fork", required=True),
        Field("label", line, "what would be done", required=True),
        Field("for", prose, "the best argument for it at the time", required=True),
        Field("against", prose, "the best argument against it at the time", required=True),
        Field("favoured_by", list_of(actor_or_name), "who favoured it"),
        Field("happened", boolean, "whether it is what happened"),
        Field("status_quo", boolean, "whether it leaves things as they were"),
        Field("road", ref("node"), "the page of this road not taken"),
    ),
    _option,
)


def _fork(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    options = values["options"]
    if len(options) < 2:
        context.add(
            "E403",
            tree,
            "a fork has fewer than two options",
            "Give every option that was on the table.",
        )
        return BAD
    happened = [option.id for option in options if option.happened]
    if len(happened) != 1:
        found = f"{len(happened)} options" if happened else "no option"
        context.add("E402", tree, f"a fork has {found} with 'happened: true'", "Exactly one happened.")
        return BAD
    if (staying := sum(option.status_quo for option in options)) > 1:
        context.add(
            "E415",
            tree,
            f"a fork has {staying} options with 'status_quo: true'",
            "At most one leaves things as they were.",
        )
        return BAD
    return Fork(**values)


_OPTIONS = list_of(record(OPTION), at_least=1)
_OPTIONS_OF_A_FORK: Schema = {
    **_OPTIONS.schema,
    "minItems": 2,
    "contains": {"properties": {"happened": {"const": True}}, "required": ["happened"]},
    "maxContains": 1,
    "errorMessage": "A fork has exactly one option with 'happened: true'.",
}

FORK = Record(
    "a fork",
    (
        Field("question", line, "what is decided", required=True),
        Field("options", Reader(_OPTIONS.read, _OPTIONS_OF_A_FORK), "what could be done", required=True),
        Field("resolution", ref("node"), "the page that tells what happened", required=True),
        Field("decider", actor_or_name, "who decides"),
        Field("date", date, "when"),
    ),
    _fork,
)


def _node(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    body: Prose = values.pop("body")
    values["passages"] = (Passage(body), *values.get("passages", ()))
    values["kind"] = NodeKind(values.get("kind", NodeKind.SCENE))
    values["diverts"] = values.pop("divert", ())
    if values.get("fork") is None and values["kind"] is NodeKind.FORK:
        context.add(
            "E406",
            tree,
            "a page of kind 'fork' has no 'fork'",
            "Add 'fork: …', or change the kind.",
        )
        return BAD
    if values.get("fork") is not None and values["kind"] is not NodeKind.FORK:
        context.add("E406", tree, f"a page of kind '{values['kind']}' has a fork", "Make it 'kind: fork'.")
        return BAD
    if values.get("ending") and (values.get("choices") or values["diverts"]):
        context.add(
            "E404",
            tree,
            "an ending has choices or a divert",
            "Take them out, or take out 'ending'.",
        )
        return BAD
    context.gathered.extents[values["id"]] = context.span(tree)
    # The date is filled in by the loader, which knows the story's.
    values.setdefault("date", None)
    return Node(**values)


_FORK_IF_ITS_KIND: Schema = {
    "if": {"properties": {"kind": {"const": str(NodeKind.FORK)}}, "required": ["kind"]},
    "then": {"required": ["fork"], "errorMessage": "A page of kind 'fork' has a fork."},
    "else": {"properties": {"fork": False}, "errorMessage": "Only a page of kind 'fork' has a fork."},
}

NODE = Record(
    "a page",
    (
        Field("id", new_id("node"), "its name in this pack", required=True),
        Field("title", line, "its title", required=True),
        Field("body", prose, "its words", required=True),
        Field("kind", word(NodeKind), "what it is in the story"),
        Field("chapter", ref("chapter"), "its chapter, if not the file's"),
        Field("place", ref("place"), "where it is"),
        Field("date", day, "the day it speaks from, if not the story's"),
        Field("period", line, "words shown in place of the date"),
        Field("voices", list_of(ref("actor")), "the actors heard on it"),
        Field("aliases", list_of(line), "other names readers may type"),
        Field("passages", list_of(record(PASSAGE)), "what is shown under conditions"),
        Field("choices", list_of(record(CHOICE)), "the ways on"),
        Field("effects", list_of(effect), "what arriving changes"),
        Field("divert", _diverts, "the way taken without asking"),
        Field("fork", record(FORK), "the decision to forecast"),
        Field("ending", boolean, "whether the story may end here"),
        Field("ahead", boolean, "whether it looks beyond its date"),
    ),
    _node,
    (_FORK_IF_ITS_KIND,),
)

WAY_IN = Record(
    "a way in",
    (
        Field("id", new_id("way in"), "its name", required=True),
        Field("title", line, "the words readers see", required=True),
        Field("minutes", integer(0, 6000), "about how long; 0 is as long as you like", required=True),
        Field("start", ref("node"), "the page it starts on", required=True),
        Field("text", line, "what it gives, in a sentence", required=True),
        Field("route", list_of(ref("node")), "the pages it leads over, in order"),
    ),
    lambda values, _context, _tree: WayIn(**values),
)

CHAPTER = Record(
    "a chapter",
    (
        Field("id", new_id("chapter"), "its name", required=True),
        Field("title", line, "the words readers see", required=True),
        Field("text", line, "what is in it"),
    ),
    lambda values, _context, _tree: Chapter(**values),
)

SIDE = Record(
    "a side",
    (
        Field("id", new_id("side"), "its name", required=True),
        Field("name", line, "the words readers see", required=True),
    ),
    lambda values, _context, _tree: Side(**values),
)


def _voices(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    if "sides" not in values and "actors" not in values:
        context.add("E103", tree, "a promise of voices names nobody", "Add 'sides: […]' or 'actors: […]'.")
        return BAD
    return VoicesPromise(**values)


VOICES_PROMISE = Record(
    "a promise of voices",
    (
        Field("sides", list_of(ref("side"), at_least=1), "the sides heard"),
        Field("actors", list_of(ref("actor"), at_least=1), "actors who are heard themselves"),
        Field("within", integer(1, 100), "in how many pages", required=True),
    ),
    _voices,
)


def _balance(values: Values, context: Context, tree: Mapping) -> BalancePromise:
    promise = BalancePromise(**values)
    context.gathered.nameless[id(promise)] = context.span(tree)
    return promise


BALANCE_PROMISE = Record(
    "a promise of balance",
    (
        Field("sides", list_of(ref("side"), at_least=2), "the sides compared", required=True),
        Field("within", integer(0, 100), "the difference allowed, in per cent", required=True),
    ),
    _balance,
)

PROMISES = Record(
    "what a pack promises",
    (
        Field("every_paragraph_cited", boolean, "each paragraph rests on a claim or says it rests on none"),
        Field("core_on_every_way", boolean, "each way in meets every core claim"),
        Field("voices", list_of(record(VOICES_PROMISE)), "sides that are heard early on every path"),
        Field("balance", list_of(record(BALANCE_PROMISE)), "sides whose arguments have as many words"),
    ),
    lambda values, _context, _tree: Promises(**values),
)


def _pairs(tree: Tree, context: Context, what: str) -> list[tuple[Scalar, Tree]] | Bad:
    if isinstance(tree, Mapping):
        return tree.pairs
    context.add("E104", tree, f"expected {what}, found {describe(tree)}", "Write {name: value}.")
    return BAD


_VARIABLE = new_id("variable")


@reads({"type": "object", "propertyNames": _VARIABLE.schema, "additionalProperties": value.schema})
def _variables(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    pairs = _pairs(tree, context, "names with their starting values")
    if isinstance(pairs, Bad):
        return BAD
    found: dict[str, Any] = {}
    for key, start in pairs:
        name = _VARIABLE.read(key, context)
        first = value.read(start, context)
        if not isinstance(name, Bad) and not isinstance(first, Bad):
            found[name] = first
    return found


def _renamed(kind: str) -> Reader:
    to = ref(kind)

    @reads({"type": "object", "additionalProperties": to.schema})
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        pairs = _pairs(tree, context, "old ids with their new ones")
        if isinstance(pairs, Bad):
            return BAD
        found: dict[str, str] = {}
        for key, new in pairs:
            old, target = line.read(key, context), to.read(new, context)
            if not isinstance(old, Bad) and old in found:
                context.add("E102", key, f"'{old}' is renamed twice", "Keep one.")
            elif not isinstance(old, Bad) and not isinstance(target, Bad):
                found[old] = target
                context.link(f"renamed {kind}", old, context.span(key))
        return found

    return read


RENAMES = Record(
    "a list of renames",
    (
        Field("nodes", _renamed("node"), "old page ids with their new ones"),
        Field("claims", _renamed("claim"), "old claim ids with their new ones"),
    ),
    lambda values, _context, _tree: values,
)


_FORMAT = integer(0, 10_000)


@reads({"type": "integer", "const": FORMAT})
def _format(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    found = _FORMAT.read(tree, context)
    if isinstance(found, Bad) or found == FORMAT:
        return found
    context.add(
        "E113",
        tree,
        f"this pack is of format {found}; this program reads format {FORMAT}",
        "A newer explainer may read it." if found > FORMAT else "Write 'format: 1'.",
    )
    return BAD


def _manifest(values: Values, _context: Context, _tree: Mapping) -> Manifest:
    renames = values.pop("renames", {})
    return Manifest(
        **values,
        renamed_nodes=renames.get("nodes", {}),
        renamed_claims=renames.get("claims", {}),
    )


MANIFEST = Record(
    "a pack",
    (
        Field("format", _format, "the version of this format: 1", required=True),
        Field("id", new_id("pack"), "its name", required=True),
        Field("title", line, "its title", required=True),
        Field("question", line, "what it is about, as one question", required=True),
        Field("as_of", day, "the story's first day", required=True),
        Field("language", line, "its language, as in en or pt-BR", required=True),
        Field("version", line, "its version, as in 1.0.0", required=True),
        Field("licence", line, "its licence, as in CC-BY-4.0", required=True),
        Field("start", ref("node"), "the first page", required=True),
        Field("summary", line, "what it gives a reader"),
        Field("authors", list_of(line), "who wrote it"),
        Field("ways_in", list_of(record(WAY_IN)), "ways in for the time a reader has"),
        Field("chapters", list_of(record(CHAPTER)), "the parts, in order"),
        Field("sides", list_of(record(SIDE)), "the camps to be heard evenly"),
        Field("promises", record(PROMISES), "what the pack promises, for check to hold it to"),
        Field("rules", list_of(record(RULE_LEVEL)), "how grave it takes rules of check"),
        Field("verdict_words", list_of(line), "words that judge, to keep out of the pack's own voice"),
        Field("variables", _variables, "what conditions count, with starting values"),
        Field("renames", record(RENAMES), "old ids that saves still hold"),
    ),
    _manifest,
)
