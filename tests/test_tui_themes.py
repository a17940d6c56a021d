"""The looks: words can be read in each, on every screen, and the last takes the terminal's own colours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from rich.color import ColorType
from textual.color import Color

from explainer.store.store import open_store
from explainer.tui.screens.base import ExplainerScreen
from explainer.tui.themes import ANSI, LOOKS, Look, look_named
from tests.pty_screen import CTRL_P, DOWN, ENTER, ESCAPE, Terminal
from tests.tui_screen import Stage, staged

AA = 4.5
"""What WCAG 2 asks of text of this size."""

NOT_WORDS = set(" \u00a0─━│▏▎▁▂▃▄▅▆▇█▔▕╭╮╰╯▊▌▐")
"""Rules, bars and room: nothing that must be read."""

UNSURE = [ColorType.DEFAULT, ColorType.STANDARD]

OURS = [look for look in LOOKS if not look.ansi]


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == 21
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.005)


def _pairs() -> list[tuple[str, str]]:
    written = ("ink", "ink-soft", "accent", "notice", "mark-new", "mark-read", "mark-disputed", "mark-fork")
    return [*((ink, ground) for ink in written for ground in ("ground", "panel")), ("ink", "chosen")]


@pytest.mark.parametrize("look", OURS, ids=lambda look: look.name)
def test_every_role_can_be_read_on_what_it_is_drawn_on(look: Look) -> None:
    found = {
        (ink, ground): round(
            contrast(Color.parse(look.roles[ink]).rgb, Color.parse(look.roles[ground]).rgb), 2
        )
        for ink, ground in _pairs()
    }
    assert {pair: value for pair, value in found.items() if value < AA} == {}


def test_every_look_has_the_same_roles() -> None:
    assert all(set(look.roles) == set(LOOKS[0].roles) for look in LOOKS)
    assert len({look.name for look in LOOKS}) == len(LOOKS)


@pytest.mark.parametrize("look", OURS, ids=lambda look: look.name)
def test_what_the_program_says_of_itself_is_in_no_colour_of_a_mark(look: Look) -> None:
    others = {role: colour for role, colour in look.roles.items() if role != "notice"}
    assert look.roles["notice"] not in others.values()


def test_no_colour_of_the_terminals_own_look_is_made_by_us() -> None:
    theme = ANSI.theme()
    named = [
        theme.primary,
        theme.background,
        theme.foreground,
        theme.surface,
        theme.panel,
        *ANSI.roles.values(),
    ]
    for value in (*named, *(v for k, v in theme.variables.items() if not k.endswith("-style"))):
        assert str(value).startswith("ansi_")


def test_an_unknown_look_is_the_first() -> None:
    assert look_named("") is LOOKS[0]
    assert look_named("solarized") is LOOKS[0]
    assert [look_named(look.name) for look in LOOKS] == list(LOOKS)


# ---------------------------------------------------------------- what is drawn


async def every_screen(stage: Stage) -> AsyncIterator[str]:
    """Go through all the screens, from the title page."""
    yield "title page"
    for name, keys in {
        "page": "1",
        "claim": "c",
        "disputed claim": "right",
        "word": "escape d",
        "voices": "escape a",
        "questions": "down enter",
        "prompt": "escape >",
        "suggestions": "a s k space tab",
        "help": "escape question_mark",
        "palette": "escape ctrl+p",
        "palette searched": "h",
        "page with marks": "escape 2 b",
        "fork": "1",
        "forecast": "f right",
        "forecast made": "enter",
        "locked": "9",
        "road": "1 1",
        "progress": "v",
    }.items():
        await stage.press(*keys.split())
        yield name
    await stage.press("escape")
    await stage.drag(stage.where("This did not"), stage.where("second count"))
    yield "selected"
    await stage.press("escape")
    yield "title page with runs"


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_whatever_is_written_can_be_read_on_every_screen(
    look: Look, bridge_folder: Path, walled_off: Path
) -> None:
    store = open_store(walled_off)
    store.set_setting("look", look.name)
    faint: dict[tuple[str, str], float] = {}
    foreign = set()
    seen = []
    async with staged(bridge_folder, store, begin=False) as stage:
        assert stage.app.theme == look.name
        async for name in every_screen(stage):
            seen.append(name)
            palette = [part.region for part in stage.app.screen.query("#--input, CommandList")]
            for piece in stage.pieces():
                style = piece.style
                if NOT_WORDS.issuperset(piece.text):
                    continue
                if palette and not any(region.contains(piece.x, piece.y) for region in palette):
                    # The palette lies over everything, and the page waits behind it.
                    continue
                front, back = style.color, style.bgcolor
                if style.reverse:
                    front, back = back, front
                if look.ansi:
                    # Only colours the terminal has a number for; and if one of them is behind the words,
                    # one in front too, for nobody knows which of them the terminal's own is like.
                    kinds = [colour.type if colour else ColorType.DEFAULT for colour in (front, back)]
                    if set(kinds) - {ColorType.DEFAULT, ColorType.STANDARD} or kinds == UNSURE:
                        foreign.add((name, str(style)))
                    continue
                assert front is not None
                assert back is not None
                value = contrast(tuple(front.get_truecolor()), tuple(back.get_truecolor()))
                if value < AA:
                    faint[name, f"{front.name} on {back.name}: {piece.text[:20]!r}"] = round(value, 2)
    store.close()
    assert len(seen) == 21
    assert faint == {}
    assert foreign == set()


@pytest.mark.parametrize("look", OURS, ids=lambda look: look.name)
async def test_a_notice_wears_its_own_colour_on_every_screen(
    look: Look, bridge_folder: Path, walled_off: Path
) -> None:
    def colour_of(stage: Stage, words: str) -> str:
        [style] = [piece.style for piece in stage.pieces() if words in piece.text]
        return style.color.get_truecolor().hex if style.color else ""

    with closing(open_store(walled_off)) as store:
        store.set_setting("look", look.name)
        async with staged(bridge_folder, store, begin=False) as stage:
            stage.app.notice = "A notice."
            stage.app.screen.renew()  # type: ignore[attr-defined]
            await stage.settle()
            # The page, a room, and what lies over the page.
            for keys in ("", "1", "L", "escape c"):
                await stage.press(*keys.split())
                if keys:
                    assert isinstance(stage.app.screen, ExplainerScreen)
                    stage.app.screen.say("A notice.")
                    await stage.settle()
                assert colour_of(stage, "A notice.") == look.roles["notice"], keys


async def test_every_look_can_be_put_on_on_every_screen(bridge_folder: Path) -> None:
    async with staged(bridge_folder, begin=False) as stage:
        for keys in (
            "",
            "1",
            "c",
            "escape a",
            "escape >",
            "escape question_mark",
            "escape 1 f",
            "escape escape",
        ):
            await stage.press(*keys.split())
            grounds = set()
            for look in LOOKS:
                stage.app.set_look(look.name)
                await stage.settle()
                assert stage.app.is_running
                grounds.add(ground(stage))
            assert len(grounds) == len(LOOKS)


def ground(stage: Stage) -> str:
    """The colour behind the last line."""
    style = stage.rows[-1][0].style
    return str(style and style.bgcolor)


async def test_a_key_changes_the_look_and_it_is_kept(bridge_folder: Path, walled_off: Path) -> None:
    store = open_store(walled_off)
    async with staged(bridge_folder, store, begin=False) as stage:
        worn = [stage.app.theme]
        for keys in ("l", "1 l", "l", "l"):
            await stage.press(*keys.split())
            worn.append(stage.app.theme)
        assert worn == ["night", "paper", "contrast", "ansi", "night"]
        await stage.press("l")
    async with staged(bridge_folder, store, begin=False) as stage:
        assert stage.app.theme == "paper"
    store.close()


@pytest.mark.parametrize(
    ("environment", "worn"),
    [
        ({"NO_COLOR": "1"}, "ansi"),
        ({"NO_COLOR": "1", "TEXTUAL_THEME": "paper"}, "ansi"),
        ({"TEXTUAL_THEME": "contrast"}, "contrast"),
        ({"TEXTUAL_THEME": "dracula"}, "night"),
        ({"NO_COLOR": ""}, "night"),
    ],
)
async def test_the_environment_can_name_the_look(
    environment: Mapping[str, str], worn: str, bridge_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with staged(bridge_folder, begin=False) as stage:
        assert stage.app.theme == worn


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TEXTUAL_THEME": "ansi"}], ids=["no colour", "ansi"]
)
def test_the_terminals_own_look_sends_no_colour_of_ours(
    environment: Mapping[str, str], bridge_folder: Path
) -> None:
    with Terminal("play", str(bridge_folder), columns=90, rows=30, environment=environment) as window:
        window.until_shown("Five minutes").type("1").until_shown("What do you do?")
        window.type("c").until_shown("Certainty").type(ESCAPE).until_gone("Certainty")
        window.type("a").until_shown("Whom do you ask?").type(ESCAPE).until_gone("Whom")
        window.type(CTRL_P).until_shown("Search for commands").type(ESCAPE).until_gone("Search for")
        window.type("1").until_shown("Does the mayor").type("f").until_shown("points out of 100")
        window.type(DOWN, ENTER).until_gone("points out of 100").type("q")
        assert window.ended() == 0
        raw = bytes(window.raw)
    assert b"38;2;" not in raw
    assert b"48;2;" not in raw
    assert b"38;5;" not in raw
    if "NO_COLOR" in environment:
        assert not [code for code in (*range(31, 37), *range(41, 47)) if f"\x1b[{code}m".encode() in raw]
