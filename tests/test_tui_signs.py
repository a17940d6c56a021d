"""Signs have twins of plain letters where a terminal may lack them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from explainer.tui.signs import DRAWN, PLAIN, signs


@pytest.mark.parametrize("terminal", ["linux", "vt100", "vt220"])
def test_a_bare_console_gets_plain_letters(terminal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", terminal)

    assert signs() is PLAIN


def test_an_encoding_that_lacks_the_signs_gets_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("locale.getpreferredencoding", lambda **_: "ISO-8859-1")

    assert signs() is PLAIN


def test_other_terminals_get_the_drawn_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("locale.getpreferredencoding", lambda **_: "UTF-8")

    assert signs() is DRAWN


def test_the_twins_are_ascii_and_each_sign_is_one_cell() -> None:
    for field in fields(PLAIN):
        sign = getattr(PLAIN, field.name)
        if isinstance(sign, str):
            assert sign.isascii()
            assert len(sign) == len(getattr(DRAWN, field.name)) == 1
