"""The tree of a text, with the Markdown parser imported when the first text is read.

The parser costs a fifth of what opening line mode does; a title page needs none of it.
"""

from __future__ import annotations

from explainer.prose.tree import Block


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Any text has a tree; nothing raises."""
    from explainer.prose.parse import parse

    return parse(text)
