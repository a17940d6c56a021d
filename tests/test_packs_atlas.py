"""Events and the map: what is read, in which order, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.outline import Point
from explainer.packs.cache import cache_key, keep, kept_pack
from explainer.packs.load import load_pack, open_pack

BRIDGE = Path(__file__).parent / "packs" / "good" / "bridge"

EVENTS = """\
events:
  - {id: later, date: 2024-06, title: Later, weight: 1, claims: [vote-nine-six]}
  - {id: first, date: 2024-05-02, until: 2024-05-03, title: The vote, weight: 3,
     place: old-square, actors: [mayor], claims: [vote-nine-six]}
"""

MAP = """\
map:
  note: Lines are for orientation.
  sources: [minutes]
  shapes:
    - {id: town, name: The town, kind: subject, rings: ["20.5 42, 21 42.5, 20.75 43", "-1 -2.5, 0 0, 1 1"]}
  views:
    - {id: near, title: The town, west: 20, south: 41, east: 22, north: 44}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in BRIDGE.iterdir():
        (tmp_path / path.name).write_text(path.read_text("utf-8"))
    return tmp_path


def findings(folder: Path) -> list[tuple[str, int]]:
    return [
        (item.code, item.span.start.line)
        for item in load_pack(folder).diagnostics
        if item.span.file == "x.yaml"
    ]


def test_events_come_in_the_order_of_their_dates(folder: Path) -> None:
    (folder / "x.yaml").write_text(EVENTS)
    opened = open_pack(folder)
    assert list(opened.events) == ["first", "later"]
    first = next(iter(opened.events.values()))
    assert (first.weight, first.place, first.actors, str(first.until)) == (
        3,
        "old-square",
        ("mayor",),
        "2024-05-03",
    )


def test_the_map_is_read_and_kept(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (folder / "x.yaml").write_text(MAP + EVENTS)
    opened = open_pack(folder)
    assert opened.outline is not None
    [shape] = opened.outline.shapes
    assert shape.rings[0] == (Point(20.5, 42), Point(21, 42.5), Point(20.75, 43))
    assert shape.rings[1][0] == Point(-1, -2.5)
    cache = tmp_path_factory.mktemp("cache")
    key = cache_key(folder, sorted(folder.glob("*.yaml")))
    keep(cache, key, opened)
    assert kept_pack(cache, key) == opened


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("20.5 42, 21 42.5, 20.75 43", "20.5 42, 21 42.5", "E112"),
        ("20.5 42,", "20.5;42,", "E109"),
        ("20.5 42,", "20.5 92,", "E109"),
        ("20.5 42,", "1e5 42,", "E109"),
        ("20.5 42,", "nan 42,", "E109"),
        ("20.5 42,", "٢٠ 42,", "E109"),
        ("west: 20", "west: 22", "E109"),
        ("north: 44", "north: 41", "E109"),
        ("north: 44", "north: 91", "E109"),
        ("kind: subject", "kind: country", "E107"),
        ("note: Lines are for orientation.", "note: ''", "E112"),
        ("[minutes]", "[atlas]", "E204"),
    ],
)
def test_a_map_that_can_not_be_drawn_is_refused(folder: Path, old: str, new: str, code: str) -> None:
    assert old in MAP
    (folder / "x.yaml").write_text(MAP.replace(old, new))
    assert [found[0] for found in findings(folder)] == [code]


def test_a_second_map_is_refused(folder: Path) -> None:
    (folder / "x.yaml").write_text(MAP)
    (folder / "y.yaml").write_text(MAP.replace("id: town", "id: town-2").replace("id: near", "id: near-2"))
    assert [item.code for item in load_pack(folder).diagnostics] == ["E106"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weight: 3", "weight: 4", "E109"),
        ("until: 2024-05-03", "until: 2024-05-01", "E108"),
        ("claims: [vote-nine-six]}\n  - {id: first", "claims: []}\n  - {id: first", "E112"),
        ("claims: [vote-nine-six]}\n  - {id: first", "claims: [lost]}\n  - {id: first", "E202"),
        ("id: later", "id: first", "E106"),
    ],
)
def test_an_event_that_does_not_hold_is_refused(folder: Path, old: str, new: str, code: str) -> None:
    assert old in EVENTS
    (folder / "x.yaml").write_text(EVENTS.replace(old, new))
    assert code in [found[0] for found in findings(folder)]


def test_an_event_may_end_within_the_month_it_began_in(folder: Path) -> None:
    (folder / "x.yaml").write_text(EVENTS.replace("until: 2024-05-03", "until: 2024-05"))
    assert findings(folder) == []
