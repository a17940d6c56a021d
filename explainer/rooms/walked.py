"""The path: every step walked, the branches beside it, and what another choice would have shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from explainer.errors import StepError
from explainer.model.date import day_in_words, moment_in_words, on_the_clock
from explainer.model.ids import NodeId
from explainer.model.plural import counted
from explainer.rooms.query import Snippet
from explainer.rooms.room import Entry, Facet, Mark, Room, numbered
from explainer.rooms.standing import stand_at, take_from
from explainer.rooms.step_words import Other, branch_words, looks_in_short, others_at, step_words
from explainer.session import Session
from explainer.story.answers import Answer, Detail, forecast_in_words, outcome_words, sentence_start
from explainer.story.branches import Branch, stays
from explainer.story.engine import is_resolved
from explainer.story.fog import door, page_is_told
from explainer.story.path import Logged, renamed, renamed_node
from explainer.story.roads import ROAD_NOT_TAKEN, is_road
from explainer.story.steps import MOVES, Choose, MakeForecast

_BRANCH = "branch "
"""What the id of a branch's entry begins with; that of a step is its key."""

_DEEPEST = 6
"""The level at which branches of branches stop being set in further."""

_LONGEST = 60
"""Minutes from which a stay is rather a reader who went away."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the room."""

    id: str
    item: Logged
    """The step; of a branch its last one."""
    stand: int
    """The key of the step a jump to it stands at."""
    level: int
    onward: Logged | None = None
    """The next move, if one was made from here."""
    looks: tuple[Logged, ...] = ()
    """What was looked at before it."""
    branch: Branch | None = None
    beside: tuple[Branch, ...] = ()
    """The branches that lead off from it."""
    on_line: bool = True


