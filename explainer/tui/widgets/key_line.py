"""The last line of a screen: what keys do here, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from explainer.prose.width import cell_width
from explainer.tui.action import Action
from explainer.tui.keymap import KeyMap
from explainer.tui.lines import INK_SOFT, Line
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import Target, Words, clickable


class KeyLine(SetText):
    """Keys and what they do; each can be clicked too."""

    def on_mount(self) -> None:
        """Keys have another weight in another look."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.show(self._setter))

    def show_actions(self, actions: Sequence[Action], *, always: str = "help") -> None:
        """Show the actions that fit, in their order; the one named ``always`` is never left out."""
        worn = [worn_by(self.app, action) for action in actions]
        self.show(lambda width: [_set(worn, width, always, key_style(self.app))])


def key_style(app: App[Any]) -> str:
    """How a key is told from what it does: by colour, or by weight in a look that has none."""
    return "$accent bold" if app.current_theme.ansi else "$accent"


def worn_by(app: App[Any], action: Action) -> Action:
    """An action with the keys it has in this window."""
    keys = getattr(app, "keys", None)
    return keys.worn(action) if isinstance(keys, KeyMap) else action


def shown_in(app: App[Any], name: str, actions: Sequence[Action]) -> str:
    """The key of one of these actions in this window, as a reader reads it."""
    return worn_by(app, next(action for action in actions if action.id == name)).key_words


def _set(actions: Sequence[Action], width: int, always: str, style: str) -> Line:
    last = [action for action in actions if action.id == always]
    room = width - sum(_room(action) for action in last)
    shown = []
    for action in actions:
        if action.id != always and action.in_line and _room(action) <= room:
            shown.append(action)
            room -= _room(action)
    built = Words()
    for action in [*shown, *last]:
        start = len(built)
        built.add(action.key_words, style).add(f" {action.label}", INK_SOFT)
        # A number stands for the choice itself, which can be clicked where it is.
        if action.shown != "1-9":
            built.style(start, clickable(Target("action", action.deed)))
        built.add("  ")
    return Line(built.content().rstrip(), 0)


def _room(action: Action) -> int:
    return cell_width(action.key_words) + cell_width(action.label) + 3
