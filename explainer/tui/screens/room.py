"""A room beside the page: entries at the left, what the marked one holds at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Offset
from textual.widgets import Static

from explainer.errors import StepError
from explainer.model.ids import ClaimId, NodeId
from explainer.prose.width import cell_width
from explainer.rooms.room import Entry, Facet, Room, numbered
from explainer.story.answers import Answer, claim_answer, claim_references
from explainer.tui.action import Action, bindings
from explainer.tui.entries import Columns, columns_of, entry_lines
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.pages import answer_lines
from explainer.tui.room_actions import ROOM, ROOM_MOVES
from explainer.tui.screens.base import TOO_SMALL, WIDE, ExplainerScreen
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.widgets.key_line import KeyLine, key_style, shown_in
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

FEW = 3
"""A facet of so many values or fewer is turned by its key; of more, one is picked from a list."""


class RoomList(VerticalScroll, inherit_bindings=False):
    """The entries. Keys are the screen's alone."""


class RoomScreen(ExplainerScreen):
    """Any room; some add a picture over the entries (``picture``), keys, or a line to type in.

    Dismissed with the page to walk to, or None to stay on the one the reader came from.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ROOM
    """What can be done in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ROOM, ROOM_MOVES),
        *[Binding(str(n), f"door({n})", show=False) for n in range(1, 10)],
    ]

    AUTO_FOCUS = ""
    PANEL = 50

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        """What is shown."""
        self._entries: Sequence[Entry] = ()
        self._shape = Columns()
        self._marked = 0
        self._wide = False
        self._rows: dict[tuple[int, int, bool], list[Line]] = {}
        """Entries as set, by place, width and mark: a step of the mark sets two of a thousand anew."""

    # ------------------------------------------------------------ laying out

    def compose(self) -> ComposeResult:
        """Head, how it is narrowed, entries, what the marked one holds, keys."""
        yield Static(words(TOO_SMALL), id="too-small")
        with Vertical(id="frame"):
            yield SetText(id="running-head")
            yield from self.line()
            yield SetText(id="facets")
            with Horizontal(id="spread"):
                with Vertical(id="left"):
                    yield SetText(id="picture")
                    with RoomList(id="sheet", can_focus=False):
                        yield SetText(id="entries")
                    yield MoreCue(id="more")
                with Vertical(id="beside"):
                    with VerticalScroll(id="margin", can_focus=False):
                        yield SetText(id="detail")
                    yield MoreCue(id="more-beside")
            yield Static(id="notice")
            yield KeyLine(id="key-line")

    def line(self) -> ComposeResult:
        """A line to type in, in the rooms that have one."""
        yield from ()

    def on_mount(self) -> None:
        """Show it, the mark where the room says."""
        self.query_one("#running-head", SetText).show(self._head)
        self.query_one("#facets", SetText).show(self._facet_lines)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._renew_facets())
        self.query_one("#picture", SetText).show(self.picture)
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.query_one("#more", MoreCue).follow(self.query_one("#sheet", VerticalScroll))
        key = shown_in(self.app, "read_beside", ROOM_MOVES)
        beside = self.query_one("#margin", VerticalScroll)
        self.query_one("#more-beside", MoreCue).follow(beside, turned_by=("beside(1)", key))
        self.renew(self.room.first())
        self.call_after_refresh(self._keep_in_sight)

    def on_resize(self, event: events.Resize) -> None:
        """The picture is drawn for the size there is."""
        super().on_resize(event)
        self._wide = event.size.width >= WIDE
        self.query_one("#picture", SetText).show(self.picture)
        self.call_after_refresh(self._keep_in_sight)

    def available(self) -> list[Action]:
        """What can be done here; of what narrows, what the room has now."""
        turned = {narrowing(facet.id) for facet in self.room.facets()}
        return [
            action for action in self.ACTIONS if action.deed in turned or not action.deed.startswith("facet(")
        ]

    def _action_of(self, facet: Facet) -> Action:
        """What turns a facet, with the keys it has now."""
        turned = next(action for action in self.ACTIONS if action.deed == narrowing(facet.id))
        return self.explainer.keys.worn(turned)

    def renew(self, at: str = "") -> None:
        """Look at the room again; the mark stays on its entry, or goes to the one named."""
        wanted = at or self.marked_id
        self._entries = self.room.entries()
        self._shape = columns_of(self._entries)
        self._rows.clear()
        ids = [entry.id for entry in numbered(self._entries)]
        self._marked = ids.index(wanted) if wanted in ids else 0
        self.query_one("#entries", SetText).show(self._entry_lines)
        self.query_one("#facets", SetText).show(self._facet_lines)
        self.query_one("#picture", SetText).show(self.picture)
        self._show_detail()

    def _renew_facets(self) -> None:
        self.query_one("#facets", SetText).show(self._facet_lines)

    # ------------------------------------------------------------ drawing

    def picture(self, width: int) -> list[Line]:
        """What is drawn over the entries; nothing in most rooms."""
        return []

    def _head(self, width: int) -> list[Line]:
        left, right = self.room.title, self.room.question
        gap = width - cell_width(left) - cell_width(right)
        if gap < 3:
            return set_content(words(left, "bold"), width, 0)[:1]
        return [Line(Words().add(left, "bold").add(" " * gap).add(right, INK_SOFT).content(), 0)]

    def _facet_lines(self, width: int) -> list[Line]:
        lines = set_content(words(self.room.lead(), INK_SOFT), width, 0) if self.room.lead() else []
        built = Words()
        for facet in self.room.facets():
            if len(built):
                built.add("   ")
            start = len(built)
            label = f"{facet.label}: ".replace(" ", "\u00a0")
            built.add(f"{self._action_of(facet).key_words}\u00a0", key_style(self.app)).add(label, INK_SOFT)
            built.add(facet.words.replace(" ", "\u00a0"), "bold" if facet.value else "")
            built.style(start, clickable(Target("facet", facet.id)))
        return [*lines, *set_content(built.content(), width, 0)] if len(built) else lines

    def _entry_lines(self, width: int) -> list[Line]:
        if not self._entries:
            return set_content(words(self.room.empty(), INK_SOFT), width, 0)
        lines: list[Line] = []
        index = -1
        for at, entry in enumerate(self._entries):
            if entry.heading and lines:
                lines.append(Line(BLANK, max(0, index)))
            index += not entry.heading
            key = (at, width, index == self._marked)
            if key not in self._rows:
                self._rows[key] = self._row(entry, -1 if entry.heading else index, width)
            lines += self._rows[key]
        return lines

    def _row(self, entry: Entry, index: int, width: int) -> list[Line]:
        return entry_lines(entry, index, width, self._shape, marked=index == self._marked)

    # ------------------------------------------------------------ the marked entry

    @property
    def marked_id(self) -> str:
        """The entry the mark is on, or nothing."""
        ids = numbered(self._entries)
        return ids[self._marked].id if self._marked < len(ids) else ""

    def _show_detail(self) -> None:
        # Where it has no room beside the entries it is never asked for.
        marked, answer = self.marked_id, self.room.answer
        detail = self.query_one("#detail", SetText)
        detail.show(lambda width: answer_lines(answer(marked), width) if marked else [])
        self.query_one("#margin", VerticalScroll).scroll_home(animate=False)

    def _mark(self, index: int) -> None:
        count = len(numbered(self._entries))
        self._marked = max(0, min(count - 1, index))
        self.query_one("#entries", SetText).show(self._entry_lines)
        self._show_detail()
        # In the same drawing, or the mark would be out of sight for a moment, and the cursor elsewhere.
        self._keep_in_sight(at_once=True)

    def block_of_mark(self) -> int:
        """Which block of the entries' lines the mark is on."""
        return self._marked

    def redraw_picture(self) -> None:
        """Draw what stands over the entries anew."""
        self.query_one("#picture", SetText).show(self.picture)

    def _keep_in_sight(self, *, at_once: bool = False) -> None:
        entries = self.query_one("#entries", SetText)
        at = [
            y
            for y, line in enumerate(entries.lines_at(entries.size.width))
            if line.block == self.block_of_mark()
        ]
        sheet = self.query_one("#sheet", VerticalScroll)
        top, height = sheet.scroll_y, sheet.scrollable_content_region.height
        if not at:
            return
        first, last = at[0], at[-1]
        if self._marked == 0:
            sheet.scroll_to(y=0, animate=False, immediate=at_once)
        elif first < top:
            sheet.scroll_to(y=first, animate=False, immediate=at_once)
        elif last >= top + height:
            top = last - height + 1
            # No empty line under the empty line that stands there anyway.
            top += top < first and not entries.lines_at(entries.size.width)[top].content.plain.strip()
            sheet.scroll_to(y=top, animate=False, immediate=at_once)

    # ------------------------------------------------------------ actions

    def action_move(self, by: int) -> None:
        """The next entry, or the one before."""
        self._mark(self._marked + by)

    def action_move_up(self) -> None:
        """The entry before."""
        self.action_move(-1)

    def action_page(self, by: int) -> None:
        """A screenful of entries on or back."""
        height = self.query_one("#sheet", VerticalScroll).scrollable_content_region.height
        self._mark(self._marked + by * max(1, height - 2))

    def action_beside(self, by: int) -> None:
        """A screenful on or back in what stands beside the entries; past its end, its top again."""
        beside = self.query_one("#margin", VerticalScroll)
        at_end = by > 0 and beside.scroll_y >= beside.max_scroll_y
        step = -beside.scroll_y if at_end else by * max(1, beside.size.height - 2)
        beside.scroll_relative(y=step, animate=False, immediate=True)

    def action_edge(self, to: int) -> None:
        """The first entry or the last."""
        self._mark(0 if to < 0 else len(self._entries))

    def action_open(self) -> None:
        """Open the marked entry: over the list where there is no room beside it."""
        if not self.marked_id:
            return
        try:
            opened = self.room.open(self.marked_id)
        except StepError as error:
            self.say(str(error))
            return
        if not isinstance(opened, Answer):
            self.dismiss(opened)
            return
        self.renew()
        self.opened(opened)

    def opened(self, answer: Answer) -> None:
        """Show what was opened; beside the list it is shown already."""
        if not self._wide:
            self.app.push_screen(SheetScreen([(answer,)]), lambda _: self.renew())

    def action_door(self, number: int) -> None:
        """Go to a page the marked entry leads to."""
        doors = self.room.answer(self.marked_id).doors if self.marked_id else ()
        if 1 <= number <= len(doors):
            self.dismiss(doors[number - 1].node)
        else:
            self.say("This entry leads to no page of that number.")

    def action_facet(self, name: str) -> None:
        """Narrow by a facet: turn it, or pick a value."""
        facet = next((item for item in self.room.facets() if item.id == name), None)
        if facet is None:
            self.say("There is nothing to lift here.")
            return
        values = list(self.room.values(name))
        if len(values) <= FEW:
            # A typed word can narrow to what nothing fits, which no key leads to.
            at = next((at for at, (value, _) in enumerate(values) if value == facet.value), -1)
            self._narrow(facet, values[(at + 1) % len(values)][0])
            return
        rows = [Row(value or "*", label) for value, label in values]
        self.app.push_screen(
            PickScreen(f"{self.room.title}: by {self._action_of(facet).label}", rows),
            lambda picked: self._narrow(facet, picked.removeprefix("*")) if picked else None,
        )

    def _narrow(self, facet: Facet, value: str) -> None:
        self.room.narrow(facet.id, value)
        self.renew()
        self._keep_in_sight()

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click marks an entry, and opens the marked one."""
        target = event.target
        if target.kind == "row":
            index = int(target.value)
            again = index == self._marked
            self._mark(index)
            if again or not self._wide:
                self.action_open()
        elif target.kind == "node":
            self.dismiss(NodeId(target.value))
        elif target.kind == "facet":
            self.action_facet(target.value)
        elif not self.clicked(target):
            self.follow(target)

    def clicked(self, target: Target) -> bool:
        """Do what a click on the picture means; False if it means nothing of the room's own."""
        return False

    def follow(self, target: Target) -> None:
        """Also what a sheet over the room leads to."""
        if target.kind == "node":
            self.dismiss(NodeId(target.value))
        else:
            super().follow(target)

    def cursor_spot(self) -> Offset | None:
        """The marked entry."""
        return self.spot_of_mark("#entries", "#sheet")

    def action_copy(self) -> None:
        """Copy what the marked entry holds."""
        if self.marked_id:
            lines = answer_lines(self.room.answer(self.marked_id), 72)
            self.explainer.copy("\n".join(line.content.plain.rstrip() for line in lines))
            self.say("It was copied.")

    def action_claims(self) -> None:
        """The evidence of the claims the marked entry rests on, one after the other."""
        claims = self.room.answer(self.marked_id).claims if self.marked_id else ()
        if not claims:
            self.say("This entry rests on no claims.")
            return
        pack, session = self.room.pack, self.room.session
        answers = [(claim_answer(pack, claim),) for claim in claims]
        screen = SheetScreen(
            answers,
            opened=lambda at: session.open_claim(claims[at]),
            references=[claim_references(pack, claim) for claim in claims],
            note_on=lambda at: self._note_on(claims[at]),
        )
        self.app.push_screen(screen, lambda _: self.renew())

    def _note_on(self, claim: ClaimId) -> None:
        # Deferred: most readers never write, and what one writes in costs their start.
        from explainer.tui.screens.note import NoteScreen

        self.app.push_screen(NoteScreen(self.room.session, claim=claim), lambda said: self.say(said or ""))

    def action_reference(self) -> None:
        """Copy the references of the marked entry."""
        references = self.room.references(self.marked_id) if self.marked_id else ()
        if references:
            self.explainer.copy("\n".join(references))
        self.say("The reference was copied." if references else "This entry has no reference of its own.")

    def action_address(self) -> None:
        """Show the address of the marked entry; only from there can it be opened."""
        address = self.room.address(self.marked_id) if self.marked_id else ""
        if not address:
            self.say("The pack gives no address for this.")
            return
        rows = [Row("", "Stay here: nothing is opened"), Row(address, f"Open in your browser: {address}")]
        self.app.push_screen(
            PickScreen("This leaves the program and uses the network", rows), self._leave_for
        )

    def _leave_for(self, address: str | None) -> None:
        # A pack's addresses are of the web alone; the format refuses others.
        if address and address.startswith(("https://", "http://")):
            self.app.open_url(address)
            self.say("Your browser was asked to open it.")

    def action_help(self) -> None:
        """What can be done here."""
        self.explainer.show_help(self.room.title, tuple(self.available()))

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def narrowing(facet: str) -> str:
    """What the action runs that turns a facet."""
    return f"facet('{facet}')"
