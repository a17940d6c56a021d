"""Answers and notes as one JSON document, to be taken to another machine and taken in there.

It holds the forecasts of the newest run too, to be read; taken in they are not, for a forecast belongs
to the run it was made in.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from explainer.errors import StepError, StudyFileRefused
from explainer.model.ids import is_id
from explainer.model.pack import Pack
from explainer.prose.clean import clean
from explainer.store.notes import Note, NoteKind, written
from explainer.store.reviews import Review
from explainer.story.path import Path
from explainer.story.scores import forecasts_made
from explainer.story.steps import MakeForecast
from explainer.study.rating import read_rating
from explainer.study.schedule import LAST_YEAR

KEY = "explainer-study"
"""What such a document begins with."""

FORMAT = 1
"""What is written, and the newest that is read."""

FIRST_YEAR = 1970
"""An older date is refused: no clock that answers were kept by ever stood there."""

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is refused: a lifetime of answers is smaller."""

Record = Mapping[str, object]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a document holds."""

    reviews: tuple[Review, ...]
    notes: tuple[Note, ...]
    forecasts: int
    """How many forecasts it holds."""


# ---------------------------------------------------------------- writing


def study_document(
    pack: Pack,
    exported: datetime.datetime,
    reviews: Iterable[Review],
    notes: Iterable[Note],
    forecasts: Iterable[Record] = (),
) -> dict[str, object]:
    """The document: answers, those taken back among them, notes, and the forecasts of a run."""
    return {
        KEY: FORMAT,
        "pack": pack.id,
        "exported": exported.isoformat(),
        "forecasts": list(forecasts),
        "reviews": [_review_record(review) for review in reviews],
        "notes": [_note_record(note) for note in notes],
    }


def as_json(document: Record, *, plain: bool = False) -> str:
    """The document as text that ends with a newline; ``plain``: with no letter beyond ASCII."""
    return json.dumps(document, ensure_ascii=plain, indent=1) + "\n"


def _review_record(review: Review) -> dict[str, object]:
    record: dict[str, object] = {
        "card": review.card,
        "rating": review.rating,
        "at": review.at.isoformat(),
        "node": review.node,
    }
    return record | {"undone": True} if review.undone else record


def _note_record(note: Note) -> dict[str, object]:
    return {
        "kind": str(note.kind),
        "node": note.node,
        "claim": note.claim,
        "text": note.text,
        "created": note.created.isoformat(),
        "updated": note.updated.isoformat(),
    }


def forecast_records(pack: Pack, path: Path) -> list[dict[str, object]]:
    """The forecasts that stand, in the order they were made, with words that need no pack to be read."""
    made = {entry.step.fork: entry.at for entry in path.line() if isinstance(entry.step, MakeForecast)}
    stand = {name: (fork, points) for name, fork, points in forecasts_made(pack, path.state)}
    return [
        {
            "fork": name,
            "question": stand[name][0].question,
            "at": at.isoformat() if at else "",
            "passed_by": not stand[name][1],
            "options": [
                {"option": option.id, "label": option.label, "points": given}
                for option, given in zip(stand[name][0].options, stand[name][1], strict=False)
            ],
        }
        for name, at in made.items()
        if name in stand
    ]


# ---------------------------------------------------------------- reading


def read_document(data: bytes, pack: str) -> TakenIn:
    """What a document holds for a pack.

    Raises:
        StudyFileRefused: it is none, is of another pack or a newer explainer, or something in it is
            wrong; the text says where.
    """
    if len(data) > MAX_BYTES:
        raise StudyFileRefused(f"It is larger than {MAX_BYTES // 1024**2} MB, which no such file is.")
    document = _object(_parsed(data), "It")
    version = document.get(KEY)
    if type(version) is not int or version < 1:
        raise StudyFileRefused(f"It is no file that “explainer study export” wrote: “{KEY}” is missing.")
    if version > FORMAT:
        raise StudyFileRefused(
            f"It was written by a newer explainer (format {version}; this one reads up to {FORMAT}). "
            "Update explainer, then take it in."
        )
    named = _text(document, "pack", "It")
    if named != pack:
        raise StudyFileRefused(f"It is of the pack “{_short(named)}”, and this is “{pack}”.")
    return TakenIn(
        tuple(_each(document, "reviews", _review)),
        tuple(_each(document, "notes", _note)),
        len(_list(document, "forecasts")),
    )


def _parsed(data: bytes) -> object:
    try:
        parsed: object = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StudyFileRefused("It is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise StudyFileRefused(f"It is not JSON: line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise StudyFileRefused("It is nested too deeply, or a number in it is too long.") from None
    return parsed


def _object(value: object, where: str) -> Record:
    if not isinstance(value, dict):
        raise StudyFileRefused(f"{where} should be an object in braces.")
    return value


def _list(document: Record, name: str) -> list[object]:
    found = document.get(name, [])
    if not isinstance(found, list):
        raise StudyFileRefused(f"“{name}” should be a list in brackets.")
    return found


def _each(document: Record, name: str, read: Callable[[Record, str], T]) -> Iterable[T]:
    for number, item in enumerate(_list(document, name), 1):
        where = f"Number {number} of “{name}”"
        yield read(_object(item, where), where)


def _review(record: Record, where: str) -> Review:
    rating = _text(record, "rating", where)
    if read_rating(rating) is None:
        raise StudyFileRefused(f"{where}: “rating” is “{_short(rating)}”, not again, hard, good or easy.")
    undone = record.get("undone", False)
    if not isinstance(undone, bool):
        raise StudyFileRefused(f"{where}: “undone” should be true or false.")
    card, node = _id(record, "card", where), _id(record, "node", where, or_none=True)
    return Review(0, card, rating, _moment(record, "at", where), node, undone)


def _note(record: Record, where: str) -> Note:
    kind = _text(record, "kind", where)
    if kind not in set(NoteKind):
        raise StudyFileRefused(f"{where}: “kind” is “{_short(kind)}”, not note or bookmark.")
    text = _text(record, "text", where)
    try:
        text = written(text) if kind == NoteKind.NOTE else ""
    except StepError as error:
        raise StudyFileRefused(f"{where}: {error}") from None
    return Note(
        0,
        NoteKind(kind),
        _id(record, "node", where),
        _id(record, "claim", where, or_none=True),
        text,
        _moment(record, "created", where),
        _moment(record, "updated", where),
    )


def _text(record: Record, name: str, where: str) -> str:
    found = record.get(name)
    if not isinstance(found, str):
        raise StudyFileRefused(f"{where}: “{name}” should be text in quotes.")
    return found


def _id(record: Record, name: str, where: str, *, or_none: bool = False) -> str:
    found = _text(record, name, where)
    if not is_id(found) and not (or_none and not found):
        raise StudyFileRefused(f"{where}: “{name}” is “{_short(found)}”, which is no id.")
    return found


def _moment(record: Record, name: str, where: str) -> datetime.datetime:
    found = _text(record, name, where)
    try:
        moment = datetime.datetime.fromisoformat(found)
        moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    except (ValueError, OverflowError):
        raise StudyFileRefused(f"{where}: “{name}” is “{_short(found)}”, which is no date.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise StudyFileRefused(
            f"{where}: “{name}” is in the year {moment.year}. It can be from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return moment


def _short(text: str) -> str:
    return clean(text[:41]).replace("\n", " ")[:40]
