"""A reading of the bridge pack with notes and a bookmark."""

from __future__ import annotations

import pytest

from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.session import Session


@pytest.fixture
def session(bridge: Pack) -> Session:
    return Session.begin(bridge, None, "short")


@pytest.fixture
def full(session: Session) -> Session:
    """Two pages with notes, one of them on a claim, and a bookmark."""
    session.add_note("About home.", node=NodeId("home"))
    session.add_note("First words.\n\nAnd more of them.")
    session.add_note("Really?", session.turn.claims[0].claim.id)
    session.toggle_bookmark()
    return session
