"""The map room: the outline over the list of places, each place on both."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType

from explainer.rooms.map import MapRoom, point_of
from explainer.rooms.map_picture import Ink, Picture, Spot, draw
from explainer.rooms.room import Mark, numbered
from explainer.tui.action import Action, bindings
from explainer.tui.entries import mark_words
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.room_actions import MAP
from explainer.tui.screens.room import RoomScreen
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable

LEAST = (46, 16)
"""Columns and rows of the room below which the map is words alone."""

SHARE = 0.66
"""How much of the height the outline takes; the list has the rest."""

WIDEST = 2.6
"""Columns a row at most: a wider sheet would only have empty sides."""

_LOOK = {
    Ink.SUBJECT: "bold $accent",
    Ink.NEIGHBOUR: INK_SOFT,
    Ink.CONTEXT: "$rule",
    Ink.COUNTRY: INK_SOFT,
}


class MapScreen(RoomScreen):
    """Places on an outline; up and down walk the list, left and right the map."""

    ACTIONS: ClassVar[tuple[Action, ...]] = MAP

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MAP)]

    @property
    def map(self) -> MapRoom:
        """The room, as what it is."""
        return cast(MapRoom, self.room)

    def picture(self, width: int) -> list[Line]:
        """The outline, as large as the window allows."""
        outline, view = self.map.pack.outline, self.map.view
        height = self.size.height - 8
        if outline is None or view is None or width < LEAST[0] or height < LEAST[1] - 4:
            return []
        rows = int(height * SHARE)
        columns = min(width, int(rows * WIDEST * 1.5))
        plain = not signs().small_figures
        spots = [self._spot(spot) for spot in self.map.spots(self.marked_id)]
        picture = draw(outline, view, spots, columns, rows, plain=plain)
        return self._set(picture, (width - columns) // 2)

    def _spot(self, spot: Spot) -> Spot:
        sign = mark_words(Mark(spot.sign))[0][0] if spot.sign else "·" if signs().small_figures else "."
        return Spot(spot.id, spot.name, spot.point, sign, spot.marked)

    def _set(self, picture: Picture, left: int) -> list[Line]:
        indexes = {entry.id: index for index, entry in enumerate(numbered(self._entries))}
        lines = []
        for row in picture.rows:
            built = Words().add(" " * left)
            for piece in row:
                start = len(built)
                built.add(piece.text, _LOOK.get(piece.ink, ""))
                if piece.spot:
                    marked = piece.spot == self.marked_id
                    built.style(start, "bold $accent" if piece.ink is Ink.SIGN else "bold" if marked else "")
                    if marked and piece.ink is Ink.LABEL:
                        built.style(start, "underline")
                    if piece.spot in indexes:
                        built.style(start, clickable(Target("row", str(indexes[piece.spot]))))
            lines.append(Line(built.content(), 0))
        return [*lines, Line(Words().content(), 0)]

    def _mark(self, index: int) -> None:
        super()._mark(index)
        self.redraw_picture()

    def action_zoom(self, by: int) -> None:
        """The next closer window, or the next wider."""
        views = self.map.views
        if self.map.view is None:
            return
        at = views.index(self.map.view) + by
        if 0 <= at < len(views):
            self.map.narrow("view", views[at].id)
            self.renew()
            self._keep_in_sight()
        else:
            self.say("This is as close as the map goes." if by > 0 else "This is the whole map.")

    def action_toward(self, by: int) -> None:
        """The nearest place to the east, or to the west."""
        places, view = self.map.pack.places, self.map.view
        ids = [entry.id for entry in numbered(self._entries)]
        here = (
            point_of(next(place for place in places.values() if place.id == self.marked_id)) if ids else None
        )
        if here is None or view is None:
            return
        further = [
            (abs(point.longitude - here.longitude) + 2 * abs(point.latitude - here.latitude), name)
            for name in ids
            for place in places.values()
            if place.id == name and (point := point_of(place)) and (point.longitude - here.longitude) * by > 0
        ]
        if further:
            self._mark(ids.index(min(further)[1]))
