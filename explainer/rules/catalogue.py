"""Every rule there is."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from explainer.model.diagnostic import Severity
from explainer.rules import (
    arguments_out_of_balance,
    core_claim_not_met,
    lost_page,
    minutes_that_are_not,
    misconception_nobody_shows,
    route_with_a_gap,
    side_not_heard,
    uncited_paragraph,
    unused_claim,
)
from explainer.rules.rule import Rule

MODULES: tuple[ModuleType, ...] = (
    arguments_out_of_balance,
    core_claim_not_met,
    lost_page,
    minutes_that_are_not,
    misconception_nobody_shows,
    route_with_a_gap,
    side_not_heard,
    uncited_paragraph,
    unused_claim,
)
"""Listed rather than looked for: what is in the folder is not yet a rule."""


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    level: Severity = module.LEVEL
    return Rule(module.CODE, name, level, module.check, module.__doc__ or "")


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _by_code(map(_rule, MODULES))
"""By code."""
