"""What a pack says of rules in ``pack.yaml``: how grave it takes each, and why."""

from __future__ import annotations

from explainer.model.pack import Pack, RuleLevel
from explainer.packs.codes import CODES
from explainer.packs.context import Gathered
from explainer.packs.report import did_you_mean
from explainer.packs.resolve import MAX_GUESSES
from explainer.rules.catalogue import RULES

_READ = "Mistakes that are found while a pack is read can't be changed; take it out."


def spoken_of(pack: Pack) -> dict[str, RuleLevel]:
    """What the pack says of each rule that it names."""
    return {item.rule: item for item in pack.manifest.rules if item.rule in RULES}


def report_unknown(pack: Pack, gathered: Gathered) -> None:
    """Report each code that is no rule's; the pack opens all the same."""
    guesses = 0
    for item in pack.manifest.rules:
        code = item.rule
        if code in RULES:
            continue
        guesses += 1
        if code in CODES:
            message, hint = f"'{code}' is no rule: a pack can't change it", _READ
        else:
            message, hint = (
                f"there is no rule '{code[:60]}'",
                _nearest(code) if guesses <= MAX_GUESSES else "",
            )
        at = gathered.definitions["rule"][code]
        gathered.findings.add("E215", at, message, hint, mended=True)


def _nearest(wrong: str) -> str:
    """The hint at a code: that of the rule of that name, or the nearest, or where all are told."""
    for rule in RULES.values():
        if rule.name == wrong:
            return f"It goes by its code: {rule.code}."
    return did_you_mean(wrong, RULES) or "All of them: explainer check --explain all."
