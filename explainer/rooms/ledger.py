"""The ledger: what it is all built on, claim by claim, and who disputes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from explainer.model.claim import Claim, Confidence
from explainer.model.ids import ClaimId
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.story.answers import Answer, claim_answer, claim_references
from explainer.story.fog import claim_is_told, pages_on_claims
from explainer.verbs.matching import fold

_WHICH = {"": "all", "disputed": "disputed", "core": "core", "unmet": "not met yet", "unopened": "not opened"}


class LedgerRoom(Room):
    """Every claim that is known by the story's date, by the year it speaks of."""

    name: ClassVar[str] = "ledger"
    title: ClassVar[str] = "Claims"
    question: ClassVar[str] = "What is it built on, and who disputes it?"
    usage: ClassVar[str] = "Type ledger with disputed, core, unmet, a certainty, a year or words."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.which = ""
        self.confidence = ""
        self.words = ""

    def absent(self) -> str:
        """A pack may state none."""
        return "" if self.pack.claims else "This pack states no claims."

    def _told(self) -> list[Claim]:
        claims = self.pack.claims.values()
        return [claim for claim in claims if claim_is_told(self.pack, self.state, claim.id)]

    def _shown(self) -> list[Claim]:
        wanted = fold(self.words).split()
        found = [claim for claim in self._told() if self._fits(claim, wanted)]
        return sorted(found, key=lambda claim: claim.date.first_day)

    def _fits(self, claim: Claim, wanted: list[str]) -> bool:
        of_which = {
            "": True,
            "disputed": bool(claim.disputed),
            "core": claim.core,
            "unmet": claim.id not in self.state.met,
            "unopened": not self.state.met.get(claim.id, False),
        }
        said = fold(f"{claim.date.year} {claim.label} {claim.statement}")
        return (
            of_which[self.which]
            and (not self.confidence or claim.confidence == self.confidence)
            and all(word in said for word in wanted)
        )

    def lead(self) -> str:
        """How many there are, how many were met, and how many are known only later."""
        told, shown = self._told(), self._shown()
        met = sum(claim.id in self.state.met for claim in told)
        ahead = len(self.pack.claims) - len(told)
        said = f"{len(shown)} of {len(told)} claims; you have met {met}."
        if ahead:
            said += f" {ahead} more {'is' if ahead == 1 else 'are'} known only later in the story."
        return said

    def empty(self) -> str:
        """Nothing fits."""
        return "No claim so far fits."

    def entries(self) -> Sequence[Entry]:
        """The claims under their years."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        year = 0
        for claim in self._shown():
            if claim.date.year != year:
                year = claim.date.year
                yield Entry("", str(year))
            opened = self.state.met.get(claim.id)
            note = "opened" if opened else "" if claim.id in self.state.met else "not met yet"
            mark = Mark.DISPUTED if claim.disputed else Mark.NONE
            yield Entry(claim.id, claim.heading(64), note, mark, level=1)

    def answer(self, entry: str) -> Answer:
        """A claim with its evidence, and the pages that use it."""
        claim = ClaimId(entry)
        doors = pages_on_claims(self.pack, self.state, [claim])
        return replace(claim_answer(self.pack, claim), doors=doors, claims=(claim,))

    def open(self, entry: str) -> Answer:
        """Look at its evidence, which counts as opening it."""
        self.session.open_claim(ClaimId(entry))
        return self.answer(entry)

    def references(self, entry: str) -> tuple[str, ...]:
        """Those of the claim's sources."""
        return claim_references(self.pack, ClaimId(entry))

    def facets(self) -> tuple[Facet, ...]:
        """Which of them, certainty, words."""
        words = Facet("words", "words", "yes", self.words) if self.words else None
        return (
            Facet("which", "which", self.which, _WHICH[self.which]),
            Facet("certainty", "certainty", self.confidence, self.confidence or "any"),
            *((words,) if words else ()),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """What each can be narrowed to."""
        match facet:
            case "which":
                return list(_WHICH.items())
            case "certainty":
                return [("", "any"), *((str(item), str(item)) for item in Confidence)]
            case "words":
                return [("yes", self.words), ("", "any words")]
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        match facet:
            case "which":
                self.which = value
            case "certainty":
                self.confidence = value
            case "words":
                self.words = self.words if value else ""
            case _:
                raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """Which of them, a certainty, a year, or words of a claim."""
        word = fold(words)
        if word in _WHICH:
            self.which = word
        elif word in list(Confidence):
            self.confidence = word
        else:
            self.words = words
            if not self._shown():
                return f"No claim so far holds “{words[:40]}”. {self.usage}"
        return ""
