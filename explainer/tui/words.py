"""Making ``Content`` from words: the only door by which text reaches the screen.

Styles are names of roles, looked up in the theme when drawn. What can be clicked carries its
meaning as data that only this package writes; no text is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content, Span
from textual.style import Style

from explainer.prose.clean import clean

META_KEY = "explainer"
"""Under this key a style says what a click on it means."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a click on some words means."""

    kind: str
    """``claim``, ``term``, ``node``, ``offer``, ``row``, ``points``, ``pick``, ``sure``,
    ``suggestion``, ``facet``, ``year``, ``chapter``, ``action``, or ``do`` for one of the screen below."""
    value: str


def clickable(target: Target) -> Style:
    """A style without a look that carries a meaning."""
    return Style.from_meta({META_KEY: (target.kind, target.value)})


def target_of(style: object) -> Target | None:
    """What a click on a drawn style means, or None."""
    meta = getattr(style, "meta", None) or {}
    found = meta.get(META_KEY)
    if isinstance(found, tuple) and len(found) == 2:
        return Target(*found)
    return None


class Words:
    """Builds one ``Content`` piece by piece."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, *styles: str | Style) -> Words:
        """Add words in the styles given; a newline stays one."""
        text = "\n".join(clean(line) for line in text.split("\n"))
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        for style in styles:
            if style and text:
                self._spans.append(Span(start, self._length, style))
        return self

    def style(self, start: int, *styles: str | Style) -> Words:
        """Lay styles over everything from an offset on."""
        for style in styles:
            if style and start < self._length:
                self._spans.append(Span(start, self._length, style))
        return self

    def content(self) -> Content:
        """What was built."""
        return Content("".join(self._parts), spans=list(self._spans))


def words(text: str, *styles: str | Style) -> Content:
    """One piece of text as ``Content``."""
    return Words().add(text, *styles).content()


def join_lines(lines: Iterable[Content]) -> Content:
    """Lines under each other, as one ``Content``."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for line in lines:
        plain = line.plain
        parts.append(plain)
        spans += [Span(span.start + at, span.end + at, span.style) for span in line.spans]
        at += len(plain) + 1
    return Content("\n".join(parts), spans=spans)
