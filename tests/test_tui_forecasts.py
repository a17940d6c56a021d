"""Forecasts on their screen: by keys and by mouse, as bars and in the short form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.tui.screens.forecast import ForecastScreen, set_points, shift_points
from tests.strategies import examples
from tests.tui_screen import Stage, staged


def forecast_of(stage: Stage) -> tuple[int, ...] | None:
    fork = stage.session.turn.fork
    assert fork is not None
    return fork.forecast


async def test_a_forecast_is_typed_as_numbers(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f", "6", "0", "tab", "4", "0", "enter")

        assert forecast_of(stage) == (60, 40)


def test_numbers_typed_before_are_kept_if_that_can_be() -> None:
    first = set_points([34, 33, 33], 0, 60, set())
    second = set_points(first, 1, 30, {0})

    assert first == [60, 20, 20]
    assert second == [60, 30, 10]
    assert set_points(second, 2, 10, {0, 1}) == [60, 30, 10]


@given(st.lists(st.integers(0, 100), min_size=2, max_size=6), st.data())
def test_typed_points_always_make_a_hundred(weights: list[int], data: st.DataObject) -> None:
    count = len(weights)
    points = [100, *[0] * (count - 1)]
    held: set[int] = set()
    for _ in range(4):
        option = data.draw(st.integers(0, count - 1))
        wanted = data.draw(st.integers(0, 100))
        points = set_points(points, option, wanted, held)
        held.add(option)

        assert points[option] == wanted
        assert sum(points) == 100
        assert min(points) >= 0


async def test_a_forecast_is_made_by_keys(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f")
        screen = stage.app.screen
        assert isinstance(screen, ForecastScreen)
        assert screen.points == [50, 50]
        await stage.press("right", "right", "shift+right", "down", "left", "up", "down", "plus", "tab")
        assert screen.points == [61, 39]
        await stage.press("escape")
        assert forecast_of(stage) is None
        await stage.press("f", "right", "enter")
        assert forecast_of(stage) == (55, 45)
        assert "55 of 100" in stage.text
        # What was made comes back to be changed.
        await stage.press("f", "e", "enter")
        assert forecast_of(stage) == (50, 50)


def is_short(stage: Stage) -> bool:
    return isinstance(stage.app.screen, ForecastScreen) and stage.app.screen.short


def over_the_page(stage: Stage, words: str) -> tuple[int, int]:
    """Where words are drawn that stand on the page as well: what lies over it is to the right."""
    found = [(line.rfind(words), y) for y, line in enumerate(stage.lines) if words in line]
    return max(found, key=lambda at: (at[0], -at[1]))


async def test_one_key_turns_the_bars_into_the_short_form_and_back(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f", "right", "o")
        screen = stage.app.screen
        assert isinstance(screen, ForecastScreen)
        # The option with the most points is picked, as sure as comes nearest to them.
        assert is_short(stage)
        assert screen.points == [50, 50]
        assert "How sure?" in stage.text
        assert "almost\u00a0certain\u00a095" in stage.text
        # Nothing was picked, so the points are as they were.
        await stage.press("o")
        assert not is_short(stage)
        assert screen.points == [55, 45]
        assert "How sure?" not in stage.text
        await stage.press("o", "down", "right", "right", "right")
        assert screen.points == [5, 95]
        await stage.press("left", "left", "left", "left", "shift+left")
        assert screen.points == [75, 25]
        await stage.press("shift+right", "plus", "1", "9", "backspace")
        assert screen.points == [75, 25]
        await stage.press("enter")
        assert forecast_of(stage) == (75, 25)
        # Made so, it can be made anew either way.
        await stage.press("f", "o", "e")
        assert not is_short(stage)
        await stage.press("enter")
        assert forecast_of(stage) == (50, 50)


async def test_the_short_form_begins_at_likely_where_nothing_was_said_yet(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f", "down", "o", "enter")
        assert forecast_of(stage) == (25, 75)


async def test_what_was_picked_stays_when_the_bars_come_back(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f", "o", "2", "o", "left", "enter")
        assert forecast_of(stage) == (30, 70)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 30)])
async def test_the_short_form_works_by_mouse(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        await stage.press("1", "f")
        screen = stage.app.screen
        assert isinstance(screen, ForecastScreen)
        await stage.click("Pick one, and say how sure you are")
        assert is_short(stage)
        await stage.click_at(*over_the_page(stage, "She refuses"))
        assert screen.points == [25, 75]
        await stage.click("almost\u00a0certain\u00a095")
        assert screen.points == [5, 95]
        # A bar picks its option here; how many points it gets is said below.
        x, y = stage.where("━", nth=0)
        await stage.click_at(x, y)
        assert screen.points == [95, 5]
        await stage.click("Give each option its points")
        assert not is_short(stage)
        await stage.click("done")
        assert forecast_of(stage) == (95, 5)


async def test_a_forecast_is_passed_by_from_its_own_screen_too(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f", "right", "s")
        assert forecast_of(stage) == ()
        await stage.press("f", "enter")
        assert forecast_of(stage) == (50, 50)
        await stage.press("f")
        await stage.click("Pass the forecast by")
        assert forecast_of(stage) == ()


async def test_a_click_on_an_option_marks_it(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f")
        await stage.click_at(*over_the_page(stage, "She refuses"))
        await stage.press("right", "enter")
        assert forecast_of(stage) == (45, 55)


async def test_a_click_on_a_bar_sets_it(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "f")
        screen = stage.app.screen
        assert isinstance(screen, ForecastScreen)
        x, y = stage.where("━", nth=0)
        await stage.click_at(x, y)
        assert screen.points == [5, 95]
        length = stage.lines[y].count("━") + stage.lines[y].count("─")
        await stage.click_at(x + length - 1, y)
        assert screen.points == [100, 0]


async def test_a_forecast_can_be_passed_by_and_is_closed_by_what_happened(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("1", "s")
        assert forecast_of(stage) == ()
        signed = next(offer.number for offer in stage.session.turn.offers if offer.to == "signed")
        await stage.press(str(signed))
        assert "What happened: “She signs”." in stage.text
        await stage.press("b", "f")
        assert stage.over == "ReadingScreen"
        assert stage.notice == "You have seen what happened; the forecast stands as it is."


@examples(200)
@given(st.data(), st.lists(st.integers(0, 50), min_size=2, max_size=6), st.integers(-130, 130))
def test_points_given_to_one_are_taken_from_the_others(
    data: st.DataObject, parts: list[int], by: int
) -> None:
    points = (
        [*parts[:-1], 100 - sum(parts[:-1])] if sum(parts[:-1]) <= 100 else [100, *[0] * (len(parts) - 1)]
    )
    option = data.draw(st.integers(0, len(points) - 1))
    new = shift_points(points, option, by)
    assert sum(new) == 100
    assert min(new) >= 0
    assert new[option] == max(0, min(100, points[option] + by))
    # Nobody gains while the marked one does, and the other way round.
    change = [
        after - before
        for index, (after, before) in enumerate(zip(new, points, strict=True))
        if index != option
    ]
    assert (
        all(item <= 0 for item in change)
        if new[option] >= points[option]
        else all(item >= 0 for item in change)
    )
