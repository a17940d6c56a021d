"""Text as an author wrote it, with the references that were found in it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.ids import ClaimId, NodeId


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown of the pack's dialect; ``prose.parse`` makes a tree of it."""

    text: str
    """The Markdown, free of control characters."""
    claims: tuple[ClaimId, ...] = ()
    """The claims it rests on, in order, each once."""
    terms: tuple[str, ...] = ()
    """The glossary terms it links, as written, in order, each once."""
    nodes: tuple[NodeId, ...] = ()
    """The pages it links, in order, each once."""

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)


NO_PROSE = Prose("")
"""What an optional text is when it was not given."""
