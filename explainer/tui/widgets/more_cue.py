"""A word under a text that goes on below the edge: no scroll bar stands beside the prose."""

from __future__ import annotations

from textual.containers import VerticalScroll

from explainer.prose.width import cell_width
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.signs import signs
from explainer.tui.widgets.key_line import key_style
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable


class MoreCue(SetText):
    """One line: empty at the end of the text, otherwise how much is still to come."""

    DEFAULT_CSS = """
    MoreCue { height: 1; }
    """

    def follow(
        self, text: VerticalScroll, slack: int = 0, turned_by: tuple[str, str] = ("page(1)", "")
    ) -> None:
        """Tell of this text from now on; so many last lines of it hold nothing.

        ``turned_by`` is what turns it and, where that is not to be guessed, the key to name.
        """
        self._text = text
        self._slack = slack
        self._turn, self._key = turned_by
        self._left = -1
        self.watch(text, "scroll_y", self.renew, init=False)
        # After each layout: what is left depends on the height of the text and on that of the window.
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: self.renew())

    def renew(self) -> None:
        """Look again how much is left."""
        left = max(0, round(self._text.max_scroll_y - self._text.scroll_y) - self._slack)
        if left != self._left:
            self._left = left
            self.show(self._set)

    def _set(self, width: int) -> list[Line]:
        if self._left <= 0:
            return []
        noun = "line" if self._left == 1 else "lines"
        said = f"{signs().more} {self._left} more"
        built = Words().add(f"{said} {noun}" if cell_width(f"{said} {noun}") <= width else said, INK_SOFT)
        if self._key:
            built.add("  ").add(self._key, key_style(self.app))
        return [Line(built.style(0, clickable(Target("action", self._turn))).content(), 0)]
