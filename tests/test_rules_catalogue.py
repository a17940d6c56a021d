"""The rules there are: every module that is one is listed, and each has what a rule needs."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

import explainer.rules
from explainer.model.diagnostic import Severity
from explainer.rules.catalogue import MODULES, RULES
from explainer.rules.rule import Rule

FOLDER = Path(explainer.rules.__file__).parent


def modules_in_the_folder() -> list[ModuleType]:
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    return [importlib.import_module(f"explainer.rules.{name}") for name in names]


def test_every_module_with_a_code_is_listed_and_no_other() -> None:
    found = [module.__name__ for module in modules_in_the_folder() if hasattr(module, "CODE")]
    assert len(found) >= 9
    assert found == [module.__name__ for module in MODULES]


def test_no_two_rules_have_one_code_and_they_are_told_in_its_order() -> None:
    codes = [module.CODE for module in MODULES]
    assert len(codes) == len(set(codes)) == len({rule.name for rule in RULES.values()})
    assert sorted(codes) == list(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_is_named_and_graded(rule: Rule) -> None:
    assert RULES[rule.code] is rule
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert (FOLDER / f"{rule.name.replace('-', '_')}.py").is_file()
    assert rule.level in Severity
    # Its letter says how grave it is before a pack says otherwise.
    assert re.fullmatch(rf"{rule.level[0].upper()}\d{{3}}", rule.code)
