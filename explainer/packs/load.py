"""Opening a pack: read, decode, resolve, look at the whole."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainer.errors import PackInvalid
from explainer.model.diagnostic import Diagnostic
from explainer.model.ids import NodeId, TermId
from explainer.model.node import Node
from explainer.model.pack import Manifest, Pack
from explainer.model.people import Term
from explainer.packs.atlas_records import EVENT, the_map
from explainer.packs.card_records import CARD, MISCONCEPTION
from explainer.packs.collector import no_collector
from explainer.packs.context import Context, Gathered
from explainer.packs.fields import Field, list_of, record
from explainer.packs.files import MAX_PACK_BYTES, leads_inside, read_text, yaml_files
from explainer.packs.gates import gated_pages
from explainer.packs.ledger_records import (
    ACTOR,
    CLAIM,
    EXPECTATION,
    PLACE,
    POSITION,
    QUESTION,
    SOURCE,
    TERM,
)
from explainer.packs.locate import MANIFEST_FILE
from explainer.packs.reader import Bad
from explainer.packs.report import did_you_mean
from explainer.packs.resolve import resolve
from explainer.packs.scalars import key_name, ref
from explainer.packs.story_records import MANIFEST, NODE
from explainer.packs.story_rules import check_story
from explainer.packs.term_words import with_term_words
from explainer.packs.yaml_tree import Mapping, Tree, describe, parse_tree

LISTS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("sources", list_of(record(SOURCE)), "the bibliography"),
        Field("claims", list_of(record(CLAIM)), "the ledger, one checkable statement each"),
        Field("nodes", list_of(record(NODE)), "the pages, and the choices between them"),
        Field("actors", list_of(record(ACTOR)), "who is who"),
        Field("places", list_of(record(PLACE)), "where things happen"),
        Field("questions", list_of(record(QUESTION)), "what the actors differ on"),
        Field("positions", list_of(record(POSITION)), "what each actor says to each question"),
        Field("terms", list_of(record(TERM)), "the words that are explained"),
        Field("cards", list_of(record(CARD)), "what readers are asked about what they read"),
        Field("misconceptions", list_of(record(MISCONCEPTION)), "what is often believed and is not so"),
        Field("events", list_of(record(EVENT)), "the timeline"),
        Field("expectations", list_of(record(EXPECTATION)), "what was expected, and what came of it"),
        Field("map", the_map, "the outlines behind the places"),
    )
}
"""What a file's top keys may be, each with the reader of its list."""

CHAPTER_KEY = Field("chapter", ref("chapter"), "the chapter of this file's pages that name none")
"""A file's one key that holds no list."""

MANIFEST_READER = record(MANIFEST)

_MANIFEST_HINT = "Every pack has one: its id, title, question, as_of, start …"

_ID_OR_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|\w+")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A pack, or None, and everything that was found on the way."""

    pack: Pack | None
    """None if an error was found that loading could not mend."""
    diagnostics: tuple[Diagnostic, ...]
    """By file, line and column."""


def load_pack(root: Path) -> LoadResult:
    """Read the pack in a folder; that it keeps the rules is not asked.

    Never raises for anything the folder holds.
    """
    pack, gathered = read_pack(root)
    return LoadResult(pack, gathered.findings.sorted())


def read_pack(root: Path) -> tuple[Pack | None, Gathered]:
    """The pack in a folder, or None if an error keeps it from being opened, and what was gathered.

    Never raises for anything the folder holds.
    """
    gathered = Gathered()
    with no_collector():
        pack = _load(root, gathered)
    return (None if gathered.findings.fatal else pack), gathered


def open_pack(root: Path) -> Pack:
    """Read a pack that is to be played.

    Raises:
        PackInvalid: it has errors.
    """
    # A reader has no use for what an author still owes.
    result = load_pack(root)
    if result.pack is None:
        raise PackInvalid(root.resolve().name, result.diagnostics)
    return result.pack


def load_manifest(root: Path) -> Manifest | None:
    """What ``pack.yaml`` says, without reading the rest, or None if it can't be told."""
    gathered = Gathered()
    path = root / MANIFEST_FILE
    if path.is_symlink() and not leads_inside(path, root):
        return None
    trees = _trees([path], root, gathered)
    for file, tree in trees:
        return _decode_manifest(tree, Context(file, gathered))
    return None


def _trees(paths: Iterable[Path], root: Path, gathered: Gathered) -> Iterator[tuple[str, Tree]]:
    budget = MAX_PACK_BYTES
    for path in paths:
        if gathered.findings.hopeless:
            return
        text = read_text(path, root, gathered.findings, budget)
        if text is None:
            continue
        budget -= len(text)
        file = path.relative_to(root).as_posix()
        context = Context(file, gathered)
        before = gathered.findings.grave
        tree = parse_tree(text, context.report, gathered.findings.places_in(file))
        if tree is not None:
            yield file, tree
        elif gathered.findings.grave > before:
            gathered.unread.update(_ID_OR_WORD.findall(text.casefold()))
        elif file == MANIFEST_FILE:
            gathered.findings.for_file(file, "E012", "the file is empty", _MANIFEST_HINT)


