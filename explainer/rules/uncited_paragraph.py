"""A paragraph that rests on no claim.

Where ``promises`` says ``every_paragraph_cited: true``, each paragraph of a page names what it
rests on as ``[@claim-id]``; one that states no fact ends with ``[@-]``. Headings need nothing.

Fails::

    # pack.yaml
    promises: {every_paragraph_cited: true}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: The hall has two doors.
        ending: true

Passes::

    # pack.yaml
    promises: {every_paragraph_cited: true}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: |
          The bridge was built in 1901. [@built]

          Where do you go? [@-]
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.packs.argued_words import paragraphs
from explainer.prose.references import CITATION
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.wording import opening

CODE = "W601"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such paragraph, if the pack promises that there is none."""
    if not subject.pack.manifest.promises.every_paragraph_cited:
        return
    for node in subject.pack.nodes.values():
        if node.passes:
            continue
        for text in node.texts:
            for paragraph in paragraphs(text.text):
                if not paragraph.lstrip().startswith("#") and not CITATION.search(paragraph):
                    yield Finding(
                        subject.on_page(node.id, paragraph),
                        f"a paragraph of the page '{node.id}' rests on no claim: {opening(paragraph)}",
                        "Cite what it rests on, or end it with [@-] if it states no fact.",
                    )
