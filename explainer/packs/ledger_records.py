"""The tables of the ledger and of who is who: sources, claims, expectations, actors, positions, terms."""

from __future__ import annotations

from typing import Any

from explainer.model.claim import SOURCE_TYPES, Citation, Claim, Confidence, Dispute, Name, Source
from explainer.model.expectation import Expectation, Verdict
from explainer.model.people import ACTOR_KINDS, Actor, Basis, Place, Position, Question, Stance, Term
from explainer.packs.context import Context
from explainer.packs.fields import Field, Record, list_of, record
from explainer.packs.prose_field import prose
from explainer.packs.reader import BAD, Bad, Schema, reads
from explainer.packs.scalars import actor_or_name, boolean, date, key_name, line, new_id, number, ref, word
from explainer.packs.yaml_tree import Mapping, Scalar, Tree, describe

Values = dict[str, Any]


def _name(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    if not values.get("literal") and not values.get("family"):
        context.add(
            "E103",
            tree,
            "a name has neither 'family' nor 'literal'",
            "A person is {family: …, given: …}, a body {literal: …}.",
        )
        return BAD
    return Name(**values)


NAME = Record(
    "a name",
    (
        Field("family", line, "a person's family name"),
        Field("given", line, "a person's given names"),
        Field("literal", line, "the whole name of a body"),
    ),
    _name,
    ({"anyOf": [{"required": ["family"]}, {"required": ["literal"]}]},),
)

SOURCE = Record(
    "a source",
    (
        Field("id", new_id("source"), "its name in this pack", required=True),
        Field("type", word(SOURCE_TYPES), "a CSL type such as report or treaty", required=True),
        Field("title", line, "its title", required=True),
        Field("author", list_of(record(NAME)), "who wrote it"),
        Field("publisher", line, "who published it"),
        Field("container_title", line, "the newspaper, journal or book it stands in"),
        Field("issued", date, "when it appeared"),
        Field("number", line, "its document symbol"),
        Field("url", line, "its address"),
        Field("genre", line, "what kind of text it is"),
        Field("note", line, "what a reader of it should know"),
    ),
    lambda values, _context, _tree: Source(**values),
)

CITATION = Record(
    "a reference to a source",
    (
        Field("source", ref("source"), "the source's id", required=True),
        Field("locator", line, "the place in it, such as para. 5"),
    ),
    lambda values, _context, _tree: Citation(**values),
)


_CITATION = record(CITATION)
_SOURCE = ref("source")


@reads({"anyOf": [_SOURCE.schema, _CITATION.schema]})
def citation(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A reference to a source: its id alone, or with a locator."""
    if isinstance(tree, Scalar):
        source = _SOURCE.read(tree, context)
        return source if isinstance(source, Bad) else Citation(source)
    return _CITATION.read(tree, context)


DISPUTE = Record(
    "a dispute",
    (
        Field("by", actor_or_name, "an actor's id, or a name", required=True),
        Field("how", line, "what they hold instead", required=True),
    ),
    lambda values, _context, _tree: Dispute(**values),
)


def _claim(values: Values, _context: Context, _tree: Mapping) -> Claim:
    values.setdefault("known_from", values["date"])
    values["confidence"] = Confidence(values["confidence"])
    return Claim(**values)


CLAIM = Record(
    "a claim",
    (
        Field("id", new_id("claim"), "its name in this pack", required=True),
        Field("statement", line, "what it says, in a sentence or two", required=True),
        Field("date", date, "what time it speaks of", required=True),
        Field("sources", list_of(citation, at_least=1), "what it rests on", required=True),
        Field("confidence", word(Confidence), "high, medium or low", required=True),
        Field("label", line, "a few words for narrow places"),
        Field("known_from", date, "when it became known, if not on its date"),
        Field("disputed", list_of(record(DISPUTE)), "who disputes it, and how"),
        Field("core", boolean, "whether every reader should meet it"),
        Field("actors", list_of(ref("actor")), "whom it concerns"),
        Field("places", list_of(ref("place")), "where it happened"),
        Field("argues", list_of(ref("side")), "the sides whose argument it reports"),
        Field("note", line, "what a reader should know about it"),
    ),
    _claim,
)


def _expectation(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    values["verdict"] = Verdict(values["verdict"])
    if values["expected"] in values["came"]:
        context.add(
            "E414",
            tree,
            "what was expected is named as what came of it too",
            "'came' names later claims: what happened, or that nothing did.",
        )
        return BAD
    return Expectation(**values)


EXPECTATION = Record(
    "an expectation",
    (
        Field("id", new_id("expectation"), "its name in this pack", required=True),
        Field("who", list_of(ref("actor"), at_least=1), "whose it was", required=True),
        Field("expected", ref("claim"), "the claim that states it", required=True),
        Field("came", list_of(ref("claim"), at_least=1), "the claims of what came of it", required=True),
        Field("verdict", word(Verdict), "held, failed, partly or open", required=True),
        Field("note", line, "what has to be said of the verdict"),
    ),
    _expectation,
)

ACTOR = Record(
    "an actor",
    (
        Field("id", new_id("actor"), "its name in this pack", required=True),
        Field("name", line, "the name readers see", required=True),
        Field("kind", word(ACTOR_KINDS), "what it is", required=True),
        Field("text", prose, "who this is", required=True),
        Field("office", line, "the office held on the story's date"),
        Field("side", ref("side"), "the camp, if it is of one"),
        Field("short", line, "a short name"),
        Field("aliases", list_of(line), "other names readers may type"),
        Field("place", ref("place"), "where to find them"),
        Field("node", ref("node"), "the page on which to meet them"),
    ),
    lambda values, _context, _tree: Actor(**values),
)


@reads({"type": "object", "additionalProperties": line.schema})
def _names(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    if not isinstance(tree, Mapping):
        context.add(
            "E104", tree, f"expected names by language, found {describe(tree)}", "Write {sr: …, sq: …}."
        )
        return BAD
    names: dict[str, str] = {}
    for key, value in tree.pairs:
        language, name = key_name(key, context), line.read(value, context)
        if language in names:
            context.add("E102", key, f"the language '{language}' is given twice", "Keep one.")
        elif not isinstance(name, Bad):
            names[language] = name
    return tuple(names.items())


PLACE = Record(
    "a place",
    (
        Field("id", new_id("place"), "its name in this pack", required=True),
        Field("name", line, "the name readers see", required=True),
        Field("latitude", number(-90, 90), "degrees north"),
        Field("longitude", number(-180, 180), "degrees east"),
        Field("names", _names, "its name in other languages, by language tag"),
        Field("text", prose, "what happened here"),
        Field("node", ref("node"), "the page that is here"),
        Field("aliases", list_of(line), "other names readers may type"),
    ),
    lambda values, _context, _tree: Place(**values),
)

QUESTION = Record(
    "a question",
    (
        Field("id", new_id("question"), "its name in this pack", required=True),
        Field("text", line, "the question", required=True),
        Field("short", line, "a word or two for it"),
        Field("aliases", list_of(line), "other words readers may type"),
    ),
    lambda values, _context, _tree: Question(**values),
)


def _position(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    stance = values["stance"] = Stance(values["stance"])
    if "reason_is" in values:
        values["reason_is"] = Basis(values["reason_is"])
    documented = stance is not Stance.NOT_DOCUMENTED
    if documented and not values.get("position"):
        context.add(
            "E409",
            tree,
            f"a position that is '{stance}' does not say what it is",
            "Add 'position: …', or make the stance not-documented.",
        )
        return BAD
    if documented and not values.get("sources"):
        context.add("E409", tree, "a position rests on no source", "Add 'sources: […]'.")
        return BAD
    if not documented and values.get("position"):
        context.add(
            "E409",
            tree,
            "a position that is not documented has words",
            "Take 'position' out, or change the stance.",
        )
        return BAD
    pair = f"{values['actor']}/{values['question']}"
    known = context.gathered.definitions.setdefault("position", {})
    first = known.setdefault(pair, context.span(tree))
    if first != context.span(tree):
        context.add(
            "E412",
            tree,
            f"'{values['actor']}' already has a position on '{values['question']}'",
            f"It was first given at {first.file}:{first.start.line}:{first.start.column}.",
        )
        return BAD
    return Position(**values)


_FITS_ITS_STANCE: Schema = {
    "if": {"properties": {"stance": {"const": str(Stance.NOT_DOCUMENTED)}}, "required": ["stance"]},
    "then": {
        "properties": {"position": False},
        "errorMessage": "A position that is not documented has no words.",
    },
    "else": {"required": ["position", "sources"]},
}

POSITION = Record(
    "a position",
    (
        Field("actor", ref("actor"), "whose it is", required=True),
        Field("question", ref("question"), "on what", required=True),
        Field("stance", word(Stance), "where they stand", required=True),
        Field("position", prose, "what they hold, in reported speech"),
        Field("reason", prose, "why"),
        Field("reason_is", word(Basis), "whether they gave the reason or we infer it"),
        Field("speaker", line, "who spoke, with the office held that day"),
        Field("date", date, "when"),
        Field("quote", line, "a dozen of their own words at most"),
        Field("quote_by", line, "whose words"),
        Field("sources", list_of(citation), "what it rests on"),
        Field("note", line, "what a reader should know about it"),
    ),
    _position,
    (_FITS_ITS_STANCE,),
)


@reads(line.schema)
def _term_name(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A name of a term, known to links even if the rest of the term can't be read."""
    name = line.read(tree, context)
    if not isinstance(name, Bad):
        context.gathered.definitions.setdefault("term name", {}).setdefault(
            name.casefold(), context.span(tree)
        )
    return name


TERM = Record(
    "a term",
    (
        Field("id", new_id("term"), "its name in this pack", required=True),
        Field("term", _term_name, "the word as readers see it", required=True),
        Field("text", prose, "what it means", required=True),
        Field("say", line, "how it sounds"),
        Field("aliases", list_of(_term_name), "other words for it"),
        Field("see", list_of(ref("term")), "terms to read beside it"),
        Field("sources", list_of(citation), "what it rests on"),
    ),
    lambda values, _context, _tree: Term(**values),
)
