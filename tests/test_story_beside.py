"""An option of a fork beside what happened: put together from the pack, alike in both faces, never early."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from explainer.errors import StepError
from explainer.line.reader import LineReader
from explainer.model.date import PartialDate
from explainer.model.ids import ClaimId, NodeId
from explainer.model.pack import Pack
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.tree import claims_of
from explainer.session import Session
from explainer.story.answers import Answer
from explainer.story.beside import (
    EXPECTED,
    FEARED,
    NOBODY,
    NOTHING_HERE,
    TOLD_BY_EACH,
    WAITS,
    WHO,
    beside_here,
    columns,
    is_told_here,
)
from explainer.story.engine import is_resolved
from explainer.story.fog import claim_is_told, page_is_told
from explainer.story.pmap import PMap
from explainer.story.roads import NOT_WHAT_HAPPENED
from explainer.tui.screens.sheet import _set_pair
from explainer.verbs.commands import NotUnderstood, SetBeside
from explainer.verbs.completion import complete
from explainer.verbs.parse import Scene, parse
from tests.strategies import fork, node, pack_of
from tests.test_parity import screen_words, squeezed
from tests.test_rooms_fog import answer_texts, leaks, walk_on, wander
from tests.tui_screen import staged

FORK, CAME, ROAD = NodeId("fork-council"), NodeId("council-decided"), NodeId("road-more-talks")


@pytest.fixture
def session(at_an_outcome: Session) -> Session:
    return at_an_outcome


def texts(answer: Answer) -> list[str]:
    """All that a column says."""
    said = [*answer_texts(answer)]
    for part in answer.parts:
        said += [part.label, *plain_lines(part.blocks, lambda _claim: None, 0)]
    said += [item.claim.heading() for item in answer.cited]
    return [text for text in said if text]


def part(answer: Answer, label: str) -> str:
    [found] = [item for item in answer.parts if item.label == label]
    return " ".join(plain_lines(found.blocks, lambda _claim: None, 0))


# ---------------------------------------------------------------- what is in it


def test_it_is_put_together_from_the_pack(session: Session, flagship: Pack) -> None:
    left, right = columns(flagship, session.state, FORK, 2)
    assert (left.lead, right.lead) == ("What happened", NOT_WHAT_HAPPENED)
    assert (left.road, right.road) == (False, True)
    assert [item.label for item in left.parts] == [WHO, EXPECTED, FEARED, TOLD_BY_EACH]
    assert [item.label for item in right.parts] == [WHO, EXPECTED, FEARED]
    assert "To be decided by: the UN Security Council. Favoured by Belgium, France" in part(left, WHO)
    assert part(right, WHO) == "Favoured by Serbia, Russia, China."
    assert part(left, FEARED).startswith("It would split the United Nations")
    assert part(right, EXPECTED).startswith("Russia proposed a road map")
    assert part(right, FEARED).startswith("More talks would only prolong uncertainty")
    assert part(left, TOLD_BY_EACH).startswith("The six Western governments have named their road")


def test_every_option_of_every_fork_can_be_set_beside_what_happened(flagship: Pack) -> None:
    for name, page in flagship.nodes.items():
        if page.fork is None:
            continue
        session = Session.begin(flagship, None, "free")
        session.walk(name)
        session.forecast(name, ())
        roads = [option.road for option in page.fork.options if option.road]
        for place in (page.fork.resolution, *roads):
            session.walk(place)
        for number in beside_here(flagship, session.state).options:
            left, right = columns(flagship, session.state, name, number)
            for column in (left, right):
                said = [part(column, label) for label in (WHO, EXPECTED, FEARED)]
                assert all(said)
                assert column.cited
                assert not any("told yet" in text for text in texts(column))
            # What the road's own page says of those who hoped and feared, and not the fork's argument again.
            road = page.fork.options[number - 1].road
            assert road
            words = squeezed(page_words(flagship, road))
            assert squeezed(part(right, EXPECTED)) in words
            assert squeezed(part(right, FEARED)) in words


def page_words(pack: Pack, page: NodeId) -> str:
    blocks = [block for passage in pack.nodes[page].passages for block in blocks_of(passage.text.text)]
    return " ".join(plain_lines(blocks, lambda _claim: None, 0))


def test_a_road_that_looks_ahead_is_read_before_it_is_quoted(flagship: Pack) -> None:
    """What such a page tells may lie ahead of the story; until it was read the fork's argument stands."""
    name, road = NodeId("fork-recognition"), NodeId("road-recognition-collective-non-recognition")
    assert flagship.nodes[road].ahead
    session = Session.begin(flagship, None, "free")
    session.walk(name)
    session.forecast(name, ())
    session.walk(NodeId("outcome-recognition"))
    _, right = columns(flagship, session.state, name, 3)
    assert "resolution 1244 keeps Kosovo in Serbia" in part(right, EXPECTED)
    session.walk(road)
    _, right = columns(flagship, session.state, name, 3)
    assert part(right, EXPECTED) in page_words(flagship, road)
    assert [item.label for item in right.parts][3:] == ["Looking ahead"]


