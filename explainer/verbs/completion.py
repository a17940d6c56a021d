"""What may come next at the prompt: a verb, then what it can be said of here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from explainer.verbs import nouns
from explainer.verbs.matching import Noun, fold
from explainer.verbs.parse import Scene
from explainer.verbs.vocabulary import VERBS

V = TypeVar("V")

_SPACE = re.compile(r"\s+")
_ASK = re.compile(r"(?P<lead>\S+\s+(?P<who>.+?)\s+(?:about|on)\s+)(?P<word>.*)", re.IGNORECASE)
_AND = re.compile(r"(?P<lead>\S+\s+.+?\s+and\s+)(?P<word>.*)", re.IGNORECASE)


def complete(line: str, scene: Scene, most: int = 8) -> list[str]:
    """Whole lines that the line may become, likeliest first."""
    # Single spaces, or the patterns would try every way to share out a long row of them.
    line = _SPACE.sub(" ", line)
    head, gap, rest = line.lstrip().partition(" ")
    if not gap:
        begun = fold(head)
        return [verb.name for verb in VERBS if fold(verb.name).startswith(begun)][:most] if begun else []
    verb = next((v.name for v in VERBS if fold(head) in map(fold, (v.name, *v.aliases))), "")
    if not fold(head) and head != "?":
        return []
    lead, word, candidates = _after(verb, head, line.lstrip(), rest, scene)
    return _fitting(lead, word, candidates, most)


def _after(verb: str, head: str, line: str, rest: str, scene: Scene) -> tuple[str, str, Sequence[str]]:
    """The part that stands, the word being typed, and what it may be."""
    pack, state = scene.pack, scene.state
    lead = f"{head} "
    if verb in ("ask", "compare"):
        if match := _ASK.fullmatch(line):
            return match["lead"], match["word"], _names(nouns.questions(pack))
        if verb == "compare" and (match := _AND.fullmatch(line)):
            return match["lead"], match["word"], _names(nouns.actors(pack, state))
        return lead, rest, _names(nouns.actors(pack, state))
    if verb == "positions":
        return lead, rest, _names(nouns.questions(pack))
    if verb == "define":
        here = [term.term for term in scene.turn.terms]
        return (
            lead,
            rest,
            [*here, *(name for name in _names(nouns.terms(pack, state)) if name not in here)],
        )
    if verb == "go":
        return lead, rest, _names(nouns.destinations(pack, state))
    if verb == "read":
        return lead, rest, _names(nouns.documents(pack, state))
    if verb == "claim":
        return lead, rest, [str(item.number) for item in scene.turn.claims]
    if verb == "help":
        return lead, rest, [item.name for item in VERBS]
    return lead, rest, ()


def nameable(verb: str, scene: Scene) -> list[tuple[str, list[str]]]:
    """What a verb can be said of here: labels, each with the names under it."""
    pack, state = scene.pack, scene.state
    voices = [pack.actors[actor].brief for actor in dict.fromkeys(actor for actor, _ in pack.positions)]
    topics = [question.brief for question in pack.questions.values()]
    found = {
        "ask": [("Voices", voices), ("Topics", topics)],
        "compare": [("Voices", voices), ("Topics", topics)],
        "positions": [("Topics", topics)],
        "define": [("Words", _names(nouns.terms(pack, state)))],
        "go": [("You can go to", _names(nouns.destinations(pack, state)))],
        "read": [("Documents", _names(nouns.documents(pack, state)))],
    }.get(verb, [])
    return [(label, names) for label, names in found if names]


def _names(candidates: Sequence[Noun[V]]) -> list[str]:
    return [noun.names[0] for noun in candidates]


def _fitting(lead: str, word: str, candidates: Sequence[str], most: int) -> list[str]:
    wanted = fold(word)
    begins = {name: None for name in candidates if fold(name).startswith(wanted)}
    holds = [name for name in candidates if wanted and wanted in fold(name) and name not in begins]
    return [lead + name for name in (*begins, *holds)][:most]
