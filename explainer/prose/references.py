"""What a text refers to, found without parsing its Markdown.

Opening a pack needs only the names in its texts, and the Markdown parser costs more than the
rest of opening together. This scanner and ``parse`` share their patterns, and a property test
holds them to the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.ids import is_id

CITATION = re.compile(r"\[@([^\[\]\n]*)\]")
"""``[@claim-id]`` or ``[@a; @b]``; group 1 is what stands between ``[@`` and ``]``."""

TERM = re.compile(r"\[\[([^\[\]|\n\\]*)(?:\\?\|([^\[\]\n]*))?\]\]")
"""``[[term]]`` or ``[[term|words]]``; in a table the bar has a backslash."""

NODE_SCHEME = "node:"
"""The scheme of a link to a page."""

_TOKEN = re.compile(
    r"""
      (?P<fence>^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ ]{0,3}(?P=mark)[`~]*[ ]*$)
    | (?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<escape>\\.)
    | (?P<citation>\[@[^\[\]\n]*\])
    | (?P<term>\[\[[^\[\]|\n\\]*(?:\\?\|[^\[\]\n]*)?\]\])
    | (?P<link>\]\([ ]*<?node:(?P<node>[^)>\s]*))
    | (?P<autolink><node:(?P<bare>[^<>\s]*)>)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


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
    """The ids in the inside of a citation: ``a; @b`` gives ``a`` and ``b``."""
    return [part.strip().removeprefix("@").strip() for part in inner.split(";")]


def find_references(text: str) -> Iterator[Reference]:
    """Every reference, in order; those in code or behind a backslash are none."""
    if "[" not in text and "node:" not in text:
        return
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if match["citation"] is not None:
            yield from _citation(match)
        elif match["term"] is not None:
            inner = TERM.fullmatch(match["term"])
            target = inner[1].strip() if inner else ""
            problem = "" if target else "a link to the glossary needs a term, as in [[veto]]"
            yield Reference("term", target, match.start(), match.end(), problem)
        elif match["link"] is not None or match["autolink"] is not None:
            target = match["node"] if kind == "node" or match["link"] else match["bare"]
            problem = "" if is_id(target) else "a link to a page is written [words](node:page-id)"
            yield Reference("node", target, match.start(), match.end(), problem)


def _citation(match: re.Match[str]) -> Iterator[Reference]:
    for target in citation_ids(match["citation"][2:-1]):
        problem = "" if is_id(target) else "a citation is written [@claim-id] or [@a; @b]"
        yield Reference("claim", target, match.start(), match.end(), problem)
