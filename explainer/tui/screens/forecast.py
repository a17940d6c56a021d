"""Spreading 100 points over the options of a fork."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset

from explainer.story.turn import ForkTurn
from explainer.tui.action import bindings
from explainer.tui.actions import FORECAST, FORECAST_MOVES, STEP
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.screens.base import OverScreen
from explainer.tui.widgets.key_line import KeyLine
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

HOW = (
    "How likely is each, in points out of 100? ↑↓ go from one to the next; ←→ give it fewer or more, "
    "or type a number. What one gains the others lose."
)
"""What can be done here, said where every width shows it."""


class ForecastScreen(OverScreen):
    """Bars that always make 100; dismissed with the points, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(FORECAST, FORECAST_MOVES),
        *[Binding(str(n), f"type({n})", show=False) for n in range(10)],
    ]

    def __init__(self, fork: ForkTurn) -> None:
        super().__init__()
        self._fork = fork
        count = len(fork.fork.options)
        self.points = list(fork.forecast or _even(count))
        """Points for each option, 100 in all."""
        self._marked = 0
        self._typed = ""
        self._held: set[int] = set()

    def compose(self) -> ComposeResult:
        """Question, bars, keys."""
        with Vertical(id="over"):
            with VerticalScroll(classes="leaf", can_focus=False):
                yield SetText(id="bars")
            yield MoreCue()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the bars."""
        self.query_one("#bars", SetText).show(self._set)
        self.query_one(MoreCue).follow(self.query_one(".leaf", VerticalScroll))
        self.query_one(KeyLine).show_actions(FORECAST, always="close")

    def _set(self, width: int) -> list[Line]:
        fork = self._fork.fork
        lines = set_content(words(fork.question, "bold"), width, 0)
        lines += set_content(
            words(HOW, INK_SOFT),
            width,
            0,
        )
        for index, option in enumerate(fork.options):
            lines.append(Line(BLANK, 0))
            lines += self._option(index, option.label, width)
        lines.append(Line(BLANK, 0))
        said = "You can change it until you see what happened. Nothing is graded."
        return [*lines, *set_content(words(said, INK_SOFT), width, 0)]

    def _option(self, index: int, label: str, width: int) -> list[Line]:
        marked = index == self._marked
        lead = words("› " if marked else "  ", "$accent")
        lines = set_content(words(label, "bold" if marked else ""), width, index + 1, 2, lead)
        room = max(10, width - 12)
        points = self.points[index]
        filled = points * room // 100
        bar = Words().add("  ")
        for cell in range(room):
            # A click on the bar sets it to about there.
            value = round((cell + 1) * 100 / room / STEP) * STEP
            role = "$accent" if cell < filled else "$rule"
            bar.add("━" if cell < filled else "─", role, clickable(Target("points", f"{index}:{value}")))
        bar.add(f" {points:>3}", "bold" if marked else "")
        return [*lines, Line(bar.content(), index + 1)]

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on a bar sets it."""
        if event.target.kind == "points":
            option, _, value = event.target.value.partition(":")
            self._marked = int(option)
            self._give(int(value) - self.points[self._marked])
        else:
            self.follow(event.target)

    def _give(self, points: int) -> None:
        self._typed = ""
        self._held = set()
        self.points = shift_points(self.points, self._marked, points)
        self._show()

    def _show(self) -> None:
        """Show the bars as they stand, the marked one in sight."""
        bars = self.query_one("#bars", SetText)
        bars.show(self._set)
        lines = bars.lines_at(bars.size.width)
        at = [y for y, line in enumerate(lines) if line.block == self._marked + 1]
        leaf = self.query_one(".leaf", VerticalScroll)
        top, bottom = leaf.scroll_y, leaf.scroll_y + leaf.scrollable_content_region.height - 1
        if at and (at[0] < top or at[-1] > bottom):
            # The first one with the question, if there is room for both.
            first = self._marked == 0 and at[-1] < leaf.scrollable_content_region.height
            leaf.scroll_to(y=0 if first else max(0, at[0] - 1), animate=False)

    def cursor_spot(self) -> Offset | None:
        """The marked option."""
        return self.spot_of_mark("#bars", ".leaf")

    def action_give(self, points: int) -> None:
        """Give the marked option so many more, or fewer."""
        self._give(points)

    def action_mark(self, by: int) -> None:
        """Mark another option."""
        self._typed = ""
        self._marked = (self._marked + by) % len(self.points)
        self._show()

    def action_type(self, digit: int) -> None:
        """Give the marked option the number that is being typed."""
        typed = f"{self._typed}{digit}"
        self._take_typed(typed if int(typed) <= 100 else str(digit))

    def action_untype(self) -> None:
        """Take the last figure of the number back."""
        self._take_typed(self._typed[:-1])

    def _take_typed(self, typed: str) -> None:
        self._typed = typed.lstrip("0") or typed[:1]
        self.points = set_points(self.points, self._marked, int(self._typed or 0), self._held)
        self._held = {*self._held, self._marked}
        self._show()

    def action_even(self) -> None:
        """The same for each."""
        self.points = list(_even(len(self.points)))
        self._show()

    def action_commit(self) -> None:
        """Keep it."""
        self.dismiss(tuple(self.points))

    def action_close(self) -> None:
        """Back to the page; nothing is kept."""
        self.dismiss(None)


def _even(count: int) -> tuple[int, ...]:
    share, over = divmod(100, count)
    return tuple(share + (index < over) for index in range(count))


def shift_points(points: list[int], option: int, by: int) -> list[int]:
    """Points with one option given more or fewer, the others sharing the difference in proportion.

    The sum stays 100 and nothing goes below 0.
    """
    wanted = max(0, min(100, points[option] + by))
    others = [index for index in range(len(points)) if index != option]
    left = 100 - wanted
    total = sum(points[index] for index in others)
    new = list(points)
    new[option] = wanted
    for index in others:
        new[index] = left * points[index] // total if total else left // max(1, len(others))
    # Whole points: what rounding left over goes to the largest remainders, first come first served.
    over = 100 - sum(new)
    ranked = sorted(others, key=lambda index: -(left * points[index] % total) if total else index)
    for index in (ranked or [option]) * 100:
        if not over:
            break
        new[index] += 1
        over -= 1
    return new


def set_points(points: list[int], option: int, wanted: int, held: set[int]) -> list[int]:
    """Points with one option set, those that were set before kept as they are if that can be.

    The sum stays 100 and nothing goes below 0.
    """
    kept = held - {option}
    free = [index for index in range(len(points)) if index != option and index not in kept]
    left = 100 - wanted - sum(points[index] for index in kept)
    if left < 0 or (left and not free):
        return shift_points(points, option, wanted - points[option])
    new = list(points)
    new[option] = wanted
    total = sum(points[index] for index in free)
    shares = [left * points[index] // total if total else left // len(free) for index in free]
    for place, index in enumerate(free):
        new[index] = shares[place] + (place < left - sum(shares))
    return new