def test_a_pack_without_roads_shows_what_its_fork_has() -> None:
    pack = pack_of([node("f", fork=fork("q")), node("q", "It came.")])
    session = Session.begin(pack, None)
    session.forecast(NodeId("f"), ())
    session.walk(NodeId("q"))
    left, right = columns(pack, session.state, NodeId("f"), 2)
    assert [part(right, label) for label in (WHO, EXPECTED, FEARED)] == [NOBODY, "For it.", "Against it."]
    assert " ".join(plain_lines(left.blocks, lambda _claim: None, 0)) == "It came."
    assert right.blocks == ()


def test_both_columns_count_their_claims_together(session: Session, flagship: Pack) -> None:
    for number in (1, 2):
        left, right = columns(flagship, session.state, FORK, number)
        numbers = {item.number: item.claim.id for column in (left, right) for item in column.cited}
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert len(set(numbers.values())) == len(numbers)
        for column in (left, right):
            blocks = [*column.blocks, *(block for item in column.parts for block in item.blocks)]
            assert {item.claim.id for item in column.cited} == set(claims_of(blocks))
            assert all(column.number_of(item.claim.id) == item.number for item in column.cited)


# ---------------------------------------------------------------- where, and when


def test_it_waits_until_the_fork_is_told(flagship: Pack) -> None:
    session = Session.begin(flagship, None, "free")
    with pytest.raises(StepError, match=re.escape(NOTHING_HERE)):
        beside_here(flagship, session.state)
    session.walk(FORK)
    for _ in range(2):
        with pytest.raises(StepError, match=re.escape(WAITS)):
            beside_here(flagship, session.state, 1)
        assert not is_told_here(flagship, session.state)
        session.forecast(FORK, (60, 30, 10))
    session.walk(CAME)
    for page, at in ((CAME, 1), (FORK, 1), (ROAD, 2)):
        session.walk(page)
        shown = beside_here(flagship, session.state)
        assert (shown.fork, shown.options, shown.at) == (FORK, (1, 2), at)
    with pytest.raises(StepError, match=r"Option 3 is what happened. Another can be set beside it: 1 or 2."):
        beside_here(flagship, session.state, 3)
    with pytest.raises(StepError, match="There is no option 4 at this fork; they go from 1 to 3"):
        beside_here(flagship, session.state, 4)


def all_columns(pack: Pack, session: Session) -> Iterator[Answer]:
    """Every column of every fork that is told where the reader stands."""
    for name, page in pack.nodes.items():
        if page.fork and is_resolved(pack, session.state, name):
            for number, option in enumerate(page.fork.options, 1):
                if not option.happened:
                    yield from columns(pack, session.state, name, number)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_told_of_what_the_story_has_not_reached(flagship: Pack, seed: int) -> None:
    """Wherever one has wandered, also at an earlier step again."""
    chance = Random(seed)
    session = Session.begin(flagship, None, chance.choice(["brief", "guided", "free"]))
    shown = 0
    for year in (2008, 2010, 2013):
        walk_on(session, chance, datetime.date(year, 1, 2))
        wander(session, chance, 4)
        for column in all_columns(flagship, session):
            assert leaks(flagship, session, "\n".join(texts(column))) == []
            assert all(claim_is_told(flagship, session.state, item.claim.id) for item in column.cited)
            shown += 1
    assert shown


