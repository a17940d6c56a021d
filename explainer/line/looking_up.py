"""Answers in line mode that leave the reader on the page."""

from __future__ import annotations

from explainer.line.beside import beside_lines
from explainer.line.render import Lines, answer_lines, claims_lines, help_lines, here_lines, names_lines
from explainer.prose.width import wrap
from explainer.session import Session, hint_for
from explainer.story.answers import (
    actor_answer,
    claim_answer,
    comparison_answers,
    comparison_overview,
    position_answer,
    questions_answer,
    term_answer,
)
from explainer.verbs.commands import (
    AskActor,
    Command,
    CompareActors,
    DefineTerm,
    GiveHint,
    SetBeside,
    ShowClaim,
    ShowHelp,
    ShowHere,
)
from explainer.verbs.parse import Scene


def look_up(session: Session, command: Command, width: int) -> Lines:
    """Answers that leave the reader on the page."""
    pack = session.pack
    match command:
        case ShowClaim(None):
            turn = session.turn
            return claims_lines(turn, width) if turn.claims else wrap("This page rests on no claims.", width)
        case ShowClaim(int(number)):
            item = session.turn.claims[number - 1]
            session.open_claim(item.claim.id)
            return answer_lines(claim_answer(pack, item.claim.id, number), width)
        case DefineTerm(None):
            here = ", ".join(term.term for term in session.turn.terms)
            return wrap(f"Define which? On this page: {here}." if here else "Define which term?", width)
        case DefineTerm(term) if term is not None:
            return answer_lines(term_answer(pack, term), width)
        case AskActor(None, _):
            return answer_lines(questions_answer(pack), width)
        case AskActor(actor, None) if actor is not None:
            return answer_lines(actor_answer(pack, session.state, actor), width)
        case AskActor(actor, question) if actor is not None and question is not None:
            session.ask(actor, question)
            return answer_lines(position_answer(pack, session.state, actor, question), width)
        case CompareActors(first, second, None):
            return answer_lines(comparison_overview(pack, session.state, first, second), width)
        case CompareActors(first, second, question) if question is not None:
            for actor in (first, second):
                session.ask(actor, question)
            pairs = comparison_answers(pack, session.state, first, second, question)
            return [line for pair in pairs for side in pair for line in (*answer_lines(side, width), "")][:-1]
        case SetBeside(option, claim):
            return beside_lines(session, option, claim, width)
        case GiveHint():
            return wrap(hint_for(session), width)
        case ShowHere():
            return here_lines(Scene(pack, session.state, session.turn), width)
        case ShowHelp(verb):
            scene = Scene(pack, session.state, session.turn)
            return [*help_lines(verb, width), *names_lines(verb, scene, width)]
        case _:
            raise AssertionError(command)
