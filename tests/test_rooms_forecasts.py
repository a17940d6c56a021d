"""Forecasts in the progress room: scores and calibration in both faces, and nothing of what is not told."""

from __future__ import annotations

import dataclasses
import json
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from explainer.cli.main import run
from explainer.errors import StepError
from explainer.line.reader import LineReader
from explainer.model.ids import NodeId
from explainer.model.node import Fork
from explainer.model.pack import Pack
from explainer.rooms.forecasts import (
    CALIBRATION,
    COUNTING,
    SCORES,
    Forecasts,
    bin_in_short,
    bin_in_words,
    counting_answer,
)
from explainer.rooms.progress import ProgressRoom
from explainer.rooms.room import Entry
from explainer.session import Session, path_of_run
from explainer.store.store import open_store
from explainer.story.engine import is_resolved
from explainer.story.scores import ENOUGH, Bin, brier
from explainer.tui.score_strips import calibration_strip, score_strip
from explainer.tui.widgets.set_text import SetText
from tests.strategies import choice, examples, fork, node, pack_of, packs
from tests.strategies_plays import play, plays
from tests.test_rooms_fog import walk
from tests.tui_screen import staged


def many(count: int) -> Pack:
    """A start and so many forks of three options, each with what tells it; every other could stay."""
    pages = [node("p", choices=[choice(f"f{index}") for index in range(count)])]
    for index in range(count):
        told = fork(f"q{index}", options=3, happened=index % 3, status_quo=1 if index % 2 else None)
        told = dataclasses.replace(told, question=f"What of {index}?")
        pages += [
            node(f"f{index}", fork=told, choices=[choice(f"q{index}"), choice("p")]),
            node(f"q{index}", choices=[choice("p")]),
        ]
    return pack_of(pages)


def forecast(session: Session, index: int, *points: int, tell: bool = True) -> None:
    session.forecast(NodeId(f"f{index}"), points)
    if tell:
        session.walk(NodeId(f"q{index}"))


def entries(session: Session) -> dict[str, Entry]:
    return {entry.id: entry for entry in ProgressRoom(session).entries()}


def about(session: Session, entry: str) -> str:
    found = entries(session)[entry].about
    return found.text if found else ""


# ---------------------------------------------------------------- the room


def test_there_is_no_score_before_anything_is_told() -> None:
    session = Session.begin(many(3), None)
    assert COUNTING in entries(session)
    forecast(session, 0, 60, 30, 10, tell=False)
    found = entries(session)
    assert SCORES not in found
    assert CALIBRATION not in found
    assert found["fork/f0"].note == "not told yet"


def test_the_room_says_scores_baselines_and_calibration() -> None:
    session = Session.begin(many(3), None)
    forecast(session, 0, 60, 30, 10)
    forecast(session, 1, 10, 80, 10)
    found = entries(session)
    assert found["fork/f0"].note == "told, score 0.26"
    assert found["fork/f1"].note == "told, score 0.06"
    assert found[SCORES].note == "0.16 over 2 forecasts"
    assert about(session, SCORES) == (
        "Over 2 forecasts you score 0.16 on average (0 is best, 2 is worst). That is nearer to what happened "
        "than always giving even odds, which would score 0.67. At the 1 fork where something would have left "
        "things as they were, always expecting that would score 0.00; you score 0.06 there."
    )
    assert found[CALIBRATION].note == "6 options"
    said = about(session, CALIBRATION)
    assert said.startswith(f"2 forecasts are too few to say how well your points fit; it takes {ENOUGH}")
    assert "0 to 19 points: 0 of 3 happened; you said 10 in 100." in said
    assert "60 to 79 points: 1 of 1 happened; you said 60 in 100." in said
    assert "40 to 59" not in said
    answer = {item.label: item.lines for item in ProgressRoom(session).answer(SCORES).details}
    assert answer["Fork by fork"] == ("0.26: What of 0?", "0.06: What of 1?")
    answer = {item.label: item.lines for item in ProgressRoom(session).answer(CALIBRATION).details}
    assert answer["What you thought likely"] == (
        "Of the 2 options you gave 60 points or more, 2 happened; by your points one would expect 1.4.",
    )


def test_enough_forecasts_are_called_enough() -> None:
    session = Session.begin(many(ENOUGH), None)
    for index in range(ENOUGH - 1):
        forecast(session, index, 34, 33, 33)
    assert "9 forecasts are too few" in about(session, CALIBRATION)
    # Each option happened three times, so the odd point of each makes no difference.
    assert "Always giving even odds would score the same." in about(session, SCORES)
    forecast(session, ENOUGH - 1, 0, 0, 100)
    assert "10 forecasts give a rough picture" in about(session, CALIBRATION)


