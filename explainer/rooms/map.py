"""The map: the places the story has come to, how they lie, and the pages there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar

from explainer.model.ids import PlaceId
from explainer.model.outline import MapView, Point
from explainer.model.people import Place
from explainer.model.plural import counted
from explainer.model.reference import reference
from explainer.prose.blocks import blocks_of
from explainer.rooms.map_picture import Spot, holds
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.story.answers import Answer, Detail, Door, claim_row
from explainer.story.fog import door, is_told, page_is_told
from explainer.verbs import nouns
from explainer.verbs.matching import Noun, find

EARTH_KM = 6371.0
"""The mean radius of the Earth (IUGG)."""

FAR_KM = 2000.0
"""How far away a place may be for the list to say how it lies; what it holds when opened says it always."""

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


class MapRoom(Room):
    """The places the story has come to."""

    name: ClassVar[str] = "map"
    title: ClassVar[str] = "Map"
    question: ClassVar[str] = "Where is this, and where can I go?"
    usage: ClassVar[str] = "Type map with a place or a view; go and a place walks to its page."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        views = self.views
        self.view: MapView | None = views[0] if views else None
        """The window looked through: the closest that holds where the reader is, or the widest."""
        here = self.here
        for view in reversed(views):
            point = point_of(here) if here else None
            if point and holds(view, point):
                self.view = view
                break
        self._first = here.id if here else ""

    @property
    def views(self) -> tuple[MapView, ...]:
        """The windows of the map, from the widest to the closest."""
        return self.pack.outline.views if self.pack.outline else ()

    @property
    def here(self) -> Place | None:
        """The place of the open page."""
        return self.session.turn.place

    def absent(self) -> str:
        """A pack may name no places."""
        return "" if self.pack.places else "This pack names no places."

    def first(self) -> str:
        """Where the reader is, or the place that was asked for."""
        return self._first

    def _told(self) -> list[Place]:
        here = self.here
        return [
            place
            for place in self.pack.places.values()
            if (here and place.id == here.id) or is_told(self.pack, self.state, place.text)
        ]

    def lead(self) -> str:
        """What the lines mean, and how many places are still ahead."""
        ahead = len(self.pack.places) - len(self._told())
        said = self.pack.outline.note if self.pack.outline else ""
        if ahead == 1:
            said += " 1 place of the story lies ahead."
        elif ahead:
            said += f" {ahead} places of the story lie ahead."
        return said.strip()

    def entries(self) -> Sequence[Entry]:
        """The places in the window, then those elsewhere."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        view = self.view
        inside = [place for place in self._told() if view and _is_in(place, view)]
        outside = [place for place in self._told() if place not in inside]
        if view and inside:
            yield Entry("", view.title)
        yield from (self._entry(place) for place in inside)
        if outside:
            yield Entry("", "Elsewhere" if inside else "Places")
        yield from (self._entry(place) for place in outside)

    def _entry(self, place: Place) -> Entry:
        # From another continent every place lies the same way.
        notes = [self.way_to(place, FAR_KM), self._pages_in_words(place)]
        return Entry(place.id, place.name, ", ".join(filter(None, notes)), self.mark(place), level=1)

    def mark(self, place: Place) -> Mark:
        """Whether the reader is there, has been, or finds something new there."""
        if self.here and place.id == self.here.id:
            return Mark.HERE
        doors = self.doors(place)
        if any(item.read for item in doors):
            return Mark.BEEN
        return Mark.NEW if doors else Mark.NONE

    def doors(self, place: Place) -> tuple[Door, ...]:
        """The pages at a place, as far as they may be named, its own first."""
        pages = [place.node] if place.node else []
        pages += [node.id for node in self.pack.nodes.values() if node.place == place.id]
        told = [page for page in dict.fromkeys(pages) if page_is_told(self.pack, self.state, page)]
        return tuple(door(self.pack, self.state, page) for page in told)

    def _pages_in_words(self, place: Place) -> str:
        doors = self.doors(place)
        read = sum(item.read for item in doors)
        if not doors:
            return ""
        return f"{counted(len(doors), 'page')}, {read} read"

    def way_to(self, place: Place, most: float = math.inf) -> str:
        """How far and which way a place lies from here, in words, if it is at most so many kilometres."""
        here = self.here
        start, end = (point_of(here) if here else None), point_of(place)
        if here is None or start is None or end is None or here.id == place.id:
            return ""
        distance = kilometres(start, end)
        return f"{_rounded(distance)} km {compass(start, end)}" if distance <= most else ""

    def spots(self, marked: str) -> list[Spot]:
        """The places to draw, the one that is marked told apart."""
        return [
            Spot(place.id, place.name, point, str(self.mark(place)), marked=place.id == marked)
            for place in self._told()
            if (point := point_of(place))
        ]

    def answer(self, entry: str) -> Answer:
        """A place: what it is, its names, how it lies, the claims behind it, the pages there."""
        place = self.pack.places[PlaceId(entry)]
        details = []
        if place.names:
            names = tuple(f"{name} ({language})" for language, name in place.names)
            details.append(Detail("Also called", names))
        if way := self.way_to(place):
            details.append(Detail("From here", (way,)))
        claims = place.text.claims if is_told(self.pack, self.state, place.text) else ()
        if claims:
            details.append(Detail("Rests on", tuple(claim_row(self.pack, claim) for claim in claims)))
        outline = self.pack.outline
        if outline and outline.sources:
            lines = tuple(reference(self.pack.sources[item.source], item.locator) for item in outline.sources)
            details.append(Detail("The map's lines are from", lines))
        blocks = blocks_of(place.text.text) if claims or not place.text.claims else ()
        return Answer(
            place.name, str(self.mark(place)), blocks, tuple(details), claims=claims, doors=self.doors(place)
        )

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """The window."""
        if len(self.views) < 2 or self.view is None:
            return ()
        return (Facet("view", "view", self.view.id, self.view.title),)

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """The windows there are."""
        if facet != "view":
            raise KeyError(facet)
        return [(view.id, view.title) for view in self.views]

    def narrow(self, facet: str, value: str) -> None:
        """Look through another window."""
        if facet != "view":
            raise KeyError(facet)
        self.view = next((view for view in self.views if view.id == value), self.view)

    def take_words(self, words: str) -> str:
        """A window or a place."""
        if not words:
            return ""
        view = find(words, [Noun(view, (view.title, view.id)) for view in self.views]).sure
        place = find(words, nouns.places(self.pack, self.state)).sure
        if view is not None:
            self.view = view.value
            return ""
        if place is None:
            return f"I know no place or view “{words[:40]}”. {self.usage}"
        self._first = place.value
        point = point_of(self.pack.places[place.value])
        for found in self.views:
            if point and holds(found, point):
                self.view = found
        return ""


def point_of(place: Place) -> Point | None:
    """Where a place lies, or None if its author did not say."""
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.longitude, place.latitude)


def _is_in(place: Place, view: MapView) -> bool:
    point = point_of(place)
    return point is not None and holds(view, point)


def kilometres(start: Point, end: Point) -> float:
    """The distance along the great circle (haversine formula)."""
    a, b = math.radians(start.latitude), math.radians(end.latitude)
    across = math.radians(end.longitude - start.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def compass(start: Point, end: Point) -> str:
    """The first course from one point to another, as one of eight winds."""
    a, b = math.radians(start.latitude), math.radians(end.latitude)
    across = math.radians(end.longitude - start.longitude)
    y = math.sin(across) * math.cos(b)
    x = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(across)
    return _WINDS[round(math.degrees(math.atan2(y, x)) / 45) % 8]


def _rounded(distance: float) -> str:
    step = 1 if distance < 20 else 5 if distance < 200 else 50
    return f"{max(1, round(distance / step) * step):,}"
