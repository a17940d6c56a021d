"""A position without its reason.

Why somebody holds something is what a reader comes to understand. A documented position that gives
no reason, stated or inferred, says where they stand and no more.

Fails::

    # people.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The mayor on carts, issued: 1931-05-02}
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs.}
    questions:
      - {id: carts, text: "Should carts cross the bridge?"}
    positions:
      - actor: mayor
        question: carts
        stance: against
        position: No cart should cross it.
        sources: [paper]

Passes::

    # people.yaml
    sources:
      - {id: paper, type: article-newspaper, title: The mayor on carts, issued: 1931-05-02}
    actors:
      - {id: mayor, name: The mayor, kind: person, text: She signs.}
    questions:
      - {id: carts, text: "Should carts cross the bridge?"}
    positions:
      - actor: mayor
        question: carts
        stance: against
        position: No cart should cross it.
        reason: Its stones are old.
        sources: [paper]
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.people import Stance
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N904"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such position."""
    for position in subject.pack.positions.values():
        if position.stance is not Stance.NOT_DOCUMENTED and not position.reason:
            yield Finding(
                subject.at("position", f"{position.actor}/{position.question}"),
                f"the position of '{position.actor}' on '{position.question}' gives no reason",
                "Add 'reason: …', with 'reason_is: inferred' if they did not give it themselves.",
            )
