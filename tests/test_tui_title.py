"""The title page in any window: closed up step by step, and the marked way in never lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from explainer.store.store import open_store
from tests.tui_screen import Stage, manifest, staged, write_pack

TITLE = "A small pack with a title that takes two lines or more"
QUESTION = "What is said here, and who says it, and of whom, and when, and why is it not said any earlier?"


@pytest.fixture(scope="session")
def long_titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack whose title page has too many words for a small window."""
    ways = [
        {
            "id": f"way-{number}",
            "title": f"Way number {number}",
            "minutes": 5 * number,
            "start": "only",
            "text": f"It goes by everything there is, and more of that than one would think; part {number}.",
        }
        for number in range(1, 5)
    ]
    return write_pack(
        tmp_path_factory.mktemp("long-titled"),
        manifest("only", title=TITLE, question=QUESTION, ways_in=ways),
        nodes=[{"id": "only", "title": "Only", "body": "All.", "ending": True}],
    )


def marked_label(stage: Stage) -> str:
    """What the mark stands before; all of it that is set on its line."""
    [line] = [line for line in stage.lines if line.lstrip().startswith("› ")]
    return line.split(maxsplit=2)[2]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15)])
async def test_all_of_the_title_every_way_and_the_marked_ones_words_fit(
    long_titled: Path, walled_off: Path, size: tuple[int, int]
) -> None:
    with closing(open_store(walled_off)) as store:
        async with staged(long_titled, store, size=size) as stage:
            await stage.press("escape")
            title_at = stage.where("A small pack")
            for marked in ("Continue", "Way number 1", "Way number 2", "Way number 3", "Way number 4"):
                assert TITLE in stage.words
                for label in ("Continue", *(f"Way number {number}, " for number in range(1, 5))):
                    assert label in stage.words
                assert marked_label(stage).startswith(marked)
                said = f"part {marked[-1]}." if marked[-1].isdigit() else "You were on “Only”"
                assert said in stage.words
                assert "small 1.0.0" in stage.words
                # Nothing jumps when the mark moves.
                assert stage.where("A small pack") == title_at
                await stage.press("down")
            assert marked_label(stage).startswith("Continue")


@pytest.mark.parametrize("size", [(40, 12), (30, 10), (24, 9), (20, 12), (20, 8)])
@pytest.mark.parametrize("shipped", [True, False])
async def test_where_not_all_of_it_fits_the_marked_way_is_in_sight_all_the_same(
    shipped: bool, long_titled: Path, flagship_folder: Path, size: tuple[int, int]
) -> None:
    folder = flagship_folder if shipped else long_titled
    async with staged(folder, size=size, begin=False) as stage:
        labels = [way.title.split()[0] for way in stage.app.manifest.ways_in]
        for label in [*labels, labels[0]]:
            assert marked_label(stage).startswith(label)
            assert stage.app.cursor_position.y == stage.where("› ")[1]
            await stage.press("down")
        for label in [labels[0], *labels[:0:-1]]:
            await stage.press("up")
            assert marked_label(stage).startswith(label)


async def test_the_mark_is_in_sight_again_when_the_window_changed(long_titled: Path) -> None:
    async with staged(long_titled, begin=False) as stage:
        await stage.press("up")
        for size in ((20, 8), (60, 20), (24, 9), (120, 40), (15, 5), (20, 8)):
            await stage.resize(*size)
            if size != (15, 5):
                assert marked_label(stage).startswith("Way")
                assert marked_label(stage)[:12] in (
                    "Way number 4"[: len(marked_label(stage))],
                    "Way number 4",
                )


async def test_what_must_be_told_comes_first_where_there_is_no_room(long_titled: Path) -> None:
    async with staged(long_titled, size=(40, 12), begin=False) as stage:
        stage.app.notice = "The file that keeps your progress was damaged. " * 3
        stage.app.screen.renew()  # type: ignore[attr-defined]
        await stage.settle()
        assert "The file that keeps your progress was damaged." in stage.words
        await stage.press("down")
        assert marked_label(stage).startswith("Way number 2")
