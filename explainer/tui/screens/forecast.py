"""Spreading 100 points over the options of a fork, or picking one and saying how sure one is."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset

from explainer.story.turn import ForkTurn
from explainer.tui.action import Action, bindings
from explainer.tui.actions import FORECAST, FORECAST_MOVES, STEP
from explainer.tui.lines import BLANK, INK_SOFT, Line, set_content
from explainer.tui.screens.base import OverScreen
from explainer.tui.signs import signs
from explainer.tui.widgets.key_line import KeyLine, shown_in
from explainer.tui.widgets.more_cue import MoreCue
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words
from explainer.verbs.points import even, nearest_sureness, spread
from explainer.verbs.vocabulary import SHORT_FORM, SURENESS

HOW = (
    "How likely is each, in points out of 100? ↑↓ go from one to the next; ←→ give it fewer or more, "
    "or type a number. What one gains the others lose."
)
"""What can be done here, said where every width shows it."""

HOW_SHORT = (
    "Which one do you expect, and how sure are you? ↑↓ or a number pick one; ←→ say less or more sure. "
    "The others share the rest."
)
"""The same for the short form."""

_SURENESS = tuple(reversed(SHORT_FORM))
"""How sure one can be in the short form, the least sure first."""


class ForecastScreen(OverScreen):
    """Bars that always make 100; dismissed with the points, with none to pass it by, or with None.

    In the short form the bars follow from the option that is picked and how sure the reader is.
    """

    NAME: ClassVar[str] = "A forecast"

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(FORECAST, FORECAST_MOVES),
        *[Binding(str(n), f"type({n})", show=False) for n in range(10)],
    ]

    def __init__(self, fork: ForkTurn) -> None:
        super().__init__()
        self._fork = fork
        count = len(fork.fork.options)
        self.points = list(fork.forecast or even(count))
        """Points for each option, 100 in all."""
        self._marked = 0
        self._typed = ""
        self._held: set[int] = set()
        self._sure = ""
        self._before = self._picked = tuple(self.points)

    @property
    def short(self) -> bool:
        """Whether it is in the short form."""
        return bool(self._sure)

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
        self._show_keys()

    def available(self) -> list[Action]:
        """All of them; two are called otherwise in the short form."""
        labels = {"short_form": "points", "fewer": "how sure"} if self.short else {}
        return [replace(item, label=labels.get(item.id, item.label)) for item in FORECAST]

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_actions(self.available(), always="close")

    def _set(self, width: int) -> list[Line]:
        fork = self._fork.fork
        lines = set_content(words(fork.question, "bold"), width, 0)
        lines += set_content(words(HOW_SHORT if self.short else HOW, INK_SOFT), width, 0)
        for index, option in enumerate(fork.options):
            lines.append(Line(BLANK, 0))
            lines += self._option(index, option.label, width)
        lines.append(Line(BLANK, 0))
        if self.short:
            lines += [*self._how_sure(width), Line(BLANK, 0)]
        lines += self._other_ways(width)
        said = "You can change it until you see what happened. Nothing is graded."
        return [*lines, Line(BLANK, 0), *set_content(words(said, INK_SOFT), width, 0)]

    def _how_sure(self, width: int) -> list[Line]:
        """The words for how sure one is, each with the points it means."""
        lines = set_content(words("How sure?", INK_SOFT), width, 0)
        built = Words()
        for word in _SURENESS:
            chosen = word == self._sure
            built.add("  " if len(built) else "").add("›\u00a0" if chosen else "\u00a0\u00a0", "$accent")
            start = len(built)
            built.add(f"{word} {SURENESS[word]}".replace(" ", "\u00a0"), "bold" if chosen else "")
            built.style(start, clickable(Target("sure", word)))
        return [*lines, *set_content(built.content(), width, 0)]

    def _other_ways(self, width: int) -> list[Line]:
        """The other form, and passing it by, where the key line has no room for them."""
        other = "Give each option its points" if self.short else "Pick one, and say how sure you are"
        lines = []
        for action, deed, text in (
            ("short_form", "short_form", other),
            ("skip_forecast", "skip", "Pass the forecast by"),
        ):
            lead = Words().add("  ").add(f"{shown_in(self.app, action, FORECAST):<3}", "$accent").content()
            row = set_content(words(text), width, 0, 5, lead)
            lines += [Line(line.content.stylize(clickable(Target("action", deed))), 0) for line in row]
        return lines

    def _option(self, index: int, label: str, width: int) -> list[Line]:
        marked = index == self._marked
        lead = words("› " if marked else "  ", "$accent")
        lines = [
            Line(line.content.stylize(clickable(Target("pick", str(index)))), line.block, line.flows)
            for line in set_content(words(label, "bold" if marked else ""), width, index + 1, 2, lead)
        ]
        room = max(10, width - 12)
        points = self.points[index]
        filled = points * room // 100
        full, rest = ("━", "─") if signs().small_figures else ("#", "-")
        bar = Words().add("  ")
        for cell in range(room):
            # A click on the bar sets it to about there.
            value = round((cell + 1) * 100 / room / STEP) * STEP
            role = "$accent" if cell < filled else "$rule"
            meaning = Target("pick", str(index)) if self.short else Target("points", f"{index}:{value}")
            bar.add(full if cell < filled else rest, role, clickable(meaning))
        bar.add(f" {points:>3}", "bold" if marked else "")
        return [*lines, Line(bar.content(), index + 1)]

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on a bar sets it."""
        if event.target.kind == "points":
            option, _, value = event.target.value.partition(":")
            self._marked = int(option)
            self._give(int(value) - self.points[self._marked])
        elif event.target.kind == "pick":
            self.action_mark(int(event.target.value) - self._marked)
        elif event.target.kind == "sure":
            self._pick(event.target.value)
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
        """Give the marked option so many more, or fewer; in the short form, be surer of it or less sure."""
        if self.short:
            at = _SURENESS.index(self._sure) + (1 if points > 0 else -1)
            self._pick(_SURENESS[max(0, min(len(_SURENESS) - 1, at))])
        else:
            self._give(points)

    def action_mark(self, by: int) -> None:
        """Mark another option."""
        self._typed = ""
        self._marked = (self._marked + by) % len(self.points)
        if self.short:
            self._pick(self._sure)
        else:
            self._show()

    def action_short_form(self) -> None:
        """Turn the bars into the short form, or back; points come back if nothing was picked."""
        if self.short:
            self._sure = ""
            if tuple(self.points) == self._picked:
                self.points = list(self._before)
        else:
            self._before = tuple(self.points)
            if self._before == even(len(self.points)):
                word = "likely"
            else:
                self._marked = self.points.index(max(self.points))
                word = nearest_sureness(max(self.points))
            self._pick(word)
            self._picked = tuple(self.points)
        self._typed, self._held = "", set()
        self._show_keys()
        self._show()

    def _pick(self, sure: str) -> None:
        """In the short form: the marked option, and how sure."""
        self._sure = sure
        self.points = list(spread(len(self.points), self._marked, SURENESS[sure]))
        self._show()

    def action_skip(self) -> None:
        """Pass the forecast by."""
        self.dismiss(())

    def action_type(self, digit: int) -> None:
        """Give the marked option the number that is being typed; in the short form, pick that option."""
        if self.short:
            if 1 <= digit <= len(self.points):
                self.action_mark(digit - 1 - self._marked)
            return
        typed = f"{self._typed}{digit}"
        self._take_typed(typed if int(typed) <= 100 else str(digit))

    def action_untype(self) -> None:
        """Take the last figure of the number back."""
        if not self.short:
            self._take_typed(self._typed[:-1])

    def _take_typed(self, typed: str) -> None:
        self._typed = typed.lstrip("0") or typed[:1]
        self.points = set_points(self.points, self._marked, int(self._typed or 0), self._held)
        self._held = {*self._held, self._marked}
        self._show()

    def action_even(self) -> None:
        """The same for each, which only points can say."""
        self._sure, self._typed, self._held = "", "", set()
        self.points = list(even(len(self.points)))
        self._show_keys()
        self._show()

    def action_commit(self) -> None:
        """Keep it."""
        self.dismiss(tuple(self.points))

    def action_close(self) -> None:
        """Back to the page; nothing is kept."""
        self.dismiss(None)


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
