"""The flagship's map: its lines meet, and places lie where they should."""

from __future__ import annotations

from functools import cache

import pytest

from explainer.model.outline import Outline, Point, Shape
from tests.opened import FLAGSHIP, opened


@cache
def outline() -> Outline:
    found = opened(FLAGSHIP).outline
    assert found is not None
    return found


def shape(name: str) -> Shape:
    [found] = [shape for shape in outline().shapes if shape.id == name]
    return found


def holds(found: Shape, longitude: float, latitude: float) -> bool:
    """Whether a point lies within a shape: a ray to the east crosses its lines an odd number of times."""
    crossings = 0
    for ring in found.rings:
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
            (x1, y1), (x2, y2) = (start.longitude, start.latitude), (end.longitude, end.latitude)
            if (y1 > latitude) != (y2 > latitude):
                crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


@pytest.mark.parametrize(
    "place", ["pristina", "mitrovica", "gracanica", "visoki-decani", "prizren", "gazimestan"]
)
def test_places_of_kosovo_lie_within_its_outline_and_no_other(place: str) -> None:
    found = opened(FLAGSHIP).places
    [item] = [item for item in found.values() if item.id == place]
    assert item.longitude is not None
    assert item.latitude is not None
    assert [shape.id for shape in outline().shapes if holds(shape, item.longitude, item.latitude)] == [
        "kosovo"
    ]


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [
        ("serbia", 20.46, 44.82),  # Belgrade
        ("serbia", 19.84, 45.25),  # Novi Sad
        ("macedonia", 21.43, 42.00),  # Skopje
        ("albania", 19.82, 41.33),  # Tirana
        ("montenegro", 19.26, 42.44),  # Podgorica
        ("greece", 22.94, 40.65),  # Thessaloniki
        ("bulgaria", 23.32, 42.70),  # Sofia
        ("bosnia-and-herzegovina", 18.41, 43.86),  # Sarajevo
    ],
)
def test_cities_lie_in_their_country(name: str, longitude: float, latitude: float) -> None:
    assert [item.id for item in outline().shapes if holds(item, longitude, latitude)] == [name]


def test_kosovo_shares_every_point_of_its_outline_with_a_neighbour() -> None:
    around = {
        point for name in ("serbia", "montenegro", "albania", "macedonia") for point in shape(name).rings[0]
    }
    [ring] = shape("kosovo").rings
    assert [point for point in ring if point not in around] == []


def test_no_point_lies_outside_the_widest_view_and_the_closest_lies_within_it() -> None:
    wide, close = outline().views[0], outline().views[-1]
    points = [point for item in outline().shapes for ring in item.rings for point in ring]
    assert all(wide.west <= point.longitude <= wide.east for point in points)
    assert all(wide.south <= point.latitude <= wide.north for point in points)
    [ring] = shape("kosovo").rings
    assert all(close.west < point.longitude < close.east for point in ring)
    assert all(close.south < point.latitude < close.north for point in ring)
    assert Point(wide.west, wide.south) < Point(close.west, close.south)


def test_the_note_says_what_the_lines_are_not() -> None:
    assert "orientation only" in outline().note
    assert "disputed" in outline().note
