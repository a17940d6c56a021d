"""A turn and its answers as lines."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.model.claim import Claim
from explainer.model.date import day_in_words, moment_in_words
from explainer.model.pack import Manifest, Pack
from explainer.model.plural import counted
from explainer.prose.plain import plain_lines
from explainer.prose.width import wrap
from explainer.store.store import Run
from explainer.story.answers import (
    Answer,
    forecast_in_words,
    in_dispute,
    outcome_words,
    sentence_start,
)
from explainer.story.roads import NOT_WHAT_HAPPENED, road_word
from explainer.story.state import StoryState
from explainer.story.turn import ForkTurn, Offer, OfferMark, Turn
from explainer.verbs.completion import nameable, works_here
from explainer.verbs.parse import Scene
from explainer.verbs.points import spread, sureness_in_words
from explainer.verbs.vocabulary import VERBS

Lines = list[str]

_MARKS = {OfferMark.NEW: "new", OfferMark.READ: "read", OfferMark.FORK: "fork"}


def title_lines(manifest: Manifest, resume: str, width: int) -> Lines:
    """The title page: the question, the date, the ways in, and the run to continue if there is one."""
    lines = [
        *wrap(manifest.title, width),
        "",
        *wrap(manifest.question, width),
        "",
        f"As of {day_in_words(manifest.as_of)}.",
    ]
    if manifest.summary:
        lines += ["", *wrap(manifest.summary, width)]
    lines += ["", "Ways in:"]
    if resume:
        lines += numbered_lines("0", f"Continue: {resume}", width)
    for number, way in enumerate(manifest.ways_in, 1):
        minutes = f" ({way.minutes} minutes)" if way.minutes else ""
        lines += numbered_lines(str(number), f"{way.title}{minutes}. {way.text}", width)
    if not manifest.ways_in:
        lines += numbered_lines("1", "Begin.", width)
    return lines


def runs_lines(runs: Sequence[Run], width: int) -> Lines:
    """Every reading that was kept, the one read last first."""
    lines = wrap("Your readings; type run and a number to go on with one:", width)
    for run in runs:
        steps = counted(run.steps, "step")
        words = f"{run.title} ({steps}, {moment_in_words(run.updated)})"
        lines += numbered_lines(str(run.id), words, width)
    return lines


def turn_lines(pack: Pack, state: StoryState, turn: Turn, width: int, yours: Sequence[str] = ()) -> Lines:
    """A page: heading, what the reader keeps of it, text, fork, claims, and the choices last."""
    lines = wrap(turn.title, width)
    where = f", {turn.place.name}" if turn.place else ""
    chapter = f"{turn.chapter}. " if turn.chapter else ""
    lines += wrap(f"{chapter}{turn.when}{where}. {turn.pages_read} of {turn.pages} pages read.", width)
    lines += _yours(yours, width)
    for notice in turn.notices:
        lines += wrap(notice, width)
    lines.append("")
    for fork_id in pack.told_by.get(turn.node, ()):
        fork = pack.nodes[fork_id].fork
        if fork and fork.resolution == turn.node:
            lines += [*wrap(outcome_words(fork, state.forecasts.get(fork_id)), width), ""]
    lines += plain_lines(turn.blocks, turn.number_of, width)
    if turn.fork:
        lines += ["", *fork_lines(pack, turn, turn.fork, width)]
    if turn.claims:
        lines += ["", *claims_lines(turn, width)]
    return [*lines, "", *choices_lines(turn, width)]


def fork_lines(pack: Pack, turn: Turn, fork: ForkTurn, width: int) -> Lines:
    """A decision: its options with the arguments of the time, and the forecast."""
    decider = f" To be decided by: {fork.decider}." if fork.decider else ""
    lines = wrap(f"Fork: {fork.fork.question}{decider}", width)
    for number, (option, (pro, con)) in enumerate(zip(fork.fork.options, fork.arguments, strict=True), 1):
        lines += ["", *numbered_lines(f"Option {number}", option.label + ".", width)]
        if option.favoured_by:
            lines += wrap(f"Favoured by {', '.join(pack.who(name) for name in option.favoured_by)}.", width)
        lines += ["For:", *plain_lines(pro, turn.number_of, width)]
        lines += ["Against:", *plain_lines(con, turn.number_of, width)]
    return [*lines, "", *forecast_lines(fork, width)]


def forecast_lines(fork: ForkTurn, width: int) -> Lines:
    """What was forecast, or how to."""
    if fork.forecast is None:
        example = " ".join(str(points) for points in spread(len(fork.arguments), 0, 60))
        return wrap(
            "Before you hear what happened, say how likely each option is, in points out of 100, "
            f"such as: forecast {example}. Or pick one and say how sure you are: forecast 1 likely "
            f"({sureness_in_words()}; the others share the rest). Or: skip.",
            width,
        )
    said = forecast_in_words(fork.fork, fork.forecast)
    again = "" if fork.final else " You can still change it, until you see what happened."
    return wrap(f"Your forecast: {said}.{again}", width)


def _yours(yours: Sequence[str], width: int) -> Lines:
    return wrap(f"{sentence_start(', '.join(yours))}.", width) if yours else []


def known_page_lines(turn: Turn, width: int, yours: Sequence[str] = ()) -> Lines:
    """A page that was said in full before: its heading and its choices."""
    road = wrap(NOT_WHAT_HAPPENED, width) if turn.road else []
    lines = [*wrap(turn.title, width), *_yours(yours, width), *road]
    lines += [*wrap("You have read this page; look shows it again.", width)]
    if turn.fork:
        lines += ["", *forecast_lines(turn.fork, width)]
    return [*lines, "", *choices_lines(turn, width)]


def claims_lines(turn: Turn, width: int) -> Lines:
    """The claims a page rests on, in short."""
    lines = wrap("Rests on (type claim and a number):", width)
    for item in turn.claims:
        lines += numbered_lines(f"[{item.number}]", _claim_words(item.claim), width)
    return lines


def _claim_words(claim: Claim) -> str:
    return f"{claim.heading()}, {in_dispute(claim)}" if claim.disputed else claim.heading()


def choices_lines(turn: Turn, width: int) -> Lines:
    """The choices, or what to do where there are none."""
    if not turn.offers:
        end = "The end. Type title for another way in, back, or quit." if turn.ending else "Type back."
        return wrap(end, width)
    lines = ["What do you do?"]
    for offer in turn.offers:
        lines += numbered_lines(str(offer.number), _offer(offer), width)
    return lines


def _offer(offer: Offer) -> str:
    if not offer.open:
        return f"{offer.text} (locked: {offer.reason})"
    return f"{offer.text} ({road_word(_MARKS[offer.mark], road=offer.road)})"


def numbered_lines(number: str, text: str, width: int) -> Lines:
    """A text after its number, its other lines set in under it."""
    lead = f"{number}  "
    lines = wrap(text, width and max(8, width - len(lead)))
    return [lead + lines[0], *(" " * len(lead) + line for line in lines[1:])]


def answer_lines(answer: Answer, width: int) -> Lines:
    """An answer: title, lead, words, details."""
    lines = wrap(answer.title, width)
    if answer.lead:
        lines += wrap(answer.lead, width)
    if answer.blocks:
        lines += ["", *plain_lines(answer.blocks, answer.number_of, width)]
    for part in answer.parts:
        lines += ["", f"{part.label}:", *plain_lines(part.blocks, answer.number_of, width)]
    if answer.cited:
        lines += ["", "Rests on:"]
    for item in answer.cited:
        lines += numbered_lines(f"[{item.number}]", _claim_words(item.claim), width)
    if answer.details:
        lines.append("")
    for detail in answer.details:
        if len(detail.lines) == 1:
            lines += wrap(f"{detail.label}: {detail.lines[0]}", width)
        else:
            lines.append(f"{detail.label}:")
            lines += [part for line in detail.lines for part in numbered_lines("-", line, width)]
    if answer.doors:
        pages = "; ".join(
            f"{door.text} ({road_word('read' if door.read else 'new', road=door.road)})"
            for door in answer.doors
        )
        lines += ["", *wrap(f"Pages (type go and a title): {pages}.", width)]
    return lines


def help_lines(verb: str, width: int) -> Lines:
    """What can be typed, or how one verb is used."""
    lines: Lines = [] if verb else wrap("Type the number of a choice, or:", width)
    for item in VERBS:
        if not verb or item.name == verb:
            beside = not width or width - len(item.usage) >= 20
            said = f"{item.usage}: {item.help}"
            lines += numbered_lines(f"{item.usage}:", item.help, width) if beside else wrap(said, width)
            if verb and item.aliases:
                lines += wrap(f"Also: {', '.join(item.aliases)}.", width)
    return lines


FEW = 8
"""Names that are said of one verb; completion has them all."""


def here_lines(scene: Scene, width: int) -> Lines:
    """What can be typed on this page, by name."""
    lines = wrap("On this page you can type:", width)
    for _, form, names in works_here(scene):
        more = f"; and {len(names) - FEW} more" if len(names) > FEW else ""
        lines += numbered_lines(f"{form}:", f"{'; '.join(names[:FEW])}{more}.", width)
    rooms = ", ".join(verb.name for verb in VERBS if verb.room)
    return [*lines, *numbered_lines("a room:", f"{rooms}.", width)]


def names_lines(verb: str, scene: Scene, width: int) -> Lines:
    """What a verb can be said of here, by name."""
    return [
        line
        for label, names in nameable(verb, scene)
        for line in wrap(f"{label}: {', '.join(names)}.", width)
    ]
