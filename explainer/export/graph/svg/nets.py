"""Lines gathered into nets: trees of lines of one kind that share an end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.export.graph.graph import WayKind
from explainer.export.graph.rows import Line, Strip
from explainer.model.ids import NodeId


@dataclass(frozen=True, slots=True)
class Look:
    """What must be alike in the lines of one net."""

    kind: WayKind
    gated: bool
    down: bool
    """Whether it leads from the upper page to the lower one."""
    up: bool
    """Whether it leads from the lower page to the upper one."""


@dataclass(frozen=True, slots=True)
class Item:
    """What takes room in a row: a page's card, or a net that passes through."""

    page: NodeId | None
    net: int = -1
    """Which net passes through."""
    row: int = -1
    """Where it does: a net passes through several rows."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A net between two rows; one of the two sides is a single item, or the lower side is empty."""

    net: int
    upper: tuple[Item, ...]
    lower: tuple[Item, ...]


@dataclass(slots=True)
class Net:
    """Lines of one look that share an end, its root."""

    look: Look
    root: NodeId
    lines: list[Line]

    def leaf(self, line: Line) -> NodeId:
        """The end of a line that is not the root."""
        return line.lower if line.upper == self.root else line.upper


def nets_of(strip: Strip, lines: Iterable[Line]) -> list[Net]:
    """The nets of the lines between a strip's pages, in an order that is always the same."""
    row = {page: index for index, pages in enumerate(strip) for page in pages}
    own = [line for line in lines if line.upper in row]
    shares: Counter[tuple[NodeId, Look, int]] = Counter()
    for line in own:
        look, side = _look(line), _side(line, row)
        shares[line.upper, look, side] += 1
        shares[line.lower, look, -side] += 1
    found: dict[tuple[NodeId, Look, int], Net] = {}
    for line in own:
        look, side = _look(line), _side(line, row)
        upper, lower = (line.upper, look, side), (line.lower, look, -side)
        key = lower if shares[lower] > shares[upper] else upper
        found.setdefault(key, Net(look, key[0], [])).lines.append(line)
    return list(found.values())


def _look(line: Line) -> Look:
    return Look(line.kind, line.gated, line.down is not None, line.up is not None)


def _side(line: Line, row: Mapping[NodeId, int]) -> int:
    """1 for a line that leaves its upper page downwards, 0 within a row."""
    return int(row[line.upper] != row[line.lower])


def segments_of(strip: Strip, nets: list[Net]) -> list[list[Segment]]:
    """For each gap between rows, and the one below the last, the segments in it."""
    row = {page: index for index, pages in enumerate(strip) for page in pages}
    gaps: list[list[Segment]] = [[] for _ in strip]
    for index, net in enumerate(nets):
        if not net.lines:
            continue
        at = row[net.root]
        leaves: dict[int, list[NodeId]] = defaultdict(list)
        for line in net.lines:
            leaf = net.leaf(line)
            leaves[row[leaf]].append(leaf)
        if at in leaves:
            ends = (net.root, *leaves[at])
            gaps[at].append(Segment(index, tuple(Item(page) for page in ends), ()))
            continue
        end = max(leaves) if max(leaves) > at else min(leaves)
        step = 1 if end > at else -1
        trunk = Item(net.root)
        for there in range(at + step, end + step, step):
            passing = [Item(None, index, there)] if there != end else []
            branches = (*(Item(page) for page in leaves.get(there, ())), *passing)
            upper, lower = ((trunk,), branches) if step > 0 else (branches, (trunk,))
            gaps[min(there, there - step)].append(Segment(index, upper, lower))
            trunk = passing[0] if passing else trunk
    return gaps
