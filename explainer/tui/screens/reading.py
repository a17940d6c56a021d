"""The reading room: the page, its choices, and the side panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Offset
from textual.widgets import Static

from explainer.errors import StepError
from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId
from explainer.prose.tree import Block
from explainer.rooms.notebook import kept_here
from explainer.rooms.sitting import asked_here
from explainer.session import Session
from explainer.story.beside import is_told_here
from explainer.story.turn import Offer, Turn
from explainer.tui.action import Action, bindings
from explainer.tui.actions import READING, READING_MOVES
from explainer.tui.lines import Line
from explainer.tui.pages import head_line, page_lines, panel_lines
from explainer.tui.screens.asking import Asking
from explainer.tui.screens.base import TOO_SMALL, ExplainerScreen
from explainer.tui.screens.panel import PanelScreen
from explainer.tui.screens.place import Place
from explainer.tui.widgets.choice_list import ChoiceList
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.prompt import PromptBar
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, words
from explainer.verbs.parse import Scene

PLACE_SECONDS = 0.3
"""How long the page must lie still before its place is kept."""


class Page(VerticalScroll, inherit_bindings=False):
    """What is read. Keys are the screen's alone: a scroll view's own would take them, and glide."""


class ReadingScreen(ExplainerScreen):
    """Where most of the time is spent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(READING, READING_MOVES),
        *[Binding(str(n), f"take({n})", show=False) for n in range(1, 10)],
    ]

    AUTO_FOCUS = ""  # the choices take the keys without being scrolled into sight

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        """The run that is read."""
        self.asking = Asking(self)
        """What opens over the page when somebody asks."""
        self._place_due = False
        self._place = Place(self)
        self._shown: tuple[tuple[Block, ...], tuple[Offer, ...]] = ((), ())

    def compose(self) -> ComposeResult:
        """Running head, page with choices, side panel, prompt, keys."""
        yield Static(words(TOO_SMALL), id="too-small")
        with Vertical(id="frame"):
            yield SetText(id="running-head")
            with Horizontal(id="spread"):
                with Page(id="sheet", can_focus=False):
                    yield SetText(id="prose")
                    yield ChoiceList(id="choices")
                with VerticalScroll(id="margin", can_focus=False):
                    yield SetText(id="panel")
            yield MoreCue(id="more")
            yield Static(id="notice")
            yield PromptBar(id="prompt-bar")
            yield KeyLine(id="key-line")

    def on_mount(self) -> None:
        """Show the page where the reader left it."""
        self.settle()
        self.query_one(ChoiceList).focus(scroll_visible=False)
        self.show_turn(place=self.session.place)
        self.query_one(MoreCue).follow(self.query_one("#sheet", VerticalScroll), slack=1)
        self.watch(self.query_one("#sheet"), "scroll_y", self._scrolled, init=False)
        self.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._place.laid_out())

    # ------------------------------------------------------------ showing

    @property
    def turn(self) -> Turn:
        """The open page."""
        return self.session.turn

    @property
    def scene(self) -> Scene:
        """What a typed line is read against."""
        return Scene(self.session.pack, self.session.state, self.turn)

    @property
    def panel_beside(self) -> bool:
        """Whether the side panel stands beside the page."""
        opened = self.has_class("-roomy") and self.has_class("-opened")
        return opened or (self.has_class("-wide") and not self.has_class("-no-margin"))

    def show_turn(self, *, place: str = "") -> None:
        """Show the open page from its top, or at a place on it."""
        turn = self.turn
        with self.app.batch_update():
            self.query_one("#running-head", SetText).show(
                lambda width: [head_line(self.session.pack.title, turn, width)]
            )
            self.query_one("#prose", SetText).show(self._page)
            self.query_one("#choices", ChoiceList).show_turn(turn)
            self.query_one("#panel", SetText).show(self._panel)
            self.query_one(KeyLine).show_actions(self.available())
            # What stands beside the page where there is room is said under it where there is none.
            asked = [f"{text}." for text in asked_here(self.session)] if not self.panel_beside else []
            self.say(" ".join([*self.session.take_notices(), *asked]))
            self.query_one("#margin", VerticalScroll).scroll_home(animate=False)
            self._place.go_to(place)
        self._shown = (turn.blocks, turn.offers)

    def refresh_panel(self) -> None:
        """Show what opening a claim or hearing a voice changed, the page staying where it is."""
        self.query_one("#panel", SetText).show(self._panel)
        turn = self.turn
        if (turn.blocks, turn.offers) != self._shown:
            # A passage or a choice waited for this; a number must mean the choice it stands before.
            self.query_one("#prose", SetText).show(self._page)
            self.query_one("#choices", ChoiceList).show_turn(turn)
            self.query_one(KeyLine).show_actions(self.available())
            self._shown = (turn.blocks, turn.offers)
            self.say("There is something new on this page now.")
        if notices := self.session.take_notices():
            self.say(" ".join(notices))

    def _panel(self, width: int) -> list[Line]:
        return panel_lines(self.turn, width, kept_here(self.session), asked_here(self.session))

    def _page(self, width: int) -> list[Line]:
        # The side panel says when and where; without it the page does.
        dateline, density = not self.panel_beside, self.explainer.settings["density"]
        pack, state = self.session.pack, self.session.state
        return page_lines(pack, state, self.turn, width, dateline=dateline, density=density)

    def settle(self) -> None:
        """Draw the page by what the settings say now, the words at the top staying there."""
        super().settle()
        self.session.study.settings = self.explainer.settings
        for name in ("#prose", "#choices"):
            self.query_one(name).styles.max_width = self.explainer.settings.width
        self.query_one("#prose", SetText).show(self._page)
        self.query_one("#panel", SetText).show(self._panel)
        self._place.stay()

    def cursor_spot(self) -> Offset | None:
        """The marked choice, or the top of what is read; in the prompt, where one types."""
        if self.query_one(PromptBar).has_class("-open"):
            return None
        return self.spot_of_mark("#choices", "#sheet")

    def available(self) -> list[Action]:
        """The actions that do something on this page."""
        fork = self.turn.fork
        at_fork = fork is not None and not fork.final
        hidden = set() if at_fork else {"forecast", "skip_forecast"}
        hidden |= set() if is_told_here(self.session.pack, self.session.state) else {"beside"}
        hidden |= set() if self.turn.claims else {"claims"}
        hidden |= set() if self.turn.terms else {"define"}
        hidden |= set() if self.session.state.behind else {"back"}
        hidden |= set() if self.session.state.before else {"forward"}
        return [action for action in READING if action.id not in hidden]

    # ------------------------------------------------------------ places

    def on_resize(self, event: events.Resize) -> None:
        """Keep the words that were at the top at the top."""
        super().on_resize(event)
        self.query_one("#prose", SetText).show(self._page)
        self._place.stay()

    def _scrolled(self) -> None:
        if self._place.scrolled() and not self._place_due:
            self._place_due = True
            self.set_timer(PLACE_SECONDS, self.keep_place)

    def keep_place(self) -> str:
        """Keep where on the page the reader is; gives the page's title if it is kept."""
        self._place_due = False
        self.session.keep_place(self._place.anchor)
        return self.turn.title if self.session.kept else ""

    # ------------------------------------------------------------ moving

    def attempt(self, step: Callable[[], object], *, whole: bool = True) -> bool:
        """Take a step given as a call; say kindly if it can't be taken."""
        try:
            done = step()
        except StepError as error:
            self.say(str(error))
            return False
        if done is False:
            self.say("There is nothing to take back.")
            return False
        if whole:
            self.show_turn()
        return True

    def take_offer(self, number: int) -> None:
        """Take the choice of that number."""
        offers = self.turn.offers
        if not 1 <= number <= len(offers):
            self.say(f"There is no choice {number} here.")
            return
        offer = offers[number - 1]
        if not offer.open:
            self.say(offer.reason)
            return
        self.attempt(lambda: self.session.choose(offer.choice))

    def walk(self, node: NodeId) -> None:
        """Go to a page."""
        self.attempt(lambda: self.session.walk(node))

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """Do what the clicked words mean."""
        event.stop()
        self.follow(event.target)

    def follow(self, target: Target) -> None:
        """A claim, a term, a page, a choice, an action."""
        if target.kind == "claim":
            number = self.turn.number_of(ClaimId(target.value))
            if number is not None:
                self.asking.claims(number - 1)
        elif target.kind == "term":
            self.asking.term(target.value)
        elif target.kind == "node":
            self.walk(NodeId(target.value))
        elif target.kind == "offer":
            self.take_offer(int(target.value))
        else:
            super().follow(target)

    def on_choice_list_marked(self) -> None:
        """Keep the marked choice in sight."""
        choices = self.query_one("#choices", ChoiceList)
        sheet = self.query_one("#sheet", VerticalScroll)
        first, count = choices.marked_lines
        top = self.query_one("#prose", SetText).size.height + first
        height = sheet.scrollable_content_region.height
        if top < sheet.scroll_y:
            sheet.scroll_to(y=top - 1, animate=False)
        elif top + count > sheet.scroll_y + height:
            sheet.scroll_to(y=top + count - height + 1, animate=False)

    # ------------------------------------------------------------ actions

    def action_take(self, number: int) -> None:
        """Take the choice of that number."""
        self.take_offer(number)

    def action_take_marked(self) -> None:
        """Take the marked choice."""
        if self.turn.offers:
            self.take_offer(self.query_one("#choices", ChoiceList).marked + 1)

    def action_mark(self, by: int) -> None:
        """Mark the next choice or the one before."""
        choices = self.query_one("#choices", ChoiceList)
        if not choices.move(by):
            self.on_choice_list_marked()

    def action_down(self) -> None:
        """Read on; at the end of the page, mark the next choice."""
        sheet = self.query_one("#sheet", VerticalScroll)
        if sheet.scroll_y < sheet.max_scroll_y:
            sheet.scroll_relative(y=2, animate=False, immediate=True)
        else:
            self.query_one("#choices", ChoiceList).move(1)

    def action_up(self) -> None:
        """Mark the choice before; from the first, read back."""
        if not self.query_one("#choices", ChoiceList).move(-1):
            self.query_one("#sheet", VerticalScroll).scroll_relative(y=-2, animate=False, immediate=True)

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=by * max(1, sheet.size.height - 3), animate=False, immediate=True)

    def action_edge(self, to: int) -> None:
        """The top or the end of the page."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_to(y=0 if to < 0 else sheet.max_scroll_y, animate=False, immediate=True)

    def action_back(self) -> None:
        """Show the page before."""
        self.attempt(self.session.back)

    def action_forward(self) -> None:
        """Take back a back."""
        self.attempt(self.session.forward)

    def action_undo(self) -> None:
        """Take the last move back."""
        self.attempt(self.session.undo)

    def action_redo(self) -> None:
        """Take an undo back."""
        self.attempt(self.session.redo)

    def action_forecast(self) -> None:
        """Spread points over the options."""
        self.asking.forecast()

    def action_skip_forecast(self) -> None:
        """Pass the forecast by."""
        fork = self.turn.fork
        if fork is not None:
            self.attempt(lambda: self.session.forecast(fork.node, ()))

    def action_claims(self) -> None:
        """Open the first claim not opened yet."""
        self.asking.claims(None)

    def action_define(self) -> None:
        """Explain the words of this page."""
        self.asking.terms()

    def action_ask(self) -> None:
        """Pick a voice, then a question."""
        self.asking.whom()

    def action_room(self, name: str) -> None:
        """Go into a room beside the page."""
        self.enter(name)

    def enter(self, name: str, line: str = "") -> None:
        """Go into a room, narrowed as words ask for; on leaving the reader is where they were."""
        from explainer.tui.rooms import room_screen

        self.say("")
        screen = room_screen(name, self.session, line)
        if isinstance(screen, str):
            self.say(screen)
            return
        head = self.session.path.head

        def left(page: NodeId | None) -> None:
            if page is not None:
                self.walk(page)
            elif not self.session.still_at(head):
                self.show_turn()
            else:
                self.refresh_panel()

        self.app.push_screen(screen, left)

    def action_review(self) -> None:
        """Be asked about what was read."""
        self.asking.review()

    def action_steelman(self) -> None:
        """Be asked whose positions these are."""
        self.asking.steelman()

    def action_beside(self) -> None:
        """An option beside what happened."""
        self.asking.beside()

    def action_note(self) -> None:
        """Write a note on this page."""
        self.asking.note()

    def action_bookmark(self) -> None:
        """Bookmark this page, or take its bookmark away."""
        self.asking.bookmark()

    def action_go(self) -> None:
        """Pick a place or page."""
        self.asking.where()

    def action_panel(self) -> None:
        """Show or hide the side panel; where there is no room for it beside the page, over all of it."""
        if self.has_class("-wide") or self.has_class("-roomy"):
            self.toggle_class("-no-margin" if self.has_class("-wide") else "-opened")
            self.settle()
        else:
            self.app.push_screen(PanelScreen(self._panel))

    async def action_prompt(self) -> None:
        """Type what to do."""
        await self.query_one(PromptBar).open()

    def action_copy(self) -> None:
        """Copy the page as plain text."""
        from explainer.prose.plain import plain_lines

        turn = self.turn
        self.explainer.copy("\n".join([turn.title, "", *plain_lines(turn.blocks, turn.number_of)]))
        self.say("The page was copied.")

    def action_copy_paragraph(self) -> None:
        """Copy the selected words, or else the paragraph at the top of what is in sight."""
        text = self.get_selected_text() or self.query_one("#prose", SetText).paragraph_at(
            round(self.query_one("#sheet").scroll_y)
        )
        self.explainer.copy(text)
        self.say(f"Copied: {text if len(text) < 50 else text[:48].rstrip() + '…'}")

    def action_title(self) -> None:
        """The title page; where the side panel was asked for, it is put away before that."""
        if self.panel_beside and not self.has_class("-wide"):
            self.action_panel()
        else:
            self.go_to_title()

    def go_to_title(self) -> None:
        """Leave for the title page, the place kept."""
        self.keep_place()
        self.dismiss(None)

    def action_help(self) -> None:
        """What can be done here."""
        self.explainer.show_help("The reading room", READING, verbs=True)

    # ------------------------------------------------------------ the prompt

    def on_prompt_bar_entered(self, event: PromptBar.Entered) -> None:
        """Carry out a typed line."""
        from explainer.tui.screens.carrying_out import carry_out

        self.say("")
        carry_out(self, event.line)

    def on_prompt_bar_left(self) -> None:
        """The choices have the keys again."""
        self.query_one("#choices", ChoiceList).focus(scroll_visible=False)

    def ask(self, actor: ActorId, question: QuestionId) -> None:
        """Note that somebody was heard."""
        self.attempt(lambda: self.session.ask(actor, question), whole=False)
        self.refresh_panel()
