"""A character whose width terminals disagree on.

A terminal gives each character one cell or two, and programs reckon with the same number to wrap
lines and draw frames. For emoji, what turns a sign into one, and symbols that are narrow in the
West and wide in the East, terminals differ, and everything to their right is shifted. Letters of
every script, dashes, quotation marks and the signs of Latin-1 such as ``°`` are let be.

The sign of a joiner is let be between letters, where scripts such as Devanagari and Persian need it.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "The door is open \N{WHITE HEAVY CHECK MARK} today.", ending: true}

Passes::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: "“Ђорђе” – Đorđe – says: it is 5 °C today.", ending: true}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import all_texts
from explainer.rules.where import Where

CODE = "W803"
LEVEL = Severity.WARNING

_NOT_LATIN = re.compile("[\u0100-\U0010ffff]")

JOINER = "\u200d"
"""Unicode's zero width joiner, which makes one picture of several."""

NUMERO = "\u2116"
"""The sign for a number, which the keyboards of Cyrillic have among their letters."""

SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""The variation selectors, which turn a sign into a picture or back."""

PICTURES = (
    range(0x203C, 0x203D),
    range(0x2049, 0x204A),
    range(0x20E3, 0x20E4),
    range(0x2600, 0x27C0),
    range(0x2B00, 0x2C00),
    range(0x1F000, 0x20000),
)
"""Where Unicode has its emoji, and the signs that some terminals draw as such (UTS 51, emoji-data):
dingbats, arrows and stars, pictographs, the letters that make flags, the frame of a keycap."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find the first such character of each text that has one."""
    where = Where(subject)
    for told in all_texts(subject.pack):
        at = first_unsure(told.text)
        if at >= 0:
            character = told.text[at]
            name = unicodedata.name(character, "a character without a name").lower()
            yield Finding(
                where.words(told, character),
                f"a text of {told.owner} has U+{ord(character):04X}, {name}, "
                "which has one cell in some terminals and two in others",
                "Say it in words, or take another sign.",
            )


def first_unsure(text: str) -> int:
    """Where the first such character of a text stands, or -1."""
    for match in _NOT_LATIN.finditer(text):
        if _is_unsure(text, match.start()):
            return match.start()
    return -1


def _is_unsure(text: str, at: int) -> bool:
    character = text[at]
    code = ord(character)
    if character == JOINER:
        return not (text[at - 1 : at].isalpha() or _is_mark(text[at - 1 : at]))
    if any(code in codes for codes in (*SELECTORS, *PICTURES)):
        return True
    if character == NUMERO:
        return False
    category = unicodedata.category(character)
    return unicodedata.east_asian_width(character) == "A" and category in ("So", "Sm", "No")


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character).startswith("M")