def test_a_road_come_to_first_tells_nothing_of_what_came_of_the_fork(flagship: Pack) -> None:
    for name, page in flagship.nodes.items():
        if page.fork is None:
            continue
        for road in [option.road for option in page.fork.options if option.road]:
            session = Session.begin(flagship, None, "free")
            session.walk(name)
            session.forecast(name, ())
            session.walk(road)
            left, _ = columns(flagship, session.state, name, 1 if not page.fork.options[0].happened else 2)
            if not page_is_told(flagship, session.state, page.fork.resolution):
                assert plain_lines(left.blocks, lambda _claim: None, 0) == ["Not told yet."]
            for column in all_columns(flagship, session):
                assert leaks(flagship, session, "\n".join(texts(column))) == []


def test_a_paragraph_that_rests_on_something_later_waits() -> None:
    pack = pack_of(
        [
            node("f", fork=fork("q", "r")),
            node(
                "q",
                "It came. [@claim-b]\n\n**As each tells it.** One says so. [@claim-a]\n\n"
                "**Two** too. [@claim-b]",
            ),
            node(
                "r",
                "It did not. [@claim-a]\n\n**They hoped.** Hope. [@claim-b]\n\n"
                "**They feared.** Fear. [@claim-a]",
            ),
        ]
    )
    later = dataclasses.replace(pack.claims[ClaimId("claim-b")], known_from=PartialDate(2009, 1, 1))
    pack = dataclasses.replace(pack, claims={**pack.claims, later.id: later})
    session = Session.begin(pack, None)
    session.forecast(NodeId("f"), ())
    session.choose("what-happened")
    state = dataclasses.replace(session.state, met=PMap())
    left, right = columns(pack, state, NodeId("f"), 2)
    assert " ".join(plain_lines(left.blocks, lambda _claim: None, 0)) == "Not told yet."
    assert part(left, TOLD_BY_EACH) == "One says so.  More of this is not told yet."
    assert [part(right, label) for label in (EXPECTED, FEARED)] == ["Not told yet.", "Fear."]
    assert {item.claim.id for item in (*left.cited, *right.cited)} == {"claim-a"}
    # Once it was met on a page it is told, whatever the date.
    left, right = columns(pack, session.state, NodeId("f"), 2)
    assert part(right, EXPECTED) == "Hope."


# ---------------------------------------------------------------- typed


def scene(session: Session) -> Scene:
    return Scene(session.pack, session.state, session.turn)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("beside", SetBeside()),
        ("side by side", SetBeside()),
        ("beside what happened", SetBeside()),
        ("beside 2", SetBeside(2)),
        ("beside option 2", SetBeside(2)),
        ("beside b", SetBeside(2)),
        ("side by side 2", SetBeside(2)),
        ("beside mandate for more talks", SetBeside(2)),
        ("beside 2 claim 3", SetBeside(2, 3)),
        ("beside claim 3", SetBeside(0, 3)),
        ("besde 2", SetBeside(2)),
        ("beside 7", SetBeside(7)),
    ],
)
def test_what_can_be_typed(session: Session, line: str, wanted: SetBeside) -> None:
    assert parse(line, scene(session)) == wanted


def test_what_names_no_option_is_said_so(session: Session) -> None:
    found = parse("beside the cheese", scene(session))
    assert isinstance(found, NotUnderstood)
    assert "“the cheese”" in found.message


def test_completion_offers_the_other_options_once_they_are_told(session: Session, flagship: Pack) -> None:
    assert complete("beside ", scene(session)) == ["beside 1", "beside 2"]
    assert "beside" in complete("besi", scene(session))
    before = Session.begin(flagship, None, "free")
    before.walk(FORK)
    assert complete("beside ", scene(before)) == []


# ---------------------------------------------------------------- both faces


