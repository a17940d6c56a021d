"""Where on a page the reader is: the same words stay at the top whatever is laid out anew."""

from __future__ import annotations

from textual.containers import VerticalScroll

from explainer.tui.screens.base import ExplainerScreen
from explainer.tui.widgets.set_text import SetText


class Place:
    """The place at the top of a screen's ``#prose`` in its ``#sheet``."""

    def __init__(self, screen: ExplainerScreen) -> None:
        self._screen = screen
        self._set_for = (0, 0)
        self.anchor = ""
        """Block and letters, as ``SetText.place_at`` gives it; empty: the top of the page."""

    @property
    def _prose(self) -> SetText:
        return self._screen.query_one("#prose", SetText)

    @property
    def _sheet(self) -> VerticalScroll:
        return self._screen.query_one("#sheet", VerticalScroll)

    def go_to(self, place: str) -> None:
        """Have a place at the top after the next layout."""
        self.anchor = place
        self._set_for = (0, 0)

    def stay(self) -> None:
        """Have the same place at the top after the next layout."""
        self.go_to(self.anchor)

    def laid_out(self) -> None:
        """Go back to where the reader was, if the lines are others now."""
        prose, sheet = self._prose, self._sheet
        set_for = (prose.size.width, sheet.size.height)
        if set_for == self._set_for or not prose.size.width or self._screen.has_class("-tiny"):
            return
        if prose.size.width == self._set_for[0] and sheet.scroll_y >= prose.size.height:
            # A notice or the prompt took a line while the reader was among the choices, past the text.
            self._set_for = set_for
            return
        self._set_for = (0, 0)
        prose.lines_at(prose.size.width)
        sheet.scroll_to(y=prose.line_of(self.anchor), animate=False, force=True, immediate=True)
        self._set_for = set_for

    def scrolled(self) -> bool:
        """Take what is at the top now as the place; False if a layout moved the lines, not the reader."""
        prose, sheet = self._prose, self._sheet
        if self._set_for == (0, 0) or sheet.scroll_y != sheet.scroll_target_y:
            return False
        y = round(sheet.scroll_y)
        self.anchor = prose.place_at(y) if y else ""
        return True
