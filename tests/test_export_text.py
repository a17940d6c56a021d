"""The whole of a pack as one text: everything is in it, no line is too wide, and nothing half is written."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.export.condition_words import condition_words
from explainer.export.text import as_text
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.packs.load import open_pack
from explainer.prose.blocks import blocks_of
from explainer.prose.clean import REFUSED
from explainer.prose.plain import plain_lines
from explainer.prose.width import cell_width
from tests.full_pack import FULL, write

GOLDEN = Path(__file__).with_name("golden") / "bridge.txt"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def unbroken(flagship: Pack) -> str:
    return as_text(flagship, width=0)


def said(text: str) -> list[str]:
    """The lines of a text as it is printed, without the numbers of claims."""
    return [line for line in plain_lines(blocks_of(text), lambda _claim: None, 0) if line]


def without_numbers(text: str) -> str:
    return re.sub(r"\u00a0| \[\d+(?:, \d+)*\]", "", text)


def test_the_bridge_is_printed_as_it_was_when_it_was_last_read(bridge_folder: Path) -> None:
    found = as_text(open_pack(bridge_folder))
    if os.environ.get("EXPLAINER_WRITE_GOLDEN"):
        GOLDEN.write_text(found, "utf-8")
    assert found.splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_everything_an_author_wrote_is_in_it(flagship: Pack, unbroken: str) -> None:
    plain = without_numbers(unbroken)
    texts = [prose for node in flagship.nodes.values() for prose in node.texts]
    texts += [item.text for item in flagship.actors.values()]
    texts += [item.text for item in flagship.places.values()]
    texts += [item.text for item in flagship.terms.values()]
    texts += [prose for item in flagship.positions.values() for prose in (item.position, item.reason)]
    lost = [line for prose in texts for line in said(prose.text) if line not in plain]
    assert lost == []
    assert [claim.statement for claim in flagship.claims.values() if claim.statement not in plain] == []
    assert [event.title for event in flagship.events.values() if event.title.rstrip(".") not in plain] == []
    assert [card.question for card in flagship.cards.values() if card.question not in plain] == []
    assert [source.title for source in flagship.sources.values() if source.title not in unbroken] == []


def test_every_page_has_its_number_once_and_ways_lead_to_it(flagship: Pack, unbroken: str) -> None:
    numbers = dict(re.findall(r"\n\n\n(\d+)\. (.+)$", unbroken, re.MULTILINE))
    titles = [numbers[str(number)] for number in range(1, len(flagship.nodes) + 1)]
    assert sorted(titles) == sorted(node.title for node in flagship.nodes.values())
    leading = re.findall(r"^- (.+) → page (\d+)$", unbroken, re.MULTILINE)
    for node in flagship.nodes.values():
        for choice in node.choices:
            found = [numbers[number] for words, number in leading if words.startswith(choice.text)]
            assert flagship.nodes[choice.to].title in found


def test_every_claim_has_one_number_wherever_it_is_cited(flagship: Pack, unbroken: str) -> None:
    listed = re.findall(r"^\[(\d+)\] (.*)$", unbroken, re.MULTILINE)
    assert [int(number) for number, _ in listed] == list(range(1, len(flagship.claims) + 1))
    pages = unbroken.partition("\n\n\nTHE CLAIMS AND")[0]
    cited = re.findall(r"(?<!\n)\[(\d+(?:, \d+)*)\]", pages)
    assert {int(number) for numbers in cited for number in numbers.split(", ")} <= {
        int(number) for number, _ in listed
    }


@pytest.mark.parametrize("width", [40, 72, 100])
def test_no_line_is_wider_than_asked(flagship: Pack, width: int) -> None:
    wide = [line for line in as_text(flagship, width).splitlines() if cell_width(line) > width]
    assert wide == []


def test_nothing_in_it_can_drive_a_terminal(flagship: Pack, unbroken: str) -> None:
    assert REFUSED.search(unbroken.replace("\n", " ")) is None
    assert not [line for line in as_text(flagship).splitlines() if line != line.rstrip()]


def test_each_condition_is_said_in_words(tmp_path: Path) -> None:
    pack = open_pack(write(tmp_path / "full", FULL))
    pages = {name: number for number, name in enumerate(pack.nodes, 1)}
    node: Node = next(iter(pack.nodes.values()))
    [passage] = [passage.when for passage in node.passages if passage.when]
    assert condition_words(passage, pack, pages.__getitem__) == (
        "trust is at least 1 and it is not so that open is true and you have read page 3 or "
        "you have read page 2 2 times"
    )
    [choice] = node.choices
    assert choice.when is not None
    assert condition_words(choice.when, pack, pages.__getitem__) == (
        "you have met the claim “Nine to six” or you have heard the mayor or you chose “Go on” on page 1 or "
        "the story has come to 2 May 2024 or trust is at most 5"
    )
    lane = pack.nodes[list(pack.nodes)[1]]
    assert [
        condition_words(divert.when, pack, pages.__getitem__) for divert in lane.diverts if divert.when
    ] == [
        "you have made the forecast of page 3",
        "you have passed by the forecast of page 3",
    ]


# ---------------------------------------------------------------- the command


def test_a_file_is_written_whole_and_said_so(bridge_folder: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "bridge.txt"
    assert run(["export", "text", str(bridge_folder), "-o", str(target)]) == 0
    assert target.read_text("utf-8") == GOLDEN.read_text("utf-8")
    out, talk = capsys.readouterr()
    assert out == ""
    assert talk.startswith("Wrote 5 pages, ")
    assert list(tmp_path.glob("*.txt*")) == [target]


def test_without_a_file_it_goes_to_stdout(bridge_folder: Path, capsys: Capture) -> None:
    assert run(["export", "text", str(bridge_folder)]) == 0
    assert capsys.readouterr() == (GOLDEN.read_text("utf-8"), "")


def test_a_file_that_can_not_be_written_leaves_what_was_there(
    bridge_folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bridge.txt"
    target.write_text("before")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run(["export", "text", str(bridge_folder), "-o", str(target)]) == 2
    assert target.read_text() == "before"
    assert list(tmp_path.glob("*.txt*")) == [target]
    assert "No space left on device. What was there is as it was." in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(bridge_folder: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["export", "text", str(bridge_folder), "-o", str(tmp_path / "none" / "x.txt")]) == 2
    assert "can't be written: No such file or directory" in capsys.readouterr().err
