"""The table of how grave a pack takes a rule of ``check``.

Which rules there are is known only where they are checked: here a code is any word, so that a pack
written for a later program opens.
"""

from __future__ import annotations

from typing import Any

from explainer.model.diagnostic import Severity
from explainer.model.pack import RuleLevel
from explainer.packs.context import Context
from explainer.packs.fields import Field, Record
from explainer.packs.reader import BAD, Bad, reads
from explainer.packs.scalars import line, word
from explainer.packs.yaml_tree import Mapping, Tree

OFF = "off"
"""The level of a rule that is not asked."""


@reads(line.schema)
def _code(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """The code of a rule, of which a pack speaks once."""
    code = line.read(tree, context)
    if isinstance(code, Bad):
        return BAD
    return code if context.define("rule", code, tree) else BAD


def _rule_level(values: dict[str, Any], _context: Context, _tree: Mapping) -> RuleLevel:
    level = values.pop("level")
    return RuleLevel(**values, level=None if level == OFF else Severity(level))


RULE_LEVEL = Record(
    "a rule's level",
    (
        Field("rule", _code, "its code, such as W601", required=True),
        Field("level", word((OFF, *reversed(Severity))), "off, note, warning or error", required=True),
        Field("because", line, "why, in a sentence", required=True),
    ),
    _rule_level,
)
