"""The schemas for editors: sound, whole, and of one mind with ``check`` on the packs there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from explainer.packs import atlas_records, card_records, conditions, ledger_records, story_records
from explainer.packs.fields import Record
from explainer.packs.load import CHAPTER_KEY, LISTS
from explainer.packs.schema import ANY, KINDS, schema_of
from tests.editor_view import loaded
from tests.full_pack import FULL

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "tests" / "packs" / "bad"
GOOD = [ROOT / "content" / "kosovo", *sorted((ROOT / "tests" / "packs" / "good").iterdir())]


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind))


@pytest.fixture(scope="module")
def of_any_file() -> Draft202012Validator:
    return validator(ANY)


def complaints(judge: Draft202012Validator, text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in judge.iter_errors(loaded(text))]


def test_the_loader_of_these_tests_reads_as_editors_do() -> None:
    shown = "[2007-12-19, no, 2007, 0o10, 010, 1.5, true, ~, 1:30, '1', a]"
    assert loaded(shown) == ["2007-12-19", "no", 2007, 8, 10, 1.5, True, None, "1:30", "1", "a"]
    assert loaded("{no: a, 1: b}") == {"no": "a", "1": "b"}


# ---------------------------------------------------------------- what they are


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_says_what_it_is_and_leads_nowhere_on_the_net(kind: str) -> None:
    made = schema_of(kind)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:explainer:format-1:{kind}"
    refs = {value for key, value in pieces(made) if key == "$ref"}
    assert refs == {f"#/$defs/{name}" for name in made["$defs"]}


def pieces(part: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a schema with its value, however deep."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield key, value
            yield from pieces(value)
    elif isinstance(part, list):
        for item in part:
            yield from pieces(item)


RECORDS = {
    item.name: item
    for module in (atlas_records, card_records, ledger_records, story_records)
    for item in vars(module).values()
    if isinstance(item, Record)
}


def test_every_record_is_in_the_schema_with_all_its_keys() -> None:
    made = schema_of(ANY)
    found = {part["title"]: part for part in made["$defs"].values() if "title" in part}
    assert len(RECORDS) > 30
    for name, record in RECORDS.items():
        part = found.pop(name.capitalize())
        assert list(part["properties"]) == record.keys
        assert part["required"] == [field.name for field in record.fields if field.required]
        assert part["additionalProperties"] is False
    assert list(found["A condition"]["properties"]) == list(conditions._CONDITIONS)
    assert list(found["An effect"]["properties"]) == list(conditions._EFFECTS)
    assert found.keys() == {"A condition", "An effect"}
    assert list(made["else"]["properties"]) == [*LISTS, "chapter"]


def test_every_key_says_what_it_means_in_a_sentence() -> None:
    made = schema_of(ANY)
    groups = [made["else"], *(part for part in made["$defs"].values() if "properties" in part)]
    told = [value["description"] for group in groups for value in group["properties"].values()]
    assert len(told) > 150
    for sentence in told:
        assert re.fullmatch(r"[A-Z0-9].*[^.]\.", sentence), sentence


def test_no_key_is_both_the_packs_and_a_files() -> None:
    """By any one key it is told which of the two a file is."""
    assert not {*story_records.MANIFEST.keys} & {*LISTS, CHAPTER_KEY.name}


# ---------------------------------------------------------------- packs that are in order


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


@pytest.mark.parametrize("folder", GOOD, ids=lambda path: path.name)
def test_a_pack_in_order_is_as_the_schema_has_it(folder: Path, of_any_file: Draft202012Validator) -> None:
    found = {path.name: complaints(of_any_file, path.read_text("utf-8")) for path in files(folder)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", FULL)
def test_every_key_can_be_used(name: str, of_any_file: Draft202012Validator) -> None:
    assert complaints(of_any_file, FULL[name]) == []


@pytest.mark.parametrize("kind", KINDS[2:])
def test_a_schema_of_a_list_takes_a_file_of_that_list_alone(kind: str) -> None:
    judge = validator(kind)
    held = {name: value for text in FULL.values() for name, value in loaded(text).items()}
    alone = {kind: held.get(kind, [])}
    assert list(judge.iter_errors(alone)) == []
    assert not judge.is_valid({})
    assert not judge.is_valid({**alone, "format": 1})
    assert judge.is_valid({**alone, "chapter": "vote"}) == (kind == "nodes")


def test_the_schema_of_pack_yaml_takes_that_alone() -> None:
    assert complaints(validator("pack"), FULL["pack.yaml"]) == []
    assert complaints(validator("pack"), FULL["who.yaml"])


# ---------------------------------------------------------------- packs that are not

BEYOND = {
    "E102-key-twice": "a YAML parser gives one of the two, or complains itself",
    "E106-id-twice": "ids are compared across the files of a pack",
}
"""Mistakes of shape that no schema can see, and why."""

SEEN_TOO = {
    "E012-nothing-known",
    "E402-nothing-happened",
    "E403-one-option",
    "E406-fork-on-a-scene",
    "E406-no-fork-on-a-fork",
    "E409-position-without-source",
    "E409-position-without-words",
    "E409-undocumented-with-words",
    "E410-card-without-options",
}
"""Further mistakes that the schema refuses: each lies within one record."""


def bad_packs() -> list[Path]:
    """Those whose one mistake is in the YAML as data: not what a parser refuses, nor a folder's."""
    return [path for path in sorted(BAD.iterdir()) if not re.match(r"E00|E011|twenty", path.name)]


@pytest.mark.parametrize("folder", [*bad_packs(), BAD / "E012-nothing-known"], ids=lambda path: path.name)
def test_a_mistake_of_shape_is_refused_and_no_other(folder: Path, of_any_file: Draft202012Validator) -> None:
    refused = any(complaints(of_any_file, path.read_text("utf-8")) for path in files(folder))
    shape = folder.name.startswith("E1") and folder.name not in BEYOND
    assert refused == (shape or folder.name in SEEN_TOO)


def test_a_misspelt_key_is_refused_wherever_it_stands(of_any_file: Draft202012Validator) -> None:
    tried = 0
    for text in FULL.values():
        document = loaded(text)
        for group in groups(document):
            for key in list(group):
                was = dict(group)
                group.clear()
                group.update({f"{name}x" if name == key else name: value for name, value in was.items()})
                assert not of_any_file.is_valid(document), key
                group.clear()
                group.update(was)
                tried += 1
    assert tried > 200


FREE = {"variables", "names", "nodes", "claims"}
"""Groups whose keys are the author's own; the last two where they are renamed."""


def groups(value: Any, key: str = "") -> Iterator[dict[str, Any]]:
    """Every group of keys in a document but those that may have any."""
    if isinstance(value, dict):
        if key not in FREE:
            yield value
        for name, item in value.items():
            yield from groups(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from groups(item)
