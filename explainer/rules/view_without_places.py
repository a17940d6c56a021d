"""A view of the map in which no place lies.

Readers look at the map to see where things are. A view without a single place shows outlines only:
its degrees are a slip, or the places have none yet.

Fails::

    # map.yaml
    map:
      note: For orientation only.
      shapes:
        - {id: valley, name: The valley, kind: subject, rings: ["20.0 42.0, 21.0 43.0, 22.0 42.0"]}
      views:
        - {id: valley-view, title: The valley, west: 19.9, south: 41.8, east: 22.1, north: 43.3}
    places:
      - {id: market, name: The market}

Passes::

    # map.yaml
    map:
      note: For orientation only.
      shapes:
        - {id: valley, name: The valley, kind: subject, rings: ["20.0 42.0, 21.0 43.0, 22.0 42.0"]}
      views:
        - {id: valley-view, title: The valley, west: 19.9, south: 41.8, east: 22.1, north: 43.3}
    places:
      - {id: market, name: The market, latitude: 42.2, longitude: 20.8}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W906"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such view."""
    outline = subject.pack.outline
    if outline is None:
        return
    places = [
        (place.longitude, place.latitude)
        for place in subject.pack.places.values()
        if place.longitude is not None and place.latitude is not None
    ]
    for view in outline.views:
        if not any(
            view.west <= east <= view.east and view.south <= north <= view.north for east, north in places
        ):
            yield Finding(
                subject.at("view", view.id),
                f"no place lies in the view '{view.id}' of the map",
                "Mend its degrees, give the places theirs, or take the view out.",
            )
