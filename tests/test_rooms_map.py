"""The map: outlines that are where they belong, names that stand by their own place, words for all of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.line.reader import LineReader
from explainer.model.ids import NodeId
from explainer.model.outline import MapView, Outline, Point, Shape
from explainer.model.pack import Pack
from explainer.rooms.braille import Canvas, letter
from explainer.rooms.map import MapRoom, compass, kilometres
from explainer.rooms.map_picture import Ink, Picture, Spot, draw
from explainer.rooms.room import Mark
from explainer.session import Session
from tests.strategies import examples
from tests.tui_screen import staged

VIEW = MapView("all", "All", 0, 0, 10, 10)
SQUARE = Shape("square", "Square", "subject", ((Point(2, 2), Point(8, 2), Point(8, 8), Point(2, 8)),))
OUTLINE = Outline("Lines.", (SQUARE,), (VIEW,))


def text(picture: Picture) -> list[str]:
    return ["".join(piece.text for piece in row) for row in picture.rows]


# ---------------------------------------------------------------- dots


def test_dots_are_braille() -> None:
    canvas = Canvas(1, 1)
    canvas.dot(0, 0)
    canvas.dot(1, 3)
    assert letter(canvas.bits(0, 0)) == "⢁"
    assert letter(0) == " "
    assert letter(0xFF, plain=True) == "%"
    assert letter(0x01, plain=True).isascii()


@examples(200)
@given(
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
)
def test_a_line_may_begin_and_end_anywhere(start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = Canvas(7, 3)
    canvas.line(start, end)
    assert all(0 <= column < 7 and 0 <= row < 3 for column, row, _ in canvas.cells())


def test_a_line_across_touches_every_cell_of_its_row() -> None:
    canvas = Canvas(5, 2)
    canvas.line((-20, 1), (40, 1))
    assert [(column, row) for column, row, _ in canvas.cells()] == [(x, 0) for x in range(5)]


# ---------------------------------------------------------------- the picture


@examples(60)
@given(st.integers(1, 90), st.integers(1, 40), st.booleans())
def test_a_picture_has_the_size_asked_for(columns: int, rows: int, plain: bool) -> None:
    drawn = text(draw(OUTLINE, VIEW, [Spot("a", "Here", Point(5, 5), "o")], columns, rows, plain=plain))
    assert [len(row) for row in drawn] == [columns] * rows
    assert not plain or all(row.isascii() for row in drawn)


def test_a_name_stands_beside_its_sign_and_none_runs_into_another() -> None:
    spots = [Spot(str(x), f"Town {x}", Point(x, 5), "o") for x in range(1, 10)]
    picture = draw(OUTLINE, VIEW, spots, 60, 20)
    drawn = text(picture)
    named = [spot for spot in spots if spot.name not in picture.unnamed]
    assert named
    assert len(named) < len(spots)
    for spot in named:
        assert any(f"o {spot.name}" in row or f"{spot.name} o" in row for row in drawn)
    assert sum(row.count("Town") for row in drawn) == len(named)


def test_the_name_of_a_shape_lies_within_it(flagship: Pack) -> None:
    assert flagship.outline
    for view in flagship.outline.views:
        for size in ((65, 22), (50, 12), (120, 40)):
            picture = draw(flagship.outline, view, [], *size)
            for row in picture.rows:
                at = 0
                for piece in row:
                    if piece.ink is Ink.COUNTRY:
                        assert (
                            _shape_at(flagship.outline, view, size, at, picture.rows.index(row)) == piece.text
                        )
                    at += len(piece.text)


def _shape_at(outline: Outline, view: MapView, size: tuple[int, int], column: int, row: int) -> str:
    from explainer.rooms.map_picture import Projection, _within

    projection = Projection(view, *size)
    found = [
        shape.name.upper()
        for shape in outline.shapes
        if column
        in _within([[projection.dot(p) for p in ring] for ring in shape.rings], row * 4 + 2, size[0])
    ]
    return found[0] if len(found) == 1 else str(found)


# ---------------------------------------------------------------- the room


def test_distance_and_course() -> None:
    pristina, belgrade, new_york = Point(21.17, 42.66), Point(20.46, 44.82), Point(-73.97, 40.75)
    assert 245 < kilometres(pristina, belgrade) < 250
    assert compass(pristina, belgrade) == "north"
    assert compass(belgrade, pristina) == "south"
    assert 7200 < kilometres(new_york, belgrade) < 7300


def test_a_place_says_where_it_is_and_what_is_there(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    room = MapRoom(session)
    entries = {entry.id: entry for entry in room.entries()}
    assert entries["new-york"].mark is Mark.HERE
    assert entries["pristina"].mark is Mark.NEW
    assert room.first() == "new-york"
    session.walk(NodeId("meet-kosovo-serbs-north"))
    room = MapRoom(session)
    entries = {entry.id: entry for entry in room.entries()}
    assert entries["mitrovica"].mark is Mark.HERE
    assert entries["new-york"].mark is Mark.BEEN
    assert entries["pristina"].note.startswith("35 km south-east, ")
    assert room.view
    assert room.view.id == "kosovo-view"
    assert room.answer("pristina").doors


def test_places_of_later_are_only_counted(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    room = MapRoom(session)
    ids = {entry.id for entry in room.entries()}
    assert "ohrid" not in ids
    assert "1 place of the story lies ahead." in room.lead()
    assert "ohrid" not in {spot.id for spot in room.spots("")}
    assert session.state.today < datetime.date(2023, 1, 1)


def test_words_choose_a_view_or_a_place(flagship: Pack) -> None:
    room = MapRoom(Session.begin(flagship, None, "free"))
    assert room.take_words("mitrovice") == ""
    assert room.first() == "mitrovica"
    assert room.view
    assert room.view.id == "kosovo-view"
    assert room.take_words("region") == ""
    assert room.view.id == "region"
    assert "atlantis" in room.take_words("atlantis")


def test_line_mode_says_it_in_words(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append)
    reader.open()
    assert reader.run(["3", "map mitrovica", "show 1"], echo=True)
    words = " ".join(" ".join(said).split())
    assert "Lines are for orientation only." in words
    assert "Pristina" in words
    assert "Pages (type go and a title)" in words


# ---------------------------------------------------------------- the screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15)])
async def test_the_outline_is_drawn_where_there_is_room(flagship_folder: Path, size: tuple[int, int]) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("m")
        assert stage.over == "MapScreen"
        dots = sum(0x2800 < ord(sign) < 0x2900 for sign in stage.text)
        assert (dots > 30) == (size[0] >= 60)
        await stage.press("escape")
        assert stage.over == "ReadingScreen"


async def test_going_somewhere_by_keys_and_by_mouse(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("m", "plus")
        assert "view: Kosovo" in stage.words
        await stage.click("Mitrovica")
        assert "A town on the river Ibar." in stage.words
        await stage.press("1")
        assert stage.over == "ReadingScreen"
        assert stage.session.state.node == "meet-kosovo-serbs-north"
        await stage.press("m", "right")
        assert stage.over == "MapScreen"


async def test_a_pack_without_an_outline_has_words_alone(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("m")
        assert stage.over == "MapScreen"
        assert not any(0x2800 < ord(sign) < 0x2900 for sign in stage.text)
