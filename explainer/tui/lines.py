"""Set lines: what they are, and words set in them. Prose and pages are made of these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.content import Content, Span

from explainer.prose.width import cell_width, wrap, wrap_spans
from explainer.tui.words import words

INK_SOFT = "$ink-soft"
"""The role of words that matter less."""

BLANK = Content("")
"""Nothing: the words of an empty line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line."""

    content: Content
    block: int
    """The index of the block it belongs to."""
    flows: bool = False
    """Whether the next line goes on with the same sentence."""


ROOMY = 24
"""Cells from which a line may end early for the sake of what belongs together."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PARTS = "[Aa]rticles?|[Aa]nnex(?:es)?|[Cc]hapter|[Pp]aragraphs?|[Rr]esolution"
_HELD = re.compile(
    rf"(?<![^ (“])(?:\d{{1,2}} (?=(?:{_MONTHS})\b)|(?:{_PARTS}) (?=\d|[IVX]+\b)|[+−±÷✓◆◇◉•⑂] (?=\w))"
    r"|(?<=  )· (?=\w)"
)


def held_together(text: str) -> str:
    """A text of the same length with no-break spaces where a line should not end.

    Between a day and its month, before the number of an article, after a sign.
    """
    return _HELD.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def set_content(
    content: Content, width: int, block: int, indent: int = 0, lead: Content | None = None
) -> list[Line]:
    """One run of words as lines; ``lead`` begins the first, the others hang by ``indent``."""
    lines: list[Line] = []
    room = max(4, width - indent)
    for part in content.split("\n", allow_blank=True):
        # Broken as held together, drawn as written.
        spans = wrap_spans(held_together(part.plain) if room >= ROOMY else part.plain, room)
        for number, (start, end) in enumerate(spans):
            piece = _slice(part, start, end)
            before = lead if lead is not None and not lines else words(" " * indent)
            flows = number < len(spans) - 1
            lines.append(Line(before + piece if indent or lead is not None else piece, block, flows))
    return lines


def _slice(content: Content, start: int, end: int) -> Content:
    spans = [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
        for span in content.spans
        if span.end > start and span.start < end
    ]
    return Content(content.plain[start:end], spans=spans)


def side_by_side(left: list[Line], right: list[Line], width: int) -> list[Line]:
    """Two settings beside each other; each must have been set at ``(width - 4) // 2``."""
    half = (width - 4) // 2
    lines = []
    for y in range(max(len(left), len(right))):
        first = left[y].content if y < len(left) else BLANK
        second = right[y].content if y < len(right) else BLANK
        gap = half + 4 - cell_width(first.plain)
        lines.append(Line(first + words(" " * gap) + second, 0))
    return lines


def centred(text: str, width: int, *styles: str) -> list[Line]:
    """Words set in the middle, broken so that the lines are of like length."""
    longest = wrap(text, width)
    best = width
    for narrower in range(width, width // 2, -1):
        if len(wrap(text, narrower)) > len(longest):
            break
        best = narrower
    lines = []
    for line in wrap(text, best):
        lead = " " * ((width - cell_width(line)) // 2)
        lines.append(Line(words(lead) + words(line, *styles), 0))
    return lines
