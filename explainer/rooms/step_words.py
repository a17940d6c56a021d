"""Steps in a reader's words, and what a choice that was not taken would have shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import ChoiceId, NodeId
from explainer.model.pack import Pack
from explainer.model.plural import counted
from explainer.prose.plain import plain_lines
from explainer.prose.tree import Paragraph, claims_of
from explainer.story.answers import forecast_in_words
from explainer.story.branches import Branch
from explainer.story.engine import apply, choices_of, offers
from explainer.story.fog import claims_are_told, page_is_told
from explainer.story.path import Logged
from explainer.story.roads import is_known_road, road_word
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
)
from explainer.story.turn import view

LIES_AHEAD = "Where it leads lies ahead."
"""Said of a choice whose page may not be named yet."""

_MOST = 220
"""Characters of the first sentences that are shown of a page."""

_FIRST = 60
"""A first sentence of fewer characters is followed by the second."""

_SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[“‘\"'(A-Z0-9])")


def step_words(pack: Pack, step: Step) -> str:
    """What was done, in a few words."""
    match step:
        case Start():
            return "You came in here."
        case Choose(node, choice):
            return f"“{_choice_text(pack, node, choice)}”"
        case Walk():
            return "You went there by a link or by name."
        case Back():
            return "You went back."
        case Forward():
            return "You went forward again."
        case MakeForecast(fork, points):
            return _forecast_words(pack, fork, points)
        case Ask(actor, question):
            who = pack.actors[actor].within if actor in pack.actors else "somebody"
            about = pack.questions[question].within if question in pack.questions else "something"
            return f"You heard {who} on {about}."
        case OpenClaim(claim):
            heading = pack.claims[claim].heading() if claim in pack.claims else "one that is gone"
            return f"You opened a claim: {heading.rstrip('.')}."


def _choice_text(pack: Pack, node: NodeId, choice: ChoiceId) -> str:
    page = pack.nodes.get(node)
    found = (item.text for item in choices_of(page) if item.id == choice) if page else iter(())
    return next(found, "a choice that is gone")


def _forecast_words(pack: Pack, fork: NodeId, points: tuple[int, ...]) -> str:
    page = pack.nodes.get(fork)
    if not points:
        return "You passed a forecast by."
    if page is None or page.fork is None:
        return "You made a forecast."
    return f"You forecast {forecast_in_words(page.fork, points)}."


def looks_in_short(looks: Sequence[Logged]) -> str:
    """What was asked and opened, counted."""
    heard = sum(isinstance(look.step, Ask) for look in looks)
    opened = sum(isinstance(look.step, OpenClaim) for look in looks)
    return ", ".join(
        filter(
            None, (f"{heard} heard" if heard else "", f"{counted(opened, 'claim')} opened" if opened else "")
        )
    )


def branch_words(branch: Branch, title: str) -> str:
    """How long a branch is, and where it leads."""
    count = branch.moves
    if not count:
        return f"A branch that only looks at something, on “{title}”"
    return f"A branch of {counted(count, 'step')} to “{title}”"


# ---------------------------------------------------------------- the other choices


@dataclass(frozen=True, slots=True)
class Other:
    """A choice that was offered at a step and not taken there."""

    choice: ChoiceId
    number: int
    """As it was numbered on the page."""
    text: str
    note: str
    """Whether it leads to something new, or read since; or why it was not open."""
    peek: str
    """What it would have shown, as far as that may be told."""
    open: bool = True
    to: NodeId | None = None
    """The page it leads to, if that may be named."""

    @property
    def words(self) -> str:
        """All of it in a line, with its number."""
        return f"{self.number}. {self.unnumbered}"

    @property
    def unnumbered(self) -> str:
        """All of it in a line."""
        return f"“{self.text}” ({self.note}). {self.peek}".strip()


def others_at(
    pack: Pack, then: StoryState, now: StoryState, taken: Step | None, walked: Collection[NodeId]
) -> list[Other]:
    """The choices of a page as it stood then, but for the one taken; what they lead to as of now.

    ``walked`` are the pages of the whole run: one read in a branch may be named, for it was read.
    """
    found = []
    for number, offered in enumerate(offers(pack, then), 1):
        step = Choose(then.node, offered.choice.id)
        if step == taken:
            continue
        choice = offered.choice
        if not offered.open:
            reason = offered.reason.rstrip(".")
            found.append(Other(choice.id, number, choice.text, f"was not open: {reason}", "", open=False))
            continue
        try:
            after = apply(pack, then, step)
        except StepError:
            continue
        page = after.node
        named = page_is_told(pack, now, page) or page in walked
        note = "new"
        if page in now.visits:
            note = "read"
        elif page in walked:
            note = "read in a branch"
        elif named and pack.nodes[page].fork:
            note = "fork"
        note = road_word(note, road=is_known_road(pack, now, page))
        if not named:
            peek = LIES_AHEAD
        elif page in now.visits:
            # It was read: its title says enough.
            peek = f"“{pack.nodes[page].title}”."
        else:
            peek = _peek(pack, after, now)
        found.append(Other(choice.id, number, choice.text, note, peek, to=page if named else None))
    return found


def _peek(pack: Pack, after: StoryState, now: StoryState) -> str:
    """The title and first words of the page that a choice would have shown."""
    title = pack.nodes[after.node].title
    for block in view(pack, after).blocks:
        # What rests on something not told yet is told by no glimpse of it.
        if isinstance(block, Paragraph) and claims_are_told(pack, now, claims_of([block])):
            text = " ".join(plain_lines([block], lambda _claim: None, 0))
            return f"“{title}”: {first_sentences(text)}"
        break
    return f"“{title}”."


def first_sentences(text: str) -> str:
    """The first sentence of a text, with the second if it is short."""
    text = " ".join(text.split())
    cuts = [match.start() for match in _SENTENCE.finditer(text)]
    cut = next((at for at in cuts if at >= _FIRST), len(text))
    # A closing mark after the full stop belongs to it.
    while cut < len(text) and text[cut] in "”’\"')":
        cut += 1
    if cut <= _MOST:
        return text[:cut]
    space = text.rfind(" ", 0, _MOST)
    return text[: space if space > 0 else _MOST].rstrip(" ,;:") + " …"
