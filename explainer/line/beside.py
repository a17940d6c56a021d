"""An option of a fork and what happened there, in line mode: one column after the other."""

from __future__ import annotations

from explainer.line.render import Lines, answer_lines
from explainer.prose.width import wrap
from explainer.session import Session
from explainer.story.answers import claim_answer
from explainer.story.beside import beside_here, claim_numbered, columns, numbered_claims
from explainer.story.roads import ROAD_NOT_TAKEN
from explainer.verbs.matching import either


def beside_lines(session: Session, option: int, claim: int, width: int) -> Lines:
    """Both columns, or the evidence of a claim they rest on.

    Raises:
        StepError: nothing can be set side by side here, it waits, or there is no such option or claim.
    """
    pack, state = session.pack, session.state
    shown = beside_here(pack, state, option)
    pair = columns(pack, state, shown.fork, shown.at)
    if claim:
        found = claim_numbered(pair, claim)
        session.open_claim(found)
        return answer_lines(claim_answer(pack, found, claim), width)
    fork = pack.nodes[shown.fork].fork
    assert fork is not None
    lines = wrap(f"Side by side: {fork.question}", width)
    for head, column in zip(
        ("First column: what happened.", f"Second column: a {ROAD_NOT_TAKEN}."), pair, strict=True
    ):
        lines += ["", *wrap(head, width), "", *answer_lines(column, width)]
    others = [f"beside {number}" for number in shown.options if number != shown.at]
    more = f" Type {either(others)} for another option." if others else ""
    asked = f"Type beside {shown.at} claim and a number for its evidence." if numbered_claims(pair) else ""
    return [*lines, "", *wrap(f"{asked}{more}".strip(), width)] if asked or more else lines
