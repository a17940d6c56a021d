"""A reading: a pack, the path through it, and the store that keeps it. Every face drives this.

A step is kept before it is shown. If it can't be kept the reading goes on in memory, and the
reader is told once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explainer.errors import StepError, StoreError
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.store.notes import Note, Notebook, NoteKind, written
from explainer.store.rows import NO_DATE
from explainer.store.store import Clock, Run, StepRow, Store, utc_now
from explainer.story.branches import Log
from explainer.story.engine import FORECAST_STANDS, start
from explainer.story.path import Entry, Logged, Path, Replayed, renamed_claim, renamed_node, replay
from explainer.story.state import StoryState
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
from explainer.story.turn import Turn, view
from explainer.study.study import Study


def afresh_words(title: str, way_back: str) -> str:
    """What is told who begins by a way in though they stood on a page of that title already.

    ``way_back`` says how to go on from there; without it that reading was kept nowhere.
    """
    left = f"Your reading of “{title}”"
    kept = f"{left} is kept: to go on with it, {way_back}." if way_back else f"{left} was kept nowhere."
    return f"You begin afresh. {kept}"


class Session:
    """One run of a pack, open in one window."""

    def __init__(
        self,
        pack: Pack,
        store: Store | None,
        path: Path,
        run: int = 0,
        place: str = "",
        *,
        clock: Clock = utc_now,
        log: Iterable[Logged] = (),
    ) -> None:
        self.pack = pack
        """What is read."""
        self.path = path
        """The steps taken."""
        self.run = run
        """The run's number in the store; 0 if it is not kept."""
        self.place = place
        """Where on the page the reader was when the run was last left, as the face kept it."""
        self.log = Log(log)
        """Every step that was ever taken, undone ones among them."""
        self._store = store
        self._clock = clock
        self._notebook = Notebook(pack.id, store.notes if store else None, clock, self._go_on_unkept)
        self.study = Study(
            pack, store.reviews if store else None, clock, lambda: self.path.head, self._go_on_unkept
        )
        """The cards: what can be asked now, and what was answered."""
        self._notices: list[str] = []
        self._turn: tuple[Entry, Turn] | None = None
        self._told: set[NodeId] = set()
        self._note_told(path.state.node)

    # ------------------------------------------------------------ beginning

    @classmethod
    def begin(cls, pack: Pack, store: Store | None, way_in: str = "", clock: Clock = utc_now) -> Session:
        """A new run by a way in; runs from before are left as they are.

        ``clock`` tells when a step is taken; that of the store does if the run is kept.
        """
        first = pack.manifest.start
        for way in pack.manifest.ways_in:
            if way.id == way_in:
                first = way.start
        state = start(pack, first)
        clock = store.clock if store is not None else clock
        entry = Entry(Start(first), state, at=clock())
        session = cls(pack, store, Path(entry), clock=clock)
        entry.key = session.log.unkept_key()
        if store is not None:
            kind, data = encode_step(entry.step)
            title = pack.nodes[state.node].title
            try:
                session.run, entry.key = store.begin(
                    pack.id, pack.manifest.version, way_in, kind, data, state.node, title, entry.at
                )
            except StoreError as error:
                session._go_on_unkept(error)
        session.log.add(entry)
        return session

    @classmethod
    def along(cls, pack: Pack, first: NodeId, steps: Iterable[Step], clock: Clock = utc_now) -> Session:
        """A reading that begins on any page and has taken these steps already; nothing of it is kept.

        Raises:
            StepError: the story does not allow one of them.
        """
        entry = Entry(Start(first), start(pack, first), at=clock())
        session = cls(pack, None, Path(entry), clock=clock)
        entry.key = session.log.unkept_key()
        session.log.add(entry)
        for step in steps:
            session._take(step)
        return session

    @classmethod
    def resume(cls, pack: Pack, store: Store, run: Run) -> Session:
        """A run from where it was left.

        Raises:
            StoreError: it can't be read.
        """
        log, broken, lost_place, replayed = _followed(pack, store, run)
        if replayed is None:
            session = cls.begin(pack, store, run.way_in)
            session._notices.append(
                "The pack has changed so much that this run can't be continued. "
                "It is kept, and a new one begins."
            )
            return session
        session = cls(pack, store, replayed.path, run.id, run.place, clock=store.clock, log=log)
        for item in log:
            session._note_told(renamed_node(pack.manifest, item.node))
        if lost_place:
            session.place = ""
            session._notices.append("Where you were is not in your save any more; this is its newest step.")
        if replayed.moved:
            session.place = ""
            session._notices.append(
                f"The page you were on is no longer in the pack. You are on “{session.turn.title}”, "
                "the nearest page you had read."
            )
        elif replayed.lost or broken:
            session._notices.append("The pack has changed since you read it; some steps were left out.")
        return session

    # ------------------------------------------------------------ looking

    @property
    def state(self) -> StoryState:
        """Where the reader stands."""
        return self.path.state

    @property
    def turn(self) -> Turn:
        """The open page as it stands."""
        head = self.path.head
        if self._turn is None or self._turn[0] is not head:
            turn = view(self.pack, head.state)
            if turn.fork and turn.fork.node in self._told and turn.fork.forecast is not None:
                turn = replace(turn, fork=replace(turn.fork, final=True))
            self._turn = (head, turn)
        return self._turn[1]

    @property
    def kept(self) -> bool:
        """Whether progress is being kept."""
        return self._store is not None

    def take_notices(self) -> list[str]:
        """What the reader must be told once, in order."""
        notices, self._notices = self._notices, []
        return notices

    def tell(self, text: str) -> None:
        """Have something told once, with the next page."""
        self._notices.append(text)

    # ------------------------------------------------------------ moving

    def choose(self, choice: str) -> Turn:
        """Take a choice of the open page by its id."""
        return self._take(Choose(self.state.node, ChoiceId(choice)))

    def walk(self, node: NodeId) -> Turn:
        """Go to a page by a link or by name."""
        return self._take(Walk(node))

    def back(self) -> Turn:
        """Show the page before this one; nothing is unlearnt."""
        return self._take(Back())

    def forward(self) -> Turn:
        """Take back a back."""
        return self._take(Forward())

    def forecast(self, fork: NodeId, points: tuple[int, ...]) -> Turn:
        """Spread 100 points over a fork's options; with none, pass it by.

        Raises:
            StepError: what happened was seen, were it in a branch that was undone since.
        """
        if fork in self._told and fork in self.state.forecasts:
            raise StepError(FORECAST_STANDS)
        if fork in self._told and points:
            # The forecast was undone with what happened; to go on there again it is passed by.
            raise StepError("You have seen what happened, so this can only be passed by now: skip.")
        return self._take(MakeForecast(fork, points))

    def ask(self, actor: ActorId, question: QuestionId) -> Turn:
        """Hear an actor on a question."""
        return self._take(Ask(actor, question))

    def open_claim(self, claim: ClaimId) -> Turn:
        """Look at a claim's evidence; looking again is no new step."""
        if self.state.met.get(claim):
            return self.turn
        return self._take(OpenClaim(claim))

    def undo(self) -> bool:
        """Take back the last move as if it had not been; False at the start."""
        stood = self.path.head
        moved = self.path.undo()
        self._stand(stood)
        return moved

    def redo(self) -> bool:
        """Take back an undo; False if there is none."""
        stood = self.path.head
        moved = self.path.redo()
        self._stand(stood)
        return moved

    def jump(self, entry: Entry) -> Turn:
        """Stand at any step of this run."""
        stood = self.path.head
        self.path.jump(entry)
        self._stand(stood)
        return self.turn

    def step(self, key: int) -> Entry:
        """Any step of this run by its key, with the state it led to.

        Raises:
            StepError: the pack has changed and no longer allows it.
        """
        found = self.log.entry(self.pack, self.path, key)
        if found is None:
            raise StepError("The pack has changed since: one can't stand at that step any more.")
        return found

    def still_at(self, stood: Entry) -> bool:
        """Whether nothing was done since a step but to look at something: the page may lie still."""
        entry: Entry | None = self.path.head
        while entry is not None and entry is not stood and not isinstance(entry.step, MOVES):
            entry = entry.parent
        return entry is stood

    def renew_log(self) -> None:
        """Take in what another window added to this run."""
        if self._store is None:
            return
        try:
            rows = self._store.steps(self.run)
        except StoreError:
            # What this window knows is enough to go on with.
            return
        self.log.renew(_logged(rows)[0])

    def _note_told(self, node: NodeId) -> None:
        """Remember the forks of which this page tells what happened: undo does not unsee it."""
        self._told.update(self.pack.told_by.get(node, ()))

    # ------------------------------------------------------------ notes and bookmarks

    def notes(self) -> tuple[Note, ...]:
        """Every note and bookmark of the pack, in the order they were made, whatever the run."""
        return tuple(as_of_today(self.pack, note) for note in self._notebook.every())

    def add_note(self, text: str, claim: ClaimId | None = None, node: NodeId | None = None) -> Note:
        """Write a note on the open page or another, or on a claim; StepError if there are no words in it."""
        return self._notebook.add(NoteKind.NOTE, node or self.state.node, claim or "", written(text))

    def change_note(self, number: int, text: str, claim: ClaimId | None = None) -> Note:
        """Change what a note says and is about; StepError if it is gone, or would say nothing."""
        return self._notebook.change(number, written(text), claim or "")

    def delete_note(self, number: int) -> Note:
        """Delete a note or a bookmark, until ``restore_note``; StepError if it is gone already."""
        return self._notebook.delete(number)

    def restore_note(self) -> Note:
        """Bring back what was deleted last in this session; StepError if nothing was."""
        return self._notebook.restore()

    def toggle_bookmark(self) -> bool:
        """Bookmark the open page, or take its bookmark away; gives whether it has one now."""
        here = [note for note in self.notes() if note.node == self.state.node]
        marks = [note for note in here if note.kind is NoteKind.BOOKMARK]
        for note in marks:
            self._notebook.delete(note.id)
        if not marks:
            self._notebook.add(NoteKind.BOOKMARK, self.state.node)
        return not marks

    # ------------------------------------------------------------ keeping

    def _take(self, step: Step) -> Turn:
        entry = self.path.take(self.pack, step, self._clock())
        entry.key = self.log.unkept_key()
        self._note_told(entry.state.node)
        self.place = ""
        if self._store is not None and entry.parent is not None:
            kind, data = encode_step(entry.step)
            node = entry.state.node
            title = self.pack.nodes[node].title
            try:
                entry.key = self._store.append(self.run, entry.parent.key, kind, data, node, title, entry.at)
            except StoreError as error:
                self._go_on_unkept(error)
        self.log.add(entry)
        return self.turn

    def _stand(self, stood: Entry) -> None:
        head = self.path.head
        if head is stood:
            return
        self.place = ""
        if self._store is not None:
            title = self.pack.nodes[head.state.node].title
            try:
                self._store.stand_at(self.run, head.key, title)
            except StoreError as error:
                self._go_on_unkept(error)

    def keep_place(self, place: str) -> None:
        """Keep where on the page the reader is."""
        if place == self.place:
            return
        self.place = place
        if self._store is not None:
            try:
                self._store.keep_place(self.run, self.path.head.key, place)
            except StoreError as error:
                self._go_on_unkept(error)

    def _go_on_unkept(self, error: StoreError) -> None:
        self._store = None
        self._notebook.let_go()
        self.study.let_go()
        self._notices.append(f"{error} You can go on reading; from here on nothing is kept.")


