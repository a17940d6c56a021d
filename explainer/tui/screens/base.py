"""What all screens share: breakpoints, the look, and a kind word when the window is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from explainer.tui.action import Action
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, words

if TYPE_CHECKING:
    from explainer.tui.app import ExplainerApp

SMALLEST = (20, 8)
"""Columns and rows below which a page can't be set."""

WIDE = 104
"""Columns from which the side panel stands beside the page."""

ROOMY = 88
"""Columns from which it can stand there if it is asked for, the page set anew beside it."""

TOO_SMALL = "This window is too small to read in. Make it larger; nothing is lost."


class ExplainerScreen(Screen[Any]):
    """A screen of this program."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual types it as an instance attribute
        (0, "-slim"),
        (64, "-narrow"),
        (WIDE, "-wide"),
    ]

    PANEL: ClassVar[int] = 46
    """Columns at the right, with a rule, that what is laid over this screen covers."""

    @property
    def explainer(self) -> ExplainerApp:
        """The app, with its own attributes."""
        from explainer.tui.app import ExplainerApp

        return cast(ExplainerApp, self.app)

    def on_mount(self) -> None:
        """Have the looks of the window's size before anything is laid out."""
        self._fit(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Have the looks of the new size; say so kindly when there is no room."""
        self._fit(event.size)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a window too small to read in nothing is done unseen but to leave."""
        return action == "quit" or not self.has_class("-tiny")

    def _fit(self, size: Size) -> None:
        # Left alone, a screen takes these only after it was drawn once in the looks of another width.
        breakpoint = max((least, name) for least, name in self.HORIZONTAL_BREAKPOINTS if size.width >= least)
        names = [name for _, name in self.HORIZONTAL_BREAKPOINTS]
        self.update_classes({name: name == breakpoint[1] for name in names}, animate=False)
        self.set_class(ROOMY <= size.width < WIDE, "-roomy")
        width, height = SMALLEST
        self.set_class(size.width < width or size.height < height, "-tiny")

    def on_screen_suspend(self) -> None:
        """Under something laid over it no key of this screen does anything: its key line is not shown."""
        for line in self.query("#key-line"):
            line.visible = not isinstance(self.app.screen, OverScreen)

    def on_screen_resume(self) -> None:
        """Its keys work again."""
        for line in self.query("#key-line"):
            line.visible = True

    def follow(self, target: Target) -> None:
        """Do what clicked words mean; screens add their own meanings."""
        if target.kind == "action":
            self.call_later(self.run_action, target.value)

    def keep_place(self) -> str:
        """Keep where the reader is; gives the title of the page if it is kept."""
        return ""

    def cursor_spot(self) -> Offset | None:
        """Where what is marked is drawn; None: where the line that is typed in says."""
        return None

    def spot_of_mark(self, text: str, window: str) -> Offset | None:
        """Where the marked line of a text is drawn; while it is out of sight, the first that is in sight."""
        found, inside = self.query_one(text, SetText), self.query_one(window).region
        column, row = found.mark()
        y = found.region.y + row
        if not inside.y <= y < inside.bottom:
            return Offset(inside.x, inside.y)
        return Offset(found.region.x + column, y)

    def say(self, text: str) -> None:
        """Say something in the line above the keys; nothing takes it away again."""
        notice = self.query_one("#notice", Static)
        notice.update(words(text))
        notice.set_class(bool(text), "-shown")

    def available(self) -> list[Action]:
        """What can be done here now, as help and palette list it."""
        return []

    def settle(self) -> None:
        """Draw anew by what the settings say now."""
        for line in self.query("Input"):
            self._let_blink(line)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks for a reader who wants no motion."""
        self._let_blink(event.widget)

    def _let_blink(self, widget: Widget) -> None:
        # By name: importing the widget one types in would cost the start of those who never type.
        if hasattr(widget, "cursor_blink"):
            widget.cursor_blink = self.explainer.settings["motion"] != "reduced"

    def action_settings(self) -> None:
        """What can be set."""
        self.explainer.show_settings()

    def action_theme(self) -> None:
        """The next look, kept for the next start."""
        self.explainer.next_look()

    async def action_quit(self) -> None:
        """Leave; everything is kept."""
        self.explainer.leave()


FRAME = 126
"""The widest a spread gets."""


class OverScreen(ExplainerScreen):
    """Something laid over the page: beside the text where there is room, else over all of it."""

    NAME: ClassVar[str] = ""
    """What its help is headed with."""

    def on_resize(self, event: events.Resize) -> None:
        """Leave the text of the page in sight where that leaves room to read here too."""
        super().on_resize(event)
        width = event.size.width
        over = self.query_one("#over")
        if width >= WIDE and not self.has_class("-two"):
            outer = max(0, (width - FRAME) // 2)
            below = (
                screen for screen in reversed(self.app.screen_stack) if not isinstance(screen, OverScreen)
            )
            panel = next(
                (screen.PANEL for screen in below if isinstance(screen, ExplainerScreen)), self.PANEL
            )
            over.styles.width = min(outer + panel, 72)
            over.styles.margin = (0, 0, 0, width - outer - panel)
        else:
            over.styles.width = "100%"
            over.styles.margin = 0

    def cursor_spot(self) -> Offset | None:
        """The first line in sight: there one reads on from."""
        region = self.query_one(".leaf").region
        return Offset(region.x, region.y)

    def action_scroll(self, by: int) -> None:
        """Read on or back by so many lines."""
        leaf = self.query_one(".leaf", VerticalScroll)
        leaf.scroll_relative(y=by, animate=False, immediate=True)

    def action_help(self) -> None:
        """What can be done here."""
        self.explainer.show_help(self.NAME, tuple(self.available()))

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        leaf = self.query_one(".leaf", VerticalScroll)
        leaf.scroll_relative(y=by * max(1, leaf.size.height - 2), animate=False, immediate=True)
