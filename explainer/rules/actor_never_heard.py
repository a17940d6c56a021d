"""An actor who is heard on no page.

Where pages name under ``voices`` who is heard on them, an actor named on none speaks only to those
who think of asking. A page on which to meet them that forgets to name them is the usual reason.
Packs that name no voices are let be, and actors of whom it is said that no position is documented.

Fails::

    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs.}
      - {id: carter, name: The carter, kind: person, text: He drives.}
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, voices: [mayor], body: "The mayor speaks, and the carter.", ending: true}

Passes::

    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs.}
      - {id: carter, name: The carter, kind: person, text: He drives.}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        voices: [mayor, carter]
        body: The mayor speaks, and the carter.
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import ActorId
from explainer.model.people import Stance
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "N903"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such actor, if any is heard at all."""
    heard = {voice for node in read_pages(subject.pack) for voice in node.voices}
    if not heard:
        return
    stances: dict[ActorId, set[Stance]] = {}
    for position in subject.pack.positions.values():
        stances.setdefault(position.actor, set()).add(position.stance)
    for actor in subject.pack.actors:
        if actor not in heard and stances.get(actor) != {Stance.NOT_DOCUMENTED}:
            yield Finding(
                subject.at("actor", actor),
                f"the actor '{actor}' is heard on no page",
                "Name the actor under 'voices' of a page that tells what they say.",
            )
