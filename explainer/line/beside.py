"""An option of a fork and what happened there, in line mode: one column after the other."""

from __future__ import annotations

from explainer.errors import StepError
from explainer.line.render import Lines, answer_lines
from explainer.model.ids import ClaimId
from explainer.prose.width import wrap
from explainer.session import Session
from explainer.story.answers import Answer, claim_answer
from explainer.story.beside import beside_here, columns
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
        return _claim_lines(session, _cited(pair), claim, width)
    fork = pack.nodes[shown.fork].fork
    assert fork is not None
    lines = wrap(f"Side by side: {fork.question}", width)
    for head, column in zip(
        ("First column: what happened.", f"Second column: a {ROAD_NOT_TAKEN}."), pair, strict=True
    ):
        lines += ["", *wrap(head, width), "", *answer_lines(column, width)]
    others = [f"beside {number}" for number in shown.options if number != shown.at]
    more = f" Type {either(others)} for another option." if others else ""
    asked = f"Type beside {shown.at} claim and a number for its evidence." if _cited(pair) else ""
    return [*lines, "", *wrap(f"{asked}{more}".strip(), width)] if asked or more else lines


def _cited(pair: tuple[Answer, Answer]) -> dict[int, ClaimId]:
    """What both columns rest on, by the numbers they share."""
    return {item.number: item.claim.id for column in pair for item in column.cited}


def _claim_lines(session: Session, found: dict[int, ClaimId], number: int, width: int) -> Lines:
    if number not in found:
        last = f"they go from 1 to {len(found)}" if found else "they rest on none"
        raise StepError(f"There is no claim {number} in these columns; {last}.")
    session.open_claim(found[number])
    return answer_lines(claim_answer(session.pack, found[number], number), width)
