"""A witness: the shortest way to meet a finding, as text that a reader can walk again.

It begins with a page and goes on with one word a move, between spaces: a choice's id; ``walk:page``
for a link; ``forecast:none`` to pass a forecast by, ``forecast:100/0/0`` to make one;
``ask:actor/question``; ``claim:id``.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId, is_id
from explainer.model.pack import Pack
from explainer.story.engine import apply, choices_of, start
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Choose, MakeForecast, OpenClaim, Start, Step, Walk

MAX_MOVES = 10_000
"""Moves a witness may have; none that was found has as many."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A way through the story."""

    start: NodeId
    moves: tuple[str, ...] = ()
    """Each as the text has it."""

    def __str__(self) -> str:
        return " ".join((self.start, *self.moves))

    @classmethod
    def parse(cls, text: str) -> Witness:
        """The witness that a text says.

        Raises:
            StepError: it is none.
        """
        words = text.split()
        if not words or not is_id(words[0]):
            raise StepError("A witness begins with the id of a page.")
        if len(words) > MAX_MOVES:
            raise StepError(f"A witness has at most {MAX_MOVES:,} moves.")
        return cls(NodeId(words[0]), tuple(words[1:]))


def move_word(step: Step) -> str:
    """The word for a step.

    Raises:
        ValueError: a witness has no such step.
    """
    match step:
        case Choose(_, choice):
            return choice
        case Walk(node):
            return f"walk:{node}"
        case MakeForecast(_, points):
            return "forecast:" + ("/".join(map(str, points)) or "none")
        case Ask(actor, question):
            return f"ask:{actor}/{question}"
        case OpenClaim(claim):
            return f"claim:{claim}"
        case _:
            raise ValueError(f"no word for {step!r}")


def step_of(pack: Pack, state: StoryState, move: str) -> Step:
    """The step that a word means where the reader stands.

    Raises:
        StepError: it means none.
    """
    kind, colon, value = move.partition(":")
    if not colon:
        return Choose(state.node, ChoiceId(move))
    if kind == "walk":
        if value not in pack.nodes:
            raise StepError(f"There is no page '{value[:60]}'.")
        return Walk(NodeId(value))
    if kind == "forecast":
        numbers = [] if value == "none" else value.split("/")
        if all(number.isascii() and number.isdigit() and len(number) <= 3 for number in numbers):
            return MakeForecast(state.node, tuple(map(int, numbers)))
    if kind == "ask":
        actor, _, question = value.partition("/")
        return Ask(ActorId(actor), QuestionId(question))
    if kind == "claim":
        return OpenClaim(ClaimId(value))
    raise StepError(f"“{move[:60]}” is no move of a witness.")


def replay(pack: Pack, witness: Witness) -> tuple[StoryState, tuple[Step, ...]]:
    """The state it leads to, and its steps, the start among them.

    Raises:
        StepError: the story does not allow one of them.
    """
    if witness.start not in pack.nodes:
        raise StepError(f"There is no page '{witness.start}'.")
    state = start(pack, witness.start)
    steps: list[Step] = [Start(witness.start)]
    for move in witness.moves:
        step = step_of(pack, state, move)
        state = apply(pack, state, step)
        steps.append(step)
    return state, tuple(steps)


def in_words(pack: Pack, witness: Witness) -> tuple[str, ...]:
    """The way in a reader's words, a part a move: the first page's title, then what is chosen."""
    told = [f"“{pack.nodes[witness.start].title}”"]
    try:
        state = start(pack, witness.start)
    except StepError:
        return tuple(told)
    for move in witness.moves:
        step = step_of(pack, state, move)
        match step:
            case Choose(node, choice):
                text = next(item.text for item in choices_of(pack.nodes[node]) if item.id == choice)
                told.append(f"“{text}”")
            case Walk(node):
                told.append(f"go to “{pack.nodes[node].title}”")
            case MakeForecast(_, points):
                told.append("make a forecast" if points else "pass the forecast by")
            case Ask(actor, question):
                told.append(f"ask {pack.actors[actor].brief} about {pack.questions[question].brief}")
            case OpenClaim(claim):
                told.append(f"open the claim '{claim}'")
        try:
            state = apply(pack, state, step)
        except StepError:
            # That it is not allowed may be what the witness is of.
            break
    return tuple(told)