def test_one_forecast_is_one() -> None:
    session = Session.begin(many(1), None)
    forecast(session, 0, 0, 100, 0)
    assert about(session, CALIBRATION).startswith("1 forecast is too few")
    assert "farther from what happened than always giving even odds" in about(session, SCORES)
    # No option of it would have left things as they were, so nothing is said of that.
    assert "as they were" not in about(session, SCORES)
    labels = [item.label for item in ProgressRoom(session).answer(SCORES).details]
    assert "Always as things were" not in labels


def test_passing_by_is_held_against_nobody() -> None:
    session = Session.begin(many(3), None)
    forecast(session, 0, 60, 30, 10)
    before = (about(session, SCORES), about(session, CALIBRATION))
    forecast(session, 1)
    assert (about(session, SCORES), about(session, CALIBRATION)) == before
    assert entries(session)["fork/f1"].note == "told"
    assert about(session, "fork/f1") == "What happened: “Option 1”. You passed the forecast by."


def test_a_range_with_few_options_says_so() -> None:
    assert bin_in_words(Bin(0, 19, 27, 4, 243)) == (
        "0 to 19 points: 4 of 27 options happened, 15 in 100, where you had said 9."
    )
    assert bin_in_words(Bin(80, 100, 1, 1, 95)) == (
        "80 to 100 points: 1 of 1 option happened, where you had said 95 in 100; too few to say."
    )
    # A share of nothing says nothing.
    assert bin_in_words(Bin(0, 19, 8, 0, 16)) == (
        "0 to 19 points: 0 of 8 options happened, where you had said 2 in 100."
    )
    assert bin_in_words(Bin(0, 19, 8, 2, 0)) == (
        "0 to 19 points: 2 of 8 options happened, 25 in 100, where you had given no points."
    )
    assert bin_in_short(Bin(0, 19, 2, 0, 0)) == "0 of 2 happened; you gave no points"
    assert bin_in_short(Bin(20, 39, 2, 0, 60)) == "0 of 2 happened; you said 30 in 100"


def test_the_example_of_how_it_is_counted_is_right() -> None:
    told = {item.label: " ".join(item.lines) for item in counting_answer().details}
    assert "60, 30 and 10 points, and the first happens" in told["An example"]
    assert f"= {brier((60, 30, 10), 0):.2f}." in told["An example"]
    assert str(ENOUGH) in told["What you said, and what happened"]
    assert "options that scores 0.67" in told["What stands beside it"]


# ---------------------------------------------------------------- fog


def told_of(session: Session) -> str:
    """All that the forecasts of a run say anywhere."""
    room = ProgressRoom(session)
    found = [entry for entry in room.forecasts.entries() if not entry.heading]
    texts = [f"{entry.text} {entry.note} {entry.about.text if entry.about else ''}" for entry in found]
    for entry in found:
        answer = room.answer(entry.id)
        texts += [answer.title, answer.lead]
        texts += [line for detail in answer.details for line in detail.lines]
        texts += [door.text for door in answer.doors]
    return "\n".join([*texts, json.dumps(room.forecasts.records(), ensure_ascii=False)])


@pytest.mark.parametrize("seed", range(6))
def test_no_fork_that_is_not_told_is_counted_or_named(flagship: Pack, seed: int) -> None:
    pack, chance = flagship, Random(seed)
    session = Session.begin(pack, None, "free")
    for _ in range(4):
        walk(session, chance, 25)
        if unmade := _open_fork(session, chance):
            with suppress(StepError):
                # What happened there may have been seen in a branch.
                session.forecast(*unmade)
        said = told_of(session)
        state, forecasts = session.state, Forecasts(pack, session.state)
        for page in pack.nodes.values():
            if page.fork is None:
                continue
            told = is_resolved(pack, state, page.id)
            scored = any(item.node == page.id for item in forecasts.scores)
            assert scored <= told
            if page.id not in state.forecasts:
                assert page.fork.question not in said
            if not told:
                assert f"What happened: “{happened(page.fork)}”" not in said
        for record in forecasts.records():
            told = is_resolved(pack, state, NodeId(str(record["fork"])))
            assert (record["happened"] is not None) == told
            assert told or record["score"] is record["status_quo"] is record["even_odds"] is None


def _open_fork(session: Session, chance: Random) -> tuple[NodeId, tuple[int, ...]] | None:
    """A forecast somebody could make from afar at any fork that is not told."""
    left = [
        page.id
        for page in session.pack.nodes.values()
        if page.fork and page.id not in session.state.forecasts and page.date <= session.state.today
    ]
    if not left:
        return None
    picked = chance.choice(left)
    fork_there = session.pack.nodes[picked].fork
    assert fork_there
    return picked, (100, *[0] * (len(fork_there.options) - 1))


def happened(told: Fork) -> str:
    return told.options[told.happened].label


