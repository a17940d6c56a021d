"""Texts that YAML cuts off at a ``#``."""

from __future__ import annotations

import re

from explainer.model.diagnostic import Mark, Span
from explainer.packs.context import Context
from explainer.packs.yaml_tree import Scalar

_COMMENT, _JOINED = re.compile(r"\s*#"), re.compile(r"\s*#[^\s#!]")


def check_for_comment(tree: Scalar, context: Context, *, prose: bool = False) -> None:
    """Warn where YAML takes the rest of a text for a comment.

    Behind a text of one line, as a title, a comment may well be meant; so only one is told of
    there that has no space after its sign, as ``#4``. Behind prose each is.
    """
    lines = context.lines()
    if tree.style or not 0 < tree.end.line <= len(lines):
        return
    rest = lines[tree.end.line - 1][tree.end.column - 1 :]
    if not (_COMMENT if prose else _JOINED).match(rest):
        return
    context.gathered.findings.add(
        "W504",
        Span(context.file, tree.end, Mark(tree.end.line, tree.end.column + len(rest))),
        f"'{rest.strip()[:40]}' is a comment, and no part of the text",
        "If readers should see it, put the text after '|' or between double quotes.",
    )
