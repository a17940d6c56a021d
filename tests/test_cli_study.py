"""``explainer study``: answers and notes taken to another machine, whole, once, or not at all."""

from __future__ import annotations

import datetime
import json
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli.main import run
from explainer.errors import StepError, StudyFileRefused
from explainer.model.ids import CardId
from explainer.model.pack import Pack
from explainer.session import Session
from explainer.store.notes import Note, NoteKind, written
from explainer.store.reviews import Review
from explainer.store.store import Store, open_store
from explainer.study.portable import (
    FIRST_YEAR,
    FORMAT,
    KEY,
    MAX_BYTES,
    as_json,
    read_document,
    study_document,
)
from explainer.study.rating import Rating
from explainer.study.schedule import LAST_YEAR
from tests.strategies import examples

DAY = datetime.datetime(2026, 1, 1, 18, 0, tzinfo=datetime.UTC)


@pytest.fixture
def studied(walled_off: Path, bridge: Pack) -> Session:
    """A store with three answers, one of them taken back, a note, a bookmark and a forecast."""
    with closing(open_store(walled_off)) as store:
        session = Session.begin(bridge, store, "short")
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
            session.study.grade(session.study.ask(CardId("how-many"), Random(1)), rating)
        session.study.undo()
        session.add_note("Mine: “so”.\nTwo lines.", session.turn.claims[0].claim.id)
        session.toggle_bookmark()
        session.choose("ask")
        session.forecast(session.state.node, (60, 40))
    return session


def kept(folder: Path) -> tuple[object, object]:
    """Answers and notes as a store holds them, but for their numbers."""
    with closing(open_store(folder)) as store:
        reviews = [(r.card, r.rating, r.at, r.node, r.undone) for r in store.reviews.of("bridge")]
        notes = [(n.kind, n.node, n.claim, n.text, n.created, n.updated) for n in store.notes.of("bridge")]
    return sorted(reviews), sorted(notes)


# ---------------------------------------------------------------- there and back


