"""The values a pack is made of: dates, names, ids, headings, references, look-ups."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.claim import Citation, Claim, Confidence, Name, Source
from explainer.model.date import PartialDate, day_in_words
from explainer.model.diagnostic import Diagnostic, Mark, Severity, Span
from explainer.model.ids import MAX_ID_LENGTH, ActorId, ClaimId, NodeId, SourceId, is_id
from explainer.model.node import Passage
from explainer.model.people import Actor, Question
from explainer.model.prose import NO_PROSE, Prose
from explainer.model.reference import reference
from tests.strategies import choice, examples, fork, node, pack_of, prose

# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2007", "2007", (2007, 1, 1), (2007, 12, 31)),
        ("2007-02", "February 2007", (2007, 2, 1), (2007, 2, 28)),
        ("2008-02", "February 2008", (2008, 2, 1), (2008, 2, 29)),
        ("2007-12-19", "19 December 2007", (2007, 12, 19), (2007, 12, 19)),
        ("0001-01-01", "1 January 1", (1, 1, 1), (1, 1, 1)),
        ("9999", "9999", (9999, 1, 1), (9999, 12, 31)),
    ],
)
def test_a_date_is_read_to_the_precision_it_has(
    text: str, words: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    date = PartialDate.parse(text)
    assert str(date) == text
    assert date.words() == words
    assert (date.first_day, date.last_day) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "", "7", "207", "20071", "2007-1", "2007-13", "2007-00", "2007-02-30", "2007-00-01", "2007-01-00",
        "2007-02-29", "2007/02/01", "2007-12-19T00:00", " 2007", "2007\n", "-2007", "0000", "２００７",
        "٢٠٠٧-٠١", "December 2007", "2007-12-", "200712",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        PartialDate.parse(text)


@given(st.dates())
@examples(100)
def test_a_day_is_read_back_as_written(day: datetime.date) -> None:
    date = PartialDate.parse(day.isoformat())
    assert (date.first_day, date.last_day) == (day, day)
    assert str(date) == day.isoformat()
    assert date.words() == day_in_words(day)


@given(st.integers(1, 9999), st.integers(1, 12))
@examples(50)
def test_a_month_begins_and_ends_within_itself(year: int, month: int) -> None:
    date = PartialDate.parse(f"{year:04}-{month:02}")
    assert {(day.year, day.month) for day in (date.first_day, date.last_day)} == {(year, month)}
    assert date.first_day.day == 1
    if date.last_day < datetime.date.max:
        assert (date.last_day + datetime.timedelta(days=1)).day == 1


# ---------------------------------------------------------------- ids


@pytest.mark.parametrize("text", ["a", "1244", "a-b-1", "a" * MAX_ID_LENGTH])
def test_an_id_is_kebab_case(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        "a-",
        "a--b",
        "A",
        "a_b",
        "a b",
        "a\n",
        "č",
        "a.b",
        "a/b",
        "..",
        "１",
        "a" * (MAX_ID_LENGTH + 1),
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    assert not is_id(text)


# ---------------------------------------------------------------- claims and sources


def claim(statement: str, label: str = "") -> Claim:
    date = PartialDate(2007)
    return Claim(ClaimId("c"), statement, date, date, (Citation(SourceId("s")),), Confidence.HIGH, label)


@pytest.mark.parametrize(
    ("statement", "label", "expected"),
    [
        ("The vote was close.", "Close vote", "Close vote"),
        ("The vote was close.", "", "The vote was close"),
        (
            "The council, which had met since early noon, decided by nine to six.",
            "",
            "The council, which had met since early noon…",
        ),
        ("漢" * 60, "", "漢" * 47 + "…"),
        ("Council" * 9, "", ("Council" * 9)[:47] + "…"),
    ],
)
def test_a_claim_has_a_heading_that_fits(statement: str, label: str, expected: str) -> None:
    heading = claim(statement, label).heading()
    assert heading == expected
    assert len(heading) <= 48


@given(st.text(min_size=1, max_size=120), st.integers(4, 60))
@examples(100)
def test_a_heading_is_never_longer_than_its_room(statement: str, room: int) -> None:
    assert len(claim(statement).heading(room)) <= room


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Ahtisaari", "Martti"), "Martti Ahtisaari"),
        (Name("Ahtisaari"), "Ahtisaari"),
        (Name("x", "y", "UN Security Council"), "UN Security Council"),
        (Name(), ""),
    ],
)
def test_a_name_is_in_reading_order(name: Name, expected: str) -> None:
    assert name.words() == expected


@pytest.mark.parametrize(
    ("more", "locator", "expected"),
    [
        ({}, "", "Minutes."),
        ({"publisher": "Town Hall"}, "item 4", "Town Hall, Minutes, item 4."),
        (
            {"author": (Name("B", "A"), Name("C")), "publisher": "P", "issued": PartialDate(2024, 5)},
            "",
            "A B, C, Minutes, P, May 2024.",
        ),
        ({"author": tuple(Name(letter) for letter in "ABCD")}, "", "A, B, C and others, Minutes."),
        ({"container_title": "The Daily"}, "p. 1", "The Daily, Minutes, p. 1."),
        (
            {"author": (Name("A"),), "container_title": "The Daily", "publisher": "P"},
            "",
            "A, Minutes, The Daily, P.",
        ),
        ({"number": "TC/24/17"}, "", "Minutes, TC/24/17."),
        ({"title": "Minutes TC/24/17", "number": "TC/24/17"}, "", "Minutes TC/24/17."),
    ],
)
def test_a_source_is_a_line_of_a_bibliography(more: dict[str, str], locator: str, expected: str) -> None:
    assert reference(Source(**{"id": "s", "type": "report", "title": "Minutes", **more}), locator) == expected  # type: ignore[arg-type]


# ---------------------------------------------------------------- pages and packs


def test_a_page_rests_on_each_claim_once_its_forks_arguments_last() -> None:
    page = node(
        "p",
        "So. [@claim-b; @claim-c] Again. [@claim-b]",
        [choice("q")],
        passages=[Passage(prose("More. [@claim-d]"))],
        fork=fork("q"),
    )
    assert page.claims == ("claim-b", "claim-c", "claim-d", "claim-a")


def test_a_pack_finds_people_and_terms_by_any_of_their_names() -> None:
    pack = pack_of([node("p", chapter="only"), node("q", chapter="lost")])
    assert (pack.id, pack.title) == ("small", "Small")
    assert (pack.who("mayor"), pack.who("Somebody else")) == ("Mayor", "Somebody else")
    found = pack.find_term("TALLY")
    assert found is not None
    assert found.id == "tally"
    assert pack.find_term("nothing") is None
    assert [pack.chapter_title(page) for page in pack.nodes.values()] == ["The only chapter", ""]


def test_what_is_short_stands_for_what_is_long() -> None:
    actor = Actor(ActorId("a"), "The whole name", "person", NO_PROSE)
    question = Question("q", "The whole question?")  # type: ignore[arg-type]
    assert (actor.brief, dataclasses.replace(actor, short="Name").brief) == ("The whole name", "Name")
    assert (question.brief, dataclasses.replace(question, short="Q").brief) == ("The whole question?", "Q")
    assert (bool(NO_PROSE), bool(Prose("x"))) == (False, True)


def test_findings_sort_by_file_line_and_column() -> None:
    def finding(file: str, line: int, column: int) -> Diagnostic:
        mark = Mark(line, column)
        return Diagnostic("E001", Severity.ERROR, Span(file, mark, mark), "message")

    places = [("b", 1, 1), ("a", 10, 2), ("a", 10, 1), ("a", 2, 1)]
    found = sorted((finding(*place) for place in places), key=lambda item: item.span.key())
    assert [item.span.key() for item in found] == [("a", 2, 1), ("a", 10, 1), ("a", 10, 2), ("b", 1, 1)]
    assert dataclasses.replace(found[0], source="the line") == found[0]


def test_values_can_not_be_changed() -> None:
    page = node("p")
    with pytest.raises(dataclasses.FrozenInstanceError):
        page.title = "Other"  # type: ignore[misc]
    assert {page, node("p"), node("q")} == {node("q"), page}
    assert NodeId("p") == page.id
