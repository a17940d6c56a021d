"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.model.diagnostic import Severity, Span
from explainer.proof.witness import Witness
from explainer.rules.manual import parse_manual
from explainer.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found."""

    span: Span
    message: str
    """What is wrong, one sentence without its full stop."""
    hint: str = ""
    """What to do about it, or nothing."""
    witness: Witness | None = None
    """The shortest way a reader meets it, if it takes a way to meet it."""


Check = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a pack is held to."""

    code: str
    """Such as ``W601``; never reused for another meaning."""
    name: str
    """A few words with hyphens, the name of its file: ``uncited-paragraph``."""
    level: Severity
    """How grave it is unless the pack says otherwise."""
    check: Check
    """Finds what breaks it."""
    manual: str
    """The docstring of its file: a heading, what and why, a sample that fails and one that passes."""

    @property
    def heading(self) -> str:
        """What breaks it, in a few words."""
        return parse_manual(self.manual).heading
