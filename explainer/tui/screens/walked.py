"""The path room: stand at any step again, or take the other choice from it."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType

from explainer.errors import StepError
from explainer.rooms.walked import PathRoom
from explainer.tui.action import Action, bindings
from explainer.tui.room_actions import PATH
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.screens.room import RoomScreen
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.widgets.set_text import SetText


class PathScreen(RoomScreen):
    """Enter stands at the marked step; what it held is beside it, or over it where that is narrow."""

    ACTIONS: ClassVar[tuple[Action, ...]] = PATH

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PATH)]

    @property
    def path(self) -> PathRoom:
        """The room, as what it is."""
        return cast(PathRoom, self.room)

    def action_open(self) -> None:
        """Stand at the marked step, or at the end of the marked branch."""
        if not self.marked_id:
            return
        try:
            self.path.jump(self.marked_id)
        except StepError as error:
            self.say(str(error))
            return
        self.dismiss(None)

    def action_other(self) -> None:
        """From the marked step take one of the choices that were not taken there."""
        entry = self.marked_id
        others = [other for other in self.path.others(entry) if other.open] if entry else []
        if not others:
            self.say(self.path.no_other(entry) if entry else "")
            return
        rows = [Row(str(other.number), other.text, other.note, other.peek) for other in others]
        title = f"{self.path.answer(entry).title}: the other choices"
        self.app.push_screen(PickScreen(title, rows), lambda picked: self._take_other(entry, picked))

    def _take_other(self, entry: str, picked: str | None) -> None:
        if not picked:
            return
        try:
            self.path.take_other(entry, int(picked))
        except StepError as error:
            self.say(str(error))
            return
        self.dismiss(None)

    def action_detail(self) -> None:
        """What the marked step held; where there is room it stands beside it already."""
        if self.marked_id:
            self.app.push_screen(SheetScreen([(self.path.answer(self.marked_id),)]), lambda _: self.renew())

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click marks a step, a second one stands there: a single one never leads away."""
        target = event.target
        if target.kind == "row" and int(target.value) != self._marked:
            # Else the room's own handler runs as well, and opens at once where it is narrow.
            event.prevent_default()
            self._mark(int(target.value))
