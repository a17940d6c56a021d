"""Choosing by keys and by mouse, steps taken back, and what is said when one can't be taken."""

from __future__ import annotations

from pathlib import Path

from explainer.tui.widgets.choice_list import ChoiceList
from tests.garden import garden as garden
from tests.garden import title_of
from tests.tui_screen import staged


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


async def test_every_one_of_several_fast_keys_counts(garden: Path) -> None:
    async with staged(garden, size=(80, 24)) as stage:
        await stage.press("1")
        await stage.rush("down", "down", "down", "up")
        assert stage.room.query_one("#sheet").scroll_y == 4
        await stage.press("up", "up")
        await stage.rush("3")
        await stage.rush("b", "3", "1")
        assert title_of(stage) == "Gate"
