"""How rooms are set: edges that agree, columns, breaks, and what is said of what is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.ids import NodeId
from explainer.prose.width import cell_width, wrap
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry, Mark
from explainer.story.answers import Answer, Door
from explainer.tui.entries import Columns, columns_of, entry_lines
from explainer.tui.lines import held_together, set_content
from explainer.tui.pages import answer_lines
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.screens.story_map import bar
from explainer.tui.themes import LOOKS
from explainer.tui.words import words
from tests.tui_screen import staged

SIZES = [(120, 40), (80, 24), (60, 20)]


def shown(entries: list[Entry], width: int) -> list[str]:
    """Entries as lines, the first of them marked."""
    columns = columns_of(entries)
    return [
        line.content.plain.rstrip()
        for index, entry in enumerate(entries)
        for line in entry_lines(entry, index, width, columns, marked=index == 0)
    ]


# ---------------------------------------------------------------- entries


def test_notes_end_and_signs_stand_under_each_other() -> None:
    entries = [
        Entry("a", "New York", "45 pages", Mark.BEEN),
        Entry("b", "Zvečan", "700 km south-east"),
        Entry("c", "Moscow", "1 page", Mark.NEW),
    ]
    lines = shown(entries, 60)
    assert [len(line.split("  ✓")[0].split("  •")[0]) for line in lines] == [52, 52, 52]
    assert lines[0].index("✓") == lines[2].index("•")


def test_a_long_note_stands_beside_words_that_leave_it_room() -> None:
    lines = shown([Entry("a", "Brussels", "900 km north-west, 6 pages, 0 read", Mark.NEW)], 60)
    assert len(lines) == 1
    assert lines[0].endswith("0 read  • new")


def test_the_mark_stays_on_the_first_line_when_a_note_goes_under() -> None:
    note = "for 7, against 1, on conditions 1, not documented 1"
    lines = shown([Entry("a", "London", note, Mark.HEARD)], 60)
    assert lines[0].startswith("› London")
    assert lines[0].endswith("✓ heard")
    assert lines[1] == f"    {note}"


def test_the_second_line_of_an_entry_hangs_unless_something_stands_under_one() -> None:
    long = Entry("a", "26 June 1945. United Nations. Charter of the United Nations")
    assert shown([long], 40)[1].startswith("    ")
    other = Entry("b", "A hit", about=Snippet("where it was found", ()))
    assert shown([long, other], 40)[1][:3] == "  " + shown([long, other], 40)[1].strip()[0]


def test_a_wide_column_without_a_mark_in_it_costs_no_line() -> None:
    entries = [
        Entry("a", "October: The armies of Serbia and Montenegro", "turning point"),
        Entry("b", "24 April", mark=Mark.DISPUTED),
    ]
    assert len(shown(entries, 64)) == 2


@given(
    st.lists(
        st.tuples(st.text("ab é—", max_size=60), st.text("cd ", max_size=40), st.sampled_from(Mark)),
        min_size=1,
        max_size=5,
    ),
    st.integers(18, 80),
)
def test_no_entry_is_wider_than_its_list(rows: list[tuple[str, str, Mark]], width: int) -> None:
    entries = [Entry(str(at), text, note.strip(), mark) for at, (text, note, mark) in enumerate(rows)]
    assert all(cell_width(line) <= width for line in shown(entries, width))


def test_the_signs_of_pages_an_answer_leads_to_stand_under_each_other() -> None:
    doors = (Door(NodeId("a"), "One", read=True), Door(NodeId("b"), "Two", read=False))
    lines = [line.content.plain for line in answer_lines(Answer("A", doors=doors), 40)]
    assert lines[-2].index("✓") == lines[-1].index("•")


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["r", "L", "D", "N", "o", "m"])
async def test_head_lead_headings_and_marks_stand_at_one_edge(
    flagship_folder: Path, size: tuple[int, int], key: str
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("n")
        await stage.type("Kept.")
        await stage.press("ctrl+s", key, "home")
        edge = 1 if size[0] < 64 else 2
        for name in ("#running-head", "#facets", "#entries", "#key-line"):
            assert stage.app.screen.query_one(name).region.x == edge
        assert stage.app.screen.query_one("#more").content_region.x == edge + 2


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_searched_for_stands_over_the_hits(
    flagship_folder: Path, size: tuple[int, int]
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("slash")
        await stage.type("council")
        row, first = (line for line in stage.lines if line.lstrip().startswith("›"))
        assert row.index("›") == first.index("›")


# ---------------------------------------------------------------- pictures


async def test_the_number_of_a_question_stands_over_its_signs(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p", "right")
        head = next(line for line in stage.lines if "1   2   3" in line)
        row = next(line for line in stage.lines if "Pristina " in line)
        assert row[head.index(" 3 ") + 1] in "+−±÷·"


async def test_a_sign_of_the_legend_keeps_its_words(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p")
        assert "· not documented" in stage.text


def test_what_is_left_of_a_bar_is_no_part_of_it() -> None:
    drawn = bar(1, 4, 8)
    assert drawn.plain == "━━──────"
    assert [(drawn.plain[span.start : span.end], span.style) for span in drawn.spans] == [
        ("━━", "$accent"),
        ("──────", "$rule"),
    ]


async def test_the_figures_of_the_story_map_end_at_one_edge(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("o")
        ends = {len(line.split("│")[0].rstrip()) for line in stage.lines if "━" in line or "───" in line}
        assert len(ends) == 1


# ---------------------------------------------------------------- keys and what is out of sight


@pytest.mark.parametrize("key", ["t", "p", "L", "o"])
async def test_help_is_in_the_key_line_and_what_narrows_is_said_once(flagship_folder: Path, key: str) -> None:
    async with staged(flagship_folder, size=(80, 24)) as stage:
        await stage.press(key)
        assert "? help" in stage.lines[-1]
        assert stage.lines[-1].count("voice") == 0


async def test_what_stands_beside_is_read_on_and_says_how_much_is_left(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("r", "home")
        before = stage.words_beside
        left = int(before.partition("▾ ")[2].split()[0])
        assert left > 0
        beside = stage.app.screen.query_one("#margin")
        await stage.press("tab")
        assert beside.scroll_y == min(left, beside.size.height - 2)
        assert stage.words_beside != before
        while beside.scroll_y < beside.max_scroll_y:
            await stage.press("tab")
        assert "▾" not in stage.words_beside
        await stage.press("tab")
        assert stage.words_beside == before


async def test_a_cue_counts_no_line_that_holds_nothing(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(60, 24)) as stage:
        await stage.press("comma")
        for height in range(24, 14, -1):
            await stage.resize(60, height)
            if "▾" in stage.text:
                assert "what you have read." not in stage.text
        assert "▾" in stage.text


async def test_no_list_begins_with_an_empty_line(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(60, 20)) as stage:
        await stage.press("L", "home")
        for _ in range(12):
            await stage.press("down")
            top = stage.app.screen.query_one("#sheet").region.y
            assert stage.lines[top].strip()


@pytest.mark.parametrize("columns", [104, 120, 150])
async def test_what_is_laid_over_a_room_covers_what_stood_beside_and_no_more(
    flagship_folder: Path, columns: int
) -> None:
    async with staged(flagship_folder, size=(columns, 40)) as stage:
        await stage.press("p")
        beside = stage.app.screen.query_one("#beside").region
        await stage.press("v")
        assert stage.over == "PickScreen"
        assert stage.app.screen.query_one("#over").region.x == beside.x


@pytest.mark.parametrize("look", [look.name for look in LOOKS])
@pytest.mark.parametrize("keys", [("c",), ("comma",), ("n",), ("g",), ("E",)])
async def test_what_lies_below_stays_in_sight_in_every_look(
    flagship_folder: Path, look: str, keys: tuple[str, ...]
) -> None:
    async with staged(flagship_folder) as stage:
        stage.app.set_look(look)
        await stage.settle()
        await stage.press(*keys)
        assert stage.over != "ReadingScreen"
        assert stage.lines[0].lstrip().startswith(stage.session.pack.manifest.title)


@pytest.mark.parametrize("keys", [("c",), ("comma",), ("p", "v"), ("n",)])
async def test_under_what_is_laid_over_a_screen_no_key_of_it_is_shown(
    flagship_folder: Path, keys: tuple[str, ...]
) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press(*keys[:-1])
        before = stage.lines[-1]
        await stage.press(keys[-1])
        assert not stage.lines[-1].partition("│")[0].strip()
        await stage.press("escape")
        assert stage.lines[-1] == before


async def test_a_long_title_over_a_list_is_whole(flagship_folder: Path) -> None:
    title = "Resolution 1244: what it leaves unsaid: the other choices"
    async with staged(flagship_folder) as stage:
        stage.app.push_screen(PickScreen(title, [Row("a", "One")]))
        await stage.settle()
        assert stage.words_beside.startswith(title)
        assert "One" in stage.words_beside


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_every_way_in_is_in_sight_on_the_title_page(
    flagship_folder: Path, size: tuple[int, int]
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        await stage.press("escape")
        assert stage.over == "TitleScreen"
        for way in ("Continue", "The brief", "The guided path", "Roam", "CC-BY-4.0"):
            assert way in stage.text


async def test_without_colours_keys_are_told_by_their_weight(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("p")

        def bold() -> set[str]:
            return {
                piece.text.strip()
                for piece in stage.pieces()
                if piece.style.bold and (piece.y == len(stage.lines) - 1 or piece.y == 2)
            }

        assert not bold()
        stage.app.set_look("ansi")
        await stage.settle()
        assert {"enter", "esc", "v", "s"} <= bold()
        assert "close" not in bold()
        stage.app.set_look("night")
        await stage.settle()
        assert not bold()


# ---------------------------------------------------------------- breaks


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a proposal of the envoy on 26 March 2007", "26 March"),
        ("as the settlement says in article 1.5", "article 1.5"),
        ("Should negotiations go on?  − against", "− against"),
        ("Should negotiations go on?  · not said", "· not"),
    ],
)
def test_what_belongs_together_is_on_one_line(text: str, line: str) -> None:
    for width in range(24, 48):
        found = [each.content.plain for each in set_content(words(text), width, 0)]
        assert sum(line in each for each in found) == 1


@given(st.text())
def test_holding_together_changes_no_length_and_no_letter(text: str) -> None:
    held = held_together(text)
    assert len(held) == len(text)
    assert held.replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_an_address_is_broken_after_a_stroke() -> None:
    assert wrap("https://www.un.org/en/about-us/un-charter/full-text", 44) == [
        "https://www.un.org/en/about-us/un-charter/",
        "full-text",
    ]


def test_columns_of_nothing_are_none() -> None:
    assert columns_of([]) == Columns(0, 2)
