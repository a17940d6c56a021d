"""The manuals: every sample that fails earns its code, and none that passes does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.packs.codes import CODES
from explainer.packs.files import MAX_FILE_BYTES, MAX_FILES, MAX_FOLDER_DEPTH, MAX_PACK_BYTES
from explainer.packs.load import load_pack
from explainer.packs.report import MAX_FINDINGS
from explainer.packs.scalars import MAX_LINE, MAX_TEXT
from explainer.packs.yaml_tree import MAX_DEPTH
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack
from explainer.rules.explain import FOLDER, all_codes, explain
from explainer.rules.manual import Manual, Sample, parse_manual
from explainer.rules.minutes_that_are_not import WORDS_A_MINUTE

BASE = Path(__file__).resolve().parent / "packs" / "base"
"""The small pack that samples are put into."""

MANUALS = {code: explain(code).manual for code in all_codes()}

WORDS_ALONE = {
    "E005": "too long to show",
    "E006": "this text is UTF-8 itself",
    "E009": "not in the file's words",
    "E010": "not in the words of a file",
    "E011": "a file is missing",
    "E013": "too long to show",
    "E114": "too long to show",
    "N516": "always proved",
    "W503": "too long to show",
}
"""Codes that no sample can show, with how their manuals say so."""

FAILING = [(code, sample) for code, manual in MANUALS.items() for sample in manual.fails]
PASSING = [(code, sample) for code, manual in MANUALS.items() for sample in manual.passes]


def put(sample: Sample, folder: Path) -> Path:
    """The base pack with a sample's files in place of its own; of ``pack.yaml`` only the keys it gives."""
    texts = {path.name: path.read_text("utf-8") for path in BASE.iterdir()}
    for name, text in sample.files.items():
        given = top_keys(text)
        kept = top_keys(texts[name]) if name == "pack.yaml" else {}
        texts[name] = "".join(part for key, part in kept.items() if key not in given) + text
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def top_keys(text: str) -> dict[str, str]:
    """Each top key of a file with all that stands under it."""
    parts = re.split(r"^(?=[^\s#-])", text, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in parts if part.strip()}


def found(sample: Sample, folder: Path) -> set[str]:
    return {item.code for item in check_pack(put(sample, folder)).diagnostics}


def test_the_reader_finds_nothing_in_the_base_pack() -> None:
    assert load_pack(BASE).diagnostics == ()


@pytest.mark.parametrize(("code", "sample"), FAILING, ids=[code for code, _ in FAILING])
def test_a_sample_that_fails_earns_its_code(code: str, sample: Sample, tmp_path: Path) -> None:
    codes = found(sample, tmp_path)
    assert code in codes
    # What a rule is about would be found by nobody in a pack that does not open.
    assert codes & CODES.keys() <= {code}


@pytest.mark.parametrize(("code", "sample"), PASSING, ids=[code for code, _ in PASSING])
def test_a_sample_that_passes_opens_and_does_not(code: str, sample: Sample, tmp_path: Path) -> None:
    codes = found(sample, tmp_path)
    assert code not in codes
    assert codes.isdisjoint(CODES)


def test_every_code_has_a_manual_and_every_manual_a_code() -> None:
    assert {*CODES, *RULES} == MANUALS.keys()
    assert sorted(f"{code}.txt" for code in CODES) == sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("code", CODES)
def test_a_manual_of_the_reader_is_headed_by_the_meaning_of_its_code(code: str) -> None:
    assert CODES[code].casefold() == MANUALS[code].heading.casefold()


@pytest.mark.parametrize("code", WORDS_ALONE)
def test_a_manual_that_shows_no_sample_says_why(code: str) -> None:
    manual = MANUALS[code]
    assert (manual.fails, manual.passes) == ((), ())
    assert WORDS_ALONE[code] in manual.paragraphs[-1]
    assert len(manual.paragraphs) > 1


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("E004", (MAX_DEPTH, MAX_FOLDER_DEPTH)),
        ("E005", (MAX_FILE_BYTES, MAX_PACK_BYTES, MAX_FILES)),
        ("E013", (MAX_FINDINGS,)),
        ("E114", (MAX_TEXT, MAX_LINE)),
        ("W503", (MAX_FINDINGS,)),
        ("W604", (WORDS_A_MINUTE,)),
    ],
)
def test_a_limit_that_a_manual_names_is_the_one_there_is(code: str, limits: tuple[int, ...]) -> None:
    told = re.findall(r"[\d,]*\d", " ".join(MANUALS[code].paragraphs))
    assert [limit for limit in limits if f"{limit:,}" not in told] == []


def test_nobody_explains_what_is_no_code() -> None:
    with pytest.raises(KeyError):
        explain("E999")


@pytest.mark.parametrize("code", MANUALS)
def test_a_manual_has_a_heading_says_why_and_shows_both(code: str) -> None:
    manual = MANUALS[code]
    assert manual.heading[0].isupper()
    assert len(manual.heading) <= 80
    assert manual.paragraphs
    assert all(paragraph.endswith((".", ")")) for paragraph in manual.paragraphs)
    if code not in WORDS_ALONE:
        assert manual.fails
        assert manual.passes


# ---------------------------------------------------------------- how one is written

WRITTEN = """A thing.

It is ``so``, over
two lines.

Fails::

    # pack.yaml
    id: a

    # no file
    # nodes/more.yaml
    nodes: []

Passes::

    # x.yaml
    a: b

And why not.
"""


def test_a_manual_is_taken_apart() -> None:
    assert parse_manual(WRITTEN) == Manual(
        "A thing",
        ("It is ``so``, over two lines.", "And why not."),
        (Sample("# pack.yaml\nid: a\n\n# no file\n# nodes/more.yaml\nnodes: []\n"),),
        (Sample("# x.yaml\na: b\n"),),
    )


def test_a_sample_is_its_files() -> None:
    [sample] = parse_manual(WRITTEN).fails
    assert sample.files == {"pack.yaml": "id: a\n\n# no file\n", "nodes/more.yaml": "nodes: []\n"}


@pytest.mark.parametrize("text", ["id: a\n", "# a.yaml\n# b.yaml\n# a.yaml\n"])
def test_a_sample_that_is_no_files_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="introduced"):
        _ = Sample(text).files