@given(packs(), plays(25))
@examples(80)
def test_every_entry_of_any_play_opens_and_counts_only_what_is_told(pack: Pack, picks: list[int]) -> None:
    state = play(pack, picks).path.state
    forecasts = Forecasts(pack, state)
    for entry in forecasts.entries():
        if not entry.heading:
            assert forecasts.answer(entry.id).title
    assert len(forecasts.scores) <= sum(bool(points) for points in state.forecasts.values())
    for width in (20, 44, 70, 100):
        drawn = calibration_strip(forecasts, width) if forecasts.scores else []
        drawn += score_strip(forecasts.means, width) if forecasts.means else []
        assert all(line.cell_length <= width for line in drawn)


# ---------------------------------------------------------------- both faces


def walked(store_at: Path, pack: Pack) -> Session:
    """A kept run of the bridge with its one forecast told."""
    with closing(open_store(store_at)) as store:
        session = Session.begin(pack, store, "short")
        session.walk(NodeId("what-next"))
        session.forecast(NodeId("what-next"), (70, 30))
        session.walk(NodeId("signed"))
    return session


SCORE = "Your forecast scores 0.18, where 0 is best and 2 is worst: nearer to what happened than even odds on"


async def test_the_page_says_what_the_forecast_scores_in_both_faces(
    bridge_folder: Path, bridge: Pack
) -> None:
    said: list[str] = []
    reader = LineReader(bridge, None, said.append, width=0)
    reader.open()
    assert reader.run(["1", "1", "forecast 70 30", "1"], echo=True)
    assert f"You gave it 70 of 100. {SCORE} the 2 options, which score 0.50." in "\n".join(said)
    async with staged(bridge_folder, size=(80, 24)) as stage:
        await stage.press("1", ">")
        await stage.type("forecast 70 30\n")
        await stage.press("1")
        assert "Your forecast scores 0.18, where 0 is best and 2 is worst" in stage.words


async def test_the_page_of_a_forecast_passed_by_has_no_score(bridge_folder: Path, bridge: Pack) -> None:
    said: list[str] = []
    reader = LineReader(bridge, None, said.append, width=0)
    reader.open()
    assert reader.run(["1", "1", "skip", "1", "progress"], echo=True)
    assert "score" not in "\n".join(said).lower()
    async with staged(bridge_folder) as stage:
        await stage.press("1", "s", "1")
        assert "You passed the forecast by." in stage.words
        assert "scores" not in stage.words


async def test_the_screen_draws_what_line_mode_says(bridge_folder: Path) -> None:
    async with staged(bridge_folder, size=(80, 50)) as stage:
        await stage.press("1", ">")
        await stage.type("forecast 70 30\n")
        await stage.press("1", "v")
        drawn = stage.words_of("ProgressScreen").replace("\u00a0", " ")
        assert "yours ━━━━" in drawn
        assert "always even odds ━" in drawn
        assert "always as things were ━" in drawn
        assert "60–79 " in drawn
        assert "1 of 1 happened; said 70" in drawn
        assert "○ you said ● happened" in drawn
        assert "1 forecast is too few" in drawn
        # What explains it opens from here, by key and by mouse.
        await stage.click("How this is counted")
        assert stage.over == "SheetScreen"
        assert "Brier score" in stage.words
        await stage.press("escape")
        assert stage.over == "ProgressScreen"


def test_line_mode_opens_how_it_is_counted(bridge: Pack) -> None:
    said: list[str] = []
    reader = LineReader(bridge, None, said.append, width=0)
    reader.open()
    assert reader.run(["1", "1", "forecast 70 30", "1", "progress"], echo=True)
    number = next(line.split()[0] for line in said if line.endswith("How this is counted"))
    assert reader.run([f"show {number}"], echo=True)
    assert any("0.16 + 0.09 + 0.01 = 0.26" in line for line in said)


@pytest.mark.parametrize("width", [100, 70])
def test_a_strip_has_a_sign_where_points_and_events_lie(width: int) -> None:
    session = Session.begin(many(2), None)
    forecast(session, 0, 100, 0, 0)
    forecast(session, 1, 70, 30, 0)
    rows = [line.plain for line in calibration_strip(Forecasts(session.pack, session.state), width)]
    strips = [row[9:].partition("  ")[0] for row in rows[:5]]
    cells = len(strips[0])
    # Nothing of what was given 0 happened; the 30 did; the 70 did not; the 100 did.
    assert strips[0].index("◍") == 0
    assert (strips[1].index("○"), strips[1].index("●")) == (round(0.3 * (cells - 1)), cells - 1)
    assert set(strips[2]) == {"─"}
    assert (strips[3].index("●"), strips[3].index("○")) == (0, round(0.7 * (cells - 1)))
    assert strips[4].index("◍") == cells - 1
    assert rows[2].endswith("none yet")


