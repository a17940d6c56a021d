"""Reading one text, id, date, word or number: what stands in a pack without keys of its own.

A schema sees what a YAML parser made of a file, where ``check`` sees what was written. So it takes
a number where a text or an id is wanted, as ``check`` does, and it can't tell ``007`` from ``7``.
It asks more only where nobody writes so but by mistake: that a number or a truth has no quotes,
that a word or an id has no space around it, that a text or an id is not just ``true``, ``null`` or
``~``; and it counts the space around a text among its characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explainer.model.date import PartialDate
from explainer.model.ids import ID, MAX_ID_LENGTH, is_id
from explainer.packs.comments import check_for_comment
from explainer.packs.context import Context
from explainer.packs.reader import BAD, Bad, Reader, Schema, reads, shared
from explainer.packs.report import did_you_mean
from explainer.packs.yaml_tree import Scalar, Tree, describe
from explainer.prose.clean import REFUSED, clean, spelt

MAX_TEXT = 100_000
"""Characters in one text; a page of the flagship has about two thousand."""

MAX_LINE = 2_000
"""Characters in a title, label or other text of one line."""


def raw_text(tree: Tree, context: Context, limit: int) -> str | Bad:
    """The text of a scalar, with refused characters reported and taken out."""
    if not isinstance(tree, Scalar):
        context.add(
            "E104",
            tree,
            f"expected text, found {describe(tree)}",
            "Text that begins with [ or { goes between double quotes.",
        )
        return BAD
    text = _cleaned(tree, context).strip()
    if len(text) > limit:
        context.add("E114", tree, f"the text has {len(text):,} characters; the most is {limit:,}", "")
        return BAD
    return text


def key_name(key: Scalar, context: Context) -> str:
    """A key as it is meant, with refused characters reported and taken out."""
    return _cleaned(key, context)


def _cleaned(tree: Scalar, context: Context) -> str:
    # Those that stood in the file were taken out before; these were written as YAML escapes.
    for character in dict.fromkeys(REFUSED.findall(tree.value)):
        context.gathered.findings.add(
            "E007",
            context.span(tree),
            f"the character {spelt(character)} is not allowed in a text",
            "Take it out; it is left out when the pack is played.",
            mended=True,
        )
    return clean(tree.value)


def text_schema(limit: int) -> Schema:
    """The schema of a text that must not be empty; one of digits may be taken for a number."""
    return {
        "type": ["string", "number"],
        "pattern": r"\S",
        "patternErrorMessage": "The text is empty.",
        "maxLength": limit,
    }


@reads(shared("line", lambda: text_schema(MAX_LINE)))
def line(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """Plain text of one line that must not be empty."""
    text = raw_text(tree, context, MAX_LINE)
    if isinstance(text, Bad):
        return BAD
    assert isinstance(tree, Scalar)
    check_for_comment(tree, context)
    text = " ".join(text.split())
    if not text:
        context.add("E112", tree, "the text is empty", "Write it, or take the key out.")
        return BAD
    return text


def word(choices: Iterable[str]) -> Reader:
    """A reader of one of certain words."""
    allowed = tuple(choices)

    @reads({"type": "string", "enum": [str(choice) for choice in allowed]})
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line.read(tree, context)
        if isinstance(text, Bad) or text in allowed:
            return text
        context.add(
            "E107", tree, f"'{text}' is not one of: {', '.join(allowed)}", did_you_mean(text, allowed)
        )
        return BAD

    return read


def _id_schema() -> Schema:
    return {
        # One of digits alone is a number to an editor.
        "type": ["string", "integer"],
        "minimum": 0,
        "pattern": f"^{ID.pattern}$",
        "patternErrorMessage": "An id has lower-case letters, digits and hyphens.",
        "maxLength": MAX_ID_LENGTH,
    }


_ID_SCHEMA = shared("id", _id_schema)


def new_id(kind: str, *, within: bool = False) -> Reader:
    """A reader of the id that names a record; ``within`` its owner if not in the whole pack."""

    @reads(_ID_SCHEMA)
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line.read(tree, context)
        if isinstance(text, Bad):
            return BAD
        if not _well_formed(text, tree, context):
            return BAD
        if within and not context.owner:
            # Its owner's id is missing or wrong, so there is nothing for it to be unique in.
            return text
        name = f"{context.owner}/{text}" if within else text
        fresh = context.define(kind, name, tree, text)
        if not within:
            context.owner = text if fresh else ""
        return text if fresh else BAD

    return read


def _well_formed(text: str, tree: Tree, context: Context) -> bool:
    if is_id(text):
        return True
    better = "-".join(part for part in _words(text) if part)[:MAX_ID_LENGTH]
    hint = f"Write it as '{better}'." if is_id(better) else ""
    context.add("E105", tree, f"'{text[:60]}' is not an id: lower-case letters, digits and hyphens", hint)
    return False


def _words(text: str) -> list[str]:
    return "".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split()


def ref(kind: str) -> Reader:
    """A reader of the id of something defined elsewhere."""

    @reads(_ID_SCHEMA)
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line.read(tree, context)
        if isinstance(text, Bad) or not _well_formed(text, tree, context):
            return BAD
        context.link(kind, text, context.span(tree))
        return text

    return read


@reads(line.schema)
def actor_or_name(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """An actor's id, or a name in words: what looks like an id must be one."""
    text = line.read(tree, context)
    if not isinstance(text, Bad) and is_id(text):
        context.link("actor or name", text, context.span(tree))
    return text


