"""The tables of when and where: the timeline's events and the map."""

from __future__ import annotations

import re
from typing import Any

from explainer.model.event import Event
from explainer.model.outline import SHAPE_KINDS, MapView, Outline, Point, Shape
from explainer.packs.context import Context
from explainer.packs.fields import Field, Record, list_of, record
from explainer.packs.ledger_records import citation
from explainer.packs.reader import BAD, Bad, reads
from explainer.packs.scalars import MAX_TEXT, date, integer, line, new_id, number, raw_text, ref, word
from explainer.packs.yaml_tree import Mapping, Tree

Values = dict[str, Any]


def _event(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    until = values.get("until")
    if until is not None and until.last_day < values["date"].first_day:
        context.add(
            "E108",
            tree,
            f"the event ends in {until}, before it begins in {values['date']}",
            "Give 'until' a later date, or leave it out.",
        )
        return BAD
    return Event(**values)


EVENT = Record(
    "an event",
    (
        Field("id", new_id("event"), "its name in this pack", required=True),
        Field("date", date, "when it happened", required=True),
        Field("title", line, "what happened, as a heading", required=True),
        Field("weight", integer(1, 3), "3 a turning point, 2 major, 1 a detail", required=True),
        Field("claims", list_of(ref("claim"), at_least=1), "what it rests on", required=True),
        Field("place", ref("place"), "where it happened"),
        Field("actors", list_of(ref("actor")), "whom it concerns"),
        Field("until", date, "when it ended, if not on its date"),
    ),
    _event,
)

_NUMBER = r"-?\d{1,3}(?:\.\d{1,6})?"
_POINT = re.compile(rf"({_NUMBER})\s+({_NUMBER})", re.ASCII)


@reads(
    {
        "type": "string",
        "pattern": rf"^\s*{_NUMBER}\s+{_NUMBER}\s*(?:,\s*{_NUMBER}\s+{_NUMBER}\s*){{2,}}$",
        "patternErrorMessage": "Write at least three points, as in 20.1 42.6, 20.5 43.2, 21.3 42.9.",
        "maxLength": MAX_TEXT,
    }
)
def _ring(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A closed line: longitude and latitude of each point, points separated by commas."""
    text = raw_text(tree, context, MAX_TEXT)
    if isinstance(text, Bad):
        return BAD
    points: list[Point] = []
    for piece in text.split(","):
        found = _POINT.fullmatch(piece.strip())
        point = Point(float(found[1]), float(found[2])) if found else None
        if point is None or not (-180 <= point.longitude <= 180 and -90 <= point.latitude <= 90):
            context.add(
                "E109",
                tree,
                f"'{piece.strip()[:40]}' is not a longitude and a latitude",
                "Write degrees east and degrees north, as in 21.17 42.67, a comma between points.",
            )
            return BAD
        points.append(point)
    if len(points) < 3:
        context.add("E112", tree, "an outline has fewer than three points", "Give at least three.")
        return BAD
    return tuple(points)


SHAPE = Record(
    "a shape",
    (
        Field("id", new_id("shape"), "its name in this pack", required=True),
        Field("name", line, "the name readers see", required=True),
        Field("kind", word(SHAPE_KINDS), "what it is on the map", required=True),
        Field("rings", list_of(_ring, at_least=1), "its outlines", required=True),
    ),
    lambda values, _context, _tree: Shape(**values),
)


def _view(values: Values, context: Context, tree: Mapping) -> Any:  # noqa: ANN401
    if values["west"] >= values["east"] or values["south"] >= values["north"]:
        context.add(
            "E109",
            tree,
            "the window has no width or no height",
            "West is less than east, and south less than north.",
        )
        return BAD
    return MapView(**values)


VIEW = Record(
    "a view",
    (
        Field("id", new_id("view"), "its name in this pack", required=True),
        Field("title", line, "the words readers see", required=True),
        Field("west", number(-180, 180), "its edge, in degrees east", required=True),
        Field("south", number(-90, 90), "its edge, in degrees north", required=True),
        Field("east", number(-180, 180), "its edge, in degrees east", required=True),
        Field("north", number(-90, 90), "its edge, in degrees north", required=True),
    ),
    _view,
)

MAP = Record(
    "a map",
    (
        Field("note", line, "what a reader must know of its lines", required=True),
        Field("shapes", list_of(record(SHAPE), at_least=1), "the outlines", required=True),
        Field("views", list_of(record(VIEW), at_least=1), "from the widest to the closest", required=True),
        Field("sources", list_of(citation), "where the outlines are from"),
    ),
    lambda values, _context, _tree: Outline(**values),
)


_MAP = record(MAP)


@reads(_MAP.schema)
def the_map(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """The one map of a pack, as a list of one."""
    context.define("map", "map", tree)
    found = _MAP.read(tree, context)
    return found if isinstance(found, Bad) else (found,)
