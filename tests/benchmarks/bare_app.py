"""The baseline: the least a Textual program can do with the same words, one ``Static``.

usage: bare_app.py PARAGRAPHS. Each press of 1 shows the next page.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tests.benchmarks.pages import page_text


class BareApp(App[None]):
    """One widget of text."""

    BINDINGS: ClassVar[list[BindingType]] = [("1", "turn", "turn")]

    def __init__(self, paragraphs: int) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._page = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._content())

    def _content(self) -> Content:
        title = f"PAGE-{self._page}-"
        return Content("\n\n".join([title, *page_text(self._page, self._paragraphs)]))

    def action_turn(self) -> None:
        self._page += 1
        self.query_one(Static).update(self._content())


if __name__ == "__main__":
    BareApp(int(sys.argv[1])).run()
