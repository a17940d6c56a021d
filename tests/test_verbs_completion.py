"""What may come next at the prompt."""

from __future__ import annotations

import pytest
from hypothesis import given

from explainer.verbs.completion import complete
from explainer.verbs.matching import fold
from explainer.verbs.vocabulary import VERBS
from tests.strategies import examples
from tests.strategies_prose import typed_lines
from tests.test_verbs_parse import AT_FORK, HERE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("lo", ["look"]),
        ("LO", ["look"]),
        ("re", ["read", "redo", "review"]),
        ("xyz", []),
        ("ask mos", []),
        ("ask rus", ["ask Russia"]),
        ("ask serb", ["ask The government of Serbia", "ask The Serbian Orthodox Church"]),
        ("a rus", ["a Russia"]),
        ("ask russia about fin", ["ask russia about Final status"]),
        ("ask russia on ", ["ask russia on Final status", "ask russia on Resolution 1244"]),
        ("compare russia and bos", ["compare russia and Bosnia and Herzegovina"]),
        ("compare rus", ["compare Russia"]),
        ("positions res", ["positions Resolution 1244"]),
        ("define ve", ["define Veto power"]),
        ("define ", ["define tally", "define Veto power"]),
        ("read ", ["read The Ahtisaari plan"]),
        ("read decl", []),
        ("go sec", []),
        ("claim ", ["claim 1", "claim 2"]),
        ("c 2", ["c 2"]),
        ("help und", ["help undo"]),
        ("look ", []),
        ("xyz abc", []),
    ],
)
def test_a_line_is_completed_by_what_works_here(line: str, expected: list[str]) -> None:
    assert complete(line, HERE) == expected


def test_every_verb_is_completed_from_its_first_letters() -> None:
    for verb in VERBS:
        assert verb.name in complete(verb.name[:3], HERE)


def test_no_more_is_offered_than_was_asked_for() -> None:
    assert len(complete("help ", HERE, most=3)) == 3
    assert len(complete("help ", HERE)) == 8


@given(typed_lines())
@examples(200)
def test_a_completion_goes_on_from_what_was_typed(line: str) -> None:
    for where in (HERE, AT_FORK):
        found = complete(line, where)
        assert len(found) <= 8
        assert len(found) == len(set(found))
        head = fold((line.split() or [""])[0])
        assert [whole for whole in found if not fold(whole).startswith(head)] == []
