"""The story: pages, the passages on them, the choices between them, and forks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from explainer.model.condition import Condition, Effect
from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, OptionId, PlaceId
from explainer.model.prose import Prose


class NodeKind(StrEnum):
    """What a page is in the story."""

    SCENE = "scene"
    DOCUMENT = "document"
    EVENT = "event"
    FORK = "fork"
    OUTCOME = "outcome"
    ROAD = "road"
    """A road not taken: marked wherever it is shown."""
    RECAP = "recap"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose, under a condition or not."""

    text: Prose
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A labelled way to another page."""

    id: ChoiceId
    text: str
    to: NodeId
    when: Condition | None = None
    locked: str = ""
    """Shown with the choice while ``when`` fails; without it the choice is hidden then."""
    once: bool = False
    effects: tuple[Effect, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Divert:
    """A way taken without asking."""

    to: NodeId
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ForkOption:
    """What could be done at a fork, as it was argued at the time."""

    id: OptionId
    label: str
    argument_for: Prose
    argument_against: Prose
    favoured_by: tuple[str, ...] = ()
    """Actors' ids, or names in words."""
    happened: bool = False
    status_quo: bool = False
    """Whether it leaves things as they were."""
    road: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """A decision the reader forecasts before it resolves."""

    question: str
    options: tuple[ForkOption, ...]
    resolution: NodeId
    decider: str = ""
    """An actor's id, or a name in words."""
    date: PartialDate | None = None

    @property
    def happened(self) -> int:
        """Which of the options came to be, from 0; every fork has just one."""
        return next(index for index, option in enumerate(self.options) if option.happened)

    @property
    def told(self) -> tuple[NodeId, ...]:
        """The pages that tell what happened, or what could have: its resolution and its roads."""
        return (self.resolution, *(option.road for option in self.options if option.road))


@dataclass(frozen=True, slots=True)
class Node:
    """A page. A reader stands on exactly one."""

    id: NodeId
    title: str
    kind: NodeKind
    passages: tuple[Passage, ...]
    """The body first, then the passages under conditions."""
    date: datetime.date
    """The day the page speaks from: it rests on nothing known only later."""
    chapter: str = ""
    place: PlaceId | None = None
    period: str = ""
    """Words shown in place of the date, such as ``1974 to 1989``."""
    voices: tuple[ActorId, ...] = ()
    choices: tuple[Choice, ...] = ()
    effects: tuple[Effect, ...] = ()
    diverts: tuple[Divert, ...] = ()
    fork: Fork | None = None
    ending: bool = False
    ahead: bool = False
    """Whether it looks beyond its date, and says so."""
    aliases: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it always walks on to another page, so that nobody reads it."""
        return any(divert.when is None for divert in self.diverts)

    @property
    def texts(self) -> tuple[Prose, ...]:
        """All that it says: its passages, then the arguments of its fork."""
        texts = [passage.text for passage in self.passages]
        if self.fork:
            for option in self.fork.options:
                texts += [option.argument_for, option.argument_against]
        return tuple(texts)

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """Every claim it rests on, in order, each once; a fork's arguments come last."""
        return tuple(dict.fromkeys(claim for text in self.texts for claim in text.claims))
