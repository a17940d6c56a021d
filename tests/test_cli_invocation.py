"""A command that is printed is the one that was called, so that it can be copied."""

from __future__ import annotations

import sys

import pytest

from explainer.cli.invocation import command


@pytest.mark.parametrize(
    ("called", "by_uv", "said"),
    [
        ("/home/me/.local/bin/explainer", False, "explainer"),
        ("/repo/.venv/bin/explainer", True, "uv run explainer"),
        (r"/repo/.venv/Scripts/explainer.exe", True, "uv run explainer"),
        ("/repo/explainer/__main__.py", False, "python -m explainer"),
        ("/repo/explainer/__main__.py", True, "uv run python -m explainer"),
        ("/repo/.venv/bin/pytest", True, "explainer"),
        ("", False, "explainer"),
    ],
)
def test_it_is_named_as_it_was_called(
    called: str, by_uv: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    if by_uv:
        monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert command() == said


def test_without_a_name_it_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [])
    assert command() == "explainer"
