"""Everything a key does on a page and over it, in one table for bindings, key line, help and palette."""

from __future__ import annotations

from explainer.tui import room_actions
from explainer.tui.action import Action
from explainer.tui.room_actions import ROOM_MOVES, SEARCH_MOVES

READING = (
    Action("take", "1", "choose", "Take the choice of that number.", shown="1-9"),
    Action("back", "b,alt+left", "back", "Show the page before; nothing is unlearnt."),
    Action("forecast", "f", "forecast", "At a fork, say how likely each option is."),
    Action("beside", "B", "side by side", "At a fork that is told, an option beside what happened."),
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
    Action("path", "w", "path", "Every step; stand at one again.", in_line=False, room=True),
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
    Action("review", "e", "review", "Questions on what you have read.", in_line=False),
    Action(
        "steelman", "E", "steelman", "Say whose position it is, and which reason is their own.", in_line=False
    ),
    Action(
        "expectations",
        "h",
        "expectations",
        "What was expected, and what came of it.",
        in_line=False,
        room=True,
    ),
    Action("go", "g", "go", "Go to a place, to somebody, or to a page you have read."),
    Action("note", "n", "note", "Write a note on this page."),
    Action("bookmark", "x", "bookmark", "Bookmark this page, or take its bookmark away.", in_line=False),
    Action("notes", "N", "notebook", "Your notes and bookmarks.", in_line=False, room=True),
    Action("forward", "right_square_bracket,alt+right", "forward", "Undo a back.", shown="]", in_line=False),
    Action("undo", "u", "undo", "Take the last move back, as if it had not been.", in_line=False),
    Action("redo", "ctrl+r", "redo", "Take an undo back.", shown="ctrl+r", in_line=False),
    Action(
        "progress",
        "v",
        "progress",
        "What you have seen, and what is left.",
        in_line=False,
        room=True,
    ),
    Action("panel", "i", "panel", "Show or hide the side panel.", in_line=False),
    Action("prompt", "greater_than_sign,colon", "type", "Type what you want to do.", shown=">"),
    Action("copy", "y", "copy", "Copy the text of this page.", in_line=False),
    Action(
        "copy_paragraph",
        "Y",
        "copy a paragraph",
        "Copy the selected words, or else the paragraph at the top.",
        in_line=False,
    ),
    Action("settings", "comma", "settings", "Look, width, room, motion, mouse.", shown=",", in_line=False),
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
    Action("settings", "comma", "settings", "Look, width, room, motion, mouse.", shown=","),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("quit", "q", "quit", "Leave."),
)
"""The title page."""

BESIDE = (
    Action("previous", "left,h", "previous", "The option before.", shown="←", in_line=False),
    Action("next", "right,l", "next", "The next option.", shown="→"),
    Action("jump_to", "1", "jump", "The option of that number in the row.", shown="1-9", in_line=False),
    Action("claims", "c", "claims", "Open the claims both columns rest on."),
    Action("copy", "y", "copy", "Copy this."),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q,enter", "close", "Back to the page.", shown="esc"),
)
"""An option of a fork beside what happened."""

SHEET = (
    # The head of an answer has arrows for both ways; the line of keys has room for one.
    Action("previous", "left,h", "previous", "The one before.", shown="←", in_line=False),
    Action("next", "right,l", "next", "The next one.", shown="→"),
    Action("jump_to", "1", "jump", "The one of that number.", shown="1-9", in_line=False),
    Action("copy", "y", "copy", "Copy this."),
    Action("note", "n", "note", "Write a note on this claim."),
    Action("reference", "f", "reference", "Copy the references it rests on.", in_line=False),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q,c,d,enter", "close", "Back to the page.", shown="esc"),
)
"""An answer laid over the page."""


NOTE = (
    Action(
        "delete",
        "ctrl+d",
        "delete",
        "Delete the note; the notebook can bring it back.",
        movable=False,
        first=True,
    ),
    Action("keep", "ctrl+s", "keep", "Keep the note.", movable=False, first=True),
    Action(
        "tie", "ctrl+t", "about", "Say which claim it is about.", in_line=False, movable=False, first=True
    ),
    Action("help", "f1", "help", "What you can do here.", in_line=False, movable=False, first=True),
    Action(
        "close",
        "escape",
        "keep and close",
        "Keep what is written, and go back.",
        shown="esc",
        movable=False,
        first=True,
    ),
)
"""Writing a note, where letters are typed."""

PICK = (
    Action("take", "enter", "take", "Take the marked one.", movable=False),
    Action("move_up", "up", "move", "Move the mark.", shown="↑↓", does="move(-1)", movable=False),
    Action("help", "f1", "help", "What you can do here.", in_line=False, movable=False, first=True),
    Action("close", "escape", "close", "Back to the page.", shown="esc", movable=False, first=True),
)
"""Lists to pick from, where letters are typed."""

STEP = 5
"""Points one key moves in a forecast."""

FORECAST = (
    Action("commit", "enter", "done", "Keep this forecast."),
    Action(
        "short_form", "o", "pick one", "Pick one and say how sure you are, or go back to points for each."
    ),
    Action("option_before", "up,k", "option", "The option to change.", shown="↑↓", does="mark(-1)"),
    Action("fewer", "left,h,minus", "points", "Give it fewer points.", shown="←→", does=f"give(-{STEP})"),
    Action("skip_forecast", "s", "skip", "Pass the forecast by; nothing is held against you.", does="skip"),
    Action("even", "e", "even", "The same for each."),
    Action("help", "question_mark", "help", "What you can do here.", shown="?", in_line=False),
    Action("close", "escape,q", "not now", "Back to the page.", shown="esc"),
)
"""Spreading points over the options of a fork."""

