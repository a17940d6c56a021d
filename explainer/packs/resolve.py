"""Following every link once all files are in: what is named must be defined."""

from __future__ import annotations

from collections.abc import Mapping, Set

from explainer.model.ids import NodeId
from explainer.model.node import Node
from explainer.packs.context import Gathered, Link
from explainer.packs.report import did_you_mean

_CODES = {
    "node": ("E201", "page"),
    "claim": ("E202", "claim"),
    "term": ("E203", "term"),
    "source": ("E204", "source"),
    "place": ("E205", "place"),
    "actor": ("E206", "actor"),
    "question": ("E207", "question"),
    "chapter": ("E208", "chapter"),
    "side": ("E209", "side"),
    "variable": ("E210", "variable"),
    "choice": ("E211", "choice"),
    "card": ("E213", "card"),
    "misconception": ("E214", "misconception"),
    "fork": ("E201", "page"),
    "actor or name": ("E206", "actor"),
}
"""For each kind of link, the code of its breaking and the word for what it names."""


_DEFINED_AS = {"fork": "node", "actor or name": "actor"}
"""What those name whose kind is no kind of record."""

MAX_GUESSES = 200
"""How often the nearest name is looked for: in a large pack it takes a while, in a broken one often."""


def resolve(gathered: Gathered, nodes: Mapping[NodeId, Node], term_keys: Mapping[str, object]) -> None:
    """Report every link that leads nowhere."""
    definitions = gathered.definitions
    guesses = 0
    for link in gathered.links:
        if link.kind.startswith("renamed "):
            _check_renamed(link, gathered)
            continue
        known: Mapping[str, object]
        if link.kind == "term":
            known, target = term_keys, link.target.casefold()
        else:
            known = definitions.get(_DEFINED_AS.get(link.kind, link.kind), {})
            target = link.target
        if target not in known:
            if not _may_be_unread(link, gathered.unread):
                guesses += 1
                _report_unknown(link, known, gathered, guess=guesses <= MAX_GUESSES)
        elif link.kind == "fork":
            node = nodes.get(NodeId(link.target))
            if node is not None and node.fork is None:
                gathered.findings.add(
                    "E212", link.span, f"the page '{link.target}' is not a fork", "Name a page of kind fork."
                )


def _check_renamed(link: Link, gathered: Gathered) -> None:
    kind = link.kind.removeprefix("renamed ")
    if link.target in gathered.definitions.get(kind, {}):
        what = _CODES[kind][1]
        gathered.findings.add(
            "E411",
            link.span,
            f"the {what} '{link.target}' is renamed but still there",
            "An id is never reused: take the renaming or the new record out.",
        )


def _may_be_unread(link: Link, unread: Set[str]) -> bool:
    if not unread:
        return False
    parts = link.target.casefold().split() if link.kind == "term" else link.target.split("/")
    return all(part in unread for part in parts)


def _report_unknown(link: Link, known: Mapping[str, object], gathered: Gathered, *, guess: bool) -> None:
    code, what = _CODES[link.kind]
    hint = did_you_mean(link.target, known) if guess else ""
    if link.kind == "claim" and link.target in gathered.definitions.get("source", {}):
        hint = "There is a source of that id: cite a claim that rests on it."
    elif link.kind == "actor or name" and not hint:
        name = link.target.replace("-", " ").capitalize()
        hint = f"Somebody who is no actor is named as readers should see it, with a capital: '{name}'."
    if not hint and known and len(known) <= 12:
        hint = f"Known: {', '.join(known)}."
    elif not hint and not known:
        hint = f"The pack defines no {what} yet."
    gathered.findings.add(code, link.span, f"there is no {what} '{link.target}' in this pack", hint)
