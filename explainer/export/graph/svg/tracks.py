"""The lines between two rows: where each leaves and enters a card, and how high it runs across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainer.export.graph.svg.cards import WIDTH
from explainer.export.graph.svg.nets import Item, Segment
from explainer.export.graph.svg.placing import spread

PORT = 11.0
"""From one line to the next at the edge of a card, if there is room."""

NEAR = 5.0
"""Two lines of different nets that run side by side are no nearer than this."""

EDGE = 15.0
"""No line is nearer to the corner of a card."""

JOG = 14.0
"""A line that would step aside by less than this runs straight, if it can."""

TRACK = 9.0
"""From one line that runs across to the next."""


@dataclass(frozen=True, slots=True)
class Routed:
    """A segment with its places."""

    segment: Segment
    upper: Mapping[Item, float]
    lower: Mapping[Item, float]
    track: int
    """Which track it runs across on, from 0 at the top; -1 if it runs straight down."""

    @property
    def extent(self) -> tuple[float, float]:
        """The leftmost and rightmost place it reaches."""
        places = (*self.upper.values(), *self.lower.values())
        return min(places), max(places)


def routed(segments: Sequence[Segment], middles: dict[Item, float]) -> tuple[list[Routed], int]:
    """The segments of a gap with their places, and how many tracks they need.

    A net that passes through the row below enters it where there is room, and so goes on from
    there: its place is changed.
    """
    upper = _upper_ports(segments, middles)
    lower = _lower_ports(segments, middles, upper)
    middles.update({item: place for (_, item), place in lower.items() if item.page is None})
    found = []
    for index, segment in enumerate(segments):
        ups = {item: upper[index, item] for item in segment.upper}
        downs = {item: lower[index, item] for item in segment.lower}
        found.append(Routed(segment, ups, downs, 0))
    return _tracks(found)


# ---------------------------------------------------------------- ports

Port = tuple[int, Item]
"""Which segment, and what it joins there."""


def _upper_ports(segments: Sequence[Segment], middles: Mapping[Item, float]) -> dict[Port, float]:
    wanted: dict[Item, list[tuple[float, int]]] = defaultdict(list)
    for index, segment in enumerate(segments):
        for item in segment.upper:
            others = segment.lower or tuple(other for other in segment.upper if other != item)
            wanted[item].append((_mean(middles, others), index))
    return {
        (index, item): place
        for item, wishes in wanted.items()
        for place, index in _along(item, middles[item], sorted(wishes))
    }


def _lower_ports(
    segments: Sequence[Segment], middles: Mapping[Item, float], upper: Mapping[Port, float]
) -> dict[Port, float]:
    wanted: dict[Item, list[tuple[float, int]]] = defaultdict(list)
    for index, segment in enumerate(segments):
        for item in segment.lower:
            places = [upper[index, other] for other in segment.upper]
            wanted[item].append((sum(places) / len(places), index))
    found: dict[Port, float] = {}
    taken = sorted((place, index) for (index, _), place in upper.items())
    for item in sorted(wanted, key=middles.__getitem__):
        for place, index in _along(item, middles[item], sorted(wanted[item])):
            # Straight down if it can be; else where nothing of another net comes from above.
            others = [other for other, net in taken if net != index]
            others += [other for (net, _), other in found.items() if net != index]
            above = [upper[index, other] for other in segments[index].upper]
            straight = above[0] if len(above) == 1 and abs(above[0] - place) < JOG else place
            found[index, item] = _free(straight, others, middles[item], item)
    return found


def _along(item: Item, middle: float, wishes: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Where the lines at one side of an item stand; they keep the order of where they lead."""
    if item.page is None:
        return [(middle, index) for _, index in wishes]
    reach = WIDTH / 2 - EDGE
    low, high = middle - reach, middle + reach
    count = len(wishes)
    step = min(PORT, 2 * reach / max(1, count - 1))
    near = [min(max(want, low), high) for want, _ in wishes]
    places = spread(near, [index * step for index in range(count)], [1.0] * count)
    # What was pushed beyond a corner by its neighbours comes back, and pushes them in turn.
    places = [min(place, high - (count - 1 - index) * step) for index, place in enumerate(places)]
    places = [max(place, low + index * step) for index, place in enumerate(places)]
    return [(_rounded(place), index) for place, (_, index) in zip(places, wishes, strict=True)]


def _free(place: float, others: list[float], middle: float, item: Item) -> float:
    """The place nearest to one wanted that no other line is near to, or the one where it is best apart."""
    reach = 2.5 * NEAR if item.page is None else WIDTH / 2 - EDGE
    tried = [
        _rounded(place),
        *(_rounded(middle) + sign * step for step in range(int(reach)) for sign in (1, -1)),
    ]
    within = [at for at in tried if abs(at - middle) <= reach + 0.25]
    within.sort(key=lambda at: abs(at - place))
    apart = {at: min((abs(at - other) for other in others), default=NEAR) for at in within}
    return next((at for at in within if apart[at] >= NEAR), max(within, key=apart.__getitem__))


def _rounded(place: float) -> float:
    """A place on a grid, so that what is nearly straight is straight."""
    return round(place * 2) / 2


def _mean(middles: Mapping[Item, float], items: Sequence[Item]) -> float:
    return sum(middles[item] for item in items) / len(items)


# ---------------------------------------------------------------- tracks


def _tracks(found: list[Routed]) -> tuple[list[Routed], int]:
    """Give each segment a track, so that none overlap and few cross."""
    straight = [item for item in found if item.extent[0] == item.extent[1] and item.segment.lower]
    across = [item for item in found if item.extent[0] != item.extent[1] or not item.segment.lower]
    across.sort(key=_height)
    ends: list[list[tuple[float, float]]] = []
    levels: list[list[Routed]] = []
    for item in across:
        low, high = item.extent
        free = (level for level, extents in enumerate(ends) if _fits(low, high, extents))
        level = next(free, len(ends))
        if level == len(ends):
            ends.append([])
            levels.append([])
        ends[level].append((low, high))
        levels[level].append(item)
    _untangle(levels)
    placed = [
        Routed(item.segment, item.upper, item.lower, track)
        for track, level in enumerate(levels)
        for item in level
    ]
    kept = [Routed(item.segment, item.upper, item.lower, -1) for item in straight]
    return [*kept, *placed], len(levels)


def _fits(low: float, high: float, extents: Sequence[tuple[float, float]]) -> bool:
    return all(high + NEAR < other_low or other_high + NEAR < low for other_low, other_high in extents)


def _height(item: Routed) -> tuple[float, float]:
    """Short ones first; of two that lead to the right, the one that begins further right is above."""
    low, high = item.extent
    return (high - low, low)


def _untangle(levels: list[list[Routed]]) -> None:
    """Swap neighbouring tracks as long as that leaves fewer crossings."""
    for _ in range(len(levels)):
        swapped = False
        for index in range(len(levels) - 1):
            one, two = levels[index], levels[index + 1]
            if _crossings(two, one) < _crossings(one, two):
                levels[index], levels[index + 1] = two, one
                swapped = True
        if not swapped:
            return


def _crossings(above: Sequence[Routed], below: Sequence[Routed]) -> int:
    """How often lines of two tracks cross, if the one is above the other."""
    count = 0
    for high in above:
        for low in below:
            left, right = low.extent
            count += sum(left < place < right for place in high.lower.values())
            left, right = high.extent
            count += sum(left < place < right for place in low.upper.values())
    return count
