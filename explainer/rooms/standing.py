"""Standing at another step of a run: nothing is lost by it, and the reader is told so."""

from __future__ import annotations

from explainer.errors import StepError
from explainer.model.ids import ChoiceId
from explainer.session import Session
from explainer.story.branches import stays
from explainer.story.engine import apply
from explainer.story.path import Entry, Path
from explainer.story.steps import Choose


def stand_at(session: Session, key: int) -> None:
    """Stand at the step of a key.

    Raises:
        StepError: the pack has changed and no longer allows it.
    """
    entry = session.step(key)
    left = _left_by(session, entry)
    session.jump(entry)
    session.tell(f"You stand at “{session.turn.title}” again.{left}")


def stand_back(session: Session, moves: int) -> None:
    """Stand where one stood so many moves ago.

    Raises:
        StepError: there were fewer.
    """
    walked = stays(session.path.line())
    if not 0 < moves < len(walked):
        before = len(walked) - 1
        there = "is 1 step" if before == 1 else f"are {before} steps" if before else "is no step"
        raise StepError(f"There {there} before this one.")
    stand_at(session, walked[-1 - moves].last.key)


def take_from(session: Session, key: int, choice: ChoiceId) -> None:
    """From the step of a key take a choice of its page: a branch of its own.

    Raises:
        StepError: it was not open there; nothing has changed.
    """
    entry = session.step(key)
    step = Choose(entry.state.node, choice)
    # Whether it can be taken is known before anything moves.
    apply(session.pack, entry.state, step)
    left, title = _left_by(session, entry), session.pack.nodes[entry.state.node].title
    session.jump(entry)
    session.choose(choice)
    if left:
        session.tell(f"From “{title}” you took another way.{left}")


def _left_by(session: Session, entry: Entry) -> str:
    """How many steps are left by standing at another, in a sentence."""
    walked = stays(session.path.line())
    kept = {item.key for item in Path(entry).line()}
    left = sum(stay.move.key not in kept for stay in walked)
    if not left:
        return ""
    steps = "step you left is" if left == 1 else f"{left} steps you left are"
    return f" The {steps} kept as a branch of your path."
