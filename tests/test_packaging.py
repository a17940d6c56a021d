"""What is installed is what was tested: the wheel, in an environment and a home of its own.

The checkout is never on its path, and it is asked from another folder.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest

import explainer
from explainer.packs.codes import CODES

ROOT = Path(__file__).resolve().parent.parent

WALK = "1\nclaim 1\nprogress\npositions\n1\nback\nquit\n"


Done = subprocess.CompletedProcess[str]


def call(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> Done:
    return subprocess.run(
        list(map(str, words)), cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def clean_environment(home: Path) -> dict[str, str]:
    """An environment that knows nothing of this one but where programs are."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if key in os.environ}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}


def build(kind: str, folder: Path) -> Path:
    """Build a wheel or an sdist of the checkout, as a release does."""
    done = call(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return found


def programs_of(environment: Path) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin")


def install(wheel: Path, environment: Path) -> None:
    """Make a fresh environment with the wheel and what it asks for, by uv if it is there."""
    if uv := shutil.which("uv"):
        made = call(uv, "venv", "--quiet", "--python", sys.executable, environment, cwd=wheel.parent)
        words: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", environment, wheel]
    else:
        made = call(sys.executable, "-m", "venv", environment, cwd=wheel.parent)
        words = [programs_of(environment) / "python", "-m", "pip", "install", "--quiet", wheel]
    assert made.returncode == 0, made.stderr
    # What the tests run with was fetched once and is kept; only a machine that forgot fetches again.
    done = call(*words, "--offline", cwd=wheel.parent) if uv else made
    if not uv or done.returncode:
        done = call(*words, cwd=wheel.parent)
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True)
class Installed:
    """The wheel, and a way to ask what was installed from it and the checkout the same things."""

    wheel: Path
    programs: Path
    elsewhere: Path

    def ask(self, *words: str | Path, home: Path) -> Done:
        """Run the installed command, from another folder."""
        program = self.programs / "explainer"
        return call(program, *words, cwd=self.elsewhere, env=clean_environment(home))

    def ask_checkout(self, *words: str | Path, home: Path) -> Done:
        """Run the same from the checkout."""
        return call(sys.executable, "-m", "explainer", *words, cwd=ROOT, env=clean_environment(home))


