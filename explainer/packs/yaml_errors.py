"""What is wrong with text that is no YAML, in an author's words.

A parser notices a slip where it can't go on, often lines below it. So what is told here is where the
slip most likely is, and what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_KEY_WITHOUT_SPACE = re.compile(r"(?:- +)*([A-Za-z_]+):(?=[^\s:/])")
"""A key as it is often mistyped; an address is none."""

_KEY = re.compile(r"[^\s:]:\s")
_COMMENT = re.compile(r"\s(#\S*)")
_PAIRS = {"{": "{ and }", "[": "[ and ]", "": "brackets"}

_VALUE = re.compile(r"""(?:^|[:,\[{]|^\s*-)\s*(["'])""")
"""Where a value begins with a quotation mark."""

_QUOTED = re.compile(r"""\"(?:\\.|[^"\\])*\"|'(?:''|[^'])*'(?!')""")
"""A text between quotation marks on one line."""

_TOP = re.compile(r"#|-|[a-z_]+:(?:\s+\S+)?\s*$")
"""What may well stand at the margin: a key of the file has nothing behind it, or one word."""

_FARTHEST = 400
"""Lines that are looked through for where a slip began."""

_MISPLACED = ("did not find expected", "expected <block end>", "expected ',' or")
"""What both parsers say of what stands where it can't."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in writing YAML."""

    line: int
    """Its line, from 0."""
    column: int
    message: str
    hint: str


def slip_of(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Where an error of the parser comes from, and how to mend it."""
    began, noticed = error.context_mark, error.problem_mark or error.context_mark
    problem, context = error.problem or "not valid YAML", error.context or ""
    lines = text.splitlines()
    here = (noticed.line, noticed.column) if noticed else (0, 0)
    start = (began.line, began.column) if began else here
    if "tab character" in problem or _line(lines, here[0])[here[1] : here[1] + 1] == "\t":
        return Slip(*here, "a tab stands here, and YAML is indented with spaces", "Put spaces in its place.")
    if "end of stream" not in problem and (opened := _left_open(lines, here)):
        return Slip(
            *opened,
            "the quotation mark that opens here is not closed on its line",
            f"Close it where the text ends; as it stands, the text goes on into line {here[0] + 1}.",
        )
    if "simple key" in context:
        return _no_key(start, _line(lines, start[0]))
    if "quoted scalar" in context and "end of stream" in problem:
        return Slip(
            *start,
            "the quotation mark that opens here is never closed",
            "Close it where the text ends. A quotation mark that is part of a text goes after '|'.",
        )
    if (slipped := _slipped(lines, here[0])) is not None:
        return _no_key((slipped, 0), _line(lines, slipped))
    if "mapping values are not allowed" in problem:
        if not _KEY.search(_line(lines, here[0])[: here[1]]):
            return _too_far(lines, here[0])
        return Slip(
            *here,
            "a second colon stands in this line",
            "Text that holds ': ' goes between double quotes or after '|'.",
        )
    if "sequence entries are not allowed" in problem:
        return Slip(
            *here,
            "a list can't begin behind a key, on the key's line",
            "Begin it on the next line, or write it as [a, b].",
        )
    if "flow" in context:
        bracket = "{" if "mapping" in context else "[" if "sequence" in context else ""
        return _in_brackets(start, here, lines, bracket)
    if "cannot start any token" in problem:
        return Slip(*here, problem, "Text that begins with a sign goes between double quotes.")
    if any(words in problem for words in _MISPLACED):
        if (sign := _line(lines, here[0])[here[1] : here[1] + 1]) in ("]", "}"):
            return Slip(*here, f"a {sign} that closes nothing", "Take it out, or put the text in quotes.")
        if _line(lines, here[0])[: here[1]].rstrip().endswith(('"', "'")):
            return Slip(
                *here,
                "the text ends at the quotation mark before this",
                "A text with quotation marks of its own goes after '|', on the next line.",
            )
        return Slip(
            *here,
            "this line does not fit in with those above it",
            "Indent it as its neighbours, each key of a group and each dash of a list alike; and look for "
            "a quotation mark or a bracket just before that is not closed.",
        )
    return Slip(*here, f"{problem} {context}".strip(), "")


def _left_open(lines: list[str], here: tuple[int, int]) -> tuple[int, int] | None:
    """Where the quotation mark opens whose text ends just before a place, if on an earlier line.

    A quotation mark that is not closed takes in all up to the next one, where the parser then stumbles.
    """
    before = _line(lines, here[0])[: here[1]]
    for number in range(here[0] - 1, max(-1, here[0] - 1 - _FARTHEST), -1):
        column = _unclosed(lines[number])
        if column is not None:
            mark = lines[number][column]
            # Text between quotation marks may run over lines: then nothing is amiss with it.
            return (number, column) if before.count(mark) % 2 else None
    return None


def _unclosed(line: str) -> int | None:
    """The column of a quotation mark that opens a value and is not closed on its line."""
    at = 0
    while found := _VALUE.search(line, at):
        closed = _QUOTED.match(line, found.start(1))
        if closed is None:
            return found.start(1)
        at = closed.end()
    return None


def _slipped(lines: list[str], number: int) -> int | None:
    """The line of a text that slipped to the margin, above a line that can't be read for it."""
    if not _line(lines, number)[:1].isspace():
        return number if _line(lines, number)[:1] in ("*", "&", "!", "%", "@", "`") else None
    for above in range(number, max(-1, number - _FARTHEST), -1):
        line = _line(lines, above)
        if line.strip() and not line[:1].isspace():
            return None if _TOP.match(line) else above
    return None


def _too_far(lines: list[str], number: int) -> Slip:
    """A key that is indented further than the one above it, which is taken for part of the text there."""
    above = next((at for at in range(number - 1, -1, -1) if lines[at].strip()), number)
    if _KEY_WITHOUT_SPACE.match(lines[above].lstrip()):
        return _no_key((above, len(lines[above]) - len(lines[above].lstrip())), lines[above])
    line = lines[number]
    return Slip(
        number,
        len(line) - len(line.lstrip()),
        "this line is indented further than the one above, and so is taken for part of its text",
        "Indent the keys of a group alike.",
    )


def _no_key(start: tuple[int, int], line: str) -> Slip:
    if found := _KEY_WITHOUT_SPACE.match(line[start[1] :]):
        return Slip(
            *start,
            f"'{found[0]}' is followed by no space, so it is no key",
            f"Write '{found[1]}: ', with a space.",
        )
    return Slip(
        *start,
        "this line is neither a key nor part of the text above it",
        "If it goes on with that text, indent it as the lines of the text; if it is a key, a colon and a "
        "space follow it.",
    )


def _in_brackets(start: tuple[int, int], here: tuple[int, int], lines: list[str], bracket: str) -> Slip:
    line = _line(lines, start[0])
    if here[0] > start[0]:
        hidden = _QUOTED.sub(lambda match: "_" * len(match[0]), line)
        if found := _COMMENT.search(hidden, start[1]):
            return Slip(
                start[0],
                found.start(1),
                f"'{found[1]}' begins a comment, which hides the bracket that closes this line",
                "Put the text that holds ' #' between double quotes.",
            )
        return Slip(
            *start,
            f"the {bracket or 'bracket'} that opens here is not closed where it should be",
            "Close it, or look for a comma that is missing.",
        )
    sign = _line(lines, here[0])[here[1] : here[1] + 1]
    return Slip(
        *here,
        f"'{sign}' can't stand here, inside {_PAIRS[bracket]}",
        "Put a text that holds a comma, a colon or a bracket between double quotes.",
    )


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""
