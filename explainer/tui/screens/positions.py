"""The positions room: a matrix where there is room for one, else a row or a column of it."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events
from textual.binding import BindingType

from explainer.model.ids import ActorId, QuestionId
from explainer.prose.width import cell_width
from explainer.rooms.positions import PositionsRoom
from explainer.rooms.room import Room, numbered
from explainer.story.answers import STANCE_SIGN, STANCE_WORD, stance_of
from explainer.tui.action import Action, bindings
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.room_actions import POSITIONS
from explainer.tui.screens.base import WIDE
from explainer.tui.screens.room import RoomScreen
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.signs import signs
from explainer.tui.words import Target, Words, clickable, words

NAME_CELLS = 23
"""Cells of the column that names the voices; it stays while the questions scroll."""

CELL = 4
"""Cells of a question's column."""


class PositionsScreen(RoomScreen):
    """Who stands where: arrows move among the cells, the heads of rows and columns stay in sight."""

    ACTIONS: ClassVar[tuple[Action, ...]] = POSITIONS

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(POSITIONS)]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._taken: ActorId | None = None
        self._by_hand = bool(self.positions.asked or self.positions.actor)

    @property
    def positions(self) -> PositionsRoom:
        """The room, as what it is."""
        return cast(PositionsRoom, self.room)

    # ------------------------------------------------------------ which form

    def on_mount(self) -> None:
        """As a matrix where that fits."""
        self._choose_form(self.app.size.width)
        super().on_mount()

    def on_resize(self, event: events.Resize) -> None:
        """Another form, if the window has become too narrow or wide enough."""
        super().on_resize(event)
        if self._choose_form(event.size.width):
            self.renew()

    def _choose_form(self, width: int) -> bool:
        """Whether the form has changed."""
        room = self.positions
        was = (room.as_matrix, room.asked)
        room.as_matrix = width >= WIDE and not (room.asked or room.actor or room.stance)
        if width < WIDE and not (room.asked or room.actor) and not self._by_hand:
            # One question at a time, and the first to begin with.
            room.asked = next(iter(self.pack_questions), None)
        return was != (room.as_matrix, room.asked)

    @property
    def pack_questions(self) -> list[QuestionId]:
        """All there are, in the pack's order."""
        return list(self.room.pack.questions)

    def action_facet(self, name: str) -> None:
        """Narrowing by hand is kept whatever the width."""
        self._by_hand = True
        super().action_facet(name)

    def renew(self, at: str = "") -> None:
        """A narrowing may change the form."""
        room = self.positions
        room.as_matrix = self.app.size.width >= WIDE and not (room.asked or room.actor or room.stance)
        super().renew(at)

    # ------------------------------------------------------------ the matrix

    @property
    def _column(self) -> int:
        return self._marked % max(1, len(self.pack_questions))

    def _columns(self, width: int) -> range:
        """The questions in sight: as many as fit, the marked one among them."""
        count = len(self.pack_questions)
        fit = max(1, (width - NAME_CELLS) // CELL)
        first = max(0, min(self._column - fit // 2, count - fit))
        return range(first, min(count, first + fit))

    def picture(self, width: int) -> list[Line]:
        """The head of the matrix: it stays while the rows scroll."""
        room = self.positions
        if not room.as_matrix or not self._entries:
            return []
        question = room.pack.questions[self.pack_questions[self._column]]
        lines = set_content(words(f"{self._column + 1}  {question.text}", "bold"), width, 0)
        # Broken between its parts alone, and drawn with plain spaces.
        legend = (
            line.content.plain.replace("\u00a0", " ") for line in set_content(words(_legend()), width, 0)
        )
        lines += [Line(words(text, INK_SOFT), 0) for text in legend]
        built = Words().add(" " * NAME_CELLS)
        for column in self._columns(width):
            chosen = column == self._column
            built.add(f"{column + 1:>2}  ", "bold $accent" if chosen else INK_SOFT)
        return [*lines, Line(built.content(), 0), Line(words("─" * width, "$rule"), 0)]

    def _entry_lines(self, width: int) -> list[Line]:
        room = self.positions
        if not room.as_matrix or not self._entries:
            return super()._entry_lines(width)
        count = len(self.pack_questions)
        actors = dict.fromkeys(entry.id.partition("/")[0] for entry in numbered(self._entries))
        return [self._matrix_row(ActorId(actor), row, row * count, width) for row, actor in enumerate(actors)]

    def _matrix_row(self, actor: ActorId, row: int, first: int, width: int) -> Line:
        pack, state = self.room.pack, self.room.state
        here = first <= self._marked < first + len(self.pack_questions)
        name = pack.actors[actor].brief
        while cell_width(name) > NAME_CELLS - 5:
            name = name[:-2].rstrip() + "…"
        taken = "x" if actor == self._taken else signs().read if actor in state.heard else " "
        built = Words().add("› " if here else "  ", "$accent").add(name, "bold" if here else "")
        built.add(" " * max(1, NAME_CELLS - 2 - cell_width(name) - 2))
        built.add(f"{taken} ", "$mark-read")
        for column in self._columns(width):
            stance = stance_of(pack, state, actor, self.pack_questions[column])
            chosen = here and column == self._column
            asked = (actor, self.pack_questions[column]) in state.asked
            start = len(built)
            sign = f"{STANCE_SIGN[stance]}{signs().read if asked else ' '}"
            built.add(f"[{sign}]" if chosen else f" {sign} ", "bold $accent" if chosen else "")
            built.style(start, clickable(Target("row", str(first + column))))
        return Line(built.content(), row)

    # ------------------------------------------------------------ moving and comparing

    def action_move(self, by: int) -> None:
        """The voice below, or above."""
        super().action_move(by * (len(self.pack_questions) if self.positions.as_matrix else 1))

    def action_page(self, by: int) -> None:
        """A screenful of voices."""
        if self.positions.as_matrix:
            self.action_move(by * 10)
        else:
            super().action_page(by)

    def action_across(self, by: int) -> None:
        """The question beside; of a single column, another question."""
        room = self.positions
        if room.as_matrix:
            to = self._column + by
            if 0 <= to < len(self.pack_questions):
                self._mark(self._marked + by)
        elif room.asked and not room.actor:
            at = self.pack_questions.index(room.asked) + by
            if 0 <= at < len(self.pack_questions):
                actor = self.marked_id.partition("/")[0]
                room.narrow("topic", self.pack_questions[at])
                self.renew(f"{actor}/{self.pack_questions[at]}")

    def _mark(self, index: int) -> None:
        if self.positions.as_matrix:
            count, cells = len(self.pack_questions), len(numbered(self._entries))
            # Past the last row or the first, the column stays.
            while index >= cells:
                index -= count
            while index < 0:
                index += count
        super()._mark(index)
        self.redraw_picture()

    def block_of_mark(self) -> int:
        """In the matrix, the row of the marked cell."""
        return self._marked // len(self.pack_questions) if self.positions.as_matrix else self._marked

    def action_compare(self) -> None:
        """Take the marked voice; with one taken already, both side by side."""
        if not self.marked_id:
            return
        room = self.positions
        actor = room.cell(self.marked_id)[0]
        if self._taken is None or self._taken == actor:
            self._taken = None if self._taken == actor else actor
            name = room.pack.actors[actor].brief
            key = self.explainer.keys.shown("compare", POSITIONS)
            self.say(f"{name} is taken: mark another voice and press {key}." if self._taken else "")
            self.renew()
            return
        first, self._taken = self._taken, None
        pairs = room.compared(first, actor)
        asked = (
            [room.asked] if room.asked else [q for q in self.pack_questions if self._answers(first, actor, q)]
        )
        question = room.cell(self.marked_id)[1]
        at = asked.index(question) if question in asked else 0

        def hear(index: int) -> None:
            for voice in (first, actor):
                room.session.ask(voice, asked[index])

        self.say("")
        self.app.push_screen(SheetScreen(pairs, at, opened=hear), lambda _: self.renew())

    def _answers(self, first: ActorId, second: ActorId, question: QuestionId) -> bool:
        positions = self.room.pack.positions
        return (first, question) in positions or (second, question) in positions


def _legend() -> str:
    signed = [(STANCE_SIGN[stance], word) for stance, word in STANCE_WORD.items()]
    # A sign and its words are never parted.
    return "   ".join(
        f"{sign} {word}".replace(" ", "\u00a0") for sign, word in [*signed, (signs().read, "heard")]
    )
