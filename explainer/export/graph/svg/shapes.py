"""What a sheet is drawn with: outlines of cards, lines with round corners, heads of arrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.export.graph.graph import Shape, WayKind

Point = tuple[float, float]

CORNER = 6.0
"""How round the corners of a line are."""

TIP = 7.0
"""How long the head of an arrow is."""


def number(value: float) -> str:
    """A number as short as a tenth of a pixel allows."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def outline(shape: Shape, width: float, height: float) -> Iterator[str]:
    """The outline of a card, its upper left corner at the origin."""
    w, h = number(width), number(height)
    if shape is Shape.FORK:
        yield _closed(
            "card",
            ((9, 0), (width - 9, 0), (width, height / 2), (width - 9, height), (9, height), (0, height / 2)),
        )
    elif shape is Shape.PASSING:
        yield _closed(
            "card", ((0, 0), (width - 10, 0), (width, height / 2), (width - 10, height), (0, height))
        )
    elif shape is Shape.DOCUMENT:
        yield _closed("card", ((0, 0), (width - 13, 0), (width, 13), (width, height), (0, height)))
        yield _closed("fold", ((width - 13, 0), (width, 13), (width - 13, 13)))
    elif shape is Shape.OUTCOME:
        yield f'<rect class="card" width="{w}" height="{h}" rx="14"/>'
    elif shape is Shape.ENDING:
        yield f'<rect class="card" width="{w}" height="{h}" rx="16"/>'
        yield (
            f'<rect class="inner" x="3.5" y="3.5" width="{number(width - 7)}" height="{number(height - 7)}" '
            f'rx="12.5"/>'
        )
    elif shape is Shape.ROAD:
        yield f'<rect class="card" width="{w}" height="{h}" rx="14"/>'
    else:
        yield f'<rect class="card" width="{w}" height="{h}" rx="2"/>'
        if shape is Shape.EVENT:
            yield f'<rect class="thick" width="4" height="{h}" rx="2"/>'
        if shape is Shape.RECAP:
            yield f'<path class="inner" d="M4.5 0V{h}M{number(width - 4.5)} 0V{h}"/>'


def _closed(kind: str, points: Sequence[Point]) -> str:
    places = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{kind}" d="M{places}Z" stroke-linejoin="round"/>'


def rounded(points: Sequence[Point]) -> str:
    """A line through points as a path, its corners round."""
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    parts = [f"M{number(kept[0][0])} {number(kept[0][1])}"]
    for before, at, after in zip(kept, kept[1:], kept[2:], strict=False):
        radius = min(CORNER, _distance(before, at) / 2, _distance(at, after) / 2)
        (ax, ay), (bx, by) = _towards(at, before, radius), _towards(at, after, radius)
        parts.append(f"L{number(ax)} {number(ay)}Q{number(at[0])} {number(at[1])} {number(bx)} {number(by)}")
    parts.append(f"L{number(kept[-1][0])} {number(kept[-1][1])}")
    return "".join(parts)


def _distance(one: Point, other: Point) -> float:
    # Lines run straight across or straight down.
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, to: Point, way: float) -> Point:
    whole = _distance(start, to) or 1.0
    return start[0] + (to[0] - start[0]) * way / whole, start[1] + (to[1] - start[1]) * way / whole


def head(before: Point, end: Point) -> tuple[Point, str]:
    """Where a line must stop for an arrow's head at its end, and the head."""
    x, y = end
    across = abs(before[0] - x) > abs(before[1] - y)
    sign = 1 if (x - before[0] if across else y - before[1]) >= 0 else -1
    if across:
        base = x - sign * TIP
        return (base + sign, y), f"M{number(x)} {number(y)}L{number(base)} {number(y - 3.6)}v7.2Z"
    base = y - sign * TIP
    return (x, base + sign), f"M{number(x)} {number(y)}L{number(x - 3.6)} {number(base)}h7.2Z"


def gate(before: Point, end: Point) -> str:
    """The bar across a line that is under a condition, behind the head at its end."""
    x, y = end
    if abs(before[0] - x) > abs(before[1] - y):
        at = x - 10 if before[0] < x else x + 10
        return f"M{number(at)} {number(y - 4)}v8"
    at = y - 10.5 if before[1] < y else y + 10.5
    return f"M{number(x - 4)} {number(at)}h8"


def arrow(kind: WayKind, gated: bool, x: float, y: float) -> Iterator[str]:
    """The small arrow before the words of a mark, drawn as its line would be."""
    end = x + 12
    yield f'<path class="line k{max(int(kind), 1)}" d="M{number(x)} {number(y)}H{number(end - 4)}"/>'
    yield f'<path class="tip" d="M{number(end)} {number(y)}l-5 -2.8v5.6Z"/>'
    if gated:
        yield f'<path class="gate" d="M{number(end + 0.5)} {number(y - 3.5)}v7"/>'
