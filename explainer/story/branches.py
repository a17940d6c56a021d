"""Every step a run ever took, and the tree they make: the line one stands on, branches beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explainer.model.pack import Pack
from explainer.story.path import Entry, Logged, Path, replay
from explainer.story.steps import MOVES


@dataclass(frozen=True, slots=True)
class Stay:
    """A move, and what was asked and opened after it: what undo takes back as one."""

    move: Entry
    """The step that led here."""
    looks: tuple[Entry, ...] = ()
    """What was looked at before the next move."""

    @property
    def last(self) -> Entry:
        """The step at its end, where a jump to it stands: what was looked at stays seen."""
        return self.looks[-1] if self.looks else self.move


def stays(line: Iterable[Entry]) -> list[Stay]:
    """A line of steps, from the first move on, cut before each move."""
    found: list[list[Entry]] = []
    for entry in line:
        if isinstance(entry.step, MOVES) or not found:
            found.append([entry])
        else:
            found[-1].append(entry)
    return [Stay(move, tuple(looks)) for move, *looks in found]


@dataclass(frozen=True, slots=True)
class Branch:
    """A way that was left by undo or by a jump, as far as it went."""

    home: int
    """The key of the step it leads off from."""
    steps: tuple[Logged, ...]
    """Its steps, each the next one's parent; where one leads to several, along the newest."""

    @property
    def tip(self) -> Logged:
        """Its last step."""
        return self.steps[-1]

    @property
    def moves(self) -> int:
        """How many moves it has."""
        return sum(isinstance(item.step, MOVES) for item in self.steps)


class Log:
    """The steps of a run in the order they were taken, undone ones among them."""

    def __init__(self, items: Iterable[Logged] = ()) -> None:
        self._items = {item.key: item for item in items}
        self._made: dict[int, Entry] = {}
        self._unkept = 0

    def __len__(self) -> int:
        return len(self._items)

    @property
    def items(self) -> Sequence[Logged]:
        """Every step, in the order they were taken."""
        return list(self._items.values())

    def unkept_key(self) -> int:
        """A key for a step that no store numbers."""
        self._unkept += 1
        return -self._unkept

    def add(self, entry: Entry) -> None:
        """Note a step that was just taken."""
        parent = entry.parent.key if entry.parent else 0
        self._items[entry.key] = Logged(entry.key, parent, entry.step, entry.state.node, entry.at)

    def renew(self, items: Iterable[Logged]) -> None:
        """Take in what a store holds, from another window perhaps; what only this log has comes last."""
        kept = {item.key: item for item in items}
        self._items = kept | {key: item for key, item in self._items.items() if key not in kept}

    def entry(self, pack: Pack, path: Path, key: int) -> Entry | None:
        """The step of a key with its state; None if the pack has changed and no longer allows it."""
        for entry in path.line():
            if entry.key == key:
                return entry
        if key not in self._made:
            made = replay(pack, self._items.values(), key)
            if made is None or made.path.head.key != key:
                return None
            self._made |= {entry.key: entry for entry in made.path.line() if entry.key not in self._made}
        return self._made[key]

    def branches(self, line: Sequence[int]) -> dict[int, list[Branch]]:
        """The branches beside a line of keys, under the key of the step each leads off from.

        Every step of the log that can be come to is on the line or in just one of them.
        """
        home = self._homes(line)
        after: dict[int, list[Logged]] = defaultdict(list)
        roots: list[tuple[int, Logged]] = []
        for item in self._items.values():
            if item.key in home:
                continue
            if item.parent in home or item.parent not in self._items:
                roots.append((home.get(item.parent, line[0]), item))
            else:
                after[item.parent].append(item)
        found: dict[int, list[Branch]] = defaultdict(list)
        while roots:
            at, item = roots.pop()
            steps = [item]
            while ways := after.get(steps[-1].key):
                *others, newest = ways
                roots += [(steps[-1].key, other) for other in others]
                steps.append(newest)
            found[at].append(Branch(at, tuple(steps)))
        order = {key: index for index, key in enumerate(self._items)}
        for branches in found.values():
            branches.sort(key=lambda branch: order[branch.steps[0].key])
        return dict(found)

    def _homes(self, line: Sequence[int]) -> dict[int, int]:
        """For every step on the line itself; what the pack lost of it is of the step before."""
        ancestors: list[int] = []
        seen: set[int] = set()
        at = self._items.get(line[-1])
        while at is not None and at.key not in seen:
            seen.add(at.key)
            ancestors.append(at.key)
            at = self._items.get(at.parent)
        on_line = set(line)
        home = {key: key for key in line}
        last = line[0]
        for key in reversed(ancestors):
            last = key if key in on_line else last
            home[key] = last
        return home
