"""A side or an actor that is not heard in time.

Where ``promises`` names ``voices``, whichever way readers turn from the start or a way in, they
hear an actor of each of those ``sides``, and each of those ``actors``, ``within`` so many pages, the
first among them. Pages that are passed without being read count for none.

A way that leads over so many pages without them is told, and was walked with the story's own rules;
where that would take too long, every choice counts as open.

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

from explainer.errors import StepError
from explainer.model.diagnostic import Severity
from explainer.model.ids import ActorId, NodeId
from explainer.model.pack import Pack
from explainer.proof.witness import Witness, move_word
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import leads_to, steps_of, with_forecasts
from explainer.story.engine import apply, start
from explainer.story.state import StoryState

CODE = "W605"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find a walk without each of whom a promise names, from each place where a reader may begin."""
    pack = subject.pack
    starts = dict.fromkeys((*(way.start for way in pack.manifest.ways_in), pack.manifest.start))
    for promise in pack.manifest.promises.voices:
        wanted = [
            (f"a voice of '{side}'", {actor.id for actor in pack.actors.values() if actor.side == side})
            for side in promise.sides
        ]
        wanted += [(f"the voice of '{actor}'", {actor}) for actor in promise.actors]
        for first in starts:
            for named, voices in wanted:
                yield from _deaf(subject, first, named, voices, promise.within)


def _deaf(subject: Subject, first: NodeId, named: str, voices: set[ActorId], pages: int) -> Iterator[Finding]:
    may = _walk_without(subject.pack, first, voices, pages)
    if not may:
        return
    found = _Reading(subject.pack, voices, pages).walk(first)
    if found.witness is None and not found.gave_up:
        return
    walked = found.pages if found.witness else may
    yield Finding(
        subject.page(first),
        f"{pages} pages can be read from '{first}' on without {named}: {' → '.join(walked)}",
        "Let them be heard on one of them, under 'voices'.",
        found.witness,
    )


MOST_STEPS = 4_000
"""Steps taken with the engine to walk one such way."""


class _Reading:
    """Looks for a walk on which nobody of some is heard, with the story's own rules."""

    def __init__(self, pack: Pack, voices: set[ActorId], count: int) -> None:
        self._pack = pack
        self._voices = voices
        self._count = count
        self._left = MOST_STEPS
        self.pages: list[NodeId] = []
        self.witness: Witness | None = None

    @property
    def gave_up(self) -> bool:
        """Whether there may be a walk that was not tried."""
        return self._left <= 0

    def walk(self, first: NodeId) -> _Reading:
        """Walk from a page."""
        try:
            state = start(self._pack, first)
        except StepError:
            return self
        self._go(state, [state.node], Witness(first))
        return self

    def _go(self, state: StoryState, pages: list[NodeId], witness: Witness) -> None:
        if not self._voices.isdisjoint(self._pack.nodes[state.node].voices):
            return
        if len(pages) == self._count:
            self.pages, self.witness = pages, witness
            return
        for before, words in with_forecasts(self._pack, state):
            for step in steps_of(self._pack, before):
                if self.witness is not None or self._left <= 0:
                    return
                self._left -= 1
                try:
                    after = apply(self._pack, before, step)
                except StepError:
                    continue
                moves = (*witness.moves, *words, move_word(step))
                self._go(after, [*pages, after.node], Witness(witness.start, moves))


def _walk_without(pack: Pack, start: NodeId, voices: set[ActorId], pages: int) -> list[NodeId]:
    """A walk of so many pages on which nobody of some is heard, or nothing if there is none.

    Every choice counts as open, so that none that exists is overlooked. Pages that are passed
    without being read count for none.
    """
    came_from: list[dict[NodeId, NodeId | None]] = [dict.fromkeys(_shown(pack, start, voices))]
    for _ in range(pages - 1):
        layer: dict[NodeId, NodeId | None] = {}
        for here in came_from[-1]:
            for there in leads_to(pack.nodes[here]):
                for page in _shown(pack, there, voices):
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


def _shown(pack: Pack, name: NodeId, voices: set[ActorId]) -> Iterator[NodeId]:
    """The page a reader sees on going there, if nobody of some is heard on it: itself, or past diverts."""
    todo, passed = [name], set[NodeId]()
    while todo:
        at = todo.pop()
        node = pack.nodes[at]
        if at in passed:
            continue
        passed.add(at)
        todo.extend(divert.to for divert in node.diverts)
        if not node.passes and voices.isdisjoint(node.voices):
            yield at
