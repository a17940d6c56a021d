"""What may come next at the prompt: a verb, then what it can be said of here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from explainer.settings import OPTIONS
from explainer.story.beside import beside_here, is_told_here
from explainer.verbs import nouns
from explainer.verbs.matching import Noun, fold
from explainer.verbs.parse import Scene
from explainer.verbs.points import spread
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
    if verb in ("path", "jump"):
        return lead, rest, ["all"] if verb == "path" else ["back 1", "back 3", "back 6"]
    if verb == "beside":
        return lead, rest, [str(number) for number in _beside(scene)]
    if verb == "claim":
        return lead, rest, [str(item.number) for item in scene.turn.claims]
    if verb == "note":
        return lead, rest, [f"claim {item.number} " for item in scene.turn.claims] if rest else ()
    if verb == "notes":
        return lead, rest, ["bookmarks", "newest", "undo", "export notes.md"]
    if verb == "help":
        return lead, rest, ["here", *(item.name for item in VERBS)]
    if verb == "set":
        return lead, rest, [f"{option.name} {value}" for option in OPTIONS for value in option.values]
    return lead, rest, ()


def nameable(verb: str, scene: Scene) -> list[tuple[str, list[str]]]:
    """What a verb can be said of here: labels, each with the names under it."""
    pack, state = scene.pack, scene.state
    voices = _voices(scene)
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


def works_here(scene: Scene) -> list[tuple[str, str, list[str]]]:
    """What can be typed on this page: verb, its form, and what it can be said of, likeliest first.

    Nothing the story has not come to is among it.
    """
    pack, state, turn = scene.pack, scene.state, scene.turn
    found = [("", "a number", _numbers([offer.number for offer in turn.offers if offer.open]))]
    found.append(("forecast", "forecast", _forecasts(scene)))
    found.append(("claim", "claim", _numbers([item.number for item in turn.claims])))
    found.append(("beside", "beside", [str(number) for number in _beside(scene)]))
    found.append(("define", "define", [term.term for term in turn.terms]))
    found.append(("ask", "ask … about …", _voices(scene)))
    found.append(("go", "go", nouns.linked_here(pack, state)))
    found.append(("back", "back", [scene.pack.nodes[state.behind.node].title] if state.behind else []))
    return [(verb, form, names) for verb, form, names in found if names]


def _numbers(numbers: list[int]) -> list[str]:
    """Numbers as they are said: a row of them by its ends."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return [f"{numbers[0]} to {numbers[-1]}"]
    return [str(number) for number in numbers]


def _beside(scene: Scene) -> tuple[int, ...]:
    """The options that can be set beside what happened; none before that is told."""
    told = is_told_here(scene.pack, scene.state)
    return beside_here(scene.pack, scene.state).options if told else ()


def _forecasts(scene: Scene) -> list[str]:
    fork = scene.turn.fork
    if fork is None or fork.final:
        return []
    return [" ".join(str(points) for points in spread(len(fork.fork.options), 0, 60)), "1 likely"]


def _voices(scene: Scene) -> list[str]:
    """Who can be asked by now, those who speak on this page first."""
    pack = scene.pack
    answering = {actor for actor, _ in pack.positions}
    here = [actor.id for actor in scene.turn.voices]
    told = dict.fromkeys([*here, *(noun.value for noun in nouns.actors(pack, scene.state))])
    return [pack.actors[actor].brief for actor in told if actor in answering]


def _names(candidates: Sequence[Noun[V]]) -> list[str]:
    return [noun.names[0] for noun in candidates]


def _fitting(lead: str, word: str, candidates: Sequence[str], most: int) -> list[str]:
    wanted = fold(word)
    begins = {name: None for name in candidates if fold(name).startswith(wanted)}
    holds = [name for name in candidates if wanted and wanted in fold(name) and name not in begins]
    return [lead + name for name in (*begins, *holds)][:most]
