"""How many words of the story are given to each side's argument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from explainer.model.ids import ClaimId
from explainer.model.pack import Pack
from explainer.packs.words import words_in
from explainer.prose.references import CITATION, citation_ids

_PARAGRAPH = re.compile(r"\n(?:[ \t]*\n)+")


def paragraphs(text: str) -> list[str]:
    """The parts of a Markdown text between its empty lines."""
    return [part for part in _PARAGRAPH.split(text) if part.strip()]


def _stretches(paragraph: str) -> Iterator[tuple[str, list[str]]]:
    """Words, and the claims they rest on: those cited at their end."""
    start = 0
    for match in CITATION.finditer(paragraph):
        yield paragraph[start : match.start()], citation_ids(match[1])
        start = match.end()


def words_argued(pack: Pack) -> dict[str, int]:
    """For each side of the pack, the words on its pages that rest on a claim arguing its case.

    The words of a sentence count up to its citation; they count for every side whose argument a
    claim cited there reports, as ``argues`` of the claim says.
    """
    counts = Counter[str]({side.id: 0 for side in pack.manifest.sides})
    for node in pack.nodes.values():
        for text in node.texts:
            for paragraph in paragraphs(text.text):
                for words, ids in _stretches(paragraph):
                    known = [pack.claims[ClaimId(name)] for name in ids if ClaimId(name) in pack.claims]
                    for side in {side for claim in known for side in claim.argues}:
                        counts[side] += words_in(words)
    return dict(counts)