@pytest.mark.usefixtures("studied")
def test_what_was_exported_is_taken_in_elsewhere_once(
    bridge_folder: Path, walled_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other, pack = tmp_path / "mine.json", tmp_path / "other", str(bridge_folder)
    assert run(["study", "export", pack, "-o", str(file)]) == 0
    out, err = capsys.readouterr()
    said = f"Wrote 3 answers (1 of them taken back), 2 notes or bookmarks and 1 forecast to {file}.\n"
    assert (out, err) == ("", said)
    assert run(["--data-dir", str(other), "study", "import", str(file), pack]) == 0
    assert capsys.readouterr().err == (
        "Took in 3 answers and 2 notes or bookmarks. Its 1 forecast stayed in the file: "
        "a forecast belongs to the run it was made in.\n"
    )
    assert kept(other) == kept(walled_off)
    before = kept(other)
    for folder in (other, walled_off):
        assert run(["--data-dir", str(folder), "study", "import", str(file), pack]) == 0
        assert (
            "Took in 0 answers and 0 notes or bookmarks. 5 more were here already." in capsys.readouterr().err
        )
        assert kept(folder) == before


@pytest.mark.usefixtures("studied")
def test_the_document_reads_by_itself(bridge_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["study", "export", str(bridge_folder)]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    document = json.loads(out)
    assert list(document) == [KEY, "pack", "exported", "forecasts", "reviews", "notes"]
    assert (document[KEY], document["pack"]) == (FORMAT, "bridge")
    assert [(item["card"], item["rating"], item.get("undone", False)) for item in document["reviews"]] == [
        ("how-many", "good", False),
        ("how-many", "again", False),
        ("how-many", "easy", True),
    ]
    assert [note["text"] for note in document["notes"]] == ["Mine: “so”.\nTwo lines.", ""]
    (forecast,) = document["forecasts"]
    assert forecast["question"] == "Does the mayor sign the decision?"
    assert [(option["label"], option["points"]) for option in forecast["options"]] == [
        ("She signs", 60),
        ("She refuses", 40),
    ]
    assert not forecast["passed_by"]
    assert "happened" not in out, "what came of it is not told"


@pytest.mark.usefixtures("studied")
def test_what_was_taken_in_as_json(
    bridge_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.json"
    run(["study", "export", str(bridge_folder), "-o", str(file)])
    capsys.readouterr()
    words = [
        "--data-dir",
        str(tmp_path / "other"),
        "--json",
        "study",
        "import",
        str(file),
        str(bridge_folder),
    ]
    assert run(words) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": 1,
        "pack": "bridge",
        "reviews": {"added": 3, "known": 0},
        "notes": {"added": 2, "known": 0},
        "forecasts_left": 1,
    }


moments = st.datetimes(datetime.datetime.min, datetime.datetime(LAST_YEAR, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=datetime.UTC)
)
names = st.sampled_from(["how-many", "card-1", "gone-2"])
pages = st.sampled_from(["square", "home", "gone"])


def has_words(text: str) -> bool:
    try:
        return written(text) == text
    except StepError:
        return False


texts = st.text(max_size=30).filter(has_words)
reviews = st.builds(
    Review,
    st.just(0),
    names,
    st.sampled_from([rating.value for rating in Rating]),
    moments,
    pages | st.just(""),
    st.booleans(),
)
notes = st.builds(
    Note,
    st.just(0),
    st.just(NoteKind.NOTE),
    pages,
    st.sampled_from(["", "vote-nine-six"]),
    texts,
    moments,
    moments,
)
bookmarks = st.builds(
    Note, st.just(0), st.just(NoteKind.BOOKMARK), pages, st.just(""), st.just(""), moments, moments
)


@examples(60)
@given(
    st.lists(reviews, max_size=12, unique_by=lambda review: (review.card, review.at)),
    st.lists(notes, max_size=6, unique_by=lambda note: (note.node, note.claim, note.text, note.created)),
    st.lists(bookmarks, max_size=3, unique_by=lambda note: note.node),
)
def test_what_comes_back_is_what_was_sent(
    bridge: Pack, answers: list[Review], noted: list[Note], marked: list[Note]
) -> None:
    def document_of(store: Store) -> dict[str, Any]:
        return study_document(bridge, DAY, store.reviews.of("bridge"), store.notes.of("bridge"))

    dated = [review for review in answers if review.at.year >= FIRST_YEAR]
    with_notes = [note for note in [*noted, *marked] if min(note.created, note.updated).year >= FIRST_YEAR]
    if (len(dated), len(with_notes)) != (len(answers), len(noted) + len(marked)):
        with pytest.raises(StudyFileRefused, match="It can be from 1970 to 2999"):
            read_document(as_json(study_document(bridge, DAY, answers, [*noted, *marked])).encode(), "bridge")
    answers, noted, marked = dated, with_notes, []
    with TemporaryDirectory() as folder:
        with closing(open_store(Path(folder) / "here", lambda: DAY)) as here:
            here.take_in("bridge", answers, [*noted, *marked])
            sent = document_of(here)
        assert (len(sent["reviews"]), len(sent["notes"])) == (len(answers), len(noted) + len(marked))
        for plain in (False, True):
            found = read_document(as_json(sent, plain=plain).encode(), "bridge")
            with closing(open_store(Path(folder) / f"there-{plain}", lambda: DAY)) as there:
                assert there.take_in("bridge", found.reviews, found.notes) == (len(answers), len(found.notes))
                assert document_of(there) == sent
                assert there.take_in("bridge", found.reviews, found.notes) == (0, 0)
                assert document_of(there) == sent


@examples(30)
@given(st.lists(reviews, max_size=8), st.lists(reviews, max_size=8))
def test_two_machines_come_to_the_same_whichever_takes_in_the_other(
    first: list[Review], second: list[Review]
) -> None:
    def ours(reviews: list[Review]) -> list[Review]:
        # One card is answered once at one moment, so that its rating is the same wherever it is kept.
        return [
            Review(
                0, review.card, list(Rating)[review.at.microsecond % 4], review.at, "square", review.undone
            )
            for review in reviews
        ]

    found = []
    with TemporaryDirectory() as folder:
        for name, order in (("a", (first, second)), ("b", (second, first))):
            with closing(open_store(Path(folder) / name, lambda: DAY)) as store:
                for part in order:
                    store.take_in("bridge", ours(part), [])
                found.append(sorted((r.card, r.at, r.rating, r.undone) for r in store.reviews.of("bridge")))
    assert found[0] == found[1]


# ---------------------------------------------------------------- nothing, and what can't be


def test_nothing_kept_is_said_and_nothing_made(
    bridge_folder: Path, walled_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["study", "export", str(bridge_folder), "-o", str(tmp_path / "x.json")]) == 0
    out, err = capsys.readouterr()
    assert (out, "Nothing was written" in err) == ("", True)
    assert not list(walled_off.glob("*.sqlite3"))
    assert not (tmp_path / "x.json").exists()


@pytest.mark.usefixtures("studied")
def test_a_file_that_can_not_be_written_or_read_is_told(
    bridge_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["study", "export", str(bridge_folder), "-o", str(tmp_path / "no" / "x.json")]) == 2
    assert "can't be written" in capsys.readouterr().err
    for missing in (tmp_path / "no.json", tmp_path):
        assert run(["study", "import", str(missing), str(bridge_folder)]) == 2
        assert "can't be read" in capsys.readouterr().err


def whole() -> dict[str, Any]:
    """A document with nothing wrong in it."""
    moment = DAY.isoformat()
    return {
        KEY: 1,
        "pack": "bridge",
        "exported": moment,
        "forecasts": [],
        "reviews": [{"card": "how-many", "rating": "good", "at": moment, "node": "square"}],
        "notes": [
            {
                "kind": "note",
                "node": "square",
                "claim": "",
                "text": "Mine.",
                "created": moment,
                "updated": moment,
            }
        ],
    }


def changed(**values: object) -> str:
    return json.dumps(whole() | {name.replace("_", "-"): value for name, value in values.items()})


def in_review(**values: object) -> str:
    return changed(reviews=[whole()["reviews"][0] | values])


def in_note(**values: object) -> str:
    return changed(notes=[whole()["notes"][0] | values])


WRONG: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("{", "It is not JSON: line 1, column 2."),
    "empty": ("", "It is not JSON: line 1, column 1."),
    "no UTF-8": (b'{"\xff"}', "It is not UTF-8 text."),
    "deep": ("[" * 100_000, "It is nested too deeply, or a number in it is too long."),
    "long number": ("[" + "9" * 5000 + "]", "It is nested too deeply, or a number in it is too long."),
    "a list": ("[]", "It should be an object in braces."),
    "another document": ("{}", "It is no file that “explainer study export” wrote"),
    "a truth for a version": (changed(explainer_study=True), "It is no file that"),
    "version nought": (changed(explainer_study=0), "It is no file that"),
    "newer": (changed(explainer_study=2), "written by a newer explainer (format 2; this one reads up to 1)"),
    "another pack": (changed(pack="kosovo"), "It is of the pack “kosovo”, and this is “bridge”."),
    "no pack": (changed(pack=None), "It: “pack” should be text in quotes."),
    "reviews no list": (changed(reviews={}), "“reviews” should be a list in brackets."),
    "forecasts no list": (changed(forecasts=3), "“forecasts” should be a list in brackets."),
    "a review that is none": (changed(reviews=[1]), "Number 1 of “reviews” should be an object in braces."),
    "rating": (in_review(rating="splendid"), "Number 1 of “reviews”: “rating” is “splendid”, not again,"),
    "card": (in_review(card="How Many"), "Number 1 of “reviews”: “card” is “How Many”, which is no id."),
    "no card": (in_review(card=""), "“card” is “”, which is no id."),
    "escape": (in_review(card="\x1b[2J"), "“card” is “[2J”, which is no id."),
    "date": (in_review(at="yesterday"), "Number 1 of “reviews”: “at” is “yesterday”, which is no date."),
    "far": (in_review(at="9999-12-31T23:59:59+00:00"), "“at” is in the year 9999."),
    "first": (in_review(at="0001-01-01T00:00:00+00:00"), "“at” is in the year 1. It can be from 1970"),
    "early": (in_note(created="1969-12-31T23:59:59+00:00"), "“created” is in the year 1969."),
    "before": (in_review(at="0001-01-01T00:00:00+14:00"), "which is no date."),
    "beyond": (in_review(at="9999-12-31T23:59:59-12:00"), "which is no date."),
    "undone": (in_review(undone="no"), "“undone” should be true or false."),
    "kind": (in_note(kind="poem"), "Number 1 of “notes”: “kind” is “poem”, not note or bookmark."),
    "no words": (in_note(text=" \n"), "Number 1 of “notes”: A note needs words."),
    "number for text": (in_note(text=3), "Number 1 of “notes”: “text” should be text in quotes."),
    "no page": (in_note(node=""), "Number 1 of “notes”: “node” is “”, which is no id."),
    "half a letter": (in_note(claim="\ud800"), "“claim” is “”, which is no id."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_taken_in(
    name: str, bridge_folder: Path, walled_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = WRONG[name]
    file = tmp_path / "theirs.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    assert run(["study", "import", str(file), str(bridge_folder)]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{file} was not taken in. ")
    assert said in err
    assert err.endswith(" Nothing was changed.\n")
    assert not list(walled_off.glob("*.sqlite3")), "not even a store is made"


def test_a_document_with_nothing_wrong_is_taken_in() -> None:
    found = read_document(json.dumps(whole()).encode("utf-8-sig"), "bridge")
    assert (len(found.reviews), len(found.notes), found.forecasts) == (1, 1, 0)
    tokyo = read_document(in_review(at="2026-01-02T03:00:00+09:00").encode(), "bridge").reviews[0]
    assert tokyo.at == DAY
    assert tokyo.at.tzinfo is datetime.UTC
    bare = read_document(json.dumps({KEY: 1, "pack": "bridge"}).encode(), "bridge")
    assert (bare.reviews, bare.notes) == ((), ())


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(StudyFileRefused, match="larger than 32 MB"):
        read_document(b" " * (MAX_BYTES + 1), "bridge")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@examples(200)
@given(
    st.sampled_from(["reviews", "notes", "forecasts", "pack", KEY]),
    json_values,
    st.booleans(),
    st.binary(max_size=40),
)
def test_any_file_is_taken_in_or_refused(name: str, value: object, inside: bool, raw: bytes) -> None:
    document = whole()
    if inside and name in ("reviews", "notes"):
        for field in document[name][0]:
            once = {**document[name][0], field: value}
            refused_or_read(json.dumps({**document, name: [once]}).encode())
    else:
        refused_or_read(json.dumps({**document, name: value}).encode())
    refused_or_read(raw)


def refused_or_read(data: bytes) -> None:
    with suppress(StudyFileRefused):
        found = read_document(data, "bridge")
        assert all(review.at.tzinfo is datetime.UTC for review in found.reviews)
