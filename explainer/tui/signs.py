"""The signs beside words: drawn ones, and twins of plain letters for terminals that lack them.

A sign never stands alone: the word it goes with says the same.
"""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs."""

    new: str
    read: str
    fork: str
    disputed: str
    road: str
    here: str
    more: str
    said: str
    """Where a reader's forecasts lie."""
    came: str
    """Where what happened does."""
    both: str
    small_figures: bool
    """Whether claim numbers are raised; else they stand in brackets."""

    def raised(self, number: int) -> str:
        """A claim's number, as it stands after a sentence."""
        return str(number).translate(_SUPERSCRIPTS) if self.small_figures else f"[{number}]"


DRAWN = Signs(
    new="•", read="✓", fork="⑂", disputed="◆", road="◇", here="◉", more="▾",
    said="○", came="●", both="◍", small_figures=True,
)  # fmt: skip
"""For terminals with the fonts of our day."""

PLAIN = Signs(
    new="*", read="v", fork="Y", disputed="!", road="~", here="@", more="v",
    said="o", came="x", both="#", small_figures=False,
)  # fmt: skip
"""For the rest: ASCII throughout."""


def signs() -> Signs:
    """The set for this terminal: plain on a bare console, and where the encoding is not UTF-8."""
    encoding = locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "")
    bare = os.environ.get("TERM", "") in ("linux", "vt100", "vt220", "cons25")
    return PLAIN if bare or encoding != "utf8" else DRAWN