def test_both_faces_say_the_same(session: Session, flagship: Pack) -> None:
    reader = LineReader(flagship, None, lambda _said: None, width=0)
    reader.session = session
    for number in (1, 2):
        pair = columns(flagship, session.state, FORK, number)
        heard = squeezed(re.sub(r"\[\d+(?:, \d+)*\]", "", "".join(reader.answer(f"beside {number}").lines)))
        for width in (114, 72, 54):
            screen = screen_words(_set_pair(pair, width))
            for text in (text for column in pair for text in texts(column)):
                assert squeezed(text) in heard
                assert all(word in screen for word in text.split())


def test_line_mode_opens_a_claim_of_the_columns(session: Session, flagship: Pack) -> None:
    reader = LineReader(flagship, None, lambda _said: None, width=72)
    reader.session = session
    left, _ = columns(flagship, session.state, FORK, 1)
    claim = left.cited[1]
    lines = reader.answer(f"beside claim {claim.number}").lines
    assert lines[0] == f"Claim {claim.number}: {claim.claim.heading()}"
    assert session.state.met[claim.claim.id]
    wrong = reader.answer("beside claim 99")
    assert not wrong.understood
    assert "There is no claim 99 in these columns" in " ".join(wrong.lines)


def test_line_mode_says_one_column_after_the_other(session: Session, flagship: Pack) -> None:
    reader = LineReader(flagship, None, lambda _said: None, width=60)
    reader.session = session
    lines = reader.answer("beside 2").lines
    first, second = (
        lines.index("First column: what happened."),
        lines.index("Second column: a road not taken."),
    )
    assert first < second
    assert NOT_WHAT_HAPPENED in lines[second:]
    assert "Type beside 1 for another" in " ".join(lines)
    assert all(len(line) <= 60 for line in lines)


async def test_on_the_screen_two_columns_where_there_is_room(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(120, 40)) as stage:
        await stage.press("B")
        assert "There is nothing to set side by side here" in stage.notice
        stage.session.walk(FORK)
        stage.room.show_turn()
        await stage.press("B")
        assert stage.notice == WAITS
        assert "B side by side" not in stage.lines[-1]
        stage.session.forecast(FORK, (60, 30, 10))
        stage.session.walk(CAME)
        stage.room.show_turn()
        await stage.settle()
        assert "B side by side" in stage.lines[-1]
        await stage.press("B")
        assert stage.over == "BesideScreen"
        assert "1 of 2" in stage.text
        rows = [line for line in stage.lines if EXPECTED in line]
        # One row holds both labels, so what is said of the same thing can be read across.
        assert [line.count(EXPECTED) for line in rows] == [2]
        await stage.press("right")
        assert "A mandate for more talks" in stage.words
        for size in ((80, 24), (60, 20)):
            await stage.resize(*size)
            assert [line.count(EXPECTED) for line in stage.lines if EXPECTED in line] in ([1], [])
            said = stage.words_of("BesideScreen")
            assert said.index("What happened") < said.index(NOT_WHAT_HAPPENED)
            assert said.count(EXPECTED) == 2
        await stage.resize(120, 40)
        await stage.press("c")
        assert stage.over == "SheetScreen"
        assert "Nothing was put to the vote" in stage.words
        await stage.press("escape")
        assert stage.over == "BesideScreen"
        await stage.press("y", "escape")
        assert stage.over == "ReadingScreen"


async def test_a_number_in_a_column_leads_to_its_claim(flagship_folder: Path) -> None:
    async with staged(flagship_folder, size=(120, 40)) as stage:
        stage.session.walk(FORK)
        stage.session.forecast(FORK, (60, 30, 10))
        stage.session.walk(ROAD)
        stage.room.show_turn()
        await stage.press("B")
        # On a road it is that road which is shown first.
        assert "2 of 2" in stage.text
        await stage.click("³")
        assert stage.over == "SheetScreen"
        assert "Claim 3:" in stage.words
        await stage.press("escape", "escape")
        await stage.press("greater_than_sign")
        await stage.type("beside 1 claim 2")
        await stage.press("enter")
        assert stage.over == "SheetScreen"
        assert "Claim 2:" in stage.words
        await stage.press("escape", "escape", "greater_than_sign")
        await stage.type("beside 1 claim 99")
        await stage.press("enter")
        assert stage.over == "ReadingScreen"
        assert "There is no claim 99 in these columns" in stage.notice
