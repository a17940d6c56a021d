"""A pack whose every text tries to drive the terminal: what arrives is letters, on every face."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.packs.load import load_pack
from explainer.tui.words import META_KEY
from tests.pty_screen import CTRL_P, DOWN, END, ENTER, ESCAPE, HOME, RIGHT, ROOT, TAB, Terminal
from tests.tui_screen import Record, Stage, manifest, staged, write_pack

CONTROLS = "\x1b]0;PWNED\x07\x1b[31mr\x9b31ms\u202et\u2066u\u200bv\x7fw\x1b[2Jx\x1b]52;c;UFdORUQ=\x07y"
"""Would set the window's title and the clipboard, colour, erase and turn round what follows."""

ENTITIES = "&#27;&#x9b;&#x202e;&#27;[31m"
"""The same as HTML has it."""

CLICK = "[@click=app.quit]click[/]"
MARKUP = f"{CLICK} [bold red]x[/] [/oops] [link='https://x.org']z[/]"
"""What Textual or Rich would take for their own if they read a text as markup."""

PALETTE = "Search for commands"
"""What stands in the palette's line before anything is typed."""

STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of characters that steer rather than mean; no text of this pack needs one."""

OSC = re.compile(r"\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)")
CSI = re.compile(r"\x1b\[([<=>?]?)([0-9;]*)([$ ]?[@-~])")


def plain(words: str) -> str:
    """A text of one line, as hostile as can be."""
    return f"{words} {CONTROLS} {ENTITIES} {MARKUP}"


def marked(words: str) -> str:
    """The same in Markdown, where the click needs a backslash, lest it be a citation."""
    return plain(words).replace("[@", "\\[@")


def prose(words: str) -> str:
    """A text of two paragraphs."""
    return f"{marked(words)}\n\n{CONTROLS}`[@click=app.bell]bell[/]{CONTROLS}` *{CONTROLS}* > {ENTITIES}"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    claim = {"date": "2024-05-02", "sources": [{"source": "minutes", "locator": plain("item")}]}
    return write_pack(
        tmp_path_factory.mktemp("hostile") / "pack",
        manifest(
            "square",
            title=plain("The title"),
            question=plain("The question"),
            summary=plain("The summary"),
            licence=plain("The licence"),
            version="1.0",
            language="en",
            authors=[plain("The author")],
            ways_in=[
                {"id": "way", "title": plain("Way"), "minutes": 5, "start": "square", "text": plain("In")}
            ],
            chapters=[{"id": "one", "title": plain("Chapter"), "text": plain("What it holds")}],
            sides=[{"id": "side", "name": plain("Side")}],
        ),
        sources=[
            {
                "id": "minutes",
                "type": "report",
                "title": plain("Minutes"),
                "author": [
                    {"family": plain("Family"), "given": plain("Given")},
                    {"literal": plain("Literal")},
                ],
                "publisher": plain("Publisher"),
                "container_title": plain("Container"),
                "issued": "2024-05-02",
                "number": plain("Number"),
                "genre": plain("Genre"),
                "note": plain("Source note"),
            }
        ],
        claims=[
            {
                "id": "vote",
                "label": plain("Vote"),
                "statement": plain("The vote was close"),
                "confidence": "high",
                "disputed": [{"by": plain("Somebody"), "how": plain("Says no")}],
                "note": plain("Claim note"),
                **claim,
            },
            {"id": "count", "statement": plain("The count was slow"), "confidence": "low", **claim},
        ],
        terms=[
            {
                "id": "tally",
                "term": plain("tally"),
                "text": prose("A count"),
                "say": plain("TAL-lee"),
                "aliases": [plain("reckoning")],
                "see": ["bell"],
                "sources": ["minutes"],
            },
            {"id": "bell", "term": "bell", "text": prose("It rings")},
        ],
        places=[
            {
                "id": "hall",
                "name": plain("Hall"),
                "latitude": 42.1,
                "longitude": 20.7,
                "names": {"sr": plain("Sala")},
                "text": prose("A hall"),
                "aliases": [plain("room")],
                "node": "square",
            }
        ],
        actors=[
            {
                "id": name,
                "name": plain(name.capitalize()),
                "kind": "person",
                "text": prose("Somebody"),
                "office": plain("Office"),
                "short": plain(name),
                "side": "side",
                "aliases": [plain("alias")],
                "place": "hall",
            }
            for name in ("mayor", "clerk")
        ],
        questions=[
            {"id": "cars", "text": plain("Cars"), "short": plain("cars"), "aliases": [plain("traffic")]}
        ],
        positions=[
            {
                "actor": name,
                "question": "cars",
                "stance": "against",
                "position": prose("No cars"),
                "reason": prose("The stones"),
                "reason_is": "stated",
                "speaker": plain("Speaker"),
                "date": "2024-05-02",
                "quote": "Never \x1b]0;PWNED\x07 [/oops]",
                "quote_by": plain("Quoted"),
                "sources": claim["sources"],
                "note": plain("Position note"),
            }
            for name in ("mayor", "clerk")
        ],
        events=[
            {
                "id": "vote",
                "date": "2024-05-02",
                "title": plain("The vote"),
                "weight": 3,
                "claims": ["vote"],
                "actors": ["mayor"],
            }
        ],
        cards=[
            {
                "id": "how",
                "kind": "choose",
                "claim": "vote",
                "question": plain("How"),
                "answer": plain("So"),
                "options": [plain("Or so"), plain("Or thus")],
                "why": plain("Because"),
            }
        ],
        nodes=_nodes(),
    )


def _nodes() -> list[Record]:
    return [
        {
            "id": "square",
            "title": plain("Square"),
            "chapter": "one",
            "place": "hall",
            "period": plain("Long ago"),
            "voices": ["mayor"],
            "aliases": [plain("piazza")],
            "body": "\n\n".join(
                [
                    "The council voted. [@vote] So [[tally]] it. [@count]",
                    prose("It is said"),
                    f"> {marked('Quoted')}",
                    f"| {marked('Cell')} | b |\n|---|---|\n| c | d |",
                    f"1. {marked('Item')}",
                    f"```\n{CONTROLS} {ENTITIES} [bold]code[/bold]\n```",
                    f"[{CONTROLS}words](https://x.org/{CONTROLS})",
                ]
            ),
            "choices": [
                {"id": "fork", "text": plain("To the fork"), "to": "fork", "hint": plain("Hint")},
                {
                    "id": "locked",
                    "text": plain("Locked"),
                    "to": "road",
                    "when": {"seen": "road"},
                    "locked": plain("Reason"),
                },
            ],
        },
        {
            "id": "fork",
            "title": plain("Fork"),
            "kind": "fork",
            "body": prose("Say"),
            "fork": {
                "question": plain("What next"),
                "decider": plain("Decider"),
                "resolution": "signed",
                "options": [
                    {
                        "id": name,
                        "label": plain(name.capitalize()),
                        "for": prose("For it"),
                        "against": prose("Against it"),
                        "favoured_by": [plain("Friends")],
                        **more,
                    }
                    for name, more in (("signs", {"happened": True}), ("refuses", {"road": "road"}))
                ],
            },
            "choices": [{"id": "back", "text": plain("Back"), "to": "square"}],
        },
        {
            "id": "signed",
            "title": plain("Signed"),
            "kind": "outcome",
            "body": prose("She signed"),
            "choices": [{"id": "road", "text": plain("The road"), "to": "road"}],
        },
        {"id": "road", "title": plain("Road"), "kind": "road", "body": prose("Not so"), "ending": True},
    ]


def test_the_pack_opens_with_what_is_refused_taken_out(hostile: Path) -> None:
    result = load_pack(hostile)
    assert result.pack is not None
    grave = [item for item in result.diagnostics if item.severity == "error"]
    assert grave
    assert [item for item in grave if not item.mended] == []


def misdeeds(raw: bytes) -> Iterator[str]:
    """What of these bytes neither letters nor the screens' own doing can explain."""
    text = raw.decode("utf-8")
    for match in OSC.finditer(text):
        if not re.fullmatch(r"52;c;[A-Za-z0-9+/=]*|22;[a-z-]*", match[1]):
            yield f"an operating system command: {match[0]!r}"
        elif match[1].startswith("52;"):
            copied = base64.b64decode(match[1].removeprefix("52;c;")).decode()
            yield from (f"copied: {found!r}" for found in steering(copied))
            if copied == "PWNED":
                yield "a clipboard that was set"
    text = OSC.sub("", text)
    for match in CSI.finditer(text):
        mark, numbers, end = match.groups()
        if end == "m" and not mark:
            if re.search(
                r"(?:^|;)(?:3[0-7]|4[0-7]|9[0-7])(?:;|$)", re.sub(r"[34]8;2;\d+;\d+;\d+", "", numbers)
            ):
                yield f"a colour that is no role: {match[0]!r}"
        elif (mark, end) not in {("", "H"), ("?", "h"), ("?", "l"), ("?", "$p"), (">", "u"), ("<", "u")}:
            yield f"a sequence: {match[0]!r}"
    for found in steering(CSI.sub("", text).replace("\r", "")):
        yield f"a character: {found!r}"


