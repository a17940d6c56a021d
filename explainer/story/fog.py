"""Whether something beside the pages may be named yet: it tells nothing the story has not reached."""

from __future__ import annotations

from explainer.model.pack import Pack
from explainer.model.prose import Prose
from explainer.story.state import StoryState


def is_told(pack: Pack, state: StoryState, text: Prose) -> bool:
    """Whether every claim a text rests on is known by the story's date, or was met on a page.

    A term, actor or place whose text rests on a later claim is of the later story, and its very
    name could give away what happened.
    """
    return all(
        claim in state.met or pack.claims[claim].known_from.first_day <= state.today
        for claim in text.claims
        if claim in pack.claims
    )
