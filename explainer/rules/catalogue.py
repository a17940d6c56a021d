"""Every rule there is."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from explainer.model.diagnostic import Severity
from explainer.rules.rule import Rule

NAMES = (
    "abbreviation_before_its_meaning",
    "actor_never_heard",
    "arguments_out_of_balance",
    "bare_address",
    "choice_to_itself",
    "citation_without_locator",
    "condition_always_true",
    "condition_never_true",
    "core_claim_not_met",
    "dated_after_known",
    "diverts_without_end",
    "event_beside_its_claims",
    "fork_decided_early",
    "hard_page",
    "known_by_a_later_source",
    "later_than_the_story",
    "long_page",
    "long_sentence",
    "lost_page",
    "minutes_that_are_not",
    "misconception_nobody_shows",
    "no_open_choice",
    "no_way_to_an_ending",
    "not_proved",
    "older_sources",
    "outcome_before_its_fork",
    "page_never_reached",
    "page_without_words",
    "place_astray",
    "place_not_on_the_map",
    "position_without_reason",
    "route_with_a_gap",
    "same_title",
    "same_words_twice",
    "side_not_heard",
    "side_without_voice",
    "skipped_heading",
    "uncited_paragraph",
    "uncited_source",
    "undated_source",
    "unexplained_abbreviation",
    "unsure_width",
    "unused_claim",
    "variable_never_read",
    "variable_never_set",
    "verdict_word",
    "view_without_places",
    "voice_before_it_is_known",
)
"""Listed rather than looked for: what is in the folder is not yet a rule."""


MODULES: tuple[ModuleType, ...] = tuple(import_module(f"explainer.rules.{name}") for name in NAMES)
"""The rules' files."""


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    level: Severity = module.LEVEL
    return Rule(module.CODE, name, level, module.check, module.__doc__ or "")


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _by_code(map(_rule, MODULES))
"""By code."""
