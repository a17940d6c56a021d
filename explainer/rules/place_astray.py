"""A place whose degrees are mixed up.

A place outside every view of the map is shown beside it, which is right for a far capital. But if
it would lie inside with latitude and longitude exchanged, or with another sign, the degrees are a
slip.

Fails::

    # map.yaml
    map:
      note: For orientation only.
      shapes:
        - {id: valley, name: The valley, kind: subject, rings: ["20.0 42.0, 21.0 43.0, 22.0 42.0"]}
      views:
        - {id: valley-view, title: The valley, west: 19.9, south: 41.8, east: 22.1, north: 43.3}
    places:
      - {id: bridge-head, name: The bridge head, latitude: 42.1, longitude: 20.7}
      - {id: market, name: The market, latitude: 20.8, longitude: 42.2}

Passes::

    # map.yaml
    map:
      note: For orientation only.
      shapes:
        - {id: valley, name: The valley, kind: subject, rings: ["20.0 42.0, 21.0 43.0, 22.0 42.0"]}
      views:
        - {id: valley-view, title: The valley, west: 19.9, south: 41.8, east: 22.1, north: 43.3}
    places:
      - {id: bridge-head, name: The bridge head, latitude: 42.1, longitude: 20.7}
      - {id: market, name: The market, latitude: 42.2, longitude: 20.8}
      - {id: capital, name: The capital, latitude: 48.2, longitude: 16.4}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.outline import MapView, Point
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W905"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such place."""
    views = subject.pack.outline.views if subject.pack.outline else ()
    for place in subject.pack.places.values() if views else ():
        if place.latitude is None or place.longitude is None:
            continue
        point = Point(place.longitude, place.latitude)
        meant = next((other for other in slips(point) if inside(other, views)), None)
        if meant is not None and not inside(point, views):
            yield Finding(
                subject.at("place", place.id),
                f"the place '{place.id}' lies outside the map, and inside it at latitude "
                f"{meant.latitude:g}, longitude {meant.longitude:g}",
                "Latitude is degrees north, longitude degrees east; south and west are below nought.",
            )


def slips(point: Point) -> Iterator[Point]:
    """What was meant, if the two were exchanged or a sign was lost."""
    east, north = point.longitude, point.latitude
    for longitude, latitude in ((north, east), (-east, north), (east, -north), (-east, -north)):
        yield Point(longitude, latitude)


def inside(point: Point, views: tuple[MapView, ...]) -> bool:
    """Whether a point lies in one of the views."""
    return any(
        view.west <= point.longitude <= view.east and view.south <= point.latitude <= view.north
        for view in views
    )
