"""Writing a note: a page to type on, laid over the page it belongs to."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.widgets import Static, TextArea

from explainer.errors import StepError
from explainer.model.ids import ClaimId, NodeId
from explainer.rooms.notebook import GONE, claims_to_note
from explainer.session import Session
from explainer.store.notes import Note, written
from explainer.tui.action import Action, bindings
from explainer.tui.actions import NOTE
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.screens.base import OverScreen
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

WHOLE = "the page as a whole"
"""What a note is about that is about no claim."""


class NoteScreen(OverScreen):
    """One note, new or kept before. However it is left, what was written is kept.

    Dismissed with what is to be said of it, or nothing.
    """

    NAME: ClassVar[str] = "A note"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NOTE)]

    def __init__(self, session: Session, *, note: Note | None = None, claim: ClaimId | None = None) -> None:
        super().__init__()
        self._session = session
        self._note = note
        self._node = NodeId(note.node) if note else session.state.node
        self._claim: ClaimId | None = (ClaimId(note.claim) or None) if note else claim
        self._claims = claims_to_note(session, self._node, self._claim)

    def compose(self) -> ComposeResult:
        """Where it belongs, what it is about, the page to type on, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            yield SetText(id="tied")
            yield TextArea(
                self._note.text if self._note else "",
                soft_wrap=True,
                show_line_numbers=False,
                highlight_cursor_line=False,
                placeholder="What do you want to keep?",
            )
            yield Static(id="notice")
            yield KeyLine()

    def on_mount(self) -> None:
        """Put the cursor behind what is written."""
        self.query_one(".head", SetText).show(self._head)
        self.query_one("#tied", SetText).show(self._tied)
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.area.focus()
        self.area.move_cursor(self.area.document.end)

    def available(self) -> list[Action]:
        """The actions that do something here: where there are no claims it can be about none."""
        return [action for action in NOTE if action.id != "tie" or self._claims]

    @property
    def area(self) -> TextArea:
        """Where it is written."""
        return self.query_one(TextArea)

    # ------------------------------------------------------------ drawing

    def _head(self, width: int) -> list[Line]:
        built = Words().add("A note", "bold")
        built.add(" " * max(1, width - len(built) - 7))
        return [Line(built.add("close ×", INK_SOFT, clickable(Target("action", "close"))).content(), 0)]

    def _tied(self, width: int) -> list[Line]:
        node = self._session.pack.nodes.get(self._node)
        lines = set_content(words(node.title if node else GONE), width, 0)
        if not self._claims:
            return lines
        key = next(action.key_words for action in NOTE if action.id == "tie")
        lead = Words().add(key, "$accent").add(" about: ", INK_SOFT)
        said = self._claims.get(self._claim, WHOLE) if self._claim else WHOLE
        about = set_content(words(said, "bold" if self._claim else ""), width, 0, len(lead), lead.content())
        meaning = clickable(Target("action", "tie"))
        return [*lines, *(Line(line.content.stylize(meaning), 0) for line in about)]

    def cursor_spot(self) -> Offset | None:
        """Where one types."""
        return None

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """Clicks on the head, on what it is about, on the keys."""
        self.follow(event.target)

    def get_selected_text(self) -> str | None:
        """What is selected in the note."""
        return self.area.selected_text or super().get_selected_text()

    def action_copy_text(self) -> None:
        """Copy what is selected."""
        self.explainer.copy(self.get_selected_text() or "")

    # ------------------------------------------------------------ keeping

    def _keep(self) -> str:
        """Keep what is written; gives what to say of it, or nothing if there is nothing new."""
        text, note = self.area.text, self._note
        if not text.strip():
            return "The note is as it was; ctrl+d deletes one." if note else ""
        if note is None:
            self._note = self._session.add_note(text, self._claim, self._node)
        elif (written(text), self._claim or "") != (note.text, note.claim):
            try:
                self._note = self._session.change_note(note.id, text, self._claim)
            except StepError:
                # Another window deleted it meanwhile; what was written here is worth keeping.
                self._note = self._session.add_note(text, self._claim, self._node)
        else:
            return ""
        return "The note is kept." if self._session.kept else "The note lasts until you leave."

    def keep_place(self) -> str:
        """The program is left: keep what is written, too."""
        self._keep()
        return ""

    def action_keep(self) -> None:
        """Keep it, and go back."""
        if not self.area.text.strip() and self._note is None:
            self.say("There are no words in it yet. Esc goes back.")
            return
        self.dismiss(self._keep())

    def action_close(self) -> None:
        """Keep what is written, and go back."""
        self.dismiss(self._keep())

    def action_tie(self) -> None:
        """Pick what it is about."""
        if self._claims:
            rows = [Row("*", WHOLE[:1].upper() + WHOLE[1:])]
            rows += [Row(claim, said) for claim, said in self._claims.items()]
            self.app.push_screen(PickScreen("What is the note about?", rows), self._tie)

    def _tie(self, picked: str | None) -> None:
        if picked:
            self._claim = ClaimId(picked) if picked != "*" else None
            self.query_one("#tied", SetText).show(self._tied)

    def action_delete(self) -> None:
        """Delete it, once that is meant."""
        if not self.area.text.strip() and self._note is None:
            self.dismiss("")
            return
        last = "Delete it; the notebook can bring it back" if self._note else "Throw away what is written"
        rows = [Row("", "Go on writing"), Row("yes", last)]
        self.app.push_screen(PickScreen("Delete this note?", rows), self._delete)

    def _delete(self, picked: str | None) -> None:
        if not picked:
            return
        if self._note is not None:
            try:
                self._session.delete_note(self._note.id)
            except StepError as error:
                self.dismiss(str(error))
                return
        self.dismiss("The note is deleted; u in the notebook brings it back." if self._note else "")
