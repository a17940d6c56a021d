"""One table of what keys do: every entry works, is told in help and palette, and no key means two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.keys import _character_to_key

from explainer.packs.load import open_pack
from explainer.rooms.doors import ROOMS, room_named
from explainer.session import Session
from explainer.store.store import open_store
from explainer.tui.action import Action
from explainer.tui.actions import (
    BESIDE,
    FORECAST,
    HELP,
    NOTE,
    PANEL,
    PICK,
    READING,
    REVIEW,
    SETTINGS,
    SHEET,
    TITLE,
    tables,
)
from explainer.tui.palette import ActionProvider
from explainer.tui.room_actions import ROOM
from explainer.tui.rooms import screen_of
from explainer.tui.screens.base import ExplainerScreen, OverScreen
from explainer.tui.screens.beside import BesideScreen
from explainer.tui.screens.forecast import ForecastScreen
from explainer.tui.screens.help import HelpScreen
from explainer.tui.screens.note import NoteScreen
from explainer.tui.screens.panel import PanelScreen
from explainer.tui.screens.pick import PickScreen
from explainer.tui.screens.reading import ReadingScreen
from explainer.tui.screens.review import ReviewScreen
from explainer.tui.screens.room import RoomScreen, narrowing
from explainer.tui.screens.settings import SettingsScreen
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.screens.title import TitleScreen
from explainer.tui.themes import LOOKS
from explainer.verbs.vocabulary import VERBS
from tests.tui_screen import Stage, manifest, staged, write_pack

TABLES: list[tuple[tuple[Action, ...], type[ExplainerScreen]]] = [
    (READING, ReadingScreen),
    (TITLE, TitleScreen),
    (SHEET, SheetScreen),
    (BESIDE, BesideScreen),
    (ROOM, RoomScreen),
    (PICK, PickScreen),
    (NOTE, NoteScreen),
    (FORECAST, ForecastScreen),
    (REVIEW, ReviewScreen),
    (PANEL, PanelScreen),
    (HELP, HelpScreen),
    (SETTINGS, SettingsScreen),
]
SCREENS: list[type[ExplainerScreen]] = [screen for _, screen in TABLES]

NUMBERS = [str(number) for number in range(1, 10)]


def bound(screen: type[ExplainerScreen]) -> list[tuple[str, str]]:
    """Every key of a screen and the action it is bound to."""
    pairs = []
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        pairs += [(key.strip(), binding.action) for key in binding.key.split(",")]
    return pairs


def numbered(action: Action) -> bool:
    return action.shown == "1-9"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_means_two_things_on_one_screen(screen: type[ExplainerScreen]) -> None:
    assert [key for key, count in Counter(key for key, _ in bound(screen)).items() if count > 1] == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_bound_key_has_a_method(screen: type[ExplainerScreen]) -> None:
    for _, action in bound(screen):
        assert callable(getattr(screen, f"action_{action.partition('(')[0]}"))


@pytest.mark.parametrize(("actions", "screen"), TABLES, ids=lambda part: getattr(part, "__name__", ""))
def test_every_action_of_the_table_is_bound_to_its_keys(
    actions: tuple[Action, ...], screen: type[ExplainerScreen]
) -> None:
    keys = dict(bound(screen))
    for action in actions:
        assert callable(getattr(screen, f"action_{action.deed.partition('(')[0]}"))
        if action.keys == "enter" and not action.movable:
            # It comes by way of the line that is typed in.
            continue
        wanted = dict.fromkeys(action.keys.split(","), action.deed)
        if numbered(action):
            wanted = {number: f"{action.id}({number})" for number in NUMBERS}
        assert {key: keys.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("table", tables())
def test_every_action_is_told_in_words(table: str) -> None:
    actions = tables()[table]
    assert len({action.id for action in actions}) == len(actions)
    for action in actions:
        assert action.label
        assert action.help.endswith(".")
        first = action.keys.split(",")[0]
        # What is shown is the key itself, spelt as somebody would look for it on a keyboard.
        spelt = {"esc": "escape", "1-9": "1", "←": "left", "→": "right", "↑↓": "up", "←→": "left"}
        spelt |= {"↑": "up", "↓": "down"}
        shown = spelt.get(action.key_words, action.key_words)
        assert first in (shown, _character_to_key(shown) if len(shown) == 1 else shown)


@pytest.mark.parametrize("table", tables())
def test_no_key_of_a_table_means_two_things(table: str) -> None:
    keys = [key for action in tables()[table] for key in action.keys.split(",")]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("name", ROOMS)
def test_what_narrows_a_room_is_an_action_like_any_other(name: str, bridge_folder: Path) -> None:
    pack = open_pack(bridge_folder)
    room = room_named(name, Session.begin(pack, None, pack.manifest.ways_in[0].id))
    room.take_words("river")
    screen = type(screen_of(room))
    deeds = {action.deed for action in screen.ACTIONS}
    assert {narrowing(facet.id) for facet in room.facets()} <= deeds
    # No key of a room is another's, with what every room can do and what moves about in it.
    table = next(key for key, actions in tables().items() if actions[: len(screen.ACTIONS)] == screen.ACTIONS)
    for action in tables()[table]:
        assert callable(getattr(screen, f"action_{action.deed.partition('(')[0]}"))
    for key, deed in bound(screen):
        assert (key, deed) in [
            (key, action.deed) for action in tables()[table] for key in action.keys.split(",")
        ] or key in NUMBERS


async def test_the_palette_lists_what_a_room_can_do(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "r")
        listed = await discovered(stage)
        assert {"Open", "Kind", "Order", "Copy", "Close"} <= set(listed)
        # Nothing is narrowed by words here.
        assert "Words" not in listed
        await stage.press("ctrl+p")
        await stage.type("by date")
        await stage.press("enter")
        assert "by: author" in stage.words.replace("\u00a0", " ")


async def test_help_tells_every_action_and_every_verb(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 120)) as stage:
        await stage.press("question_mark")
        told = stage.words_of("HelpScreen")
        for action in READING:
            assert f"{action.key_words} {action.help}" in told
        for verb in VERBS:
            assert f"{verb.usage} {verb.help}" in told
        await stage.press("question_mark", "escape")
        assert stage.over == "TitleScreen"
        await stage.press("question_mark")
        told = stage.words_of("HelpScreen")
        for action in TITLE:
            # There is one run only, to go on with.
            assert (f"{action.key_words} {action.help}" in told) == (action.id != "runs")


OVER: dict[str, tuple[type[OverScreen], str, tuple[Action, ...], set[str]]] = {
    "claims": (SheetScreen, "c question_mark", SHEET, set()),
    "a word": (SheetScreen, "d question_mark", SHEET, {"previous", "next", "note", "reference"}),
    "side by side": (BesideScreen, "1 f enter 1 B question_mark", BESIDE, {"previous", "next"}),
    "a list": (PickScreen, "a f1", PICK, set()),
    "a note": (NoteScreen, "n f1", NOTE, set()),
    "a forecast": (ForecastScreen, "1 f question_mark", FORECAST, set()),
    "settings": (SettingsScreen, "comma question_mark", SETTINGS, set()),
}
"""What is laid over a page: the keys that lead to it and to its help, its table, what it can't do there."""


