"""What can be named now: nothing the story has not reached yet is among it."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.ids import ActorId, NodeId, QuestionId, TermId
from explainer.model.node import Node, NodeKind
from explainer.model.pack import Pack
from explainer.story.engine import closed_fork
from explainer.story.state import StoryState
from explainer.verbs.matching import Noun


def actors(pack: Pack) -> list[Noun[ActorId]]:
    """Everybody who can be asked: the actors with positions, then the rest."""
    voiced = {actor for actor, _ in pack.positions}
    ordered = sorted(pack.actors.values(), key=lambda actor: actor.id not in voiced)
    return [
        Noun(
            actor.id,
            tuple(filter(None, (actor.name, actor.short, *actor.aliases, actor.id.replace("-", " ")))),
        )
        for actor in ordered
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


def terms(pack: Pack) -> list[Noun[TermId]]:
    """The glossary."""
    return [
        Noun(term.id, (term.term, *term.aliases, term.id.replace("-", " "))) for term in pack.terms.values()
    ]


def documents(pack: Pack, state: StoryState) -> list[Noun[NodeId]]:
    """Document pages that exist by the story's date."""
    return [
        Noun(node.id, (node.title, *node.aliases, node.id.replace("-", " ")))
        for node in pack.nodes.values()
        if node.kind is NodeKind.DOCUMENT and _may_go(pack, state, node)
    ]


def destinations(pack: Pack, state: StoryState) -> list[Noun[NodeId]]:
    """Where ``go`` can lead: places and people with pages, and every page already read."""
    found: dict[NodeId, tuple[str, ...]] = {}

    def add(node_id: NodeId | None, names: tuple[str, ...]) -> None:
        if node_id and _may_go(pack, state, pack.nodes[node_id]):
            found[node_id] = tuple(dict.fromkeys((*found.get(node_id, ()), *names)))

    for node in pack.nodes.values():
        if node.id in state.visits:
            add(node.id, (node.title, *node.aliases))
    for place in pack.places.values():
        page = place.node or _first_read_at(pack, state, place.id)
        add(page, (place.name, *(name for _, name in place.names), *place.aliases))
    for actor in pack.actors.values():
        add(actor.node, tuple(filter(None, (actor.name, actor.short, *actor.aliases))))
    return [Noun(node_id, names) for node_id, names in found.items()]


def _first_read_at(pack: Pack, state: StoryState, place: str) -> NodeId | None:
    return next((node.id for node in _nodes_at(pack, place) if node.id in state.visits), None)


def _nodes_at(pack: Pack, place: str) -> Iterator[Node]:
    return (node for node in pack.nodes.values() if node.place == place)


def _may_go(pack: Pack, state: StoryState, node: Node) -> bool:
    return node.date <= state.today and closed_fork(pack, state, node.id) is None and not node.diverts
