"""The notebook as Markdown: whole, cited, and no note reaching beyond its quotation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from explainer.export.files import named_file, write_whole
from explainer.export.notes import notes_as_markdown
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.session import Session
from tests.notebook import full as full
from tests.notebook import session as session
from tests.strategies import examples
from tests.strategies_prose import NASTY_WORDS


def blocks(text: str) -> list[str]:
    """The kinds of its outermost blocks, what is quoted left out."""
    kinds, depth = [], 0
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "blockquote_close":
            depth -= 1
        if not depth and token.nesting >= 0 and token.level == 0:
            kinds.append(f"{token.type} {token.tag}")
        if token.type == "blockquote_open":
            depth += 1
    return kinds


def test_the_export_has_every_note_its_page_its_claim_and_its_sources(full: Session) -> None:
    text = notes_as_markdown(full.pack, full.notes())
    claim = full.turn.claims[0].claim
    assert text.startswith("# Notes on ")
    assert "### The square\n\nBookmarked " in text
    assert "\n> First words.\n>\n> And more of them.\n" in text
    assert f"> Really?\n\nAbout the claim: {claim.statement}\n\n- " in text.replace("\\", "")
    assert text.index("The square") < text.index("Home")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


_SCRAPS = (
    "# H",
    "```",
    "~~~",
    "> q",
    "- x",
    "---",
    "===",
    "<div>",
    "<!--",
    "[a]: /b",
    "\n",
    "\n\n",
    "    c",
    "| a |",
)


@examples(200)
@given(st.lists(st.one_of(st.sampled_from((*_SCRAPS, *NASTY_WORDS)), st.text(max_size=20)), max_size=12))
def test_no_note_reaches_beyond_its_quotation(bridge: Pack, parts: list[str]) -> None:
    session = Session.begin(bridge, None, "short")
    session.add_note("w " + "\n".join(parts), session.turn.claims[0].claim.id)
    session.add_note("Another.")
    plain = Session.begin(bridge, None, "short")
    plain.add_note("w", plain.turn.claims[0].claim.id)
    plain.add_note("Another.")
    assert blocks(notes_as_markdown(bridge, session.notes())) == blocks(
        notes_as_markdown(bridge, plain.notes())
    )


@pytest.mark.parametrize(
    "word", [*NASTY_WORDS, "1. one", "- x", "+ y", "# z", "<b>", "&amp;", "a_b_c", "[x](y)"]
)
def test_text_of_a_pack_is_shown_as_it_is(bridge: Pack, word: str) -> None:
    claim = next(iter(bridge.claims.values()))
    node = replace(bridge.nodes[NodeId("square")], title=word)
    pack = replace(
        bridge,
        nodes={**bridge.nodes, node.id: node},
        claims={**bridge.claims, claim.id: replace(claim, statement=word)},
    )
    session = Session.begin(pack, None, "short")
    session.add_note("Mine.", claim.id)
    html = MarkdownIt("commonmark").parse(notes_as_markdown(pack, session.notes()))
    said = [
        "".join(child.content if child.type in ("text", "text_special") else "" for child in token.children)
        for token in html
        if token.type == "inline" and token.children is not None
    ]
    assert word in said
    assert f"About the claim: {word}" in said


def test_a_file_is_written_whole_and_never_over_another_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_whole(path, "one\n", over=False)
    with pytest.raises(FileExistsError):
        write_whole(path, "two\n", over=False)
    assert path.read_text() == "one\n"
    write_whole(path, "two\n", over=True)
    assert path.read_text() == "two\n"
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "b.md", "x", over=True)
    assert not list(tmp_path.rglob("*.part"))


def test_a_name_of_a_file_is_read_kindly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert named_file(" notes ") == Path("notes.md")
    assert named_file("notes.txt") == Path("notes.txt")
    assert named_file("~/n.md") == tmp_path / "n.md"
    for wrong in ("", "  ", "a\0b", "/", "~nobody-of-that-name/x"):
        assert named_file(wrong) is None
