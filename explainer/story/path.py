"""Every step of a run, as the tree they make: undo leaves a branch behind, never a hole.

The log is the truth of a save. States are made by replaying it, on first need, and kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from explainer.errors import StepError
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Manifest, Pack
from explainer.story.engine import apply, closed_fork
from explainer.story.state import StoryState
from explainer.story.steps import (
    MOVES,
    Choose,
    MakeForecast,
    OpenClaim,
    Start,
    Step,
    Walk,
)


@dataclass(eq=False, slots=True)
class Entry:
    """One step that was taken, the state it led to, and the step before it."""

    step: Step
    state: StoryState
    parent: Entry | None = field(default=None, repr=False)
    key: int = 0
    """What the log knows it by: the store's number, or one below 0 if it is not kept."""
    onward: Entry | None = field(default=None, repr=False)
    """The step taken after this one most recently: where redo leads."""
    at: datetime.datetime | None = None
    """When it was taken, if that is known."""


class Path:
    """The steps of a run with the place the reader is at. Every move along it is O(1)."""

    def __init__(self, first: Entry) -> None:
        self.head = first
        """The step the reader is at."""

    @property
    def state(self) -> StoryState:
        """Where the reader stands."""
        return self.head.state

    def take(self, pack: Pack, step: Step, at: datetime.datetime | None = None) -> Entry:
        """Take a step from here; a branch that was undone stays in the log.

        Raises:
            StepError: the state does not allow it; nothing has changed.
        """
        entry = Entry(step, apply(pack, self.head.state, step), self.head, at=at)
        self.head.onward = entry
        self.head = entry
        return entry

    def undo(self) -> bool:
        """Go to before the last move, with what was looked at since it; False at the start."""
        entry = self.head
        while entry.parent is not None and not isinstance(entry.step, MOVES):
            entry.parent.onward = entry
            entry = entry.parent
        if entry.parent is None:
            return False
        entry.parent.onward = entry
        self.head = entry.parent
        return True

    def redo(self) -> bool:
        """Take the last undo back; False if there is none."""
        entry = self.head.onward
        if entry is None:
            return False
        self.head = entry
        while not isinstance(self.head.step, MOVES) and self.head.onward is not None:
            self.head = self.head.onward
        while self.head.onward is not None and not isinstance(self.head.onward.step, MOVES):
            self.head = self.head.onward
        return True

    def jump(self, entry: Entry) -> None:
        """Go to any step of this run."""
        self.head = entry

    def line(self) -> list[Entry]:
        """The steps from the start to here."""
        return list(_back_from(self.head))[::-1]


def _back_from(entry: Entry | None) -> Iterator[Entry]:
    while entry is not None:
        yield entry
        entry = entry.parent


# ---------------------------------------------------------------- replaying


@dataclass(frozen=True, slots=True)
class Logged:
    """A step as a store keeps it."""

    key: int
    parent: int
    """The key of the step before it; 0 for the first."""
    step: Step
    node: NodeId
    """The page it led to."""
    at: datetime.datetime | None = None
    """When it was taken, if that is known."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A log made into a path again."""

    path: Path
    lost: int = 0
    """Steps of the reader's line that the pack no longer allows."""
    moved: bool = False
    """Whether the page the reader was on is gone, so that another is open."""


def replay(pack: Pack, log: Iterable[Logged], head: int) -> Replayed | None:
    """The path of a log, standing at a step, or None if nothing of it survives.

    A pack may have changed since: a step it no longer allows becomes a walk to the page it led
    to, or if that page is gone is left out, and the reader stands on the newest page that is left.
    """
    by_key = {item.key: item for item in log}
    line: list[Logged] = []
    at = by_key.get(head)
    while at is not None and len(line) <= len(by_key):
        line.append(at)
        at = by_key.get(at.parent)
    lost = 0
    path: Path | None = None
    for item in reversed(line):
        grown = _grow(pack, path, item)
        lost += grown is None
        path = grown or path
    if path is None:
        return None
    moved = bool(line) and path.state.node != renamed_node(pack.manifest, line[0].node)
    if path.head.key == head:
        _grow_undone(pack, path, by_key)
    return Replayed(path, lost, moved)


def _grow(pack: Pack, path: Path | None, item: Logged) -> Path | None:
    """The path with one more step, or None if the pack no longer allows it."""
    entry = _replay_one(pack, path, renamed(pack.manifest, item.step), renamed_node(pack.manifest, item.node))
    if entry is None:
        return None
    entry.key, entry.at = item.key, item.at
    if path is None:
        return Path(entry)
    path.head.onward = entry
    path.head = entry
    return path


def _grow_undone(pack: Pack, path: Path, by_key: Mapping[int, Logged]) -> None:
    """The steps that were undone from here, so that redo still leads to the newest of them."""
    stands = path.head
    newest = {item.parent: item for item in by_key.values()}
    # As many as there are, at most: a damaged log may lead in a circle.
    for _ in by_key:
        item = newest.get(path.head.key)
        if item is None or _grow(pack, path, item) is None:
            break
    path.head = stands


def _replay_one(pack: Pack, path: Path | None, step: Step, node: NodeId) -> Entry | None:
    parent = path.head if path else None
    state = parent.state if parent else StoryState(node, pack.manifest.as_of)
    if parent is None and not isinstance(step, Start):
        if closed_fork(pack, state, node):
            return None
        step = Start(node)
    attempts: list[Step] = [step]
    if parent is None:
        attempts.append(Start(node))
    elif state.node != node:
        # What led nowhere, as asking does, is left out rather than made a walk to the same page.
        attempts.append(Walk(node))
    for attempt in attempts:
        try:
            after = apply(pack, state, attempt)
        except StepError:
            continue
        if node not in pack.nodes and after.node != state.node:
            # The page is gone, and where its choice leads now the reader has never been.
            continue
        if after.node != node and node in pack.nodes and not closed_fork(pack, state, node):
            # The choice leads elsewhere now; the reader was on the page it led to then.
            with suppress(StepError):
                after = apply(pack, state, Walk(node))
        return Entry(attempt, after, parent)
    return None


def renamed_node(manifest: Manifest, node: NodeId) -> NodeId:
    """Today's id of a page, by the pack's renames."""
    for _ in range(len(manifest.renamed_nodes)):
        if node not in manifest.renamed_nodes:
            break
        node = manifest.renamed_nodes[node]
    return node


def renamed_claim(manifest: Manifest, claim: ClaimId) -> ClaimId:
    """Today's id of a claim, by the pack's renames."""
    for _ in range(len(manifest.renamed_claims)):
        if claim not in manifest.renamed_claims:
            break
        claim = manifest.renamed_claims[claim]
    return claim


def renamed(manifest: Manifest, step: Step) -> Step:
    """A step with today's ids."""
    match step:
        case Start(node) | Walk(node) | Choose(node, _):
            return replace(step, node=renamed_node(manifest, node))
        case MakeForecast(fork, _):
            return replace(step, fork=renamed_node(manifest, fork))
        case OpenClaim(claim):
            return OpenClaim(renamed_claim(manifest, claim))
        case _:
            return step
