"""What a pack says of rules in ``pack.yaml``: levels, reasons, and slips in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.diagnostic import Diagnostic, Severity
from explainer.packs import report
from explainer.packs.load import load_pack, open_pack
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack
from tests.test_packs_codes import PACK, shown

LOST = """\
nodes:
  - {id: square, title: The square, body: Nothing is here., ending: true}
  - {id: cellar, title: The cellar, body: Nothing is here., ending: true}
"""


def pack_in(folder: Path, *rules: str) -> Path:
    (folder / "pack.yaml").write_text(PACK + "rules:\n" + "".join(f"  - {rule}\n" for rule in rules))
    (folder / "nodes.yaml").write_text(LOST)
    return folder


def found(folder: Path, *rules: str) -> list[Diagnostic]:
    return list(check_pack(pack_in(folder, *rules)).diagnostics)


@pytest.mark.parametrize("level", list(Severity))
def test_a_rule_is_as_grave_as_the_pack_takes_it_and_the_pack_opens(level: Severity, tmp_path: Path) -> None:
    [lost] = found(tmp_path, f"{{rule: W501, level: {level}, because: So it is.}}")
    assert (lost.code, lost.severity) == ("W501", level)
    assert check_pack(tmp_path).turned_off == ()
    assert check_pack(tmp_path).pack == open_pack(tmp_path)


def test_a_rule_that_is_turned_off_is_not_even_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("asked")

    rule = RULES["W501"]
    monkeypatch.setitem(RULES, "W501", type(rule)("W501", rule.name, rule.level, refuse, rule.manual))  # type: ignore[arg-type]
    checked = check_pack(pack_in(tmp_path, "{rule: W501, level: off, because: It grows.}"))
    assert checked.diagnostics == ()
    [off] = checked.turned_off
    assert (off.rule, off.level, off.because) == ("W501", None, "It grows.")


def test_other_rules_are_as_grave_as_ever(tmp_path: Path) -> None:
    [lost] = found(tmp_path, "{rule: W601, level: error, because: Every word counts.}")
    assert (lost.code, lost.severity) == ("W501", RULES["W501"].level)


@pytest.mark.parametrize(
    ("rule", "expected", "hint"),
    [
        (
            "{rule: w501, level: off, because: A.}",
            "11:12: error E215 there is no rule 'w501'",
            "Did you mean 'W501'?",
        ),
        (
            "{rule: lost-page, level: off, because: A.}",
            "11:12: error E215 there is no rule 'lost-page'",
            "It goes by its code: W501.",
        ),
        (
            "{rule: all, level: off, because: A.}",
            "11:12: error E215 there is no rule 'all'",
            "All of them: explainer check --explain all.",
        ),
        (
            "{rule: E201, level: off, because: A.}",
            "11:12: error E215 'E201' is no rule: a pack can't change it",
            "Mistakes that are found while a pack is read can't be changed; take it out.",
        ),
        (
            "{rule: W504, level: note, because: A.}",
            "11:12: error E215 'W504' is no rule: a pack can't change it",
            "Mistakes that are found while a pack is read can't be changed; take it out.",
        ),
    ],
)
def test_a_code_that_is_no_rules_is_told_and_the_pack_opens(
    rule: str, expected: str, hint: str, tmp_path: Path
) -> None:
    [lost, slip] = found(tmp_path, rule)
    assert lost.code == "W501"
    assert (shown(slip), slip.hint, slip.mended) == (f"pack.yaml:{expected}", hint, True)
    assert load_pack(tmp_path).diagnostics == ()
    assert open_pack(tmp_path) == check_pack(tmp_path).pack


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (["{rule: W501, level: off}"], "11:5: error E103 a rule's level has no 'because'"),
        (["{rule: W501, level: off, because: ''}"], "11:39: error E112 the text is empty"),
        (["{rule: W501, because: A.}"], "11:5: error E103 a rule's level has no 'level'"),
        (["{level: off, because: A.}"], "11:5: error E103 a rule's level has no 'rule'"),
        (
            ["{rule: W501, level: of, because: A.}"],
            "11:25: error E107 'of' is not one of: off, note, warning, error",
        ),
        (["{rule: [W501], level: off, because: A.}"], "11:12: error E104 expected text, found a list"),
        (["W501"], "11:5: error E104 expected a rule's level, found 'W501'"),
        (
            ["{rule: W501, level: off, because: A.}", "{rule: W501, level: note, because: B.}"],
            "12:12: error E106 the rule id 'W501' is given twice",
        ),
    ],
)
def test_a_slip_in_writing_it_keeps_the_pack_from_opening(
    rules: list[str], expected: str, tmp_path: Path
) -> None:
    [slip] = found(tmp_path, *rules)
    assert shown(slip) == f"pack.yaml:{expected}"
    assert check_pack(tmp_path).pack is None
    assert check_pack(tmp_path).turned_off == ()


def test_no_list_of_rules_is_no_slip(tmp_path: Path) -> None:
    assert [item.code for item in found(tmp_path)] == ["W501"]


def test_many_codes_that_are_no_rules_take_no_longer_than_it_takes_to_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessed: list[str] = []

    def guess(wrong: str, _: object) -> str:
        guessed.append(wrong)
        return ""

    monkeypatch.setattr("explainer.rules.levels.did_you_mean", guess)
    monkeypatch.setattr(report, "MAX_FINDINGS", 300)
    rules = [f"{{rule: X{number}, level: off, because: A.}}" for number in range(1_000)]
    codes = [item.code for item in found(tmp_path, *rules)]
    assert codes == ["W501", *["E215"] * 300, "E013"]
    assert len(guessed) == 200
    assert check_pack(tmp_path).pack is not None


def test_notes_are_cut_short_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_FINDINGS", 2)
    pack_in(tmp_path, "{rule: W501, level: note, because: It grows.}")
    lost = "".join(
        f"  - {{id: n{number}, title: N{number}, body: N., ending: true}}\n" for number in range(9)
    )
    (tmp_path / "more.yaml").write_text("nodes:\n" + lost)
    items = check_pack(tmp_path).diagnostics
    assert [(item.code, item.severity) for item in items] == [
        ("W501", Severity.NOTE),
        ("W501", Severity.NOTE),
        ("W503", Severity.NOTE),
    ]
    assert items[-1].message == "more than 2 notes; from here on they are left out"
