"""A side that nobody is of and nothing argues for.

``sides`` in ``pack.yaml`` are the camps to be heard evenly. One to which no actor belongs, and
whose case no claim argues, is not heard at all.

Fails::

    # pack.yaml
    sides:
      - {id: town, name: The town}

Passes::

    # pack.yaml
    sides:
      - {id: town, name: The town}
    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, side: town, text: She speaks for the town.}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W902"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such side."""
    pack = subject.pack
    heard = {actor.side for actor in pack.actors.values()}
    heard |= {side for claim in pack.claims.values() for side in claim.argues}
    for side in pack.manifest.sides:
        if side.id not in heard:
            yield Finding(
                subject.at("side", side.id),
                f"nobody is of the side '{side.id}', and no claim argues for it",
                "Give an actor 'side', or a claim 'argues'; or take the side out.",
            )
