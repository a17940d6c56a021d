"""The one-line prompt: what is typed, and what it may become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from explainer.prose.width import cell_width
from explainer.tui.lines import INK_SOFT, Line, set_content
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable, words

if TYPE_CHECKING:
    from explainer.tui.screens.reading import ReadingScreen


LEGEND_CELLS = 16
"""Cells for a verb's form before what it can be said of."""


class PromptBar(Vertical):
    """Opens over the key line; Tab completes, arrows pick, Enter does, Escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,down", "pick(1)", show=False),
        Binding("shift+tab,up", "pick(-1)", show=False),
    ]

    class Entered(Message):
        """A line was typed to its end."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line
            """What was typed."""

    class Left(Message):
        """The prompt was left without a line, or after one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offered: list[str] = []
        self._picked = -1
        self._typed = ""
        self._legend: list[tuple[str, str, list[str]]] = []

    async def _build(self) -> None:
        # Made when first opened: most readers never type, and an Input costs their start.
        row = Horizontal(Static(words("› "), id="prompt-sign"), Input(select_on_focus=False), id="prompt-row")
        await self.mount(SetText(id="suggestions"), row)

    async def open(self, text: str = "") -> None:
        """Open it and give it the keys; whoever waits for it can be sure that the next key is its."""
        if not self.query(Input):
            await self._build()
        self.add_class("-open")
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)
        self._offer(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._picked >= 0 and event.value == self._offered[self._picked]:
            return
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        # Deferred with all of the verbs: most readers never type.
        from explainer.verbs.completion import complete, works_here

        room = cast("ReadingScreen", self.screen)
        self._typed = text
        self._picked = -1
        self._offered = complete(text, room.scene)
        self._legend = [] if text else works_here(room.scene)
        self.query_one("#suggestions", SetText).show(self._set)

    def _set(self, width: int) -> list[Line]:
        if not self._offered and not self._typed:
            return legend_lines(self._legend, width)
        lines = []
        for index, text in enumerate(self._offered):
            picked = index == self._picked
            built = Words().add("› " if picked else "  ", "$accent").add(text, "bold" if picked else INK_SOFT)
            built.style(0, clickable(Target("suggestion", str(index))))
            lines += set_content(built.content(), width, 0)[:1]
        return lines

    def on_set_text_clicked(self, event: SetText.Clicked) -> None:
        """A click on a suggestion takes it over."""
        if event.target.kind == "suggestion":
            event.stop()
            self._take_over(int(event.target.value))

    def _take_over(self, index: int) -> None:
        if index >= len(self._offered):
            # It was drawn still when it was clicked, and typed away already.
            return
        self._picked = index
        line = self.query_one(Input)
        line.value = self._offered[index]
        line.cursor_position = len(line.value)
        line.focus()
        self.query_one("#suggestions", SetText).show(self._set)

    def action_pick(self, by: int) -> None:
        """The next suggestion, or the one before."""
        if self._offered:
            self._take_over((self._picked + by) % len(self._offered))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value
        self.action_leave()
        if line.strip():
            self.post_message(self.Entered(line))

    def action_leave(self) -> None:
        """Close it."""
        self.remove_class("-open")
        self.post_message(self.Left())


def legend_lines(works: Sequence[tuple[str, str, list[str]]], width: int) -> list[Line]:
    """What can be typed on this page, a line each: the form, and as many names as fit."""
    lines = []
    for _, form, names in works:
        built = Words().add(form.ljust(LEGEND_CELLS), "$accent")
        room = width - LEGEND_CELLS
        for index, name in enumerate(names):
            left = len(names) - index
            more = f" … {left} more" if left else ""
            gap = " · " if index else ""
            last = index == len(names) - 1
            if cell_width(gap + name) + (0 if last else cell_width(more)) > room:
                built.add(more if index else name, INK_SOFT)
                break
            built.add(gap + name, INK_SOFT)
            room -= cell_width(gap + name)
        lines += set_content(built.content(), width, 0)[:1]
    built = Words().add("help".ljust(LEGEND_CELLS), "$accent").add("every verb, and every key", INK_SOFT)
    return [*lines, *set_content(built.content(), width, 0)[:1]]
