"""Steps as two short texts and back: what a log holds."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.story.steps import (
    MOVES,
    Ask,
    Back,
    Choose,
    Forward,
    MakeForecast,
    OpenClaim,
    Start,
    Step,
    Walk,
    decode_step,
    encode_step,
)
from tests.strategies import examples

IDS = st.one_of(st.sampled_from(("p", "page-1", "", "č\x1b漢")), st.text(max_size=12))
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(Start, IDS.map(NodeId)),
    st.builds(Choose, IDS.map(NodeId), IDS.map(ChoiceId)),
    st.builds(Walk, IDS.map(NodeId)),
    st.just(Back()),
    st.just(Forward()),
    st.builds(MakeForecast, IDS.map(NodeId), st.lists(st.integers(), max_size=4).map(tuple)),
    st.builds(Ask, IDS.map(ActorId), IDS.map(QuestionId)),
    st.builds(OpenClaim, IDS.map(ClaimId)),
)
KINDS = [kind.__name__ for kind in get_args(Step)]


@given(STEPS)
@examples(200)
def test_a_step_is_read_back_as_it_was_written(step: Step) -> None:
    kind, data = encode_step(step)
    assert decode_step(kind, data) == step
    assert kind in KINDS
    assert data.isascii()


@pytest.mark.parametrize(
    ("step", "kind", "data"),
    [
        (Start(NodeId("square")), "Start", '["square"]'),
        (Choose(NodeId("square"), ChoiceId("ask")), "Choose", '["square","ask"]'),
        (Walk(NodeId("home")), "Walk", '["home"]'),
        (Back(), "Back", "[]"),
        (Forward(), "Forward", "[]"),
        (MakeForecast(NodeId("fork"), (60, 40)), "MakeForecast", '["fork",60,40]'),
        (MakeForecast(NodeId("fork"), ()), "MakeForecast", '["fork"]'),
        (Ask(ActorId("mayor"), QuestionId("cars")), "Ask", '["mayor","cars"]'),
        (OpenClaim(ClaimId("vote")), "OpenClaim", '["vote"]'),
    ],
)
def test_the_form_in_which_logs_hold_steps_stays_as_it_is(step: Step, kind: str, data: str) -> None:
    """Saves of every version hold these letters; another form would strand them."""
    assert encode_step(step) == (kind, data)
    assert decode_step(kind, data) == step


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("", "[]"),
        ("Teleport", '["p"]'),
        ("start", '["p"]'),
        ("Step", "[]"),
        ("object", "[]"),
        ("Start", ""),
        ("Start", "p"),
        ("Start", '"p"'),
        ("Start", "{}"),
        ("Start", "null"),
        ("Start", "[]"),
        ("Start", '["p","q"]'),
        ("Start", "[1]"),
        ("Start", "[null]"),
        ("Start", '[["p"]]'),
        ("Start", "[" * 100_000),
        ("Start", '["p"] trailing'),
        ("Choose", '["p"]'),
        ("Back", '["p"]'),
        ("Back", "[null]"),
        ("MakeForecast", "[]"),
        ("MakeForecast", "[60,40]"),
        ("MakeForecast", '["f",60.5]'),
        ("MakeForecast", '["f","60"]'),
        ("MakeForecast", '["f",true,false]'),
        ("MakeForecast", '["f",NaN]'),
        ("MakeForecast", '["f",1e400]'),
        ("MakeForecast", '["f",' + "9" * 5000 + "]"),
        ("MakeForecast", '["f",[60]]'),
        ("OpenClaim", "[false]"),
    ],
)
def test_what_is_no_step_is_one_kind_of_error(kind: str, data: str) -> None:
    with pytest.raises(StepError):
        decode_step(kind, data)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(st.one_of(st.sampled_from(KINDS), st.text(max_size=8)), st.one_of(JSON.map(json.dumps), st.text()))
@examples(300)
def test_garbage_is_a_step_or_a_step_error(kind: str, data: str) -> None:
    try:
        step = decode_step(kind, data)
    except StepError:
        return
    assert decode_step(*encode_step(step)) == step


def test_undo_counts_what_moves_or_decides_and_passes_over_looking_up() -> None:
    looked_up = {kind.__name__ for kind in get_args(Step)} - {kind.__name__ for kind in MOVES}
    assert looked_up == {"Ask", "OpenClaim"}
