"""The map: outlines for orientation, and the windows through which they are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.claim import Citation

SHAPE_KINDS = ("subject", "neighbour", "context")
"""What a shape is on the map: what the story is about, what touches it, what lies around."""


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place on the globe, in degrees."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline with a name."""

    id: str
    name: str
    kind: str
    """One of ``SHAPE_KINDS``."""
    rings: tuple[tuple[Point, ...], ...]
    """Closed lines; the last point joins the first without being given again."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A window on the map, in degrees."""

    id: str
    title: str
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The map of a pack."""

    note: str
    """What a reader must know of its lines, shown wherever they are."""
    shapes: tuple[Shape, ...]
    views: tuple[MapView, ...]
    """From the widest to the closest."""
    sources: tuple[Citation, ...] = ()
