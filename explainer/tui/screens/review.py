"""Being asked: a question and its answers, then what is told, over the page or beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from explainer.errors import StepError
from explainer.model.ids import NodeId
from explainer.rooms.sitting import Sitting, Stage
from explainer.study.rating import Rating
from explainer.tui.action import Action, bindings
from explainer.tui.actions import LEAF_MOVES, REVIEW
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.pages import answer_lines
from explainer.tui.screens.base import OverScreen
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.widgets.key_line import KeyLine, shown_in
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

WIDEST = 72
"""Cells a line of it takes at most."""


class ReviewScreen(OverScreen):
    """A sitting. Dismissed with the page to walk to, or None to stay where the reader came from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(REVIEW, LEAF_MOVES),
        *[Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)],
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        """What is asked."""
        self._order: list[int] = []
        """The numbers given so far where all are to be put in order."""

    def compose(self) -> ComposeResult:
        """Head, question, what is said, keys."""
        with Vertical(id="over"):
            yield SetText(classes="head")
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="asked")
            yield Static(id="notice")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the first question."""
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))
        self._show()

    def available(self) -> list[Action]:
        """What can be done at this stage of the question."""
        sitting = self.sitting
        can = {"close", "help"}
        if sitting.stage is Stage.REVEALED or (sitting.stage is Stage.ASKED and sitting.put.options):
            can.add("pick")
        elif sitting.stage is not Stage.OVER:
            can.add("on")
        if sitting.stage is Stage.CHECKED and sitting.ratings:
            can |= {"hard", "easy"}
        if sitting.answer and sitting.answer.doors:
            can.add("page_of_it")
        if sitting.can_undo or self._order:
            can.add("undo")
        return [action for action in REVIEW if action.id in can]

    # ------------------------------------------------------------ drawing

    def _show(self) -> None:
        self.query_one(".head", SetText).show(self._head)
        self.query_one("#asked", SetText).show(self._set)
        self.query_one(KeyLine).show_actions(self.available(), always="close")
        self.query_one(".leaf", VerticalScroll).scroll_home(animate=False)
        self.say("")

    def _head(self, width: int) -> list[Line]:
        sitting = self.sitting
        built = Words().add(sitting.title, "bold")
        if sitting.stage is not Stage.OVER:
            built.add(f"  {sitting.at} of {sitting.count}", INK_SOFT)
        built.add(" " * max(1, width - len(built) - 7))
        return [Line(built.add("close ×", INK_SOFT, clickable(Target("action", "close"))).content(), 0)]

    def _set(self, width: int) -> list[Line]:
        width = min(width, WIDEST)
        sitting = self.sitting
        if sitting.stage is Stage.OVER:
            return answer_lines(sitting.summary(), width)
        if sitting.stage is Stage.ASKED:
            return self._question(width)
        assert sitting.answer is not None
        # Numbers are answers here; the pages have a key of their own.
        return [*self._said_of_it(width), *answer_lines(sitting.answer, width, numbered=False)]

    def _question(self, width: int) -> list[Line]:
        put = self.sitting.put
        lines = set_content(words(put.text, "bold"), width, 0)
        if put.quoted:
            lines += [Line(BLANK, 0), *set_content(words(put.quoted), width, 0), Line(BLANK, 0)]
        lines += set_content(words(put.hint, INK_SOFT), width, 0)
        if put.options:
            lines.append(Line(BLANK, 0))
        for number, option in enumerate(put.options, 1):
            place = f"{self._order.index(number) + 1}." if number in self._order else ""
            lines += self._row(number, option, f"pick({number})", width, place)
        if not put.options:
            lines += [Line(BLANK, 0), *self._click("Show the answer", "on", width)]
        return lines

    def _row(self, number: int, text: str, deed: str, width: int, place: str = "") -> list[Line]:
        lead = words(f"{number}  ", "$accent") + words(f"{place} " if place else "", "bold")
        row = set_content(words(text), width, number, 3, lead)
        meaning = clickable(Target("action", deed))
        return [Line(line.content.stylize(meaning), number, line.flows) for line in row]

    def _click(self, text: str, deed: str, width: int) -> list[Line]:
        row = set_content(words(text, "$accent"), width, 0)
        return [Line(line.content.stylize(clickable(Target("action", deed))), 0) for line in row]

    def _said_of_it(self, width: int) -> list[Line]:
        """Over what is told: how well it was known, to be said or said otherwise, and when it comes back."""
        sitting = self.sitting
        if sitting.stage is Stage.REVEALED:
            lines = set_content(words("How well did you know it?", INK_SOFT), width, 0)
            for number, rating in enumerate(sitting.ratings, 1):
                said = f"{rating.word}: {rating.meaning} ({sitting.back(rating)})"
                lines += self._row(number, said, f"pick({number})", width)
            return [*lines, Line(BLANK, 0)]
        known = f" ({sitting.back(Rating.GOOD)})" if sitting.ratings else ""
        lines = self._click(f"Next ›{known}", "on", width)
        for rating in sitting.ratings:
            key = shown_in(self.app, rating, REVIEW)
            said = f"{key}  It was {rating} ({sitting.back(rating)})"
            lines += self._click(said, f"rate_as('{rating}')", width)
        return [*lines, Line(BLANK, 0)]

    # ------------------------------------------------------------ answering

    def _attempt(self, answer: object) -> None:
        """Do something of the sitting, and show what came of it."""
        assert callable(answer)
        try:
            answer()
        except StepError as error:
            self.say(str(error))
            return
        self._order.clear()
        self._show()
        if notices := self.sitting.session.take_notices():
            self.say(" ".join(notices))

    def action_pick(self, number: int) -> None:
        """Choose an answer, put it next in the order, or say how well it was known."""
        sitting = self.sitting
        if sitting.stage is Stage.ASKED:
            if sitting.put.in_order:
                self._put_next(number)
            else:
                self._attempt(lambda: sitting.choose([number]))
        elif sitting.stage is Stage.REVEALED and 1 <= number <= len(sitting.ratings):
            self.action_rate_as(sitting.ratings[number - 1])

    def _put_next(self, number: int) -> None:
        count = len(self.sitting.put.options)
        if not 1 <= number <= count or number in self._order:
            return
        self._order.append(number)
        if len(self._order) == count:
            given = list(self._order)
            self._attempt(lambda: self.sitting.choose(given))
        else:
            self.query_one("#asked", SetText).show(self._set)

    def action_rate_as(self, rating: str) -> None:
        """Say how well it was known."""
        self._attempt(lambda: self.sitting.rate(Rating(rating)))

    def action_on(self) -> None:
        """Show the answer, or go on."""
        sitting = self.sitting
        if sitting.stage is Stage.ASKED:
            self._attempt(sitting.reveal)
        elif sitting.stage is Stage.OVER:
            self.action_close()
        else:
            self._attempt(sitting.go_on)

    def action_undo(self) -> None:
        """Take back the last number of an order, else the last answer."""
        if self._order:
            self._order.pop()
            self.query_one("#asked", SetText).show(self._set)
        else:
            self._attempt(self.sitting.undo)

    def action_page_of_it(self) -> None:
        """Leave for a page that says so: the only one, or one that is picked."""
        doors = self.sitting.answer.doors if self.sitting.answer else ()
        if len(doors) == 1:
            self.dismiss(doors[0].node)
        elif doors:
            rows = [Row(door.node, door.text, "read" if door.read else "new") for door in doors]
            self.app.push_screen(
                PickScreen("Where does it stand?", rows),
                self._picked,
            )

    def _picked(self, page: str | None) -> None:
        if page:
            self.dismiss(NodeId(page))

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """Clicks on answers, ratings, pages and keys."""
        if event.target.kind == "node":
            self.dismiss(NodeId(event.target.value))
        else:
            self.follow(event.target)

    def action_help(self) -> None:
        """What can be done here."""
        self.explainer.show_help(self.sitting.title, tuple(self.available()))

    def action_close(self) -> None:
        """Back to the page; what was answered is kept."""
        self.dismiss(None)
