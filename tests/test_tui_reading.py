"""The reading room under the hand: keys, mouse, places, and what is said when a step can't be taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from explainer.errors import PackInvalid
from explainer.store.store import Store, open_store
from explainer.tui.screens.forecast import ForecastScreen, set_points, shift_points
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.widgets.choice_list import ChoiceList
from tests.strategies import examples
from tests.tui_screen import Record, Stage, manifest, staged, write_pack

SENTENCE = (
    "In paragraph {0} word-{0}a comes before word-{0}b, and then there is more of it: word-{0}c, word-{0}d."
)


def _long_body(paragraphs: int) -> str:
    return "\n\n".join(" ".join([SENTENCE.format(number)] * 3) for number in range(1, paragraphs + 1))


def _node(name: str, body: str, *choices: Record, **more: object) -> Record:
    return {"id": name, "title": name.capitalize(), "body": body, "choices": list(choices), **more}


def _choice(to: str, text: str, **more: object) -> Record:
    return {"id": f"to-{to}", "text": text, "to": to, **more}


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a long page, a locked choice, links and more claims than one."""
    claim = {"date": "2024-05-02", "sources": ["list"], "confidence": "high"}
    return write_pack(
        tmp_path_factory.mktemp("garden"),
        manifest("gate"),
        sources=[{"id": "list", "type": "report", "title": "A list"}],
        claims=[
            {"id": "wall", "label": "The wall is old", "statement": "The wall was built first.", **claim},
            {"id": "well", "label": "The well is deep", "statement": "Nobody found its floor.", **claim},
        ],
        terms=[{"id": "moss", "term": "moss", "text": "A small plant that likes the shade."}],
        nodes=[
            _node(
                "gate",
                "The wall is old. [@wall] So is the [[moss]] on it, and the well behind it is deep. [@well]\n"
                "You may go [straight to the pond](node:pond).",
                _choice("walk", "Go down the long walk"),
                _choice("tower", "Climb the tower", when={"seen": "pond"}, locked="First see the pond."),
                _choice("pond", "Sit by the pond"),
            ),
            _node(
                "walk", _long_body(9), _choice("gate", "Back to the gate"), _choice("pond", "On to the pond")
            ),
            _node("pond", "It is still.", _choice("gate", "Back to the gate")),
            _node("tower", "You see all of it.", ending=True),
        ],
    )


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    with closing(open_store(walled_off)) as opened:
        yield opened


def title_of(stage: Stage) -> str:
    return stage.session.turn.title


# ---------------------------------------------------------------- choosing