def _logged(rows: Iterable[StepRow]) -> tuple[list[Logged], int]:
    """The steps of a run as a store keeps them, and how many of them could not be read."""
    log, broken = [], 0
    for row in rows:
        try:
            step = decode_step(row.kind, row.data)
        except StepError:
            # The page it led to is kept beside it, and that is enough to walk there.
            broken += 1
            step = Walk(NodeId(row.node))
        at = row.at if row.at != NO_DATE else None
        log.append(Logged(row.id, row.parent, step, NodeId(row.node), at))
    return log, broken


def _followed(pack: Pack, store: Store, run: Run) -> tuple[list[Logged], int, bool, Replayed | None]:
    """The log of a run, how much of it could not be read, whether its place is gone, and the path of it."""
    log, broken = _logged(store.steps(run.id))
    # Without the step it stood at, the newest is all there is to go by.
    lost_place = bool(log) and all(item.key != run.head for item in log)
    return log, broken, lost_place, replay(pack, log, log[-1].key if lost_place else run.head)


def path_of_run(pack: Pack, store: Store, run: Run) -> Path | None:
    """The path of a run, for a look that leaves it as it is; None if the pack has changed too much.

    Raises:
        StoreError: it can't be read.
    """
    replayed = _followed(pack, store, run)[-1]
    return replayed.path if replayed else None


def as_of_today(pack: Pack, note: Note) -> Note:
    """A note with today's ids of its page and claim, by the pack's renames."""
    manifest = pack.manifest
    node, claim = renamed_node(manifest, NodeId(note.node)), renamed_claim(manifest, ClaimId(note.claim))
    return note if (node, claim) == (note.node, note.claim) else replace(note, node=node, claim=claim)


def hint_for(session: Session) -> str:
    """The nudge an author wrote, or the first choice that leads to something new."""
    offers = [offer for offer in session.turn.offers if offer.open]
    for offer in offers:
        if offer.hint and offer.to not in session.state.visits:
            return offer.hint
    for offer in offers:
        if offer.to not in session.state.visits:
            return f"You have not yet tried {offer.number}: {offer.text}"
    return "You have read everything this page leads to. Back, or title, leads elsewhere."
