"""From a line to what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from explainer.model.ids import ActorId, QuestionId
from explainer.model.pack import Pack
from explainer.model.people import inside_sentence
from explainer.prose.clean import clean
from explainer.story.state import StoryState
from explainer.story.turn import Turn
from explainer.verbs import beside_words, nouns, path_words
from explainer.verbs.commands import (
    AskActor,
    ChangeSetting,
    Command,
    CompareActors,
    DefineTerm,
    GiveHint,
    GoBack,
    GoForward,
    GoTo,
    GoToTitle,
    Look,
    NotUnderstood,
    Quit,
    RedoMove,
    ShowClaim,
    ShowHelp,
    ShowHere,
    ShowSettings,
    TakeOffer,
    ToggleBookmark,
    UndoMove,
)
from explainer.verbs.forecasting import forecast, skip
from explainer.verbs.keeping import KEEPING
from explainer.verbs.matching import Found, Noun, either, find, fold, named_whole, said_back
from explainer.verbs.room_words import FILLERS, ROOM_WORDS
from explainer.verbs.study_words import STUDYING
from explainer.verbs.vocabulary import VERBS, Verb

V = TypeVar("V")

ONE_WORD = 6
"""A single word must be this long to stand for the choice it occurs in."""

MOST_CUTS = 6
"""Words such as "of" at which a line is tried to be divided."""

MANY_WORDS = 3
"""From so many words on, a line that stands in one choice is taken for it before any verb."""

_NUMBER = re.compile(r"#?(\d{1,9})\.?")
_ABOUT = re.compile(r"\s+(?:about|on|re|regarding|of)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|with|to|vs\.?|versus)\s+|\s*[,/&]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a line is read against."""

    pack: Pack
    state: StoryState
    turn: Turn


def parse(line: str, scene: Scene) -> Command:
    """What a line means here; never raises."""
    text = " ".join(clean(line).split())
    if not text:
        return Look()
    if match := _NUMBER.fullmatch(text):
        return _offer(int(match[1]), scene)
    if len(fold(text).split()) >= MANY_WORDS or _are_all_words_of_an_offer(text, scene):
        # "Ask the ambassador why …" or "Where does it say so?" are rather the words of a choice.
        offered = _offer_by_words(text, scene)
        if offered is not None:
            return offered
    for lead, mean in _QUESTIONS:
        if text.lower().startswith(lead):
            return mean(text[len(lead) :], scene)
    verb, rest = _split(text)
    if verb is None:
        return _by_words(text, scene)
    command = _MEANINGS[verb.name](rest, scene)
    if isinstance(command, NotUnderstood) and rest:
        # "Go home" is no place to go to, but may be a choice.
        return _offer_by_words(text, scene) or command
    return command


def _split(text: str) -> tuple[Verb | None, str]:
    """The verb a line begins with and the rest of it."""
    if text[0] == "?":
        return _verb("help"), text[1:].strip()
    for length in (3, 2, 1):
        words = text.split(" ")
        if len(words) < length:
            continue
        head, rest = fold(" ".join(words[:length])), " ".join(words[length:])
        for verb in VERBS:
            if head in (fold(name) for name in (verb.name, *verb.aliases) if name != "?"):
                return verb, rest
    head, _, rest = text.partition(" ")
    found = find(head, [Noun(verb, (verb.name,)) for verb in VERBS])
    if found.sure and (len(head) >= 2 or not rest):
        return found.sure.value, rest
    return None, text


def _verb(name: str) -> Verb:
    return next(verb for verb in VERBS if verb.name == name)


# ---------------------------------------------------------------- choices


def _offer(number: int, scene: Scene) -> Command:
    count = len(scene.turn.offers)
    if not 1 <= number <= count:
        if not count:
            return NotUnderstood("This page offers no choices. Type back, or title.")
        return NotUnderstood(f"There is no choice {number} here; they go from 1 to {count}.")
    return TakeOffer(number)


def _are_all_words_of_an_offer(text: str, scene: Scene) -> bool:
    """Whether two words or more are a whole choice; one word such as ``back`` is rather the verb."""
    wanted = fold(text)
    return " " in wanted and any(wanted == fold(offer.text) for offer in scene.turn.offers)


def _offer_by_words(text: str, scene: Scene) -> Command | None:
    wanted = fold(text)
    if not wanted:
        return None
    fits = [offer for offer in scene.turn.offers if wanted == fold(offer.text)]
    if not fits and (" " in wanted or len(wanted) >= ONE_WORD):
        fits = [offer for offer in scene.turn.offers if wanted in fold(offer.text)]
    return TakeOffer(fits[0].number) if len(fits) == 1 else None


