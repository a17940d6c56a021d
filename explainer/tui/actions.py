"""Everything a key does, in one table: bindings, the key line, help and the palette read it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a reader can do on a screen."""

    id: str
    """The method ``action_<id>`` of the screen, and the name a settings file would use."""
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

    @property
    def key_words(self) -> str:
        """The key as a reader reads it."""
        return self.shown or self.keys.split(",")[0]

    @property
    def deed(self) -> str:
        """What it runs: a room's is the one action that enters rooms."""
        return f"room('{self.id}')" if self.room else self.id

    def binding(self) -> Binding:
        """The binding of it; Textual's own footer is not used, so nothing is shown twice."""
        return Binding(self.keys, self.deed, self.help, show=False, id=self.id)


READING = (
    Action("take", "1", "choose", "Take the choice of that number.", shown="1-9"),
    Action("back", "b,alt+left", "back", "Show the page before; nothing is unlearnt."),
    Action("forecast", "f", "forecast", "At a fork, say how likely each option is."),
    Action("skip_forecast", "s", "skip", "At a fork, pass the forecast by.", in_line=False),
    Action("claims", "c", "claim", "Open the claims this page rests on, each with its evidence."),
    Action("ask", "a", "ask", "Hear somebody on a question."),
    Action("map", "m", "map", "Where this is, and where you can go.", room=True),
    Action(
        "story", "o", "story map", "Chapters, your way, forks and their branches.", in_line=False, room=True
    ),
    Action("positions", "p", "positions", "Everybody on one question.", room=True),
    Action(
        "timeline",
        "t",
        "timeline",
        "What happened when, as far as the story has come.",
        in_line=False,
        room=True,
    ),
    Action("path", "w", "path", "The way you have walked.", in_line=False, room=True),
    Action("search", "slash", "search", "Find words anywhere so far.", shown="/", room=True),
    Action("define", "d", "define", "Explain the words of this page."),
    Action(
        "sources",
        "r",
        "sources",
        "The bibliography, and what rests on each source.",
        in_line=False,
        room=True,
    ),
    Action("ledger", "L", "all claims", "Every claim so far, and who disputes it.", in_line=False, room=True),
    Action("glossary", "D", "glossary", "Every word explained so far.", in_line=False, room=True),
    Action("go", "g", "go", "Go to a place, to somebody, or to a page you have read."),
    Action("forward", "right_square_bracket,alt+right", "forward", "Undo a back.", shown="]", in_line=False),
    Action("undo", "u", "undo", "Take the last move back, as if it had not been.", in_line=False),
    Action("redo", "ctrl+r", "redo", "Take an undo back.", shown="ctrl+r", in_line=False),
    Action(
        "progress",
        "v",
        "progress",
        "What you have read and heard, and what is left.",
        in_line=False,
        room=True,
    ),
    Action("panel", "i", "panel", "Show or hide the side panel.", in_line=False),
    Action("prompt", "greater_than_sign,colon", "type", "Type what you want to do.", shown=">"),
    Action("copy", "y", "copy", "Copy the text of this page.", in_line=False),
    Action("title", "escape", "title", "Go to the title page; your place is kept.", shown="esc"),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("theme", "l", "look", "Change the look.", in_line=False),
    Action("quit", "q", "quit", "Stop; everything is kept.", in_line=False),
)
"""The reading room."""

TITLE = (
    Action("continue_run", "c", "continue", "Go on where you were."),
    Action("take", "1", "choose", "Begin by the way in of that number.", shown="1-9"),
    Action("runs", "r", "earlier runs", "Go on with an earlier run; starting afresh loses none."),
    Action("theme", "l", "look", "Change the look."),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("quit", "q", "quit", "Leave."),
)
"""The title page."""

SHEET = (
    Action("previous", "left,h", "previous", "The one before.", shown="←"),
    Action("next", "right,l", "next", "The next one.", shown="→"),
    Action("jump_to", "1", "jump", "The one of that number.", shown="1-9", in_line=False),
    Action("copy", "y", "copy", "Copy this."),
    Action("reference", "f", "reference", "Copy the references it rests on.", in_line=False),
    Action("close", "escape,q,c,d,enter", "close", "Back to the page.", shown="esc"),
)
"""An answer laid over the page."""


ROOM = (
    Action("open", "enter", "open", "Open the marked entry."),
    Action("door", "1", "go", "Go to the page of that number.", shown="1-9"),
    Action("move_up", "up,k", "move", "Move the mark.", shown="↑↓"),
    Action("claims", "c", "claims", "Open the claims the marked entry rests on.", in_line=False),
    Action("copy", "ctrl+y", "copy", "Copy what the marked entry holds.", in_line=False),
    Action("reference", "f", "reference", "Copy the references of the marked entry.", in_line=False),
    Action("address", "u", "address", "Show the address of a source; it is opened only then.", in_line=False),
    Action("theme", "l", "look", "Change the look.", in_line=False),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q", "close", "Back to the page.", shown="esc"),
)
"""What every room beside the page can do; each adds what narrows it."""

MAP = (
    *ROOM[:3],
    Action("zoom(1)", "plus,equals_sign", "closer", "Look closer.", shown="+"),
    Action("zoom(-1)", "minus", "wider", "Look at more of it.", shown="-"),
    Action("toward(-1)", "left", "west", "The nearest place to the west.", shown="←", in_line=False),
    Action("toward(1)", "right", "east", "The nearest place to the east.", shown="→", in_line=False),
    *ROOM[3:],
)
"""The map."""

TIMELINE = (
    *ROOM[:3],
    Action("year_on(1)", "right", "year", "The next year that is told of.", shown="→"),
    Action("year_on(-1)", "left", "year before", "The year before.", shown="←", in_line=False),
    *ROOM[3:],
)
"""The timeline."""

POSITIONS = (
    *ROOM[:3],
    Action("across(1)", "right", "question", "The next question.", shown="→", in_line=False),
    Action("across(-1)", "left", "question before", "The question before.", shown="←", in_line=False),
    Action("compare", "x", "compare", "Take a voice, then another, to see both side by side."),
    *ROOM[3:],
)
"""The matrix of positions."""

SEARCH = (
    Action("open", "enter", "open", "Open the marked hit: a page is walked to."),
    Action("move_up", "up", "move", "Move the mark.", shown="↑↓"),
    Action("help", "f1", "help", "What you can do here."),
    Action("close", "escape", "close", "Back to the page.", shown="esc"),
)
"""The search room, where letters are typed."""


def bindings(actions: tuple[Action, ...]) -> list[Binding]:
    """The bindings of a screen, but for the numbers: each of those does another thing."""
    return [action.binding() for action in actions if action.shown != "1-9"]