def _decode_manifest(tree: Tree, context: Context) -> Manifest | None:
    found = MANIFEST_READER.read(tree, context)
    return None if isinstance(found, Bad) else found


def _load(root: Path, gathered: Gathered) -> Pack | None:
    findings = gathered.findings
    paths = yaml_files(root, findings)
    if not paths or paths[0].name != MANIFEST_FILE or paths[0].parent != root:
        findings.for_file(MANIFEST_FILE, "E011", "the folder has no pack.yaml", _MANIFEST_HINT)
        return None
    manifest: Manifest | None = None
    values: dict[str, list[Any]] = {kind: [] for kind in LISTS}
    for file, tree in _trees(paths, root, gathered):
        context = Context(file, gathered)
        if file == MANIFEST_FILE:
            manifest = _decode_manifest(tree, context)
        else:
            _decode_lists(tree, context, values)
    nodes = {node.id: node for node in values["nodes"]}
    term_keys = _term_keys(values["terms"], gathered)
    resolve(gathered, nodes, term_keys)
    if manifest is None or findings.fatal:
        return None
    pack = _assemble(manifest, with_term_words(values, gathered.links), term_keys)
    check_story(pack, gathered)
    return pack


def _decode_lists(tree: Tree, context: Context, values: dict[str, list[Any]]) -> None:
    if not isinstance(tree, Mapping):
        context.add(
            "E012",
            tree,
            f"expected lists such as 'nodes:', found {describe(tree)}",
            f"A file begins with one of: {', '.join(LISTS)}.",
        )
        return
    chapter = ""
    seen: set[str] = set()
    pairs = [(key_name(key, context), key, value) for key, value in tree.pairs]
    # The chapter first: it counts for the nodes above it too.
    for name, key, value in sorted(pairs, key=lambda pair: pair[0] != "chapter"):
        if context.gathered.findings.hopeless:
            return
        if name in seen:
            context.add("E102", key, f"the key '{name}' is given twice", "Join the two lists.")
        elif name == "chapter":
            found = CHAPTER_KEY.reader.read(value, context)
            chapter = "" if isinstance(found, Bad) else found
        elif name not in LISTS:
            context.add(
                "E101",
                key,
                f"unknown key '{name}' at the top of a file",
                _top_key_hint(name),
            )
        else:
            items = LISTS[name].reader.read(value, context)
            if not isinstance(items, Bad):
                values[name] += [_in_chapter(item, chapter) for item in items]
        seen.add(name)


def _top_key_hint(name: str) -> str:
    if name in {field.name for field in MANIFEST.fields} - {field.name for field in NODE.fields}:
        return f"'{name}' stands in {MANIFEST_FILE}."
    return did_you_mean(name, LISTS) or f"Known: {', '.join(LISTS)}, chapter."


def _in_chapter(item: Any, chapter: str) -> Any:  # noqa: ANN401
    if chapter and isinstance(item, Node) and not item.chapter:
        return dataclasses.replace(item, chapter=chapter)
    return item


def _term_keys(terms: Iterable[Term], gathered: Gathered) -> dict[str, TermId]:
    keys: dict[str, TermId] = {}
    # Terms that could not be read still count as known, so that one slip is one finding.
    for name in gathered.definitions.get("term", {}):
        keys[name] = TermId(name)
    if gathered.findings.fatal:
        for name in gathered.definitions.get("term name", {}):
            keys.setdefault(name, TermId(name))
    for term in terms:
        for key in (term.id, term.term, *term.aliases):
            keys.setdefault(key.casefold(), term.id)
    return keys


def _assemble(manifest: Manifest, values: dict[str, list[Any]], term_keys: dict[str, TermId]) -> Pack:
    nodes: dict[NodeId, Node] = {}
    for node in values["nodes"]:
        dated = node if node.date else dataclasses.replace(node, date=manifest.as_of)
        nodes[node.id] = dated
    return Pack(
        manifest=manifest,
        nodes=nodes,
        claims={claim.id: claim for claim in values["claims"]},
        sources={source.id: source for source in values["sources"]},
        actors={actor.id: actor for actor in values["actors"]},
        places={place.id: place for place in values["places"]},
        questions={question.id: question for question in values["questions"]},
        positions={(item.actor, item.question): item for item in values["positions"]},
        terms={term.id: term for term in values["terms"]},
        cards={card.id: card for card in values["cards"]},
        misconceptions={item.id: item for item in values["misconceptions"]},
        events={event.id: event for event in sorted(values["events"], key=lambda item: item.date.first_day)},
        expectations={item.id: item for item in values["expectations"]},
        outline=next(iter(values["map"]), None),
        term_keys=term_keys,
        told_by=_told_by(nodes.values()),
        passing=tuple(node.id for node in nodes.values() if node.passes),
        gated=gated_pages(manifest, nodes),
    )


def _told_by(nodes: Iterable[Node]) -> dict[NodeId, tuple[NodeId, ...]]:
    told: dict[NodeId, tuple[NodeId, ...]] = {}
    for node in nodes:
        if node.fork:
            roads = [option.road for option in node.fork.options if option.road]
            for target in dict.fromkeys((node.fork.resolution, *roads)):
                told[target] = (*told.get(target, ()), node.id)
    return told
