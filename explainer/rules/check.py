"""Checking a pack: it is read, then every rule looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer.model.diagnostic import Diagnostic, Severity
from explainer.model.pack import Pack
from explainer.packs.context import Gathered
from explainer.packs.load import read_pack
from explainer.proof.witness import in_words
from explainer.rules.catalogue import RULES
from explainer.rules.rule import Finding, Rule
from explainer.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack, or None, and everything that was found."""

    pack: Pack | None
    """None if an error was found that keeps it from being opened."""
    diagnostics: tuple[Diagnostic, ...]
    """By file, line and column."""


def check_pack(root: Path) -> Checked:
    """Read the pack in a folder and hold it to every rule that it does not turn off.

    Never raises for anything the folder holds.
    """
    pack, gathered = read_pack(root)
    if pack is not None:
        subject = Subject(pack, gathered)
        for rule in RULES.values():
            level = level_of(rule, pack)
            if level is not None:
                for finding in rule.check(subject):
                    _note(finding, rule, level, pack, gathered)
    return Checked(pack, gathered.findings.sorted())


def level_of(rule: Rule, pack: Pack) -> Severity | None:
    """How grave a pack takes a rule, or None if it turns it off."""
    del pack
    return rule.level


def _note(finding: Finding, rule: Rule, level: Severity, pack: Pack, gathered: Gathered) -> None:
    hint, witness = finding.hint, ""
    if finding.witness is not None:
        witness = str(finding.witness)
        hint = f"{hint} The shortest way there: {' → '.join(in_words(pack, finding.witness))}.".strip()
    gathered.findings.add(
        rule.code, finding.span, finding.message, hint, severity=level, witness=witness, mended=True
    )
