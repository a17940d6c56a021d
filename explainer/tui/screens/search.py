"""The search room: a line to type in, and the hits under it as one types."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Offset
from textual.widgets import Input, Static

from explainer.rooms.search import SearchRoom
from explainer.tui.action import Action, bindings
from explainer.tui.room_actions import SEARCH, SEARCH_MOVES
from explainer.tui.screens.room import RoomScreen
from explainer.tui.words import words


class SearchScreen(RoomScreen):
    """Search: the keys are the line's; arrows, Enter and Escape are the list's."""

    ACTIONS: ClassVar[tuple[Action, ...]] = SEARCH

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SEARCH, SEARCH_MOVES),
    ]

    @property
    def search(self) -> SearchRoom:
        """The room, as what it is."""
        return cast(SearchRoom, self.room)

    # From the first moment: what is typed at once must not be lost.
    AUTO_FOCUS = "Input"

    def line(self) -> ComposeResult:
        """Where one types, filled with what was asked for."""
        with Horizontal(id="search-row"):
            yield Static(words("› "), classes="sign")
            yield Input(self.search.line, placeholder="words to look for", select_on_focus=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        # After the letters are drawn; of several that came at once, the last line alone is looked for.
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Show what the line finds now."""
        value = self.query_one(Input).value
        if value != self.search.line:
            self.search.line = value
            self._marked = 0
            self.renew()
            self._keep_in_sight()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._look()
        self.action_open()

    def action_move(self, by: int) -> None:
        """Move among what the line finds, were it typed just now."""
        self._look()
        super().action_move(by)

    def cursor_spot(self) -> Offset | None:
        """The line; once the mark has gone down from it, the marked hit."""
        return super().cursor_spot() if self._marked else None
