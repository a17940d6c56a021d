"""The side panel laid over the page, where the window has no room for both."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from explainer.tui.action import Action, bindings
from explainer.tui.actions import LEAF_MOVES, PANEL
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.screens.base import ExplainerScreen, OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import Setter, SetText
from explainer.tui.words import Target, Words, clickable


class PanelScreen(OverScreen):
    """What would stand beside the page. What is clicked in it closes it and is done on the page."""

    NAME: ClassVar[str] = "Beside the page"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PANEL, LEAF_MOVES)]

    def __init__(self, setter: Setter) -> None:
        super().__init__()
        self._setter = setter

    def compose(self) -> ComposeResult:
        """Head, leaf, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="panel")
            yield Static(id="notice")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(".head", SetText).show(_head)
        self.query_one("#panel", SetText).show(lambda width: self._setter(min(width, 72)))
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))

    def available(self) -> list[Action]:
        """All of its actions."""
        return list(PANEL)

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """Words that were clicked mean here what they mean beside the page."""
        event.stop()
        below = self.app.screen_stack[-2]
        own = event.target.kind == "action" and event.target.value in {action.id for action in PANEL}
        if own or not isinstance(below, ExplainerScreen):
            self.follow(event.target)
            return
        self.dismiss(None)
        below.follow(event.target)

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _head(width: int) -> list[Line]:
    built = Words().add(" " * max(0, width - 7))
    return [Line(built.add("close ×", INK_SOFT, clickable(Target("action", "close"))).content(), 0)]
