"""A page that is harder to read than a newspaper.

Long sentences and long words make a page hard. How hard is told by LIX, the words of a sentence on
average plus how many words in a hundred have more than six letters (Björnsson, Läsbarhet, 1968). It
needs no dictionary, and he tried it on newspapers in eleven languages; a page is found if it lies
above those of its own. In other languages, and of a page of fewer than a hundred words, nothing is
said. What a hard page is about may ask for long words: the figure tells where to look again.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        ending: true
        body: |
          The administrative responsibilities of the municipal authorities concerning maintenance,
          restoration and improvement of the historical bridge, including supplementary expenditure for
          professional consultants, are distributed proportionally between participating neighbourhoods,
          notwithstanding objections previously communicated by representatives of commercial drivers.

          Independent investigations subsequently established that extraordinary circumstances, particularly
          unexpectedly frequent flooding, substantially accelerated deterioration of the foundations, whereas
          responsible departments, although repeatedly notified, postponed indispensable interventions until
          financial arrangements with neighbouring municipalities, themselves experiencing considerable
          difficulties, were successfully renegotiated and independently confirmed by external accountants
          whose qualifications the opposition, unconvinced by assurances, nevertheless continued questioning
          throughout subsequent deliberations.

          Further announcements are expected before September.

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        ending: true
        body: |
          The bridge has three arches. The town built it when carts were small and the river was low. Now
          the carts are large, and the river is high in spring. Some say that the stones can not bear them.
          Others say that they can, and that the town needs the road.

          Who pays for the repair? Each part of the town pays its share. The drivers think that theirs is
          too large, and have said so more than once. Two people looked at the bridge last year. They found
          that floods had worn its feet. The town had been told, and waited until the next town could pay
          too. The other party still asks who chose the two, and what they know of bridges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.node import Node
from explainer.prose.sentences import sentences
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages, running, words_of

CODE = "N806"
LEVEL = Severity.NOTE

NEWSPAPERS = {
    "da": 51, "de": 59, "en": 52, "es": 67, "fi": 72, "fr": 55, "it": 65, "nb": 48, "nn": 48, "no": 48,
    "pt": 70, "ru": 65, "sv": 47,
}  # fmt: skip
"""By language, the LIX of newspapers: Björnsson, Readability of Newspapers in 11 Languages, Reading
Research Quarterly 18 (1983), 480-497."""

LEAST = 100
"""Words that a page must have for an average to mean something."""

LONG = 6
"""A word of more letters than this is long."""

_COLON = re.compile(r":\s")
_NO_LETTER = re.compile(r"[\W\d_]+")


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such page, if newspapers of its language were tried."""
    language = subject.pack.manifest.language
    most = NEWSPAPERS.get(language.partition("-")[0].casefold())
    if most is None:
        return
    for node in read_pages(subject.pack):
        found = lix(node, language)
        if found is not None and round(found) > most:
            yield Finding(
                subject.page(node.id),
                f"the page '{node.id}' is harder to read than newspapers are: LIX {found:.0f}, theirs {most}",
                "Cut its longest sentences, and say long words shorter where you can.",
            )


def lix(node: Node, language: str) -> float | None:
    """The LIX of a page, or None if it is too short to tell. A colon ends a sentence there too.

    Of plain sentences it is what textstat 0.7 gives; a page's own have abbreviations, which the sentences
    of this program know.
    """
    ends = words = long = 0
    for text in node.texts:
        for part in running(text.text):
            for sentence in sentences(part, language):
                found = words_of(sentence)
                words += len(found)
                long += sum(len(_NO_LETTER.sub("", word)) > LONG for word in found)
                ends += (1 + len(_COLON.findall(sentence))) if found else 0
    return words / ends + 100 * long / words if words >= LEAST else None
