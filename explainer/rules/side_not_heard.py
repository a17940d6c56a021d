"""A side that is not heard in time.

Where ``promises`` names ``voices``, whichever way readers turn from the start or a way in, they
hear an actor of each of those sides ``within`` so many pages, the first among them. Every choice
counts as open; pages that are passed without being read count for none.

Fails::

    # pack.yaml
    sides: [{id: town, name: The town}, {id: drivers, name: The drivers}]
    promises: {voices: [{sides: [town, drivers], within: 2}]}
    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs., side: town}
      - {id: carter, name: The carter, kind: person, text: He drives., side: drivers}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The mayor speaks.
        voices: [mayor]
        choices: [{id: stay, text: Hear more of her, to: room}]
      - {id: room, title: Her room, body: The mayor speaks on., voices: [mayor], ending: true}

Passes::

    # pack.yaml
    sides: [{id: town, name: The town}, {id: drivers, name: The drivers}]
    promises: {voices: [{sides: [town, drivers], within: 2}]}
    # people.yaml
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs., side: town}
      - {id: carter, name: The carter, kind: person, text: He drives., side: drivers}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The mayor speaks.
        voices: [mayor]
        choices: [{id: turn, text: Turn to the carter, to: room}]
      - {id: room, title: The carter, body: He speaks too., voices: [carter], ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import leads_to

CODE = "W605"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find a walk without each side that a promise names, from each place where a reader may begin."""
    pack = subject.pack
    starts = dict.fromkeys((*(way.start for way in pack.manifest.ways_in), pack.manifest.start))
    for promise in pack.manifest.promises.voices:
        for start in starts:
            for side in promise.sides:
                deaf = _walk_without(pack, start, side, promise.within)
                if deaf:
                    yield Finding(
                        subject.page(start),
                        f"{promise.within} pages can be read from '{start}' on without a voice of '{side}': "
                        + " → ".join(deaf),
                        "Let one of that side be heard on one of them, under 'voices'.",
                    )


def _walk_without(pack: Pack, start: NodeId, side: str, pages: int) -> list[NodeId]:
    """A walk of so many pages on which nobody of a side is heard, or nothing if there is none.

    Every choice counts as open, so that none that exists is overlooked. Pages that are passed
    without being read count for none.
    """
    came_from: list[dict[NodeId, NodeId | None]] = [dict.fromkeys(_shown(pack, start, side))]
    for _ in range(pages - 1):
        layer: dict[NodeId, NodeId | None] = {}
        for here in came_from[-1]:
            for there in leads_to(pack.nodes[here]):
                for page in _shown(pack, there, side):
                    layer.setdefault(page, here)
        came_from.append(layer)
    if not came_from[-1]:
        return []
    at: NodeId | None = next(iter(came_from[-1]))
    walk: list[NodeId] = []
    for layer in reversed(came_from):
        assert at is not None
        walk.append(at)
        at = layer[at]
    return walk[::-1]


def _shown(pack: Pack, name: NodeId, side: str) -> Iterator[NodeId]:
    """The page a reader sees on going there, if the side is not heard on it: itself, or past diverts."""
    todo, passed = [name], set[NodeId]()
    while todo:
        at = todo.pop()
        node = pack.nodes[at]
        if at in passed:
            continue
        passed.add(at)
        todo.extend(divert.to for divert in node.diverts)
        if not node.passes and all(pack.actors[voice].side != side for voice in node.voices):
            yield at
