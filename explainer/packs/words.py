"""Counting the words that readers see."""

from __future__ import annotations

import re

from explainer.model.node import Node
from explainer.model.prose import Prose

_NOT_WORDS = re.compile(r"\[@[^\[\]]*\]|\]\([^)]{0,2000}\)|\[\[[^\[\]|]*\|")
"""What stands in a text and is not read. None looks further than the next bracket, or a hostile text
would be gone over once for each of its signs."""

_WORD = re.compile(r"\w[\w'’./-]*")


def words_in(prose: Prose | str) -> int:
    """How many words a reader sees in a text: references to claims and addresses are none."""
    text = prose if isinstance(prose, str) else prose.text
    return len(_WORD.findall(_NOT_WORDS.sub(" ", text)))


def node_words(node: Node) -> int:
    """The words of a page: its passages, its choices, its fork."""
    total = words_in(node.title) + sum(words_in(passage.text) for passage in node.passages)
    total += sum(words_in(choice.text) for choice in node.choices)
    if node.fork:
        total += words_in(node.fork.question)
        for option in node.fork.options:
            total += (
                words_in(option.label) + words_in(option.argument_for) + words_in(option.argument_against)
            )
    return total


def page_words(node: Node) -> int:
    """The words of a page that are read for what they say: its text and its fork, not its choices."""
    choices = sum(words_in(choice.text) for choice in node.choices)
    hidden = sum(words_in(passage.text) for passage in node.passages[1:])
    return node_words(node) - choices - hidden
