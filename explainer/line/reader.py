"""The conversation: a line in, its reply out, until the reader leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from explainer.errors import StepError, StoreError
from explainer.line.looking_up import look_up
from explainer.line.notes import keeping_lines
from explainer.line.render import (
    Lines,
    choices_lines,
    forecast_lines,
    help_lines,
    known_page_lines,
    runs_lines,
    title_lines,
    turn_lines,
)
from explainer.line.rooms import opened_lines, room_lines
from explainer.line.settings import changed_lines, settings_lines
from explainer.line.sitting import begin_lines, reply_to
from explainer.line.walked import carry_out
from explainer.model.date import moment_in_words
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.prose.clean import clean
from explainer.prose.tree import Block
from explainer.prose.width import wrap
from explainer.rooms.doors import room_named
from explainer.rooms.notebook import kept_here
from explainer.rooms.room import Room
from explainer.rooms.sitting import Sitting, Stage, asked_here, sitting_of
from explainer.rooms.steelman_sitting import SteelmanSitting
from explainer.rooms.walked import PathRoom
from explainer.session import Session, afresh_words
from explainer.settings import Settings
from explainer.store.store import Run, Store
from explainer.story.turn import Turn
from explainer.verbs.commands import (
    ChangeSetting,
    Command,
    EnterRoom,
    GiveForecast,
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
    ShowSettings,
    StartReview,
    StartSteelman,
    TakeOffer,
    UndoMove,
)
from explainer.verbs.matching import Noun, find, fold
from explainer.verbs.parse import Scene, parse

_RUN = re.compile(r"(?:run|resume|continue) (\d{1,9})")

Say = Callable[[str], None]


@dataclass(slots=True)
class Reply:
    """What is said to a line."""

    lines: Lines
    understood: bool = True
    leaves: bool = False


class LineReader:
    """A reading in line mode. It says everything through ``say``, one line at a time."""

    def __init__(
        self,
        pack: Pack,
        store: Store | None,
        say: Say,
        *,
        width: int | None = None,
        widest: int = 0,
        notice: str = "",
        settings: Settings | None = None,
        heard: Say | None = None,
        dice: Random | None = None,
    ) -> None:
        self.pack = pack
        """What is read."""
        self.session: Session | None = None
        """The run, or None on the title page."""
        self._store = store
        self._say = say
        self._settings = settings or Settings(store)
        self._widest = widest
        # What the command line says holds until a setting is changed.
        self._width = self._set_width() if width is None else width
        self._heard = heard
        self._notice = notice
        self._in_hand: Session | None = None
        self._room: Room | None = None
        self._sitting: Sitting | None = None
        self._dice = dice or Random()
        self._said: dict[NodeId, tuple[Block, ...]] = {}

    def open(self) -> None:
        """Say the title page."""
        self._say_turn(self._title())

    def open_at(self, session: Session, end: str = "") -> None:
        """Say step by step how a reading came to where it stands, how that ends, and its page whole."""
        from explainer.line.way import way_lines

        self.session = session
        said = [line for notice in session.take_notices() for line in self._wrapped(notice)]
        said += way_lines(session, self._width)
        if end:
            said += ["", *self._wrapped(end)]
        self._say_turn([*said, "", *self._page(session)])

    def run(self, lines: Iterable[str], *, echo: bool) -> bool:
        """Answer each line; gives whether every one was understood. Comments begin with #."""
        understood = True
        for line in lines:
            text = line.strip()
            if echo and (not text or text.startswith("#")):
                continue
            if echo:
                self._say_all(["", f"> {text}"])
            reply = self.answer(text)
            self._say_all([""])
            self._say_turn(reply.lines)
            understood &= reply.understood
            if reply.leaves:
                break
        return understood

    def answer(self, line: str) -> Reply:
        """The reply to one line."""
        reply = self._on_title(line) if self.session is None else self._in_story(self.session, line)
        if self.session is not None:
            notices = [self._wrapped(notice) for notice in self.session.take_notices()]
            reply.lines = [*(line for notice in notices for line in (*notice, "")), *reply.lines]
        return reply

    def _say_all(self, lines: Lines) -> None:
        for line in lines:
            # What a script or a save holds is no text of a pack, which was cleaned when it was read.
            self._say(clean(line))

    def _say_turn(self, lines: Lines) -> None:
        """Say a turn, and have it spoken: neither the prompt nor what was typed is."""
        self._say_all(lines)
        if self._heard is not None:
            self._heard("\n".join(clean(line) for line in lines))

    def _set_width(self) -> int:
        """The width that is set, or the terminal's if that is less."""
        width = self._settings.width
        return min(width, self._widest) if self._widest else width

    def _wrapped(self, text: str) -> Lines:
        return wrap(text, self._width)

    # ------------------------------------------------------------ the title page

    def _runs(self) -> list[Run]:
        if self._store is None:
            return []
        try:
            return self._store.runs(self.pack.id)
        except StoreError as error:
            if str(error) not in self._notice:
                self._notice = f"{self._notice} {error}".strip()
            return []

    def _latest(self) -> Run | None:
        runs = self._runs()
        return runs[0] if runs else None

    def _title(self) -> Lines:
        latest = self._latest()
        resume = f"{latest.title} ({moment_in_words(latest.updated)})" if latest else ""
        if self._in_hand is not None:
            resume = f"{self._in_hand.turn.title}. It is not kept, and goes when you leave."
        said = [*self._wrapped(self._notice), ""] if self._notice else []
        self._notice = ""
        lines = title_lines(self.pack.manifest, resume, self._width)
        return [*said, *lines, "", *self._wrapped("Type a number. Help tells you more, quit leaves.")]

    def _on_title(self, line: str) -> Reply:
        word = fold(line)
        ways = self.pack.manifest.ways_in
        latest = self._latest()
        if word in ("q", "quit", "exit", "bye"):
            return Reply(["Until next time."], leaves=True)
        if word in ("h", "help") or line == "?":
            extra = ", 0 to continue where you were, or runs to see every reading" if latest else ""
            if self._in_hand is not None:
                extra = ", or 0 to continue where you were"
            lead = self._wrapped(f"Type the number of a way in{extra}. On the pages:")
            return Reply([*lead, "", *help_lines("", self._width)])
        if word in ("", "look", "l", "title"):
            return Reply(self._title())
        if word.split()[0] in ("settings", "set"):
            name, _, value = line.strip().partition(" ")[2].partition(" ")
            return self._set(name, value) if value.strip() else self._set_what()
        if word == "0" or find(word, [Noun(0, ("continue", "resume"))]).sure:
            if self._in_hand is not None:
                self.session = self._in_hand
                return Reply(self._page(self.session))
            if latest:
                return self._resume(latest)
        if latest and word == "runs":
            return Reply(runs_lines(self._runs(), self._width))
        if latest and (match := _RUN.fullmatch(word)):
            return self._resume_number(int(match[1]))
        index = self._way(word)
        if index is None:
            last = len(ways) or 1
            first = 0 if latest or self._in_hand else 1
            unknown = f"I do not know “{line[:40]}”. Type a number from {first} to {last}."
            return Reply(self._wrapped(unknown), understood=False)
        way = ways[index].id if ways else ""
        try:
            self.session = Session.begin(self.pack, self._store, way)
        except StepError as error:
            return Reply(self._wrapped(f"{error} Try another way in."), understood=False)
        page = self._page(self.session)
        if self._in_hand is not None:
            told = afresh_words(self._in_hand.turn.title, "")
        elif latest is not None:
            told = afresh_words(latest.title, "type title, then runs")
        else:
            return Reply(page)
        return Reply([*self._wrapped(told), "", *page])

    def _resume_number(self, number: int) -> Reply:
        assert self._store is not None
        try:
            run = self._store.run(number)
        except StoreError as error:
            return Reply(wrap(str(error), self._width), understood=False)
        if run is None or run.pack != self.pack.id:
            return Reply(["There is no run of that number."], understood=False)
        return self._resume(run)

    def _resume(self, run: Run) -> Reply:
        assert self._store is not None
        try:
            self.session = Session.resume(self.pack, self._store, run)
        except (StoreError, StepError) as error:
            return Reply(self._wrapped(f"{error} Nothing was lost; try another way in."), understood=False)
        return Reply(self._page(self.session))

    def _way(self, word: str) -> int | None:
        ways = self.pack.manifest.ways_in
        if word.isascii() and word.isdigit() and len(word) < 4:
            number = int(word)
            return number - 1 if 1 <= number <= (len(ways) or 1) else None
        if find(word, [Noun(0, ("begin", "start", "new"))]).sure:
            return 0
        nouns = [Noun(index, (way.id, way.title)) for index, way in enumerate(ways)]
        found = find(word.removeprefix("start "), nouns).sure
        return found.value if found else None

    # ------------------------------------------------------------ the story

    def _page(self, session: Session, *, whole: bool = True) -> Lines:
        """The open page; if not ``whole``, one whose words were said before is not said again."""
        turn = session.turn
        known = self._said.get(turn.node) == turn.blocks
        self._said[turn.node] = turn.blocks
        session.study.settings = self._settings
        beside = kept_here(session) + asked_here(session)
        if known and not whole:
            return known_page_lines(turn, self._width, beside)
        return turn_lines(self.pack, session.state, turn, self._width, beside)

    def _in_story(self, session: Session, line: str) -> Reply:
        if self._sitting is not None:
            return self._in_sitting(session, self._sitting, line)
        command = parse(line, Scene(self.pack, session.state, session.turn))
        try:
            return self._carry_out(session, command)
        except StepError as error:
            return Reply(wrap(str(error), self._width), understood=False)

    def _carry_out(self, session: Session, command: Command) -> Reply:
        match command:
            case TakeOffer(number):
                offer = session.turn.offers[number - 1]
                session.choose(offer.choice)
            case GoBack():
                session.back()
                return Reply(self._page(session, whole=False))
            case GoForward():
                session.forward()
                return Reply(self._page(session, whole=False))
            case GoTo(node):
                session.walk(node)
            case Look():
                pass
            case UndoMove():
                if not session.undo():
                    raise StepError("There is nothing to undo.")
                return Reply(self._page(session, whole=False))
            case RedoMove():
                if not session.redo():
                    raise StepError("There is nothing to redo.")
                return Reply(self._page(session, whole=False))
            case ShowSettings():
                return self._set_what()
            case ChangeSetting(name, value):
                return self._set(name, value)
            case GiveForecast(points):
                fork = session.turn.fork
                assert fork is not None
                before = session.turn
                turn = session.forecast(fork.node, points)
                assert turn.fork is not None
                said = forecast_lines(turn.fork, self._width)
                news = self._news(session, before) or ["", *choices_lines(turn, self._width)]
                return Reply([*said, *news])
            case GoToTitle():
                self.session = self._room = None
                self._in_hand = None if session.kept else session
                return Reply([*self._wrapped(_kept(session)), "", *self._title()])
            case Quit():
                return Reply(self._wrapped(f"{_kept(session)} Until next time."), leaves=True)
            case NotUnderstood(message):
                return Reply(wrap(message, self._width), understood=False)
            case EnterRoom(name, words):
                return self._enter(session, name, words)
            case StartReview(minutes):
                return self._sit_down(sitting_of(session, self._dice, minutes))
            case StartSteelman():
                return self._sit_down(SteelmanSitting(session, self._dice))
            case JumpTo() | OtherChoice():
                room = self._room if isinstance(self._room, PathRoom) else PathRoom(session)
                others = carry_out(room, command, self._width)
                return Reply(others or self._page(session, whole=False))
            case OpenEntry(number, claim):
                before = session.turn
                opened = self._open_entry(number, claim)
                if not isinstance(opened, list):
                    session.walk(opened)
                    return Reply(self._page(session))
                if session.turn.node != before.node:
                    return Reply([*opened, "", *self._page(session)])
                return Reply([*opened, *self._news(session, before)])
            case Keeping():
                return Reply(keeping_lines(session, self._room, command, self._width))
            case _:
                before = session.turn
                said = look_up(session, command, self._width)
                return Reply([*said, *self._news(session, before)])
        return Reply(self._page(session))

    def _set_what(self) -> Reply:
        return Reply(settings_lines(self._settings, self._width))

    def _set(self, name: str, value: str) -> Reply:
        """Change a setting; a new width holds for the very answer."""
        before = self._settings.width
        said, changed = changed_lines(self._settings, name, value, self._width)
        if changed and self._settings.width != before:
            self._width = self._set_width()
        return Reply(said, understood=changed)

    def _sit_down(self, sitting: Sitting) -> Reply:
        """Begin to be asked; until the end what is typed is an answer."""
        self._sitting = sitting if sitting.stage is not Stage.OVER else None
        return Reply(begin_lines(sitting, self._width))

    def _in_sitting(self, session: Session, sitting: Sitting, line: str) -> Reply:
        reply = reply_to(sitting, line, self._width)
        if reply.ends:
            self._sitting = None
            page = self._page(session, whole=reply.page is not None)
            return Reply([*reply.lines, "", *page] if reply.lines else page)
        return Reply(reply.lines, understood=reply.understood)

    def _enter(self, session: Session, name: str, words: str) -> Reply:
        """Go into a room: it is listed, and its entries can be opened by their numbers."""
        room = room_named(name, session)
        if unknown := room.absent() or room.take_words(words):
            return Reply(self._wrapped(unknown), understood=False)
        self._room = room
        return Reply(room_lines(room, self._width))

    def _open_entry(self, number: int, claim: int) -> Lines | NodeId:
        if self._room is None:
            raise StepError("There is no list to show an entry of. Type timeline, positions or path first.")
        return opened_lines(self._room, number, claim, self._width)

    def _news(self, session: Session, before: Turn) -> Lines:
        """What an answer changed on the page: a passage or a choice may have waited for it."""
        turn = session.turn
        if turn.blocks != before.blocks:
            return ["", *self._wrapped("There is something new on this page now."), "", *self._page(session)]
        if [(offer.choice, offer.open) for offer in turn.offers] != [
            (offer.choice, offer.open) for offer in before.offers
        ]:
            return ["", *choices_lines(turn, self._width)]
        return []


def _kept(session: Session) -> str:
    if session.kept:
        return "Your place is kept."
    return "Your place is kept as it was before keeping failed." if session.run else "Nothing was kept."
