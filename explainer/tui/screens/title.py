"""The title page: what this is about, and the ways in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset
from textual.widgets import Static

from explainer.model.date import day_in_words, moment_in_words
from explainer.prose.width import cell_width
from explainer.store.store import Run
from explainer.tui.action import Action, bindings
from explainer.tui.actions import TITLE, TITLE_MOVES
from explainer.tui.lines import BLANK, INK_SOFT, Line, centred, set_content
from explainer.tui.screens.base import TOO_SMALL, ExplainerScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

NO_WAY = -1
"""The block of what is no way in."""

NO_LINE = Line(BLANK, NO_WAY)


class _Notes(Enum):
    """Which ways in say what they are."""

    APART = "all, with an empty line between them"
    ALL = "all"
    MARKED = "the marked one"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Fit:
    """What of the page is shown."""

    notes: _Notes
    rule: bool = False
    question: bool = False
    date: bool = False
    foot: bool = True

    @property
    def spare(self) -> int:
        """How many lines must be left over: one above the foot, and one more where there is air."""
        return self.foot + (self.notes is _Notes.APART)


_FITS = (
    _Fit(_Notes.APART, rule=True, question=True, date=True),
    _Fit(_Notes.ALL, rule=True, question=True, date=True),
    _Fit(_Notes.ALL, question=True, date=True),
    _Fit(_Notes.MARKED, question=True, date=True),
    _Fit(_Notes.MARKED, question=True),
    _Fit(_Notes.MARKED, date=True),
    _Fit(_Notes.MARKED),
    _Fit(_Notes.MARKED, foot=False),
    _Fit(_Notes.NONE, foot=False),
)
"""The page closed up step by step; what even the last leaves no room for is scrolled."""


class TitleScreen(ExplainerScreen):
    """Set like a book's title page; Continue comes first where there is a run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(TITLE, TITLE_MOVES),
        *[Binding(str(n), f"take({n})", show=False) for n in range(1, 10)],
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marked = 0
        self._runs: list[Run] = []

    def compose(self) -> ComposeResult:
        """The leaf and the keys."""
        yield Static(words(TOO_SMALL), id="too-small")
        with Vertical(id="frame"):
            with VerticalScroll(id="leaf", can_focus=False):
                yield SetText(id="title-page")
            yield KeyLine()

    def on_mount(self) -> None:
        """Set the page."""
        self.renew()

    def on_screen_resume(self) -> None:
        """Back from a reading: there is a run to continue now."""
        self.renew()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the page in the middle of the height."""
        super().on_resize(event)
        self._set_page()

    def renew(self) -> None:
        """Show the page with what is true now: runs, notices."""
        self._runs = self.explainer.runs()
        self._marked = 0
        self._set_page()
        self.query_one(KeyLine).show_actions(self.available())

    def available(self) -> list[Action]:
        """The actions that do something now."""
        hidden = {"continue_run"} if not self._runs and self.explainer.in_hand is None else set()
        hidden |= {"runs"} if len(self._runs) < 2 else set()
        return [action for action in TITLE if action.id not in hidden]

    # ------------------------------------------------------------ the page

    def _set_page(self) -> None:
        height = max(0, self.size.height - 1)
        self.query_one("#title-page", SetText).show(lambda width: self._lines(width, height))
        # Once it is laid out: before, nobody knows how far it can be moved.
        self.call_after_refresh(self._keep_in_sight)

    def _lines(self, width: int, height: int) -> list[Line]:
        notice = self.explainer.notice
        said = set_content(words(f"\n{notice}", "$notice"), width, NO_WAY) if notice else []
        height -= len(said)
        for fit in _FITS:
            head, foot = self._head(width, fit), self._foot(width, fit)
            # As high as it gets whatever is marked: nothing jumps when the mark moves.
            marks = range(len(self._ways())) if fit.notes is _Notes.MARKED else (self._marked,)
            tallest = max(len(self._rows(width, fit, mark)) for mark in marks)
            free = height - len(head) - tallest - len(foot)
            if free >= fit.spare:
                break
        # Above the optical centre, as on a title page; when it is tight, nothing but the words.
        above = max(1, free * 2 // 5) if free > 1 else 0
        lines = [*[NO_LINE] * above, *head, *said, *self._rows(width, fit, self._marked)]
        return [*lines, *[NO_LINE] * (height + len(said) - len(lines) - len(foot)), *foot]

    def _head(self, width: int, fit: _Fit) -> list[Line]:
        manifest = self.explainer.manifest
        title = centred(manifest.title, width, "bold")
        rule = [NO_LINE, *centred("─" * 7, width, "$accent")] if fit.rule else []
        measure = min(width, 56)
        left = words(" " * ((width - measure) // 2))
        question = [Line(left + line.content, NO_WAY) for line in centred(manifest.question, measure)]
        date = centred(f"As of {day_in_words(manifest.as_of)}", width, INK_SOFT)
        parts = [*title, *rule]
        parts += [NO_LINE, *question] if fit.question else []
        parts += [NO_LINE, *date] if fit.date and fit.question else date if fit.date else []
        parts += [NO_LINE] if fit.rule else []
        return [Line(line.content, NO_WAY) for line in parts]

    def _foot(self, width: int, fit: _Fit) -> list[Line]:
        manifest = self.explainer.manifest
        said = f"{manifest.id} {manifest.version} · {manifest.licence}"
        return [Line(line.content, NO_WAY) for line in centred(said, width, INK_SOFT)] if fit.foot else []

    def _ways(self) -> list[tuple[str, str, str, Callable[[], None]]]:
        """Each row: its key, its words, its explanation, what it does."""
        app = self.explainer
        rows: list[tuple[str, str, str, Callable[[], None]]] = []
        key = app.keys.shown("continue_run", TITLE)
        if app.in_hand is not None:
            note = f"You were on “{app.in_hand.turn.title}”. It is not kept, and goes when you leave."
            rows.append((key, "Continue", note, app.go_on))
        elif self._runs:
            run = self._runs[0]
            note = f"You were on “{run.title}”, {moment_in_words(run.updated)}."
            rows.append((key, "Continue", note, partial(app.resume, run)))
        ways = app.manifest.ways_in
        for number, way in enumerate(ways, 1):
            minutes = f", {way.minutes} minutes" if way.minutes else ""
            rows.append((str(number), way.title + minutes, way.text, partial(app.begin, way.id)))
        if not ways:
            rows.append(("1", "Begin", "", partial(app.begin, "")))
        return rows

    @property
    def _afresh(self) -> str:
        """What is said between going on and the ways in, where one can go on."""
        if self.explainer.in_hand is not None:
            return "Or begin afresh; then that reading is given up."
        return "Or begin afresh; that reading is kept all the same." if self._runs else ""

    def _rows(self, width: int, fit: _Fit, marked: int) -> list[Line]:
        lines: list[Line] = [NO_LINE]
        notes = fit.notes
        indent = 5
        size = min(width, 62)
        left = (width - size) // 2
        for index, (key, label, note, _) in enumerate(self._ways()):
            if index == 1 and self._afresh and fit.question:
                said = set_content(words(self._afresh, INK_SOFT), left + size, NO_WAY, left + 2)
                lines += [NO_LINE, *said] if notes is _Notes.APART else said
            if index and notes is _Notes.APART:
                lines.append(NO_LINE)
            sign = "› " if index == marked else "  "
            lead = Words().add(" " * left).add(sign, "$accent").add(f"{key:<3}", "$accent")
            row = set_content(words(label, "bold"), left + size, index, left + indent, lead.content())
            if note and (index == marked or notes in (_Notes.APART, _Notes.ALL)) and notes is not _Notes.NONE:
                row += set_content(words(note, INK_SOFT), left + size, index, left + indent)
            lines += [_row_line(line, index, width) for line in row]
        return lines

    def _keep_in_sight(self) -> None:
        """Have the marked way in sight, and as much of what stands above it as there is room for."""
        if self.has_class("-tiny"):
            return
        page, leaf = self.query_one("#title-page", SetText), self.query_one("#leaf", VerticalScroll)
        lines = page.lines_at(page.size.width)
        at = [y for y, line in enumerate(lines) if line.block == self._marked]
        if at:
            # The last line of it, but sooner its first; with the first way, what must be told over it.
            y = min(at[0], max(0, at[-1] + 1 - leaf.size.height))
            y = 0 if self._marked == 0 and self.explainer.notice else y
            leaf.scroll_to(y=y, animate=False, immediate=True)

    def cursor_spot(self) -> Offset | None:
        """The marked way in."""
        return self.spot_of_mark("#title-page", "#leaf")

    # ------------------------------------------------------------ actions

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on a way in takes it."""
        if event.target.kind == "row":
            self._marked = int(event.target.value)
            self.action_take_marked()
        else:
            self.follow(event.target)

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self._marked = (self._marked + by) % len(self._ways())
        self._set_page()

    def action_take_marked(self) -> None:
        """Take the marked row."""
        self._ways()[self._marked][3]()

    def action_take(self, number: int) -> None:
        """Take the way in of that number."""
        for key, _, _, do in self._ways():
            if key == str(number):
                do()

    def action_continue_run(self) -> None:
        """Go on where the reader was."""
        if self.explainer.in_hand is not None:
            self.explainer.go_on()
        elif self._runs:
            self.explainer.resume(self._runs[0])

    def action_runs(self) -> None:
        """Pick an earlier run."""
        if not self._runs:
            return
        from explainer.tui.screens.pick import PickScreen, Row

        rows = [
            Row(str(run.id), f"{run.title}, {moment_in_words(run.updated)}", "", run.way_in)
            for run in self._runs
        ]
        self.app.push_screen(PickScreen("Go on with an earlier run", rows), self._resume_picked)

    def _resume_picked(self, picked: str | None) -> None:
        for run in self._runs:
            if str(run.id) == picked:
                self.explainer.resume(run)

    def action_help(self) -> None:
        """What can be done here."""
        self.explainer.show_help("The title page", tuple(self.available()))


def _row_line(line: Line, index: int, width: int) -> Line:
    padded = line.content.pad_right(max(0, width - cell_width(line.content.plain)))
    return Line(padded.stylize(clickable(Target("row", str(index)))), index)
