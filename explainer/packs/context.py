"""What the decoder gathers while it reads: definitions, links to follow, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.model.diagnostic import Mark, Span
from explainer.packs.report import Findings
from explainer.packs.yaml_tree import Tree


@dataclass(frozen=True, slots=True)
class Link:
    """A name in one place that must be defined in another."""

    kind: str
    """What it names: ``node``, ``claim``, ``choice`` …"""
    target: str
    span: Span


@dataclass(slots=True)
class Gathered:
    """What all files of a pack have in common."""

    findings: Findings = field(default_factory=Findings)
    definitions: dict[str, dict[str, Span]] = field(default_factory=dict)
    """By kind, each defined id and where it stands."""
    links: list[Link] = field(default_factory=list)
    extents: dict[str, Span] = field(default_factory=dict)
    """By page id, all of the page."""
    nameless: dict[int, Span] = field(default_factory=dict)
    """Where what has no id stands, a condition or a promise, by the identity of its object, which lives
    as long as the pack."""
    unread: set[str] = field(default_factory=set)
    """Words of files that are not valid YAML: what they define can't be told, so links to it are let be."""


@dataclass(slots=True)
class Context:
    """The file being decoded."""

    file: str
    gathered: Gathered
    owner: str = ""
    """The id of the record being read, for names that are unique only within it."""

    def span(self, tree: Tree) -> Span:
        """Where a tree stands."""
        return Span(self.file, tree.start, tree.end)

    def add(self, code: str, tree: Tree, message: str, hint: str = "") -> None:
        """Note a finding about a tree."""
        self.gathered.findings.add(code, self.span(tree), message, hint)

    def report(self, code: str, start: Mark, end: Mark, message: str, hint: str) -> None:
        """Note a finding by its marks, as the YAML reader does."""
        self.gathered.findings.add(code, Span(self.file, start, end), message, hint)

    def define(self, kind: str, name: str, tree: Tree, shown: str = "") -> bool:
        """Note that a name is defined here; False, and a finding, if it was already."""
        known = self.gathered.definitions.setdefault(kind, {})
        first = known.setdefault(name, self.span(tree))
        if first == self.span(tree):
            return True
        what = "page" if kind == "node" else kind
        self.add(
            "E106",
            tree,
            f"the {what} id '{shown or name}' is given twice",
            f"It was first given at {first.file}:{first.start.line}:{first.start.column}.",
        )
        return False

    def link(self, kind: str, target: str, span: Span) -> None:
        """Note a name that must be defined somewhere."""
        self.gathered.links.append(Link(kind, target, span))

    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.gathered.findings.lines.get(self.file, [])
