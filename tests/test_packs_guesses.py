"""Did you mean: a wrong name is answered with the nearest right one, in bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.packs import resolve
from explainer.packs.load import load_pack
from tests.spoilt import change, codes, only
from tests.spoilt import town as town


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        ("nodes.yaml", "place: old-square", "plaec: old-square", "Did you mean 'place'?"),
        ("nodes.yaml", "kind: outcome", "kind: outcom", "Did you mean 'outcome'?"),
        ("nodes.yaml", "to: what-next", "to: what-nxt", "Did you mean 'what-next'?"),
        ("nodes.yaml", "[[tally|count]]", "[[taly|count]]", "Did you mean 'tally'?"),
        ("nodes.yaml", "decider: mayor", "decider: mayer", "Did you mean 'mayor'?"),
        ("nodes.yaml", "place: old-square", "place: oldsquare", "Did you mean 'old-square'?"),
        ("nodes.yaml", "chapter: vote", "chapter: votes", "Did you mean 'vote'?"),
        ("nodes.yaml", "nodes:", "node:", "Did you mean 'nodes'?"),
        ("nodes.yaml", "to: what-next}", "to: what-next, when: {sen: square}}", "Did you mean 'seen'?"),
        ("nodes.yaml", "what-next}", "what-next, effects: [{advanse: x}]}", "Did you mean 'advance'?"),
        ("nodes.yaml", "next}", "next, when: {chosen: square/leeve}}", "Did you mean 'square/leave'?"),
        ("claims.yaml", "sources: [minutes]", "sources: [minuts]", "Did you mean 'minutes'?"),
        ("people.yaml", "question: cars", "question: cats", "Did you mean 'cars'?"),
        ("people.yaml", "claim: vote-nine-six", "claim: vote-nine-six-", "Write it as 'vote-nine-six'."),
        ("people.yaml", "stance: against", "stance: agianst", "Did you mean 'against'?"),
        # Nothing is near: what there is, if it is little.
        ("people.yaml", "question: cars", "question: xylophone", "Known: cars."),
        ("people.yaml", "id: mayor\n", "id: mayor\n    side: town\n", "The pack defines no side yet."),
        ("people.yaml", "short: Cars", "zzz: Cars", "A question has: id, text, short, aliases."),
    ],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_nearest_right_one(
    town: Path, file: str, old: str, new: str, hint: str
) -> None:
    change(town / file, old, new)
    assert hint in [item.hint for item in load_pack(town).diagnostics]


def test_a_name_near_to_none_of_many_is_not_answered_with_all(town: Path) -> None:
    many = "".join(f"  - {{id: page-{n}, title: T, body: B., ending: true}}\n" for n in range(13))
    (town / "more.yaml").write_text("nodes:\n" + many)
    change(town / "nodes.yaml", "to: what-next", "to: xylophone")
    assert only(town).hint == ""


def test_the_nearest_name_is_looked_for_a_bounded_number_of_times(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes as long as the pack has names, so a pack of broken links would take its square."""
    asked: list[str] = []

    def guess(wrong: str, _known: object) -> str:
        asked.append(wrong)
        return ""

    monkeypatch.setattr(resolve, "did_you_mean", guess)
    links = " ".join(f"[@c{number}]" for number in range(resolve.MAX_GUESSES + 50))
    (town / "more.yaml").write_text(f"terms: [{{id: t, term: t, text: '{links}'}}]\n")
    assert codes(town) == ["E202"] * (resolve.MAX_GUESSES + 50)
    assert len(asked) == resolve.MAX_GUESSES
