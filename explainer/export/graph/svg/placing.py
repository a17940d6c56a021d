"""Where the items of a strip stand from left to right: their order in each row, then their places."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from explainer.export.graph.rows import Strip
from explainer.export.graph.svg.cards import WIDTH
from explainer.export.graph.svg.nets import Item, Segment

SWEEPS = 10
"""How often the rows are gone through, downwards and upwards in turn."""

GAP = 28.0
"""Between two cards."""

PASSAGE = 9.0
"""The room a net that passes through takes, and on each side of it."""

PULL = 4.0
"""How hard a net that passes through pulls: where it runs straight it is easy to follow."""

LOOSE = 0.01
"""How hard an item pulls that is joined to nothing: it goes where there is room."""

Rows = list[list[Item]]


class Joints:
    """What each item is joined to in the rows above and below."""

    def __init__(self, gaps: Sequence[Sequence[Segment]]) -> None:
        """Gather them from the segments between the rows."""
        self.above: Mapping[Item, list[Item]] = defaultdict(list)
        """The items in the row above that an item is joined to."""
        self.below: Mapping[Item, list[Item]] = defaultdict(list)
        """Those in the row below."""
        for segments in gaps:
            for segment in segments:
                for upper in segment.upper:
                    for lower in segment.lower:
                        self.below[upper].append(lower)
                        self.above[lower].append(upper)


def ordered(strip: Strip, gaps: Sequence[Sequence[Segment]]) -> Rows:
    """The items of each row from left to right, so that few lines cross."""
    rows: Rows = [[Item(page) for page in row] for row in strip]
    joints = Joints(gaps)
    passing = {item: None for item in (*joints.above, *joints.below) if item.page is None}
    for item in passing:
        rows[item.row].append(item)
    best = [list(row) for row in rows]
    fewest = _crossings(best, joints)
    for sweep in range(SWEEPS):
        _order(rows, joints.above if sweep % 2 == 0 else joints.below, backwards=sweep % 2 == 1)
        count = _crossings(rows, joints)
        # Of orders as good as each other the later is better: it has more nearly what it wants.
        if count <= fewest:
            fewest, best = count, [list(row) for row in rows]
    return best


def _order(rows: Rows, joined: Mapping[Item, Sequence[Item]], *, backwards: bool) -> None:
    """Order each row by where what its items are joined to stands in the row before it."""
    place: dict[Item, float] = {}
    for row in reversed(rows) if backwards else rows:
        wanted: dict[Item, float] = {}
        for index, item in enumerate(row):
            places = [place[other] for other in joined.get(item, ()) if other in place]
            wanted[item] = sum(places) / len(places) if places else (index + 0.5) / len(row)
        row.sort(key=wanted.__getitem__)
        place = {item: (index + 0.5) / len(row) for index, item in enumerate(row)}


def _crossings(rows: Rows, joints: Joints) -> int:
    """How often the lines between neighbouring rows would cross, drawn straight."""
    count = 0
    for upper, lower in pairwise(rows):
        place = {item: index for index, item in enumerate(lower)}
        passed: list[int] = []
        for item in upper:
            ends = sorted(place[other] for other in joints.below.get(item, ()) if other in place)
            count += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return count


# ---------------------------------------------------------------- places


def placed(rows: Rows, gaps: Sequence[Sequence[Segment]]) -> dict[Item, float]:
    """The place of the middle of each item: near what it is joined to, and nothing over another."""
    joints = Joints(gaps)
    at: dict[Item, float] = {}
    for row in rows:
        offsets = _offsets(row)
        at.update((item, place - offsets[-1] / 2) for item, place in zip(row, offsets, strict=True))
    for sweep in range(SWEEPS):
        sides = (joints.above, joints.below)
        # By turns from above and from below, and in the end with both in sight.
        used = sides if sweep >= SWEEPS - 4 else sides[sweep % 2 : sweep % 2 + 1]
        for row in reversed(rows) if sweep % 2 else rows:
            _settle(row, at, used)
    _draw_together(rows, at, joints)
    return at


def _settle(
    row: Sequence[Item], at: dict[Item, float], sides: Sequence[Mapping[Item, Sequence[Item]]]
) -> None:
    offsets = _offsets(row)
    wanted: list[float] = []
    weights: list[float] = []
    for item in row:
        places = [at[other] for side in sides for other in side.get(item, ())]
        wanted.append(sum(places) / len(places) if places else at[item])
        weights.append((PULL if item.page is None else 1.0) if places else LOOSE)
    for index, weight in enumerate(weights):
        if weight == LOOSE:
            firm = [other for other in range(len(row)) if weights[other] != LOOSE]
            if firm:
                near = min(firm, key=lambda other: abs(other - index))
                wanted[index] = wanted[near] + offsets[index] - offsets[near]
    at.update(zip(row, spread(wanted, offsets, weights), strict=True))


def _draw_together(rows: Rows, at: dict[Item, float], joints: Joints) -> None:
    """Move what is joined to nothing of the largest part as near to that as there is room."""
    parts = _parts(rows, joints)
    if len(parts) < 2:
        return
    middle = {id(part): sum(at[item] for item in part) / len(part) for part in parts}
    largest = max(parts, key=len)
    centre = middle[id(largest)]
    where = {item: (row, index) for row in rows for index, item in enumerate(row)}
    for part in sorted(parts, key=lambda part: abs(middle[id(part)] - centre)):
        if part is largest:
            continue
        side = -1 if middle[id(part)] > centre else 1
        own = set(part)
        room = []
        for item in part:
            row, index = where[item]
            other = row[index + side] if 0 <= index + side < len(row) else None
            if other is not None and other not in own:
                room.append(abs(at[other] - at[item]) - _apart(item, other))
        if room and min(room) > 0:
            at.update({item: at[item] + side * min(room) for item in part})


def _parts(rows: Rows, joints: Joints) -> list[list[Item]]:
    """The items that are joined to each other, however far."""
    found: list[list[Item]] = []
    seen: set[Item] = set()
    for item in (item for row in rows for item in row):
        if item in seen:
            continue
        seen.add(item)
        part = [item]
        for at in part:
            for other in (*joints.above.get(at, ()), *joints.below.get(at, ())):
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        found.append(part)
    return found


def _offsets(row: Sequence[Item]) -> list[float]:
    """How far the middle of each item must be from that of the first, at least."""
    found = [0.0]
    for left, right in pairwise(row):
        found.append(found[-1] + _apart(left, right))
    return found


def _apart(left: Item, right: Item) -> float:
    gap = PASSAGE if left.page is None or right.page is None else GAP
    return (_room(left) + _room(right)) / 2 + gap


def _room(item: Item) -> float:
    return PASSAGE if item.page is None else WIDTH


def spread(wanted: Sequence[float], offsets: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The places nearest to those wanted that keep their order and distance.

    Least squares under order: what would overlap is pooled, and a pool stands at its mean.
    """
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        total, sum_, count = weight, weight * (want - offset), 1
        while pools and pools[-1][1] / pools[-1][0] >= sum_ / total:
            before = pools.pop()
            total, sum_, count = total + before[0], sum_ + before[1], count + before[2]
        pools.append((total, sum_, count))
    means = [sum_ / total for total, sum_, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
