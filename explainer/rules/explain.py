"""What is told of every code: a rule's from its own file, one of the reader's from ``packs/manual``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer import packs
from explainer.model.diagnostic import Severity
from explainer.packs.codes import CODES
from explainer.packs.report import did_you_mean
from explainer.rules.catalogue import RULES
from explainer.rules.manual import Manual, parse_manual

FOLDER = Path(packs.__file__).with_name("manual")
"""One file a code of the reader, each written as a rule's docstring is."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A code, with what is told of it."""

    code: str
    name: str
    """The rule's, or nothing: a mistake that the reader finds goes by its code alone."""
    level: Severity
    """Unless the pack says otherwise, which it can only of a rule."""
    manual: Manual


def explain(code: str) -> Explained:
    """What is told of a code.

    Raises:
        KeyError: there is no such code.
    """
    if code in RULES:
        rule = RULES[code]
        return Explained(code, rule.name, rule.level, parse_manual(rule.manual))
    if code not in CODES:
        raise KeyError(code)
    level = Severity.WARNING if code.startswith("W") else Severity.ERROR
    return Explained(code, "", level, parse_manual((FOLDER / f"{code}.txt").read_text("utf-8")))


def all_codes() -> list[str]:
    """Every code there is, the reader's and the rules', in order."""
    return sorted([*CODES, *RULES])


def find_code(words: str) -> str | None:
    """The code that somebody named, by itself or by its rule's name, in large or small letters."""
    wanted = words.strip().casefold().replace("_", "-").replace(" ", "-")
    names = {code.casefold(): code for code in all_codes()}
    names |= {rule.name: rule.code for rule in RULES.values()}
    return names.get(wanted)


def nearest(words: str) -> str:
    """``Did you mean 'x'?`` for what is no code and no name, or nothing."""
    names = [rule.name for rule in RULES.values()]
    return did_you_mean(words.upper(), all_codes()) or did_you_mean(words.casefold(), names)
