"""The notebook: a note is edited where it stands, and all of it can be written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Offset
from textual.widgets import Input, Static

from explainer.errors import StepError
from explainer.export.files import named_file, write_whole
from explainer.export.notes import notes_as_markdown
from explainer.rooms.notebook import NotebookRoom, counted_kinds
from explainer.store.notes import NoteKind
from explainer.tui.action import Action, bindings
from explainer.tui.room_actions import NAMING, NOTEBOOK, ROOM_MOVES
from explainer.tui.screens.note import NoteScreen
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.screens.room import RoomScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.words import words


class NotebookScreen(RoomScreen):
    """Notes and bookmarks."""

    ACTIONS: ClassVar[tuple[Action, ...]] = NOTEBOOK

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NOTEBOOK, ROOM_MOVES)]

    @property
    def notebook(self) -> NotebookRoom:
        """The room, as what it is."""
        return cast(NotebookRoom, self.room)

    def action_open(self) -> None:
        """Edit the marked note, or go to the marked page."""
        note = self.notebook.note(self.marked_id)
        if note is None or note.kind is NoteKind.BOOKMARK:
            super().action_open()
            return
        self.app.push_screen(NoteScreen(self.room.session, note=note), self._edited)

    def _edited(self, said: str | None) -> None:
        self.renew()
        self.tell(said or "")

    def tell(self, said: str) -> None:
        """Say what was done, and what the reader must be told once."""
        self.say(" ".join(filter(None, (said, *self.room.session.take_notices()))))

    def action_delete(self) -> None:
        """Delete the marked note or bookmark."""
        if not self.marked_id:
            return
        try:
            note = self.room.session.delete_note(int(self.marked_id))
        except StepError as error:
            self._edited(str(error))
            return
        self._edited(f"The {note.kind} is deleted; u brings it back.")

    def action_restore(self) -> None:
        """Bring back what was deleted last."""
        try:
            note = self.room.session.restore_note()
        except StepError as error:
            self.say(str(error))
            return
        self.renew(str(note.id))
        self._keep_in_sight()
        self.tell(f"The {note.kind} is back.")

    # ------------------------------------------------------------ writing to a file

    async def action_export(self) -> None:
        """Ask for the name of a file."""
        if not self.room.session.notes():
            self.say("There is nothing to write yet.")
            return
        if not self.query("#export-row"):
            # Made when first asked for: most readers never export.
            line = Input(f"{self.room.pack.id}-notes.md", select_on_focus=False)
            row = Horizontal(Static(words("Write to › ")), line, id="export-row")
            await self.query_one("#frame").mount(row, before=self.query_one("#notice"))
        self.query_one("#export-row").add_class("-open")
        self.query_one(KeyLine).show_actions(NAMING, always="close")
        line = self.query_one("#export-row Input", Input)
        line.focus()
        line.cursor_position = len(line.value)

    @property
    def _naming(self) -> bool:
        return any(row.has_class("-open") for row in self.query("#export-row"))

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write to the file that is named."""
        path = named_file(self.query_one("#export-row Input", Input).value)
        if path is None:
            self.say("That is no name for a file.")
            return
        self._write(path, over=False)

    def _write(self, path: Path, *, over: bool) -> None:
        notes = self.room.session.notes()
        try:
            write_whole(path, notes_as_markdown(self.room.pack, notes), over=over)
        except FileExistsError:
            rows = [Row("", "Leave it as it is"), Row("over", "Write over it")]
            self.app.push_screen(
                PickScreen(f"There is {path.name} already", rows),
                lambda picked: self._write(path, over=True) if picked else None,
            )
            return
        except OSError as error:
            self.say(f"{path} can't be written: {error.strerror}.")
            return
        self._leave_line()
        self.say(f"{counted_kinds(notes)} written to {path.absolute()}.")

    def _leave_line(self) -> None:
        for row in self.query("#export-row"):
            row.remove_class("-open")
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.set_focus(None)

    def action_close(self) -> None:
        """Back to the page; from the line of the file's name, to the list."""
        if self._naming:
            self._leave_line()
            self.say("")
        else:
            super().action_close()

    def cursor_spot(self) -> Offset | None:
        """The marked entry; while a file is named, the line one types in."""
        return None if self._naming else super().cursor_spot()
