"""The headed parts of a page: which words are a head, and what belongs to it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Block, Heading, Paragraph
from explainer.story.page_parts import FULL_STOPS, headed_parts
from tests.strategies import examples
from tests.strategies_prose import wild_texts

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


def bare(*blocks: Block) -> str:
    """What blocks say, all spaces left out."""
    return "".join("".join(said(blocks)).split())


def says_after_its_head(block: Block, whole: Block, head: str) -> bool:
    """Whether a block is what another says after the bold words it begins with."""
    if not (isinstance(block, Paragraph) and isinstance(whole, Paragraph)):
        return False
    begins = re.escape("".join(head.split()))
    return bool(re.fullmatch(f"{begins}[{re.escape(FULL_STOPS)}]*{re.escape(bare(block))}", bare(whole)))


pieces = st.sampled_from(
    [
        "## Head",
        "**Bold.**",
        "**Bold?** Words. [@c]",
        "**Bold**, words.",
        "Words.",
        "- One.\n- Two.",
        "> Said.",
    ]
)


@given(st.lists(pieces, max_size=8).map("\n\n".join) | wild_texts())
@examples(300)
def test_no_block_is_in_two_parts_and_no_word_is_made_up(text: str) -> None:
    blocks = blocks_of(text)
    before, found = headed_parts(blocks)
    assert before == tuple(blocks[: len(before)])
    left, lost = iter(blocks[len(before) :]), []
    for part in found:
        assert part.blocks
        for at, block in enumerate(part.blocks):
            head = part.head if at == 0 else ""
            # Looked for from where the last was found: each is found once, in the order of the page.
            for whole in left:
                if whole is block or (head and says_after_its_head(block, whole, head)):
                    break
                lost.append(whole)
            else:
                raise AssertionError(f"{block} is not on the page, or not there")
        begins = "".join(part.head.split())
        assert any(bare(whole).startswith(begins) for whole in blocks[len(before) :])
    # Heads over nothing, and what follows a part that is one paragraph.
    assert all(isinstance(block, (Heading, Paragraph)) for block in (*lost, *left))
