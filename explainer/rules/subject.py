"""What a rule looks at: a pack, where its parts stand in the files, and what is proved of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from explainer.model.condition import Condition
from explainer.model.diagnostic import Mark, Span
from explainer.model.ids import NodeId
from explainer.model.pack import BalancePromise, Pack
from explainer.packs.context import Gathered
from explainer.packs.locate import MANIFEST_FILE
from explainer.proof.proof import Proof, prove


@dataclass
class Subject:
    """A pack that is being checked."""

    pack: Pack
    gathered: Gathered
    """Where each of its parts stands."""

    def at(self, kind: str, name: str) -> Span:
        """Where the id of a part stands: ``at("claim", "council-met")``."""
        return self.gathered.definitions[kind][name]

    def page(self, node: NodeId) -> Span:
        """Where the id of a page stands."""
        return self.at("node", node)

    def variable(self, name: str) -> Span:
        """Where a variable is given its starting value."""
        return self.gathered.definitions.get("variable", {}).get(name, self.manifest)

    def condition(self, node: NodeId, condition: Condition) -> Span:
        """Where a condition of a page stands."""
        return self.gathered.nameless.get(id(condition)) or self.page(node)

    def promise(self, promise: BalancePromise) -> Span:
        """Where a promise stands."""
        return self.gathered.nameless.get(id(promise)) or self.manifest

    @cached_property
    def proof(self) -> Proof:
        """What is proved of the pack; worked out when it is first asked for."""
        return prove(self.pack)

    @property
    def manifest(self) -> Span:
        """The first line of ``pack.yaml``, for what is true of the pack as a whole."""
        return Span(MANIFEST_FILE, Mark(1, 1), Mark(1, 1))

    def on_page(self, node: NodeId, words: str) -> Span:
        """The line of a page on which words begin, or its id where that can't be told.

        ``words`` are looked for as far as their own first line goes.
        """
        return self._within(self.gathered.extents.get(node), words) or self.page(node)

    def _within(self, extent: Span | None, words: str) -> Span | None:
        first = words.strip("\n").split("\n")[0].strip()
        if extent is None or not first:
            return None
        lines = self.gathered.findings.lines.get(extent.file, [])
        for number in range(extent.start.line, min(extent.end.line, len(lines)) + 1):
            column = lines[number - 1].find(first)
            if column >= 0:
                return Span(extent.file, Mark(number, column + 1), Mark(number, column + 1 + len(first)))
        return None