def _by_words(text: str, scene: Scene) -> Command:
    offered = _offer_by_words(text, scene)
    if offered is not None:
        return offered
    head = text.partition(" ")[0]
    found = find(head, [Noun(verb.name, (verb.name, *verb.aliases)) for verb in VERBS])
    if len(found.nouns) > 1:
        return NotUnderstood(f"“{head}” could be {either(noun.names[0] for noun in found.nouns)}.")
    near = found.suggestion or (found.nouns[0].names[0] if found.nouns else "")
    hint = f"Did you mean {near}?" if near else "Type help to see what you can type."
    return NotUnderstood(f"I do not know “{said_back(text)}”. {hint}")


# ---------------------------------------------------------------- nouns


def _one(query: str, candidates: list[Noun[V]], what: str) -> Noun[V] | NotUnderstood:
    whole = named_whole(query, candidates)
    if whole is not None:
        # "The plan" may be a whole name, and "plan" the beginning of several.
        return whole
    query = _without("the ", query)
    found: Found[V] = find(query, candidates)
    if found.sure:
        return found.sure
    if found.nouns:
        named = (noun.names[0] for noun in found.nouns)
        names = either(inside_sentence(name) if what == "voice" else name for name in named)
        return NotUnderstood(f"“{said_back(query)}” could be {names}. Which {what} do you mean?")
    hint = f" Did you mean {found.suggestion}?" if found.suggestion else ""
    return NotUnderstood(f"I know no {what} “{said_back(query)}”.{hint}")


def _go(rest: str, scene: Scene) -> Command:
    if fold(rest) in ("back", "forward"):
        return GoBack() if fold(rest) == "back" else GoForward()
    places = nouns.destinations(scene.pack, scene.state)
    if not rest:
        names = either((noun.names[0] for noun in places), most=len(places))
        return NotUnderstood(f"Go where? You can go to {names}." if names else "There is nowhere to go yet.")
    found = _one(_without("to ", rest), places, "place or page you have read")
    if isinstance(found, NotUnderstood):
        # The answers of rooms name pages that are neither read nor linked here.
        pages, query = nouns.pages(scene.pack, scene.state), _without("to ", rest)
        found = named_whole(query, pages) or find(query, pages).sure or found
    return found if isinstance(found, NotUnderstood) else GoTo(found.value)


def _without(lead: str, text: str) -> str:
    return text[len(lead) :] if text.lower().startswith(lead) else text


def _read(rest: str, scene: Scene) -> Command:
    documents = nouns.documents(scene.pack, scene.state)
    if not rest:
        names = either((noun.names[0] for noun in documents), most=len(documents))
        return NotUnderstood(f"Read what? There are: {names}." if names else "There are no documents here.")
    found = _one(rest, documents, "document")
    return found if isinstance(found, NotUnderstood) else GoTo(found.value)


def _ask(rest: str, scene: Scene) -> Command:
    if not rest:
        return AskActor()
    # The name itself may hold an "of": try every place where it may end before giving up.
    for who, topic in _cuts(rest, _ABOUT):
        actor, question = _actor(who, scene), _question(topic, scene)
        if not isinstance(actor, NotUnderstood) and not isinstance(question, NotUnderstood):
            return AskActor(actor, question)
    whole = _actor(rest, scene)
    if not isinstance(whole, NotUnderstood):
        return AskActor(whole)
    who, topic = _two(rest, _ABOUT)
    actor = _actor(who, scene)
    if isinstance(actor, NotUnderstood):
        return actor
    if not topic:
        return AskActor(actor)
    question = _question(topic, scene)
    return question if isinstance(question, NotUnderstood) else AskActor(actor, question)


def _actor(query: str, scene: Scene) -> ActorId | NotUnderstood:
    found = _one(query, nouns.actors(scene.pack, scene.state), "voice")
    return found if isinstance(found, NotUnderstood) else found.value


def _question(query: str, scene: Scene) -> QuestionId | NotUnderstood:
    if match := _NUMBER.fullmatch(query):
        ids = list(scene.pack.questions)
        if 1 <= int(match[1]) <= len(ids):
            return ids[int(match[1]) - 1]
    found = _one(query, nouns.questions(scene.pack), "topic")
    if isinstance(found, NotUnderstood):
        topics = either((noun.names[0] for noun in nouns.questions(scene.pack)), most=12)
        return NotUnderstood(f"{found.message} Topics: {topics}.")
    return found.value


def _two(text: str, gap: re.Pattern[str]) -> tuple[str, str]:
    parts = gap.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


def _cuts(text: str, gap: re.Pattern[str]) -> list[tuple[str, str]]:
    """What stands before and after each gap, for the first few."""
    found = islice(gap.finditer(text), MOST_CUTS)
    return [(text[: match.start()].strip(), text[match.end() :].strip()) for match in found]


