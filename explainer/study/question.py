"""What a card asks, whether an answer is right, and what is told after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from explainer.errors import StepError
from explainer.model.card import Card, CardKind
from explainer.model.pack import Pack
from explainer.prose.full_stop import as_sentence
from explainer.prose.tree import Paragraph, Text
from explainer.story.answers import Answer, Detail, claim_answer, in_dispute
from explainer.story.fog import pages_on_claims
from explainer.story.state import StoryState

SELF_GRADED = frozenset({CardKind.RECALL, CardKind.ARGUE})
"""The kinds that only the reader can tell the answer to be right of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A card as it is asked this time."""

    card: Card
    options: tuple[str, ...] = ()
    """What to choose from, or to put in order, shuffled; numbered from 1 as they are shown."""

    @property
    def text(self) -> str:
        """The question."""
        return self.card.question

    @property
    def self_graded(self) -> bool:
        """Whether the reader says how well it was known, for nothing is chosen."""
        return self.card.kind in SELF_GRADED

    @property
    def hint(self) -> str:
        """What to do, in a sentence."""
        return _HINT[self.card.kind]

    def is_right(self, given: Sequence[int]) -> bool:
        """Whether the options of these numbers are the answer: one, or all of them in their order.

        Raises:
            StepError: these numbers can't be an answer.
        """
        count = len(self.options)
        if self.self_graded:
            raise StepError("This answer only you can check.")
        if self.card.kind is CardKind.ORDER:
            if sorted(given) != list(range(1, count + 1)):
                raise StepError(f"Name all of 1 to {count}, each once, in the order you think right.")
            return tuple(self.options[number - 1] for number in given) == self.card.options
        if len(given) != 1 or not 1 <= given[0] <= count:
            raise StepError(f"Name one of 1 to {count}.")
        return self.options[given[0] - 1] == self.card.answer


_HINT = {
    CardKind.RECALL: "Say it to yourself, then look.",
    CardKind.CHOOSE: "Choose one.",
    CardKind.WHO: "Choose who it was.",
    CardKind.ORDER: "Put them in order, the first first.",
    CardKind.ARGUE: "Make the case as they would, then look.",
}


def ask(card: Card, dice: Random) -> Asked:
    """A card with its options shuffled; items to be put in order are never dealt in it."""
    if card.kind in SELF_GRADED:
        return Asked(card)
    options = [*card.options] if card.kind is CardKind.ORDER else [card.answer, *card.options]
    dice.shuffle(options)
    if card.kind is CardKind.ORDER and tuple(options) == card.options:
        options = [*options[1:], options[0]]
    return Asked(card, tuple(options))


def answer_of(pack: Pack, state: StoryState, asked: Asked, given: Sequence[int] = ()) -> Answer:
    """What is told once a card was answered: the answer, why, the claim with its sources, its pages.

    Args:
        pack: where the card is from.
        state: where the reader stands; pages the story has not reached are no doors.
        asked: the card as it was asked.
        given: the numbers that were given, if any were: the lead says whether they were right.
    """
    card = asked.card
    claim = claim_answer(pack, card.claim)
    details = []
    if card.kind is CardKind.ORDER:
        details.append(Detail("In order", tuple(f"{at}. {item}" for at, item in enumerate(card.options, 1))))
    if card.why:
        details.append(Detail("Why", (card.why,)))
    dispute = in_dispute(pack.claims[card.claim])
    stated = pack.claims[card.claim].statement + (f" ({dispute})" if dispute else "")
    return Answer(
        title=card.question,
        lead=_verdict(asked, given) if given else "",
        blocks=(Paragraph((Text(as_sentence(card.answer)),)),),
        details=(*details, Detail("The claim", (stated,)), *claim.details),
        disputed=claim.disputed,
        claims=(card.claim,),
        doors=pages_on_claims(pack, state, [card.claim]),
    )


def _verdict(asked: Asked, given: Sequence[int]) -> str:
    if asked.is_right(given):
        return "Right."
    if asked.card.kind is CardKind.ORDER:
        return "Not in this order. It comes back soon."
    return f"Not “{asked.options[given[0] - 1]}”. It comes back soon."
