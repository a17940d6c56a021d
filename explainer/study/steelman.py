"""Steelman: saying whose position something is, and which reason they themselves gave for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias, TypeVar

from explainer.model.ids import ActorId, QuestionId
from explainer.model.pack import Pack
from explainer.model.people import Actor, Basis, Position, Stance
from explainer.model.prose import Prose
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.story.answers import known_position
from explainer.story.fog import is_told
from explainer.story.state import StoryState

MOST_OPTIONS = 4
"""Answers to choose from."""

LEAST_OPTIONS = 3
"""Answers below which choosing would be guessing."""

NOBODY = "this voice"
"""What stands in the place of the name of whom one is asked for."""

Cell: TypeAlias = tuple[ActorId, QuestionId]

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Steelman:
    """A position without its holder, and two things to say of it."""

    actor: ActorId
    question: QuestionId
    topic: str
    """What was asked."""
    said: str
    """The position, whose name is left out."""
    holders: tuple[ActorId, ...]
    """Who might hold it; one of them does, and none of the others stands where they do."""
    reasons: tuple[str, ...]
    """Reasons that voices gave to the same question; one of them is the holder's own."""
    reason: int
    """Which of the reasons it is."""

    @property
    def cell(self) -> Cell:
        """Where in the matrix it is from."""
        return self.actor, self.question


def next_steelman(pack: Pack, state: StoryState, asked: Iterable[Cell], chance: Random) -> Steelman | None:
    """The next to ask, or None if too few positions are told yet.

    So that no camp is asked for oftener than another, one of the camp asked for least is next: those
    for, those against, and those between. Of it, what was not asked yet, by the voice asked for least.
    """
    cells = _cells(pack, state)
    if not cells:
        return None
    before = [cell for cell in asked if cell in pack.positions]
    camps = Counter(camp_of(pack.positions[cell].stance) for cell in before)
    voices, known = Counter(actor for actor, _ in before), Counter(before)

    def turn(cell: Cell) -> tuple[int, int, int, float]:
        return camps[camp_of(pack.positions[cell].stance)], known[cell], voices[cell[0]], chance.random()

    return _steelman(pack, state, min(cells, key=turn), chance)


def camp_of(stance: Stance) -> Stance:
    """For, against, or between: who sets conditions and who is divided are of one camp."""
    return stance if stance in (Stance.FOR, Stance.AGAINST) else Stance.CONDITIONAL


def _cells(pack: Pack, state: StoryState) -> list[Cell]:
    """The positions that can be asked for: told, with a reason their holder gave, and others beside them."""
    return [
        cell
        for cell in pack.positions
        if (position := _told(pack, state, cell)) is not None
        and position.reason_is is Basis.STATED
        and _words(position.reason)
        and len(_others(pack, state, cell)) >= LEAST_OPTIONS - 1
        and len(_reasons(pack, state, cell)) >= LEAST_OPTIONS - 1
    ]


def _told(pack: Pack, state: StoryState, cell: Cell) -> Position | None:
    position = known_position(pack, state, *cell)
    if position is None or not position.position or not is_told(pack, state, pack.actors[cell[0]].text):
        return None
    return position


def _others(pack: Pack, state: StoryState, cell: Cell) -> list[ActorId]:
    """Voices that answered the same question otherwise, so that one answer alone is right."""
    stance = pack.positions[cell].stance
    return [
        actor
        for actor, question in pack.positions
        if question == cell[1]
        and (position := _told(pack, state, (actor, question))) is not None
        and position.stance is not stance
    ]


def _reasons(pack: Pack, state: StoryState, cell: Cell) -> list[str]:
    """Reasons that others gave themselves to the same question, none twice, none that is the holder's."""
    own = _words(pack.positions[cell].reason)
    found: dict[str, None] = {}
    for key in pack.positions:
        if key[1] == cell[1] and key != cell:
            position = _told(pack, state, key)
            if position is not None and position.reason_is is Basis.STATED and _words(position.reason) != own:
                found[without_name(_words(position.reason), pack.actors[key[0]])] = None
    return [reason for reason in found if reason]


def _steelman(pack: Pack, state: StoryState, cell: Cell, chance: Random) -> Steelman:
    position = pack.positions[cell]
    actor = pack.actors[cell[0]]
    holders = [cell[0], *_some(_others(pack, state, cell), chance)]
    reasons = [(without_name(_words(position.reason), actor), True)]
    reasons += [(reason, False) for reason in _some(_reasons(pack, state, cell), chance)]
    chance.shuffle(holders)
    chance.shuffle(reasons)
    return Steelman(
        *cell,
        pack.questions[cell[1]].text,
        without_name(_first_line(position.position), actor),
        tuple(holders),
        tuple(reason for reason, _ in reasons),
        next(index for index, (_, is_own) in enumerate(reasons) if is_own),
    )


def _some(found: Sequence[Of], chance: Random) -> list[Of]:
    return chance.sample(found, min(MOST_OPTIONS - 1, len(found)))


def without_name(text: str, actor: Actor) -> str:
    """A text in which a voice is not named: by its name nowhere, by others it goes by not as the subject."""
    named = _alike(actor.name, actor.short)
    text = re.sub(rf"\b(?:[Tt]he )?(?:{named})\b", NOBODY, text)
    if actor.aliases:
        text = re.sub(rf"^(?:The )?(?:{_alike(*actor.aliases)})\b", NOBODY, text)
    return text[:1].upper() + text[1:]


def _alike(*names: str) -> str:
    # The longest first, or a name that begins another would leave the rest of it standing.
    return "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))


def _first_line(prose: Prose) -> str:
    # A position says what is held in its first line; the lines after tell who said it where.
    return _words_of(prose.text.strip().partition("\n")[0])


def _words(prose: Prose) -> str:
    return _words_of(prose.text) if prose.text else ""


def _words_of(text: str) -> str:
    return " ".join(" ".join(plain_lines(blocks_of(text), lambda _claim: None, 0)).split())