def steering(text: str) -> list[str]:
    """The characters of a text that are no letters: controls, directions, what can't be seen."""
    return [found for found in text if unicodedata.category(found) in STEERING and found != "\n"]


def test_the_look_out_sees_each_misdeed() -> None:
    found = list(misdeeds(CONTROLS.encode()))
    for part in ("]0;PWNED", "clipboard", "[31m", "[2J", "\\x9b", "\\u202e", "\\u2066", "\\u200b", "\\x7f"):
        assert any(part in item for item in found), part


def test_nothing_of_it_reaches_a_terminal_from_the_screens(hostile: Path) -> None:
    with Terminal("play", str(hostile), columns=120, rows=36) as window:
        window.until_shown("The title", "The question", CLICK)
        window.type("1").until_shown("Square", CLICK)
        window.type(END, HOME)
        leaf_through(window, "c", "1 of 2 ›", RIGHT)
        leaf_through(window, "d", "A count")
        leaf_through(window, "a", "Whom do you ask?", ENTER, DOWN, ENTER)
        leaf_through(window, "p", "Who wants what, and why?", DOWN)
        leaf_through(window, "t", "What came when")
        leaf_through(window, "w", "How did I get here")
        leaf_through(window, "g", "Where do you go?")
        leaf_through(window, "v", "What have I seen, and what is left?")
        leaf_through(window, "?", "The reading room")
        leaf_through(window, CTRL_P, PALETTE)
        window.type(CTRL_P).until_shown(PALETTE)
        window.type(*"to the fork").until_shown("Choice 1").type(ESCAPE).until_gone("Choice 1")
        window.type("2").until(lambda now: now.text.count("Reason ]") > now.text.count("Locked ]"))
        window.type(">").until_shown("every verb, and every key")
        window.type("ask ", TAB).until_shown("› ask Mayor ]0;PWNED[31m").type(ESCAPE).until_gone("› ask")
        window.type(">").until_shown("every verb, and every key")
        window.type(*"ask mayor about cars", ENTER).until_shown("close ×", "No cars")
        window.type(ESCAPE).until_gone("close ×")
        window.type("y").until_shown("The page was copied.")
        # The terminal cuts what was drawn before; the last key is in sight once it is drawn anew.
        window.resize(70, 36).until(lambda now: "HERE" not in now.text and "? help" in now.text)
        window.type("i").until_shown("HERE").type("i").until_gone("HERE")
        window.type("1").until_shown("What next")
        window.type("f").until_shown("points out of 100", "Signs")
        window.type(RIGHT, ENTER).until_gone("points out of 100")
        window.type(END, "1").until_shown("What happened")
        window.type(ESCAPE).until_shown("Continue", "You were on")
        window.type("q")
        assert window.ended() == 0
        raw = bytes(window.raw)
    assert b"PWNED" in raw
    assert CLICK.encode() in raw
    assert list(misdeeds(raw)) == []


