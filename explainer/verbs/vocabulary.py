"""The verbs: one table for parsing, completion, help and whatever lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that begins a line."""

    name: str
    usage: str
    """How a line with it looks; capitals stand for what is named."""
    help: str
    aliases: tuple[str, ...] = ()
    room: bool = False
    """Whether it leads into a room beside the page; the words after it narrow the room down."""


VERBS = (
    Verb("look", "look", "Show this page again.", ("l", "read again")),
    Verb("back", "back", "Show the page before this one.", ("b",)),
    Verb("forward", "forward", "Undo a back.", ("f",)),
    Verb("go", "go PLACE", "Go to a place, to somebody, to a page already read.", ("walk", "visit", "meet")),
    Verb("ask", "ask ACTOR about TOPIC", "Hear somebody on a question.", ("a", "hear")),
    Verb("read", "read DOCUMENT", "Open a document.", ("open",)),
    Verb(
        "claim",
        "claim NUMBER",
        "Open a claim: evidence, certainty, who disputes it.",
        ("c", "claims", "evidence"),
    ),
    Verb("define", "define TERM", "Explain a word.", ("d", "explain")),
    Verb("compare", "compare ACTOR and ACTOR on TOPIC", "Put two voices side by side.", ("versus",)),
    Verb(
        "beside",
        "beside 2",
        "Set an option of a fork beside what happened; beside 2 claim 3 opens a claim of the columns.",
        ("side by side", "instead of"),
    ),
    Verb(
        "positions",
        "positions TOPIC",
        "Everybody on one question; also positions ACTOR, positions unheard.",
        ("p", "stances", "voices"),
        room=True,
    ),
    Verb(
        "story",
        "story",
        "The story map: chapters, your way, forks.",
        ("o", "overview", "chapters", "story map"),
        room=True,
    ),
    Verb("map", "map PLACE", "Where this is, and where you can go.", ("m", "places", "where"), room=True),
    Verb(
        "timeline",
        "timeline YEAR",
        "What happened when, so far; also timeline PLACE, timeline ACTOR, timeline all.",
        ("t", "events", "when", "chronology"),
        room=True,
    ),
    Verb(
        "forecast",
        "forecast 60 30 10, or forecast 2 likely",
        "Say how likely each option is; almost certain is 95 points of 100, likely 75, even 50, unlikely 25.",
        ("bet", "predict"),
    ),
    Verb("skip", "skip", "Pass a forecast by.", ()),
    Verb("undo", "undo", "Take the last move back, as if it had not been.", ("u",)),
    Verb("redo", "redo", "Take an undo back.", ()),
    Verb(
        "path",
        "path",
        "Every step you took, and the branches beside it; path all unfolds them.",
        ("w", "history", "trail"),
        room=True,
    ),
    Verb("jump", "jump back 6", "Stand at an earlier step again; also jump and a number of the path.", ()),
    Verb(
        "other",
        "other 5 2",
        "At step 5 of the path take choice 2 instead; other 5 says which there are.",
        ("instead",),
    ),
    Verb(
        "progress",
        "progress",
        "What you have seen, and what is left.",
        ("v", "status", "score"),
        room=True,
    ),
    Verb(
        "search",
        "search WORDS",
        "Where something stands: pages, claims, voices, sources.",
        ("find", "/"),
        room=True,
    ),
    Verb(
        "sources",
        "sources WORDS",
        "The bibliography, and what rests on each source.",
        ("r", "bibliography", "references"),
        room=True,
    ),
    Verb(
        "ledger",
        "ledger disputed",
        "Every claim so far; also core, unmet, a year or words.",
        ("claims all", "facts"),
        room=True,
    ),
    Verb(
        "expectations",
        "expectations",
        "What was expected, and what came of it; also a voice, yours, held, failed, partly, open, ahead.",
        ("expected", "hopes", "fears"),
        room=True,
    ),
    Verb("glossary", "glossary", "Every word explained so far.", ("terms", "words"), room=True),
    Verb(
        "note",
        "note TEXT",
        "Keep a thought about this page; note claim 3 TEXT about a claim of it.",
        ("n", "remember"),
    ),
    Verb("bookmark", "bookmark", "Keep this page, or take its bookmark away.", ("mark", "unmark")),
    Verb(
        "notes",
        "notes",
        "Your notebook; also notes 2, notes change 2 TEXT, notes delete 2, notes undo, notes export FILE.",
        ("notebook",),
        room=True,
    ),
    Verb("bookmarks", "bookmarks", "The pages you bookmarked.", ("marks",)),
    Verb(
        "show",
        "show NUMBER",
        "Open an entry of the room last listed; show 3 claim 1 opens a claim it rests on.",
        ("entry",),
    ),
    Verb(
        "review",
        "review",
        "Questions on what you have read; review 10 for ten minutes of them.",
        ("e", "quiz", "study", "test"),
    ),
    Verb("steelman", "steelman", "Say whose position it is, and which reason is their own.", ("steel man",)),
    Verb("hint", "hint", "A nudge.", ()),
    Verb("settings", "settings", "What can be set, and how it is set.", ("options", "preferences")),
    Verb("set", "set width 60", "Change a setting.", ()),
    Verb("title", "title", "Go to the title page; your place is kept.", ("menu", "restart")),
    Verb(
        "help",
        "help VERB",
        "What you can type, or how one verb is used; help here: what fits this page.",
        ("h", "?", "commands"),
    ),
    Verb("quit", "quit", "Stop; everything is kept.", ("q", "exit", "bye")),
)
"""Every verb, in the order help shows them."""

SURENESS = {
    "certain": 97,
    "almost certain": 95,
    "sure": 90,
    "very likely": 90,
    "likely": 75,
    "probable": 70,
    "maybe": 55,
    "possible": 50,
    "even": 50,
    "unlikely": 25,
    "very unlikely": 10,
}
"""Words for how sure somebody is of one option, in points out of 100."""

SHORT_FORM = ("almost certain", "likely", "even", "unlikely")
"""Those of them that are offered, the surest first; the others are understood all the same."""
