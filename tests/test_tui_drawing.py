"""How much is set and drawn for what is in sight: counted, since a clock says something else each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.selection import Selection

from explainer.rooms.room import numbered
from explainer.tui.lines import Line
from explainer.tui.screens.reading import ReadingScreen
from explainer.tui.screens.room import RoomScreen
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import words
from tests.tui_screen import staged

COUNT = 400


class Tall(App[None]):
    """Many lines in a window of few."""

    CSS = "#text { height: auto; width: 100%; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield SetText(id="text")

    def on_mount(self) -> None:
        self.query_one(SetText).show(lambda _width: [Line(words(f"line {n}"), n) for n in range(COUNT)])


def drawn(app: App[None]) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def test_of_many_lines_only_those_in_sight_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[int] = Counter()
    whole = SetText.render_line

    def counted(self: SetText, y: int) -> object:
        asked[y] += 1
        return whole(self, y)

    monkeypatch.setattr(SetText, "render_line", counted)
    app = Tall()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        text, window = app.query_one(SetText), app.query_one(VerticalScroll)
        assert text.size.height == COUNT
        assert drawn(app)[3].startswith("line 3")
        assert max(asked) < 10
        window.scroll_to(y=200, animate=False, immediate=True)
        await pilot.pause()
        assert drawn(app)[0].startswith("line 200")
        assert set(asked) <= {*range(10), *range(200, 210)}


async def test_selected_words_are_drawn_as_selected_and_copied_in_order() -> None:
    app = Tall()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        text = app.query_one(SetText)
        text.screen.selections = {text: Selection(Offset(2, 1), Offset(4, 3))}
        await pilot.pause()
        assert app.screen.get_selected_text() == "ne 1\nline 2\nline"
        look = app.screen.get_component_rich_style("screen--selection").bgcolor
        marked = [
            "".join(
                piece.text for piece in text.render_line(y) if piece.style and piece.style.bgcolor == look
            )
            for y in range(5)
        ]
        assert [part.rstrip() for part in marked] == ["", "ne 1", "line 2", "line", ""]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_step_of_the_mark_sets_two_entries_and_not_the_whole_room(
    flagship_folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("D")
        room = stage.app.screen
        assert isinstance(room, RoomScreen)
        assert len(numbered(room.room.entries())) > 20
        rows = 0
        whole = RoomScreen._row

        def counted(self: RoomScreen, *asked: object) -> Sequence[Line]:
            nonlocal rows
            rows += 1
            return whole(self, *asked)  # type: ignore[arg-type]

        monkeypatch.setattr(RoomScreen, "_row", counted)
        await stage.press("down")
        assert 1 <= rows <= 2
        # Where the mark has been, both ways of setting an entry are known.
        rows = 0
        await stage.press("up")
        assert rows == 0


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_page_is_never_set_in_the_width_of_another_window(
    flagship_folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []
    whole = ReadingScreen._page

    def noted(self: ReadingScreen, width: int) -> list[Line]:
        widths.append(width)
        return whole(self, width)

    monkeypatch.setattr(ReadingScreen, "_page", noted)
    async with staged(flagship_folder, size=size) as stage:
        assert set(widths) == {stage.room.query_one("#prose").size.width}
