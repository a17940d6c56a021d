"""Reading prose: a text in Markdown, with what it refers to noted where it stands."""

from __future__ import annotations

from typing import Any

from explainer.model.diagnostic import Mark, Span
from explainer.model.ids import ClaimId, NodeId
from explainer.model.prose import Prose
from explainer.packs.comments import check_for_comment
from explainer.packs.context import Context
from explainer.packs.reader import BAD, Bad, reads, shared
from explainer.packs.scalars import MAX_TEXT, raw_text, text_schema
from explainer.packs.yaml_tree import Scalar, Tree
from explainer.prose.clean import spelt
from explainer.prose.entities import find_refused_entities
from explainer.prose.references import find_open_citations, find_references


@reads(shared("prose", lambda: text_schema(MAX_TEXT)))
def prose(tree: Tree, context: Context) -> Any:  # noqa: ANN401
    """Markdown of the pack's dialect, its references noted for resolving."""
    text = raw_text(tree, context, MAX_TEXT)
    if isinstance(text, Bad):
        return BAD
    if not text:
        context.add("E112", tree, "the text is empty", "Write it, or take the key out.")
        return BAD
    assert isinstance(tree, Scalar)
    found: dict[str, dict[str, None]] = {"claim": {}, "term": {}, "node": {}}
    finder = _SourceFinder(tree, context, text)
    for start, end, character in find_refused_entities(text):
        context.gathered.findings.add(
            "E302",
            finder.find(start, end),
            f"'{text[start:end]}' stands for {spelt(character)}, a character not allowed in a text",
            "Take it out; it is left out when the pack is played.",
            mended=True,
        )
    check_for_comment(tree, context, prose=True)
    finder = _SourceFinder(tree, context, text)
    for start, end in find_open_citations(text):
        context.gathered.findings.add(
            "E301",
            finder.find(start, end),
            f"'{text[start:end]}' is shown as it stands, and rests on nothing",
            "A citation is written [@claim-id] or [@a; @b]; put a backslash before a [ that is meant.",
        )
    finder = _SourceFinder(tree, context, text)
    for reference in find_references(text):
        span = finder.find(reference.start, reference.end)
        if reference.problem:
            context.gathered.findings.add(
                "E301",
                span,
                f"'{reference.target}' can't be referred to",
                reference.problem.capitalize() + ".",
            )
            continue
        found[reference.kind][reference.target] = None
        context.link(reference.kind, reference.target, span)
    return Prose(
        text,
        tuple(ClaimId(target) for target in found["claim"]),
        tuple(found["term"]),
        tuple(NodeId(target) for target in found["node"]),
    )


class _SourceFinder:
    """Finds pieces of a scalar's text, one after the other, in the lines of its file."""

    def __init__(self, tree: Scalar, context: Context, text: str) -> None:
        self._context = context
        self._tree = tree
        self._text = text
        self._line = tree.start.line
        self._column = tree.start.column
        self._done = 0
        self._last: tuple[int, Span] | None = None

    def find(self, start: int, end: int) -> Span:
        """Where that piece of the text stands, or the whole scalar if that can't be told."""
        # Two references may share a piece, as in [@a; @b].
        if self._last is not None and self._last[0] == start:
            return self._last[1]
        piece = self._text[start:end]
        # The same letters may have come before and be no reference, as in code.
        span = None
        for _ in range(self._text.count(piece, self._done, start) + 1):
            span = self._next(piece) or span
        self._done = end
        self._last = (start, span or self._context.span(self._tree))
        return self._last[1]

    def _next(self, piece: str) -> Span | None:
        lines = self._context.lines()
        number, column = self._line, self._column
        while number <= min(self._tree.end.line, len(lines)):
            at = lines[number - 1].find(piece, column - 1)
            if at >= 0:
                self._line, self._column = number, at + 1 + len(piece)
                return Span(self._context.file, Mark(number, at + 1), Mark(number, self._column))
            number, column = number + 1, 1
        return None
