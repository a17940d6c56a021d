"""Roads not taken: which pages walk one, and the words by which every face marks them."""

from __future__ import annotations

from explainer.model.ids import NodeId
from explainer.model.node import NodeKind
from explainer.model.pack import Pack
from explainer.story.engine import is_resolved
from explainer.story.state import StoryState

ROAD = "road"
"""The word beside the sign wherever a list names such a page."""

ROAD_NOT_TAKEN = "road not taken"
"""The same where there is room for all of it."""

NOT_WHAT_HAPPENED = "A road not taken. This is not what happened."
"""What stands under the title of such a page."""


def is_road(pack: Pack, page: NodeId) -> bool:
    """Whether a page walks a road not taken: it says so, or forks name it as one and as nothing else."""
    if pack.nodes[page].kind is NodeKind.ROAD:
        return True
    told = [fork for name in pack.told_by.get(page, ()) if (fork := pack.nodes[name].fork)]
    return bool(told) and all(fork.resolution != page for fork in told)


def is_known_road(pack: Pack, state: StoryState, page: NodeId) -> bool:
    """Whether a page may be marked as a road: before its fork is told the mark would tell it."""
    return is_road(pack, page) and all(is_resolved(pack, state, fork) for fork in pack.told_by.get(page, ()))


def road_word(word: str, *, road: bool) -> str:
    """What a list says of a page, such as ``read``, with the mark of a road if it is one."""
    return f"{ROAD}, {word}" if road else word


def road_notices(pack: Pack, page: NodeId) -> tuple[str, ...]:
    """What stands under the title of a road: that it is one, of which fork, and what happened instead."""
    if not is_road(pack, page):
        return ()
    said = [NOT_WHAT_HAPPENED]
    for name in pack.told_by.get(page, ()):
        fork = pack.nodes[name].fork
        assert fork is not None
        happened = fork.options[fork.happened].label.rstrip(".")
        said.append(f"The question was: “{fork.question}” What happened instead: “{happened}”.")
    return tuple(said)
