"""What a reader gets who asks: a claim's evidence, a voice, a word.

Each answer is words and prose trees; every face shows the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.claim import Citation, Claim, Confidence
from explainer.model.date import day_in_words
from explainer.model.expectation import Verdict
from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId, TermId
from explainer.model.node import Fork
from explainer.model.pack import Pack
from explainer.model.people import Basis, Position, Stance
from explainer.model.prose import Prose
from explainer.model.reference import reference
from explainer.prose.blocks import blocks_of
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Block, Paragraph, Text
from explainer.story.scores import score_words
from explainer.story.state import StoryState

CONFIDENCE = {
    Confidence.HIGH: "High: primary text, or sources that agree",
    Confidence.MEDIUM: "Medium: one source, or sources that differ",
    Confidence.LOW: "Low: not firmly documented",
}
"""What each confidence means, in words."""

STANCE_SIGN = {
    Stance.FOR: "+",
    Stance.AGAINST: "−",
    Stance.CONDITIONAL: "±",
    Stance.DIVIDED: "÷",
    Stance.NOT_DOCUMENTED: "·",
}
"""A sign for each stance, always beside its word."""

STANCE_WORD = {
    Stance.FOR: "for",
    Stance.AGAINST: "against",
    Stance.CONDITIONAL: "on conditions",
    Stance.DIVIDED: "divided",
    Stance.NOT_DOCUMENTED: "not documented",
}
"""Each stance in words."""


VERDICTS = {
    Verdict.HELD: "held",
    Verdict.FAILED: "did not hold",
    Verdict.PARTLY: "held in part",
    Verdict.OPEN: "still open",
}
"""How an expectation looks beside what came, in words."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing to know about the answer: a label and a line or several."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Prose of an answer under a label, its sentences with the numbers of what they rest on."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that an answer's prose rests on, with its number there."""

    number: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Door:
    """A page an answer leads to."""

    node: NodeId
    text: str
    """Its title, or what one finds there."""
    read: bool = False
    """Whether the reader has been there."""
    road: bool = False
    """Whether it walks a road not taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as every face shows it."""

    title: str
    lead: str = ""
    """A line under the title, less weighty than it."""
    blocks: tuple[Block, ...] = ()
    details: tuple[Detail, ...] = ()
    disputed: bool = False
    """Whether it is a claim that somebody disputes."""
    claims: tuple[ClaimId, ...] = ()
    """The claims it tells of, each of which can be opened."""
    doors: tuple[Door, ...] = ()
    """The pages it leads to."""
    parts: tuple[Part, ...] = ()
    """More prose, each piece under its label."""
    cited: tuple[Cited, ...] = ()
    """The claims that its prose rests on, where their numbers stand in it."""
    road: bool = False
    """Whether it tells of a road not taken; then the lead says so."""

    def number_of(self, claim: ClaimId) -> int | None:
        """The number of a claim in its prose."""
        return next((item.number for item in self.cited if item.claim.id == claim), None)


