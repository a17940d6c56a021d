"""A route with a step nobody can take.

The ``route`` of a way in names its pages in order; each must lead to the next, by a choice, a
divert, a fork or a link, and that must be open to a reader who comes by the route and does nothing
else but make the forecasts it asks for, or pass them by.

Fails::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way., route: [hall, yard]}
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: It is empty., ending: true}
      - {id: yard, title: The yard, body: It is large., ending: true}

Passes::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way., route: [hall, yard]}
    # nodes.yaml
    nodes:
      - id: hall
        title: The hall
        body: It is empty.
        choices:
          - {id: out, text: Go out, to: yard}
      - {id: yard, title: The yard, body: It is large., ending: true}
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from explainer.errors import StepError
from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.ways import leads_to, steps_of, with_forecasts
from explainer.story.engine import apply, start
from explainer.story.state import StoryState

CODE = "W603"
LEVEL = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such step of each route; after one that is shut the rest is only looked at for gaps."""
    pack = subject.pack
    for way in pack.manifest.ways_in:
        if not way.route:
            continue
        steps = (way.start, *way.route) if way.route[0] != way.start else way.route
        state = _begun(pack, way.start)
        for here, there in itertools.pairwise(steps):
            if there not in set(leads_to(pack.nodes[here])):
                state = None
                yield Finding(
                    subject.at("way in", way.id),
                    f"the way '{way.id}' goes from '{here}' to '{there}', "
                    f"and nothing on '{here}' leads there",
                    "Give the page a choice that leads there, or mend the route.",
                )
            elif state is not None:
                state = _gone(pack, state, there)
                if state is None:
                    yield Finding(
                        subject.at("way in", way.id),
                        f"the way '{way.id}' goes from '{here}' to '{there}', but whoever came that "
                        f"way finds nothing open on '{here}' that leads on to it",
                        "Loosen the condition, or mend the route.",
                    )


def _begun(pack: Pack, first: NodeId) -> StoryState | None:
    try:
        return start(pack, first)
    except StepError:
        return None


def _gone(pack: Pack, state: StoryState, to: NodeId) -> StoryState | None:
    """The state after going on to a page, or past diverts to it; None if nothing open leads there."""
    if state.node == to:
        return state
    for before, _ in with_forecasts(pack, state):
        for step in steps_of(pack, before):
            try:
                after = apply(pack, before, step)
            except StepError:
                continue
            entered = after.visits.get(to, 0) > before.visits.get(to, 0)
            if after.node == to or entered:
                return after
    return None
