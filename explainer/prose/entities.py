"""Character entities of Markdown that stand for characters no text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.prose.clean import REFUSED

_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
"""As CommonMark has them; groups: hexadecimal, decimal, name."""

LETTERS = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
"""An escape or code, in which an entity or a reference is no more than its letters."""


def find_refused_entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Every ``&…;`` that is read as a character no text may hold: its start, its end, the character."""
    entities = [match for match in _ENTITY.finditer(text) if REFUSED.fullmatch(_meaning(match))]
    if not entities:
        return
    tokens = LETTERS.finditer(text)
    token = next(tokens, None)
    for match in entities:
        while token is not None and token.end() <= match.start():
            token = next(tokens, None)
        if token is None or token.start() > match.start():
            yield match.start(), match.end(), _meaning(match)


def _meaning(match: re.Match[str]) -> str:
    if match[3]:
        # Deferred: two thousand names that few packs use.
        from html.entities import html5

        return html5.get(match[3] + ";", "")
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if code <= 0x10FFFF else ""
