"""Steelman: saying whose position something is, and which reason they themselves gave for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias, TypeVar

from explainer.model.ids import ActorId, QuestionId
from explainer.model.pack import Pack
from explainer.model.people import Actor, Basis, Stance
from explainer.model.prose import Prose
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.story.answers import known_position
from explainer.story.fog import is_told
from explainer.story.once import once_a_pack
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
    told = _told(pack, state)
    able = {
        (item.actor, question): item
        for question, beside in told.items()
        for item in beside
        if _can_be_asked(item, beside)
    }
    if not able:
        return None
    before = [cell for cell in asked if cell in pack.positions]
    camps = Counter(camp_of(pack.positions[cell].stance) for cell in before)
    voices, known = Counter(actor for actor, _ in before), Counter(before)

    def turn(cell: Cell) -> tuple[int, int, int, float]:
        return camps[camp_of(pack.positions[cell].stance)], known[cell], voices[cell[0]], chance.random()

    # In the pack's order, so that the same chance asks the same.
    cell = min((cell for cell in pack.positions if cell in able), key=turn)
    return _steelman(pack, able[cell], cell[1], told[cell[1]], chance)


def camp_of(stance: Stance) -> Stance:
    """For, against, or between: who sets conditions and who is divided are of one camp."""
    return stance if stance in (Stance.FOR, Stance.AGAINST) else Stance.CONDITIONAL


@dataclass(frozen=True, slots=True)
class _Told:
    """A position that is told, as it is asked for or stands beside another."""

    actor: ActorId
    stance: Stance
    position: Prose
    reason: str
    """The reason that its holder gave, in plain words; nothing if they gave none."""
    unnamed: str
    """The same without the holder."""


def _told(pack: Pack, state: StoryState) -> dict[QuestionId, list[_Told]]:
    """The positions that are told, by their questions, in the pack's order."""
    named = {actor for actor in pack.actors if is_told(pack, state, pack.actors[actor].text)}
    reasons = _reasons_given(pack)
    found: dict[QuestionId, list[_Told]] = defaultdict(list)
    for actor, question in pack.positions:
        known = known_position(pack, state, actor, question)
        if known is not None and known.position and actor in named:
            given = reasons.get((actor, question), ("", ""))
            found[question].append(_Told(actor, known.stance, known.position, *given))
    return found


@once_a_pack
def _reasons_given(pack: Pack) -> dict[Cell, tuple[str, str]]:
    """The reasons that holders gave themselves, in plain words, each with and without the holder."""
    given = {
        cell: _words(position.reason)
        for cell, position in pack.positions.items()
        if position.reason_is is Basis.STATED
    }
    return {cell: (text, without_name(text, pack.actors[cell[0]])) for cell, text in given.items()}


def _can_be_asked(item: _Told, beside: Sequence[_Told]) -> bool:
    """Whether its holder gave a reason, and enough others can stand beside both."""
    least = LEAST_OPTIONS - 1
    return bool(item.reason) and len(_others(item, beside)) >= least and len(_reasons(item, beside)) >= least


def _others(item: _Told, beside: Iterable[_Told]) -> list[ActorId]:
    """Voices that answered the same question otherwise, so that one answer alone is right."""
    return [other.actor for other in beside if other.stance is not item.stance]


def _reasons(item: _Told, beside: Iterable[_Told]) -> list[str]:
    """Reasons that others gave themselves to the same question, none twice, none that is the holder's."""
    own = ("", item.reason)
    return list(dict.fromkeys(other.unnamed for other in beside if other.reason not in own))


def _steelman(
    pack: Pack, item: _Told, question: QuestionId, beside: Sequence[_Told], chance: Random
) -> Steelman:
    holders = [item.actor, *_some(_others(item, beside), chance)]
    reasons = [(item.unnamed, True)]
    reasons += [(reason, False) for reason in _some(_reasons(item, beside), chance)]
    chance.shuffle(holders)
    chance.shuffle(reasons)
    return Steelman(
        item.actor,
        question,
        pack.questions[question].text,
        _unnamed(_first_line(item.position), pack.actors[item.actor]),
        tuple(holders),
        tuple(reason for reason, _ in reasons),
        next(index for index, (_, is_own) in enumerate(reasons) if is_own),
    )


def _some(found: Sequence[Of], chance: Random) -> list[Of]:
    return chance.sample(found, min(MOST_OPTIONS - 1, len(found)))


def without_name(text: str, actor: Actor) -> str:
    """A reason in which its holder is not named: by their own names and any of several words nowhere.

    Another single word that they go by may well mean something else; it is left out as the subject alone.
    """
    return _unnamed(text, actor, (name for name in actor.aliases if " " in name))


def _unnamed(text: str, actor: Actor, others: Iterable[str] = ()) -> str:
    """A text without a voice's own name and these others, which does not begin with any that it goes by."""
    named = _alike(actor.name, actor.short, *others)
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
