"""The names things have in a pack: kebab-case, unique in their kind, never reused."""

from __future__ import annotations

import re
from typing import NewType

PackId = NewType("PackId", str)
NodeId = NewType("NodeId", str)
ChoiceId = NewType("ChoiceId", str)
ClaimId = NewType("ClaimId", str)
SourceId = NewType("SourceId", str)
ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)
QuestionId = NewType("QuestionId", str)
TermId = NewType("TermId", str)
CardId = NewType("CardId", str)
MisconceptionId = NewType("MisconceptionId", str)
OptionId = NewType("OptionId", str)
EventId = NewType("EventId", str)
ExpectationId = NewType("ExpectationId", str)

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id, whole: lower-case letters, digits and single hyphens between them."""

MAX_ID_LENGTH = 80
"""Longer ids are refused; they are typed, shown in messages and kept in saves."""


def is_id(text: str) -> bool:
    """Whether the text is a well-formed id."""
    return len(text) <= MAX_ID_LENGTH and ID.fullmatch(text) is not None