def _compare(rest: str, scene: Scene) -> Command:
    wrong: Command | None = None
    for pair, topic in (*_cuts(rest, _ABOUT), (rest, "")):
        for one, other in _cuts(pair, _AND):
            found = _pair(one, other, topic, scene)
            if not isinstance(found, NotUnderstood):
                return found
            wrong = wrong or found
    return wrong or NotUnderstood("Compare whom? Type: compare ACTOR and ACTOR on TOPIC.")


def _pair(one: str, other: str, topic: str, scene: Scene) -> Command:
    first, second = _actor(one, scene), _actor(other, scene)
    if isinstance(first, NotUnderstood):
        return first
    if isinstance(second, NotUnderstood):
        return second
    question = _question(topic, scene) if topic else None
    return question if isinstance(question, NotUnderstood) else CompareActors(first, second, question)


def _claim(rest: str, scene: Scene) -> Command:
    count = len(scene.turn.claims)
    if not rest:
        return ShowClaim()
    match = _NUMBER.match(rest.strip("[]() "))
    if match and 1 <= int(match[1]) <= count:
        return ShowClaim(int(match[1]))
    if not count:
        return NotUnderstood("This page rests on no claims.")
    return NotUnderstood(f"There is no claim “{said_back(rest)}” on this page; they go from 1 to {count}.")


def _define(rest: str, scene: Scene) -> Command:
    if not rest:
        return DefineTerm()
    found = _one(rest, nouns.terms(scene.pack, scene.state), "term")
    return found if isinstance(found, NotUnderstood) else DefineTerm(found.value)


def _set(rest: str, _scene: Scene) -> Command:
    name, _, value = rest.partition(" ")
    value = _without("to ", value.strip().removeprefix("=")).strip()
    if not value:
        return ShowSettings()
    return ChangeSetting(name, value)


def _help(rest: str, _scene: Scene) -> Command:
    if not rest:
        return ShowHelp()
    if fold(rest) == "here":
        return ShowHere()
    verb, _ = _split(rest)
    return (
        ShowHelp(verb.name)
        if verb
        else NotUnderstood(f"I know no verb “{said_back(rest)}”. Type help to see them.")
    )


def _alone(verb: str, command: Command) -> Callable[[str, Scene], Command]:
    """The meaning of a verb that is said of nothing."""

    def mean(rest: str, _scene: Scene) -> Command:
        if fold(rest) in FILLERS:
            return command
        return NotUnderstood(
            f"I do not know what “{verb} {said_back(rest)}” means. Type {verb} alone, or help."
        )

    return mean


def _what_is(rest: str, scene: Scene) -> Command:
    """``what is X``: a word of the glossary, else somebody."""
    query = _without("the ", rest).rstrip("?!. ")
    term = find(query, nouns.terms(scene.pack, scene.state)).sure
    if term is not None:
        return DefineTerm(term.value)
    actor = find(query, nouns.actors(scene.pack, scene.state)).sure
    return AskActor(actor.value) if actor is not None else _define(query, scene)


def _who_is(rest: str, scene: Scene) -> Command:
    """``who is X``: somebody, else a word of the glossary."""
    query = _without("the ", rest).rstrip("?!. ")
    actor = find(query, nouns.actors(scene.pack, scene.state)).sure
    if actor is not None:
        return AskActor(actor.value)
    term = find(query, nouns.terms(scene.pack, scene.state)).sure
    return DefineTerm(term.value) if term is not None else _ask(query, scene)


_QUESTIONS: tuple[tuple[str, Callable[[str, Scene], Command]], ...] = (
    ("what is ", _what_is),
    ("what are ", _what_is),
    ("what was ", _what_is),
    ("who is ", _who_is),
    ("who are ", _who_is),
    ("who was ", _who_is),
)
"""Questions a person types of their own accord."""


_MEANINGS: dict[str, Callable[[str, Scene], Command]] = {
    "look": _alone("look", Look()),
    "back": _alone("back", GoBack()),
    "forward": _alone("forward", GoForward()),
    "go": _go,
    "ask": _ask,
    "read": _read,
    "claim": _claim,
    "define": _define,
    "compare": _compare,
    "forecast": forecast,
    "skip": skip,
    "undo": _alone("undo", UndoMove()),
    "redo": _alone("redo", RedoMove()),
    **path_words.PATH,
    **beside_words.BESIDE,
    "hint": _alone("hint", GiveHint()),
    "settings": _alone("settings", ShowSettings()),
    "set": _set,
    "title": _alone("title", GoToTitle()),
    "help": _help,
    "quit": _alone("quit", Quit()),
    "bookmark": _alone("bookmark", ToggleBookmark()),
    **ROOM_WORDS,
    **KEEPING,
    **STUDYING,
}
