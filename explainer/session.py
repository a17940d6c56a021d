"""A reading: a pack, the path through it, and the store that keeps it. Every face drives this.

A step is kept before it is shown. If it can't be kept the reading goes on in memory, and the
reader is told once.
"""

from __future__ import annotations

from dataclasses import replace

from explainer.errors import StepError, StoreError
from explainer.model.ids import ActorId, ChoiceId, ClaimId, NodeId, QuestionId
from explainer.model.pack import Pack
from explainer.store.store import Run, Store
from explainer.story.engine import FORECAST_STANDS, start
from explainer.story.path import Entry, Logged, Path, renamed_node, replay
from explainer.story.state import StoryState
from explainer.story.steps import (
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


class Session:
    """One run of a pack, open in one window."""

    def __init__(self, pack: Pack, store: Store | None, path: Path, run: int = 0, place: str = "") -> None:
        self.pack = pack
        """What is read."""
        self.path = path
        """The steps taken."""
        self.run = run
        """The run's number in the store; 0 if it is not kept."""
        self.place = place
        """Where on the page the reader was when the run was last left, as the face kept it."""
        self._store = store
        self._notices: list[str] = []
        self._turn: tuple[Entry, Turn] | None = None
        self._told: set[NodeId] = set()
        self._note_told(path.state.node)

    # ------------------------------------------------------------ beginning

    @classmethod
    def begin(cls, pack: Pack, store: Store | None, way_in: str = "") -> Session:
        """A new run by a way in; runs from before are left as they are."""
        first = pack.manifest.start
        for way in pack.manifest.ways_in:
            if way.id == way_in:
                first = way.start
        state = start(pack, first)
        entry = Entry(Start(first), state)
        session = cls(pack, store, Path(entry))
        if store is not None:
            kind, data = encode_step(entry.step)
            title = pack.nodes[state.node].title
            try:
                session.run, entry.key = store.begin(
                    pack.id, pack.manifest.version, way_in, kind, data, state.node, title
                )
            except StoreError as error:
                session._go_on_unkept(error)
        return session

    @classmethod
    def resume(cls, pack: Pack, store: Store, run: Run) -> Session:
        """A run from where it was left.

        Raises:
            StoreError: it can't be read.
        """
        log = []
        broken = 0
        for row in store.steps(run.id):
            try:
                step = decode_step(row.kind, row.data)
            except StepError:
                # The page it led to is kept beside it, and that is enough to walk there.
                broken += 1
                step = Walk(NodeId(row.node))
            log.append(Logged(row.id, row.parent, step, NodeId(row.node)))
        head, lost_place = run.head, False
        if log and all(item.key != head for item in log):
            head, lost_place = log[-1].key, True
        replayed = replay(pack, log, head)
        if replayed is None:
            session = cls.begin(pack, store, run.way_in)
            session._notices.append(
                "The pack has changed so much that this run can't be continued. "
                "It is kept, and a new one begins."
            )
            return session
        session = cls(pack, store, replayed.path, run.id, run.place)
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

    def walked_titles(self) -> list[str]:
        """The titles of the pages walked, in order, one for each stay."""
        titles: list[str] = []
        for entry in self.path.line():
            title = self.pack.nodes[entry.state.node].title
            if not titles or titles[-1] != title:
                titles.append(title)
        return titles

    def _note_told(self, node: NodeId) -> None:
        """Remember the forks of which this page tells what happened: undo does not unsee it."""
        self._told.update(self.pack.told_by.get(node, ()))

    # ------------------------------------------------------------ keeping

    def _take(self, step: Step) -> Turn:
        entry = self.path.take(self.pack, step)
        self._note_told(entry.state.node)
        self.place = ""
        if self._store is not None and entry.parent is not None:
            kind, data = encode_step(entry.step)
            node = entry.state.node
            title = self.pack.nodes[node].title
            try:
                entry.key = self._store.append(self.run, entry.parent.key, kind, data, node, title)
            except StoreError as error:
                self._go_on_unkept(error)
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
        self._notices.append(f"{error} You can go on reading; from here on nothing is kept.")


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
