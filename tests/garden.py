"""A pack to be read on the screens: a long page, a locked choice, links and more claims than one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from explainer.store.store import Store, open_store
from tests.tui_screen import Record, Stage, manifest, write_pack

SENTENCE = (
    "In paragraph {0} word-{0}a comes before word-{0}b, and then there is more of it: word-{0}c, word-{0}d."
)


def _long_body(paragraphs: int) -> str:
    return "\n\n".join(" ".join([SENTENCE.format(number)] * 3) for number in range(1, paragraphs + 1))


def _node(name: str, body: str, *choices: Record, **more: object) -> Record:
    return {"id": name, "title": name.capitalize(), "body": body, "choices": list(choices), **more}


def _choice(to: str, text: str, **more: object) -> Record:
    return {"id": f"to-{to}", "text": text, "to": to, **more}


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a long page, a locked choice, links and more claims than one."""
    claim = {"date": "2024-05-02", "sources": ["list"], "confidence": "high"}
    return write_pack(
        tmp_path_factory.mktemp("garden"),
        manifest("gate"),
        sources=[{"id": "list", "type": "report", "title": "A list"}],
        claims=[
            {"id": "wall", "label": "The wall is old", "statement": "The wall was built first.", **claim},
            {"id": "well", "label": "The well is deep", "statement": "Nobody found its floor.", **claim},
        ],
        terms=[{"id": "moss", "term": "moss", "text": "A small plant that likes the shade."}],
        nodes=[
            _node(
                "gate",
                "The wall is old. [@wall] So is the [[moss]] on it, and the well behind it is deep. [@well]\n"
                "You may go [straight to the pond](node:pond).",
                _choice("walk", "Go down the long walk"),
                _choice("tower", "Climb the tower", when={"seen": "pond"}, locked="First see the pond."),
                _choice("pond", "Sit by the pond"),
            ),
            _node(
                "walk", _long_body(9), _choice("gate", "Back to the gate"), _choice("pond", "On to the pond")
            ),
            _node("pond", "It is still.", _choice("gate", "Back to the gate")),
            _node("tower", "You see all of it.", ending=True),
        ],
    )


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    with closing(open_store(walled_off)) as opened:
        yield opened


def title_of(stage: Stage) -> str:
    return stage.session.turn.title
