"""A misconception that no wrong answer shows.

A reader who holds it is found by what they answer; without such an answer its remedy is never
offered.

Fails::

    # cards.yaml
    misconceptions:
      - {id: free, belief: That the bridge cost nothing., remedy: hall}
    cards:
      - {id: when, kind: recall, claim: built, question: When was it built?, answer: In 1901.}

Passes::

    # cards.yaml
    misconceptions:
      - {id: free, belief: That the bridge cost nothing., remedy: hall}
    cards:
      - id: cost
        kind: choose
        claim: built
        question: What did it cost?
        answer: Two years' taxes
        options:
          - {text: Nothing, shows: free}
          - A day's taxes
          - A month's taxes
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W505"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each misconception that can't be found in a reader."""
    pack = subject.pack
    shown = {item for card in pack.cards.values() for item in card.shows.values()}
    for name in pack.misconceptions:
        if name not in shown:
            yield Finding(
                subject.at("misconception", name),
                f"no wrong answer shows the misconception '{name}'",
                "Name it under 'shows' of an option that somebody who believes it would choose.",
            )
