"""The ten steps of the writer's guide, done as they are told, with a check after each."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest

from explainer.cli.main import run
from explainer.packs.load import open_pack
from explainer.rules.check import check_pack

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
STEPS = {
    int(number): text
    for number, text in re.findall(
        r"^\*\*(\d+)\. (.*?)(?=^\*\*\d+\. |^## )",
        GUIDE.partition("\n## Ten steps\n")[2],
        re.DOTALL | re.MULTILINE,
    )
}


def blocks(step: int) -> list[str]:
    """What stands between fences in a step."""
    return re.findall(r"^```text\n(.*?)^```$", STEPS[step], re.DOTALL | re.MULTILINE)


def files(step: int) -> list[tuple[str, str]]:
    """The files that a step writes or goes on with, by the names in its comments; without one, the pages."""
    found = []
    for block in blocks(step):
        parts = re.split(r"^# (\w+\.yaml).*\n", block, flags=re.MULTILINE)
        if parts[0].strip():
            found.append(("nodes.yaml", parts[0]))
        found += list(zip(parts[1::2], parts[2::2], strict=True))
    return found


class Author:
    """Somebody who does what the guide says, and nothing else."""

    def __init__(self, folder: Path) -> None:
        sample, play, lamps = (shlex.split(line) for line in blocks(2)[0].splitlines())
        assert play == ["explainer", "play", sample[2]]
        self.folder = folder / lamps[2]
        for words in (sample, lamps):
            words[2] = str(folder / words[2])
            assert run(words[1:]) == 0

    def do(self, step: int) -> None:
        """Do one step, from the second to the eighth."""
        if step == 2:
            [day] = re.findall(r"set `as_of` to your day, here `([\d-]+)`", STEPS[2])
            self.set("as_of", day)
            self.append("pack.yaml", "summary: A street, its lamps, and a vote.\n")
        if step == 6:
            [start] = re.findall(r"`start: (\w+)`", STEPS[6])
            self.set("start", start)
        for name, text in files(step) if step > 3 else ():
            if name == "pack.yaml" or (name == "nodes.yaml" and step > 6):
                self.append(name, text)
            else:
                [first_line] = blocks(3)
                (self.folder / name).write_text(first_line + text, "utf-8")

    def set(self, key: str, value: str) -> None:
        """Give a key of the manifest another value."""
        path = self.folder / "pack.yaml"
        changed, times = re.subn(
            rf"^{key}: \S+", f"{key}: {value}", path.read_text("utf-8"), flags=re.MULTILINE
        )
        assert times == 1
        path.write_text(changed, "utf-8")

    def append(self, name: str, text: str) -> None:
        """Go on with a file."""
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def messages(self, level: str) -> list[str]:
        """What is found at that level."""
        return [item.message for item in check_pack(self.folder).diagnostics if item.severity == level]


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


@pytest.fixture
def finished(author: Author) -> Author:
    for step in range(2, 9):
        author.do(step)
    return author


def test_there_are_ten() -> None:
    assert [*STEPS] == [*range(1, 11)]


def test_each_step_leaves_what_the_guide_says(author: Author) -> None:
    assert "`explainer check lamps` says that all is in order" in STEPS[2]
    assert not check_pack(author.folder).diagnostics
    author.do(2)
    assert not check_pack(author.folder).diagnostics

    author.do(4)
    assert "misses an actor, the treasurer, and two sides, `dark` and `light`" in STEPS[4]
    assert [re.findall("'([a-z]+)'", message)[0] for message in author.messages("error")] == [
        "dark", "light", "treasurer",
    ]  # fmt: skip

    author.do(5)
    assert "`check` has no error left" in STEPS[5]
    assert author.messages("error") == []
    assert "warns of each claim that no page rests on" in STEPS[5]
    assert author.messages("warning") == ["no page rests on the claim 'voted'"]

    author.do(6)
    assert "now asks for the page `vote`" in STEPS[6]
    assert author.messages("error") == ["there is no page 'vote' in this pack"]

    author.do(7)
    assert "What is missing now is the page `learnt`" in STEPS[7]
    assert {*author.messages("error")} == {"there is no page 'learnt' in this pack"}

    author.do(8)
    assert check_pack(author.folder).diagnostics == ()


def test_the_commands_of_the_last_steps_do_what_they_say(
    finished: Author, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(finished.folder.parent)
    commands = [
        shlex.split(command)
        for step in (9, 10)
        for command in re.findall(r"`explainer ([^`]*lamps[^`]*)`", STEPS[step])
        if "--witness" not in command and not command.startswith("play")
    ]
    assert [words[0] for words in commands] == ["check", "stats", "graph", "read"]
    for words in commands:
        monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
        capsys.readouterr()
        assert run(words) == 0, words
        if words[0] == "check":
            assert "`lamps: all in order.`" in STEPS[9]
            assert capsys.readouterr() == ("", "lamps: all in order.\n")
    assert (finished.folder.parent / "story.svg").exists()


def test_readers_can_type_what_the_guide_says(
    finished: Author, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    [typed] = re.findall(r"type `(ask[^`]*)`", STEPS[5])
    walk = tmp_path / "walk.txt"
    walk.write_text(f"1\n{typed}\n1\nforecast 40 60\n1\n1\n1\n1\nquit\n", "utf-8")
    capsys.readouterr()
    assert run(["read", str(finished.folder), "--script", str(walk)]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "The lamps must stay on" in text
    assert [node.title for node in open_pack(finished.folder).nodes.values() if node.title not in text] == []
