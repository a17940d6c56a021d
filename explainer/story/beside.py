"""An option of a fork beside what happened there: who stood for each, what was hoped and feared of it.

All of it is the pack's own: the fork's arguments, who favoured what, the parts of the road's page and
of the page that tells the outcome. Nothing of it is told before the fork is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.errors import StepError
from explainer.model.ids import ClaimId, NodeId
from explainer.model.node import Fork, ForkOption
from explainer.model.pack import Pack
from explainer.prose.blocks import blocks_of
from explainer.prose.tree import Block, Paragraph, Text, claims_of
from explainer.story.answers import Answer, Cited, Detail, Part
from explainer.story.engine import is_resolved, shown_passages
from explainer.story.fog import claims_are_told, page_is_told
from explainer.story.page_parts import HeadedPart, headed_parts
from explainer.story.roads import NOT_WHAT_HAPPENED, road_word
from explainer.story.state import StoryState

NOTHING_HERE = (
    "There is nothing to set side by side here: that is done at a fork, on the page of what came of it, "
    "and on a road not taken."
)
"""Said on a page of no fork."""

WAITS = "This waits: the options are set beside what happened once you have seen what happened at this fork."
"""Said before a fork is told."""

WHO, EXPECTED, FEARED = "Who favoured it", "What its supporters expected", "What its opponents feared"
TOLD_BY_EACH = "How each tells it"
"""The labels of a column's parts, in their order."""

NOT_TOLD = "Not told yet."
MORE_NOT_TOLD = "More of this is not told yet."
NOBODY = "The pack names nobody here."


@dataclass(frozen=True, slots=True)
class Beside:
    """What can be set side by side on a page."""

    fork: NodeId
    options: tuple[int, ...]
    """Those that did not happen, by their numbers on the fork's page."""
    at: int
    """The number of the one to show first."""


def fork_here(pack: Pack, state: StoryState) -> NodeId | None:
    """The fork that the open page is of: its own, or one of which it tells; one that is told comes first."""
    page = pack.nodes[state.node]
    forks = [page.id] if page.fork else list(pack.told_by.get(page.id, ()))
    told = [name for name in forks if is_resolved(pack, state, name)]
    return next(iter((*told, *forks)), None)


def is_told_here(pack: Pack, state: StoryState) -> bool:
    """Whether something can be set side by side on the open page now."""
    fork = fork_here(pack, state)
    return fork is not None and is_resolved(pack, state, fork)


def beside_here(pack: Pack, state: StoryState, number: int = 0) -> Beside:
    """What can be set side by side on the open page, at an option by its number or at the likeliest.

    Raises:
        StepError: there is nothing of the kind here, it waits, or the number is of no such option.
    """
    name = fork_here(pack, state)
    if name is None:
        raise StepError(NOTHING_HERE)
    if not is_resolved(pack, state, name):
        raise StepError(WAITS)
    options = _fork(pack, name).options
    others = tuple(at for at, option in enumerate(options, 1) if not option.happened)
    if number and number not in others:
        if not 1 <= number <= len(options):
            raise StepError(f"There is no option {number} at this fork; they go from 1 to {len(options)}.")
        instead = " or ".join(map(str, others))
        raise StepError(f"Option {number} is what happened. Another can be set beside it: {instead}.")
    here = (at for at in others if options[at - 1].road == state.node)
    return Beside(name, others, number or next(here, others[0]))


def columns(pack: Pack, state: StoryState, name: NodeId, number: int) -> tuple[Answer, Answer]:
    """What happened at a fork that is told, and the option of that number, their claims counted together."""
    fork = _fork(pack, name)
    other = fork.options[number - 1]
    happened = fork.options[fork.happened]
    first = _what_happened(pack, state, fork, happened)
    second = _road(pack, state, other)
    numbers: dict[ClaimId, int] = {}
    for column in (first, second):
        for claim in _cited(pack, column):
            numbers.setdefault(claim, len(numbers) + 1)
    left, right = (_numbered(pack, column, numbers) for column in (first, second))
    return left.answer(happened.label, "What happened"), right.answer(
        other.label, NOT_WHAT_HAPPENED, road=True
    )


def numbered_claims(pair: Iterable[Answer]) -> dict[int, ClaimId]:
    """What two columns rest on, by the numbers they share."""
    found = {item.number: item.claim.id for column in pair for item in column.cited}
    return dict(sorted(found.items()))


