"""The command palette: every action of the screen one is on, the choices, and the looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from explainer.tui.action import Action
from explainer.tui.screens.base import ExplainerScreen
from explainer.tui.screens.reading import ReadingScreen
from explainer.tui.themes import LOOKS
from explainer.tui.words import words

Entry = tuple[str, str, Callable[[], object]]


class ActionProvider(Provider):
    """What can be done now, as the palette lists it."""

    def entries(self) -> Iterator[Entry]:
        """Title, help and deed of each."""
        screen = self.screen
        if isinstance(screen, ReadingScreen):
            for offer in screen.turn.offers:
                if offer.open:
                    yield offer.text, f"Choice {offer.number}", partial(screen.take_offer, offer.number)
        if isinstance(screen, ExplainerScreen):
            yield from _of(screen, screen.available())
            for look in LOOKS:
                yield f"Look: {look.label}", "Change the look", partial(screen.explainer.set_look, look.name)

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for title, text, do in self.entries():
            yield DiscoveryHit(cast(str, words(title)), do, text=title, help=text)

    async def search(self, query: str) -> Hits:
        """What fits what is typed."""
        matcher = self.matcher(query)
        for title, text, do in self.entries():
            score = max(matcher.match(title), matcher.match(text) * 0.8)
            if score > 0:
                yield Hit(score, words(title), do, text=title, help=text)


def _of(screen: ExplainerScreen, actions: Sequence[Action]) -> Iterator[Entry]:
    for action in actions:
        if action.shown != "1-9":
            yield (
                action.label[:1].upper() + action.label[1:],
                action.help,
                partial(screen.run_action, action.deed),
            )
