"""Nothing the story has not reached is in any room, search result, completion or palette entry."""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Iterator
from random import Random

import pytest

from explainer.errors import StepError
from explainer.model.pack import Pack
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.rooms.doors import ROOMS, room_named
from explainer.rooms.room import Room, numbered
from explainer.rooms.standing import stand_at
from explainer.session import Session
from explainer.story.answers import Answer
from explainer.story.engine import apply, offers
from explainer.story.fog import claim_is_told, event_is_told, is_told, page_is_told
from explainer.story.state import StoryState
from explainer.story.steps import Choose, MakeForecast
from explainer.verbs.completion import complete
from explainer.verbs.parse import Scene
from explainer.verbs.vocabulary import VERBS

SHORT = 14
"""Texts of fewer letters than this could stand anywhere by chance."""

DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")

SAMPLED = 12
"""Entries of a room that are opened on each look."""


def secrets(pack: Pack, state: StoryState) -> Iterator[str]:
    """Every text that would tell what the story has not reached."""
    for claim in pack.claims.values():
        if not claim_is_told(pack, state, claim.id):
            yield from (claim.statement, claim.label)
    for event in pack.events.values():
        if not event_is_told(pack, state, event):
            yield event.title
    for position in pack.positions.values():
        if not state.has_come_to(position.date):
            yield plain(position.position.text)
    for node in pack.nodes.values():
        # A page that may not be named, but for those the open page itself offers.
        if not page_is_told(pack, state, node.id) and node.date > state.today:
            yield node.title


def plain(text: str) -> str:
    return " ".join(plain_lines(blocks_of(text), lambda _claim: None, 0)) if text else ""


def told(pack: Pack, state: StoryState) -> str:
    """All that may be said: a secret whose words stand here too is none."""
    said = [claim.statement for claim in pack.claims.values() if claim_is_told(pack, state, claim.id)]
    said += [claim.label for claim in pack.claims.values() if claim_is_told(pack, state, claim.id)]
    said += [plain(text.text) for page in state.visits for text in pack.nodes[page].texts]
    said += [node.title for node in pack.nodes.values() if page_is_told(pack, state, node.id)]
    said += [choice.text for page in state.visits for choice in pack.nodes[page].choices]
    said += [event.title for event in pack.events.values() if event_is_told(pack, state, event)]
    said += [plain(term.text.text) for term in pack.terms.values() if is_told(pack, state, term.text)]
    said += [plain(actor.text.text) for actor in pack.actors.values() if is_told(pack, state, actor.text)]
    return "\n".join(said)


def shown(room: Room, chance: Random) -> Iterator[str]:
    """All that a room shows, some of its entries looked into, each narrowing looked through."""
    yield room.lead()
    yield from room.picture_lines(0)
    for facet in room.facets():
        yield facet.words
        yield from (words for _, words in room.values(facet.id))
    entries = room.entries()
    for entry in entries:
        yield from (entry.text, entry.note, entry.about.text if entry.about else "")
    opened = numbered(entries)
    for entry in chance.sample(opened, min(SAMPLED, len(opened))):
        yield from answer_texts(room.answer(entry.id))


def answer_texts(answer: Answer) -> Iterator[str]:
    yield from (answer.title, answer.lead)
    yield from plain_lines(answer.blocks, lambda _claim: None, 0)
    for detail in answer.details:
        yield from (detail.label, *detail.lines)
    yield from (door.text for door in answer.doors)


def walk(session: Session, chance: Random, steps: int) -> None:
    """Go on at random; at a fork make a forecast."""
    for _ in range(steps):
        fork = session.turn.fork
        if fork is not None and fork.forecast is None and chance.random() < 0.7:
            points = [0] * len(fork.fork.options)
            points[chance.randrange(len(points))] = 100
            try:
                session.forecast(fork.node, tuple(points))
            except StepError:
                # What happened was seen in a branch.
                session.forecast(fork.node, ())
        open_offers = [offered for offered in offers(session.pack, session.state) if offered.open]
        if not open_offers or chance.random() < 0.1:
            try:
                session.back()
            except StepError:
                return
            continue
        session.choose(chance.choice(open_offers).choice.id)


def walk_on(session: Session, chance: Random, until: datetime.date) -> None:
    """Go the shortest way to where the story has come past a day; a walk by chance alone rarely does."""
    pack = session.pack
    ahead = deque([(session.state, list[Choose | MakeForecast]())])
    seen = {session.state.node}
    while ahead:
        state, steps = ahead.popleft()
        if state.today > until:
            for step in steps:
                if isinstance(step, Choose):
                    session.choose(step.choice)
                else:
                    session.forecast(step.fork, step.points)
            return
        fork = pack.nodes[state.node].fork
        if fork and state.node not in state.forecasts:
            skip = MakeForecast(state.node, ())
            state, steps = apply(pack, state, skip), [*steps, skip]
        ways = [offered for offered in offers(pack, state) if offered.open and offered.choice.to not in seen]
        chance.shuffle(ways)
        for offered in ways:
            step = Choose(state.node, offered.choice.id)
            onward = apply(pack, state, step)
            seen.add(offered.choice.to)
            ahead.append((onward, [*steps, step]))
    raise AssertionError(f"the story never comes past {until}")


