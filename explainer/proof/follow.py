"""Following a witness as the pack is now: how far it leads, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.proof.witness import Witness, step_of
from explainer.story.engine import apply, pages_entered, start
from explainer.story.state import StoryState
from explainer.story.steps import Choose, Start, Step, Walk

_NAMED = 4
"""Pages of a circle that are named; it may have as many as a pack."""


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a witness leads today."""

    steps: tuple[Step, ...] = ()
    """What the story allows, the start first; nothing if no reader can begin there."""
    page: NodeId | None = None
    """The page they lead to."""
    refused: Step | None = None
    """The step it does not allow; None if the witness leads to its end."""
    reason: str = ""
    """Why it does not, in words."""
    circle: tuple[NodeId, ...] = ()
    """The pages that the refused step is sent round by, if it never ends."""


def follow(pack: Pack, witness: Witness) -> Followed:
    """Walk a witness as far as the story allows.

    Raises:
        StepError: it names a page that the pack does not have.
    """
    if unknown := [page for page in witness.pages if page not in pack.nodes]:
        raise StepError(f"There is no page '{unknown[0]}' in this pack.")
    first = Start(witness.start)
    if witness.start not in {pack.manifest.start, *(way.start for way in pack.manifest.ways_in)}:
        return Followed(refused=first, reason="No way in begins on that page.")
    state = StoryState(witness.start, pack.manifest.as_of)
    try:
        state = start(pack, witness.start)
    except StepError as error:
        return _stopped(pack, state, [], first, error)
    steps: list[Step] = [first]
    for move in witness.moves:
        step = step_of(pack, state, move)
        try:
            state = apply(pack, state, step)
        except StepError as error:
            return _stopped(pack, state, steps, step, error)
        steps.append(step)
    return Followed(tuple(steps), state.node)


def _stopped(pack: Pack, state: StoryState, steps: list[Step], refused: Step, error: StepError) -> Followed:
    circle = _circle(pack, state, refused)
    if not circle:
        return Followed(tuple(steps), state.node, refused, str(error))
    what = "This beginning" if isinstance(refused, Start) else "This move"
    reason = f"{what} leads in a circle through {_titles(pack, circle)}: no page of it is ever shown."
    return Followed(tuple(steps), state.node, refused, reason, circle)


def _circle(pack: Pack, state: StoryState, step: Step) -> tuple[NodeId, ...]:
    """The pages of the circle that a step runs in; none if it was refused for something else."""
    entered: list[NodeId] = []
    if isinstance(step, Start | Choose | Walk):
        try:
            for passed in pages_entered(pack, state, step):
                entered.append(passed.node)
        except StepError:
            # Pages come before the first that comes again: those only lead into it.
            return tuple(dict.fromkeys(entered[len(entered) // 2 :]))
    return ()


def _titles(pack: Pack, pages: tuple[NodeId, ...]) -> str:
    named = [f"“{pack.nodes[page].title}”" for page in pages[:_NAMED]]
    if len(pages) > _NAMED:
        named.append(f"{len(pages) - _NAMED} more")
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
