"""Everything a key does in a room beside the page; what narrows a room is among it."""

from __future__ import annotations

from dataclasses import replace

from explainer.tui.action import Action


def _narrowing(facet: str, key: str, help: str, *, label: str = "") -> Action:
    """What turns a facet; the room itself says which of them it has now, and how they stand."""
    label = label or facet
    name = f"by_{label.replace(' ', '_')}"
    return Action(name, key, label, help, in_line=False, does=f"facet('{facet}')")


_MARKED = (
    Action("open", "enter", "open", "Open the marked entry."),
    Action("door", "1", "go", "Go to the page of that number.", shown="1-9"),
    Action("move_up", "up,k", "move", "Move the mark.", shown="↑↓"),
)

_HELD = (
    Action("claims", "c", "claims", "Open the claims the marked entry rests on.", in_line=False),
    Action("copy", "ctrl+y", "copy", "Copy what the marked entry holds.", in_line=False),
    Action("reference", "f", "reference", "Copy the references of the marked entry.", in_line=False),
)

_ADDRESS = Action(
    "address", "u", "address", "Show the address of a source; it is opened only then.", in_line=False
)

_ANYWHERE = (
    Action("theme", "l", "look", "Change the look.", in_line=False),
    Action("settings", "comma", "settings", "Look, width, room, motion, mouse.", shown=",", in_line=False),
    Action("help", "question_mark", "help", "What you can do here.", shown="?"),
    Action("close", "escape,q", "close", "Back to the page.", shown="esc"),
)

_WORDS = _narrowing("words", "w", "Lift the narrowing by words.")

ROOM = (*_MARKED, *_HELD, _ADDRESS, *_ANYWHERE)
"""What every room beside the page can do; each adds what narrows it."""

MAP = (
    *_MARKED,
    Action("closer", "plus,equals_sign", "closer", "Look closer.", shown="+", does="zoom(1)"),
    Action("wider", "minus", "wider", "Look at more of it.", shown="-", does="zoom(-1)"),
    Action(
        "west", "left", "west", "The nearest place to the west.", shown="←", in_line=False, does="toward(-1)"
    ),
    Action(
        "east", "right", "east", "The nearest place to the east.", shown="→", in_line=False, does="toward(1)"
    ),
    *_HELD,
    _ADDRESS,
    _narrowing("view", "z", "The next part of the map."),
    *_ANYWHERE,
)
"""The map."""

STORY = (
    *_MARKED,
    *_HELD,
    _ADDRESS,
    _narrowing("chapter", "h", "Narrow to a chapter."),
    _narrowing("which", "s", "All pages, those read, or the forks.", label="pages"),
    *_ANYWHERE,
)
"""The story map."""

TIMELINE = (
    *_MARKED,
    Action("next_year", "right", "year", "The next year that is told of.", shown="→", does="year_on(1)"),
    Action(
        "year_before", "left", "year before", "The year before.", shown="←", in_line=False, does="year_on(-1)"
    ),
    *_HELD,
    _ADDRESS,
    _narrowing("era", "a", "Narrow to an era."),
    _narrowing("year", "y", "Narrow to a year."),
    _narrowing("place", "p", "Narrow to a place."),
    _narrowing("voice", "v", "Narrow to what somebody did."),
    _narrowing("disputed", "d", "Only what is disputed, or all."),
    _narrowing("weight", "w", "The main events, or every one."),
    *_ANYWHERE,
)
"""The timeline."""

POSITIONS = (
    *_MARKED,
    Action(
        "next_question", "right", "question", "The next question.", shown="→", in_line=False, does="across(1)"
    ),
    Action(
        "question_before",
        "left",
        "question before",
        "The question before.",
        shown="←",
        in_line=False,
        does="across(-1)",
    ),
    Action("compare", "x", "compare", "Take a voice, then another, to see both side by side."),
    *_HELD,
    _ADDRESS,
    _narrowing("topic", "o", "Everybody on one question.", label="question"),
    _narrowing("voice", "v", "One voice on every question."),
    _narrowing("stance", "s", "Narrow to a stance."),
    _narrowing("unheard", "n", "Only the voices you have not heard, or all.", label="hearing"),
    *_ANYWHERE,
)
"""The matrix of positions."""

