"""Checking a pack: it is read, then every rule looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer.model.diagnostic import Diagnostic, Severity
from explainer.model.pack import Pack, RuleLevel
from explainer.packs.context import Gathered
from explainer.packs.load import read_pack
from explainer.proof.witness import in_words
from explainer.rules.catalogue import RULES
from explainer.rules.levels import report_unknown, spoken_of
from explainer.rules.rule import Finding, Rule
from explainer.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack, or None, and everything that was found."""

    pack: Pack | None
    """None if an error was found that keeps it from being opened."""
    diagnostics: tuple[Diagnostic, ...]
    """By file, line and column."""
    turned_off: tuple[RuleLevel, ...] = ()
    """The rules that the pack turns off, in the order of their codes."""


def check_pack(root: Path) -> Checked:
    """Read the pack in a folder and hold it to every rule that it does not turn off.

    Never raises for anything the folder holds.
    """
    pack, gathered = read_pack(root)
    if pack is None:
        return Checked(None, gathered.findings.sorted())
    report_unknown(pack, gathered)
    said = spoken_of(pack)
    subject = Subject(pack, gathered)
    for code, rule in RULES.items():
        level = said[code].level if code in said else rule.level
        if level is not None:
            for finding in rule.check(subject):
                _note(finding, rule, level, pack, gathered)
    off = tuple(said[code] for code in RULES if code in said and said[code].level is None)
    return Checked(pack, gathered.findings.sorted(), off)


def _note(finding: Finding, rule: Rule, level: Severity, pack: Pack, gathered: Gathered) -> None:
    hint, witness = finding.hint, ""
    if finding.witness is not None:
        witness = str(finding.witness)
        hint = f"{hint} The shortest way there: {' → '.join(in_words(pack, finding.witness))}.".strip()
    gathered.findings.add(
        rule.code, finding.span, finding.message, hint, severity=level, witness=witness, mended=True
    )
