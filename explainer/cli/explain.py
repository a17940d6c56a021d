"""``explainer check --explain``: the manual of a code, for a person and for a program."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import ExitCode
from explainer.cli.invocation import command
from explainer.cli.result import CommandResult

if TYPE_CHECKING:
    from explainer.rules.explain import Explained

ALL = "all"
"""The word for every code there is."""

_WIDEST = 80


def explain_code(words: str) -> CommandResult:
    """Tell what a code means, or list all of them."""
    from explainer.prose.clean import visible
    from explainer.rules.explain import all_codes, explain, find_code, nearest

    if words.casefold() == ALL:
        told = [explain(code) for code in all_codes()]
        lines = [f"{item.code}  {item.level:<7}  {item.manual.heading}" for item in told]
        return CommandResult(text="\n".join(lines), data={"codes": [_brief(item) for item in told]})
    code = find_code(words)
    if code is None:
        hint = nearest(words) or f"All of them: {command()} check --explain {ALL}."
        return CommandResult(ExitCode.USAGE, talk=f"There is no code '{visible(words[:60])}'. {hint}")
    return CommandResult(text=_as_text(explain(code)), data=_as_data(explain(code)))


def _as_text(told: Explained) -> str:
    width = min(_WIDEST, max(20, shutil.get_terminal_size().columns - 1))
    name = f" {told.name}" if told.name else ""
    parts = [f"{told.code}{name} ({told.level})", *_set((f"{told.manual.heading}.",), width)]
    parts += _set(told.manual.paragraphs, width)
    for lead, samples in (("Fails:", told.manual.fails), ("Passes:", told.manual.passes)):
        for sample in samples:
            parts += [lead, textwrap.indent(sample.text.rstrip("\n"), "    ")]
    if told.name:
        change = f"A pack can change its level under 'rules' in pack.yaml: {{rule: {told.code}, level: …}}."
        parts += _set((change,), width)
    return "\n\n".join(parts)


def _set(paragraphs: tuple[str, ...], width: int) -> list[str]:
    # Marks of code are for a program that sets them; on a terminal one of each is plainer.
    return [
        textwrap.fill(paragraph.replace("``", "`"), width, break_long_words=False, break_on_hyphens=False)
        for paragraph in paragraphs
    ]


def _brief(told: Explained) -> dict[str, object]:
    return {
        "code": told.code,
        "name": told.name,
        "level": str(told.level),
        "heading": told.manual.heading,
    }


def _as_data(told: Explained) -> dict[str, object]:
    return {
        **_brief(told),
        "paragraphs": list(told.manual.paragraphs),
        "fails": [sample.files for sample in told.manual.fails],
        "passes": [sample.files for sample in told.manual.passes],
    }