SOURCES = (
    *_MARKED,
    *_HELD,
    _ADDRESS,
    _narrowing("kind", "t", "Narrow to a kind of source."),
    _narrowing("order", "o", "By date, or by author."),
    _WORDS,
    *_ANYWHERE,
)
"""The bibliography."""

LEDGER = (
    *_MARKED,
    *_HELD,
    _ADDRESS,
    _narrowing("which", "d", "All claims, the disputed, or those that matter most.", label="standing"),
    _narrowing("certainty", "s", "Narrow to how certain they are."),
    _WORDS,
    *_ANYWHERE,
)
"""The claims."""

GLOSSARY = (
    *_MARKED,
    *_HELD,
    _ADDRESS,
    _narrowing("here", "h", "The words of this page, or of all.", label="where"),
    _WORDS,
    *_ANYWHERE,
)
"""The glossary."""

EXPECTATIONS = (
    *_MARKED,
    *_HELD,
    _ADDRESS,
    _narrowing("verdict", "d", "What held, what did not, and what is not told yet."),
    _narrowing("who", "v", "Narrow to what somebody expected, or to your forecasts.", label="voice"),
    *_ANYWHERE,
)
"""What was expected."""

PATH = (
    Action("open", "enter", "stand there", "Stand at the marked step; what you leave stays as a branch."),
    *_MARKED[1:],
    Action("other", "o", "other choice", "From the marked step, take a choice you did not take there."),
    Action("detail", "d", "details", "What the marked step held.", in_line=False),
    *_HELD,
    _ADDRESS,
    _narrowing("steps", "a", "The moves alone, or every step."),
    *_ANYWHERE,
)
"""The path."""

NOTEBOOK = (
    Action("open", "enter", "open", "Edit the marked note; go to the marked bookmark."),
    *_MARKED[1:],
    Action("export", "e", "export", "Write the notebook to a file, as Markdown."),
    Action("delete", "ctrl+d,delete", "delete", "Delete the marked note or bookmark."),
    Action("restore", "u", "bring back", "Bring back what was deleted last."),
    *_HELD,
    _narrowing("kind", "s", "Notes, bookmarks, or both."),
    _narrowing("order", "o", "By page, or the newest first."),
    *_ANYWHERE,
)
"""The notebook."""

NAMING = (
    Action("write", "enter", "write", "Write the notebook to the file of that name.", movable=False),
    Action("close", "escape", "leave it", "Back to the notebook.", shown="esc", movable=False),
)
"""Naming the file the notebook is written to, where letters are typed."""

SEARCH = (
    Action("open", "enter", "open", "Open the marked hit: a page is walked to.", movable=False),
    Action("move_up", "up", "move", "Move the mark.", shown="↑↓", does="move(-1)", movable=False, first=True),
    Action(
        "by_kind",
        "ctrl+t",
        "kind",
        "Narrow to pages, claims, voices, words, sources or notes.",
        in_line=False,
        does="facet('kind')",
        movable=False,
        first=True,
    ),
    Action("help", "f1", "help", "What you can do here.", movable=False, first=True),
    Action("close", "escape", "close", "Back to the page.", shown="esc", movable=False, first=True),
)
"""The search room, where letters are typed."""

ROOM_MOVES = (
    Action("move_down", "down,j", "next", "Mark the next entry.", does="move(1)"),
    Action("screen_down", "space,pagedown", "a screen on", "A screenful of entries on.", does="page(1)"),
    Action("screen_up", "pageup,shift+space", "a screen back", "A screenful back.", does="page(-1)"),
    Action("top", "home", "first", "The first entry.", does="edge(-1)"),
    Action("end", "end", "last", "The last entry.", does="edge(1)"),
    Action("read_beside", "tab", "read on", "Read on beside the entries.", does="beside(1)"),
    Action("read_beside_back", "shift+tab", "read back", "Read back there.", does="beside(-1)"),
)
"""Moving in a room."""

SEARCH_MOVES = tuple(
    replace(action, movable=False, first=True)
    for action in (
        Action("move_down", "down", "next", "Mark the next.", does="move(1)"),
        Action("screen_down", "pagedown", "a screen on", "A screenful on.", does="page(1)"),
        Action("screen_up", "pageup", "a screen back", "A screenful back.", does="page(-1)"),
    )
)
"""Moving among the hits of a search."""
