"""What each step does: ``(pack, state, step) -> state``, the argument never touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from explainer.errors import StepError
from explainer.model.condition import (
    AddTo,
    Advance,
    All,
    Any,
    Chosen,
    Compares,
    Comparison,
    Condition,
    Effect,
    Forecasted,
    Heard,
    Met,
    Not,
    OnOrAfter,
    SetVariable,
    Value,
    Visited,
)
from explainer.model.ids import ChoiceId, ClaimId, NodeId
from explainer.model.node import Choice, Node, Passage
from explainer.model.pack import Pack
from explainer.story.state import StoryState, Trail
from explainer.story.steps import (
    Ask,
    Back,
    Choose,
    Forward,
    MakeForecast,
    OpenClaim,
    Start,
    Step,
    Walk,
)

MAX_DIVERTS = 100
"""Pages that may divert in a row before the walk is taken for a circle."""

FORK_NOT_CLOSED = "First say what you expect, or pass the forecast by."
"""Why a fork's resolution is not offered yet."""

FORECAST_STANDS = "You have seen what happened; the forecast stands as it is."
"""Why a forecast can't be made or changed any more."""


def start(pack: Pack, node: NodeId | None = None) -> StoryState:
    """A fresh state on a page, or on the pack's first."""
    first = node or pack.manifest.start
    return apply(pack, StoryState(node=first, today=pack.manifest.as_of), Start(first))


def apply(pack: Pack, state: StoryState, step: Step) -> StoryState:
    """The state after a step.

    Raises:
        StepError: the state does not allow it.
    """
    match step:
        case Start() | Choose() | Walk():
            after = state
            for entered in pages_entered(pack, state, step):
                after = entered
            after = _hear(after, pack.nodes[after.node])
        case Back():
            after = _back(state)
        case Forward():
            after = _forward(state)
        case MakeForecast(fork, points):
            after = _forecast(pack, state, fork, points)
        case Ask(actor, question):
            if actor not in pack.actors or question not in pack.questions:
                raise StepError("There is nobody of that name, or no such question.")
            pair = (actor, question)
            after = replace(
                state,
                asked=state.asked.set(pair, state.asked.get(pair, 0) + 1),
                heard=state.heard.set(actor, state.heard.get(actor, 0) + 1),
            )
        case OpenClaim(claim):
            if claim not in pack.claims:
                raise StepError(f"There is no claim '{claim}'.")
            after = replace(state, met=state.met.set(claim, True))
    return replace(_meet(pack, after), turn=state.turn + 1)


# ---------------------------------------------------------------- conditions and effects


def holds(pack: Pack, state: StoryState, condition: Condition | None) -> bool:
    """Whether a condition holds; no condition always does."""
    match condition:
        case None:
            return True
        case Visited(node, times):
            return state.visits.get(node, 0) >= times
        case Chosen(node, choice):
            return (node, choice) in state.taken
        case Met(claim):
            return claim in state.met
        case Heard(actor):
            return actor in state.heard
        case Forecasted(fork, skipped):
            points = state.forecasts.get(fork)
            return points is not None and (not points) == skipped
        case Compares(variable, comparison, wanted):
            found = variable_value(pack, state, variable)
            if comparison is Comparison.IS:
                return found is wanted if isinstance(wanted, bool) else found == wanted
            return found >= wanted if comparison is Comparison.AT_LEAST else found <= wanted
        case OnOrAfter(day):
            return state.today >= day
        case All(conditions):
            return all(holds(pack, state, inner) for inner in conditions)
        case Any(conditions):
            return any(holds(pack, state, inner) for inner in conditions)
        case Not(inner):
            return not holds(pack, state, inner)


def variable_value(pack: Pack, state: StoryState, name: str) -> Value:
    """What a variable holds now."""
    found = state.variables.get(name)
    return pack.manifest.variables[name] if found is None else found


def _affect(pack: Pack, state: StoryState, effects: tuple[Effect, ...]) -> StoryState:
    for effect in effects:
        match effect:
            case SetVariable(variable, value):
                state = replace(state, variables=state.variables.set(variable, value))
            case AddTo(variable, amount):
                total = variable_value(pack, state, variable) + amount
                state = replace(state, variables=state.variables.set(variable, total))
            case Advance(day):
                state = replace(state, today=max(state.today, day))
    return state


# ---------------------------------------------------------------- moving


def _leave(state: StoryState) -> StoryState:
    return replace(state, behind=Trail(state.node, state.behind), before=None)


def pages_entered(pack: Pack, state: StoryState, step: Start | Choose | Walk) -> Iterator[StoryState]:
    """The state on each page that a move enters: those that divert, then the one that is shown.

    Raises:
        StepError: the move is not allowed, there is no such page, or they divert in a circle.
    """
    match step:
        case Start(node):
            target = node
        case Walk(node):
            if closed_fork(pack, state, node):
                raise StepError(FORK_NOT_CLOSED)
            state, target = _leave(state), node
        case Choose(node, choice_id):
            choice = _chosen(pack, state, node, choice_id)
            key = (node, choice.id)
            taken = state.taken.set(key, state.taken.get(key, 0) + 1)
            state, target = _affect(pack, replace(_leave(state), taken=taken), choice.effects), choice.to
    for _ in range(MAX_DIVERTS):
        entered = pack.nodes.get(target)
        if entered is None:
            raise StepError(f"There is no page '{target}'.")
        times = state.visits.get(target, 0)
        state = replace(state, node=target, visits=state.visits.set(target, times + 1))
        state = _affect(pack, state, entered.effects)
        yield state
        onward = _onward(pack, state, entered)
        if onward is None:
            return
        target = onward
    raise StepError(f"The page '{target}' leads in a circle.")


