"""Bombs and floods: findings in bounded time, and a bounded number of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.packs import files, report
from explainer.packs.context import Context, Gathered
from explainer.packs.fields import list_of
from explainer.packs.load import load_pack
from explainer.packs.reader import BAD, Bad, Reader
from explainer.packs.yaml_tree import Tree
from tests.findings import outputs
from tests.full_pack import tree_of, write
from tests.test_packs_codes import whole_pack

LAUGHS = "x: &x0 ha\n" + "".join(f"x{n}: &x{n + 1} [*x{n}, *x{n}]\n" for n in range(30))


TEXT = "terms: [{id: t, term: t, text: 'a "


BOMBS: dict[str, tuple[str, str]] = {
    "nested lists": ("[" * 10_000, "E004"),
    "nested groups": ("{a: " * 10_000, "E004"),
    "nested dashes": ("- " * 10_000, "E004"),
    "nested keys": ("? " * 10_000, "E104"),
    "nested in a list of pages": ("nodes: " + "[" * 10_000 + "]" * 10_000, "E004"),
    "nested conditions": ("nodes: [{passages: [{text: T, when: " + "{not: " * 10_000, "E004"),
    "billion laughs": (LAUGHS, "E002"),
    "alias of itself": ("&a [*a, *a]", "E002"),
    "merge key": ("nodes: [{<<: {id: a}}]", "E101"),
    "python tag": ("nodes: !!python/object/apply:os.system ['echo pwned > pwned']", "E003"),
    "binary tag": ("nodes: !!binary aGVsbG8=", "E003"),
    "many documents": ("---\n" * 100_000, "E008"),
    "quotes": ('"' * 1_000_000, "E001"),
    "colons": (": " * 500_000, "E001"),
    "a key as long as a file": ("? " + "k" * 1_900_000 + "\n: 1\n", "E101"),
    "an id as long as a file": ("sources: [{id: " + "a" * 1_900_000 + "}]", "E114"),
    "unclosed": ('nodes: "' + "x" * 1_900_000, "E001"),
    "backticks": (TEXT + " ".join("`" * n for n in range(1, 400)) + "'}]", ""),
    "brackets": (TEXT + "[" * 90_000 + "'}]", ""),
    "citations": (TEXT + "[@no;]" * 8_000 + "'}]", "E301"),
    "links": (TEXT + "](node:" * 14_000 + "'}]", ""),
    "fences": ("terms:\n - id: t\n   term: t\n   text: |\n" + "    ```a\n    [@b]\n" * 6_000, ""),
    "entities": (TEXT + "&#27;" * 3_000 + "'}]", "E302"),
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_finding_in_bounded_time(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code = BOMBS[name]
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": text})
    _, shown, data = outputs(folder, capsys)
    assert not code or code in [item["code"] for item in data["findings"]]
    # Nothing of a huge line or name comes back whole.
    assert len(shown) < 5_000 + 3_000 * len(data["findings"])
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
    assert not (Path.cwd() / "pwned").exists()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "#" + "\x00" * 50_000,
        "\x1b\n" * 20_000,
        "zz: 1\n" * 20_000,
        "nodes: [" + "a," * 30_000 + "]",
        "nodes:\n" + "- {id: q}\n" * 10_000,
        "nodes:\n- {" + "id: q, " * 20_000 + "}",
    ],
    ids=["one line", "many lines", "unknown keys", "one list", "ids twice", "keys twice"],
)
def test_a_flood_of_mistakes_is_listed_up_to_its_bound(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of each finding is printed with it: unbounded, one long line would be squared."""
    monkeypatch.setattr(report, "MAX_FINDINGS", 200)
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": text})
    code, shown, data = outputs(folder, capsys)
    assert code == 1
    assert 201 == len(data["findings"]) == data["errors"]
    assert "E013" in {item["code"] for item in data["findings"]}
    assert len(shown) < 201 * 2_000
    assert len(json.dumps(data)) < 201 * 5_000


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    return read


def test_reading_stops_where_nothing_more_would_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pack of thousands of broken files costs no more than what is told of it."""
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    folder = write(whole_pack(tmp_path / "made"), {f"z{n}.yaml": "zz: 1\nzy: 1\n" for n in range(9)})
    read = files_read(monkeypatch)
    assert load_pack(folder).pack is None
    assert read == ["pack.yaml", "nodes.yaml", "z0.yaml", "z1.yaml"]


def test_a_list_is_not_read_on_where_nothing_more_would_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_FINDINGS", 3)
    context = Context("zz.yaml", Gathered())
    tried: list[Tree] = []

    def refuse(tree: Tree, context: Context) -> Bad:
        tried.append(tree)
        context.add("E104", tree, "no")
        return BAD

    list_of(Reader(refuse, {})).read(tree_of("[" + "a, " * 100 + "]"), context)
    assert len(tried) == 4


def test_a_circle_of_many_pages_is_walked_once(tmp_path: Path) -> None:
    """Each page diverts to the next: looking for the start of a circle from each would take the square."""
    count = 3_000
    pages = "".join(f"- {{id: n{n}, title: N, body: N., divert: n{(n + 1) % count}}}\n" for n in range(count))
    folder = write(whole_pack(tmp_path / "made"), {"zz.yaml": "nodes:\n" + pages})
    [circle] = [item for item in load_pack(folder).diagnostics if item.code == "E407"]
    assert circle.message.startswith("pages divert in a circle: n0 → n1 → n2 → ")
    assert circle.message.endswith("…")


@pytest.mark.parametrize("size", [3_000_000, 2_000_001])
def test_a_file_too_large_is_not_even_read(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = whole_pack(tmp_path / "made")
    with (folder / "huge.yaml").open("wb") as file:
        file.truncate(size)
    read = files_read(monkeypatch)
    assert [item.code for item in load_pack(folder).diagnostics] == ["E005"]
    assert read == ["pack.yaml", "nodes.yaml"]


def test_the_largest_file_allowed_is_read(tmp_path: Path) -> None:
    folder = write(
        whole_pack(tmp_path / "made"), {"large.yaml": "terms: []\n#" + "x" * (files.MAX_FILE_BYTES - 11)}
    )
    assert (folder / "large.yaml").stat().st_size == files.MAX_FILE_BYTES
    assert load_pack(folder).diagnostics == ()