def _paragraph(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def _references(pack: Pack, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(reference(pack.sources[item.source], item.locator) for item in citations)


# ---------------------------------------------------------------- claims and terms


def claim_references(pack: Pack, claim_id: ClaimId) -> tuple[str, ...]:
    """The references a claim rests on, as they are copied."""
    return _references(pack, pack.claims[claim_id].sources)


def claim_answer(pack: Pack, claim_id: ClaimId, number: int | None = None) -> Answer:
    """A claim with its date, sources, certainty, and who disputes it."""
    claim = pack.claims[claim_id]
    details = [Detail("When", (claim.date.words(),))]
    if claim.known_from != claim.date:
        details.append(Detail("Known since", (claim.known_from.words(),)))
    details.append(Detail("Certainty", (CONFIDENCE[claim.confidence],)))
    details.append(Detail("Rests on", _references(pack, claim.sources)))
    disputes = tuple(f"{sentence_start(pack.who(item.by))}: {item.how}" for item in claim.disputed)
    details.append(Detail("Disputed by", disputes or ("Nobody that we found",)))
    if claim.note:
        details.append(Detail("Note", (claim.note,)))
    title = f"Claim {number}: {claim.heading()}" if number else claim.heading()
    lead = in_dispute(claim)
    return Answer(title, lead, _paragraph(claim.statement), tuple(details), disputed=bool(claim.disputed))


def sentence_start(text: str) -> str:
    """The text with its first letter as a sentence begins."""
    return text[:1].upper() + text[1:]


def in_dispute(claim: Claim) -> str:
    """``disputed by two voices``, or nothing."""
    count = len(claim.disputed)
    words = {1: "one voice", 2: "two voices", 3: "three voices"}.get(count, f"{count} voices")
    return f"disputed by {words}" if count else ""


def term_answer(pack: Pack, term_id: TermId) -> Answer:
    """A glossary entry."""
    term = pack.terms[term_id]
    details = []
    # As in a text, a term may be named by its word or an alias too.
    seen = [found.term for item in term.see if (found := pack.find_term(item))]
    if seen:
        details.append(Detail("See also", (", ".join(seen),)))
    if term.sources:
        details.append(Detail("Rests on", _references(pack, term.sources)))
    details += _evidence(pack, term.text)
    lead = f"say {term.say}" if term.say else ""
    return Answer(sentence_start(term.term), lead, blocks_of(term.text.text), tuple(details))


# ---------------------------------------------------------------- voices


def known_position(pack: Pack, state: StoryState, actor: ActorId, question: QuestionId) -> Position | None:
    """What somebody has said to a question by the story's date, or None."""
    found = pack.positions.get((actor, question))
    return found if found is not None and state.has_come_to(found.date) else None


def actor_answer(pack: Pack, state: StoryState, actor_id: ActorId) -> Answer:
    """Who somebody is, and what they can be asked."""
    actor = pack.actors[actor_id]
    topics = tuple(
        f"{question.brief}: {STANCE_WORD[stance_of(pack, state, actor_id, question.id)]}"
        for question in pack.questions.values()
        if (actor_id, question.id) in pack.positions
    )
    details = [Detail("Can be asked about", topics)] if topics else []
    details += _evidence(pack, actor.text)
    return Answer(actor.name, actor.office, blocks_of(actor.text.text), tuple(details))


def claim_row(pack: Pack, claim_id: ClaimId) -> str:
    """A claim in one line: its heading, whether it is disputed, and what it rests on."""
    claim = pack.claims[claim_id]
    dispute = f" ({in_dispute(claim)})" if claim.disputed else ""
    return f"{claim.heading()}{dispute}. {' '.join(_references(pack, claim.sources))}"


def _evidence(pack: Pack, prose: Prose) -> list[Detail]:
    """The claims a text beside the pages rests on, each with its sources: it has no numbers of its own."""
    rows = tuple(claim_row(pack, item) for item in prose.claims if item in pack.claims)
    return [Detail("Rests on", rows)] if rows else []


def stance_of(pack: Pack, state: StoryState, actor: ActorId, question: QuestionId) -> Stance:
    """Where somebody stands by the story's date."""
    found = known_position(pack, state, actor, question)
    return found.stance if found else Stance.NOT_DOCUMENTED


def position_answer(pack: Pack, state: StoryState, actor_id: ActorId, question_id: QuestionId) -> Answer:
    """What somebody says to a question, why, who spoke and where it stands."""
    actor, question = pack.actors[actor_id], pack.questions[question_id]
    position = known_position(pack, state, actor_id, question_id)
    stance = position.stance if position else Stance.NOT_DOCUMENTED
    lead = f"{question.text}  {STANCE_SIGN[stance]} {STANCE_WORD[stance]}"
    if (actor_id, question_id) not in pack.positions:
        lead = question.text
    if position is None or stance is Stance.NOT_DOCUMENTED:
        text = _silence(pack, state, actor_id, question_id)
        note = (Detail("Note", (position.note,)),) if position and position.note else ()
        return Answer(actor.name, lead, _paragraph(text), note)
    return Answer(actor.name, lead, blocks_of(position.position.text), _position_details(pack, position))


def _silence(pack: Pack, state: StoryState, actor: ActorId, question: QuestionId) -> str:
    """Why there is no answer: nothing was found, or this pack did not look."""
    name = pack.actors[actor].within
    if (actor, question) in pack.positions:
        return f"This pack holds no documented position of {name} on this by {day_in_words(state.today)}."
    return f"This pack does not record what {name} says to this; the pages may."


def _position_details(pack: Pack, position: Position) -> tuple[Detail, ...]:
    details = []
    if position.reason:
        label = "Because, as they said" if position.reason_is is Basis.STATED else "Because, as we infer"
        reason = " ".join(_plain(blocks_of(position.reason.text)))
        details.append(Detail(label, (reason,)))
    if position.quote:
        by = f" ({position.quote_by})" if position.quote_by else ""
        details.append(Detail("In their words", (f"“{position.quote}”{by}",)))
    if position.speaker:
        details.append(Detail("Spoken for by", (position.speaker,)))
    if position.date:
        details.append(Detail("When", (position.date.words(),)))
    details.append(Detail("Rests on", _references(pack, position.sources)))
    if position.note:
        details.append(Detail("Note", (position.note,)))
    return tuple(details)


def _plain(blocks: tuple[Block, ...]) -> list[str]:
    return [line for line in plain_lines(blocks, lambda _claim: None, 0) if line]


def question_answer(pack: Pack, state: StoryState, question_id: QuestionId) -> Answer:
    """Everybody's stance on one question."""
    question = pack.questions[question_id]
    rows = []
    for actor_id, actor in pack.actors.items():
        position = known_position(pack, state, actor_id, question_id)
        if position:
            rows.append(Detail(actor.brief, (_stance_line(position),)))
    return Answer(question.text, "", (), tuple(rows))


def _stance_line(position: Position) -> str:
    sign = f"{STANCE_SIGN[position.stance]} {STANCE_WORD[position.stance]}"
    if not position.position:
        return sign
    return f"{sign}. {' '.join(_plain(blocks_of(position.position.text)))}"


def questions_answer(pack: Pack) -> Answer:
    """What can be asked, and who can be asked."""
    asked = tuple(f"{number}. {item.text}" for number, item in enumerate(pack.questions.values(), 1))
    voiced = dict.fromkeys(actor for actor, _ in pack.positions)
    who = tuple(pack.actors[actor].name for actor in voiced)
    return Answer("Voices and questions", "", (), (Detail("You can ask", who), Detail("About", asked)))


def comparison_overview(pack: Pack, state: StoryState, first: ActorId, second: ActorId) -> Answer:
    """Where two voices stand on everything, to choose what to compare."""
    names = sentence_start(pack.actors[first].within), pack.actors[second].within
    rows = []
    for question in pack.questions.values():
        stances = [STANCE_WORD[stance_of(pack, state, actor, question.id)] for actor in (first, second)]
        rows.append(Detail(question.brief, (f"{names[0]} {stances[0]}, {names[1]} {stances[1]}",)))
    return Answer(f"{names[0]} and {names[1]}", "Name a topic to hear them on it.", (), tuple(rows))


def comparison_answers(
    pack: Pack, state: StoryState, first: ActorId, second: ActorId, question: QuestionId | None
) -> list[tuple[Answer, Answer]]:
    """Two voices side by side on a question, or on every one that either answers."""
    return [
        (position_answer(pack, state, first, item), position_answer(pack, state, second, item))
        for item in ([question] if question else asked_of_either(pack, first, second))
    ]


def asked_of_either(pack: Pack, first: ActorId, second: ActorId) -> list[QuestionId]:
    """The questions that at least one of two voices answers."""
    return [
        item for item in pack.questions if (first, item) in pack.positions or (second, item) in pack.positions
    ]


# ---------------------------------------------------------------- forecasts


def forecast_in_words(fork: Fork, points: tuple[int, ...]) -> str:
    """A forecast as a line: ``60 Adopt …; 30 More talks``."""
    if not points:
        return "passed by"
    return "; ".join(
        f"{point} for “{option.label}”" for point, option in zip(points, fork.options, strict=False)
    )


def outcome_words(fork: Fork, points: tuple[int, ...] | None) -> str:
    """What a reader's forecast looks like beside what happened: its points, and what they score."""
    happened = fork.happened
    label = fork.options[happened].label
    if not points or happened >= len(points):
        return f"What happened: “{label}”. You passed the forecast by."
    said = f"What happened: “{label}”. You gave it {points[happened]} of 100."
    return f"{said} {score_words(fork, points)}".rstrip()
