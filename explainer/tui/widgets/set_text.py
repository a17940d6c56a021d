"""A widget of set lines: wraps by our own rules, copies whole sentences, tells what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
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
        # Words that can be clicked say so by their target; there are no links besides.
        self.set_reactive(SetText.auto_links, False)
        self._setter: Setter = lambda _width: ()
        self._width = -1
        self._lines: Sequence[Line] = ()

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
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text has at that width."""
        return len(self.lines_at(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def render(self) -> Content:
        """The text at the present width, all of it; what is drawn is drawn by the line."""
        lines = self.lines_at(self.size.width) if self.size.width else ()
        return join_lines(line.content for line in lines)

    def render_line(self, y: int) -> Strip:
        """One line: of a thousand entries, those in sight alone are drawn."""
        width, style = self.size.width, self.visual_style
        lines = self.lines_at(width) if width else ()
        if y >= len(lines):
            return Strip.blank(width, style.rich_style)
        content = lines[y].content
        selected = self.text_selection
        if selected is not None and (span := selected.get_span(y)) is not None:
            start, end = span
            look = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            content = content.stylize(look, start, None if end == -1 else end)
        strips = Visual.to_strips(self, content, width, 1, style, apply_selection=False)
        # Drawn alone, the line does not know where it stands; a selection must.
        return strips[0].apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, lines of one sentence joined again."""
        chosen = selection.extract(self.render().plain).split("\n")
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
        """The place of a line, as block and letters of it that stand before, good at any width."""
        if not self._lines:
            return ""
        y = max(0, min(y, len(self._lines) - 1))
        block = self._lines[y].block
        before = sum(_letters(line) for line in self._lines[:y] if line.block == block)
        return f"{block}:{before}"

    def line_of(self, place: str) -> int:
        """The line that has the first letter of a place now; 0 for one that means nothing."""
        block, _, letters = place.partition(":")
        if not (block.isascii() and block.isdigit() and letters.isascii() and letters.isdigit()):
            return 0
        left, found = int(letters[:6]), 0
        for at, line in enumerate(self._lines):
            if line.block == int(block[:6]):
                found = at
                left -= _letters(line)
                if left < 0:
                    break
        return found


def _letters(line: Line) -> int:
    # An empty line counts as one, so that no two lines of a block are at the same place. Not the
    # spaces, nor what is drawn: these are others when the same words are set in another width.
    return sum(map(str.isalnum, line.content.plain)) or 1
