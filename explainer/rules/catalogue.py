"""Every rule there is."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from explainer.model.diagnostic import Severity
from explainer.rules import uncited_paragraph
from explainer.rules.rule import Rule

_MODULES: tuple[ModuleType, ...] = (uncited_paragraph,)


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    level: Severity = module.LEVEL
    return Rule(module.CODE, name, level, module.check, module.__doc__ or "")


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _by_code(map(_rule, _MODULES))
"""By code."""
