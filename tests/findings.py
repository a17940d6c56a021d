"""Findings to be reported: those of the bad packs, and some that were never meant well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from explainer.cli.main import run
from explainer.model.diagnostic import Diagnostic, Mark, Severity, Span
from explainer.prose.clean import REFUSED

BAD = Path(__file__).with_name("packs") / "bad"
BAD_PACKS = sorted(path for path in BAD.iterdir() if path.is_dir())

HOSTILE = [
    "\x1b[2J\x07",
    "\u202egnp.exe",
    "a\r\n::error file=x::gone\n",
    "100%, 3:2 %0A %25",
    "::stop-commands::x",
    "##[add-mask]x",
    "[the square](node:square) [0](1) \\[",
    "{0} {{1}} {seen: square}",
    "𝔊😀 \U0001f469\u200d\U0001f680 鐘",
    "</script><b>&amp;",
    '"\\"',
    "é" * 1_000,
    "\ud800\udfff",
    " ",
]
"""Texts that mean something to one of the formats, or can't be shown as they are."""


def finding(
    message: str = "there is no page 'sqaure' in this pack",
    hint: str = "Did you mean 'square'?",
    *,
    code: str = "E201",
    severity: Severity = Severity.ERROR,
    file: str = "nodes.yaml",
    place: tuple[int, int, int, int] = (4, 16, 4, 22),
    witness: str = "",
    source: str = "      to: sqaure",
) -> Diagnostic:
    span = Span(file, Mark(*place[:2]), Mark(*place[2:]))
    return Diagnostic(code, severity, span, message, hint, witness=witness, source=source)


# What a system can name a file: all but a stroke and a NUL; a byte that is not UTF-8 is a lone surrogate.
_NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
    | st.sampled_from(":,%\r\n\x1b\u202e\udc80\udcff #?"),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in (".", ".."))

any_file = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
any_words = st.text(max_size=80) | st.sampled_from(HOSTILE)


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code of ``check``, its data and its talk."""
    capsys.readouterr()
    code = run(["check", *arguments])
    return code, *capsys.readouterr()


def outputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, dict[str, Any]]:
    """The exit code of ``check``, its text and its data; no refused character is in any of them."""
    capsys.readouterr()
    code = run(["check", str(folder)])
    text, talk = capsys.readouterr()
    assert code == run(["check", str(folder), "--format", "json"])
    data, more_talk = capsys.readouterr()
    for shown in (text, talk, data, more_talk):
        assert REFUSED.search(shown) is None
    found: dict[str, Any] = json.loads(data)
    # What a program reads from it must be as harmless as what a person sees.
    assert REFUSED.search(json.dumps(found, ensure_ascii=False)) is None
    return code, text, found
