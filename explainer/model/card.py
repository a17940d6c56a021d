"""What can be asked of a reader, and what a wrong answer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from explainer.model.ids import CardId, ClaimId, MisconceptionId, NodeId


class CardKind(StrEnum):
    """How a card asks."""

    RECALL = "recall"
    CHOOSE = "choose"
    WHO = "who"
    ORDER = "order"
    ARGUE = "argue"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to remember, resting on a claim."""

    id: CardId
    kind: CardKind
    claim: ClaimId
    question: str
    answer: str
    options: tuple[str, ...] = ()
    """Wrong answers for choose and who; the items in their order for order."""
    why: str = ""
    shows: Mapping[str, MisconceptionId] = field(default_factory=dict, hash=False)
    """By the options that show a misconception when given as the answer, which one."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """Something often believed that is not so, which a wrong answer shows, and what mends it."""

    id: MisconceptionId
    belief: str
    """What is believed, as a sentence."""
    remedy: NodeId
    """The page that says how it is."""
    transfer: CardId | None = None
    """A card that asks later, in another way, whether it was mended."""
