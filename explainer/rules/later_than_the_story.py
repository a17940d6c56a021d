"""Something of a day that the story never comes to.

Readers are told nothing of a later day than the story's: a position, an event, or an actor, a term
or a place whose text rests on a later claim, is kept back until the story has come to it. The story
begins on the pack's ``as_of`` and goes on where a page or a choice says ``advance``. Here is something
later than all of them, so that no reader ever sees it. Mend its date, or let a page advance the day.

Fails::

    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She decides.}
    questions:
      - {id: bridge, text: "Should the bridge be closed?"}
    positions:
      - {actor: mayor, question: bridge, stance: for, position: "It should, she said later.",
         reason: It is old., reason_is: stated, date: 2031, sources: [minutes]}

Passes::

    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She decides.}
    questions:
      - {id: bridge, text: "Should the bridge be closed?"}
    positions:
      - {actor: mayor, question: bridge, stance: for, position: "It should, she said.",
         reason: It is old., reason_is: stated, date: 2024, sources: [minutes]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from explainer.model.condition import Advance
from explainer.model.diagnostic import Severity, Span
from explainer.model.pack import Pack
from explainer.model.people import Actor, Place, Term
from explainer.proof.facts import effects
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W710"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such position, event, actor, term and place."""
    pack, last = subject.pack, _last_day(subject.pack)
    found: list[tuple[Span, str]] = []
    for position in pack.positions.values():
        if position.date and position.date.first_day > last:
            what = f"the position of '{position.actor}' on '{position.question}' is of {position.date}"
            found.append((subject.at("position", f"{position.actor}/{position.question}"), what))
    found += [
        (subject.at("event", event.id), f"the event '{event.id}' is of {event.date}")
        for event in pack.events.values()
        if event.date.first_day > last
    ]
    # What a page cites is told there, whatever the day.
    met = {claim for node in pack.nodes.values() for claim in node.claims}
    described: dict[str, Iterable[Actor | Term | Place]] = {
        "actor": pack.actors.values(),
        "term": pack.terms.values(),
        "place": pack.places.values(),
    }
    for kind, records in described.items():
        for record in records:
            late = [
                name
                for name in record.text.claims
                if name not in met and pack.claims[name].known_from.first_day > last
            ]
            if late:
                known = pack.claims[late[0]].known_from
                what = f"the {kind} '{record.id}' rests on the claim '{late[0]}', known from {known}"
                found.append((subject.at(kind, record.id), what))
    for span, what in found:
        yield Finding(
            span,
            f"{what}, and the story never comes to that day: nobody sees it",
            f"Mend the date, or let a page of that day say 'advance'; the story's last day is {last}.",
        )


def _last_day(pack: Pack) -> date:
    days = (effect.day for effect in effects(pack) if isinstance(effect, Advance))
    return max((pack.manifest.as_of, *days))
