"""A thousand walks at random from the forks of the shipped pack: none ends, and none tells anything early."""

from __future__ import annotations

from collections import deque
from functools import cache
from random import Random

import pytest

from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.story.engine import apply, offers, start
from explainer.story.state import StoryState
from explainer.story.steps import Back, Choose, MakeForecast
from explainer.story.turn import view
from tests.opened import FLAGSHIP, opened

WALKS = 50
"""From each of the twenty forks."""

STEPS = 25


def flagship() -> Pack:
    return opened(FLAGSHIP)


@cache
def at_the_forks() -> dict[NodeId, StoryState]:
    """A reader at each fork, come by the fewest pages, the forecasts on the way passed by."""
    pack = flagship()
    ahead = deque([start(pack, pack.manifest.start)])
    seen = {pack.manifest.start}
    found: dict[NodeId, StoryState] = {}
    while ahead:
        state = ahead.popleft()
        if pack.nodes[state.node].fork and state.node not in found:
            found[state.node] = state
            state = apply(pack, state, MakeForecast(state.node, ()))
        for offered in offers(pack, state):
            if offered.open and offered.choice.to not in seen:
                seen.add(offered.choice.to)
                ahead.append(apply(pack, state, Choose(state.node, offered.choice.id)))
    return found


FORKS = sorted(node.id for node in flagship().nodes.values() if node.fork)


def test_every_fork_can_be_come_to() -> None:
    assert sorted(at_the_forks()) == FORKS
    assert WALKS * len(FORKS) >= 1000


@pytest.mark.parametrize("fork", FORKS)
def test_no_walk_from_a_fork_ends_or_tells_early(fork: NodeId) -> None:
    pack, here = flagship(), at_the_forks()[fork]
    resolution = pack.nodes[fork].fork
    assert resolution is not None
    for seed in range(WALKS):
        chance, state = Random(f"{fork} {seed}"), here
        # Before the forecast is closed what happened can't be come to, by a choice or otherwise.
        assert all(
            offered.choice.to != resolution.resolution for offered in offers(pack, state) if offered.open
        )
        for _ in range(STEPS):
            state = one_step(pack, state, chance)
            tells_nothing_early(pack, state)


def one_step(pack: Pack, state: StoryState, chance: Random) -> StoryState:
    node = pack.nodes[state.node]
    if node.fork and node.id not in state.forecasts and chance.random() < 0.8:
        points = [0] * len(node.fork.options)
        points[chance.randrange(len(points))] = 100
        return apply(pack, state, MakeForecast(node.id, tuple(points) if chance.random() < 0.7 else ()))
    ways = [offered.choice for offered in offers(pack, state) if offered.open]
    if not ways or chance.random() < 0.05:
        # An ending has no choice, and is the only page without one; one can always go back.
        assert ways or node.ending, f"{node.id} has no way on"
        try:
            return apply(pack, state, Back())
        except StepError:
            assert ways, f"{node.id} is a dead end"
    new = [choice for choice in ways if choice.to not in state.visits]
    return apply(pack, state, Choose(state.node, chance.choice(new or ways).id))


def tells_nothing_early(pack: Pack, state: StoryState) -> None:
    node = pack.nodes[state.node]
    for fork in pack.told_by.get(node.id, ()):
        assert fork in state.forecasts, f"{node.id} tells of {fork} before its forecast is closed"
    if not node.ahead:
        late = [
            item.claim.id for item in view(pack, state).claims if not state.has_come_to(item.claim.known_from)
        ]
        assert late == [], f"{node.id} tells on {state.today} what is known only later"
