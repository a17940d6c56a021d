"""Something that could not be proved.

What the search had not settled when it stopped is told here, and nothing is guessed. Where the
finding says so, readings by chance looked for it as well, to the pages least come to first: what they
met is reported under its own code, and what they did not meet may still be there. Fewer conditions
that depend on one another make a pack easier to prove.

A pack small enough to show here is always proved: the search stops only after some hundred thousand
states, so that checking ends in good time.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "N516"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Tell each thing that is not settled, on its page."""
    proof = subject.proof
    for doubt in proof.doubts:
        walks = f"; {proof.walks:,} readings by chance did not meet it" if doubt.looked_for else ""
        if doubt.node and doubt.condition:
            place = subject.condition(doubt.node, doubt.condition)
        else:
            place = subject.page(doubt.node) if doubt.node else subject.manifest
        yield Finding(
            place,
            f"not proven: {doubt.words}{walks}",
            "Conditions that depend on fewer others can be proved.",
        )
