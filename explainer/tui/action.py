"""What an action is: the keys that do it, a word for the key line, a sentence for help, what it runs."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a reader can do on a screen."""

    id: str
    """Its name, in a settings file too; where it ``does`` nothing else, ``action_<id>`` is its method."""
    keys: str
    """Keys as Textual names them, the one to show first."""
    label: str
    """A word or two for the key line."""
    help: str
    """A sentence for help and the palette."""
    shown: str = ""
    """The key as a reader reads it; empty: as it is named."""
    in_line: bool = True
    """Whether the key line shows it when there is room; earlier ones have priority."""
    room: bool = False
    """Whether it enters the room of that name."""
    does: str = ""
    """The method with its arguments; empty: the one named like the action."""
    movable: bool = True
    """Whether a reader may give it other keys; not where every letter is typed."""
    first: bool = False
    """Whether its keys come before what is typed."""

    @property
    def key_words(self) -> str:
        """The key as a reader reads it."""
        return self.shown or self.keys.split(",")[0]

    @property
    def deed(self) -> str:
        """What it runs: a room's is the one action that enters rooms."""
        return f"room('{self.id}')" if self.room else self.does or self.id

    @property
    def numbered(self) -> bool:
        """Whether it stands for the nine numbers, each of which does another thing."""
        return self.shown == "1-9"

    @property
    def may_move(self) -> bool:
        """Whether a settings file can give it other keys."""
        return self.movable and not self.numbered

    def binding(self) -> Binding:
        """The binding of it; Textual's own footer is not used, so nothing is shown twice."""
        name = self.id if self.may_move else None
        return Binding(self.keys, self.deed, self.help, show=False, id=name, priority=self.first)


def bindings(*actions: tuple[Action, ...]) -> list[Binding]:
    """The bindings of a screen.

    Not the numbers, each of which does another thing; nor Enter where one types: it comes by way of
    the line, after what was typed, for fast hands must not outrun it.
    """
    every = [action for table in actions for action in table]
    return [
        action.binding() for action in every if not action.numbered and (action.movable or not _ends(action))
    ]


def _ends(action: Action) -> bool:
    return action.keys == "enter"
