"""The headed parts of a page: which words are a head, and what belongs to it."""

from __future__ import annotations

import pytest
from hypothesis import given

from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Block, inlines_of
from explainer.story.page_parts import headed_parts
from tests.strategies import examples, wild_texts

ROAD = """\
This did not happen. [@claim-a]

**Those who hoped.**
It would last. [@claim-b]

**Those who feared.** It would not.

- For one reason.
- For another.

Nobody knows.
"""


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [line for line in plain_lines(blocks, lambda _claim: None, 0) if line]


def parts(text: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    before, found = headed_parts(blocks_of(text))
    return said(before), [(part.head, said(part.blocks)) for part in found]


def test_bold_words_at_the_beginning_head_their_paragraph_and_its_list() -> None:
    assert parts(ROAD) == (
        ["This did not happen."],
        [
            ("Those who hoped", ["It would last."]),
            ("Those who feared", ["It would not.", "- For one reason.", "- For another."]),
        ],
    )


@pytest.mark.parametrize(
    "head", ["## Those who hoped", "**Those who hoped.**", "**Those who hoped**", "**Those who hoped:**"]
)
def test_a_heading_or_bold_words_alone_head_all_that_follows(head: str) -> None:
    text = f"First.\n\n{head}\n\nOne.\n\nTwo.\n\n> Three.\n\n{head}\n\nFour."
    assert parts(text) == (
        ["First."],
        [("Those who hoped", ["One.", "Two.", "> Three."]), ("Those who hoped", ["Four."])],
    )


def test_bold_words_without_a_stop_are_the_subject_of_their_sentence() -> None:
    assert parts("**The mayor** says no.\n\nSo it is.\n\n**Why?** Nobody asked.") == (
        [],
        [("", ["The mayor says no."]), ("Why?", ["Nobody asked."])],
    )


def test_a_page_without_heads_has_no_parts() -> None:
    assert parts("One.\n\nTwo **bold** words.") == (["One.", "Two bold words."], [])
    assert parts("## Nothing under it") == ([], [])


@given(wild_texts())
@examples(200)
def test_no_word_is_in_two_parts_and_none_is_made_up(text: str) -> None:
    blocks = blocks_of(text)
    before, found = headed_parts(blocks)
    kept = [*before, *(block for part in found for block in part.blocks)]
    inlines = [inline for block in blocks for inline in inlines_of(block)]
    assert sum(1 for block in kept for _ in inlines_of(block)) <= len(inlines)
    assert all(part.blocks for part in found)
