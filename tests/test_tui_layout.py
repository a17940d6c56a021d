"""Setting prose in lines: no word is lost, no line is too wide, and a place is found again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from explainer.model.ids import ClaimId, TermId
from explainer.model.pack import Pack
from explainer.prose.parse import parse
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Block
from explainer.prose.width import cell_width
from explainer.story.engine import start
from explainer.story.turn import view
from explainer.tui.layout import Setting, set_blocks
from explainer.tui.lines import Line, set_content, side_by_side
from explainer.tui.pages import page_lines
from explainer.tui.signs import DRAWN, PLAIN
from explainer.tui.widgets.set_text import SetText
from explainer.tui.words import META_KEY, words
from tests.strategies import examples
from tests.strategies_prose import CLAIM_IDS, Written, squeezed, wild_texts, written_texts

WIDTHS = st.integers(20, 100)

_NUMBERS = "⁰¹²³⁴⁵⁶⁷⁸⁹·"

LEAST = 4
"""The narrowest that words are set, however deep lists and quotes lie in each other."""


def setting() -> Setting:
    return Setting(
        lambda claim: CLAIM_IDS.index(claim) + 1 if claim in CLAIM_IDS else None,
        lambda key: TermId("tally") if key == "tally" else None,
    )


def texts(lines: Iterable[Line]) -> list[str]:
    return [line.content.plain for line in lines]


def shown(lines: Iterable[Line]) -> str:
    """What the lines show, with nothing in it that is ours: bars of quotes, raised numbers, room."""
    letters = squeezed(re.sub(r"^(?:▏ | )+", "", text) for text in texts(lines))
    return re.sub(rf"[{_NUMBERS}▏]", "", letters)


def missing(text: Written, lines: Sequence[Line]) -> list[str]:
    """The words that a reader must see and does not, each as often as it is missing."""
    letters = shown(lines)
    wanted = Counter(re.sub(rf"[{_NUMBERS} ]", "", word) for word in text.words)
    return [word for word, count in wanted.items() if letters.count(word) < count]


@examples(150)
@given(written_texts(), WIDTHS)
def test_no_word_is_lost_at_any_width(text: Written, width: int) -> None:
    assert missing(text, set_blocks(parse(text.text), width, setting())) == []


@examples(60)
@given(written_texts(), WIDTHS)
def test_every_citation_is_a_raised_number_that_can_be_clicked(text: Written, width: int) -> None:
    found = [
        span.style.meta[META_KEY][1]
        for line in set_blocks(parse(text.text), width, setting())
        for span in line.content.spans
        if not isinstance(span.style, str) and span.style.meta.get(META_KEY, ("",))[0] == "claim"
    ]
    # Neighbouring citations of the same claim may be one; none is lost, and none is made up.
    assert set(found) == set(text.claims)


@examples(150)
@given(written_texts(plain=True), WIDTHS)
def test_no_line_is_wider_than_the_page(text: Written, width: int) -> None:
    lines = set_blocks(parse(text.text), width, setting())
    # Lists and quotes two deep take eight cells at most, so there is always room for words.
    assert [line for line in texts(lines) if cell_width(line) > width] == []


@examples(100)
@given(wild_texts(), WIDTHS)
def test_any_text_can_be_set_and_its_lines_fit(text: str, width: int) -> None:
    lines = set_blocks(parse(text), width, setting())
    for line in lines:
        assert "\n" not in line.content.plain
        assert cell_width(line.content.plain) <= width or width - cell_width(_indent(line)) <= LEAST * 2
        for span in line.content.spans:
            assert 0 <= span.start < span.end <= len(line.content.plain)


def _indent(line: Line) -> str:
    match = re.match(r"(?:▏ |– |\d+\. | )*", line.content.plain)
    return match[0] if match else ""


@examples(100)
@given(written_texts(), WIDTHS, st.integers(0, 500))
def test_the_place_of_a_line_leads_back_to_it(text: Written, width: int, pick: int) -> None:
    widget = set_text(parse(text.text))
    lines = widget.lines_at(width)
    y = pick % len(lines)
    assert widget.line_of(widget.place_at(y)) == y


@examples(100)
@given(written_texts(), WIDTHS, WIDTHS, st.integers(0, 500))
def test_a_place_is_in_the_same_block_at_another_width(
    text: Written, width: int, other: int, pick: int
) -> None:
    widget = set_text(parse(text.text))
    lines = widget.lines_at(width)
    y = pick % len(lines)
    place, block = widget.place_at(y), lines[y].block
    there = widget.lines_at(other)[widget.line_of(place)]
    assert there.block == block


@examples(100)
@given(st.integers(20, 90), st.integers(20, 90), st.integers(0, 500))
def test_the_first_word_of_a_line_is_in_the_line_of_its_place_at_any_width(
    width: int, other: int, pick: int
) -> None:
    numbered = " ".join(f"w{n}" for n in range(120))
    widget = set_text(parse(f"Before.\n\n{numbered}\n\nAfter."))
    lines = [line.content.plain for line in widget.lines_at(width)]
    y = pick % len(lines)
    place = widget.place_at(y)
    there = widget.lines_at(other)[widget.line_of(place)].content.plain
    assert lines[y].split()[:1] == [word for word in there.split() if word in lines[y].split()[:1]]


def set_text(blocks: Sequence[Block]) -> SetText:
    widget = SetText()
    widget._setter = lambda width: set_blocks(blocks, width, setting())
    return widget


@pytest.mark.parametrize(
    "place", ["", ":", "x:1", "1:x", "-1:0", "99:0", "0:99999999", "١:٢", "0", "9" * 400]
)
def test_a_place_that_means_nothing_is_the_top_or_in_the_text(place: str) -> None:
    widget = set_text(parse("One.\n\nTwo."))
    lines = widget.lines_at(40)
    assert 0 <= widget.line_of(place) < len(lines)


@examples(60)
@given(st.lists(st.text("ab cdé漢", min_size=1, max_size=30), min_size=1, max_size=6), WIDTHS)
def test_lines_of_one_sentence_are_known_to_flow_on(parts: list[str], width: int) -> None:
    content = words("\n".join(parts))
    lines = set_content(content, width, 3)
    assert {line.block for line in lines} == {3}
    assert max(cell_width(line.content.plain) for line in lines) <= width
    sentences = [""]
    for line in lines:
        sentences[-1] += line.content.plain + " "
        if not line.flows:
            sentences.append("")
    # A break that the author made ends a line that flows nowhere; the others are only room.
    assert ["".join(part.split()) for part in sentences[:-1]] == ["".join(part.split()) for part in parts]


def test_every_space_between_words_takes_its_room() -> None:
    assert texts(set_content(words("one  two   three"), 8, 0)) == ["one  two", "three"]
    assert texts(set_content(words("one  two   three"), 7, 0)) == ["one", "two", "three"]


def test_numbers_are_raised_and_joined_by_a_dot() -> None:
    lines = set_blocks(parse("So it is. [@claim-a; @claim-c] And so. [@claim-b]"), 40, setting())
    assert texts(lines) == ["So it is.¹·³ And so.²"]
    assert DRAWN.raised(1204) == "¹²⁰⁴"
    assert PLAIN.raised(1204) == "[1204]"


def test_a_list_hangs_by_its_mark_and_a_quote_by_its_bar() -> None:
    blocks = parse("- one two three four five six\n- seven\n\n> eight nine ten eleven twelve\n\n9. a\n10. b")
    assert texts(set_blocks(blocks, 20, setting())) == [
        "– one two three four",
        "  five six",
        "– seven",
        "",
        "▏ eight nine ten",
        "▏ eleven twelve",
        "",
        "9.  a",
        "10. b",
    ]


def test_code_is_cut_at_the_margin_and_nothing_of_it_is_lost() -> None:
    code = "abcdefghij" * 5
    lines = texts(set_blocks(parse(f"```\n{code}\n\n  b\n```"), 24, setting()))
    assert "".join(line.strip() for line in lines) == f"{code}b"
    assert max(map(len, lines)) <= 24
    assert "    b" in lines


@pytest.mark.parametrize("width", [24, 30, 34, 46, 70])
def test_a_table_with_one_long_column_still_fits(width: int) -> None:
    table = f"| {'w ' * 40}| elevenchars | another-one |\n|---|---|---|\n| a | b | c |"
    lines = texts(set_blocks(parse(table), width, setting()))
    assert max(map(cell_width, lines)) <= width
    assert "".join("".join(lines).split()).count("w") == 40


def test_a_table_of_nothing_but_a_head_is_shown_at_any_width() -> None:
    blocks = parse("| one and more | two and more | three and more |\n|---|---|---|")
    assert texts(set_blocks(blocks, 24, setting())) == ["one and more", "two and more", "three and more"]
    assert texts(set_blocks(blocks, 60, setting()))[0].split("  ") == [
        "one and more", "two and more", "three and more",
    ]  # fmt: skip


@examples(60)
@given(st.lists(st.text("ab 漢", max_size=12), max_size=4), st.lists(st.text("cd", max_size=9), max_size=4))
def test_side_by_side_keeps_both_apart(left: list[str], right: list[str]) -> None:
    def lines(items: list[str]) -> list[Line]:
        return [Line(Content(item), 0) for item in items]

    if not left and not right:
        return
    both = texts(side_by_side(lines(left), lines(right), 64))
    assert len(both) == max(len(left), len(right))
    for y, line in enumerate(both):
        assert (left[y] if y < len(left) else "") in line
        assert line.rstrip().endswith(right[y] if y < len(right) else "")
        assert cell_width(line) <= 64


# ---------------------------------------------------------------- the shipped pack


_CITED = re.compile(rf"[{_NUMBERS}]+|\s?\[\d+(?:,\s+\d+)*\]")


def spoken(lines: Iterable[str]) -> list[str]:
    """The words of lines, without the numbers of claims and the marks of lists, quotes and tables."""
    text = _CITED.sub("", " ".join(lines))
    return [word for word in text.split() if not re.fullmatch(r"[▏>–\-|─+*·]+|\d+\.", word)]


@pytest.mark.parametrize("width", [28, 68])
def test_both_faces_say_the_same_words_on_every_page(flagship: Pack, width: int) -> None:
    assert flagship.nodes
    for node in flagship.nodes:
        turn = view(flagship, start(flagship, node))
        screen = set_blocks(turn.blocks, width, Setting(turn.number_of, lambda _key: None))
        line = plain_lines(turn.blocks, turn.number_of, width)
        assert spoken(texts(screen)) == spoken(line), node


@pytest.mark.parametrize("width", [28, 68])
def test_no_page_of_the_shipped_pack_is_wider_than_its_measure(flagship: Pack, width: int) -> None:
    for node in flagship.nodes:
        state = start(flagship, node)
        lines = page_lines(flagship, state, view(flagship, state), width, dateline=True)
        assert [line for line in texts(lines) if cell_width(line) > width] == [], node


def test_every_claim_of_every_page_has_its_number_in_the_text(flagship: Pack) -> None:
    for node in flagship.nodes:
        state = start(flagship, node)
        turn = view(flagship, state)
        lines = page_lines(flagship, state, turn, 68, dateline=False)
        clicked = {
            ClaimId(span.style.meta[META_KEY][1])
            for line in lines
            for span in line.content.spans
            if not isinstance(span.style, str) and span.style.meta.get(META_KEY, ("",))[0] == "claim"
        }
        assert clicked == {item.claim.id for item in turn.claims}, node