def leaf_through(window: Terminal, key: str, shown: str, *more: str) -> None:
    """Open something, look at it, and close whatever lies over the page."""
    window.type(key).until_shown(shown)
    for each in more:
        before = window.text
        window.type(each).until(lambda now, before=before: now.text != before)  # type: ignore[misc]
    window.until(is_open).type(ESCAPE).until(lambda now: not is_open(now))


def is_open(window: Terminal) -> bool:
    """Whether something lies over the page: it says how it is closed."""
    return any(words in window.text for words in ("esc close", PALETTE))


SCRIPT = """\
look
1
claim
claim 1
define
define tally
ask
ask mayor
ask mayor about cars
compare mayor and clerk on cars
positions
positions cars
hint
progress
path
2
[@click=app.quit]click[/]
1
forecast 60 40
skip
1
back
title
"""


@pytest.mark.parametrize(
    "command", [["read"], ["check"], ["list"], ["stats"]], ids=lambda command: command[0]
)
def test_nothing_of_it_reaches_a_terminal_from_line_mode_and_commands(
    hostile: Path, command: list[str]
) -> None:
    line = [sys.executable, "-m", "explainer", *command]
    line += ["--content", str(hostile.parent)] if command == ["list"] else [str(hostile)]
    done = subprocess.run(line, input=SCRIPT.encode(), capture_output=True, cwd=ROOT, check=False, timeout=30)
    assert b"Traceback" not in done.stderr
    for stream in (done.stdout, done.stderr):
        assert list(misdeeds(stream)) == []
        assert b"\x1b" not in stream
    if command == ["read"]:
        assert CLICK.encode() in done.stdout