def claim_numbered(pair: Iterable[Answer], number: int) -> ClaimId:
    """The claim of a number in two columns.

    Raises:
        StepError: there is none.
    """
    found = numbered_claims(pair)
    if number not in found:
        last = f"they go from 1 to {len(found)}" if found else "they rest on none"
        raise StepError(f"There is no claim {number} in these columns; {last}.")
    return found[number]


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds before its claims are numbered."""

    lead: tuple[Block, ...]
    parts: tuple[Part, ...]
    details: tuple[Detail, ...] = ()
    cited: tuple[Cited, ...] = ()

    def answer(self, title: str, lead: str, *, road: bool = False) -> Answer:
        claims = tuple(item.claim.id for item in self.cited)
        return Answer(
            title, lead, self.lead, self.details, claims=claims, parts=self.parts, cited=self.cited, road=road
        )


def _fork(pack: Pack, name: NodeId) -> Fork:
    fork = pack.nodes[name].fork
    assert fork is not None
    return fork


def _what_happened(pack: Pack, state: StoryState, fork: Fork, option: ForkOption) -> _Column:
    lead, told = _page(pack, state, fork.resolution)
    who = [f"To be decided by: {pack.who(fork.decider)}."] if fork.decider else []
    parts = [
        Part(WHO, _lines([" ".join((*who, _favoured(pack, option)))])),
        Part(EXPECTED, _told(pack, state, blocks_of(option.argument_for.text))),
        Part(FEARED, _told(pack, state, blocks_of(option.argument_against.text))),
    ]
    each = [block for part in told for block in part.blocks]
    if each:
        parts.append(Part(TOLD_BY_EACH, _told(pack, state, each)))
    if not page_is_told(pack, state, fork.resolution):
        # A road may be come to first, days before all that came is known.
        return _Column(_lines([NOT_TOLD]), tuple(parts))
    return _Column(_told(pack, state, lead[:1]), tuple(parts))


def _road(pack: Pack, state: StoryState, option: ForkOption) -> _Column:
    lead, told = _page(pack, state, option.road) if option.road else ((), ())
    headed = [part for part in told if part.head]
    hoped = headed[0].blocks if headed else blocks_of(option.argument_for.text)
    feared = headed[1].blocks if len(headed) > 1 else blocks_of(option.argument_against.text)
    parts = [
        Part(WHO, _lines([_favoured(pack, option)])),
        Part(EXPECTED, _told(pack, state, hoped)),
        Part(FEARED, _told(pack, state, feared)),
        *(Part(part.head, _told(pack, state, part.blocks)) for part in headed[2:]),
    ]
    details: tuple[Detail, ...] = ()
    if option.road and page_is_told(pack, state, option.road):
        read = road_word("read" if option.road in state.visits else "new", road=True)
        details = (Detail("Its page", (f"{pack.nodes[option.road].title} ({read})",)),)
    return _Column(_told(pack, state, lead[:1]), tuple(parts), details)


def _page(pack: Pack, state: StoryState, page: NodeId) -> tuple[tuple[Block, ...], tuple[HeadedPart, ...]]:
    """What stands on a page before its first head, and its parts; nothing of one that may not be named."""
    if not page_is_told(pack, state, page):
        return (), ()
    shown = shown_passages(pack, state, pack.nodes[page])
    return headed_parts([block for passage in shown for block in blocks_of(passage.text.text)])


def _told(pack: Pack, state: StoryState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Those that rest on nothing later than the story, and how much does not."""
    kept = tuple(block for block in blocks if claims_are_told(pack, state, claims_of([block])))
    if len(kept) == len(blocks):
        return kept
    return (*kept, *_lines([MORE_NOT_TOLD if kept else NOT_TOLD]))


def _favoured(pack: Pack, option: ForkOption) -> str:
    if not option.favoured_by:
        return NOBODY
    return f"Favoured by {', '.join(map(pack.who, option.favoured_by))}."


def _lines(said: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Paragraph((Text(text),)) for text in said)


def _cited(pack: Pack, column: _Column) -> Iterator[ClaimId]:
    """The claims of a column in reading order, those that the pack still has."""
    blocks = [*column.lead, *(block for part in column.parts for block in part.blocks)]
    return (claim for claim in claims_of(blocks) if claim in pack.claims)


def _numbered(pack: Pack, column: _Column, numbers: dict[ClaimId, int]) -> _Column:
    cited = tuple(Cited(numbers[claim], pack.claims[claim]) for claim in _cited(pack, column))
    ordered = tuple(sorted(cited, key=lambda item: item.number))
    return _Column(column.lead, column.parts, column.details, ordered)
