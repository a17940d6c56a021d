"""A way in that takes more or less time than it says.

The words of the pages of its ``route`` are counted, at 200 a minute; they may be off by a quarter
of the ``minutes`` it names, or by half a minute. A way of 0 minutes is as long as one likes, and one
without a route is not measured.

Fails::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 10, start: hall, text: The short way., route: [hall]}

Passes::

    # pack.yaml
    ways_in:
      - {id: short, title: Short, minutes: 0, start: hall, text: The short way., route: [hall]}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.pack import Pack, WayIn
from explainer.model.plural import counted
from explainer.packs.words import page_words
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject

CODE = "W604"
LEVEL = Severity.WARNING

WORDS_A_MINUTE = 200
"""How fast a reader is taken to read: somewhat slower than adults read prose silently, 238 words a
minute on average (Brysbaert 2019, Journal of Memory and Language 109), since choices are weighed too."""

MINUTES_OFF = 0.25
"""How far a way's length may be from the minutes it names, as a share of them."""

LEAST_OFF = 0.5
"""Or so many minutes: a way can only name whole ones, and none shorter than one."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each way whose pages take much more or less time than it says."""
    for way in subject.pack.manifest.ways_in:
        if not way.route or not way.minutes:
            continue
        minutes = max(1, route_minutes(subject.pack, way))
        if abs(minutes - way.minutes) > max(MINUTES_OFF * way.minutes, LEAST_OFF):
            said = counted(way.minutes, "minute")
            yield Finding(
                subject.at("way in", way.id),
                f"the way '{way.id}' says {said}; its pages take about {minutes:.0f}",
                f"Change the route or the minutes; {WORDS_A_MINUTE} words are counted a minute.",
            )


def route_minutes(pack: Pack, way: WayIn) -> float:
    """How long a way's pages take to read, in minutes."""
    return sum(page_words(pack.nodes[name]) for name in way.route) / WORDS_A_MINUTE
