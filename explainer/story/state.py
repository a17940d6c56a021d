"""All that changes while a story is read, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from explainer.model.condition import Value
from explainer.model.date import PartialDate
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.story.pmap import PMap


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trail:
    """Pages one behind the other, the nearest first: what back and forward walk along."""

    node: NodeId
    rest: Trail | None = None

    def __iter__(self) -> Iterator[NodeId]:
        """The pages, the nearest first."""
        at: Trail | None = self
        while at is not None:
            yield at.node
            at = at.rest

    # Page by page: a long trail compared as the dataclass would do it ends in a RecursionError.
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trail) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Trail({' < '.join(self)})"


Forecast = tuple[int, ...]
"""Points out of 100 for each option of a fork, in the pack's order; empty: passed by."""


@dataclass(frozen=True, slots=True)
class StoryState:
    """Where a reader stands. A step makes a new one and leaves the old as it was."""

    node: NodeId
    """The page that is open."""
    today: datetime.date
    """The story's date."""
    turn: int = 0
    """Steps taken."""
    behind: Trail | None = None
    """The pages back leads to."""
    before: Trail | None = None
    """The pages forward leads to."""
    visits: PMap[NodeId, int] = field(default_factory=PMap)
    """How often each page was entered; going back to one is not entering it."""
    taken: PMap[tuple[NodeId, ChoiceId], int] = field(default_factory=PMap)
    """How often each choice was taken."""
    variables: PMap[str, Value] = field(default_factory=PMap)
    """Values that differ from where the pack starts them."""
    met: PMap[ClaimId, bool] = field(default_factory=PMap)
    """Claims that pages rested on; True once the claim itself was opened."""
    heard: PMap[ActorId, int] = field(default_factory=PMap)
    """How often each actor was heard, on a page or by asking."""
    asked: PMap[tuple[ActorId, QuestionId], int] = field(default_factory=PMap)
    """How often each was asked each question."""
    forecasts: PMap[NodeId, Forecast] = field(default_factory=PMap)
    """The reader's forecast for each fork."""

    def has_come_to(self, when: PartialDate | None) -> bool:
        """Whether the story is at a date or past it; of a partial one its first day counts, none always."""
        return when is None or when.first_day <= self.today