@contextmanager
def one_worker_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until no other worker is in here."""
    with closing(sqlite3.connect(lock, timeout=100, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Built and installed by whichever worker comes first, for all of them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "packaging"
    folder.mkdir(exist_ok=True)
    elsewhere = folder / "elsewhere"
    environment = folder / "environment"
    with one_worker_at_a_time(folder / "lock"):
        if not elsewhere.exists():
            install(build("wheel", folder), environment)
            elsewhere.mkdir()
    (wheel,) = folder.glob("*.whl")
    return Installed(wheel, programs_of(environment), elsewhere)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    empty = tmp_path / "empty-home"
    empty.mkdir()
    return empty


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "walk.txt"
    path.write_text(WALK, "utf-8")
    return path


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_checkout(folder: str) -> set[str]:
    """The files of a folder of the checkout, without what running it leaves behind."""
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


# ---------------------------------------------------------------- what is inside


def test_the_wheel_holds_the_code_and_the_packs_and_nothing_else(installed: Installed) -> None:
    info = f"explainer-{explainer.__version__}.dist-info"
    found = {name for name in names(installed.wheel) if not name.startswith(f"{info}/")}
    expected = {f"explainer/{name}" for name in in_checkout("explainer")}
    expected |= {f"explainer/_content/{name}" for name in in_checkout("content")}
    assert sorted(found) == sorted(expected)


def test_the_wheel_holds_what_is_no_python(installed: Installed) -> None:
    found = names(installed.wheel)
    assert {"explainer/py.typed", "explainer/store/schema.sql"} <= found
    assert {f"explainer/packs/manual/{code}.txt" for code in CODES} <= found
    styles = {f"explainer/{name}" for name in in_checkout("explainer") if name.endswith(".tcss")}
    assert styles
    assert styles <= found
    template = {f"explainer/packs/templates/{name}" for name in in_checkout("explainer/packs/templates")}
    assert {f"explainer/packs/templates/{name}/pack.yaml" for name in ("bare", "sample")} <= template
    assert template <= found
    packs = {name for name in found if name.endswith("/pack.yaml")}
    assert packs
    assert not [name for name in found if "test" in name.split("/")[0] or "/tests/" in name]


def test_the_wheel_says_whose_it_is_and_what_it_needs(installed: Installed) -> None:
    info = f"explainer-{explainer.__version__}.dist-info"
    with zipfile.ZipFile(installed.wheel) as archive:
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
        programs = archive.read(f"{info}/entry_points.txt").decode()
        for licence in ("LICENSE", "content/LICENSE"):
            assert archive.read(f"{info}/licenses/{licence}") == (ROOT / licence).read_bytes()
    assert metadata["Version"] == explainer.__version__
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    needs = {words.split(">=")[0].split("<")[0] for words in metadata.get_all("Requires-Dist", [])}
    assert needs == {"textual", "markdown-it-py", "pyyaml", "platformdirs", "pybtex", "fsrs"}
    assert "explainer = explainer.__main__:main" in programs


def test_the_source_archive_makes_the_same_wheel(installed: Installed, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        # The archive is our own; Python before 3.11.4 knows no filters.
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path / "unpacked", **safely)  # type: ignore[arg-type]
    (source,) = (tmp_path / "unpacked").iterdir()
    assert (source / "tests" / "test_packaging.py").is_file()
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again")
    done = call(*command, cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr
    (again,) = (tmp_path / "again").glob("*.whl")
    assert names(again) == names(installed.wheel)


# ---------------------------------------------------------------- what it does


def test_it_is_the_installed_one_that_answers(installed: Installed, home: Path) -> None:
    where = "import explainer; print(explainer.__file__)"
    python = installed.programs / "python"
    done = call(python, "-c", where, cwd=installed.elsewhere, env=clean_environment(home))
    assert "site-packages" in done.stdout
    assert not Path(done.stdout.strip()).is_relative_to(ROOT)


def test_it_says_its_version_and_makes_nothing_in_an_empty_home(installed: Installed, home: Path) -> None:
    done = installed.ask("--version", home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"explainer {explainer.__version__}\n", "")
    python = installed.programs / "python"
    as_module = call(
        python, "-m", "explainer", "--version", cwd=installed.elsewhere, env=clean_environment(home)
    )
    assert as_module.stdout == done.stdout
    assert list(home.iterdir()) == []


def test_it_has_the_packs_of_the_checkout(installed: Installed, home: Path) -> None:
    done = installed.ask("list", "--json", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    found = [pack["id"] for pack in json.loads(done.stdout)["packs"]]
    assert found == sorted(path.parent.name for path in (ROOT / "content").glob("*/pack.yaml"))
    assert found
    assert done.stdout == installed.ask_checkout("list", "--json", home=home).stdout


def test_it_checks_the_shipped_pack_as_the_checkout_does(installed: Installed, home: Path) -> None:
    done = installed.ask("check", home=home)
    here = installed.ask_checkout("check", home=home)
    assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)
    assert done.returncode in (0, 1)


def test_it_explains_every_code_as_the_checkout_does(installed: Installed, home: Path) -> None:
    for words in (("--explain", "all"), ("--explain", "E401"), ("--explain", "lost-page", "--json")):
        done = installed.ask("check", *words, home=home)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == installed.ask_checkout("check", *words, home=home).stdout


def test_it_reads_the_shipped_pack_as_the_checkout_does(
    installed: Installed, home: Path, script: Path, tmp_path: Path
) -> None:
    done = installed.ask("read", "--script", script, home=home)
    here = installed.ask_checkout("read", "--script", script, home=tmp_path / "other-home")
    assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


def test_it_checks_and_reads_a_pack_of_ones_own(
    installed: Installed, home: Path, script: Path, bridge_folder: Path
) -> None:
    done = installed.ask("check", bridge_folder, home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "bridge: all in order.\n")
    done = installed.ask("--content", bridge_folder.parent, "read", "bridge", "--script", script, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The council has voted to close the bridge, nine to six." in done.stdout
    assert "Your place is kept. Until next time." in done.stdout
    # Kept in this home, and in no other.
    saves = json.loads(installed.ask("saves", "list", "--json", home=home).stdout)["saves"]
    assert [(save["pack"], save["page"]) for save in saves] == [("bridge", "The square")]
    assert list(installed.elsewhere.iterdir()) == []


def test_it_begins_a_pack_that_it_finds_in_order(installed: Installed, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my-town"
    assert installed.ask("new", folder, home=home).returncode == 0
    done = installed.ask("check", "--strict", folder, home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "my-town: all in order.\n")
    schema = installed.ask("schema", home=home)
    assert schema.stdout == (folder / "schema.json").read_text("utf-8")


def test_the_screens_can_be_imported_and_their_styles_found(installed: Installed, home: Path) -> None:
    code = "import explainer.tui.app as app; from pathlib import Path; "
    code += "print(*sorted(path.name for path in Path(app.__file__).parent.rglob('*.tcss')))"
    python = installed.programs / "python"
    done = call(python, "-c", code, cwd=installed.elsewhere, env=clean_environment(home))
    assert done.returncode == 0, done.stderr
    styles = {Path(name).name for name in in_checkout("explainer") if name.endswith(".tcss")}
    assert set(done.stdout.split()) == styles
