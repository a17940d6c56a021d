"""A place where something happens, and that is not on the map.

In a pack with a map, a place of a page or an event that has no degrees is missing there, and what
happened at it too.

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
      - {id: market, name: The market}
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, place: market, body: It is empty., ending: true}

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
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, place: market, body: It is empty., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N907"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such place, if the pack has a map."""
    pack = subject.pack
    if pack.outline is None:
        return
    used = {node.place for node in pack.nodes.values()} | {event.place for event in pack.events.values()}
    for place in pack.places.values():
        if place.id in used and (place.latitude is None or place.longitude is None):
            yield Finding(
                subject.at("place", place.id),
                f"the place '{place.id}' has no degrees, so it is not on the map",
                "Add 'latitude: …' and 'longitude: …'.",
            )
