"""A sitting in line mode: a question, then whatever is typed as its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.line.render import Lines, answer_lines, numbered_lines
from explainer.model.ids import NodeId
from explainer.prose.width import wrap
from explainer.rooms.sitting import Sitting, Stage, page_named
from explainer.study.rating import Rating, read_rating
from explainer.verbs.matching import fold

_NUMBERS = re.compile(r"\d{1,3}(?: +\d{1,3})*")
_GO = re.compile(r"(?:go(?: to)?|page)(?: (.+))?")

STOP = "Stop ends it; what was answered is kept."
"""How one gets out, said at the beginning."""


@dataclass(slots=True)
class SittingReply:
    """What is said to a line typed in a sitting."""

    lines: Lines
    understood: bool = True
    ends: bool = False
    page: NodeId | None = None
    """The page that was walked to, having left."""


def begin_lines(sitting: Sitting, width: int) -> Lines:
    """The first question; or why there is none."""
    if sitting.stage is Stage.OVER:
        return answer_lines(sitting.summary(), width)
    return [*wrap(f"{sitting.title}. {STOP}", width), "", *question_lines(sitting, width)]


def question_lines(sitting: Sitting, width: int) -> Lines:
    """The open question with what can be chosen."""
    put = sitting.put
    lines = wrap(f"{sitting.at} of {sitting.count}. {put.text}", width)
    if put.quoted:
        lines += ["", *wrap(put.quoted, width), ""]
    how = f"{put.hint} Type their numbers, such as 2 1 3." if put.in_order else put.hint
    lines += wrap(how if put.options else f"{how} Type show.", width)
    for number, option in enumerate(put.options, 1):
        lines += numbered_lines(f"{number}.", option, width)
    return lines


def reply_to(sitting: Sitting, line: str, width: int) -> SittingReply:
    """Carry out a line typed in a sitting."""
    if line.strip() in ("?", "help", "h"):
        return SittingReply(wrap(f"{_can(sitting)}.", width))
    if line.strip() and not fold(line):
        # Signs alone are no word; only an empty line is Enter, which shows the answer.
        return SittingReply(wrap(f"{_can(sitting)}.", width), understood=False)
    try:
        return _carry_out(sitting, fold(line), width)
    except StepError as error:
        return SittingReply(wrap(str(error), width), understood=False)


def _carry_out(sitting: Sitting, word: str, width: int) -> SittingReply:
    if word in ("stop", "q", "quit", "exit", "end", "title"):
        return SittingReply(answer_lines(sitting.summary(), width), ends=True)
    if word == "undo" or word == "u":
        sitting.undo()
        return SittingReply(["Taken back.", "", *question_lines(sitting, width)])
    if match := _GO.fullmatch(word):
        page = page_named(sitting.answer, match[1] or "1")
        sitting.session.walk(page)
        return SittingReply([], ends=True, page=page)
    if _NUMBERS.fullmatch(word) and sitting.stage is Stage.ASKED:
        sitting.choose([int(part) for part in re.findall(r"\d+", word)])
        return _told(sitting, width)
    rating = read_rating(word) or (_by_number(word) if sitting.stage is Stage.REVEALED else None)
    if rating is not None:
        sitting.rate(rating)
        return _next(sitting, width)
    if word in ("", "show", "next", "n", "go on"):
        if sitting.stage is Stage.ASKED:
            sitting.reveal()
            return _told(sitting, width)
        sitting.go_on()
        return _next(sitting, width)
    if word in ("look", "l", "again please", "question"):
        if sitting.stage is Stage.ASKED:
            return SittingReply(question_lines(sitting, width))
        return _told(sitting, width)
    return SittingReply(wrap(f"{_can(sitting)}.", width), understood=False)


def _by_number(word: str) -> Rating | None:
    ratings = list(Rating)
    return ratings[int(word) - 1] if word.isascii() and word.isdigit() and 1 <= int(word) <= 4 else None


def _told(sitting: Sitting, width: int) -> SittingReply:
    """What is told after an answer, and how it goes on."""
    assert sitting.answer is not None
    lines = [*answer_lines(sitting.answer, width), ""]
    if sitting.stage is Stage.REVEALED:
        lines += wrap("How well did you know it?", width)
        for rating in sitting.ratings:
            lines += numbered_lines(f"{rating}:", f"{rating.meaning} ({sitting.back(rating)}).", width)
        return SittingReply(lines)
    return SittingReply([*lines, *wrap(f"{_can(sitting)}.", width)])


def _next(sitting: Sitting, width: int) -> SittingReply:
    if sitting.stage is Stage.OVER:
        return SittingReply(answer_lines(sitting.summary(), width), ends=True)
    return SittingReply(question_lines(sitting, width))


def _can(sitting: Sitting) -> str:
    """What can be typed at this stage of the question."""
    if sitting.stage is Stage.REVEALED:
        can = ["again, hard, good or easy"]
    elif sitting.stage is Stage.CHECKED:
        can = ["next"]
        if sitting.ratings:
            waits = {rating: f"({sitting.back(rating)})" for rating in (Rating.GOOD, *sitting.ratings)}
            otherwise = " or ".join(f"{rating} {waits[rating]}" for rating in sitting.ratings)
            can = [f"next {waits[Rating.GOOD]}", otherwise]
    elif sitting.put.in_order:
        can = ["all the numbers, in order"]
    else:
        can = ["a number" if sitting.put.options else "show"]
    if sitting.answer and sitting.answer.doors:
        can.append("go and a page")
    can += ["undo"] if sitting.can_undo else []
    return f"Type {', '.join(can)} or stop"
