"""Plays for property tests: a list of numbers, each picking one of the moves that the state then allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import strategies as st

from explainer.errors import StepError
from explainer.model.pack import Pack
from explainer.story.engine import closed_fork, is_resolved, offers, shown_passages
from explainer.story.path import Entry, Logged, Path
from explainer.story.state import StoryState
from explainer.story.steps import Ask, Back, Choose, Forward, MakeForecast, OpenClaim, Start, Step, Walk


def legal_steps(pack: Pack, state: StoryState) -> list[Step]:
    """Every step that the state allows, as a face could offer it."""
    page = pack.nodes[state.node]
    found: list[Step] = [
        Choose(state.node, item.choice.id) for item in offers(pack, state) if item.open
    ]  # fmt: skip
    linked = [to for passage in shown_passages(pack, state, page) for to in passage.text.nodes]
    found += [Walk(to) for to in (*linked, page.id) if not closed_fork(pack, state, to)]
    if state.behind:
        found.append(Back())
    if state.before:
        found.append(Forward())
    if page.fork and not is_resolved(pack, state, page.id):
        found += [MakeForecast(page.id, ()), MakeForecast(page.id, (70, 30)), MakeForecast(page.id, (0, 100))]
    found += [Ask(who, what) for who, what in list(pack.positions)[:2]]
    found += [OpenClaim(claim) for claim in page.claims]
    return found


@dataclass(slots=True)
class Played:
    """A play that was carried out."""

    path: Path
    entries: list[Entry]
    """Every step that was ever taken, undone ones among them."""

    def log(self) -> list[Logged]:
        """The steps as a store keeps them."""
        return [
            Logged(item.key, item.parent.key if item.parent else 0, item.step, item.state.node)
            for item in self.entries
        ]


def plays(most: int = 25) -> st.SearchStrategy[list[int]]:
    """Numbers for ``play``."""
    return st.lists(st.integers(0, 999), max_size=most)


def begun(pack: Pack) -> Played:
    """A play at its first step."""
    start = Start(pack.manifest.start)
    first = Entry(start, _started(pack, start), None, 1)
    return Played(Path(first), [first])


def _started(pack: Pack, start: Start) -> StoryState:
    from explainer.story.engine import start as begin

    return begin(pack, start.node)


def play(pack: Pack, picks: Iterable[int]) -> Played:
    """Carry a play out: most numbers take a step, some undo, redo or jump."""
    played = begun(pack)
    for pick in picks:
        what, which = divmod(pick, 10)
        if which == 0:
            played.path.undo()
        elif which == 1:
            played.path.redo()
        elif which == 2:
            played.path.jump(played.entries[what % len(played.entries)])
        else:
            steps = legal_steps(pack, played.path.state)
            take(pack, played, steps[pick % len(steps)])
    return played


def take(pack: Pack, played: Played, step: Step) -> None:
    """Take one step of a play, as the session does."""
    entry = played.path.take(pack, step)
    entry.key = len(played.entries) + 1
    played.entries.append(entry)


def allowed(pack: Pack, state: StoryState, step: Step) -> bool:
    """Whether the engine lets a step be taken."""
    from explainer.story.engine import apply

    try:
        apply(pack, state, step)
    except StepError:
        return False
    return True
