"""Sources for a reference manager: what is written is read again as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pybtex.database import parse_string

from explainer.cli.main import run
from explainer.export.bibtex import as_bibtex
from explainer.export.csl import as_csl
from explainer.model.claim import SOURCE_TYPES, Name, Source
from explainer.model.date import PartialDate
from explainer.model.ids import SourceId
from explainer.model.pack import Pack


def test_csl_holds_every_source_with_what_it_has(flagship: Pack) -> None:
    items = {item["id"]: item for item in json.loads(as_csl(flagship))}
    assert set(items) == set(flagship.sources)
    for source in flagship.sources.values():
        item = items[source.id]
        assert item["title"] == source.title
        assert item["type"] in SOURCE_TYPES
        assert len(item.get("author", [])) == len(source.author)
        assert ("issued" in item) == (source.issued is not None)
        assert item.get("number", "") == source.number
        assert all(item.values())


def test_a_date_is_as_exact_as_it_is_known(bridge: Pack) -> None:
    pack = _with(bridge, Source(SourceId("a"), "book", "A", issued=PartialDate(1999, 6)))
    assert json.loads(as_csl(pack))[-1]["issued"] == {"date-parts": [[1999, 6]]}


def test_bibtex_is_read_again_by_its_own_reader(flagship: Pack) -> None:
    read = parse_string(as_bibtex(flagship), "bibtex")
    assert list(read.entries) == list(flagship.sources)
    for source in flagship.sources.values():
        entry = read.entries[source.id]
        assert len(entry.persons.get("author", [])) == len(source.author)
        assert entry.fields.get("year", "") == (str(source.issued.year) if source.issued else "")


HOSTILE = '100% of {A} & B_c #1 $5 ~ ^ \\input{x} "quoted" Koštunica, and Prishtinë'


def test_no_title_breaks_out_of_its_field(bridge: Pack) -> None:
    authors = (Name(family=HOSTILE, given="V. and W."), Name(literal="The Office, and the House"))
    source = Source(SourceId("hostile"), "report", HOSTILE, authors, publisher=HOSTILE, note="}{")
    read = parse_string(as_bibtex(_with(bridge, source)), "bibtex")
    entry = read.entries["hostile"]
    assert list(read.entries) == [*bridge.sources, "hostile"]
    assert len(entry.persons["author"]) == 2
    assert "100\\% of A \\& B\\_c \\#1" in entry.fields["title"]
    assert "Koštunica" in entry.fields["title"]


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_the_command_writes_them(
    form: str, bridge_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "sources"
    assert run(["export", form, str(bridge_folder), "-o", str(to)]) == 0
    assert "Wrote 1 source to" in capsys.readouterr().err
    assert run(["export", form, str(bridge_folder)]) == 0
    assert capsys.readouterr().out.strip() == to.read_text("utf-8").strip()


def _with(pack: Pack, source: Source) -> Pack:
    from dataclasses import replace

    return replace(pack, sources={**pack.sources, source.id: source})
