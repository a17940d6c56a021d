"""Anything at all in the files of a pack: findings in their places, never an exception."""

from __future__ import annotations

import json
import random
import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from explainer.cli.reporters import as_data, as_text
from explainer.model.diagnostic import Diagnostic
from explainer.packs.codes import CODES
from explainer.packs.load import LISTS
from explainer.packs.story_records import MANIFEST
from explainer.prose.clean import REFUSED
from explainer.rules.catalogue import RULES
from explainer.rules.check import Checked, check_pack
from tests.full_pack import FULL, scalars, tree_of
from tests.strategies import examples


def sane(result: Checked, texts: dict[str, str]) -> None:
    """What must hold of any result: known codes, places inside their files, harmless words."""
    grave = False
    for item in result.diagnostics:
        assert item.code in CODES or item.code in RULES
        assert item.message
        grave |= item.severity == "error" and not item.mended
        check_place(item, texts)
    assert grave == (result.pack is None)
    assert list(result.diagnostics) == sorted(
        result.diagnostics, key=lambda item: (*item.span.key(), item.code)
    )
    assert REFUSED.search(as_text(result.diagnostics)) is None
    assert (
        REFUSED.search("".join(str(value) for item in result.diagnostics for value in as_data(item).values()))
        is None
    )


def check_place(item: Diagnostic, texts: dict[str, str]) -> None:
    start, end = item.span.start, item.span.end
    assert (1, 1) <= (start.line, start.column) <= (end.line, end.column)
    text = texts.get(item.span.file)
    if text is not None:
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # A file that ends in its middle ends one line further for YAML.
        assert start.line <= len(lines) + 1
        if start.line <= len(lines):
            assert start.column <= len(lines[start.line - 1]) + 1
            assert item.code == "E006" or lines[start.line - 1] == item.source


def loaded(texts: dict[str, str | bytes]) -> Checked:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in texts.items():
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return check_pack(folder)


@given(st.binary(max_size=80), st.binary(max_size=80))
@examples(80)
def test_any_bytes_in_files_are_findings(manifest: bytes, other: bytes) -> None:
    sane(loaded({"pack.yaml": manifest, "x.yaml": other}), {})


_TOKENS = st.sampled_from(
    ["nodes", "id", "title", ": ", ":", "- ", "\n", "\n  ", "\n    - ", "{", "}", "[", "]", ", ", '"', "'",
     "|\n", ">-\n", "&a", "*a", "!t ", "# ", "%", "---\n", "...\n", "\t", "? ", "\\", "\x00", "\x1b",
     "\u202e", "\ufeff", "\x85", "\u2028", "界", "e\u0301", "📜", "[@c]", "[[t|w]]", "(node:n)", "`",
     "a" * 90, "2024-02-30", "true", "-1", "\r\n", "\r"]
)  # fmt: skip


@given(st.lists(_TOKENS, max_size=30).map("".join), st.lists(_TOKENS, max_size=30).map("".join))
@examples(120)
def test_any_text_in_files_is_findings(manifest: str, other: str) -> None:
    sane(loaded({"pack.yaml": manifest, "x.yaml": other}), {"pack.yaml": manifest, "x.yaml": other})


_KEYS = sorted(
    {
        name
        for text in FULL.values()
        for scalar in scalars(tree_of(text))
        if re.fullmatch("[a-z_]+", name := scalar.value)
    }
)


_VALUES = sorted({scalar.value for text in FULL.values() for scalar in scalars(tree_of(text))})


_LEAVES = st.sampled_from(
    [*_VALUES, "", "x\u202ey", "[@vote]", "[[veto]]", "[w](node:home)", "[@", "&rlm;"]
) | st.text("aé界\x00\u202e [@]()|`&;:\n", max_size=12)


_TREES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS) | _LEAVES, inner, max_size=5)
    ),
    max_leaves=25,
)


@given(
    st.dictionaries(st.sampled_from([item.name for item in MANIFEST.fields]), _TREES, max_size=8),
    st.dictionaries(st.sampled_from([*LISTS, "chapter"]), st.lists(_TREES, max_size=4) | _TREES, max_size=5),
)
@examples(70)
def test_any_tree_in_files_is_findings(manifest: dict[str, Any], other: dict[str, Any]) -> None:
    """JSON is YAML: what is drawn goes in without a writer of YAML between."""
    texts = {
        "pack.yaml": json.dumps(manifest),
        "x.yaml": json.dumps(other, ensure_ascii=False).replace("\x7f", ""),
    }
    sane(loaded({**texts}), texts)


@given(st.integers(0, 2**32), st.integers(1, 6))
@examples(100)
def test_any_damage_to_a_good_pack_is_findings(seed: int, cuts: int) -> None:
    """Near to right is where a decoder trips: pieces of a whole pack are cut, doubled, swapped or changed."""
    dice = random.Random(seed)
    texts = dict(FULL)
    for _ in range(cuts):
        name = dice.choice(sorted(texts))
        text = texts[name]
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.choice([0, 1, 2, 5, 20, 60]))
        piece = dice.choice(
            [
                "",
                "",
                text[at:to] * 2,
                dice.choice(_VALUES),
                "\u202e",
                "\x00",
                "\n",
                " ",
                "  ",
                ": ",
                "- ",
                "[",
                "{",
                '"',
                "[@no]",
            ]
        )
        texts[name] = text[:at] + piece + text[to:]
    sane(loaded({**texts}), texts)
