"""Words for links to the glossary that name a term by its id: what is read is the term's own words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from explainer.model.people import Term
from explainer.model.prose import Prose
from explainer.packs.context import Link
from explainer.prose.references import find_references


def with_term_words(values: Mapping[str, list[Any]], links: Iterable[Link]) -> dict[str, list[Any]]:
    """The records, each bare ``[[id]]`` in their texts written out as ``[[id|the term's words]]``.

    What an author wrote in words, the term's own or an alias, stays as it was written.
    """
    linked = {link.target for link in links if link.kind == "term"}
    words = {term.id: term.term for term in values["terms"] if term.id in linked and _is_no_word(term)}
    if not words:
        return dict(values)
    return {kind: [_worded(record, words) for record in records] for kind, records in values.items()}


def _is_no_word(term: Term) -> bool:
    said = {name.casefold() for name in (term.term, *term.aliases)}
    return term.id not in said and not set(term.term) & set("[]|\n")


def _worded(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401
    """The value, or the same anew where a text in it changed: other parts are known by their identity."""
    if isinstance(value, Prose):
        return _written_out(value, words) if words.keys() & set(value.terms) else value
    if isinstance(value, tuple):
        parts = tuple(_worded(part, words) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    old = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    new = {name: _worded(part, words) for name, part in old.items()}
    changed = {name: part for name, part in new.items() if part is not old[name]}
    return dataclasses.replace(value, **changed) if changed else value


def _written_out(prose: Prose, words: Mapping[str, str]) -> Prose:
    text, done = "", 0
    for reference in find_references(prose.text):
        inside = prose.text[reference.start : reference.end]
        if reference.kind == "term" and "|" not in inside and reference.target in words:
            # The bar has a backslash, as it must in a table.
            text += prose.text[done : reference.start] + rf"[[{reference.target}\|{words[reference.target]}]]"
            done = reference.end
    return dataclasses.replace(prose, text=text + prose.text[done:])
