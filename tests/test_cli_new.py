"""``explainer new``: a pack that is in order, can be read to its end, and is written whole or not at all."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from explainer.cli.main import run
from explainer.model.ids import MAX_ID_LENGTH
from explainer.model.node import NodeKind
from explainer.packs.load import LISTS, load_pack, open_pack
from explainer.packs.new import BARE, SAMPLE, begin
from explainer.packs.schema import schema_of
from tests.editor_view import loaded

Capture = pytest.CaptureFixture[str]

WALK = (
    "1\n1\nclaim 3\ndefine afflux\n1\nask friends about the bridge\n1\nforecast 30 40 30\n1\n1\n2\n1\nquit\n"
)


def outcome(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([*map(str, words)])
    return code, *capsys.readouterr()


@pytest.fixture
def made(tmp_path: Path, capsys: Capture) -> Path:
    folder = tmp_path / "our-bridge"
    assert outcome(capsys, "new", folder)[0] == 0
    return folder


# ---------------------------------------------------------------- what it makes


@pytest.mark.parametrize("template", [SAMPLE, BARE])
def test_a_template_is_in_order_as_it_lies_there(template: Path) -> None:
    assert load_pack(template).diagnostics == ()


def test_a_new_pack_is_in_order_and_says_what_was_asked_for(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "Naš most"
    words = ("--title", 'Our "bridge": a\\b # c', "--question", "  What\n now? ")
    code, text, talk = outcome(capsys, "new", folder, *words)
    assert (code, text) == (0, "")
    assert f"explainer play '{folder}'" in talk
    assert outcome(capsys, "check", "--strict", folder) == (0, "", "nas-most: all in order.\n")
    manifest = open_pack(folder).manifest
    assert manifest.id == "nas-most"
    assert (manifest.title, manifest.question) == ('Our "bridge": a\\b # c', "What now?")


def test_what_was_not_asked_for_is_as_in_the_template(made: Path) -> None:
    pack, template = open_pack(made), open_pack(SAMPLE)
    assert (pack.title, pack.manifest.question) == (template.title, template.manifest.question)
    for path in SAMPLE.iterdir():
        written = (made / path.name).read_text("utf-8").splitlines()
        before = path.read_text("utf-8").splitlines()
        changed = [new for new, old in zip(written, before, strict=True) if new != old]
        assert changed == (["id: our-bridge"] if path.name == "pack.yaml" else [])


def test_its_files_are_fit_to_be_edited(made: Path) -> None:
    for path in made.iterdir():
        data = path.read_bytes()
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")
        assert b"\r" not in data
        assert b"\t" not in data
        if path.suffix == ".yaml":
            assert data.startswith(b"# yaml-language-server: $schema=schema.json\n#\n# ")
            # Comments teach; they must not run out of a narrow window.
            assert all(len(line) <= 110 for line in data.decode().splitlines() if line.startswith("#"))


def test_an_editor_finds_the_schema_and_nothing_to_mark(made: Path) -> None:
    judge = Draft202012Validator(schema_of("any"))
    files = sorted(made.glob("*.yaml"))
    assert len(files) > 5
    for path in files:
        [named] = re.findall(r"\$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
        assert loaded((path.parent / named).read_text("utf-8")) == schema_of("any")
        assert list(judge.iter_errors(loaded(path.read_text("utf-8")))) == []


def test_it_shows_each_thing_a_pack_is_made_of(made: Path) -> None:
    pack = open_pack(made)
    nodes = pack.nodes.values()
    assert 6 <= len(nodes) <= 8
    assert {node.kind for node in nodes} >= {
        NodeKind.SCENE, NodeKind.FORK, NodeKind.OUTCOME, NodeKind.ROAD, NodeKind.RECAP, NodeKind.ENDING
    }  # fmt: skip
    assert any(claim.disputed for claim in pack.claims.values())
    assert any(claim.argues for claim in pack.claims.values())
    assert {actor.side for actor in pack.actors.values()} >= {side.id for side in pack.manifest.sides}
    assert len(pack.manifest.sides) == 2
    assert any(choice.when and choice.locked for node in nodes for choice in node.choices)
    assert any(passage.when for node in nodes for passage in node.passages)
    assert any(text.terms for node in nodes for text in node.texts)
    [fork] = [node.fork for node in nodes if node.fork]
    assert any(option.road for option in fork.options)
    assert any(option.status_quo for option in fork.options)
    promises = pack.manifest.promises
    assert promises.every_paragraph_cited
    assert promises.core_on_every_way
    assert promises.voices
    assert promises.balance
    written = {key for path in made.glob("*.yaml") for key in loaded(path.read_text("utf-8"))}
    assert LISTS.keys() - written == {"misconceptions", "expectations", "map"}


def test_it_says_that_it_is_made_up_before_and_on_the_first_page(made: Path) -> None:
    pack = open_pack(made)
    assert "made-up" in pack.manifest.summary
    assert all("made-up" in way.text for way in pack.manifest.ways_in)
    assert "made up" in pack.nodes[pack.manifest.start].passages[0].text.text
    assert all("Made up" in source.note for source in pack.sources.values())


def test_it_can_be_walked_to_its_end(made: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "walk.txt").write_text(WALK, "utf-8")
    code, text, talk = outcome(capsys, "read", made, "--script", tmp_path / "walk.txt")
    assert (code, talk) == (0, "")
    pack = open_pack(made)
    # The second file, by name, holds the pages of the first chapter.
    order = sorted(pack.nodes.values(), key=lambda node: node.chapter == "after")
    places = [text.index(f"\n{node.title}\n") for node in order]
    assert sorted(places) == places
    words = " ".join(text.split())
    for said in ("disputed by one voice", "say AFF-lux", "− against", "You gave it 30 of 100.", "The end."):
        assert said in words


# ---------------------------------------------------------------- a bare one


def test_a_bare_pack_is_one_page_in_order_told_from_today(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "lamps"
    before = date.today()
    words = ("--bare", "--title", "The lamps", "--question", "Out at midnight?")
    code, text, talk = outcome(capsys, "new", folder, *words)
    assert (code, text) == (0, "")
    assert "Wrote a pack of 2 files" in talk
    assert "set as_of" in talk
    assert outcome(capsys, "check", "--strict", folder) == (0, "", "lamps: all in order.\n")
    pack = open_pack(folder)
    assert before <= pack.manifest.as_of <= date.today()
    assert [pack.title, pack.manifest.question] == ["The lamps", "Out at midnight?"]
    assert [*pack.nodes] == [pack.manifest.start]
    assert pack.manifest.summary == ""
    assert pack.claims == {} == pack.sources


def test_what_is_written_into_the_manifest_leaves_its_comments_where_they_were(
    tmp_path: Path, capsys: Capture
) -> None:
    outcome(capsys, "new", tmp_path / "lamps", "--bare")
    lines = (tmp_path / "lamps" / "pack.yaml").read_text("utf-8").splitlines()
    noted = [line.index("  #") for line in lines if "  #" in line]
    assert len(noted) == 3
    assert len({line.index("# ") for line in lines if "  #" in line}) == 1


def test_whose_the_story_is_is_said_where_only_the_title_is_ones_own(tmp_path: Path, capsys: Capture) -> None:
    said = "so are its summary, date and authors"
    assert said in outcome(capsys, "new", tmp_path / "a", "--title", "Mine")[2]
    assert said not in outcome(capsys, "new", tmp_path / "b")[2]


# ---------------------------------------------------------------- where it does not


def test_the_name_of_the_folder_where_one_stands_is_the_id(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder under version control is still new to a pack.
    folder = tmp_path / "most"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert outcome(capsys, "new", ".")[0] == 0
    assert open_pack(folder).id == "most"


def test_nothing_is_written_over(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    code, text, talk = outcome(capsys, "new", folder)
    assert (code, text) == (2, "")
    assert talk == f"There is something in {folder} already; it was left as it is. Name a new folder.\n"
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["!!", "Мост", "..", "a" * (MAX_ID_LENGTH + 1), "x\x1b[31m" + "й"])
def test_a_name_that_makes_no_id_is_refused(
    name: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "@@" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "@@" / "inner")
    code, text, talk = outcome(capsys, "new", name)
    assert (code, text) == (2, "")
    assert "makes no id for a pack. Name a folder in letters a to z and digits, 80 at most" in talk
    assert "\x1b" not in talk
    assert list((tmp_path / "@@" / "inner").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title", " "), "The title is empty."),
        (("--question", ""), "The question is empty."),
        (("--title", "a" * 2_001), "The title has 2,001 characters; the most is 2,000."),
        (("--title", "a\x1b[31mb"), "The title has the character \\x1b in it, which no pack may hold."),
        (("--question", "a\u202eb"), "The question has the character \\u202e in it, which no pack may hold."),
    ],
)
def test_a_text_no_pack_may_hold_is_refused(
    words: tuple[str, str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    code, text, talk = outcome(capsys, "new", tmp_path / "most", *words)
    assert (code, text) == (2, "")
    assert talk == f"{said} Nothing was written; give another {words[0]}.\n"
    assert not (tmp_path / "most").exists()


@pytest.mark.parametrize("name", ["file", "file/inner", "nul\0", "loop/inner"])
def test_a_folder_that_can_not_be_is_told(name: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "loop").symlink_to("loop")
    code, text, talk = outcome(capsys, "new", tmp_path / name)
    assert (code, text) == (2, "")
    assert re.fullmatch(r"No pack can be written to .*: .*\. What was there is as it was\.\n", talk)
    assert (tmp_path / "file").read_text() == "kept"


def test_a_pack_is_written_whole_or_not_at_all(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, or where one may not write."""
    opened = Path.open
    started: list[str] = []

    def refuse(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if mode == "x":
            started.append(path.name)
            if len(started) == 3:
                raise PermissionError(13, "Permission denied", os.fspath(path))
        return opened(path, mode, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    code, _, talk = outcome(capsys, "new", tmp_path / "most")
    assert (code, len(started)) == (2, 3)
    assert "Permission denied. What was there is as it was." in talk
    assert not (tmp_path / "most").exists()


def test_a_file_that_came_in_between_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("mine")
    with pytest.raises(FileExistsError):
        begin(tmp_path, SAMPLE, {"id": "most"})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("people.yaml", "mine")]
