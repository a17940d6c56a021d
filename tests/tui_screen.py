"""The screens without a terminal: what is drawn, what it means to click there, and packs to draw."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from explainer.packs.load import load_manifest
from explainer.prose.width import cell_width
from explainer.session import Session
from explainer.store.store import Store
from explainer.tui.app import ExplainerApp
from explainer.tui.screens.reading import ReadingScreen
from explainer.tui.widgets.set_text import SetText
from tests.opened import BRIDGE, FLAGSHIP, opened


@dataclass(frozen=True)
class Piece:
    """Some letters that are drawn alike, and where they begin."""

    text: str
    style: Style
    x: int
    y: int


@dataclass
class Stage:
    """The program under test, with a hand on its keys and its mouse."""

    app: ExplainerApp
    pilot: Pilot[int]

    # ------------------------------------------------------------ what is seen

    @property
    def rows(self) -> list[list[Segment]]:
        return [list(strip) for strip in self.app.screen._compositor.render_strips()]

    @property
    def lines(self) -> list[str]:
        return ["".join(segment.text for segment in row).rstrip() for row in self.rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def words_of(self, over: str) -> str:
        """All that a screen's texts say, in sight or not."""
        assert self.over == over
        texts = [widget for widget in self.app.screen.query(SetText) if widget.display]
        return " ".join(" ".join(line.content.plain for text in texts for line in text._lines).split())

    @property
    def words_beside(self) -> str:
        """What stands beside the page, or lies over all of it."""
        return " ".join(" ".join(line.rpartition("│")[2] for line in self.lines).split())

    def pieces(self) -> Iterator[Piece]:
        """Everything that is drawn."""
        for y, row in enumerate(self.rows):
            x = 0
            for segment in row:
                yield Piece(segment.text, segment.style or Style(), x, y)
                x += cell_width(segment.text)

    def where(self, words: str, *, nth: int = 0) -> tuple[int, int]:
        """Column and row at which these words are drawn."""
        found = []
        for y, line in enumerate(self.lines):
            at = line.find(words)
            while at >= 0:
                found.append((cell_width(line[:at]), y))
                at = line.find(words, at + 1)
        assert len(found) > nth, f"{words!r} is not in sight:\n{self.text}"
        return found[nth]

    @property
    def room(self) -> ReadingScreen:
        """The reading room, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReadingScreen))

    @property
    def session(self) -> Session:
        return self.room.session

    @property
    def over(self) -> str:
        """The name of the screen that has the keys."""
        return type(self.app.screen).__name__

    @property
    def notice(self) -> str:
        """What is said in the line above the keys, if it can be seen."""
        notice = self.room.query_one("#notice")
        return str(notice.render()) if notice.display else ""

    @property
    def top(self) -> str:
        """The line of the page that is first in sight."""
        prose = self.room.query_one("#prose")
        region = prose.region
        sheet = self.room.query_one("#sheet").region
        lines = [line[region.x : region.right] for line in self.lines]
        return lines[sheet.y].rstrip()

    # ------------------------------------------------------------ what is done

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(key_event(key))
            await self.settle()

    async def rush(self, *keys: str) -> None:
        """Press keys without waiting for what they do, as fast hands do on a slow line."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type into what has the keys."""
        await self.rush(*text)

    async def click(self, words: str, *, nth: int = 0, by: int = 0) -> None:
        """Click on words, ``by`` cells from where they begin."""
        x, y = self.where(words, nth=nth)
        await self.click_at(x + by, y)

    async def click_at(self, x: int, y: int) -> None:
        await self.pilot.click(offset=(x, y))
        await self.settle()

    async def drag(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Select with the mouse from one cell to another."""
        await self.pilot.mouse_down(offset=first)
        await self.pilot.hover(offset=last)
        await self.pilot.mouse_up(offset=last)
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        size = Size(columns, rows)
        assert isinstance(self.app._driver, HeadlessDriver)
        self.app._driver._size = size
        self.app.post_message(Resize(size, size))
        await self.settle()
        assert len(self.rows) == rows

    async def settle(self) -> None:
        """Let the program go on until it has nothing left to do.

        A pilot waits until the processor idles: long on a busy machine, and still not always long
        enough. This looks at what is waiting to be done instead.
        """
        quiet = 0
        for _ in range(20_000):
            if not self.app.is_running:
                return
            quiet = 0 if self._busy() else quiet + 1
            if quiet > _ROUNDS:
                return
            await asyncio.sleep(0 if quiet else 0.0005)
        raise AssertionError("the program is never done")

    def _busy(self) -> bool:
        app, screen = self.app, self.app.screen
        if (
            screen._layout_required
            or screen._repaint_required
            or screen._scroll_required
            or screen._dirty_widgets
            or screen._callbacks
        ):
            # What the screen's own timer does sixty times a second.
            screen._on_timer_update()
            return True
        return (
            app._resize_timer is not None
            or any(not worker.is_finished for worker in app.workers)
            or any(pump.message_queue_size or pump._next_callbacks for pump in self._pumps())
        )

    def _pumps(self) -> Iterator[MessagePump]:
        yield self.app
        for screen in self.app.screen_stack:
            yield from screen.walk_children(with_self=True)


_ROUNDS = 15
"""Turns of the event loop without anything to do after which nothing will come any more."""

_NAMES = {" ": "space", "-": "minus", "+": "plus", ">": "greater_than_sign", ":": "colon", "\n": "enter"}
_CHARACTERS = {**{name: character for character, name in _NAMES.items()}, "enter": "\r"}


def key_event(key: str) -> Key:
    """The event of a key, by its name or its character."""
    name = _NAMES.get(key, key)
    return Key(name, _CHARACTERS.get(name, name if len(name) == 1 else None))


@asynccontextmanager
async def staged(
    folder: Path, store: Store | None = None, size: tuple[int, int] = (120, 40), *, begin: bool = True
) -> AsyncIterator[Stage]:
    """The program on a pack: on its title page, or begun by its first way in."""
    manifest = load_manifest(folder)
    assert manifest is not None
    app = ExplainerApp(folder, manifest, store)
    if folder in (FLAGSHIP, BRIDGE):
        # As if the thread that opens it had been done already: it takes longer than most tests.
        app._pack = opened(folder)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.settle()
        if begin:
            await stage.press("1")
        yield stage


# ---------------------------------------------------------------- packs

Record = dict[str, Any]


def write_pack(folder: Path, manifest: Mapping[str, object], **records: object) -> Path:
    """A pack as files: JSON, which is YAML too, with everything out of the ordinary escaped."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"pack": manifest, **{key: {key: value} for key, value in records.items()}}.items():
        text = json.dumps(content, indent=1).replace("\x7f", "\\u007f")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def manifest(start: str, **more: object) -> Record:
    """The manifest of a small pack with one way in."""
    return {
        "format": 1,
        "id": "small",
        "title": "A small pack",
        "question": "What is said here?",
        "as_of": "2024-05-02",
        "language": "en",
        "version": "1.0.0",
        "licence": "CC0-1.0",
        "start": start,
        "ways_in": [{"id": "way", "title": "In", "minutes": 5, "start": start, "text": "The only way."}],
        **more,
    }
