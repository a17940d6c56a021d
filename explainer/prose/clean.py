"""Which characters may reach a reader's terminal, and what is done about the rest.

Refused everywhere: the C0 and C1 controls but newline, DEL, surrogates, the bidirectional
controls of Unicode's UAX 9, the line and paragraph separators, and characters that take no
room and mean nothing in running text. Left alone: joiners that scripts need (ZWJ, ZWNJ).
"""

from __future__ import annotations

import re

_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)

REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_BIDIRECTIONAL}{_INVISIBLE}]")
"""One character that no text of a pack may hold. A tab or newline is white space."""


def clean(text: str) -> str:
    """The text without refused characters; tabs become spaces."""
    return REFUSED.sub("", text).replace("\t", " ")


def visible(text: str) -> str:
    r"""The text with every refused character written out, as in ``\x1b``."""
    return REFUSED.sub(lambda match: spelt(match[0]), text).replace("\t", " ").replace("\n", "\\n")


def spelt(character: str) -> str:
    r"""One character written as an escape of plain letters, such as ``\u202e``."""
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
