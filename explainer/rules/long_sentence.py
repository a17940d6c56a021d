"""A sentence of more than forty words.

Who has come to the end of a long sentence has forgotten how it began; on a screen there is no
finger to keep the place. Cut it in two, or make a list of it. Counted are the sentences of the
pages' texts; a full stop after “Mr”, “No. 5”, an initial or a date ends none.

Fails::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: >-
          The hall has two doors, of which the left one, which is of oak and has three hinges, leads to
          the yard where the horses were kept, and the right one, which was walled up when the bridge
          was built, led to the river.
        ending: true

Passes::

    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: >-
          The hall has two doors. The left one, which is of oak and has three hinges, leads to the yard
          where the horses were kept. The right one led to the river; it was walled up when the bridge
          was built.
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.prose.sentences import sentences
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import read_pages, running, words_of
from explainer.rules.where import Where
from explainer.rules.wording import opening

CODE = "N805"
LEVEL = Severity.NOTE

WORDS = 40
"""More than this weary and deter readers, says the Oxford Guide to Plain English (Cutts), which asks
for 15 to 20 on average; GOV.UK asks for 25 at most. The flagship's sentences have 18 on average, and
one in a hundred has more than forty."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such sentence of a page."""
    where = Where(subject)
    language = subject.pack.manifest.language
    for node in read_pages(subject.pack):
        for text in node.texts:
            for part in running(text.text):
                for sentence in sentences(part, language):
                    words = len(words_of(sentence))
                    if words > WORDS:
                        yield Finding(
                            where.sentence(node.id, sentence),
                            f"a sentence of the page '{node.id}' has {words} words: {opening(sentence)}",
                            f"Cut it; {WORDS} are a lot.",
                        )
