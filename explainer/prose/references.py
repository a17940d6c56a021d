"""What a text refers to, found without parsing its Markdown.

Opening a pack needs only the names in its texts, and the Markdown parser costs more than the
rest of opening together. Patterns answer for texts in which nothing can mislead them, which are
nearly all; the parser answers for the others. A property test holds both to the same answer.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from explainer.model.ids import is_id
from explainer.prose.entities import LETTERS

CITATION = re.compile(r"\[@([^\[\]\n]*)\]")
"""``[@claim-id]``, ``[@a; @b]`` or ``[@-]``; group 1 is what stands between ``[@`` and ``]``."""

NOTHING = "-"
"""The inside of a citation that says: these words state no fact, and rest on no claim."""

TERM = re.compile(r"\[\[([^\[\]|\n\\]*)(?:\\?\|([^\[\]\n]*))?\]\]")
"""``[[term]]`` or ``[[term|words]]``; in a table the bar has a backslash."""

NODE_SCHEME = "node:"
"""The scheme of a link to a page."""

_CANDIDATE = re.compile(
    r"""
      (?P<citation>\[@[^\[\]\n]*\])
    | (?P<term>\[\[[^\[\]|\n\\]*(?:\\?\|[^\[\]\n]*)?\]\])
    | (?P<link>\]\([ \n]*<?node:(?P<node>[^)>\s]*))
    | (?P<autolink><node:(?P<bare>[^<>\s]*)>)
    """,
    re.VERBOSE,
)
"""What looks like a reference; whether it is one can depend on what stands around it."""

_MISLEADING = re.compile(r"[`\\<]|~~~|!\[")
"""Code, escapes, addresses and images: with one of them in a text, looks may deceive."""

_PLAIN_LINK = re.compile(r"\[(?!@)[^\[\]\n]*\]\([^\s()<>\[\]|\"'&]*\)")
"""A link that is one wherever it stands, but for a bar in a table."""

_TABLE_RULE = " \t>*+-.)|:0123456789"
"""All that the line under a table's head can be made of, in a list or quote or not."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference in a text."""

    kind: str
    """``claim``, ``term`` or ``node``."""
    target: str
    """The id, or for a term the words it is known by."""
    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends."""
    problem: str = ""
    """Why it is not well formed, or nothing."""


def citation_ids(inner: str) -> list[str]:
    """The ids in the inside of a citation: ``a; @b`` gives ``a`` and ``b``, ``-`` none."""
    if inner.strip() == NOTHING:
        return []
    return [part.strip().removeprefix("@").strip() for part in inner.split(";")]


_OPEN_CITATION = re.compile(r"(?<![\\`\[!])\[[ ]*@[^\[\]\n`]{0,60}")


def find_open_citations(text: str) -> Iterator[tuple[int, int]]:
    """Where something begins like a citation and is none: ``[@a`` without its end, ``[ @a]``.

    A text with code in it is left alone, since there such signs may be meant.
    """
    if "@" not in text or "`" in text or "~~~" in text:
        return
    for match in _OPEN_CITATION.finditer(text):
        if CITATION.match(text, match.start()) is None:
            yield match.start(), match.end()


def find_references(text: str) -> Iterable[Reference]:
    """Every reference, in order; those in code or behind a backslash are none."""
    if "[" not in text and "node:" not in text:
        return ()
    candidates = [found for match in _CANDIDATE.finditer(text) for found in _candidate(match)]
    return candidates if _is_plain(text) else _parsed(text, candidates)


def _is_plain(text: str) -> bool:
    """Whether all that looks like a reference must be one."""
    if _MISLEADING.search(text):
        return False
    links = _PLAIN_LINK.findall(text)
    if text.count("](") != len(links):
        return False
    if "|" not in text or not any("|" in piece for piece in (*links, *_terms(text))):
        return True
    return not any("-" in line and not line.strip(_TABLE_RULE) for line in text.split("\n"))


def _terms(text: str) -> Iterator[str]:
    return (match[0] for match in TERM.finditer(text))


def _candidate(match: re.Match[str]) -> Iterator[Reference]:
    start, end = match.span()
    if match["citation"] is not None:
        ids = citation_ids(match["citation"][2:-1])
        bad = [name for name in ids if not is_id(name)]
        problem = "a citation is written [@claim-id] or [@a; @b]" if bad else ""
        for target in bad or ids:
            yield Reference("claim", target, start, end, problem)
    elif match["term"] is not None:
        inner = TERM.fullmatch(match["term"])
        target = inner[1].strip() if inner else ""
        problem = "" if target else "a link to the glossary needs a term, as in [[veto]]"
        yield Reference("term", target, start, end, problem)
    else:
        target = match["bare"] if match["node"] is None else match["node"]
        yield Reference("node", target, start, end, "" if is_id(target) else _NODE_PROBLEM)


_NODE_PROBLEM = "a link to a page is written [words](node:page-id)"


def _parsed(text: str, candidates: list[Reference]) -> list[Reference]:
    """The references that the parser finds, and the candidates that a reader would see as letters."""
    # Deferred: it brings the Markdown parser, which most packs never need to be opened.
    from explainer.prose.parse import parse
    from explainer.prose.tree import Cite, NodeLink, TermLink, Text, WebLink, inlines_of

    places: defaultdict[tuple[str, str], deque[Reference]] = defaultdict(deque)
    # Of the same letters in two places, those in code or behind a backslash are taken last.
    hidden = [match.span() for match in LETTERS.finditer(text)]
    for item in sorted(candidates, key=lambda item: _lies_in(item.start, hidden)):
        places[item.kind, item.target].append(item)
    targets: list[tuple[str, str]] = []
    letters: list[str] = []
    for inline in (inline for block in parse(text) for inline in inlines_of(block)):
        if isinstance(inline, Cite):
            targets += [("claim", claim) for claim in inline.claims]
        elif isinstance(inline, TermLink):
            targets.append(("term", inline.key))
        elif isinstance(inline, NodeLink):
            targets.append(("node", inline.node))
        elif isinstance(inline, Text):
            letters.append(inline.text)
        elif isinstance(inline, WebLink) and inline.url.startswith(NODE_SCHEME):
            letters.append(f"]({inline.url} <{inline.url}>")
    found = []
    for kind, target in targets:
        known = places[kind, target]
        found.append(known.popleft() if known else Reference(kind, target, 0, len(text)))
    shown = "".join(letters)
    for item in (item for known in places.values() for item in known):
        if _meant(text, item, shown):
            found.append(replace(item, problem=item.problem or _NODE_PROBLEM))
    return sorted(found, key=lambda item: item.start)


def _lies_in(place: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect.bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]


def _meant(text: str, item: Reference, shown: str) -> bool:
    """Whether a candidate that is no reference was meant as one: readers see its letters, unescaped."""
    if re.sub(r"\s+", " ", text[item.start : item.end]) not in shown:
        return False
    if item.kind == "node":
        # Its bracket opens somewhere before it on the line.
        return "\\" not in text[text.rfind("\n", 0, item.start) + 1 : item.start]
    return bool(item.problem) and not text.endswith("\\", 0, item.start)
