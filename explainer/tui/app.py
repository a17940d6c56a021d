"""The app: what lasts between screens, and leaving well."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar

from textual import constants, events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.geometry import Offset
from textual.screen import Screen

from explainer.errors import ExplainerError, PackInvalid, SettingError, StoreError
from explainer.model.pack import Manifest, Pack
from explainer.packs.open import open_pack
from explainer.settings import Settings, option_named
from explainer.store.store import Run, Store
from explainer.tui.action import Action
from explainer.tui.keymap import keys_asked_for
from explainer.tui.screens.base import ExplainerScreen
from explainer.tui.screens.title import TitleScreen
from explainer.tui.themes import LOOKS, look_named

if TYPE_CHECKING:
    # The engine and the reading room are imported behind the title page, while it is read.
    from explainer.session import Session


def _palette() -> type[Provider]:
    from explainer.tui.palette import ActionProvider

    return ActionProvider


class ExplainerApp(App[int]):
    """One pack, open in one window."""

    CSS_PATH = "app.tcss"
    TITLE = "explainer"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "stop", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        store: Store | None,
        notice: str = "",
        *,
        cache: Path | None = None,
        settings: Settings | None = None,
        dice: Random | None = None,
        session: Session | None = None,
    ) -> None:
        # Without colour everything is in the terminal's own two, whatever the look; Textual would
        # turn the look's into greys, and those of the terminal, which it does not know, into black.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._folder = folder
        self._cache = cache
        self._store = store
        self._pack: Pack | None = session.pack if session else None
        # Opened in a thread, and by a reader who is faster: the second waits for the first.
        self._opening = threading.Lock()
        self.manifest = manifest
        """What the title page needs of the pack."""
        self._left = False
        self.settings = settings or Settings(store)
        """How the reader wants it."""
        self.dice = dice or Random()
        """Chance, for what is asked in no order."""
        self.keys, findings = keys_asked_for(self.settings.file)
        """Which keys do what."""
        self.notice = " ".join(filter(None, (notice, *self.settings.file.findings, *findings)))
        """What the reader must be told on the title page, or nothing."""
        self.in_hand = session
        """The reading last left for the title page, if it is kept nowhere else."""
        self.last_page = ""
        """The title of the page the reader left from, if its place was kept."""
        self.failure: PackInvalid | None = None
        """Why the pack can't be opened, once that is known."""
        for name in list(self.available_themes):
            self.unregister_theme(name) if name not in ("textual-dark",) else None
        for look in LOOKS:
            self.register_theme(look.theme())
        # A look that the environment names is Textual's default too, and setting that changes nothing.
        self.set_reactive(App.theme, "textual-dark")
        self.theme = self._kept_look()
        self._settle_motion()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The roles, for whatever is drawn before a theme is."""
        return dict(LOOKS[0].roles)

    def get_default_screen(self) -> Screen[object]:
        """The title page lies under everything."""
        return TitleScreen()

    # ------------------------------------------------------------ beginning and leaving

    def on_mount(self) -> None:
        """Show the title page at once, and open the pack behind it."""
        self.set_keymap(self.keys.for_textual())
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(number, self._signalled, int(number))
        self.call_after_refresh(self._open_pack)
        # A reading that is in hand from the beginning is what was asked for.
        self.go_on()

    @work(thread=True, exclusive=True, exit_on_error=False, group="pack")
    def _open_pack(self) -> None:
        try:
            self._opened()
        except PackInvalid as error:
            self.failure = error
            self.call_from_thread(self.exit, 3)
            return
        # What the first page needs, so that choosing a way in waits for nothing.
        import explainer.prose.parse
        import explainer.tui.screens.reading  # noqa: F401

    @property
    def pack(self) -> Pack:
        """The pack; waits for it in the rare case that the reader was faster.

        Raises:
            PackInvalid: it has errors.
        """
        return self._opened()

    def _opened(self) -> Pack:
        with self._opening:
            if self._pack is None:
                self._pack = open_pack(self._folder, self._cache)
            return self._pack

    def _signalled(self, number: int) -> None:
        self.leave(128 + number)

    def leave(self, code: int = 0) -> None:
        """Keep the place and stop."""
        for screen in self.screen_stack:
            if isinstance(screen, ExplainerScreen):
                self.last_page = screen.keep_place() or self.last_page
        self._left = True
        self.exit(code)

    async def on_event(self, event: events.Event) -> None:
        """What is typed after one has left means nothing: the screens are going."""
        if not (self._left and isinstance(event, events.InputEvent)):
            await super().on_event(event)

    async def action_quit(self) -> None:
        """Leave, whatever is selected or laid over the page."""
        self.leave()

    async def action_stop(self) -> None:
        """Ctrl+C copies what is selected; with nothing selected it leaves."""
        if self.screen.get_selected_text():
            self.screen.action_copy_text()
        else:
            self.leave()

    # ------------------------------------------------------------ runs

    def runs(self) -> list[Run]:
        """The runs of this pack, the one read last first."""
        if self._store is None:
            return []
        try:
            return self._store.runs(self.manifest.id)
        except StoreError as error:
            if str(error) not in self.notice:
                self.notice = f"{self.notice} {error}".strip()
            return []

    def begin(self, way_in: str) -> None:
        """Begin a new run, and say where the reader left, if they have read before."""
        from explainer.session import Session

        told = self._begun_afresh()

        def make() -> Session:
            session = Session.begin(self.pack, self._store, way_in)
            if told:
                session.tell(told)
            return session

        self._read(make)

    def _begun_afresh(self) -> str:
        from explainer.session import afresh_words
        from explainer.tui.actions import READING, TITLE

        if self.in_hand is not None:
            return afresh_words(self.in_hand.turn.title, "")
        runs = self.runs()
        title, again = self.keys.shown("title", READING), self.keys.shown("runs", TITLE)
        return afresh_words(runs[0].title, f"press {title}, then {again}") if runs else ""

    def resume(self, run: Run) -> None:
        """Go on with a run."""
        from explainer.session import Session

        store = self._store
        if store is not None:
            self._read(lambda: Session.resume(self.pack, store, run))

    def _read(self, make: Callable[[], Session]) -> None:
        try:
            session = make()
        except PackInvalid as error:
            self.failure = error
            self.exit(3)
            return
        except ExplainerError as error:
            # A run that can't be read, or a first page that leads nowhere.
            self.notice = f"{error} Nothing was lost; try another way in."
            self._renew_title()
            return
        self._show(session)

    def go_on(self) -> None:
        """Go on with the reading that is kept nowhere."""
        if self.in_hand is not None:
            self._show(self.in_hand)

    def _show(self, session: Session) -> None:
        from explainer.tui.screens.reading import ReadingScreen

        self.push_screen(ReadingScreen(session), lambda _: self._put_down(session))

    def _put_down(self, session: Session) -> None:
        self.in_hand = None if session.kept else session
        self._renew_title()

    def _renew_title(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, TitleScreen):
                screen.renew()

    # ------------------------------------------------------------ looks

    def _kept_look(self) -> str:
        if os.environ.get("NO_COLOR"):
            return "ansi"
        kept = self.settings["look"]
        # A reader of other programs of Textual may name a look that is none of ours.
        named = os.environ.get("TEXTUAL_THEME", "")
        return look_named(named if any(look.name == named for look in LOOKS) else kept).name

    def set_look(self, name: str) -> None:
        """Put on a look, and keep it; one that is fixed in the settings file comes back at the next start."""
        self.theme = look_named(name).name
        with contextlib.suppress(SettingError):
            self.settings.change("look", self.theme)

    def next_look(self) -> None:
        """The look after this one."""
        names = [look.name for look in LOOKS]
        self.set_look(names[(names.index(self.theme) + 1) % len(names)])

    # ------------------------------------------------------------ settings

    def change_setting(self, name: str, value: str) -> str:
        """Change a setting, and everything that is drawn by it; gives what to say.

        Raises:
            SettingError: there is no such setting or value, or it is fixed.
        """
        self.settings.change(name, value)
        return self.settle(option_named(name).name)

    def settle(self, name: str) -> str:
        """Draw everything as a setting now wants it; gives what to say."""
        value = self.settings[name]
        if name == "look":
            self.theme = look_named(value).name
        elif name == "motion":
            self._settle_motion()
        for screen in self.screen_stack:
            if isinstance(screen, ExplainerScreen):
                screen.settle()
        later = " from the next start on" if name == "mouse" else ""
        return f"{name.capitalize()} is {value}{later}."

    def _settle_motion(self) -> None:
        reduced = self.settings["motion"] == "reduced"
        self.animation_level = "none" if reduced else constants.TEXTUAL_ANIMATIONS

    def show_settings(self) -> None:
        """What can be set."""
        from explainer.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    # ------------------------------------------------------------ the terminal's cursor

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor is put after each drawing: what follows it reads from there.

        On what is marked; while a line is typed, in the line.
        """
        screen = self.screen_stack[-1] if self.screen_stack else None
        spot = screen.cursor_spot() if isinstance(screen, ExplainerScreen) else None
        return self._cursor if spot is None else spot

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor = position

    # ------------------------------------------------------------ help and copying

    def show_help(self, title: str, actions: tuple[Action, ...], *, verbs: bool = False) -> None:
        """What can be done on a screen."""
        from explainer.tui.screens.help import HelpScreen

        below = self.screen

        def done(deed: str | None) -> None:
            if deed:
                below.call_later(below.run_action, deed)

        self.push_screen(HelpScreen(title, actions, verbs=verbs), done)

    def copy(self, text: str) -> None:
        """Put text on the clipboard, by the terminal's own means."""
        self.copy_to_clipboard(text)

    def get_system_commands(self, screen: Screen[object]) -> list[SystemCommand]:
        """None of Textual's own: the palette lists what this program does."""
        return []
