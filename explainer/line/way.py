"""How a reading came to where it stands, in line mode."""

from __future__ import annotations

from explainer.line.render import Lines, numbered_lines
from explainer.proof.witness import step_in_words
from explainer.prose.width import wrap
from explainer.session import Session
from explainer.story.steps import Choose


def way_lines(session: Session, width: int) -> Lines:
    """The steps of the path, each with the title of its page and what was done there."""
    lines: Lines = []
    for number, entry in enumerate(session.path.line()[1:], 1):
        assert entry.parent is not None
        page = session.pack.nodes[entry.parent.state.node].title
        verb = "choose " if isinstance(entry.step, Choose) else ""
        said = f"On “{page}” you {verb}{step_in_words(session.pack, entry.step)}."
        lines += numbered_lines(str(number), said, width)
    return ["", *wrap("The way there:", width), *lines] if lines else []
