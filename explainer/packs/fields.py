r"""Reading one value: each reader takes a tree and gives a value, or BAD after reporting.

A ``Record`` is a table of ``Field``\\ s; the same table drives decoding and whatever
else needs to know the format, so the two can't drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from explainer.model.date import PartialDate
from explainer.model.diagnostic import Mark, Span
from explainer.model.ids import MAX_ID_LENGTH, is_id
from explainer.packs.context import Context
from explainer.packs.report import did_you_mean
from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, describe
from explainer.prose.clean import REFUSED, clean, spelt

MAX_TEXT = 100_000
"""Characters in one text; a page of the flagship has about two thousand."""

MAX_LINE = 2_000
"""Characters in a title, label or other text of one line."""


class Bad:
    """What a reader gives for a value that was reported and can't be used."""

    def __bool__(self) -> bool:
        return False


BAD = Bad()

Reader = Callable[[Tree, Context], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    name: str
    read: Reader
    doc: str
    """For authors: what it says, in a few words."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A group of keys that means one thing."""

    name: str
    """With its article: ``a claim``."""
    fields: tuple[Field, ...]
    build: Callable[[dict[str, Any], Context, Mapping], Any]
    """Makes the value; called only when every required key was good."""

    @property
    def keys(self) -> list[str]:
        """The keys it knows, in order."""
        return [field.name for field in self.fields]


def record(kind: Record) -> Reader:
    """A reader of a group of keys."""

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401 - what the record builds
        if not isinstance(tree, Mapping):
            example = kind.fields[0].name
            context.add(
                "E104",
                tree,
                f"expected {kind.name}, found {describe(tree)}",
                f"Write its keys, such as '{example}: …', one a line.",
            )
            return BAD
        outer = context.owner
        before = context.gathered.findings.grave
        values, complete = read_keys(kind, tree, context)
        # The whole is judged only where its parts are in order: one slip is one finding.
        sound = complete and context.gathered.findings.grave == before
        built = kind.build(values, context, tree) if sound else BAD
        context.owner = outer
        return built

    return read


def read_keys(kind: Record, tree: Mapping, context: Context) -> tuple[dict[str, Any], bool]:
    """The values of the keys given, and whether the record can be built from them."""
    by_name = {field.name: field for field in kind.fields}
    given: dict[str, tuple[Scalar, Tree]] = {}
    complete = True
    for key, value in tree.pairs:
        if context.gathered.findings.hopeless:
            return {}, False
        name = key_name(key, context)
        if name not in by_name:
            hint = did_you_mean(name, by_name) or f"{kind.name.capitalize()} has: {', '.join(by_name)}."
            context.add("E101", key, f"unknown key '{name}' in {kind.name}", hint)
        elif name in given:
            context.add(
                "E102",
                key,
                f"the key '{name}' is given twice in {kind.name}",
                f"It was first given on line {given[name][0].start.line}; keep one.",
            )
        else:
            given[name] = (key, value)
    values: dict[str, Any] = {}
    # In the table's order, so that an id is known before what it owns is read.
    for field in kind.fields:
        if field.name in given:
            value = field.read(given[field.name][1], context)
            if not isinstance(value, Bad):
                values[field.name] = value
            elif field.required:
                complete = False
        elif field.required:
            complete = False
            at = Span(context.file, tree.start, Mark(tree.start.line, tree.start.column + 1))
            context.gathered.findings.add(
                "E103",
                at,
                f"{kind.name} has no '{field.name}'",
                f"Add '{field.name}: …' ({field.doc}).",
            )
    return values, complete


def list_of(read: Reader, *, at_least: int = 0) -> Reader:
    """A reader of a list; items that are bad are reported and left out."""

    def read_list(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        if isinstance(tree, Scalar) and not tree.value and not tree.style:
            items: list[Tree] = []
        elif isinstance(tree, Sequence):
            items = tree.items
        else:
            context.add(
                "E104",
                tree,
                f"expected a list, found {describe(tree)}",
                "Write one item a line, each after '- '.",
            )
            return BAD
        if len(items) < at_least:
            context.add("E112", tree, "the list is empty", "Give at least one, each after '- '.")
            return BAD
        good = tuple(_good_values(read, items, context))
        return good if good or not at_least else BAD

    return read_list


def _good_values(read: Reader, items: Iterable[Tree], context: Context) -> Iterator[Any]:
    for item in items:
        if context.gathered.findings.hopeless:
            return
        value = read(item, context)
        if not isinstance(value, Bad):
            yield value


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


def line(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """Plain text of one line that must not be empty."""
    text = raw_text(tree, context, MAX_LINE)
    if isinstance(text, Bad):
        return BAD
    text = " ".join(text.split())
    if not text:
        context.add("E112", tree, "the text is empty", "Write it, or take the key out.")
        return BAD
    return text


def word(choices: Iterable[str]) -> Reader:
    """A reader of one of certain words."""
    allowed = tuple(choices)

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line(tree, context)
        if isinstance(text, Bad) or text in allowed:
            return text
        context.add(
            "E107", tree, f"'{text}' is not one of: {', '.join(allowed)}", did_you_mean(text, allowed)
        )
        return BAD

    return read


def new_id(kind: str, *, within: bool = False) -> Reader:
    """A reader of the id that names a record; ``within`` its owner if not in the whole pack."""

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line(tree, context)
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

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line(tree, context)
        if isinstance(text, Bad) or not _well_formed(text, tree, context):
            return BAD
        context.link(kind, text, context.span(tree))
        return text

    return read


def actor_or_name(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """An actor's id, or a name in words: what looks like an id must be one."""
    text = line(tree, context)
    if not isinstance(text, Bad) and is_id(text):
        context.link("actor", text, context.span(tree))
    return text


def date(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A date known to the year, month or day."""
    text = line(tree, context)
    if isinstance(text, Bad):
        return BAD
    try:
        return PartialDate.parse(text)
    except ValueError:
        context.add("E108", tree, f"'{text[:40]}' is not a date", "Write 2007, 2007-12 or 2007-12-19.")
        return BAD


def day(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """A date known to the day."""
    found = date(tree, context)
    if isinstance(found, Bad):
        return BAD
    assert isinstance(found, PartialDate)
    if not found.day:
        context.add("E108", tree, f"'{found}' is not a whole date", "Write the day too: 2007-12-19.")
        return BAD
    return found.first_day


def number(low: float, high: float) -> Reader:
    """A reader of a number within bounds."""

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line(tree, context)
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

    def read(tree: Tree, context: Context) -> Any:  # noqa: ANN401
        text = line(tree, context)
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


def boolean(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """True or false, in those words."""
    text = word(("true", "false"))(tree, context)
    return text if isinstance(text, Bad) else text == "true"
