"""What is advised where a likely slip was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.cli.reporters import as_text
from explainer.model.diagnostic import Diagnostic
from explainer.rules.check import check_pack
from tests.spoilt import change
from tests.spoilt import town as town


def errors(town: Path) -> list[Diagnostic]:
    return [item for item in check_pack(town).diagnostics if item.severity == "error"]


def test_a_source_cited_where_a_claim_belongs_is_told_to_be_one(town: Path) -> None:
    change(town / "nodes.yaml", "nine to six. [@vote-nine-six]", "nine to six. [@minutes]")
    [found] = errors(town)
    assert found.code == "E202"
    assert found.hint == "There is a source of that id: cite a claim that rests on it."


def test_one_word_for_somebody_who_is_no_actor_is_told_how_to_be_written(town: Path) -> None:
    change(town / "claims.yaml", "by: mayor", "by: motorists")
    [found] = errors(town)
    assert found.code == "E206"
    assert "with a capital: 'Motorists'" in found.hint
    change(town / "claims.yaml", "by: motorists", "by: Motorists")
    assert errors(town) == []


def test_an_actor_whose_id_is_misspelt_is_still_guessed(town: Path) -> None:
    change(town / "claims.yaml", "by: mayor", "by: major")
    assert [item.hint for item in errors(town)] == ["Did you mean 'mayor'?"]


def test_a_key_of_the_manifest_in_another_file_is_told_where_it_stands(town: Path) -> None:
    with (town / "people.yaml").open("a", encoding="utf-8") as file:
        file.write("sides: []\n")
    assert [(item.code, item.hint) for item in errors(town)] == [("E101", "'sides' stands in pack.yaml.")]


def test_a_key_of_a_page_at_the_margin_is_not_taken_for_one_of_the_manifest(town: Path) -> None:
    with (town / "people.yaml").open("a", encoding="utf-8") as file:
        file.write("title: Somewhere\n")
    assert [item.hint.partition(":")[0] for item in errors(town)] == ["Known"]


def test_a_file_counts_whatever_the_case_of_its_ending(town: Path) -> None:
    (town / "people.yaml").rename(town / "people.YAML")
    assert errors(town) == []
    (town / "people.YAML").unlink()
    assert errors(town)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("label: The vote #4", True),
        ("label: The vote  # of the council", False),
        ("label: The vote  #", False),
        ("label: The vote  ## of the council", False),
        ('label: "The vote #4"', False),
        ("label: The vote#4", False),
    ],
)
def test_a_text_of_one_line_that_a_number_sign_cuts_off_is_told_of(town: Path, text: str, told: bool) -> None:
    change(town / "claims.yaml", "label: The vote was nine to six", text)
    found = [item for item in check_pack(town).diagnostics if item.code == "W504"]
    assert [item.message for item in found] == (
        ["'#4' is a comment, and no part of the text"] if told else []
    )


def test_what_is_missing_in_many_places_is_told_once_with_all_of_them(town: Path) -> None:
    path = town / "nodes.yaml"
    path.write_text(path.read_text("utf-8").replace("@count-disputed", "@count"), "utf-8")
    found = errors(town)
    assert len(found) > 3
    text = as_text(found)
    assert text.count("there is no claim 'count'") == 1
    places = [f"nodes.yaml:{item.span.start.line}:{item.span.start.column}" for item in found[1:]]
    assert f"Also at {', '.join(places)}." in text


def test_of_very_many_places_the_first_are_named(town: Path) -> None:
    path = town / "nodes.yaml"
    path.write_text(path.read_text("utf-8").replace("[@count-disputed]", "[@count] " * 12, 2), "utf-8")
    text = as_text(errors(town))
    assert ", 11 more." in text


def unused(town: Path, count: int) -> str:
    """What is told of a pack with so many claims that nothing rests on."""
    claims = "".join(
        f"  - {{id: c{number}, statement: C., date: 2024, sources: [minutes], confidence: high}}\n"
        for number in range(count)
    )
    (town / "more.yaml").write_text(f"claims:\n{claims}", "utf-8")
    return as_text(item for item in check_pack(town).diagnostics if item.code == "W502")


def test_what_is_found_of_many_names_is_told_of_a_few_and_names_the_rest(town: Path) -> None:
    text = unused(town, 9)
    assert text.count("no page rests on the claim") == 3
    named = ", ".join(f"'c{number}' (more.yaml:{number + 2}:10)" for number in range(3, 9))
    assert f"Likewise: {named}." in text
    assert text.count("Likewise") == 1


def test_what_is_found_of_a_few_names_is_told_of_each(town: Path) -> None:
    text = unused(town, 6)
    assert text.count("no page rests on the claim") == 6
    assert "Likewise" not in text


def test_the_last_line_says_how_many_are_different(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / "nodes.yaml"
    path.write_text(path.read_text("utf-8").replace("@count-disputed", "@count"), "utf-8")
    count = len(errors(town))
    run(["check", str(town)])
    assert capsys.readouterr().err == f"town: {count} errors, all the same.\n"
    path.write_text(path.read_text("utf-8").replace("@vote-nine-six", "@vote"), "utf-8")
    count = len(errors(town))
    run(["check", str(town)])
    assert capsys.readouterr().err == f"town: {count} errors, 2 different.\n"


def test_no_two_findings_are_compared(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thousands that would take a quarter of a minute."""
    checked = check_pack(town).diagnostics
    assert unused(town, 9)
    found = [item for item in check_pack(town).diagnostics if item not in checked]

    def compare(_one: Diagnostic, _other: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(Diagnostic, "__eq__", compare)
    assert "Likewise" in as_text(found)