# ---------------------------------------------------------------- what can be clicked

OURS = {
    "claim", "term", "node", "offer", "action", "row", "points", "suggestion", "facet", "year", "chapter",
    "do", "pick", "sure", "web",
}  # fmt: skip


def meanings(stage: Stage) -> set[tuple[str, str]]:
    """Every meaning that some words on the screen have for a click; fails for one that is not ours."""
    found: set[tuple[str, str]] = set()
    for row in stage.rows:
        for segment in row:
            meta = dict(segment.style.meta) if segment.style and segment.style._meta else {}
            # Textual's own, for selecting text and for the rows of its palette.
            meta.pop("offset", None)
            meta.pop("option", None)
            if meta:
                assert list(meta) == [META_KEY], f"{segment.text!r} means {meta}"
                kind, value = meta[META_KEY]
                assert kind in OURS
                found.add((kind, value))
            assert segment.style is None or segment.style.link is None
    return found


async def test_nothing_can_be_clicked_but_what_the_screens_made_clickable(hostile: Path) -> None:
    async with staged(hostile, begin=False) as stage:
        kinds = {kind for kind, _ in meanings(stage)}
        await stage.press("1")
        for keys in (
            "", "end", "c", "right", "escape", "d", "right", "escape", "a", "enter", "down", "enter",
            "escape",
            "p", "enter", "escape", "t", "enter", "escape", "w", "enter", "escape",
            "o", "escape", "m", "escape",
            "g", "escape", "v", "escape", "question_mark", "escape", "i", "i",
            "ctrl+p", "escape", "> a s k space", "tab", "escape", "1", "end", "f", "right", "o", "enter", "1",
            "end", "e", "escape", "E", "1", "escape", "h", "enter", "escape",
        ):  # fmt: skip
            await stage.press(*keys.split())
            kinds |= {kind for kind, _ in meanings(stage)}
            assert stage.app.is_running
        assert kinds == OURS - {"web", "year"}


async def test_a_click_on_letters_that_look_like_markup_does_nothing(hostile: Path) -> None:
    async with staged(hostile) as stage:
        page = stage.session.turn.node
        count = sum(line.count("click[/]") for line in stage.lines)
        clicked = 0
        for nth in range(count):
            x, y = stage.where("click[/]", nth=nth)
            there = [piece for piece in stage.pieces() if piece.y == y and piece.x <= x]
            if META_KEY not in there[-1].style.meta:
                before = stage.text
                await stage.click_at(x + 1, y)
                clicked += 1
                assert stage.app.is_running
                assert (stage.over, stage.session.turn.node) == ("ReadingScreen", page)
                assert stage.text == before
        assert clicked


async def test_what_is_typed_is_letters_too(hostile: Path) -> None:
    async with staged(hostile) as stage:
        await stage.press(">")
        await stage.type("[/oops] [@click=app.quit]dance[/]\n")
        assert stage.app.is_running
        assert "[/oops]" in stage.notice
        meanings(stage)