@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
def test_every_strip_fits_its_width(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    session = Session.begin(many(ENOUGH), None)
    for index in range(ENOUGH):
        forecast(session, index, *((100, 0, 0), (70, 30, 0), (34, 33, 33), (0, 50, 50))[index % 4])
    forecasts = Forecasts(session.pack, session.state)
    assert forecasts.means is not None
    # From what a list in the narrowest window leaves, to more than any asks for.
    for width in range(16, 121):
        scores, calibration = score_strip(forecasts.means, width), calibration_strip(forecasts, width)
        assert max(line.cell_length for line in [*scores, *calibration]) <= width
        told = " ".join(" ".join(line.plain for line in scores).split())
        for name in ("yours", "always even odds", "always as things were"):
            assert name in told


async def test_the_whole_room_fits_the_narrowest_window(
    flagship_folder: Path, flagship: Pack, walled_off: Path
) -> None:
    with closing(open_store(walled_off)) as store:
        session = Session.begin(flagship, store, "free")
        session.walk(NodeId("fork-council"))
        session.forecast(NodeId("fork-council"), (60, 30, 10))
        session.walk(NodeId("council-decided"))
        async with staged(flagship_folder, store, size=(20, 20), begin=False) as stage:
            await stage.press("c", "v")
            for width in (20, 24, 32, 64):
                await stage.resize(width, 20)
                texts = [text for text in stage.app.screen.query(SetText) if text.display and text.size.width]
                assert texts
                for text in texts:
                    for line in text.lines_at(text.size.width):
                        assert line.content.rstrip().cell_length <= text.size.width, line.content.plain


# ---------------------------------------------------------------- the command


def test_mine_is_empty_where_nothing_was_read_and_makes_nothing(
    bridge_folder: Path, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["stats", str(bridge_folder), "--mine"]) == 0
    assert capsys.readouterr().out == "No run of “The bridge” was kept yet.\n"
    assert not list(walled_off.glob("*.sqlite3"))
    assert run(["stats", str(bridge_folder), "--mine", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["run"], data["forecasts"], data["score"]) == (None, [], None)


def test_mine_of_a_run_without_forecasts_says_so(
    bridge_folder: Path, bridge: Pack, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(walled_off)) as store:
        session = Session.begin(bridge, store, "short")
        assert run(["stats", str(bridge_folder), "--mine"]) == 0
        assert "You have made none yet." in capsys.readouterr().out
        session.forecast(NodeId("what-next"), (70, 30))
        assert run(["stats", str(bridge_folder), "--mine"]) == 0
        said = capsys.readouterr().out
        assert "None that you made is told yet, so there is no score." in said
        assert "She signs”; 30" in " ".join(said.split())
        assert "What happened" not in said


def test_mine_tells_the_newest_run_and_changes_nothing(
    bridge_folder: Path, bridge: Pack, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walked(walled_off, bridge)
    with closing(open_store(walled_off)) as store:
        before = [(item.id, item.steps, item.head, item.updated) for item in store.runs()]
    assert run(["stats", str(bridge_folder), "--mine"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Score so far (0.18 over 1 forecast)" in said
    assert "would score 0.50" in said
    assert "always" in said
    assert "80 to 100" not in said
    assert "How this is counted is told in the progress room" in said
    assert run(["--json", "stats", str(bridge_folder), "--mine"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["forecasts"][0]["points"] == {"signs": 70, "refuses": 30}
    assert data["forecasts"][0]["happened"] == "signs"
    assert data["score"]["mine"] == pytest.approx(0.18)
    assert data["score"]["status_quo"] == 2
    assert sum(item["options"] for item in data["calibration"]) == 2
    with closing(open_store(walled_off)) as store:
        assert before == [(item.id, item.steps, item.head, item.updated) for item in store.runs()]


def test_mine_of_a_run_the_pack_has_left_behind_is_told_and_kept(
    bridge_folder: Path, bridge: Pack, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walked(walled_off, bridge)
    with closing(open_store(walled_off)) as store:
        store._connection.execute("UPDATE steps SET node = 'gone', kind = 'Walk', data = '[\"gone\"]'")
        store._connection.commit()
        [kept] = store.runs()
        assert path_of_run(bridge, store, kept) is None
    assert run(["stats", str(bridge_folder), "--mine"]) == 4
    assert "can't be followed. It is kept." in capsys.readouterr().err
    with closing(open_store(walled_off)) as store:
        assert len(store.runs()) == 1


def test_mine_of_a_newer_store_is_refused(
    bridge_folder: Path, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(walled_off)) as store:
        store._connection.execute("PRAGMA user_version = 99")
    assert run(["stats", str(bridge_folder), "--mine"]) == 4
    assert "newer explainer" in capsys.readouterr().err
