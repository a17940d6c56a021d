"""What opens over the page when the reader asks: evidence, voices, words, places, forecasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.errors import StepError
from explainer.model.ids import ActorId, ClaimId, NodeId, QuestionId, TermId
from explainer.rooms.sitting import Sitting, sitting_of
from explainer.story.answers import (
    STANCE_SIGN,
    STANCE_WORD,
    actor_answer,
    asked_of_either,
    claim_answer,
    claim_references,
    comparison_answers,
    position_answer,
    stance_of,
    term_answer,
)
from explainer.story.beside import beside_here, claim_numbered, columns
from explainer.story.roads import is_known_road, road_word
from explainer.tui.screens.forecast import ForecastScreen
from explainer.tui.screens.pick import PickScreen, Row
from explainer.tui.screens.sheet import SheetScreen
from explainer.verbs import nouns
from explainer.verbs.commands import Keeping, RestoreNote, ToggleBookmark, WriteNote

if TYPE_CHECKING:
    from random import Random

    from explainer.tui.screens.reading import ReadingScreen


class Asking:
    """The questions a reader can ask of a page, each opening its answer."""

    def __init__(self, room: ReadingScreen) -> None:
        self._room = room

    # ------------------------------------------------------------ claims and words

    def claims(self, index: int | None) -> None:
        """The claims of the page, at one of them or at the first that was not opened yet."""
        turn, pack = self._room.turn, self._room.session.pack
        items = turn.claims
        if not items:
            self._room.say("This page rests on no claims.")
            return
        if index is None:
            index = next((i for i, item in enumerate(items) if not item.opened), 0)
        answers = [(claim_answer(pack, item.claim.id, item.number),) for item in items]
        ids: list[ClaimId] = [item.claim.id for item in items]
        self._room.app.push_screen(
            SheetScreen(
                answers,
                index,
                opened=lambda at: self._open_claim(ids[at]),
                references=[claim_references(pack, claim) for claim in ids],
                note_on=lambda at: self.note(ids[at]),
            ),
            self._done,
        )

    def _open_claim(self, claim: ClaimId) -> None:
        self._room.attempt(lambda: self._room.session.open_claim(claim), whole=False)

    def _done(self, _result: object = None) -> None:
        self._room.refresh_panel()

    def terms(self) -> None:
        """The words of the page that the glossary explains, or all of it."""
        pack, state = self._room.session.pack, self._room.session.state
        here = [term.id for term in self._room.turn.terms]
        wanted = here or [noun.value for noun in nouns.terms(pack, state)]
        if wanted:
            answers = [(term_answer(pack, term),) for term in wanted]
            self._room.app.push_screen(SheetScreen(answers))
        else:
            self._room.say("This pack has no glossary.")

    def term(self, term_id: str) -> None:
        """One word, among those of the page if it is one of them."""
        pack, here = self._room.session.pack, self._room.turn.terms
        ids = [term.id for term in here]
        if term_id in ids:
            answers = [(term_answer(pack, term),) for term in ids]
            self._room.app.push_screen(SheetScreen(answers, ids.index(TermId(term_id))))
        elif term_id in pack.terms:
            self._room.app.push_screen(SheetScreen([(term_answer(pack, TermId(term_id)),)]))

    # ------------------------------------------------------------ voices

    def whom(self) -> None:
        """Pick a voice."""
        pack, state = self._room.session.pack, self._room.session.state
        rows = [
            Row(
                noun.value,
                pack.actors[noun.value].name,
                "heard" if noun.value in state.heard else "",
                " ".join(noun.names),
            )
            for noun in nouns.actors(pack, state)
        ]
        self._room.app.push_screen(PickScreen("Whom do you ask?", rows), self._about_what)

    def _about_what(self, picked: str | None) -> None:
        if picked is not None:
            self.about(ActorId(picked))

    def about(self, actor: ActorId) -> None:
        """Pick what to ask somebody, or meet them if they answer nothing."""
        pack, state = self._room.session.pack, self._room.session.state
        if not any((actor, question) in pack.positions for question in pack.questions):
            self._room.app.push_screen(SheetScreen([(actor_answer(pack, self._room.session.state, actor),)]))
            return
        rows = [Row("", f"Who is this? {pack.actors[actor].name}", "meet")]
        for question in pack.questions.values():
            found = stance_of(pack, state, actor, question.id)
            stance = f"{STANCE_SIGN[found]} {STANCE_WORD[found]}"
            # Where they stand is told only once they were asked: the reader hears it from them.
            note = stance if (actor, question.id) in state.asked else ""
            rows.append(Row(question.id, question.text, note, " ".join((question.short, *question.aliases))))
        title = f"What do you ask? {pack.actors[actor].brief}"
        self._room.app.push_screen(PickScreen(title, rows), lambda picked: self._answer(actor, picked))

    def _answer(self, actor: ActorId, picked: str | None) -> None:
        pack = self._room.session.pack
        if picked is None:
            return
        if not picked:
            self._room.app.push_screen(
                SheetScreen([(actor_answer(pack, self._room.session.state, actor),)]),
                lambda walked: None if walked else self.about(actor),
            )
            return
        self.position(actor, QuestionId(picked))

    def position(self, actor: ActorId, question: QuestionId) -> None:
        """What somebody says to a question; leafing goes through the other questions."""
        pack = self._room.session.pack
        asked = [item for item in pack.questions if (actor, item) in pack.positions]
        if question not in asked:
            asked = [question]
        answers = [(position_answer(pack, self._room.session.state, actor, item),) for item in asked]
        self._room.app.push_screen(
            SheetScreen(answers, asked.index(question), opened=lambda at: self._room.ask(actor, asked[at])),
            self._done,
        )

    def compare(self, first: ActorId, second: ActorId, question: QuestionId | None) -> None:
        """Two voices side by side; leafing goes through all that either answers, if none is named."""
        pack = self._room.session.pack
        asked = [question] if question else asked_of_either(pack, first, second)
        pairs = comparison_answers(pack, self._room.session.state, first, second, question)
        if not pairs:
            self._room.say("Neither of them is documented on anything yet.")
            return

        def hear(at: int) -> None:
            self._room.ask(first, asked[at])
            self._room.ask(second, asked[at])

        self._room.app.push_screen(SheetScreen(pairs, opened=hear), self._done)

    def beside(self, option: int = 0, claim: int = 0) -> None:
        """An option of the fork this page is of, beside what happened; at a claim if its number is given."""
        # Deferred: it is asked for at a fork alone.
        from explainer.tui.screens.beside import BesideScreen

        session = self._room.session
        try:
            shown = beside_here(session.pack, session.state, option)
            found = None
            if claim:
                found = claim_numbered(columns(session.pack, session.state, shown.fork, shown.at), claim)
            screen = BesideScreen(session, shown, found)
        except StepError as error:
            self._room.say(str(error))
            return
        self._room.app.push_screen(screen, self._done)

    # ------------------------------------------------------------ notes and bookmarks

    def note(self, claim: ClaimId | None = None) -> None:
        """Write a note on the page, or on one of its claims."""
        # Deferred: most readers never write, and what one writes in costs their start.
        from explainer.tui.screens.note import NoteScreen

        self._room.app.push_screen(NoteScreen(self._room.session, claim=claim), self._noted)

    def _noted(self, said: str | None) -> None:
        notices = self._room.session.take_notices()
        self._room.refresh_panel()
        if said or notices:
            self._room.say(" ".join(filter(None, (said, *notices))))

    def keeping(self, command: Keeping) -> None:
        """What was typed about notes."""
        session = self._room.session
        match command:
            case WriteNote(text, number):
                claim = session.turn.claims[number - 1].claim.id if number else None
                if not text:
                    self.note(claim)
                elif self._room.attempt(lambda: session.add_note(text, claim), whole=False):
                    self._noted("The note is kept.")
            case ToggleBookmark():
                self.bookmark()
            case RestoreNote():
                if self._room.attempt(session.restore_note, whole=False):
                    self._noted("What was deleted last is back.")
            case _:
                self._room.enter("notes")

    def bookmark(self) -> None:
        """Bookmark the page, or take its bookmark away."""
        marked = self._room.session.toggle_bookmark()
        self._noted("This page is bookmarked." if marked else "The bookmark is taken away.")

    # ------------------------------------------------------------ cards

    def review(self, minutes: int = 0) -> None:
        """What this page asks, or else a short sitting."""
        self._sit_down(lambda dice: sitting_of(self._room.session, dice, minutes))

    def steelman(self) -> None:
        """Positions without their holder."""
        # Deferred, as all that asks: most pages are turned without it.
        from explainer.rooms.steelman_sitting import SteelmanSitting

        self._sit_down(lambda dice: SteelmanSitting(self._room.session, dice))

    def _sit_down(self, sitting: Callable[[Random], Sitting]) -> None:
        # Deferred for the same reason.
        from explainer.tui.screens.review import ReviewScreen

        try:
            made = sitting(self._room.explainer.dice)
        except StepError as error:
            self._room.say(str(error))
            return
        self._room.app.push_screen(ReviewScreen(made), self._asked)

    def _asked(self, page: NodeId | None) -> None:
        if page is not None:
            self._room.walk(page)
        else:
            self._done()

    # ------------------------------------------------------------ places, progress, forecasts

    def where(self) -> None:
        """Pick a place, somebody's page, or a page already read."""
        pack, state = self._room.session.pack, self._room.session.state
        rows = [
            Row(
                noun.value,
                noun.names[0],
                road_word(
                    "read" if noun.value in state.visits else "new",
                    road=is_known_road(pack, state, noun.value),
                ),
                f"{' '.join(noun.names)} {pack.nodes[noun.value].title}",
            )
            for noun in nouns.destinations(pack, state)
        ]
        self._room.app.push_screen(PickScreen("Where do you go?", rows), self._go_picked)

    def _go_picked(self, picked: str | None) -> None:
        if picked:
            self._room.walk(NodeId(picked))

    def forecast(self) -> None:
        """Spread points over the options of this fork."""
        fork = self._room.turn.fork
        if fork is None:
            self._room.say("There is nothing to forecast on this page.")
        elif fork.final:
            self._room.say("You have seen what happened; the forecast stands as it is.")
        else:
            self._room.app.push_screen(ForecastScreen(fork), self._forecast_made)

    def _forecast_made(self, points: tuple[int, ...] | None) -> None:
        fork = self._room.turn.fork
        if points is not None and fork is not None:
            self._room.attempt(lambda: self._room.session.forecast(fork.node, points))
            self._room.action_edge(1)