REVIEW = (
    Action("pick", "1", "answer", "Take that answer, or say how well you knew it.", shown="1-9"),
    Action(
        "on",
        "enter",
        "go on",
        "Show the answer, or go on to the next question.",
    ),
    Action("hard", "h", "hard", "Say that it was hard.", in_line=False, does="rate_as('hard')"),
    Action("easy", "e", "easy", "Say that it was easy.", in_line=False, does="rate_as('easy')"),
    Action("page_of_it", "g", "page", "Leave for a page that says so."),
    Action("undo", "u,backspace", "undo", "Take the last answer back, or a number of an order."),
    Action("help", "question_mark", "help", "What you can do here.", shown="?", in_line=False),
    Action("close", "escape,q", "stop", "Back to the page; what was answered is kept.", shown="esc"),
)
"""Being asked about what was read."""

SETTINGS = (
    Action("change", "right,enter,space", "change", "The next value of the marked setting.", shown="→"),
    Action("change_back", "left", "change", "The value before.", shown="←", in_line=False),
    Action("move_up", "up,k", "move", "Move the mark.", shown="↑↓"),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q,comma", "close", "Back to where you were.", shown="esc"),
)
"""The settings."""

PANEL = (
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q,i,enter", "close", "Back to the page.", shown="esc"),
)
"""The side panel, where it lies over the page."""

HELP = (Action("close", "escape,q,question_mark,enter", "close", "Back to the page.", shown="esc"),)
"""Help itself."""


# What moves about is remapped like the rest but told in few words, so it has tables of its own.

READING_MOVES = (
    Action("down", "down,j", "read on", "Read on; at the end, the next choice.", shown="↓"),
    Action("up", "up,k", "read back", "The choice before; from the first, read back.", shown="↑"),
    Action("screen_down", "space,pagedown", "a screen on", "A screenful on.", does="page(1)"),
    Action("screen_up", "pageup,shift+space", "a screen back", "A screenful back.", does="page(-1)"),
    Action("top", "home", "top", "The top of the page.", does="edge(-1)"),
    Action("end", "end", "end", "The end of the page.", does="edge(1)"),
    Action("mark_next", "tab", "next choice", "Mark the next choice.", does="mark(1)"),
    Action("mark_before", "shift+tab", "choice before", "Mark the choice before.", does="mark(-1)"),
    Action("take_marked", "enter", "take", "Take the marked choice."),
)
"""Moving in the reading room."""

TITLE_MOVES = (
    Action("mark_before", "up,k", "before", "Mark the way in before.", does="move(-1)"),
    Action("mark_next", "down,j,tab", "next", "Mark the next way in.", does="move(1)"),
    Action("take_marked", "enter,space", "take", "Take the marked way in."),
)
"""Moving on the title page."""

LEAF_MOVES = (
    Action("down", "down,j", "read on", "Read on.", does="scroll(2)"),
    Action("up", "up,k", "read back", "Read back.", does="scroll(-2)"),
    Action("screen_down", "space,pagedown", "a screen on", "A screenful on.", does="page(1)"),
    Action("screen_up", "pageup", "a screen back", "A screenful back.", does="page(-1)"),
)
"""Moving in an answer, and in help."""

FORECAST_MOVES = (
    Action("option_next", "down,j,tab", "next", "The next option.", does="mark(1)"),
    Action("more", "right,l,plus", "more", "Give it more points.", does=f"give({STEP})"),
    Action("one_fewer", "shift+left", "one fewer", "Give it one point fewer.", does="give(-1)"),
    Action("one_more", "shift+right", "one more", "Give it one point more.", does="give(1)"),
    Action("untype", "backspace", "take back", "Take the last figure of a number back."),
)
"""Moving over the options of a fork."""

SETTINGS_MOVES = (Action("move_down", "down,j,tab", "next", "The next setting.", does="move(1)"),)
"""Moving in the settings."""

PICK_MOVES = (
    Action("move_down", "down", "next", "Mark the next.", does="move(1)", movable=False),
    Action("screen_down", "pagedown", "a screen on", "A screenful on.", does="page(1)", movable=False),
    Action("screen_up", "pageup", "a screen back", "A screenful back.", does="page(-1)", movable=False),
)
"""Moving in a list to pick from."""

MOVES = {
    "READING": READING_MOVES,
    "TITLE": TITLE_MOVES,
    "SHEET": LEAF_MOVES,
    "BESIDE": LEAF_MOVES,
    "PANEL": LEAF_MOVES,
    "HELP": LEAF_MOVES,
    "FORECAST": FORECAST_MOVES,
    "REVIEW": LEAF_MOVES,
    "SETTINGS": SETTINGS_MOVES,
    "SEARCH": SEARCH_MOVES,
    "PICK": PICK_MOVES,
    "NOTE": (),
    "NAMING": (),
}
"""For each table what moves about on its screen; every other table is a room's."""


def tables() -> dict[str, tuple[Action, ...]]:
    """Every table by its name, those of rooms too, with what moves about on its screen."""
    found = {
        name: value
        for name, value in (*globals().items(), *vars(room_actions).items())
        if name[0] != "_"
        and name.isupper()
        and isinstance(value, tuple)
        and all(isinstance(part, Action) for part in value)
    }
    return {
        name: (*actions, *MOVES.get(name, ROOM_MOVES))
        for name, actions in found.items()
        if not name.endswith("_MOVES")
    }
