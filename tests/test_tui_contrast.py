"""What is written can be read: WCAG 2.1 contrast of every role on every ground, and of every word drawn.

Roles are found in the code and the style sheet, so that a new one can't be missed. The terminal's own look
has no colours of ours: it writes in the terminal's own two, and only what brings its own ground is in one
of the sixteen, where xterm and VGA agree well enough to be reckoned with.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import ColorType
from textual.color import Color

from explainer.store.store import open_store
from explainer.tui.themes import ANSI, LOOKS, Look
from tests.test_tui_themes import AA, NOT_WORDS, OURS, contrast
from tests.tui_screen import staged

TUI = Path(__file__).resolve().parent.parent / "explainer" / "tui"

SHEET = (TUI / "app.tcss").read_text("utf-8")

CODE = "\n".join(path.read_text("utf-8") for path in sorted(TUI.rglob("*.py")))

DRAWN = {"rule"}
"""Roles of lines and of the empty part of bars, beside which the same is said in words."""

TEXTUAL = {"block-cursor-foreground"}
"""Roles of Textual's own that the style sheet names."""

GROUNDS = set(re.findall(r"background: \$([a-z-]+)", SHEET))
"""What words are drawn on."""

NAMED = set(
    re.findall(r"\$(ground|panel|ink|ink-soft|rule|chosen|accent|notice|mark-[a-z]+)\b(?!-)", CODE + SHEET)
)
"""Roles that are named anywhere."""

XTERM = {
    "black": (0, 0, 0), "red": (205, 0, 0), "green": (0, 205, 0), "yellow": (205, 205, 0),
    "blue": (0, 0, 238), "magenta": (205, 0, 205), "cyan": (0, 205, 205), "white": (229, 229, 229),
}  # fmt: skip
VGA = {
    "black": (0, 0, 0), "red": (170, 0, 0), "green": (0, 170, 0), "yellow": (170, 85, 0),
    "blue": (0, 0, 170), "magenta": (170, 0, 170), "cyan": (0, 170, 170), "white": (170, 170, 170),
}  # fmt: skip


def written() -> set[str]:
    """The roles words are written in: all but the grounds, and but what is only drawn."""
    made = {"mark-" + mark for mark in ("new", "read", "disputed", "fork")}
    return {*NAMED, *made} - GROUNDS - {"chosen"} - DRAWN


def test_the_roles_that_are_used_are_those_that_are_measured() -> None:
    assert {"ground", "panel", "chosen"} == GROUNDS
    assert {"ink", "ink-soft", "accent"} < written()
    for look in LOOKS:
        assert written() | GROUNDS | DRAWN == set(look.roles), look.name


def test_no_role_goes_by_another_name() -> None:
    named = set(re.findall(r"(?<!\w)\$([a-z]+(?:-[a-z]+)*)", SHEET))

    assert named - set(LOOKS[0].roles) - TEXTUAL == set()


def test_nothing_but_the_looks_names_a_colour() -> None:
    others = [path for path in TUI.rglob("*.py") if path.name != "themes.py"]
    for path in (*others, TUI / "app.tcss"):
        text = path.read_text("utf-8")
        assert re.findall(r"#[0-9a-fA-F]{6}\b|\bansi_(?!color\b)[a-z]+", text) == [], path.name


@pytest.mark.parametrize("look", OURS, ids=lambda look: look.name)
def test_every_role_can_be_read_on_every_ground(look: Look) -> None:
    faint = {}
    for ink in sorted(written()):
        for ground in sorted(GROUNDS - {"chosen"}):
            value = contrast(Color.parse(look.roles[ink]).rgb, Color.parse(look.roles[ground]).rgb)
            if value < AA:
                faint[ink, ground] = round(value, 2)
    chosen = contrast(Color.parse(look.roles["ink"]).rgb, Color.parse(look.roles["chosen"]).rgb)

    assert faint == {}
    assert chosen >= AA


@pytest.mark.parametrize("look", OURS, ids=lambda look: look.name)
def test_what_textual_draws_by_our_roles_can_be_read(look: Look) -> None:
    variables = look.theme().variables
    pairs = {
        "block-cursor": ("block-cursor-foreground", "block-cursor-background"),
        "input-cursor": ("input-cursor-foreground", "input-cursor-background"),
        "selection": ("screen-selection-foreground", "screen-selection-background"),
        "selection in a line": ("ink", "input-selection-background"),
    }
    found = {
        name: contrast(Color.parse(variables[ink]).rgb, Color.parse(variables[ground]).rgb)
        for name, (ink, ground) in pairs.items()
    }
    assert {name: value for name, value in found.items() if value < AA} == {}


# ---------------------------------------------------------------- the terminal's own colours


def test_the_terminals_own_look_writes_in_the_terminals_own_two() -> None:
    assert {name: role for name, role in ANSI.roles.items() if role != "ansi_default"} == {
        "chosen": "ansi_white"
    }


@pytest.mark.parametrize("palette", [XTERM, VGA], ids=["xterm", "VGA"])
def test_what_brings_its_own_ground_can_be_read_in_the_usual_palettes(
    palette: dict[str, tuple[int, int, int]],
) -> None:
    variables = ANSI.theme().variables
    for name in ("block-cursor", "input-cursor", "screen-selection"):
        ink = variables[f"{name}-foreground"].removeprefix("ansi_")
        ground = variables[f"{name}-background"].removeprefix("ansi_")
        assert contrast(palette[ink], palette[ground]) >= AA, name


@pytest.mark.parametrize("palette", [XTERM, VGA], ids=["xterm", "VGA"])
def test_why_no_colour_is_written_on_the_terminals_own_ground(
    palette: dict[str, tuple[int, int, int]],
) -> None:
    """None of the sixteen can be counted on where nobody knows whether the ground is black or white."""
    grounds = ((0, 0, 0), (255, 255, 255))

    assert [
        name for name, rgb in palette.items() if all(contrast(rgb, ground) >= AA for ground in grounds)
    ] == []


# ---------------------------------------------------------------- what is drawn

ROOMS = ("m", "o", "t", "p", "w", "r", "L", "D", "e", "v")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_word_in_every_room_can_be_read(
    look: Look, flagship_folder: Path, walled_off: Path
) -> None:
    store = open_store(walled_off)
    store.set_setting("look", look.name)
    faint: dict[tuple[str, str], float] = {}
    async with staged(flagship_folder, store) as stage:
        for keys in ("", *(f"{key} down" for key in ROOMS), "comma down", "slash a b", "a", "question_mark"):
            await stage.press(*keys.split())
            for piece in stage.pieces():
                front, back = piece.style.color, piece.style.bgcolor
                if NOT_WORDS.issuperset(piece.text) or is_picture(piece.text):
                    continue
                if piece.style.reverse:
                    front, back = back, front
                if look.ansi:
                    kinds = {colour.type if colour else ColorType.DEFAULT for colour in (front, back)}
                    # Both are the terminal's own, or both are of the sixteen.
                    if kinds not in ({ColorType.DEFAULT}, {ColorType.STANDARD}):
                        faint[keys, piece.text] = 0
                    continue
                assert front is not None
                assert back is not None
                value = contrast(tuple(front.get_truecolor()), tuple(back.get_truecolor()))
                if value < AA:
                    faint[keys, piece.text[:20]] = round(value, 2)
            if keys:
                await stage.press("escape")
            assert stage.over == "ReadingScreen", keys
    store.close()
    assert faint == {}


def is_picture(text: str) -> bool:
    """Whether it is of the map's outline, beside which everything is said in words."""
    return all("\u2800" <= letter <= "\u28ff" or letter == " " for letter in text)
