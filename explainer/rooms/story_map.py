"""The story map: where am I in the whole? Chapters, my way through them, forks and their branches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from explainer.model.ids import NodeId
from explainer.model.node import Fork, ForkOption, Node
from explainer.model.pack import Chapter
from explainer.rooms.room import Entry, Facet, Mark, Room
from explainer.session import Session
from explainer.story.answers import Answer, Detail, claim_row, outcome_words
from explainer.story.engine import choices_of, is_resolved
from explainer.story.fog import door, page_is_told
from explainer.story.roads import ROAD_NOT_TAKEN, is_known_road
from explainer.verbs.matching import Noun, find

_SHOWN = {"": "all", "read": "read", "forks": "forks"}


class StoryMapRoom(Room):
    """Every page read, every page one of them leads to that may be named, and how many lie ahead."""

    name: ClassVar[str] = "story"
    title: ClassVar[str] = "Story map"
    question: ClassVar[str] = "Where am I in the whole?"
    usage: ClassVar[str] = "Type story with a chapter, read or forks."
    opening: ClassVar[str] = "go to"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chapter = ""
        """The chapter it is narrowed to."""
        self.shown = ""
        """``read`` or ``forks`` alone, or all."""

    def first(self) -> str:
        """The open page."""
        return self.state.node

    def chapters(self) -> list[Chapter]:
        """The chapters that have pages; a pack without chapters is one."""
        every = (*self.pack.manifest.chapters, Chapter("", self.pack.title))
        return [chapter for chapter in every if self._pages(chapter.id)]

    def _pages(self, chapter: str) -> list[Node]:
        named = {item.id for item in self.pack.manifest.chapters}
        return [
            node
            for node in self.pack.nodes.values()
            if (node.chapter if node.chapter in named else "") == chapter and node.id not in self.pack.passing
        ]

    def share(self, chapter: str) -> tuple[int, int]:
        """How many pages of a chapter were read, of how many."""
        pages = self._pages(chapter)
        return sum(page.id in self.state.visits for page in pages), len(pages)

    def lead(self) -> str:
        """How many pages were read, how many are in reach, how many lie ahead."""
        pages = [page for chapter in self.chapters() for page in self._pages(chapter.id)]
        read = sum(page.id in self.state.visits for page in pages)
        reach = len(self._reach())
        return (
            f"{read} of {len(pages)} pages read, {reach} more in reach, {len(pages) - read - reach} in fog."
        )

    def empty(self) -> str:
        """Nothing fits."""
        return "No page fits."

    def _order(self) -> dict[NodeId, int]:
        """The pages walked, each with when it was first."""
        order: dict[NodeId, int] = {}
        for entry in self.session.path.line():
            order.setdefault(entry.state.node, len(order))
        return order

    def _reach(self) -> set[NodeId]:
        """Pages not read that some page read leads to, and that may be named."""
        found: set[NodeId] = set()
        for page in self.state.visits:
            found |= {choice.to for choice in choices_of(self.pack.nodes[page])}
        unread = (page for page in found if page not in self.state.visits)
        return {page for page in unread if page_is_told(self.pack, self.state, page)}

    def entries(self) -> Sequence[Entry]:
        """The chapters with the pages of each, as far as they may be named."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        order, reach = self._order(), self._reach()
        for chapter in self.chapters():
            if self.chapter and chapter.id != self.chapter:
                continue
            pages = self._pages(chapter.id)
            read = [page for page in pages if page.id in self.state.visits]
            # What was walked in a branch that was undone has no place in the order, and comes last.
            read.sort(key=lambda page: order.get(page.id, len(order)))
            near = [page for page in pages if page.id in reach]
            inside = list(self._shown(read, near))
            if inside or not self.shown:
                ahead = len(pages) - len(read) - len(near)
                fog = f", {ahead} in fog" if ahead else ""
                yield Entry("", chapter.title, f"{len(read)} of {len(pages)} read{fog}")
            yield from inside

    def _shown(self, read: list[Node], near: list[Node]) -> Iterator[Entry]:
        for page in read:
            if self.shown != "forks" or page.fork:
                yield self._page(page)
                yield from self._branches(page)
        if self.shown != "read":
            yield from (self._page(page) for page in near if self.shown != "forks" or page.fork)

    def _page(self, page: Node) -> Entry:
        here = page.id == self.state.node
        read = page.id in self.state.visits
        road = is_known_road(self.pack, self.state, page.id)
        mark = Mark.HERE if here else Mark.FORK if page.fork else Mark.READ if read else Mark.NEW
        mark = Mark.ROAD if road and not here else mark
        times = self.state.visits.get(page.id, 0)
        unread = (page.fork or road) and not read
        note = "not read yet" if unread else f"{times} times" if times > 1 else ""
        if road and here:
            note = ", ".join(filter(None, (note, ROAD_NOT_TAKEN)))
        return Entry(page.id, page.title, note, mark, level=1)

    def _branches(self, page: Node) -> Iterator[Entry]:
        """The options of a fork that was read: forecast, and once it is told what became of each."""
        if page.fork is None:
            return
        points = self.state.forecasts.get(page.id)
        told = is_resolved(self.pack, self.state, page.id)
        for index, option in enumerate(page.fork.options):
            given = f"{points[index]} of 100" if points else ""
            note = ", ".join(filter(None, (given, self._became(option) if told else "")))
            mark = Mark.ROAD if told and not option.happened else Mark.NONE
            yield Entry(f"{page.id}/{option.id}", option.label, note, mark, level=3)

    def _became(self, option: ForkOption) -> str:
        if option.happened:
            return "what happened"
        walked = option.road is not None and option.road in self.state.visits
        return "not taken, walked" if walked else "not taken"

    def answer(self, entry: str) -> Answer:
        """A page: when it stands, what it leads to, and the way there; or an option of a fork."""
        page, _, option = entry.partition("/")
        node = self.pack.nodes[NodeId(page)]
        if option and node.fork:
            return self._option(node, node.fork, option)
        details = []
        if node.id in self.state.visits:
            met = [claim for claim in node.claims if claim in self.state.met]
            if met:
                details.append(Detail("Rests on", tuple(claim_row(self.pack, claim) for claim in met)))
            onward = dict.fromkeys(choice.to for choice in choices_of(node))
            doors = [
                door(self.pack, self.state, to) for to in onward if page_is_told(self.pack, self.state, to)
            ]
            hidden = len(onward) - len(doors)
            if hidden:
                details.append(Detail("Also leads to", (f"{hidden} in fog",)))
        else:
            met, doors = [], []
        if node.fork and is_resolved(self.pack, self.state, node.id):
            details.insert(0, Detail("Told", (outcome_words(node.fork, self.state.forecasts.get(node.id)),)))
        itself = door(self.pack, self.state, node.id)
        lead = " · ".join(filter(None, (self.pack.chapter_title(node), node.period)))
        return Answer(node.title, lead, (), tuple(details), claims=tuple(met), doors=(itself, *doors))

    def _option(self, node: Node, fork: Fork, name: str) -> Answer:
        option = next(item for item in fork.options if item.id == name)
        told = is_resolved(self.pack, self.state, node.id)
        details = []
        if option.favoured_by:
            details.append(Detail("Favoured by", tuple(self.pack.who(who) for who in option.favoured_by)))
        points = self.state.forecasts.get(node.id)
        if points:
            at = fork.options.index(option)
            details.append(Detail("You gave it", (f"{points[at]} of 100",)))
        pages = [node.id]
        if told:
            details.append(Detail("What became of it", (self._became(option),)))
            pages += [fork.resolution] if option.happened else [option.road] if option.road else []
        shown = [page for page in pages if page_is_told(self.pack, self.state, page)]
        doors = tuple(door(self.pack, self.state, page) for page in shown)
        return Answer(option.label, fork.question, (), tuple(details), doors=doors)

    def open(self, entry: str) -> Answer | NodeId:
        """Walk to a page; an option is read."""
        return self.answer(entry) if "/" in entry else NodeId(entry)

    # ------------------------------------------------------------ narrowing

    def facets(self) -> tuple[Facet, ...]:
        """Chapter, and which pages."""
        named = {chapter.id: chapter.title for chapter in self.chapters()}
        return (
            Facet(
                "chapter",
                "chapter",
                self.chapter,
                named.get(self.chapter, "all") if self.chapter else "all",
            ),
            Facet("which", "pages", self.shown, _SHOWN[self.shown]),
        )

    def values(self, facet: str) -> Sequence[tuple[str, str]]:
        """The chapters; all, read or forks."""
        if facet == "chapter":
            return [("", "every chapter"), *((item.id, item.title) for item in self.chapters() if item.id)]
        if facet == "which":
            return list(_SHOWN.items())
        raise KeyError(facet)

    def narrow(self, facet: str, value: str) -> None:
        """Narrow by one facet."""
        if facet == "chapter":
            self.chapter = value
        elif facet == "which":
            self.shown = value
        else:
            raise KeyError(facet)

    def take_words(self, words: str) -> str:
        """A chapter, ``read`` or ``forks``."""
        word = words.strip().casefold().removeprefix("map").strip()
        if not word:
            return ""
        if word in _SHOWN:
            self.shown = word
            return ""
        found = find(word, [Noun(item.id, (item.title, item.id)) for item in self.chapters() if item.id]).sure
        if found is None:
            return f"I know no chapter “{words[:40]}”. {self.usage}"
        self.chapter = found.value
        return ""
