"""Carrying out a typed line on the screens: the same vocabulary as line mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.errors import SettingError
from explainer.rooms.standing import stand_back
from explainer.session import hint_for
from explainer.verbs.commands import (
    AskActor,
    ChangeSetting,
    CompareActors,
    DefineTerm,
    EnterRoom,
    GiveForecast,
    GiveHint,
    GoBack,
    GoForward,
    GoTo,
    GoToTitle,
    JumpTo,
    Keeping,
    Look,
    NotUnderstood,
    OpenEntry,
    OtherChoice,
    Quit,
    RedoMove,
    SetBeside,
    ShowClaim,
    ShowHelp,
    ShowHere,
    ShowSettings,
    StartReview,
    StartSteelman,
    TakeOffer,
    UndoMove,
)
from explainer.verbs.parse import parse

if TYPE_CHECKING:
    from explainer.tui.screens.reading import ReadingScreen


def carry_out(room: ReadingScreen, line: str) -> None:
    """Do what a line means, or say what would be understood."""
    asking = room.asking
    match parse(line, room.scene):
        case NotUnderstood(message):
            room.say(message)
        case TakeOffer(number):
            room.take_offer(number)
        case Look():
            room.show_turn()
        case GoBack():
            room.action_back()
        case GoForward():
            room.action_forward()
        case UndoMove():
            room.action_undo()
        case RedoMove():
            room.action_redo()
        case GoTo(node):
            room.walk(node)
        case AskActor(None, _):
            asking.whom()
        case AskActor(actor, None) if actor is not None:
            asking.about(actor)
        case AskActor(actor, question) if actor is not None and question is not None:
            asking.position(actor, question)
        case CompareActors(first, second, question):
            asking.compare(first, second, question)
        case SetBeside(option, claim):
            asking.beside(option, claim)
        case EnterRoom(name, words):
            room.enter(name, words)
        case OpenEntry(_):
            room.say("Open entries in the room itself: timeline, positions, path and others lead there.")
        case JumpTo(0, back):
            room.attempt(lambda: stand_back(room.session, back))
        case OtherChoice(number, 0):
            room.enter("path", str(number))
        case JumpTo(step, _):
            room.attempt(lambda: stand_elsewhere(room, step))
        case OtherChoice(step, choice):
            room.attempt(lambda: stand_elsewhere(room, step, choice))
        case ShowClaim(number):
            asking.claims(None if number is None else number - 1)
        case DefineTerm(None):
            asking.terms()
        case DefineTerm(term) if term is not None:
            asking.term(term)
        case GiveForecast(points):
            fork = room.turn.fork
            assert fork is not None
            room.attempt(lambda: room.session.forecast(fork.node, points))
        case GiveHint():
            room.say(hint_for(room.session))
        case ShowHelp():
            room.action_help()
        case ShowHere():
            room.call_later(room.action_prompt)
        case ShowSettings():
            room.action_settings()
        case ChangeSetting(name, value):
            change(room, name, value)
        case Keeping() as asked:
            asking.keeping(asked)
        case StartReview(minutes):
            asking.review(minutes)
        case StartSteelman():
            asking.steelman()
        case GoToTitle():
            room.go_to_title()
        case Quit():
            room.explainer.leave()


def stand_elsewhere(room: ReadingScreen, number: int, choice: int = 0) -> None:
    """Stand at a step of the path again; with a choice, take that one from there instead."""
    from explainer.rooms.walked import PathRoom

    path = PathRoom(room.session)
    entry = path.entry_of(number)
    if choice:
        path.take_other(entry, choice)
    else:
        path.jump(entry)


def change(room: ReadingScreen, name: str, value: str) -> None:
    """Change a setting, or say why it can't be."""
    try:
        room.say(room.explainer.change_setting(name, value))
    except SettingError as error:
        room.say(str(error))
