"""Arguments that are given very different room.

Where ``promises`` names a ``balance``, the words on pages that rest on claims with ``argues:
[side]`` are counted for each of its sides; the shortest may fall behind the longest by so many
per cent of it.

Fails::

    # pack.yaml
    sides: [{id: town, name: The town}, {id: drivers, name: The drivers}]
    promises: {balance: [{sides: [town, drivers], within: 20}]}
    # claims.yaml
    claims:
      - {id: old, statement: Old., date: 2024, sources: [minutes], confidence: high, argues: [town]}
      - {id: used, statement: Used., date: 2024, sources: [minutes], confidence: high, argues: [drivers]}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: |
          The bridge is old, says the town, and its stones are loose. [@old]
          It is used. [@used]
        ending: true

Passes::

    # pack.yaml
    sides: [{id: town, name: The town}, {id: drivers, name: The drivers}]
    promises: {balance: [{sides: [town, drivers], within: 20}]}
    # claims.yaml
    claims:
      - {id: old, statement: Old., date: 2024, sources: [minutes], confidence: high, argues: [town]}
      - {id: used, statement: Used., date: 2024, sources: [minutes], confidence: high, argues: [drivers]}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: |
          The bridge is old, says the town. [@old]
          The bridge is used, say the drivers. [@used]
        ending: true
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.packs.argued_words import words_argued
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W606"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each promise of balance that is not kept."""
    promises = subject.pack.manifest.promises.balance
    words = words_argued(subject.pack) if promises else {}
    for promise in promises:
        given = {side: words[side] for side in promise.sides}
        most = max(given.values())
        if most and most - min(given.values()) > most * promise.within / 100:
            told = ", ".join(f"'{side}' {count:,}" for side, count in given.items())
            yield Finding(
                subject.promise(promise),
                f"the words given to the arguments differ by more than {promise.within} per cent: {told}",
                "Give the shorter one its best form, or cut the longer one.",
            )