_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-9]))"
)
_YEAR = "(?!0000)[0-9]{4}"


def _date_schema() -> Schema:
    return {
        "type": ["string", "integer"],
        "pattern": f"^{_YEAR}(?:-(?:0[1-9]|1[0-2])|-{_MONTH_AND_DAY})?$",
        "patternErrorMessage": "A date is 2007, 2007-12 or 2007-12-19.",
        # A year alone is a number to an editor.
        "minimum": 1,
        "maximum": 9999,
    }


def _day_schema() -> Schema:
    return {
        "type": "string",
        "pattern": f"^{_YEAR}-{_MONTH_AND_DAY}$",
        "patternErrorMessage": "A whole date is 2007-12-19.",
    }


@reads(shared("date", _date_schema))
def date(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A date known to the year, month or day."""
    text = line.read(tree, context)
    if isinstance(text, Bad):
        return BAD
    try:
        return PartialDate.parse(text)
    except ValueError:
        context.add("E108", tree, f"'{text[:40]}' is not a date", "Write 2007, 2007-12 or 2007-12-19.")
        return BAD


@reads(shared("day", _day_schema))
def day(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A date known to the day."""
    found = date.read(tree, context)
    if isinstance(found, Bad):
        return BAD
    assert isinstance(found, PartialDate)
    if not found.day:
        context.add("E108", tree, f"'{found}' is not a whole date", "Write the day too: 2007-12-19.")
        return BAD
    return found.first_day


def number(low: float, high: float) -> Reader:
    """A reader of a number within bounds."""

    @reads({"type": "number", "minimum": low, "maximum": high})
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line.read(tree, context)
        if isinstance(text, Bad):
            return BAD
        try:
            value = float(text) if text.isascii() else None
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            context.add("E109", tree, f"expected a number from {low:g} to {high:g}, found '{text[:40]}'", "")
            return BAD
        return value

    return read


def integer(low: int, high: int) -> Reader:
    """A reader of a whole number within bounds."""

    @reads({"type": "integer", "minimum": low, "maximum": high})
    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line.read(tree, context)
        if isinstance(text, Bad):
            return BAD
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12 and low <= int(text) <= high):
            context.add(
                "E109", tree, f"expected a whole number from {low} to {high}, found '{text[:40]}'", ""
            )
            return BAD
        return int(text)

    return read


_TRUTH = word(("true", "false"))


@reads({"type": "boolean"})
def boolean(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """True or false, in those words."""
    text = _TRUTH.read(tree, context)
    return text if isinstance(text, Bad) else text == "true"
