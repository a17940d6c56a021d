"""A widget of set lines: wraps by our own rules, copies whole sentences, tells what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.widget import Widget

from explainer.tui.lines import Line
from explainer.tui.words import Target, join_lines, target_of

MARK = "› "
"""Stands before what is marked."""

Setter = Callable[[int], Sequence[Line]]
"""Sets the text for a width in cells."""


class SetText(Widget):
    """Lines that are set anew for each width."""

    DEFAULT_CSS = """
    SetText { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    class Clicked(Message):
        """Words that mean something were clicked."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target
            """What they mean."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._setter: Setter = lambda _width: ()
        self._width = -1
        self._lines: Sequence[Line] = ()
        self._content = Content("")

    def show(self, setter: Setter) -> None:
        """Show another text."""
        self._setter = setter
        self._width = -1
        self.refresh(layout=True)

    def lines_at(self, width: int) -> Sequence[Line]:
        """The text as set for a width."""
        if width != self._width:
            self._width = width
            self._lines = self._setter(width)
            self._content = join_lines(line.content for line in self._lines)
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text has at that width."""
        return len(self.lines_at(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def render(self) -> Content:
        """The text at the present width."""
        if self.size.width:
            self.lines_at(self.size.width)
        return self._content

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, lines of one sentence joined again."""
        chosen = selection.extract(self._content.plain).split("\n")
        first = selection.start.y if selection.start else 0
        text = ""
        for offset, part in enumerate(chosen):
            text += part
            if offset < len(chosen) - 1:
                at = first + offset
                flows = at < len(self._lines) and self._lines[at].flows
                text = text.rstrip() + " " if flows else text + "\n"
        return text, "\n"

    def on_click(self, event: events.Click) -> None:
        """Say what the clicked words mean."""
        target = target_of(event.style)
        if target is not None:
            event.stop()
            self.post_message(self.Clicked(target))

    # ------------------------------------------------------------ places

    def mark(self) -> tuple[int, int]:
        """Column and line of the mark, or of the beginning if nothing is marked."""
        for y, line in enumerate(self._lines):
            plain = line.content.plain
            if plain.lstrip(" ").startswith(MARK):
                return plain.index(MARK), y
        return 0, 0

    def paragraph_at(self, y: int) -> str:
        """The words of the paragraph at a line, or of the next one, its lines joined again."""
        blocks = [line.block for line in self._lines[max(0, y) :] if line.content.plain.strip()]
        wanted = blocks[0] if blocks else -1
        lines = [line for line in self._lines if line.block == wanted and line.content.plain.strip()]
        text = ""
        for line in lines:
            text += line.content.plain.strip() + (" " if line.flows else "\n")
        return text.strip()

    def place_at(self, y: int) -> str:
        """The place of a line, as block and line in it, good at any width."""
        if not self._lines:
            return ""
        y = max(0, min(y, len(self._lines) - 1))
        block = self._lines[y].block
        first = next(i for i, line in enumerate(self._lines) if line.block == block)
        whole = sum(line.block == block for line in self._lines)
        # In thousandths of the block, since the same words take more lines when it is narrow.
        return f"{block}:{(y - first) * 1000 // max(1, whole)}"

    def line_of(self, place: str) -> int:
        """The line a place is at now; 0 for one that means nothing."""
        block, _, part = place.partition(":")
        if not (block.isascii() and block.isdigit() and part.isascii() and part.isdigit()):
            return 0
        at = [i for i, line in enumerate(self._lines) if line.block == int(block[:6])]
        if not at:
            return 0
        # Half a line up, so that rounding never lands on the line after.
        return at[0] + min(len(at) - 1, (int(part[:6]) * len(at) + 500) // 1000)
