"""What a story never comes to, and whom it names too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.rules.check import check_pack
from tests.spoilt import change
from tests.spoilt import town as town


def found(town: Path, code: str) -> list[str]:
    checked = check_pack(town)
    assert [item for item in checked.diagnostics if item.severity == "error"] == []
    return [item.message for item in checked.diagnostics if item.code == code]


LATER = "  - {id: later, statement: It fell., date: 2031, sources: [minutes], confidence: high}\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "people.yaml", "    reason_is: stated\n", "    reason_is: stated\n    date: 2031\n",
            "the position of 'mayor' on 'cars' is of 2031",
        ),
        (
            "people.yaml", "actors:\n",
            "events:\n  - {id: fall, date: 2031-02, title: It falls, weight: 3, claims: [vote-nine-six]}\n"
            "actors:\n",
            "the event 'fall' is of 2031-02",
        ),
        (
            "people.yaml", "council decides. [@vote-nine-six]", "council decides. [@later]",
            "the actor 'mayor' rests on the claim 'later', known from 2031",
        ),
        (
            "people.yaml", "text: A count of votes kept by hand.", 'text: "A count. [@later]"',
            "the term 'tally' rests on the claim 'later', known from 2031",
        ),
        (
            "people.yaml", "name: The old square,", 'name: The old square, text: "It fell. [@later]",',
            "the place 'old-square' rests on the claim 'later', known from 2031",
        ),
    ],
)  # fmt: skip
def test_what_is_later_than_the_story_is_seen_by_nobody(
    town: Path, file: str, old: str, new: str, said: str
) -> None:
    change(town / "claims.yaml", "claims:\n", f"claims:\n{LATER}")
    change(town / file, old, new)
    rest = ", and the story never comes to that day: nobody sees it"
    assert found(town, "W710") == [said + rest]
    # Once a page lets the day advance, readers come to it.
    change(town / "nodes.yaml", "ending: true\n", "ending: true\n    effects: [{advance: 2031-12-31}]\n")
    assert found(town, "W710") == []


def test_what_a_page_cites_is_told_there_whatever_the_day(town: Path) -> None:
    change(town / "claims.yaml", "claims:\n", f"claims:\n{LATER}")
    change(town / "people.yaml", "council decides. [@vote-nine-six]", "council decides. [@later]")
    change(
        town / "nodes.yaml", "The bridge is quiet tonight.", "The bridge fell. [@later]\n    date: 2031-12-31"
    )
    assert found(town, "W710") == []


def test_an_actor_named_too_early_is_told_once_with_the_first_page(town: Path) -> None:
    change(town / "claims.yaml", "claims:\n", f"claims:\n{LATER}")
    change(town / "people.yaml", "council decides. [@vote-nine-six]", "council decides. [@later]")
    change(town / "nodes.yaml", "ending: true\n", "ending: true\n    effects: [{advance: 2031-12-31}]\n")
    assert found(town, "W711") == []
    change(town / "nodes.yaml", "kind: scene\n", "kind: scene\n    voices: [mayor]\n")
    [one] = found(town, "W711")
    assert "known from 2031; the page 'square' of 2024-05-02 names them before that" in one
    change(
        town / "nodes.yaml",
        "          label: She signs\n",
        "          label: She signs\n          favoured_by: [mayor]\n",
    )
    [both] = found(town, "W711")
    assert "the page 'square' of 2024-05-02 and 1 more page name them before that" in both


@pytest.mark.parametrize(("date", "told"), [("2031-01-01", True), ("2024-05-02", False), ("2024-05", False)])
def test_a_position_of_a_later_day_than_what_it_rests_on_is_told_of(
    town: Path, date: str, told: bool
) -> None:
    change(town / "people.yaml", "    reason_is: stated\n", f"    reason_is: stated\n    date: {date}\n")
    said = f"the position of 'mayor' on 'cars' is of {date}, and nothing that it rests on is later than"
    assert [message.startswith(said) for message in found(town, "N705")] == ([True] if told else [])
