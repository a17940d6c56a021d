"""Fifteen mistakes that checkers of stories are tried on, each beside a twin without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.errors import StepError
from explainer.model.diagnostic import Diagnostic
from explainer.model.pack import Pack
from explainer.packs.load import load_pack
from explainer.proof.witness import Witness, replay
from explainer.rules.check import check_pack
from explainer.story.engine import offers
from tests.every_move import lost, search

SEEDED = Path(__file__).with_name("packs") / "seeded"
FOLDERS = sorted(path for path in SEEDED.iterdir() if path.is_dir())


def place(item: Diagnostic) -> str:
    start = item.span.start
    return f"{item.span.file}:{start.line}:{start.column}: {item.severity} {item.code}"


def test_there_are_fifteen() -> None:
    assert [path.name.partition("-")[0] for path in FOLDERS] == [f"D{number:02}" for number in range(1, 16)]


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_the_mistake_is_found_where_it_is(folder: Path) -> None:
    found = check_pack(folder / "seeded").diagnostics
    assert [place(item) for item in found] == (folder / "expected.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_nothing_is_found_in_its_twin(folder: Path) -> None:
    assert check_pack(folder / "clean").diagnostics == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_a_witness_leads_to_what_it_is_of(folder: Path) -> None:
    pack = load_pack(folder / "seeded").pack
    shown = [item for item in check_pack(folder / "seeded").diagnostics if item.witness]
    assert bool(shown) == (folder.name[:3] in {"D06", "D10", "D15"})
    for item in shown:
        assert pack
        assert leads_to_it(pack, item), item


def leads_to_it(pack: Pack, item: Diagnostic) -> bool:
    witness = Witness.parse(item.witness)
    if item.code == "E503":
        before, _ = replay(pack, Witness(witness.start, witness.moves[:-1]))
        assert any(offer.open and offer.choice.id == witness.moves[-1] for offer in offers(pack, before))
        with pytest.raises(StepError, match="circle"):
            replay(pack, witness)
        return True
    state, _ = replay(pack, witness)
    if item.code == "E501":
        return not any(offer.open for offer in offers(pack, state))
    return item.code == "E502" and all(lost(pack, search(pack, state)))
