"""Where the sentences of a text end.

No dictionary decides it: a full stop ends a sentence if what comes after it can begin one, and if
what stands before it is no abbreviation, no initial and, where a language writes the third as
``3.``, no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explainer.prose.plain import plain_text
from explainer.prose.tree import Block, ListBlock, Paragraph, Quote, Table

_END = re.compile(
    r"""(?<![.!?…؟।])(?P<mark>[.!?…؟।]++)["'”’»›“)\]]*+(?=\s)|[。！？]["'”’」』]*+""",
)
"""A mark that may end a sentence, with the quotation marks and brackets that close after it. None is
looked at twice, so that a text of nothing but marks takes no longer than another."""

_FIRST = re.compile(r"""\s*["'“„”«»‘‚(\[]*(?P<word>[^\W_][\w'’]*)""")
"""The first word of what follows, behind the marks that open before it."""

_LAST = re.compile(r"[^\s\"“„”«»‘‚(\[—–-]*$")
"""What stands right before the mark: a word, a number, a symbol such as S/2007/168."""

_INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
"""One letter, or letters with full stops between them: the J of J. Smith, the U.S of U.S. policy."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GOES_ON = _words(
    """
    mr mrs ms messrs dr prof st ste gen lt col maj capt cmdr sgt rev hon sen gov amb mt ft
    cf vs viz e.g i.e ca approx npr tzv tj bzw z.b u.a d.h mme mlle sr sra
    """
)
"""Abbreviations that end no sentence, in English and in languages round the flagship's matter."""

_BEFORE_NUMBERS = _words(
    """
    no nos nr br p pp para paras par art arts ch chs sec secs vol vols fig figs ed eds str čl st abs
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
"""Abbreviations that end no sentence if a number follows."""

_OPENERS = _words(
    """
    the a an it its in on at by for from to of and but so yet or nor he she they we you his her their our
    this that these those there then when while where what who if as after before since until with without
    no not only both each every some all most many one two three
    """
)
"""Words that begin English sentences and are no names: after a letter with a full stop they tell an
end, as in ``annex B. The``, from an initial, as in ``J. Smith``."""

_COUNTS_WITH_STOPS = _words("bs cs da de et fi hr hu is lv nb nn no pl sk sl sr")
"""Languages that write the third as ``3.``, by their tags."""


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a running text, without the white space around them."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if match["mark"] is None or _ends(text, match, language):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return [sentence for sentence in [*found, text[start:].strip()] if sentence]


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    following = _FIRST.match(text, match.end())
    if following is None:
        return True
    word = following["word"]
    if word[0].islower():
        return False
    if match["mark"] != ".":
        return True
    last = _LAST.search(text, max(0, match.start() - 40), match.start())
    before = last[0].strip("'’") if last else ""
    if before.casefold() in _GOES_ON:
        return False
    if before.casefold() in _BEFORE_NUMBERS and word[0].isdigit():
        return False
    if before.isdigit() and len(before) <= 2 and language.partition("-")[0] in _COUNTS_WITH_STOPS:
        return False
    return not _INITIAL.fullmatch(before) or word.casefold() in _OPENERS


def running_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The running words of paragraphs, points, quotes and cells, each on its own; headings and code left out.

    What the words rest on is left out too.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain_text(block.children, _no_number)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from running_texts(item)
        elif isinstance(block, Quote):
            yield from running_texts(block.children)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from (plain_text(cell, _no_number) for cell in row)


def _no_number(_claim: str) -> None:
    return None