@pytest.mark.parametrize("name", OVER)
async def test_what_is_laid_over_a_page_has_its_help_and_is_in_the_palette(
    name: str, bridge_folder: Path
) -> None:
    screen, keys, actions, absent = OVER[name]
    here = [action for action in actions if action.id not in absent]
    async with staged(bridge_folder, size=(100, 50)) as stage:
        await stage.press(*keys.split()[:-1])
        assert stage.over == screen.__name__
        listed = await discovered(stage)
        assert set(listed) == {*titles(here), *(f"Look: {look.label}" for look in LOOKS)}
        await stage.press(keys.split()[-1])
        told = stage.words_of("HelpScreen")
        assert told.startswith(screen.NAME)
        for action in actions:
            assert (f"{action.key_words} {action.help}" in told) == (action in here)
        await stage.press("escape")
        assert stage.over == screen.__name__
        await stage.press("escape")
        assert stage.over == "ReadingScreen"


async def test_the_key_line_shows_what_can_be_done_and_always_help(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        assert stage.lines[-1].split("  ") == [
            "", "1-9 choose", "c claim", "a ask", "m map", "p positions", "/ search", "d define", "g go",
            "n note", "> type", "esc title", "? help",
        ]  # fmt: skip
        await stage.press("1")
        # At a fork, and with a page to go back to; no words to explain here.
        assert [part for part in stage.lines[-1].split("  ") if part][:4] == [
            "1-9 choose", "b back", "f forecast", "c claim",
        ]  # fmt: skip
        assert "d define" not in stage.lines[-1]
        for columns in (80, 60, 40, 20):
            await stage.resize(columns, 24)
            assert stage.lines[-1].endswith("? help")
            assert len(stage.lines[-1]) <= columns


# ---------------------------------------------------------------- the palette


async def discovered(stage: Stage) -> dict[str, str]:
    """What the palette lists before anything is typed: title and help."""
    provider = ActionProvider(stage.app.screen)
    return {str(hit.text): str(hit.help) async for hit in provider.discover()}


async def found(stage: Stage, query: str) -> list[str]:
    """What the palette lists for some words, the likeliest first."""
    hits = [hit async for hit in ActionProvider(stage.app.screen).search(query)]
    return [str(hit.text) for hit in sorted(hits, key=lambda hit: -getattr(hit, "score", 0))]


def titles(actions: Iterable[Action]) -> list[str]:
    return [action.label.capitalize() for action in actions if not numbered(action)]


async def test_the_palette_lists_choices_actions_and_looks(bridge_folder: Path, walled_off: Path) -> None:
    store = open_store(walled_off)
    async with staged(bridge_folder, store, begin=False) as stage:
        looks = [f"Look: {look.label}" for look in LOOKS]
        nothing_kept = [action for action in TITLE if action.id not in ("continue_run", "runs")]
        assert list(await discovered(stage)) == [*titles(nothing_kept), *looks]
        await stage.press("1")
        absent = {"back", "forward", "forecast", "skip_forecast", "beside"}
        here = [action for action in READING if action.id not in absent]
        assert list(await discovered(stage)) == ["Ask what happens next", "Go home", *titles(here), *looks]
        # On the fork, once there is a way back and forward too, all can be done but define, and what waits
        # until the fork is told.
        await stage.press("1", "2", "b")
        every = await discovered(stage)
        here = [action for action in READING if action.id not in ("define", "beside")]
        assert set(titles(here)) <= set(every)
        assert {action.help for action in here if not numbered(action)} <= set(every.values())
        await stage.press("escape", "1", "escape")
        assert list(await discovered(stage)) == [*titles(TITLE), *looks]
    store.close()


async def test_the_palette_finds_by_title_and_by_what_it_does(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        assert (await found(stage, "claim"))[0] == "Claim"
        assert (await found(stage, "side panel"))[0] == "Panel"
        assert (await found(stage, "go home"))[0] == "Go home"
        assert "Look: Paper" in await found(stage, "paper")
        assert await found(stage, "zzzz") == []


async def test_what_the_palette_lists_is_done_when_it_is_picked(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("ctrl+p")
        await stage.type("go home")
        await stage.press("enter")
        assert stage.session.turn.title == "Home"
        await stage.press("ctrl+p")
        await stage.type("paper")
        await stage.press("enter")
        assert stage.app.theme == "paper"
        await stage.press("ctrl+p")
        await stage.type("progress")
        await stage.press("enter")
        assert stage.over == "ProgressScreen"


MARKUP = "[@click=app.quit]click[/] [bold red]x[/] [/oops]"


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack whose choice looks like markup."""
    return write_pack(
        tmp_path_factory.mktemp("marked"),
        manifest("a"),
        nodes=[
            {"id": "a", "title": "A", "body": "Words.", "choices": [{"id": "b", "text": MARKUP, "to": "b"}]},
            {"id": "b", "title": "B", "body": "Words.", "ending": True},
        ],
    )


async def test_markup_in_a_title_is_letters_in_the_palette(marked: Path) -> None:
    async with staged(marked) as stage:
        provider = ActionProvider(stage.app.screen)
        hits = [hit async for hit in provider.discover()] + [hit async for hit in provider.search("oops")]
        shown = [hit.prompt for hit in hits if hit.text == MARKUP]
        assert len(shown) == 2
        for prompt in shown:
            assert isinstance(prompt, Content)
            assert prompt.plain == MARKUP
            assert prompt.spans == []
        await stage.press("ctrl+p")
        assert MARKUP in stage.text
        await stage.type("oops")
        assert MARKUP in stage.text
        await stage.press("enter")
        assert stage.app.is_running
        assert stage.session.turn.title == "B"
