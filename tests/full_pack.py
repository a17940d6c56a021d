"""A small pack that uses every key of the format, to be spoilt in every place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.packs.yaml_tree import Mapping, Scalar, Sequence, Tree, parse_tree

FULL = {
    "pack.yaml": """\
format: 1
id: full
title: Every key
question: Does every key work?
as_of: 2024-05-02
language: en
version: 1.0.0
licence: CC-BY-4.0
start: square
summary: One of each.
authors: [Ana, Ben]
ways_in:
  - {id: short, title: Short, minutes: 0, start: square, text: A way in., route: [square]}
chapters:
  - {id: vote, title: The vote, text: How it went.}
sides:
  - {id: town, name: The town}
  - {id: drivers, name: The drivers}
promises:
  every_paragraph_cited: false
  core_on_every_way: true
  voices: [{sides: [town], actors: [mayor], within: 2}]
  balance: [{sides: [town, drivers], within: 100}]
rules:
  - {rule: W601, level: off, because: Its words are not for reading.}
  - {rule: W602, level: error, because: Its one claim is met at once.}
verdict_words: [betrayal, traitors]
variables: {trust: 0, open: true}
renames:
  nodes: {plaza: square}
  claims: {ballot: vote}
""",
    "ledger.yaml": """\
sources:
  - id: minutes
    type: report
    title: Minutes
    author: [{family: Doe, given: Ana}, {literal: Town Hall}]
    publisher: Town Hall
    container_title: Gazette
    issued: 2024-05
    number: TC/24
    url: https://example.org/minutes
    genre: Verbatim
    note: Scanned.
claims:
  - id: vote
    statement: The vote was nine to six.
    date: 2024-05-02
    sources: [minutes, {source: minutes, locator: item 4}]
    confidence: high
    label: Nine to six
    known_from: 2024-05-01
    disputed: [{by: mayor, how: She counts ten.}, {by: Somebody else, how: He counts eight.}]
    core: true
    argues: [town]
    actors: [mayor]
    places: [old-square]
    note: Counted twice.
""",
    "story.yaml": """\
chapter: vote
nodes:
  - id: square
    title: The square
    kind: scene
    chapter: vote
    place: old-square
    date: 2024-05-02
    period: One evening
    voices: [mayor]
    aliases: [plaza, piazza]
    body: |
      It was *nine* to six. [@vote]

      Ask about the [[veto|no]], or [go on](node:fork).
    passages:
      - text: Trusted now.
        when:
          all: [{at_least: [trust, 1]}, {not: {is: [open, true]}}, {any: [{seen: fork}, {visits: [lane, 2]}]}]
    choices:
      - id: on
        text: Go on
        to: fork
        when:
          any:
            - {met: vote}
            - {heard: mayor}
            - {chosen: square/on}
            - {on_or_after: 2024-05-02}
            - {at_most: [trust, 5]}
        locked: Not yet
        once: true
        effects: [{set: [open, false]}, {add: [trust, 1]}]
        hint: Try this.
    effects: [{advance: 2024-05-03}]
  - id: lane
    title: The lane
    body: Never shown.
    divert: [{to: square, when: {forecast: fork}}, {to: home, when: {skipped: fork}}, {to: home}]
  - id: fork
    title: The fork
    kind: fork
    body: What next?
    fork:
      question: Does she sign?
      decider: mayor
      date: 2024-06
      resolution: home
      options:
        - {id: signs, label: She signs, for: Clear., against: Close., happened: true, status_quo: true}
        - {id: refuses, label: She refuses, for: Close., against: Clear., road: lane, favoured_by: [Press]}
  - {id: home, title: Home, kind: ending, body: The end., ending: true, ahead: true}
""",
    "who.yaml": """\
actors:
  - id: mayor
    name: The mayor
    kind: person
    text: She signs. [@vote]
    office: Mayor
    side: town
    short: Mayor
    aliases: [Her Honour]
    place: old-square
    node: square
places:
  - id: old-square
    name: The old square
    latitude: 42.1
    longitude: 20.7
    names: {sr: Stari trg, sq: Sheshi}
    text: Where it is.
    node: square
    aliases: [the plaza]
questions:
  - {id: cars, text: Should cars cross?, short: Cars, aliases: [traffic]}
positions:
  - actor: mayor
    question: cars
    stance: against
    position: No cars.
    reason: The stones are old.
    reason_is: stated
    speaker: Ana Doe, mayor
    date: 2024-05
    quote: no more cars
    quote_by: Ana Doe
    sources: [{source: minutes, locator: p. 2}]
    note: Said twice.
terms:
  - {id: veto, term: veto, text: A no., say: VEE-toe, aliases: [nay], see: [veto], sources: [minutes]}
cards:
  - id: how
    kind: choose
    claim: vote
    question: How was it?
    answer: Nine to six.
    options: [{text: Ten to five., shows: landslide}]
    why: It was counted.
  - {id: again, kind: recall, claim: vote, question: "By how many?", answer: Three.}
misconceptions:
  - {id: landslide, belief: It was a clear vote., remedy: square, transfer: again}
""",
    "atlas.yaml": """\
events:
  - id: the-vote
    date: 2024-05-02
    until: 2024-05-03
    title: The vote
    weight: 3
    place: old-square
    actors: [mayor]
    claims: [vote]
map:
  note: Lines are for orientation.
  sources: [minutes]
  shapes:
    - {id: town-line, name: The town, kind: subject, rings: ["20.5 42, 21 42.5, 20.75 43"]}
  views:
    - {id: near, title: The town, west: 20, south: 41, east: 22, north: 44}
""",
}
"""A small pack that uses every key of the format."""


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


def tree_of(text: str) -> Tree:
    tree = parse_tree(text, lambda *found: pytest.fail(str(found)))
    assert tree is not None
    return tree


def scalars(tree: Tree) -> Iterator[Scalar]:
    if isinstance(tree, Mapping):
        for key, value in tree.pairs:
            yield key
            yield from scalars(value)
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from scalars(item)
    else:
        yield tree
