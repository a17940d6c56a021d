"""An option of a fork beside what happened there: two columns, or where that is too narrow one by one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from explainer.model.ids import ClaimId
from explainer.session import Session
from explainer.story.answers import claim_answer, claim_references
from explainer.story.beside import Beside, columns, numbered_claims
from explainer.tui.action import Action, bindings
from explainer.tui.actions import BESIDE, LEAF_MOVES
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.words import Target


class BesideScreen(SheetScreen):
    """The options of a fork to leaf through, each beside what happened; their claims open over them."""

    NAME: ClassVar[str] = "Side by side"

    ACTIONS: ClassVar[tuple[Action, ...]] = BESIDE

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(BESIDE, LEAF_MOVES),
        *[Binding(str(n), f"jump_to({n})", show=False) for n in range(1, 10)],
    ]

    def __init__(self, session: Session, shown: Beside, claim: ClaimId | None = None) -> None:
        pack, state = session.pack, session.state
        pairs = [columns(pack, state, shown.fork, number) for number in shown.options]
        super().__init__(pairs, shown.options.index(shown.at))
        self._session = session
        self._claim = claim

    def on_mount(self) -> None:
        """Show it; a claim that was asked for opens over it."""
        super().on_mount()
        if self._claim:
            self.call_after_refresh(self._open_claims, self._claim)

    def follow(self, target: Target) -> None:
        """A number leads to its claim."""
        if target.kind == "claim":
            self._open_claims(ClaimId(target.value))
        else:
            super().follow(target)

    def action_claims(self) -> None:
        """The evidence of what both columns rest on, from the first claim not opened yet."""
        self._open_claims(None)

    def _open_claims(self, at: ClaimId | None) -> None:
        found = {claim: number for number, claim in numbered_claims(self._answers[self.at]).items()}
        claims = list(found)
        if not claims:
            return
        pack, session = self._session.pack, self._session
        if at is None:
            at = next((claim for claim in claims if not session.state.met.get(claim)), claims[0])
        self.app.push_screen(
            SheetScreen(
                [(claim_answer(pack, claim, found[claim]),) for claim in claims],
                claims.index(at),
                opened=lambda index: session.open_claim(claims[index]),
                references=[claim_references(pack, claim) for claim in claims],
            )
        )
