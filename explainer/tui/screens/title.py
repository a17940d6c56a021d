"""The title page: what this is about, and the ways in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset
from textual.widgets import Static

from explainer.model.date import day_in_words, moment_in_words
from explainer.model.pack import Manifest
from explainer.prose.width import cell_width
from explainer.store.store import Run
from explainer.tui.action import Action, bindings
from explainer.tui.actions import TITLE, TITLE_MOVES
from explainer.tui.lines import BLANK, INK_SOFT, Line, centred, set_content
from explainer.tui.screens.base import TOO_SMALL, ExplainerScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words


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

    def _lines(self, width: int, height: int) -> list[Line]:
        manifest = self.explainer.manifest
        foot = _foot(manifest, width)
        notice = self.explainer.notice
        said = [Line(BLANK, 0), *set_content(words(notice, "$mark-disputed"), width, 0)] if notice else []
        head, rows = self._fitted(_head(manifest, width), width, height - len(foot) - len(said) - 1)
        free = height - len(head) - len(rows) - len(foot) - len(said)
        # Above the optical centre, as on a title page; when it is tight, nothing but the words.
        above = max(1, free * 2 // 5) if free > 1 else 0
        below = max(1, free - above)
        return [*[Line(BLANK, 0)] * above, *head, *said, *rows, *[Line(BLANK, 0)] * below, *foot]

    def _fitted(self, head: list[Line], width: int, room: int) -> tuple[list[Line], list[Line]]:
        """Head and rows, closed up step by step before anything is pushed over the edge."""
        rows = self._rows(width)
        if len(head) + len(rows) < room:
            return head, rows
        rows = _closed(rows)
        if len(head) + len(rows) > room:
            # Without the rule, and one empty line before the rows.
            head = [*head[:1], *head[3:-1]]
        if len(head) + len(rows) > room:
            # At last only the marked way says what it is.
            rows = _closed(self._rows(width, brief=True))
        return head, rows

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

    def _rows(self, width: int, *, brief: bool = False) -> list[Line]:
        lines: list[Line] = []
        indent = 5
        size = min(width, 62)
        left = (width - size) // 2
        for index, (key, label, note, _) in enumerate(self._ways()):
            lines.append(Line(BLANK, index))
            marked = index == self._marked
            said = note and (marked or not brief)
            lead = (
                Words().add(" " * left).add("› " if marked else "  ", "$accent").add(f"{key:<3}", "$accent")
            )
            row = set_content(words(label, "bold"), left + size, index, left + indent, lead.content())
            row += set_content(words(note, INK_SOFT), left + size, index, left + indent) if said else []
            lines += [_row_line(line, index, width) for line in row]
        return lines

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
        page = self.query_one("#title-page", SetText)
        at = [
            y for y, line in enumerate(page.lines_at(page.size.width)) if line.block == self._marked and y > 4
        ]
        if at:
            self.query_one("#leaf", VerticalScroll).scroll_to(y=at[0] - self.size.height // 2, animate=False)

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


def _closed(rows: list[Line]) -> list[Line]:
    return [line for line in rows if line.content.plain or line is rows[0]]


def _head(manifest: Manifest, width: int) -> list[Line]:
    lines = centred(manifest.title, width, "bold")
    lines += [Line(BLANK, 0), *centred("─" * 7, width, "$accent"), Line(BLANK, 0)]
    lines += (
        centred(manifest.question, min(width, 56) if width > 60 else width)
        if width <= 60
        else _narrowed(manifest.question, width, 56)
    )
    lines += [Line(BLANK, 0), *centred(f"As of {day_in_words(manifest.as_of)}", width, INK_SOFT)]
    lines.append(Line(BLANK, 0))
    return lines


def _narrowed(text: str, width: int, measure: int) -> list[Line]:
    left = words(" " * ((width - measure) // 2))
    return [Line(left + line.content, 0) for line in centred(text, measure)]


def _foot(manifest: Manifest, width: int) -> list[Line]:
    return centred(f"{manifest.id} {manifest.version} · {manifest.licence}", width, INK_SOFT)
