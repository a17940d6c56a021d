"""The manuals: every sample that fails earns its code, and none that passes does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.packs.codes import CODES
from explainer.rules.catalogue import RULES
from explainer.rules.check import check_pack
from explainer.rules.manual import Manual, Sample, parse_manual

BASE = Path(__file__).resolve().parent / "packs" / "base"
"""The small pack that samples are put into."""

MANUALS = {code: parse_manual(rule.manual) for code, rule in RULES.items()}

FAILING = [(code, sample) for code, manual in MANUALS.items() for sample in manual.fails]
PASSING = [(code, sample) for code, manual in MANUALS.items() for sample in manual.passes]

BESIDE: dict[str, set[str]] = {}
"""What the reader can't but find too in a sample that fails."""


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


def test_the_base_pack_is_in_order_but_for_what_nothing_uses() -> None:
    assert {item.code for item in check_pack(BASE).diagnostics} <= {"W502"}


@pytest.mark.parametrize(("code", "sample"), FAILING, ids=[code for code, _ in FAILING])
def test_a_sample_that_fails_earns_its_code(code: str, sample: Sample, tmp_path: Path) -> None:
    codes = found(sample, tmp_path)
    assert code in codes
    assert (codes - {code}) & CODES.keys() == BESIDE.get(code, set())


@pytest.mark.parametrize(("code", "sample"), PASSING, ids=[code for code, _ in PASSING])
def test_a_sample_that_passes_opens_and_does_not(code: str, sample: Sample, tmp_path: Path) -> None:
    codes = found(sample, tmp_path)
    assert code not in codes
    assert codes.isdisjoint(CODES)


@pytest.mark.parametrize("code", MANUALS)
def test_a_manual_has_a_heading_says_why_and_shows_both(code: str) -> None:
    manual = MANUALS[code]
    assert manual.heading[0].isupper()
    assert len(manual.heading) <= 80
    assert manual.paragraphs
    assert all(paragraph.endswith((".", ")")) for paragraph in manual.paragraphs)
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
