"""An actor named on a page of a day before it can be told who that is.

A page lets an actor be heard, or says that one favours an option of its fork, while the actor's own
text rests on a claim known only later: whoever asks about the actor there is told that there is no such
voice. Let the text rest on what was known by then, or give the page a later day.

Fails::

    # people.yaml
    claims:
      - {id: founded, statement: The society was founded., date: 2031, sources: [minutes], confidence: high}
    actors:
      - {id: society, name: The society, kind: organisation, text: "It was founded later. [@founded]"}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        date: 2024-05-02
        voices: [society]
        body: The society speaks.
        choices:
          - {id: out, text: Go out, to: garden}
      - id: garden
        title: The garden
        date: 2031-12-31
        body: The society was founded. [@founded]
        ending: true
        effects: [{advance: 2031-12-31}]

Passes::

    # people.yaml
    claims:
      - {id: founded, statement: The society was founded., date: 1931, sources: [minutes], confidence: high}
    actors:
      - {id: society, name: The society, kind: organisation, text: "It was founded before. [@founded]"}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        date: 2024-05-02
        voices: [society]
        body: The society speaks. [@founded]
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import ActorId, ClaimId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.model.plural import counted
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages

CODE = "W711"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such actor, with the first page that is too early."""
    pack = subject.pack
    early: dict[tuple[ActorId, ClaimId], list[Node]] = {}
    for node in read_pages(pack):
        for name in () if node.ahead else _named(node):
            if claim := _known_later(pack, node, name):
                early.setdefault((name, claim), []).append(node)
    for (name, claim), nodes in early.items():
        first = min(nodes, key=lambda node: node.date)
        more = f" and {counted(len(nodes) - 1, 'more page')} name" if len(nodes) > 1 else " names"
        yield Finding(
            subject.at("actor", name),
            f"the text of the actor '{name}' rests on the claim '{claim}', known from "
            f"{pack.claims[claim].known_from}; the page '{first.id}' of {first.date}{more} them before that",
            "Let the text rest on what was known by then, or give the page a later date.",
        )


def _named(node: Node) -> Iterator[ActorId]:
    options = node.fork.options if node.fork else ()
    favoured = (ActorId(name) for option in options for name in option.favoured_by)
    yield from dict.fromkeys((*node.voices, *favoured))


def _known_later(pack: Pack, node: Node, name: ActorId) -> ClaimId | None:
    """A claim of an actor's text that is known only after a page's day, and not told on the page itself."""
    actor = pack.actors.get(name)
    for claim in actor.text.claims if actor else ():
        if claim not in node.claims and pack.claims[claim].known_from.first_day > node.date:
            return claim
    return None
