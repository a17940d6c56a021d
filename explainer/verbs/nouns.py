"""What can be named now: nothing the story has not reached yet is among it."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.ids import ActorId, NodeId, PlaceId, QuestionId, TermId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Pack
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_text
from explainer.prose.tree import NodeLink, inlines_of
from explainer.story.engine import closed_fork, shown_passages
from explainer.story.fog import is_told, page_is_told
from explainer.story.state import StoryState
from explainer.verbs.matching import Noun


def actors(pack: Pack, state: StoryState) -> list[Noun[ActorId]]:
    """Everybody who can be asked by now: the actors with positions, then the rest."""
    voiced = {actor for actor, _ in pack.positions}
    ordered = sorted(pack.actors.values(), key=lambda actor: actor.id not in voiced)
    return [
        Noun(
            actor.id,
            tuple(filter(None, (actor.name, actor.short, *actor.aliases, actor.id.replace("-", " ")))),
        )
        for actor in ordered
        if is_told(pack, state, actor.text)
    ]


def places(pack: Pack, state: StoryState) -> list[Noun[PlaceId]]:
    """The places the story has come to, or passes by."""
    return [
        Noun(place.id, (place.name, *(name for _, name in place.names), *place.aliases))
        for place in pack.places.values()
        if is_told(pack, state, place.text)
    ]


def questions(pack: Pack) -> list[Noun[QuestionId]]:
    """What anybody can be asked."""
    return [
        Noun(
            item.id,
            tuple(filter(None, (item.short, item.text, *item.aliases, item.id.replace("-", " ")))),
        )
        for item in pack.questions.values()
    ]


def terms(pack: Pack, state: StoryState) -> list[Noun[TermId]]:
    """The glossary as far as the story has come, and the words that the open page explains."""
    here = {
        term.id
        for passage in shown_passages(pack, state, pack.nodes[state.node])
        for key in passage.text.terms
        if (term := pack.find_term(key))
    }
    return [
        Noun(term.id, (term.term, *term.aliases, term.id.replace("-", " ")))
        for term in pack.terms.values()
        if term.id in here or is_told(pack, state, term.text)
    ]


def documents(pack: Pack, state: StoryState) -> list[Noun[NodeId]]:
    """Document pages that exist by the story's date."""
    return [
        Noun(node.id, (node.title, *node.aliases, node.id.replace("-", " ")))
        for node in pack.nodes.values()
        if node.kind is NodeKind.DOCUMENT and _may_go(pack, state, node)
    ]


def destinations(pack: Pack, state: StoryState) -> list[Noun[NodeId]]:
    """Where ``go`` can lead: pages already read or linked here, places and people with pages."""
    found: dict[NodeId, tuple[str, ...]] = {}

    def add(node_id: NodeId | None, names: tuple[str, ...]) -> None:
        if node_id and _may_go(pack, state, pack.nodes[node_id]):
            found[node_id] = tuple(dict.fromkeys((*found.get(node_id, ()), *names)))

    read_at: dict[PlaceId, NodeId] = {}
    for node in pack.nodes.values():
        if node.id in state.visits:
            add(node.id, (node.title, *node.aliases))
            if node.place:
                read_at.setdefault(node.place, node.id)
    # What a click on the words would do: without a mouse this is how to follow them.
    for link, words in _links_here(pack, state):
        node = pack.nodes[link]
        if closed_fork(pack, state, link) is None and not node.diverts:
            names = (*found.get(link, ()), words, node.title, *node.aliases)
            found[link] = tuple(dict.fromkeys(filter(None, names)))
    for place in pack.places.values():
        if not is_told(pack, state, place.text):
            continue
        page = place.node or read_at.get(place.id)
        add(page, (place.name, *(name for _, name in place.names), *place.aliases))
    for actor in pack.actors.values():
        if is_told(pack, state, actor.text):
            add(actor.node, tuple(filter(None, (actor.name, actor.short, *actor.aliases))))
    return [Noun(node_id, names) for node_id, names in found.items()]


def pages(pack: Pack, state: StoryState) -> list[Noun[NodeId]]:
    """Every page whose title may be shown by now: where a room's answers lead."""
    return [
        Noun(node.id, (node.title, *node.aliases))
        for node in pack.nodes.values()
        if page_is_told(pack, state, node.id)
    ]


def linked_here(pack: Pack, state: StoryState) -> list[str]:
    """The titles of the pages that words of the open page lead to."""
    titles: dict[str, None] = {}
    for node_id, _ in _links_here(pack, state):
        node = pack.nodes[node_id]
        if closed_fork(pack, state, node_id) is None and not node.diverts:
            titles[node.title] = None
    return list(titles)


def _links_here(pack: Pack, state: StoryState) -> Iterator[tuple[NodeId, str]]:
    """The pages that words of the open page lead to, each with those words."""
    for passage in shown_passages(pack, state, pack.nodes[state.node]):
        if passage.text.nodes:
            for block in blocks_of(passage.text.text):
                for inline in inlines_of(block):
                    if isinstance(inline, NodeLink):
                        yield inline.node, plain_text(inline.children, lambda _claim: None)


def _may_go(pack: Pack, state: StoryState, node: Node) -> bool:
    # A page that was read is no hindsight any more, whatever its date.
    reached = node.date <= state.today or (node.id in state.visits and node.id != state.node)
    return reached and closed_fork(pack, state, node.id) is None and not node.diverts