class PathRoom(Room):
    """The steps from the first page to here, each of which can be stood at again; nothing is lost by it."""

    name: ClassVar[str] = "path"
    title: ClassVar[str] = "Your path"
    question: ClassVar[str] = "How did I get here, and what would the other choice have shown?"
    usage: ClassVar[str] = (
        "Type jump and a number to stand there again, other and a number for the choices not taken there, "
        "path all for every step."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.every = False
        """Whether what was looked at, and the steps of branches, are unfolded."""
        self._at = 0
        self._known: tuple[object, ...] = ()
        self._rows: dict[str, _Row] = {}
        session.renew_log()

    # ------------------------------------------------------------ the steps

    def _look(self) -> dict[str, _Row]:
        """The rows as they stand."""
        now = (self.session.path.head, len(self.session.log), self.every)
        if self._known != now:
            self._rows = {row.id: row for row in self._made()}
            self._known = now
        return self._rows

    def _made(self) -> Iterator[_Row]:
        line = self.session.path.line()
        beside = self.session.log.branches([entry.key for entry in line])
        walked = stays(line)
        for index, stay in enumerate(walked):
            items = [
                Logged(entry.key, 0, entry.step, entry.state.node, entry.at)
                for entry in (stay.move, *stay.looks)
            ]
            onward = None
            if index + 1 < len(walked):
                move = walked[index + 1].move
                onward = Logged(move.key, 0, move.step, move.state.node, move.at)
            branches = tuple(branch for item in items for branch in beside.get(item.key, ()))
            stand = stay.move.key if self.every else stay.last.key
            looks = tuple(items[1:])
            yield _Row(str(stay.move.key), items[0], stand, 1, onward, looks, beside=branches)
            if self.every:
                for item in looks:
                    yield _Row(str(item.key), item, item.key, 3, onward)
            yield from self._branches(branches, beside)

    def _branches(self, first: Sequence[Branch], beside: dict[int, list[Branch]]) -> Iterator[_Row]:
        """Branches, and under each those that lead off from it."""
        waiting = [(branch, 3) for branch in reversed(first)]
        while waiting:
            branch, level = waiting.pop()
            steps = [self._today(item) for item in branch.steps]
            row = _Row(
                f"{_BRANCH}{steps[0].key}", steps[-1], steps[-1].key, level, branch=branch, on_line=False
            )
            yield row
            if self.every:
                for index, item in enumerate(steps):
                    onward = next(
                        (later for later in steps[index + 1 :] if isinstance(later.step, MOVES)), None
                    )
                    yield _Row(str(item.key), item, item.key, level + 1, onward, on_line=False)
            inside = [other for item in branch.steps for other in beside.get(item.key, ())]
            waiting += [(other, min(_DEEPEST, level + 1)) for other in reversed(inside)]

    def _today(self, item: Logged) -> Logged:
        """A step with today's ids."""
        manifest = self.pack.manifest
        step, node = renamed(manifest, item.step), renamed_node(manifest, item.node)
        return Logged(item.key, item.parent, step, node, item.at)

    @property
    def _here(self) -> str:
        """The row one stands at."""
        head = self.session.path.head.key
        rows = [row for row in self._look().values() if row.on_line]
        return next((row.id for row in reversed(rows) if row.stand == head), rows[-1].id)

    def _title(self, node: NodeId) -> str:
        return self.pack.nodes[node].title if node in self.pack.nodes else "a page that is gone"

    # ------------------------------------------------------------ what is in it

    def first(self) -> str:
        """The step that was asked for, or the one one stands at."""
        entries = numbered(self.entries())
        return entries[self._at - 1].id if 0 < self._at <= len(entries) else self._here

    def lead(self) -> str:
        """How many steps there are, and how many branches beside them."""
        rows = self._look().values()
        steps = sum(row.on_line and isinstance(row.item.step, MOVES) for row in rows)
        branches = sum(row.branch is not None for row in rows)
        said = f"{counted(steps, 'step')} to here"
        return (
            f"{said}; {counted(branches, 'branch', 'branches')} left beside it." if branches else f"{said}."
        )

    def entries(self) -> Sequence[Entry]:
        """The steps under their days, branches under the step they lead off from."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        day, here = None, self._here
        for row in self._look().values():
            when = on_the_clock(row.item.at) if row.item.at else None
            if row.level == 1 and when and when.date() != day:
                day = when.date()
                yield Entry("", day_in_words(day))
            if row.branch:
                left = f"left {when:%H:%M}" if when and when.date() == day else self._left(row)
                words = branch_words(row.branch, self._title(row.item.node))
                yield Entry(row.id, words, left, self._mark(row), level=row.level)
                continue
            folded = "" if self.every else looks_in_short(row.looks)
            time = f"{when:%H:%M}" if when else ""
            note = ", ".join(filter(None, (folded, time)))
            note = ", ".join(filter(None, ("" if row.on_line else "in that branch", note)))
            mark = self._mark(row)
            if row.id == here:
                note = ", ".join(filter(None, (ROAD_NOT_TAKEN if mark is Mark.ROAD else "", note)))
                mark = Mark.HERE
            yield Entry(row.id, self._line(row), note, mark, self._about(row), row.level)

    def _mark(self, row: _Row) -> Mark:
        """That a step leads to a road not taken: it was read, so that is known, wherever one stands now."""
        step, node = row.item.step, row.item.node
        to_page = row.branch or (isinstance(step, MOVES) and not isinstance(step, MakeForecast))
        return Mark.ROAD if to_page and node in self.pack.nodes and is_road(self.pack, node) else Mark.NONE

    def _left(self, row: _Row) -> str:
        return f"left {moment_in_words(row.item.at)}" if row.item.at else ""

    def _line(self, row: _Row) -> str:
        step = row.item.step
        if isinstance(step, MOVES) and not isinstance(step, MakeForecast):
            return self._title(row.item.node)
        return step_words(self.pack, step)

    def _about(self, row: _Row) -> Snippet | None:
        """The choice that led there, under the page."""
        step = row.item.step
        if isinstance(step, MOVES) and not isinstance(step, MakeForecast):
            return Snippet(step_words(self.pack, step))
        return None

    # ------------------------------------------------------------ one of them

    def answer(self, entry: str) -> Answer:
        """A step: when, what was done there, what else could have been, and what that would have shown."""
        row = self._look()[entry]
        if row.branch:
            return self._branch_answer(row, row.branch)
        title = self._title(row.item.node)
        details = list(self._came(row))
        try:
            state = self.session.step(row.stand).state
        except StepError as error:
            return Answer(title, "", (), (*details, Detail("Note", (str(error),))))
        node = self.pack.nodes[state.node]
        if node.fork and (points := state.forecasts.get(node.id)) is not None:
            told = is_resolved(self.pack, self.state, node.id)
            said = sentence_start(forecast_in_words(node.fork, points)) + "."
            more = (outcome_words(node.fork, points),) if told else ()
            details.append(Detail("Your forecast", (said, *more)))
        if row.onward:
            details.append(Detail("There you took", (step_words(self.pack, row.onward.step),)))
        others = self.others(entry)
        if others:
            label = "Other choices there" if row.onward else "Choices there"
            details.append(Detail(label, tuple(other.words for other in others)))
        if row.beside:
            lines = tuple(self._beside(branch) for branch in row.beside)
            details.append(Detail("Branches from there", lines))
        pages = dict.fromkeys([node.id, *(other.to for other in others if other.to)])
        doors = tuple(
            door(self.pack, self.state, page) for page in pages if page_is_told(self.pack, self.state, page)
        )
        when = node.period or day_in_words(node.date)
        lead = " · ".join(filter(None, (self.pack.chapter_title(node), when)))
        return Answer(node.title, lead, (), tuple(details), doors=doors)

    def _came(self, row: _Row) -> Iterator[Detail]:
        """When the step was taken, how, and what was looked at after it."""
        if row.item.at:
            yield Detail("When", (moment_in_words(row.item.at) + _how_long(row.item, row.onward),))
        label = "You came by" if isinstance(row.item.step, Choose) else "The step"
        yield Detail(label, (step_words(self.pack, row.item.step),))
        if row.looks:
            yield Detail("Looked at", tuple(step_words(self.pack, look.step) for look in row.looks))

    def _beside(self, branch: Branch) -> str:
        tip = self._today(branch.tip)
        left = f", left {moment_in_words(tip.at)}" if tip.at else ""
        return f"{branch_words(branch, self._title(tip.node))}{left}."

    def _branch_answer(self, row: _Row, branch: Branch) -> Answer:
        """A branch: the steps it takes."""
        steps = [self._today(item) for item in branch.steps]
        lines = []
        for item in steps:
            said = step_words(self.pack, item.step)
            moved = isinstance(item.step, MOVES) and not isinstance(item.step, MakeForecast)
            lines.append(f"{said} → {self._title(item.node)}" if moved else said)
        details = [Detail("Its steps", tuple(lines))]
        if row.item.at:
            details.insert(0, Detail("Left", (moment_in_words(row.item.at),)))
        return Answer(
            branch_words(branch, self._title(row.item.node)),
            "To go on from its end, jump there; what you leave becomes a branch in turn.",
            (),
            tuple(details),
        )

    # ------------------------------------------------------------ standing elsewhere

    def others(self, entry: str) -> list[Other]:
        """The choices of a step that were not taken there; of a branch none, for it has many steps."""
        row = self._look()[entry]
        if row.branch:
            return []
        try:
            state = self.session.step(row.stand).state
        except StepError:
            return []
        taken = row.onward.step if row.onward else None
        walked = {self._today(item).node for item in self.session.log.items}
        return others_at(self.pack, state, self.state, taken, walked)

    def entry_of(self, number: int) -> str:
        """The entry of a number, as line mode counts them.

        Raises:
            StepError: there is none.
        """
        entries = numbered(self.entries())
        if not 1 <= number <= len(entries):
            raise StepError(f"There is no step {number} on your path; they go from 1 to {len(entries)}.")
        return entries[number - 1].id

    def jump(self, entry: str) -> None:
        """Stand at a step, or at the end of a branch.

        Raises:
            StepError: one stands there already, or the pack no longer allows it.
        """
        stand = self._look()[entry].stand
        if stand == self.session.path.head.key:
            raise StepError("You stand there now.")
        stand_at(self.session, stand)

    def take_other(self, entry: str, number: int) -> None:
        """From a step take the choice of that number instead.

        Raises:
            StepError: it was taken, was not open, or there is none.
        """
        found = next((other for other in self.others(entry) if other.number == number), None)
        if found is None:
            raise StepError(self.no_other(entry))
        take_from(self.session, self._look()[entry].stand, found.choice)

    def no_other(self, entry: str) -> str:
        """What is said where a choice of some number can't be taken instead."""
        others = [str(other.number) for other in self.others(entry)]
        if not others:
            return "There was no other choice there."
        return f"The other choices there are {', '.join(others)}."

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """Whether all is unfolded."""
        value = "every" if self.every else ""
        return (Facet("steps", "steps", value, "every step" if self.every else "moves"),)

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """The moves, or every step with those of branches."""
        if facet != "steps":
            raise KeyError(facet)
        return [("", "moves"), ("every", "every step")]

    def narrow(self, facet: str, value: str) -> None:
        """Unfold, or fold."""
        if facet != "steps":
            raise KeyError(facet)
        self.every = value == "every"

    def take_words(self, words: str) -> str:
        """``all``, or the number of an entry to stand at."""
        word = words.strip().casefold()
        if word.isascii() and word.isdigit() and len(word) < 10:
            self._at = int(word)
            return ""
        if word not in ("", "all", "every step", "everything"):
            return f"I do not know the path “{words[:40]}”. {self.usage}"
        self.every = bool(word)
        return ""


def _how_long(item: Logged, onward: Logged | None) -> str:
    """For how long one stayed, if that can be told."""
    if item.at is None or onward is None or onward.at is None:
        return ""
    minutes = round((onward.at - item.at).total_seconds() / 60)
    if not 0 < minutes < _LONGEST:
        return ""
    return f", for {'a minute' if minutes == 1 else f'{minutes} minutes'}"
