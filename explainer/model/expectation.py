"""What was expected on the story's first day, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explainer.model.ids import ActorId, ClaimId, ExpectationId


class Verdict(StrEnum):
    """How what was expected looks beside what came."""

    HELD = "held"
    FAILED = "failed"
    PARTLY = "partly"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that somebody expected, promised or warned of, in the words of the ledger."""

    id: ExpectationId
    who: tuple[ActorId, ...]
    """Whose it was, the one it is listed under first."""
    expected: ClaimId
    """The claim that states it, known on the story's first day."""
    came: tuple[ClaimId, ...]
    """The claims that tell what came of it, known only later."""
    verdict: Verdict
    note: str = ""
    """What has to be said of the verdict; told with it."""
