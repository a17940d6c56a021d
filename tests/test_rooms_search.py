"""Search: every spelling meets its name, nothing a person types breaks it, nothing later is shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli.main import run
from explainer.line.reader import LineReader
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.rooms.query import Part, Query, snippet
from explainer.rooms.room import Mark
from explainer.rooms.search import SearchRoom, is_shown, search
from explainer.rooms.search_index import Document, SearchIndex
from explainer.session import Session
from explainer.store.store import open_store
from explainer.verbs.matching import fold
from tests.strategies import examples, pack_from
from tests.strategies_plays import play, plays
from tests.test_story_fog import PACK, STORY
from tests.tui_screen import staged

WORDS = (
    Document("term", "one", "Priština", "Prishtina, in Albanian Prishtinë, is where Đakovica's road begins."),
    Document("term", "two", "The plan", "Of Ahtisaari's plan the peace of Westphalia says nothing."),
    Document("page", "three", "Peace", "A plan of Westphalia for peace, and annex V."),
    Document("page", "four", "Vienna", "An annex of the talks in Vienna."),
)


def found(line: str, *, every: bool = True) -> list[str]:
    return [match.document.id for match in SearchIndex(WORDS).matches(Query.of(line), every=every)]


@pytest.mark.parametrize(
    "line", ["Priština", "pristina", "PRISTINA", "prishtinë", "prishtine", "đakovica", "dakovica", "Dakov"]
)
def test_a_name_is_found_by_any_of_its_spellings(line: str) -> None:
    assert found(line) == ["one"]


def test_all_words_must_be_there_in_any_order_and_quotes_keep_them_together() -> None:
    assert set(found("peace westphalia")) == {"two", "three"}
    assert found('"peace of westphalia"') == ["two"]
    assert found('"westphalia of peace"') == []
    assert set(found("vienna westphalia", every=False)) == {"two", "three", "four"}


def test_the_last_word_may_be_only_begun_but_not_a_single_letter_after_others() -> None:
    assert set(found("westph")) == {"two", "three"}
    assert found("westph plan") == []
    assert found("annex v") == ["three"]
    assert set(found("v")) == {"three", "four"}


def test_a_word_in_a_title_counts_more_than_one_in_a_text() -> None:
    assert found("plan")[0] == "two"
    assert found("peace")[0] == "three"


def test_without_the_full_text_extension_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["peace westphalia", '"peace of westphalia"', "westph", "annex v", "nothing here", "prishtine"]
    wanted = [sorted(found(line)) for line in lines]

    class Bare:
        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self) -> None:
            pass

    monkeypatch.setattr("explainer.rooms.search_index.sqlite3.connect", lambda *_, **__: Bare())
    assert [sorted(found(line)) for line in lines] == wanted


@examples(150)
@given(st.text(max_size=60))
def test_no_line_is_an_error(line: str) -> None:
    index = SearchIndex(WORDS)
    for every in (True, False):
        for match in index.matches(Query.of(line), every=every):
            held = fold(f"{match.document.title} {match.document.text}")
            assert any(" ".join(part.words) in held for part in Query.of(line).parts)


def test_a_query_is_words_and_phrases() -> None:
    assert Query.of('a "b c" d').parts == (Part(("a",)), Part(("b", "c")), Part(("d",)))
    assert Query.of("ab").parts == (Part(("ab",), prefix=True),)
    assert Query.of('" " ! ').parts == ()


@examples(150)
@given(st.text(max_size=400), st.text(max_size=12))
def test_a_snippet_is_a_piece_of_its_text_with_its_hits_marked(text: str, line: str) -> None:
    query = Query.of(line)
    piece = snippet(text, query, 60)
    bare = piece.text.removeprefix("… ").removesuffix(" …")
    assert bare in " ".join(text.split()) or piece.text in " ".join(text.split())
    for start, end in piece.hits:
        assert any(query.fits(word) for word in fold(piece.text[start:end]).split())


def test_a_snippet_begins_before_what_was_looked_for() -> None:
    text = "First comes this. " * 20 + "Then the bridge falls. " + "And then that. " * 20
    piece = snippet(text, Query.of("bridge falls"), 80)
    assert piece.text.startswith("… Then the bridge falls.")
    assert [piece.text[a:b] for a, b in piece.hits] == ["bridge", "falls"]


# ---------------------------------------------------------------- as far as the story has come


@pytest.fixture
def later(tmp_path: Path) -> Pack:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "story.yaml").write_text(STORY)
    return open_pack(tmp_path)


def keys(room: SearchRoom, line: str) -> list[str]:
    room.line = line
    return [entry.id for entry in room.entries()]


def test_what_lies_ahead_is_counted_and_not_shown(later: Pack) -> None:
    session = Session.begin(later, None, "free")
    room = SearchRoom(session)
    assert keys(room, "later") == []
    assert "1 more lies ahead of the story." in room.lead()
    # A page may speak of what is not explained yet.
    assert keys(room, "recount") == ["page:lane"]
    assert keys(room, "second") == []
    assert keys(room, "successor") == []
    session.choose("on")
    assert keys(room, "later") == ["page:hall"]
    assert "term:recount" in keys(room, "recount")
    assert room.found.ahead == 0


def test_a_misspelt_word_is_put_right_from_what_is_told(later: Pack) -> None:
    session = Session.begin(later, None, "free")
    room = SearchRoom(session)
    room.line = "decidse"
    assert room.found.instead == "decides"
    # "successor" is not told yet, and so is no word that could be meant.
    room.line = "sucessor"
    assert room.found.instead == ""


@examples(30)
@given(
    st.integers(0, 10_000), plays(12), st.sampled_from(["what", "says", "a", "the", "page", "claim", "means"])
)
def test_nothing_later_is_ever_found(seed: int, picks: list[int], line: str) -> None:
    pack = pack_from(seed)
    state = play(pack, picks).path.state
    index = SearchIndex(list(_documents(pack)))
    found = search(pack, state, index, line)
    for hit in found.hits:
        assert is_shown(pack, state, hit.document)
        if hit.document.kind == "claim":
            claim = pack.claims[hit.document.id]  # type: ignore[index]
            assert claim.id in state.met or claim.known_from.first_day <= state.today
        if hit.document.kind == "page":
            node = pack.nodes[NodeId(hit.document.id)]
            assert node.id in state.visits or node.date <= state.today


def _documents(pack: Pack) -> list[Document]:
    from explainer.rooms.search import documents_of

    return list(documents_of(pack))


def test_a_passage_under_a_condition_is_found_only_where_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "story.yaml").write_text(
        STORY.replace(
            "    choices:\n      - {id: on,",
            '    passages:\n      - {when: {seen: lane}, text: "Hidden zebra. [@now]"}\n'
            "    choices:\n      - {id: on,",
        )
    )
    session = Session.begin(open_pack(tmp_path), None, "free")
    room = SearchRoom(session)
    assert keys(room, "zebra") == []
    session.choose("leave")
    assert keys(room, "zebra") == ["page:square"]


# ---------------------------------------------------------------- the room


def test_hits_are_of_every_kind_and_can_be_narrowed(bridge: Pack) -> None:
    room = SearchRoom(Session.begin(bridge, None, ""))
    kinds = {key.partition(":")[0] for key in keys(room, "bridge")}
    assert kinds >= {"page", "claim", "position"}
    assert room.values("kind")[0][0] == ""
    room.narrow("kind", "claim")
    assert {key.partition(":")[0] for key in keys(room, "bridge")} == {"claim"}


def test_opening_does_what_it_is(bridge: Pack) -> None:
    session = Session.begin(bridge, None, "")
    room = SearchRoom(session)
    opened = {}
    for key in keys(room, "bridge") + keys(room, "tally") + keys(room, "mayor"):
        opened[key.partition(":")[0]] = room.open(key)
        assert room.answer(key).title
    assert isinstance(opened["page"], str)
    assert any(session.state.met.values())
    assert "mayor" in session.state.heard


def test_a_page_says_whether_it_was_read(bridge: Pack) -> None:
    session = Session.begin(bridge, None, "")
    room = SearchRoom(session)
    room.line = "bridge"
    marks = {entry.id: entry.mark for entry in room.entries() if entry.id.startswith("page:")}
    assert marks[f"page:{session.state.node}"] is Mark.READ
    assert Mark.NEW in marks.values()


def test_line_mode_lists_and_opens(bridge: Pack) -> None:
    said: list[str] = []
    reader = LineReader(bridge, None, said.append)
    reader.open()
    assert reader.run(["1", "search vote", "show 1"], echo=True)
    text = "\n".join(said)
    assert "Search. Where did I read about it?" in text
    assert "found." in text
    assert not reader.run(["show 99"], echo=True)


def test_the_command_looks_and_begins_no_run(
    bridge_folder: Path, bridge: Pack, walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(walled_off)) as store:
        Session.begin(bridge, store)
        kept = store.runs()
        assert run(["search", "--pack", str(bridge_folder), "vote"]) == 0
        assert capsys.readouterr().err == ""
        store._connection.execute("UPDATE steps SET node = 'gone', kind = 'Walk', data = '[\"gone\"]'")
        assert run(["search", "--pack", str(bridge_folder), "vote"]) == 0
        out, err = capsys.readouterr()
        assert ("found." in out, "can't be followed. It is kept." in err) == (True, True)
        assert store.runs() == kept


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_one_types_and_the_hits_follow(bridge_folder: Path, size: tuple[int, int]) -> None:
    async with staged(bridge_folder, size=size) as stage:
        before = stage.session.state.node
        await stage.press("slash")
        assert stage.over == "SearchScreen"
        await stage.type("votes")
        await stage.settle()
        assert "found." in stage.words
        await stage.press("escape")
        assert stage.over == "ReadingScreen"
        assert stage.session.state.node == before


async def test_enter_walks_to_the_page_that_is_marked(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press("slash")
        await stage.type("home\n")
        assert stage.over == "ReadingScreen"
        assert stage.session.turn.title == "Home"


async def test_the_verb_opens_it_filled(bridge_folder: Path) -> None:
    async with staged(bridge_folder) as stage:
        await stage.press(">")
        await stage.type("search tally\n")
        assert stage.over == "SearchScreen"
        assert "found." in stage.words
