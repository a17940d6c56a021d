"""Sources, claims and words as far as the story has come: narrowed, opened, copied, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.line.reader import LineReader
from explainer.model.claim import SOURCE_TYPES
from explainer.model.ids import NodeId, SourceId
from explainer.model.pack import Pack
from explainer.model.reference import reference
from explainer.rooms.glossary import GlossaryRoom
from explainer.rooms.ledger import LedgerRoom
from explainer.rooms.room import Mark, numbered
from explainer.rooms.sources import KINDS, OTHER, SourcesRoom, kind_of
from explainer.session import Session
from explainer.story.fog import claim_is_told, source_is_told
from tests.tui_screen import Stage, staged


@pytest.fixture
def session(flagship: Pack) -> Session:
    return Session.begin(flagship, None, "free")


# ---------------------------------------------------------------- sources


def test_every_kind_of_source_has_its_place() -> None:
    listed = [kind for kinds in KINDS.values() for kind in kinds]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(SOURCE_TYPES)
    # A constitution and a bill are no treaties.
    for kind in ("legislation", "bill"):
        assert next(name for name, kinds in KINDS.items() if kind in kinds).startswith("laws, ")


def test_sources_stand_under_their_kinds_with_what_rests_on_them(session: Session, flagship: Pack) -> None:
    room = SourcesRoom(session)
    entries = room.entries()
    told = {source for source in flagship.sources if source_is_told(flagship, session.state, source)}
    assert {entry.id for entry in numbered(entries)} == told
    kinds = [entry.text for entry in entries if entry.heading]
    assert [kind.lower() for kind in kinds] == [
        kind for kind in (*KINDS, OTHER) if kind in {k.lower() for k in kinds}
    ]
    assert f"{len(flagship.sources) - len(told)} more bear what lies ahead" in room.lead()


def test_a_source_of_later_is_listed_only_once_a_claim_on_it_was_met(
    session: Session, flagship: Pack
) -> None:
    later = [
        source
        for source in flagship.sources.values()
        if source.issued and source.issued.first_day > session.state.today
    ]
    listed = {entry.id for entry in numbered(SourcesRoom(session).entries())}
    assert later
    for source in later:
        met = any(
            claim.id in session.state.met
            for claim in flagship.claims.values()
            if any(item.source == source.id for item in claim.sources)
        )
        assert (source.id in listed) == met


def test_a_source_tells_its_reference_and_leads_to_pages(session: Session, flagship: Pack) -> None:
    room = SourcesRoom(session)
    name = next(entry.id for entry in numbered(room.entries()) if "S/RES/1244" in entry.text)
    answer = room.answer(name)
    assert room.references(name) == (reference(flagship.sources[SourceId(name)]),)
    assert all(claim_is_told(flagship, session.state, claim) for claim in answer.claims)
    assert answer.doors
    assert room.address(name).startswith("https://")


def test_sources_are_narrowed_by_kind_words_and_order(session: Session, flagship: Pack) -> None:
    room = SourcesRoom(session)
    assert room.take_words("ahtisaari") == ""
    assert 0 < len(numbered(room.entries())) < 20
    room.narrow("words", "")
    for kind, _ in room.values("kind"):
        room.narrow("kind", kind)
        assert all(
            not kind or kind_of(flagship.sources[SourceId(e.id)]) == kind for e in numbered(room.entries())
        )
    room.narrow("kind", "")
    room.narrow("order", "author")
    assert numbered(room.entries())
    assert "zzz" in SourcesRoom(session).take_words("zzz")


# ---------------------------------------------------------------- claims


def test_the_ledger_holds_what_is_known_by_then(session: Session, flagship: Pack) -> None:
    room = LedgerRoom(session)
    told = {claim for claim in flagship.claims if claim_is_told(flagship, session.state, claim)}
    assert {entry.id for entry in numbered(room.entries())} == told
    years = [int(entry.text) for entry in room.entries() if entry.heading]
    assert years == sorted(years)


@pytest.mark.parametrize("words", ["disputed", "core", "unmet", "unopened", "low", "1999", "racak"])
def test_claims_are_narrowed(session: Session, flagship: Pack, words: str) -> None:
    room = LedgerRoom(session)
    assert room.take_words(words) == ""
    found = [flagship.claims[entry.id] for entry in numbered(room.entries())]  # type: ignore[index]
    assert 0 < len(found) <= len(flagship.claims)
    if words == "disputed":
        assert all(claim.disputed for claim in found)
        assert {entry.mark for entry in numbered(room.entries())} == {Mark.DISPUTED}
    if words == "core":
        assert all(claim.core for claim in found)


def test_opening_a_claim_counts_as_opening_it(session: Session) -> None:
    room = LedgerRoom(session)
    name = numbered(room.entries())[0].id
    answer = room.open(name)
    assert session.state.met[name] is True  # type: ignore[index]
    assert answer.claims == (name,)
    assert room.references(name)
    assert next(entry.note for entry in room.entries() if entry.id == name) == "opened"


# ---------------------------------------------------------------- words


def test_the_glossary_goes_by_letter_and_leads_to_pages(session: Session) -> None:
    room = GlossaryRoom(session)
    letters = [entry.text for entry in room.entries() if entry.heading]
    assert letters == sorted(letters)
    assert room.take_words("troika") == ""
    assert [entry.text for entry in numbered(room.entries())] == ["Troika"]
    assert room.answer("troika").doors
    assert "zzz" in GlossaryRoom(session).take_words("zzz")


def test_words_of_the_page_alone(session: Session) -> None:
    room = GlossaryRoom(session)
    room.narrow("here", "yes")
    assert {entry.id for entry in numbered(room.entries())} == {term.id for term in session.turn.terms}


# ---------------------------------------------------------------- the faces


def test_line_mode_has_all_three(flagship: Pack) -> None:
    said: list[str] = []
    reader = LineReader(flagship, None, said.append)
    reader.open()
    lines = ["3", "sources ahtisaari", "show 1", "ledger disputed", "show 1", "glossary t", "show 1"]
    assert reader.run(lines, echo=True)
    words = " ".join(" ".join(said).split())
    for part in ("Who says so?", "Claims resting on it:", "who disputes it?", "What does this word mean?"):
        assert part in words
    assert not reader.run(["sources zzz"], echo=True)


async def copied(stage: Stage) -> str:
    return stage.app.clipboard


async def test_a_reference_is_copied_by_key(flagship_folder: Path) -> None:
    async with staged(flagship_folder) as stage:
        await stage.press("r", "f")
        first = numbered(SourcesRoom(stage.session).entries())[0].id
        assert await copied(stage) == reference(stage.session.pack.sources[SourceId(first)])
        await stage.press("escape", "c", "f")
        assert stage.over == "SheetScreen"
        assert (await copied(stage)).endswith(".")


async def test_an_address_is_shown_before_it_is_opened(
    flagship_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with staged(flagship_folder) as stage:
        monkeypatch.setattr(stage.app, "open_url", opened.append)
        await stage.press("r")
        room = SourcesRoom(stage.session)
        entries = [entry.id for entry in numbered(room.entries())]
        at = next(index for index, name in enumerate(entries) if room.address(name))
        await stage.press(*["down"] * at, "u")
        assert stage.over == "PickScreen"
        assert room.address(entries[at])[:30] in stage.text
        # What is marked first is staying.
        await stage.press("enter")
        assert opened == []
        await stage.press("u", "down", "enter")
        assert opened == [room.address(entries[at])]
        assert stage.session.state.node == NodeId("brief-1")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@pytest.mark.parametrize("key", ["r", "L", "D"])
async def test_they_are_opened_and_left_by_one_key(
    flagship_folder: Path, size: tuple[int, int], key: str
) -> None:
    async with staged(flagship_folder, size=size) as stage:
        before = stage.session.state.node, stage.top
        await stage.press(key)
        assert stage.over in ("SourcesScreen", "LedgerScreen", "GlossaryScreen")
        await stage.press("down", "enter")
        await stage.press("escape")
        if stage.over != "ReadingScreen":
            await stage.press("escape")
        assert (stage.session.state.node, stage.top) == before