def wander(session: Session, chance: Random, steps: int) -> None:
    """Walk on, undo, redo, go forward, and stand at any step of the run again."""
    for _ in range(steps):
        match chance.randrange(8):
            case 0:
                for _ in range(chance.randrange(1, 6)):
                    session.undo()
            case 1:
                session.redo()
            case 2:
                try:
                    session.forward()
                except StepError:
                    continue
            case 3:
                stand_at(session, chance.choice(session.log.items).key)
            case _:
                walk(session, chance, chance.randrange(1, 6))


def leaks(pack: Pack, session: Session, said: str, *, ever: bool = False) -> list[str]:
    """What is said that the story has not reached; ``ever``: nor had, when the reader stood elsewhere."""
    state = session.state
    # A bare date may be that of a source's publication.
    wanted = {text for text in secrets(pack, state) if len(text) >= SHORT and not DATE.fullmatch(text)}
    found = {text for text in wanted if text in said}
    if not found:
        return []
    # Only now, for it takes longest: most looks find nothing to excuse.
    allowed = told(pack, state)
    if ever:
        allowed += "".join(told(pack, session.step(item.key).state) for item in session.log.items)
    return sorted(text for text in found if text not in allowed)


@pytest.mark.parametrize("seed", range(8))
def test_no_room_tells_what_is_not_reached(flagship: Pack, seed: int) -> None:
    chance = Random(seed)
    session = Session.begin(flagship, None, chance.choice(["brief", "guided", "free"]))
    for _ in range(3):
        walk(session, chance, chance.randrange(2, 30))
        for name in ROOMS:
            room = room_named(name, session)
            if room.absent():
                continue
            if name == "search":
                room.take_words(
                    chance.choice(["kosovo declaration", "court", "independence 2008", "serbia", "talks"])
                )
            said = "\n".join(shown(room, chance))
            assert (name, leaks(flagship, session, said)) == (name, [])
            for facet in room.facets():
                values = [value for value, _ in room.values(facet.id)]
                if values:
                    room.narrow(facet.id, chance.choice(values))
            said = "\n".join(shown(room, chance))
            assert (name, leaks(flagship, session, said)) == (name, [])


@pytest.mark.parametrize("seed", range(4))
def test_no_room_tells_of_a_branch_that_was_left(flagship: Pack, seed: int) -> None:
    """Standing at an earlier step again, its fog is back; the path alone names what the reader did there."""
    chance = Random(100 + seed)
    session = Session.begin(flagship, None, chance.choice(["brief", "guided", "free"]))
    for until in (datetime.date(2008, 2, 1), datetime.date(2010, 1, 1), datetime.date(2013, 1, 1)):
        walk_on(session, chance, until)
        wander(session, chance, 4)
        latest = max(session.step(item.key).state.today for item in session.log.items)
        assert latest > until
        # Back to where the fog is thick, whatever was read since.
        stand_at(session, chance.choice(session.log.items[: max(1, len(session.log.items) // 3)]).key)
        assert session.state.today < latest
        for name in ROOMS:
            room = room_named(name, session)
            if room.absent():
                continue
            if name == "search":
                room.take_words(chance.choice(["kosovo declaration", "court", "independence 2008"]))
            said = "\n".join(shown(room, chance))
            assert (name, leaks(flagship, session, said, ever=name == "path")) == (name, [])
        scene = Scene(flagship, session.state, session.turn)
        offered = [
            line
            for verb in VERBS
            for letter in "abdeiknprst"
            for line in complete(f"{verb.name} {letter}", scene)
        ]
        assert leaks(flagship, session, "\n".join(offered)) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_completion_tells_it_either(flagship: Pack, seed: int) -> None:
    chance = Random(seed)
    session = Session.begin(flagship, None, "free")
    walk(session, chance, chance.randrange(5, 40))
    scene = Scene(flagship, session.state, session.turn)
    said = []
    for verb in VERBS:
        for letter in ("", *"abcdefghijklmnopqrstuvwxyz"):
            said += complete(f"{verb.name} {letter}", scene, most=500)
    assert leaks(flagship, session, "\n".join(said)) == []


def test_the_lookout_sees_a_leak(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    later = next(event for event in flagship.events.values() if event.date.year == 2010)
    assert leaks(flagship, session, f"Once upon a time: {later.title}") == [later.title]
