"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from explainer.model.plural import counted


@pytest.mark.parametrize(
    ("count", "noun", "many", "said"),
    [
        (0, "page", "", "0 pages"),
        (1, "page", "", "1 page"),
        (2, "page", "", "2 pages"),
        (1, "branch", "branches", "1 branch"),
        (3, "branch", "branches", "3 branches"),
        (1153, "claim", "", "1,153 claims"),
    ],
)
def test_a_noun_agrees_with_its_number(count: int, noun: str, many: str, said: str) -> None:
    assert counted(count, noun, many) == said
