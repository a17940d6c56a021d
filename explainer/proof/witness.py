"""A witness: the shortest way to meet a finding, as text that a reader can walk again.

It begins with a page and goes on with one word a move, between spaces: a choice's id; ``walk:page``
for a link; ``forecast:none`` to pass a forecast by, ``forecast:100/0/0`` to make one;
``ask:actor/question``; ``claim:id``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import ID, MAX_ID_LENGTH, ActorId, ChoiceId, ClaimId, NodeId, QuestionId, is_id
from explainer.model.pack import Pack
from explainer.story.engine import apply, choices_of, start
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Choose, MakeForecast, OpenClaim, Start, Step, Walk

MAX_MOVES = 10_000
"""Moves a witness may have; none that was found has as many."""

_ID = ID.pattern
_POINTS = "none|[0-9]{1,3}(?:/[0-9]{1,3})*"
_MOVE = re.compile(f"(?:walk:|claim:)?{_ID}|ask:{_ID}/{_ID}|forecast:(?:{_POINTS})")

_LONGEST = 2 * MAX_ID_LENGTH + len("ask:/")
"""Characters of a move; a forecast over more options than this has room for is none that can be made."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A way through the story."""

    start: NodeId
    moves: tuple[str, ...] = ()
    """Each as the text has it."""

    def __str__(self) -> str:
        return " ".join((self.start, *self.moves))

    @property
    def pages(self) -> tuple[NodeId, ...]:
        """The pages it names, in its order."""
        walks = [move.removeprefix("walk:") for move in self.moves if move.startswith("walk:")]
        return (self.start, *map(NodeId, walks))

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
        for move in words[1:]:
            if len(move) > _LONGEST or not _MOVE.fullmatch(move):
                raise StepError(_no_move(move))
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
    raise StepError(_no_move(move))


def _no_move(move: str) -> str:
    return f"“{move[:60]}” is no move of a witness."


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
        told.append(step_in_words(pack, step))
        try:
            state = apply(pack, state, step)
        except StepError:
            # That it is not allowed may be what the witness is of.
            break
    return tuple(told)


def step_in_words(pack: Pack, step: Step) -> str:
    """What a reader does by a step of a witness, all that it names being in the pack.

    Raises:
        ValueError: a witness has no such step.
    """
    match step:
        case Choose(node, choice):
            return f"“{next(item.text for item in choices_of(pack.nodes[node]) if item.id == choice)}”"
        case Walk(node):
            return f"go to “{pack.nodes[node].title}”"
        case MakeForecast(_, points):
            return "make a forecast" if points else "pass the forecast by"
        case Ask(actor, question):
            return f"ask {pack.actors[actor].brief} about {pack.questions[question].brief}"
        case OpenClaim(claim):
            return f"open the claim '{claim}'"
        case _:
            raise ValueError(f"no words for {step!r}")
