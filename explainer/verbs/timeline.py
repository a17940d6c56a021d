"""What may stand after *timeline*: a year, a place, somebody, or all."""

from __future__ import annotations

from explainer.model.pack import Pack
from explainer.story.chronology import Wanted
from explainer.story.state import StoryState
from explainer.verbs import nouns
from explainer.verbs.commands import NotUnderstood, ShowTimeline
from explainer.verbs.matching import find, fold

_ALL = ("all", "everything", "every event")


def timeline_command(rest: str, pack: Pack, state: StoryState) -> ShowTimeline | NotUnderstood:
    """What part of the timeline the words after the verb ask for."""
    word = fold(rest).removeprefix("of ").removeprefix("in ").removeprefix("for ")
    if not pack.events:
        return NotUnderstood("This pack has no timeline.")
    if not word:
        return ShowTimeline()
    if word in _ALL:
        return ShowTimeline(Wanted(least=1))
    if word.isascii() and word.isdigit():
        return ShowTimeline(Wanted(year=int(word))) if len(word) == 4 else _unknown(rest)
    place = find(word, nouns.places(pack, state)).sure
    if place is not None:
        return ShowTimeline(Wanted(place=place.value))
    actor = find(word, nouns.actors(pack, state)).sure
    if actor is not None:
        return ShowTimeline(Wanted(actor=actor.value))
    return _unknown(rest)


def _unknown(rest: str) -> NotUnderstood:
    short = rest if len(rest) <= 40 else rest[:39] + "…"
    return NotUnderstood(
        f"I know no year, place or voice “{short}”. Type timeline, timeline 1999, or timeline all."
    )