def _chosen(pack: Pack, state: StoryState, node: NodeId, choice_id: ChoiceId) -> Choice:
    if node != state.node:
        raise StepError("That choice belongs to another page.")
    for offer in offers(pack, state):
        if offer.choice.id == choice_id:
            if not offer.open:
                raise StepError(offer.reason or "That choice is not open.")
            return offer.choice
    raise StepError(f"This page offers no choice '{choice_id}'.")


def _onward(pack: Pack, state: StoryState, node: Node) -> NodeId | None:
    """Where a page diverts to, or None if it is shown."""
    for divert in node.diverts:
        if holds(pack, state, divert.when) and not closed_fork(pack, state, divert.to):
            return divert.to
    return None


def landing(pack: Pack, state: StoryState, target: NodeId) -> NodeId:
    """The page a reader who goes to ``target`` will be shown, as far as it can be told from here."""
    for _ in range(MAX_DIVERTS):
        onward = _onward(pack, state, pack.nodes[target])
        if onward is None:
            break
        target = onward
    return target


def _hear(state: StoryState, node: Node) -> StoryState:
    heard = state.heard
    for actor in node.voices:
        heard = heard.set(actor, heard.get(actor, 0) + 1)
    return replace(state, heard=heard)


def _meet(pack: Pack, state: StoryState) -> StoryState:
    """The claims of what the open page shows are met; so are those of passages that then show."""
    node = pack.nodes[state.node]
    while True:
        met = state.met
        for claim in _shown_claims(pack, state, node):
            if claim not in met:
                met = met.set(claim, False)
        if met is state.met:
            return state
        state = replace(state, met=met)


def _shown_claims(pack: Pack, state: StoryState, node: Node) -> Iterator[ClaimId]:
    for passage in shown_passages(pack, state, node):
        yield from passage.text.claims
    for option in node.fork.options if node.fork else ():
        yield from (*option.argument_for.claims, *option.argument_against.claims)


def _back(state: StoryState) -> StoryState:
    if state.behind is None:
        raise StepError("This is where you came in; there is no page before it.")
    before = Trail(state.node, state.before)
    return replace(state, node=state.behind.node, behind=state.behind.rest, before=before)


def _forward(state: StoryState) -> StoryState:
    if state.before is None:
        raise StepError("There is no page to go forward to.")
    behind = Trail(state.node, state.behind)
    return replace(state, node=state.before.node, before=state.before.rest, behind=behind)


# ---------------------------------------------------------------- forks


def is_resolved(pack: Pack, state: StoryState, fork: NodeId) -> bool:
    """Whether what happened at a fork was shown, or a road not taken, so its forecast is final."""
    told = pack.nodes[fork].fork
    if told is None:
        return False
    roads = (option.road for option in told.options if option.road)
    return any(page in state.visits for page in (told.resolution, *roads))


def closed_fork(pack: Pack, state: StoryState, target: NodeId) -> NodeId | None:
    """The fork that keeps a page shut: it tells what happened there and no forecast was made."""
    for fork in pack.told_by.get(target, ()):
        if fork not in state.forecasts:
            return fork
    return None


def _forecast(pack: Pack, state: StoryState, fork: NodeId, points: tuple[int, ...]) -> StoryState:
    node = pack.nodes.get(fork)
    if node is None or node.fork is None:
        raise StepError("There is nothing to forecast here.")
    if is_resolved(pack, state, fork):
        raise StepError(FORECAST_STANDS)
    if points:
        options = len(node.fork.options)
        if len(points) != options:
            raise StepError(f"There are {options} options: give {options} numbers.")
        if any(point < 0 for point in points) or sum(points) != 100:
            raise StepError(f"The points must add up to 100; these make {sum(points)}.")
    return replace(state, forecasts=state.forecasts.set(fork, points))


# ---------------------------------------------------------------- what a page offers


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice as it stands in a state."""

    choice: Choice
    open: bool
    reason: str = ""
    """Why it is not open, in words."""


def shown_passages(pack: Pack, state: StoryState, node: Node) -> Iterator[Passage]:
    """The passages of a page whose conditions hold."""
    for passage in node.passages:
        if holds(pack, state, passage.when):
            yield passage


def choices_of(node: Node) -> tuple[Choice, ...]:
    """A page's choices; a fork that names no choice to what happened gets one, first."""
    fork = node.fork
    if fork is None or any(choice.to == fork.resolution for choice in node.choices):
        return node.choices
    return (Choice(ChoiceId("what-happened"), "See what happened", fork.resolution), *node.choices)


def offers(pack: Pack, state: StoryState) -> tuple[Offered, ...]:
    """The choices of the open page that are to be seen: open ones, and locked ones with a reason."""
    found = []
    for choice in choices_of(pack.nodes[state.node]):
        if choice.once and (state.node, choice.id) in state.taken:
            continue
        if not holds(pack, state, choice.when):
            if choice.locked:
                found.append(Offered(choice, open=False, reason=choice.locked))
        elif closed_fork(pack, state, choice.to):
            found.append(Offered(choice, open=False, reason=FORK_NOT_CLOSED))
        else:
            found.append(Offered(choice, open=True))
    return tuple(found)