async def test_a_number_takes_the_choice_of_that_number(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3")
        assert title_of(stage) == "Pond"
        assert "It is still." in stage.text
        await stage.press("1")
        assert title_of(stage) == "Gate"
        await stage.press("1")
        assert title_of(stage) == "Walk"


async def test_arrows_and_tab_move_the_mark_and_enter_takes_it(garden: Path) -> None:
    async with staged(garden) as stage:
        choices = stage.room.query_one(ChoiceList)
        await stage.press("down", "down")
        assert choices.marked == 2
        await stage.press("up")
        assert choices.marked == 1
        await stage.press("tab")
        assert choices.marked == 2
        assert "› 3" in stage.text
        await stage.press("tab")
        assert choices.marked == 2
        await stage.press("shift+tab", "tab", "enter")
        assert title_of(stage) == "Pond"
        assert choices.marked == 0


async def test_keys_read_on_and_back_and_reach_the_choices_at_the_end(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("1")
        sheet = stage.room.query_one("#sheet")
        await stage.press("down")
        assert sheet.scroll_y == 2
        await stage.press("space")
        screenful = sheet.scroll_y
        assert 2 < screenful < 2 + sheet.size.height
        await stage.press("pageup", "up")
        assert sheet.scroll_y == 0
        await stage.press("end")
        assert sheet.scroll_y == sheet.max_scroll_y
        assert "› 1  Back to the gate" in stage.text
        # The end of the page is reached, so down marks the choice after.
        await stage.press("down")
        assert "› 2  On to the pond" in stage.text
        await stage.press("home")
        assert sheet.scroll_y == 0
        # Tab brings the marked choice into sight.
        await stage.press("tab")
        assert "› 2  On to the pond" in stage.text


async def test_a_click_does_what_the_words_mean(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.click("²", by=0)
        assert stage.over == "SheetScreen"
        assert "Claim 2: The well is deep" in stage.text
        await stage.click("close ×", by=3)
        assert stage.over == "ReadingScreen"
        await stage.click("moss", by=2)
        assert "A small plant that likes the shade." in stage.words_beside
        await stage.press("escape")
        await stage.click("straight to the pond", by=9)
        assert title_of(stage) == "Pond"
        await stage.click("Back to the gate", by=4)
        assert title_of(stage) == "Gate"
        # The row of a choice can be clicked beside its words too.
        await stage.click("Sit by the pond", by=30)
        assert title_of(stage) == "Pond"
        # A key in the key line does what the key does.
        await stage.click("b back", by=2)
        assert title_of(stage) == "Gate"
        await stage.click("? help")
        assert stage.over == "HelpScreen"


async def test_a_click_in_the_side_panel_opens_the_claim_or_the_word(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.click("The wall is old", nth=1, by=2)
        assert "Claim 1: The wall is old" in stage.text
        await stage.press("escape")
        await stage.click("moss", nth=1)
        assert "A small plant that likes the shade." in stage.words_beside


async def test_a_locked_choice_says_why_and_leads_nowhere(garden: Path) -> None:
    async with staged(garden) as stage:
        assert "First see the pond." in stage.text
        assert not stage.notice
        await stage.press("2")
        assert (title_of(stage), stage.notice) == ("Gate", "First see the pond.")
        await stage.press("3", "1")
        assert stage.notice == ""
        await stage.press("2")
        assert title_of(stage) == "Tower"
        assert "The end." in stage.text


async def test_a_click_on_a_locked_choice_says_why_too(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.click("Climb the tower")
        assert (title_of(stage), stage.notice) == ("Gate", "First see the pond.")


async def test_steps_that_cannot_be_taken_are_said_and_change_nothing(garden: Path) -> None:
    async with staged(garden) as stage:
        said = {}
        for key in ("9", "b", "right_square_bracket", "u", "ctrl+r", "f", "p"):
            await stage.press(key)
            said[key] = stage.notice
            assert title_of(stage) == "Gate"
            assert stage.over == "ReadingScreen"
        assert said == {
            "9": "There is no choice 9 here.",
            "b": "This is where you came in; there is no page before it.",
            "right_square_bracket": "There is no page to go forward to.",
            "u": "There is nothing to take back.",
            "ctrl+r": "There is nothing to take back.",
            "f": "There is nothing to forecast on this page.",
            "p": "This pack asks nobody anything.",
        }
        # It is said until the next page.
        await stage.press("3")
        assert stage.notice == ""
        await stage.press("c")
        assert stage.notice == "This page rests on no claims."


async def test_back_forward_undo_and_redo_walk_the_same_pages(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3", "1", "1")
        walked = [title_of(stage)]
        for key in ("b", "b", "right_square_bracket", "u", "u", "u", "ctrl+r", "ctrl+r", "ctrl+r"):
            await stage.press(key)
            walked.append(title_of(stage))
        assert walked == [
            "Walk", "Gate", "Pond", "Gate",  # back, back, forward
            "Pond", "Gate", "Walk",  # each of these three taken back
            "Gate", "Pond", "Gate",
        ]  # fmt: skip


# ---------------------------------------------------------------- places


@pytest.mark.parametrize("columns", [88, 100, 103])
async def test_the_page_is_set_anew_beside_the_side_panel(garden: Path, columns: int) -> None:
    async with staged(garden, size=(columns, 30)) as stage:
        await stage.press("i")
        # It stays, whatever page is opened; and the words of each are whole.
        for key, said in (("1", SENTENCE.format(1)), ("1", "and the well behind it is deep.")):
            await stage.press(key)
            assert "YOU" in stage.text
            page = " ".join(" ".join(line.partition("│")[0] for line in stage.lines).split())
            assert said in page


@pytest.mark.parametrize("size", [(87, 24), (80, 24), (40, 15)])
async def test_where_there_is_no_room_for_both_the_side_panel_lies_over_all_of_the_page(
    garden: Path, size: tuple[int, int]
) -> None:
    async with staged(garden, size=size) as stage:
        await stage.press("i")
        assert stage.over == "PanelScreen"
        assert "RESTS ON" in stage.text
        assert "The wall is old." not in stage.text
        # No choice is taken unseen.
        await stage.press("1")
        assert title_of(stage) == "Gate"
        await stage.press("i")
        assert "The wall is old." in stage.text


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_the_side_panel_is_shut_by_its_key_and_by_escape(garden: Path, size: tuple[int, int]) -> None:
    async with staged(garden, size=size) as stage:
        assert "RESTS ON" not in stage.text
        await stage.press("i")
        assert "RESTS ON" in stage.text
        # Escape shuts it before it leaves the page.
        await stage.press("escape")
        assert "RESTS ON" not in stage.text
        assert stage.over == "ReadingScreen"
        await stage.press("i", "i")
        assert "RESTS ON" not in stage.text
        await stage.press("escape")
        assert stage.over == "TitleScreen"


async def test_what_is_clicked_in_the_side_panel_over_the_page_is_done_there(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("i")
        await stage.click("claims here not opened", by=1)
        assert stage.over == "SheetScreen"
        await stage.press("escape", "i")
        await stage.click("close ×")
        assert stage.over == "ReadingScreen"


async def test_the_side_panel_can_be_put_away_on_a_wide_window(garden: Path) -> None:
    async with staged(garden) as stage:
        assert "RESTS ON" in stage.text
        await stage.press("i")
        assert "RESTS ON" not in stage.text
        await stage.press("i")
        assert "RESTS ON" in stage.text


@pytest.mark.parametrize("over", ["", "v"], ids=["the page", "something over it"])
async def test_the_same_line_is_at_the_top_after_the_window_had_other_sizes(garden: Path, over: str) -> None:
    async with staged(garden) as stage:
        await stage.press("1")
        for downs in (1, 10):
            await stage.press(*["down"] * downs)
            top, text = stage.top, stage.text
            await stage.press(*over)
            for columns, rows in ((60, 40), (160, 30), (120, 40)):
                await stage.resize(columns, rows)
            if over and stage.over != "ReadingScreen":
                await stage.press("escape")
            assert stage.text == text
            assert stage.top == top


async def test_the_first_words_in_sight_stay_in_sight_at_every_width(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1", *["down"] * 5)
        words = stage.top.split()
        assert words
        for columns in (60, 40, 100, 110, 30):
            await stage.resize(columns, 40)
            assert " ".join(words[:2]) in stage.words


async def test_a_resize_while_something_lies_over_the_page_is_not_lost_on_the_page(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("c")
        await stage.resize(80, 24)
        await stage.press("escape")
        over_it = stage.text
        assert "RESTS ON" not in over_it
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("c", "escape")
        assert stage.lines[1:] == over_it.split("\n")[1:]


@pytest.mark.parametrize("tiny", [(15, 5), (19, 40), (120, 7)])
async def test_a_window_too_small_says_so_and_comes_back_whole(garden: Path, tiny: tuple[int, int]) -> None:
    async with staged(garden) as stage:
        await stage.press("1", "down", "down", "down")
        before = stage.text
        await stage.resize(*tiny)
        assert "This window is too" in stage.words
        assert "word-" not in stage.text
        await stage.press("down")
        stage.room.keep_place()
        await stage.resize(120, 40)
        assert stage.text == before


async def test_the_title_page_says_when_a_window_is_too_small(garden: Path) -> None:
    async with staged(garden, begin=False) as stage:
        before = stage.text
        await stage.resize(15, 5)
        assert "This window is too small" in stage.words
        await stage.resize(120, 40)
        assert stage.text == before


async def test_the_smallest_window_still_shows_page_and_choices(garden: Path) -> None:
    async with staged(garden, size=(20, 8)) as stage:
        assert "Gate" in stage.text
        await stage.press("end")
        assert "Sit by" in stage.text
        await stage.press("3")
        assert title_of(stage) == "Pond"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_left_to_read_is_told_right_at_every_size(garden: Path, size: tuple[int, int]) -> None:
    async with staged(garden, size=size) as stage:
        for keys in ("", "1", "down", "end"):
            await stage.press(*keys.split())
            await stage.resize(size[0], size[1] + 3)
            await stage.resize(*size)
            sheet = stage.room.query_one("#sheet")
            # The page ends with an empty line, which is nothing to read.
            left = max(0, round(sheet.max_scroll_y - sheet.scroll_y) - 1)
            told = [line.strip() for line in stage.lines if "▾" in line]
            assert told == ([f"▾ {left} more lines"] if left else [])


# ---------------------------------------------------------------- selecting and copying


async def test_selected_lines_are_copied_as_whole_sentences(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("1")
        x, y = stage.where("In paragraph 1")
        last_x, last_y = stage.where("word-1d.", nth=2)
        await stage.drag((x, y), (last_x + 7, last_y))
        await stage.press("ctrl+c")
        assert stage.app.clipboard == " ".join([SENTENCE.format(1)] * 3)
        # It was copied, and nobody left.
        assert stage.app.is_running
        assert stage.over == "ReadingScreen"


async def test_paragraphs_stay_apart_when_they_are_copied(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1")
        x, y = stage.where("In paragraph 1")
        last_x, last_y = stage.where("word-2d.", nth=2)
        await stage.drag((x, y), (last_x + 7, last_y))
        await stage.press("ctrl+c")
        assert stage.app.clipboard.split("\n\n") == [" ".join([SENTENCE.format(n)] * 3) for n in (1, 2)]


async def test_ctrl_c_with_nothing_selected_leaves(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("ctrl+c")
        assert not stage.app.is_running
    assert stage.app.return_value == 0


async def test_the_page_and_an_answer_can_be_copied_whole(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("y")
        assert stage.app.clipboard.startswith("Gate\n\nThe wall is old. [1] So is the moss on it")
        assert stage.notice == "The page was copied."
        await stage.press("c", "y")
        assert stage.app.clipboard.startswith("Claim 1: The wall is old\n")
        assert stage.over == "SheetScreen"


# ---------------------------------------------------------------- what lies over the page


async def test_leafing_through_claims_opens_each(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("c")
        assert [item.opened for item in stage.session.turn.claims] == [True, False]
        await stage.press("right")
        assert "Claim 2: The well is deep" in stage.text
        assert [item.opened for item in stage.session.turn.claims] == [True, True]
        await stage.press("right")
        assert "2 of 2" in stage.text
        await stage.press("1")
        assert "1 of 2" in stage.text
        await stage.press("h", "l")
        assert "2 of 2" in stage.text
        await stage.click("‹ 2")
        assert "1 of 2" in stage.text


@pytest.mark.parametrize("key", ["escape", "q", "c", "d", "enter"])
async def test_a_sheet_closes_back_to_the_same_place(garden: Path, key: str) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("down")
        before = stage.top
        await stage.press("c")
        assert stage.over == "SheetScreen"
        await stage.press(key)
        assert stage.over == "ReadingScreen"
        assert stage.top == before


async def test_asking_somebody_is_hearing_them(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("a")
        await stage.type("mayor")
        await stage.press("enter")
        assert "Who is this?" in stage.text
        await stage.press("down", "enter")
        assert "The bridge should carry people, not cars." in stage.words_beside
        assert "mayor" in stage.session.state.heard
        await stage.press("escape")
        assert "1 of 1 voices heard" in stage.text
        await stage.press("p")
        assert "− against" in stage.text
        await stage.press("escape", "d")
        assert "A count of votes kept by hand." in stage.words_beside
        await stage.press("escape", "v")
        assert "What have I seen, and what is left?" in stage.text


async def test_a_list_narrows_as_one_types_and_escape_picks_nothing(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3", "g")
        assert "Where do you go?" in stage.text
        await stage.type("zzz")
        assert "Nothing by that name." in stage.text
        await stage.press("enter", "escape")
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "Pond")
        await stage.press("g", "down", "up")
        await stage.type("gat")
        await stage.press("enter")
        assert title_of(stage) == "Gate"


async def test_a_row_of_a_list_can_be_clicked(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("3", "g")
        await stage.click("Gate")
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "Gate")


async def test_enter_takes_what_was_typed_however_fast(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("2", "g")
        await stage.rush(*"home", "enter")
        assert stage.over == "ReadingScreen"
        assert title_of(stage) == "Home"


# ---------------------------------------------------------------- forecasts


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


# ---------------------------------------------------------------- the prompt


async def test_a_typed_line_does_what_it_says(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("greater_than_sign")
        assert "ask … about …" in stage.text
        await stage.type("ask mayor about cars\n")
        assert "The bridge should carry people, not cars." in stage.words_beside
        await stage.press("escape", "colon")
        await stage.type("1\n")
        assert title_of(stage) == "What happens next?"
        await stage.press(">")
        await stage.type("forecast 70 30\n")
        assert "70 of 100" in stage.text
        await stage.press(">")
        await stage.type("back\n")
        assert title_of(stage) == "The square"
        # The keys are the page's again.
        await stage.press("2")
        assert title_of(stage) == "Home"


LINES = {
    "dance": ("ReadingScreen", "dance"),
    "hint": ("ReadingScreen", "You have not yet tried 1: Ask what happens next"),
    "forecast 70 30": ("ReadingScreen", "forecast"),
    "claim 2": ("SheetScreen", "Claim 2: Was the count in order?"),
    "define tally": ("SheetScreen", "A count of votes kept by hand."),
    "positions cars": ("PositionsScreen", "Should cars cross the bridge?"),
    "ask mayor": ("PickScreen", "What do you ask?"),
    "progress": ("ProgressScreen", "What have I seen, and what is left?"),
    "path": ("PathScreen", "what would the other choice have shown?"),
    "settings": ("SettingsScreen", "Width"),
    "set width 60": ("ReadingScreen", "Width is 60."),
    "set width 5": ("ReadingScreen", "Width can't be “5”; there is 72, 66, 60."),
    "help here": ("ReadingScreen", "every verb, and every key"),
    "help": ("HelpScreen", "What you can type"),
    "look": ("ReadingScreen", "The council has voted"),
    "title": ("TitleScreen", "Continue"),
}


async def test_every_verb_has_its_screen(bridge_folder: Path, store: Store) -> None:
    async with staged(bridge_folder, store) as stage:
        for line, (over, words) in LINES.items():
            await stage.press(">")
            await stage.type(f"{line}\n")
            page = stage.over not in ("SheetScreen", "PickScreen", "HelpScreen", "SettingsScreen")
            away = stage.over not in ("ReadingScreen", "TitleScreen")
            assert (line, stage.over) == (line, over)
            assert words in (stage.words if page else stage.words_beside)
            if away:
                await stage.press("escape")


async def test_tab_completes_and_escape_leaves_the_prompt(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("def")
        assert "define" in stage.text
        await stage.press("tab")
        line = stage.room.query_one(Input)
        assert line.value == "define"
        await stage.type(" t")
        await stage.press("down")
        assert line.value == "define tally"
        await stage.press("escape")
        assert not stage.room.query_one("#prompt-bar").display
        await stage.press("1")
        assert title_of(stage) == "What happens next?"


async def test_a_suggestion_can_be_clicked(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("ask ")
        await stage.click("ask The mayor")
        assert stage.room.query_one(Input).value == "ask The mayor"


# ---------------------------------------------------------------- beginning, leaving, keeping


async def test_continue_is_offered_first_and_leads_to_the_same_line(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        assert "Continue" not in stage.text
        await stage.press("1", "1", *["down"] * 4)
        top = stage.top
        await stage.press("escape")
        assert "Continue" in stage.text
        assert "You were on “Walk”" in stage.text
        assert stage.text.index("Continue") < stage.text.index("The only way.")
        await stage.press("enter")
        assert stage.top == top
    async with staged(garden, store, begin=False) as stage:
        await stage.press("c")
        assert stage.top == top


async def test_who_begins_afresh_is_told_how_to_go_on_with_what_was_read(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        assert "afresh" not in stage.words
        await stage.press("1")
        assert stage.notice == ""
        await stage.press("1", "escape")
        assert "Or begin afresh; that reading is kept all the same." in stage.words
        await stage.press("1")
        assert title_of(stage) == "Gate"
        assert stage.notice == (
            "You begin afresh. Your reading of “Walk” is kept: to go on with it, press esc, then r."
        )
        await stage.press("escape", "r", "down", "enter")
        assert title_of(stage) == "Walk"
        assert stage.notice == ""


async def test_who_begins_afresh_is_told_where_a_reading_was_kept_nowhere(garden: Path) -> None:
    async with staged(garden) as stage:
        await stage.press("1", "escape")
        assert "Or begin afresh; then that reading is given up." in stage.words
        await stage.press("1")
        assert stage.notice == "You begin afresh. Your reading of “Walk” was kept nowhere."


async def test_a_click_on_a_way_in_begins_by_it_and_arrows_mark_it(garden: Path, store: Store) -> None:
    async with staged(garden, store, begin=False) as stage:
        await stage.click("In, 5 minutes", by=1)
        assert title_of(stage) == "Gate"
        await stage.press("3", "escape", "down", "enter")
        assert title_of(stage) == "Gate"
        await stage.press("escape", "r")
        assert stage.over == "PickScreen"
        await stage.press("down", "enter")
        assert title_of(stage) == "Pond"


async def test_quitting_keeps_the_place(garden: Path, store: Store) -> None:
    async with staged(garden, store) as stage:
        await stage.press("1", "down", "q")
        assert not stage.app.is_running
    assert stage.app.return_value == 0
    (run,) = store.runs("small")
    assert (run.title, bool(run.place)) == ("Walk", True)


async def test_a_store_that_fails_is_told_once_and_reading_goes_on(garden: Path, store: Store) -> None:
    async with staged(garden, store) as stage:
        store.close()
        await stage.press("3")
        assert title_of(stage) == "Pond"
        assert stage.notice.startswith("Progress can't be kept in")
        assert stage.notice.endswith("You can go on reading; from here on nothing is kept.")
        await stage.press("1")
        assert (title_of(stage), stage.notice) == ("Gate", "")
        await stage.press("c", "escape", "1", "down", "escape")
        assert stage.over == "TitleScreen"


@pytest.mark.parametrize("keys", ["c", "a down enter down enter", "1 f enter"])
async def test_a_store_that_fails_under_a_sheet_is_told_when_it_is_closed(
    keys: str, bridge_folder: Path, store: Store
) -> None:
    async with staged(bridge_folder, store, size=(80, 24)) as stage:
        *before, last = keys.split()
        await stage.press(*before)
        store.close()
        await stage.press(last)
        while stage.over != "ReadingScreen":
            await stage.press("escape")
        assert "nothing is kept" in stage.notice


async def test_a_store_that_cannot_be_read_still_opens_the_title_page(garden: Path, store: Store) -> None:
    store.close()
    async with staged(garden, store) as stage:
        assert title_of(stage) == "Gate"
        assert "nothing is kept" in stage.notice


async def test_a_pack_with_errors_is_left_at_once(garden: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in garden.iterdir():
        (folder / file.name).write_text(file.read_text().replace('"to": "tower"', '"to": "nowhere"'))
    async with staged(folder, begin=False) as stage:
        assert not stage.app.is_running
    assert stage.app.return_value == 3
    assert isinstance(stage.app.failure, PackInvalid)
    assert [item.code for item in stage.app.failure.diagnostics if item.severity == "error"] == ["E201"]


async def test_two_voices_stand_side_by_side_where_there_is_room(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press(">")
        await stage.type("compare russia and united states on status\n")
        assert isinstance(stage.app.screen, SheetScreen)
        assert any("Russia" in line and "United States" in line for line in stage.lines)
        await stage.resize(60, 40)
        assert not any("Russia" in line and "United States" in line for line in stage.lines[:6])
        await stage.press("escape")
        assert {"russia", "united-states"} <= set(stage.session.state.heard) or len(
            stage.session.state.heard
        ) >= 2


async def test_the_prompt_gets_what_is_typed_however_fast(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.rush(*"ask may", "tab")
        assert stage.room.query_one(Input).value == "ask The mayor"
        await stage.rush(*" about cars", "enter")
        assert "The bridge should carry people, not cars." in stage.words_beside


async def test_what_is_typed_before_the_prompt_is_there_does_nothing_to_the_page(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.rush(*">ask 2 quit")
        assert stage.app.is_running
        assert (stage.over, title_of(stage)) == ("ReadingScreen", "The square")


async def test_every_one_of_several_fast_keys_counts(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("1")
        await stage.rush("down", "down", "down", "up")
        assert stage.room.query_one("#sheet").scroll_y == 4
        await stage.press("up", "up")
        await stage.rush("3")
        await stage.rush("b", "3", "1")
        assert title_of(stage) == "Gate"
